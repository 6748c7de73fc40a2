import { charactersOf, wordsOf } from './layout.ts';

/** Surnames by which a name that is on no roster is told from a word. */
export const SURNAMES = charactersOf(`
  赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦
  章云苏潘葛奚范彭郎鲁韦昌马苗凤方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安
  常乐于傅皮卞齐康伍余顾孟黄穆萧尹姚邵湛汪祁毛禹狄米贝臧计戴谈宋庞熊纪舒屈项祝
  董梁杜阮蓝闵季贾路娄江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房
  缪干解应宗丁宣邓单洪包诸左石崔吉龚程邢裴陆荣翁甄封储靳段焦巴侯宁仇甘武符刘景
  詹束龙叶幸司黎薄印宿白怀蒲鄂索赖卓屠蒙池乔胥苍闻党翟谭贡姬申冉郦雍桑桂牛寿边
  扈燕浦尚温庄晏柴瞿阎连茹习艾容向古易戈廖耿匡文寇广欧师巩聂敖冷辛阚简饶曾沙关
  荆游盖岳帅况仝肖覃普侬纳字铁保锁虎撒朵禄陇卯佘代付闫涂晋鄢木阿曲朴刀罕召岩依
  波玉仡资邰杞飞鄯勒芮牟
`);

export const COMPOUND_SURNAMES = wordsOf(`
  欧阳 上官 司马 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 夏侯 端木 长孙
`);

/** Ordinary words that begin with a surname and may stand before a status. */
export const SURNAMED_WORDS = wordsOf(`
  老人 高一 高二 高三 高一点 高中生 高个子 高个 低年级 高年级 大人 房子 白天 平时 应该
  常常 安排 方便 严重 高中 毕竟 全部 时间 车子 水痘 毛病 温度 成天 关于 于是 平常
  铁将军 从来 从此 金额 马上 万一 应当 成绩 高烧 常年 和他 和她 安全 黄昏 祝贺 支气 毕业
  凌冻 管宿舍 管住宿 管纪律 管后勤 管学生 管考勤 雷雨 冷空气 霜冻 团雾 钱包 水管
  路结冰 路结霜 路结凌 路打滑 路太滑 路很滑 路塌方 路难走
  向您 向学校 向大家 向各位 向领导 向家长 向上级 向县里 向乡里 向镇里 向村里 向教育 向教务 向中心 向本校 向我校
  习俗 习惯 包工头 包工 包车 水井 水库 水塘 石头 石匠 石灰 花山 花椒 车祸 车站 毛病 毛虫 马蜂 牛圈 田埂 金花节 龙潭
  应如何 应怎 高考 孙子 孙女 孙儿 向来 花粉 顾不 万分 万幸 古怪 莫算 莫管 莫来 莫去 莫要 莫忙 莫急 莫说 莫记
`);

/** What stands before the one character of a nickname (小雨). */
export const NICKNAME_PREFIXES = '小阿老大幺二三';
/** What stands after it (雨娃). */
export const NICKNAME_SUFFIXES = '儿娃哥妹姐弟仔子';

/** After a name these show that a grown-up is meant. */
export const TITLES = wordsOf(`
  老师 主任 校长 书记 医生 所长 镇长 乡长 副校长 干事 警官 局长 站长 支书 师傅 叔 总
  同志 组长 村长 副书记 委员 法官 律师
`);
