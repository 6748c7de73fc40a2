import { charactersOf, wordsOf } from './layout.ts';

/** Words that tell much by themselves: what sounds like one of them and is no other word is taken for it anywhere. */
export const TELLING = wordsOf(`
  请假 病假 事假 续假 销假 假条 发烧 高烧 低烧 退烧 发热 感冒 流感 甲流 咳嗽 头痛 头疼 头晕 头昏 牙痛 牙疼
  胃痛 胃疼 肚子痛 肚子疼 拉肚子 呕吐 腹泻 住院 医院 看病 生病 受伤 骨折 水痘 肺炎 手术 打针 输液 发炎 扁桃体 阑尾炎
  腮腺炎 不舒服 睡过头 迟到 早退 旷课 逃课 逃学 缺勤 缺课 缺席 返校 全勤 在路上 联系 电话 家长 打不通 没人接
  关机 空号 停机 欠费 家访 劝返 撤回 作废 打工 不读书 家里有事 其余 其他 其它 回来 出水痘 长水痘 起水痘 得水痘
  做手术 动手术
`);

/** Smaller words of state: what sounds like one of them is taken for it beside a known pupil. */
export const OFTEN_MISTYPED = [...TELLING, ...wordsOf('没来 来了 没到 未到 到校 离校')];

/** What sounds like one of them and is something else. */
export const NOT_MISTYPED: ReadonlySet<string> = new Set(wordsOf('住远 住园 没赖 头同 发少'));

/** These stand so often for themselves that they are taken for no other, unless beside a known pupil. */
export const NEVER_A_SLIP: ReadonlySet<string> = new Set(
  charactersOf(`
    是在到有又再来没不小大上下和还都也要去会说我你他她它为给把被让个好里后前看着过家已以之只就才很太最同等两一二三四五
    六七八九十早中几多少可起点那哪这但当如从对向所而或能想用吃走找开叫问话加的了得地人们生学书今明周日月年号时分齐车
  `),
);

/** A number of pupils comes next. */
const COUNTED =
  '(?=(?:人数)?[:是]? ?(?:\\d{1,3}|[零一二两三四五六七八九十百]{1,5})(?![\\d零一二两三四五六七八九十百.:点号月周星楼层天节年分时岁]))';

/** Labels and small words as they are typed for others; both sides are equally long. */
export const MISTYPED: readonly (readonly [RegExp, string])[] = [
  // 公21人 for 共21人, 全道 for 全到
  [/公(?=\d{1,2}[人个名])/g, '共'],
  [/(?<=\d[人个名]?)全[道倒](?=$|[,.! \n了])/g, '全到'],
  // 并假 for 病假, 是假 for 事假
  [/[并冰兵柄饼丙]假(?![装借设如定使山期冒货发])/g, '病假'],
  [/(?<=(?:^|[请了是个\d人: ,]))[是式试市世示视]假(?![的装借设如定使山期冒货发话])/g, '事假'],
  // 练习到家长了 for 联系到
  [
    /(?<=家长|家里|爸|妈|父母|爷爷|奶奶|外婆|外公|监护人|没有?|已经?)(?:练习|连系|联习|莲系|链系)(?=不?[到上过好])/g,
    '联系',
  ],
  [/(?:练习|连系)(?=不(?:上|到|通)|[了过]?(?:家长|家里|[他她][爸妈爷奶家]))/g, '联系'],
  [/威信(?=[上里]?[跟和给]?(?:我|老师)?(?:说|讲|请|告|回|发|没))|(?<=[发回])威信/g, '微信'],
  [new RegExp(`(?:[硬因影引映英印迎赢][到道倒]|应[道倒])${COUNTED}`, 'g'), '应到'],
  [new RegExp(`(?:[时石食识事使是试市式适][到道倒]|实[道倒])${COUNTED}`, 'g'), '实到'],
  // "应到二十二个十到十九个"
  [new RegExp(`十[到道](?<=应到[^.;!?\\n]{1,8}..)${COUNTED}`, 'g'), '实到'],
  [/(?<=应 ?\d{1,3}[人个]?[ ,]?)[时石识是](?= ?\d)/g, '实'],
  [
    /(?<=[请假息院休延养病])[道倒](?=[下这本]?个?(?:周|星期|礼拜)|\d{1,2}[号日月.]|明天|后天|月底|[一二三四五六七八九十]{1,3}[号月])/g,
    '到',
  ],
  // 请了加的 for 请了假的
  [/(?<=请[了过个的]|请[过了]个|请[一二两三四五半\d]天)[加家价嘉佳架驾嫁](?=$|[的了呢嘛, .;!\n])/g, '假'],
  // 全道齐了 for 全到齐了
  [/(?<=[全都][部员]?)[道倒导](?=齐|了?(?:$|[ ,.;!\n]))/g, '到'],
  [/[道倒](?=校(?![长园友服规]))/g, '到'],
  [/(?<=[是话的个码长说]|打[过了]去?)空好(?![了多几])/g, '空号'],
  [/(?<![跟坐随乘的班校小骑开包客上下])车回(?=[啊吧嘛呢 ,.;!\n]|一下|刚|上一?条|那条|$)/g, '撤回'],
  [/(?<![坏伤疼痛])[了辣腊]肚子(?![疼痛不])/g, '拉肚子'],
  [/(?<=[去出外上下省东江南西明州圳海疆])大工(?![程业厂匠人作地])/g, '打工'],
  [/(?<=不想?|想|回来)[独毒](?=书|了|[ ,.;!]|$)/g, '读'],
  // 吃到 for 迟到 where nothing is eaten
  [
    /(?<!没)吃到(?=了?(?:$|[ ,.;!\n:)]|半个?小时|(?:\d+|[十几一二三四五半两])[来多几]?(?:分钟|节|个?小时)))/g,
    '迟到',
  ],
  // 加长 for 家长
  [/(?<=[跟和给联系与打到知找了])加长(?![的度])|加长(?=[说打来发知没不联电请已也都同微])/g, '家长'],
];
