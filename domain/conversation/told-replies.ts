import { type Duty, isLive } from '../duties/duty.ts';
import type { BoundDuty, Policy } from '../policy/policy.ts';
import type { Reply } from '../policy/rule.ts';
import { isAsked } from './asked.ts';
import { isCaseAct } from './case-replies.ts';
import { documentIn, type NumberTold, ticketIn } from './document-number.ts';
import type { Candidate } from './settling.ts';
import type { ReplyPatterns, ToldWords } from './told-words.ts';
import { INTENDED } from './yet-to-come.ts';

/** A sentence that answers what somebody has to do: the duties it may mean, and what it tells beside. */
export interface Answer {
  found: readonly Candidate[];
  detail: string;
}

const REFERRAL = /(?:转办)?(?<![\w-])\d{4}-\d{4}(?![\w-])号?/u;

/** What is not done yet, is only asked or only wished is no answer. A later day may stand beside what is done. */
const UNDONE = new RegExp(
  `呢$|还没|尚未|暂?未(?:报|送|办|核|看|审|签|交|录)|没(?:有|得|来得及)?(?:报|送|办|核|看|审|签|交|录|做|受理|鉴定|查(?!到|出|见|实))|不(?:受理|同意|能|行|想|愿)|办不了|${INTENDED}|正在|等(?:我|到|下|会|他|她|明)|才能|如果|要是|什么时候|怎么|哪里|哪个`,
  'u',
);

const PAST = /[了过已完毕刚]|成功/u;
/** What is told with its time may be yet to come: "已经签字，下午送到镇上". */
const TIMED = /今[天早]|上午|下午|中午|早上|晚上|\d[日号]/u;

/** What is said before and beside a matter, and tells nothing of it. */
const COURTESY =
  /^(?:嗯+|好|好的|好嘞|行|可以的?|没问题|收到|明白|知道了|晓得了|要得|领导|老师|主任|校长|局长|镇长|您?你?好|各位|谢谢|辛苦了?|(?:请?您?(?:领导|老师|主任|校长|局长|镇长)?)?放心|请知悉|请查收|报告领导|汇报一下|回复一下)$/u;

/** How a clause that tells of a matter begins: whose it is, and when. */
const LEAD =
  /^(?:(?:那个|这个|这位|该)?(?:孩子|娃娃?|学生|同学|小孩|生)?的?|关于|你说的|今天|今早|昨天|\d{1,2}月\d{1,2}[日号]|刚才?|刚刚|上午|下午|中午|早上|我们(?:学校|镇上?|街道|这边|局|所|乡)?|学校|本校|我校|我镇|我局|我所|这边)*/u;

/** What stands between a name and the words of a reply. */
const EDGE = /^[\s，,：:、]+/u;
const BECAUSE = /^(?:理由|原因|因为|因)(?:是|为)?[:：]?/u;

/** A longer clause tells a story. */
const LONGEST = 36;

const clausesIn = (text: string): string[] =>
  text
    .split(/[，,。；;、！!\s\n]+/u)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '');

/** Whether each clause tells of the matter, one of them so that it is settled; what is only polite is passed over. */
const answers = ({ settles, beside, kind }: ReplyPatterns, clauses: readonly string[]): boolean => {
  if (clauses.some(({ length }) => length > LONGEST)) return false;
  const told = clauses.map((clause) => {
    const bare = clause.replace(LEAD, '');
    const isToCome = kind !== 'promise' && kind !== 'verdict' && TIMED.test(clause) && !PAST.test(clause);
    const fits = (pattern: RegExp): boolean => !isToCome && (pattern.test(clause) || pattern.test(bare));
    if (settles.some(fits)) return 'settles';
    if (beside.some(fits)) return 'beside';
    return COURTESY.test(clause) || bare === '' ? 'polite' : null;
  });
  return told.includes('settles') && !told.includes(null);
};

/**
 * Reads a sentence in somebody's own words as the answer to one of the duties that wait: "平台报了，编号2026091601", "收到，明天入户看".
 * Every clause of it must belong to the answer; null when it tells of anything else. `names` are the pupils that it names.
 */
