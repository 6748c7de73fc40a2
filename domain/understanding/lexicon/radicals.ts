import { charactersOf } from './layout.ts';

/** The 214 radicals of the dictionaries, each the first character of its own section. */
export const RADICALS = charactersOf(`
  一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女
  子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠
  止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸
  禾穴立竹米糸缶羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸
  貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥
  鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠
`);

/** What parts of a character are called that do not stand alone, and under which radical they are listed. */
export const NAMED_PARTS: Readonly<Record<string, string>> = {
  三点水: '水',
  两点水: '冫',
  提手旁: '手',
  单人旁: '人',
  双人旁: '彳',
  竖心旁: '心',
  草字头: '艸',
  草头: '艸',
  绞丝旁: '糸',
  走之旁: '辵',
  走之底: '辵',
  四点底: '火',
  反犬旁: '犬',
  立刀旁: '刀',
  宝盖头: '宀',
};
