import type { VisitNotes, VisitResult } from '../facts/fact.ts';
import { escaped } from '../policy/pattern.ts';
import { clausesOf } from './stops.ts';

/**
 * What an account of a visit tells beside its result, taken from its own words and never added to: what the child said, or
 * why it was not heard (policy.md §11.6); where, whom they met, who else came (§7.1).
 */

const CHILD = '(?:孩子|娃娃|娃儿|娃|小孩|学生|本人)(?:自己|本人)?';
const SAYS =
  '(?:也|就|都|一直|还是|还|只|总|哭着|当面|亲口|在电话里)?(?:说|讲|表示|回答)(?:了?他|了?她)?[：:，,]?';
/** Whose turn it is next: what follows is no longer the child's. */
const OTHERS =
  '(?:孩子)?(?:爸爸|妈妈|爸|妈|父亲|母亲|爷爷|奶奶|外公|外婆|家长|监护人|家里|父母|老人|叔叔|舅舅|姑姑|婶婶|哥哥|姐姐|班主任|老师|村干部|我们?)';
const NOT_HEARD = [
  '没有?(?:能)?(?:见|听|问|碰|遇)(?:到|着|上)',
  '未(?:能)?(?:见|听)到',
  '[见听]不到',
  '(?:不|没)在',
  '不(?:肯|愿意?|想)(?:说话?|开口|见|讲话?)',
  '不(?:说话|吭声|开口|出声|讲话)',
  '没(?:说话|开口|吭声)',
  '躲',
  '睡着?了',
  '联系不上',
  '住院',
].join('|');

const trimmed = (text: string | undefined): string | undefined =>
  text?.replace(/^[\s“"「『：:，,]+|[\s”"」』，,。.!！]+$/gu, '') || undefined;

/** The words that somebody ascribes to the child itself; what a grandfather says of the child is not among them. */
const saidByChild = (text: string, name: string): string | undefined => {
  const who = name ? `(?:${escaped(name)}|${CHILD})` : CHILD;
  const found = new RegExp(`(?<![说讲])${who}${SAYS}\\s*([^。；;！!\\n]{2,})`, 'u').exec(text)?.[1];
  return trimmed(found?.split(new RegExp(`[，,](?=${OTHERS})`, 'u'))[0]);
};

const whyUnheard = (text: string, name: string): string | undefined => {
  const who = name ? `(?:${escaped(name)}|${CHILD})` : CHILD;
  return trimmed(
    clausesOf(text).find((clause) =>
      new RegExp(`${who}(?:${NOT_HEARD})|没有?(?:见|碰|遇)(?:到|着)${who}`, 'u').test(clause),
    ),
  );
};

/** What a report of a visit tells of the pupil of this name. */
export const visitNotes = (text: string, name: string): VisitNotes => {
  const child = saidByChild(text, name);
  const unheard = child === undefined ? whyUnheard(text, name) : undefined;
  const met =
    /(?<!没|没有|未)见(?:到|着)了?([^，。；,;\s]{1,10})/u.exec(text)?.[1] ??
    /(?:^|[，,。；;])([^，。；,;\s]{1,6}?)(?<!不|没|有)在家/u.exec(text)?.[1];
  const people = /(?:和|同|跟|与)([^，。；,;]{2,30}?)(?:一起|一道|一同|共同)/u.exec(text)?.[1];
  const place = /(?:到|去|在)了?([^，。；,;、\s到去在家访]{1,12}家)(?:里|中)?/u.exec(text)?.[1];
  return {
    ...(child ? { child } : {}),
    ...(unheard ? { unheard } : {}),
    ...(met && !new RegExp(NOT_HEARD, 'u').test(met) ? { met } : {}),
    ...(people ? { people } : {}),
    ...(place ? { place } : {}),
  };
};

/** Whoever met the grandmother met somebody, though the child was not at home. */
export const resultWhereMet = (result: VisitResult, text: string): VisitResult =>
  result === 'not_met' && visitNotes(text, '').met !== undefined ? 'other' : result;

/** Where the child was said to be, in the clause that says it: "孩子跟表哥去县城洗车了"; null where none does. */
export const saidWhere = (text: string, name: string): string | null => {
  const who = `(?:${name ? `${escaped(name)}|` : ''}${CHILD}|他|她)`;
  const found = new RegExp(
    `${who}[^，,。；;说讲想\\n]{0,6}?(?:去|到|在|随|跟(?!不上))[^，,。；;\\n]{2,}`,
    'u',
  ).exec(text)?.[0];
  return found && !/在家|到校|学校|班里|家家访/u.test(found) ? found : null;
};