export const answerTold = (
  text: string,
  duties: readonly Duty[],
  { named, told }: Pick<Policy, 'named' | 'told'>,
  names: readonly { id: string; name: string }[],
): Answer | null => {
  const said = text.trim().replace(/[。.!！~～]+$/u, '');
  let bare = said.replace(REFERRAL, ' ');
  // 张明明 before 张明, of which nothing would be left.
  for (const { name } of names.toSorted((a, b) => b.name.length - a.name.length))
    bare = bare.replaceAll(new RegExp(`(?:把|将)?${name}(?:同学)?的?`, 'gu'), '');
  bare = bare.trim();
  const ids = new Set(names.map(({ id }) => id));
  const number = REFERRAL.exec(said)?.[0].replace(/转办|号/gu, '');
  const meant = duties.filter(
    (duty) =>
      isLive(duty) &&
      (ids.size === 0 || ids.has(duty.about.student ?? '')) &&
      (number === undefined || duty.asked?.number === number),
  );
  const answered = meant.flatMap((duty): (Candidate & { detail: string })[] => {
    const bound = named.get(duty.name);
    for (const reply of bound?.duty.replies ?? []) {
      const detail = bound ? detailOf(duty, bound, reply, told, bare) : null;
      if (bound && detail !== null) return [{ duty, bound, reply, detail }];
    }
    return [];
  });
  // Which of several is meant is asked under one number.
  if (new Set(answered.map(({ reply }) => reply.key)).size !== 1) return null;
  // A number that was told is meant for what asks for one.
  const detailed = answered.filter(({ detail }) => detail !== '');
  const found = detailed.length > 0 ? detailed : answered;
  const [detail = '', another] = new Set(found.map((one) => one.detail));
  return { found, detail: another === undefined ? detail : '' };
};

/** What a text tells with a reply that it gives; null where it does not give it. */
const detailOf = (
  duty: Duty,
  { duty: rule }: BoundDuty,
  reply: Reply,
  words: ToldWords,
  text: string,
): string | null => {
  // A reply of the case in its own words, with the child's name before it: "马建平按现有岗位登记".
  if (isCaseAct(reply.act) && text.replace(EDGE, '') === reply.label) return '';
  const own = reply.told?.map((pattern) => new RegExp(`^(?:${pattern})$`, 'u'));
  const told: ReplyPatterns | null = own
    ? { settles: own, beside: [], kind: 'verdict' }
    : toldBy(duty, reply, words, rule.accept !== undefined);
  if (!told) return null;
  // A decision and why: what follows the clause that decides is its reason, whatever it tells of.
  if (own && reply.needs === 'reason') {
    const [first = '', ...why] = clausesIn(text).filter((clause) => !COURTESY.test(clause));
    return isAsked(text) || !answers(told, [first]) ? null : why.join('，').replace(BECAUSE, '');
  }
  const { kind } = told;
  if (kind === 'refusal') return refuses(told, text) ? text : null;
  const isUndone =
    kind !== 'promise' && (isAsked(text) || UNDONE.test(text) || !(kind === 'verdict' || PAST.test(text)));
  if (isUndone) return null;
  if (kind === 'account') {
    const [first = '', ...more] = clausesIn(text).filter((clause) => !COURTESY.test(clause));
    if (!answers(told, [first])) return null;
    return more.length > 0 ? text : '';
  }
  if (!means(told, duty.name, text)) return null;
  const number = numberIn(told, text);
  if (!answers(told, clausesIn(number ? text.replace(number.said, ' ') : text))) return null;
  return reply.needs === 'number' ? (number?.number ?? '') : '';
};

/** Whether one clause says no, not only if or unless something is so. */
const refuses = ({ settles }: ReplyPatterns, text: string): boolean =>
  !isAsked(text) &&
  !/如果|要是|除非|的话/u.test(text) &&
  clausesIn(text).some((clause) => settles.some((pattern) => pattern.test(clause.replace(LEAD, ''))));

const means = ({ means }: ReplyPatterns, duty: string, text: string): boolean => {
  if (!means) return true;
  const first = means.find(({ said }) => said.test(text));
  return first !== undefined && (first.duties?.includes(duty) ?? true);
};

const numberIn = ({ number }: ReplyPatterns, text: string): NumberTold | null => {
  if (number === undefined) return null;
  return (number === 'paper' ? documentIn(text) : null) ?? ticketIn(text);
};

/** How a reply is told. What was taken on is not taken on again, and an account answers only what somebody was to take on. */
const toldBy = (
  duty: Duty,
  { act, needs, keeps }: Reply,
  words: ToldWords,
  isTakenOn: boolean,
): ReplyPatterns | null => {
  if (act === 'accept' && duty.acceptedAt !== null) return null;
  if (act === 'done' && !(isTakenOn && (needs || keeps))) return null;
  return words[act] ?? null;
};
