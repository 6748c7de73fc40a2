import { dayOf, type Instant, timeOfDay } from '../domain/calendar/time.ts';
import type { LeftOut } from '../domain/parents/campaign.ts';
import type { ReachedCounts } from '../domain/parents/reached.ts';
import type { Blocked } from '../domain/parents/texts.ts';
import { sayDay } from './words.ts';

/** What the command for texts to all parents says. */

const BLOCKED: Readonly<Record<Blocked['reason'], string>> = {
  unreviewed: '还没有经司法局审核',
  changed: '审核以后改过字，要重新审核',
  expired: '审核已过期，要重新审核',
  repealed: '引用的法条已经废止，要改写后重新审核',
};

const LEFT_OUT: Readonly<Record<LeftOut, string>> = {
  not_subscribed: '没有关注学校通知',
  no_account: '没有登记家长账号',
  stopped: '说过不收这类消息',
  withheld: '为孩子安全不发',
};

/** Labels are of one width, in characters of Chinese. */
const countLine = (label: string, count: number): string => `  ${label.padEnd(9, '　')}${count}位`;

/** "9月1日（周二）11:40" */
const sayInstant = (instant: Instant): string => `${sayDay(dayOf(instant))}${timeOfDay(instant)}`;

export interface Preview {
  title: string;
  id: string;
  place: string;
  schools: number;
  /** Who lets it go out, with the post. */
  author: string;
  text: string;
  /** For whose parents the text is shown. */
  example: string;
  parents: number;
  able: number;
  leftOut: Readonly<Record<LeftOut, number>>;
  /** Who has had this text this season. */
  before: number;
  days: readonly { first: Instant; last: Instant; parents: number; calls: number }[];
}

/** What would go out, to how many and when. */
export const previewLines = (preview: Preview): string[] => {
  const { title, id, place, schools, author, text, example, parents, able, leftOut, before, days } = preview;
  return [
    `“${title}”（${id}），${place}${schools > 1 ? `${schools}所学校` : ''}，由${author}批准发出。`,
    '',
    ...text.split('\n').map((line) => `  │ ${line}`),
    `  （这是发给${example}家长的，别的家长看到的是自己孩子的学校、班级和老师。）`,
    '',
    `家长${parents}位，几个孩子的家长只收一次：`,
    countLine('这次发给', able),
    ...(Object.keys(LEFT_OUT) as LeftOut[])
      .filter((why) => leftOut[why] > 0)
      .map((why) => countLine(LEFT_OUT[why], leftOut[why])),
    ...(before > 0 ? [countLine('这学期已发过', before)] : []),
    ...(days.length > 0 ? ['', '发送时间：'] : []),
    ...days.map(
      (day) =>
        `  ${sayDay(dayOf(day.first))}${timeOfDay(day.first)}—${timeOfDay(day.last)}  ${day.parents}位，分${day.calls}次`,
    ),
  ];
};

const STATES: readonly (readonly [keyof ReachedCounts, string])[] = [
  ['accepted', '企业微信已接收'],
  ['answered', '其中回了话'],
  ['refused', '企业微信说没送到'],
  ['not_subscribed', LEFT_OUT.not_subscribed],
  ['no_account', LEFT_OUT.no_account],
  ['stopped', LEFT_OUT.stopped],
  ['withheld', LEFT_OUT.withheld],
  ['busy', '家里有事没有打扰'],
  ['gone', '孩子已不在这里上学'],
  ['unknown', '不能确定'],
  ['waiting', '还没轮到'],
  ['ended', '中途停发没有发'],
];

/** Who was reached, and who was not; "read" is told by nobody. */
export const reachedLines = (title: string, place: string, counts: ReachedCounts): string[] => [
  `${place}“${title}”，家长${counts.all}位：`,
  ...STATES.filter(([state]) => counts[state] > 0).map(([state, label]) => countLine(label, counts[state])),
  '  “已接收”不等于看了：企业微信不告诉任何人家长看没看。',
];

export const campaignWords = {
  usage: [
    '用法：npm run -s campaign -- --text 编号 --school 学校 | --township 乡镇 | --district --by 姓名',
    '                          [--from 2026-09-01] [--days 3] [--date 2026-09-01] [--dry-run]',
    '      npm run -s campaign -- --list',
    '      npm run -s campaign -- --stop --text 编号 --school 学校 | --township 乡镇 | --district',
    '',
    '  --text     发哪一条，如 C-term-start、L11-start（npm run -s templates 看全部）',
    '  --by       谁批准发出：学校的校长或教务处主任，乡镇的分管同志，区教体局的专干',
    '  --from     从哪天起发，不写就从今天起；--days 分几天发完',
    '  --date     正文里写到的日子（如返校日、放假日），不写就用最近的开学日或放假日',
    '  --dry-run  只看正文、人数和时间，不发',
    '',
    '同一条命令再运行一次，就接着没发完的发，谁也不会漏、不会重。',
  ].join('\n'),
  unknownText: (id: string): string => `没有“${id}”这条文本。`,
  personal: (title: string): string =>
    `“${title}”写的是某一个孩子的事，只能发给这个孩子的家长，不能发给全体家长。`,
  blocked: (title: string, reason: Blocked['reason']): string =>
    `“${title}”${BLOCKED[reason]}，现在不能发。请司法局审核后回“审核通过”，再运行这条命令。`,
  unknownPlace: (name: string): string => `没有找到“${name}”，或有几个同名的，请写全称。`,
  unknownAuthor: (name: string, place: string): string =>
    `${name}不是${place}能批准的人。请写校长、教务处主任、乡镇分管同志或区教体局专干的姓名。`,
  badDay: (day: string): string => `“${day}”不是日期，请写成 2026-09-01。`,
  past: (day: string): string => `${day}已经过去了，请写今天或以后的日子。`,
  noWay: '还没有接通给家长发通知的学校通知，请先设置 WECOM_SCHOOL_SECRET（说明见 .env.example）。',
  nobody: '没有要发的家长：这学期都发过了，或都收不到。',
  dryRun: '这是预览，什么也没有发。去掉 --dry-run 就开始。',
  goesOn: (next: Instant): string =>
    `现在该发的都发了。剩下的从${sayInstant(next)}起由运行中的系统接着发；系统没有运行时，到时再运行这条命令。`,
  resumed: '这一条正在发，接着发。',
  started: '开始发。这个窗口可以随时关，不会漏、不会重。',
  sending: '已处理',
  stopped: (count: number): string => `已停发，还有${count}位家长没有发。`,
  notRunning: '这里没有正在发的这一条。',
  none: '还没有发过。',
} as const;