/** Whether a visit's form would have neither the child's words nor a reason for there being none. */
export const isChildUnheard = ({ child, unheard }: VisitNotes): boolean =>
  child === undefined && unheard === undefined;

const NOTHING = /^(?:0|没有?|无|跳过|略|不知道|不清楚|算了|取消|不用了|不填|没说什么|没什么)[。.!！]*$/u;

/** The answer to "what did the child say?"; null for one that is neither words nor a reason. */
export const readChildAnswer = (text: string, name: string): VisitNotes | null => {
  const said = text.trim();
  if (NOTHING.test(said) || said.length < 2) return null;
  const child =
    saidByChild(said, name) ?? trimmed(/^(?:他|她)(?:自己)?(?:说|讲)\s*(.{2,})$/su.exec(said)?.[1]);
  if (child) return { child };
  if (/^[“"「『]/u.test(said)) return { child: trimmed(said) ?? said };
  const why = trimmed(/^(?:原因|理由)(?:是)?[：:，,]?\s*(.{2,})$/su.exec(said)?.[1]);
  if (why) return { unheard: why };
  return new RegExp(NOT_HEARD, 'u').test(said)
    ? { unheard: trimmed(said) ?? said }
    : { child: trimmed(said) ?? said };
};

/** Whether a message is such an answer by its own words, whatever else might be meant. */
export const isChildAnswer = (text: string, name: string): boolean => {
  const said = text.trim();
  const who = `(?:${escaped(name)}|${CHILD}|他|她)`;
  return new RegExp(
    `^(?:${who}(?:自己|本人)?(?:也|就|都|还是|还|只)?(?:说|讲|表示|回答)|${who}?(?:${NOT_HEARD})|[“"「『]|(?:原因|理由)[是：:])`,
    'u',
  ).test(said);
};

/** Whether somebody wants to leave the question alone. */
export const isNoAnswer = (text: string): boolean => NOTHING.test(text.trim());

/** What the grown-ups of a school and an office speak of among themselves, and no child at home of itself. */
const OF_OFFICE = [
  // Who is called together, and for what.
  '开会|行政会|例会|会议|会上|会后|开班会|家长会|值班|值周|通知|各班|各人|各位|各校|全体|老师们|请各|请于|务必|抓紧|尽快',
  // Papers, lists and systems.
  '文件|台账|报表|表格|材料|名单|清单|档案|周报|月报|报告|初报|续报|签字|签收|盖章|送出|报送|上报|填报|工单|派单|平台|系统|标注|截图|发群|考勤|出勤|缺勤|应到|实到|备案',
  // The county's own words for its work.
  '劝返|家访|走访|控辍|责令|处罚|罚款|四步法|执法|法律|条例|义务教育法|违法|违反|工作组|小组|专班|督查|督导|检查|迎检|教体局|司法所|派出所|乡镇|街道办|副?镇长|支书|村委|局长',
  // Days and rooms of the school.
  '停课|放假|调休|补课安排|行政|教务|德育处|食堂|校车|消毒|演练|安全教育|体检|疫苗',
  // The speaker takes something back, or says what was arranged.
  '撤回|撤销|删[掉除]|作废|记错|报错|写错|弄错|搞错|只是(?:安排|问)|我安排|还没去|没去成',
].join('|');

/** What somebody says of a family, or puts right, and no child of itself: "他家没得人", "更正，第二次是昨天做的". */
const OF_FAMILY = new RegExp(
  [
    '^(?:更正|纠正|改正|订正|不对|不是[，,]|错了[，,]|刚才|刚刚|上面|前面|改成|应该是|补充)',
    '第[一二三四五1-5]次(?:家访|劝返|是|在|应该)',
    '^(?:他|她|孩子|娃娃?|这)?(?:他|她)?家(?:里|头)?(?:都)?没(?:有|得)?人',
    '^(?:他|她)们?(?:家|的|全家)',
    '(?<!我们?)全家(?:人)?(?:都|已经?)*(?:搬|走|去|外出)',
  ].join('|'),
  'u',
);

/** A question to the bot or to colleagues. */
const ASKS = /[?？]\s*$|^(?:请问|怎么|如何|问一下)|(?:要不要|怎么办|违反哪|哪条|第几条|是不是违法)/u;

/** "晚上七点开行政会": plainly about something else, so that it is not kept as the child's words. Said as the child's, it is. */
export const isOfOtherThings = (text: string): boolean =>
  new RegExp(OF_OFFICE, 'u').test(text) || OF_FAMILY.test(text.trim()) || ASKS.test(text.trim());
