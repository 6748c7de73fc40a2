import { wordsOf } from './layout.ts';

/** Words of state that people type wrong: beside a known pupil, what sounds like one of them is taken for it. */
export const OFTEN_MISTYPED = wordsOf(`
  请假 病假 事假 发烧 发热 感冒 咳嗽 头痛 头疼 牙痛 牙疼 肚子痛 肚子疼 拉肚子 呕吐 腹泻 住院 受伤 迟到 旷课 早退 没来
  缺勤 缺课 到校 返校
`);

/** What sounds like one of them and is something else. */
export const NOT_MISTYPED: ReadonlySet<string> = new Set(wordsOf('住远 住园 没赖 头同 发少'));

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
  [/(?:[硬因影引映英印][到道倒]|应[道倒导])(?=(?:人数)?[:是]? ?\d)/g, '应到'],
  [/(?:[时石食识事使][到道倒]|实[道倒导])(?=(?:人数)?[:是]? ?\d)/g, '实到'],
  [
    /(?<=[请假息院休延养病])[道倒](?=[下这本]?个?(?:周|星期|礼拜)|\d{1,2}[号日月.]|明天|后天|月底|[一二三四五六七八九十]{1,3}[号月])/g,
    '到',
  ],
];
