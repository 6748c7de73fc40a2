import { limitAlone, limitBehind, limitWords, withoutLimit } from './leave-limit.ts';
import { bearersOf, type Named, namesIn } from './names.ts';
import type { Rosters } from './rosters.ts';

/** What somebody decided in words about requests for leave, with what was said beside the decision. */
export interface Decision {
  agreed: boolean;
  words: string;
  /** Of more days that were asked for: "两天", "到周三" (T3). */
  limit: string | null;
}

/** Whether the words themselves speak of leave: "张伟同意" may be said of other things too. */
interface OfLeave {
  ofLeave: boolean;
}

/** The decisions of one message, child by child. */
export interface LeaveDecided {
  named: readonly (Named & Decision & OfLeave)[];
  /** Said of all requests, or of all but those that are named. */
  others: Decision | null;
  /** Said without a name. */
  bare: Decision | null;
  /** Named with a decision whose bounds are not clear: "只批上午". */
  unclear: readonly Named[];
  /** What else the message tells, each with its name. */
  rest: string;
}

const MAY_DECIDE =
  /同意|批|准|[只先]给|驳回|退回|拒绝|否决|不给|不让|不许|允许|许可|假[\s\S]*(?:行|可以|要得|没问题|没意见|通过|不合适)/u;
/**
 * Asked, or told of a decision that is still to come or that others took: nothing is decided by it. "准了嘛" decides, and "能不能来" may
 * be said beside a decision, so it is not all that `isAsked` calls asked; and leave is mostly of a day to come.
 */
const NO_DECISION =
  /[?？]|[吗么](?=[\s，,。！!]*$)|是不是|对吧|[批准]了?没|同不同意|[批准]不[批准]|还没|没有?批|未批|等着?批|等(?:着|您|你|校长|主任|学校|领导)|(?:请(?!假)|求|麻烦|帮).{0,4}[批准]|如果|要是|要不要/u;
const FAMILY = /家长|家里|爸|妈|父|母|爷|奶|外公|外婆|监护|亲戚|老人/u;

const STRONG_NO =
  '不予?同意|不予?批准|不予?批假?|不予?准假?|不予准许|不给(?:假|批|准|请假?|他请假?|她请假?)|不能?让请假?|不能(?:批准?|准假?|同意|请假?)|驳回|退回|拒绝|否决|不允许|不许|[批准]不了|[莫别]批|[莫别]准';
const STRONG_YES =
  '同意|批准|准许|准予|允许|许可|准假|准了假?|批了假?|批假|批给|给假|给批|给准|通过审批|批|准';
/** These alone may be said of anything: they decide only beside a word of leave or a plain decision. */
const VAGUE_NO = '不可以|不行|不得行|不得|要不得|不通过|不合适';
const VAGUE_YES = '可以|要得|得行|行|通过|没问题|没得问题|没意见|没得意见';

const BEFORE =
  '(?:\\s|[:：、“”"\'()（）·.]|的|这|那|个|位|条|份|张|些|几天|几|请(?!示)|假条|病假|事假|长假|假期|假|申请|请求|条子|我们?|本人|学校|这边|这里|教务处?|意见|答复|回复|先|就|已经|已|刚才|刚刚|刚|都|也|还是|暂时|们|同学|学生|小朋友|娃娃|娃|孩子|她|他|可|予以|给|是|对于|关于|对|全部|全都|全|均|统统|通通|一律|一并|一起|所有|前面|上面|以上|今天|早上|下午|发来|报|手上|交|剩下|其他|其余|别的|另外|待批|待办|[一二两三四五六七八九十半\\d]+天|(?:请?到)?(?:这|下|本)?(?:周|星期)[一二三四五六日天]|(?:请?到)?\\d+[号日月])*';
const AFTER =
  '(?:\\s|[“”"\'()（）.~～]|的|这|那|个|些|几|请|假条|病假|事假|长假|假期|假|申请|条子|他们|她们|他|她|了|啦|咯|嘞|吧|哈|啊|哦|噢|呢|的请求|学生|孩子|娃|全部|所有|都|行)*';
/** What goes on from a decision without a stop: an instruction, a condition, a reason. */
const ON = '叫|让|喊|但|不过|只是|可是|记得|通知|请(?:他|她|家长|老师|班主任|尽快|按时)';
const ON_FROM_NO = `${ON}|要|得|必须|先|赶|今天|明天|后天|马上|立即|回来|因|理由|原因`;
const ON_FROM_YES = `${ON}|[要得](?:补|交|写|带|有|拿)`;

const pattern = (words: string, on: string): RegExp =>
  new RegExp(`^${BEFORE}(?:${words})${AFTER}((?:${on}).*)?$`, 'u');
const NO = pattern(STRONG_NO, ON_FROM_NO);
const YES = pattern(STRONG_YES, ON_FROM_YES);
const MAYBE_NO = pattern(VAGUE_NO, ON_FROM_NO);
const MAYBE_YES = pattern(VAGUE_YES, ON_FROM_YES);
const NOTHING = new RegExp(`^${BEFORE}$`, 'u');
const ALL = /都|全部|全|统统|通通|一律|均|所有/u;
const OTHERS = /其他|其余|别的|剩下|另外/u;
const EXCEPT = /除了?$/u;
const OUTSIDE = /^(?:之|以)?外/u;
/** A word of deciding that is no part of another: 准时, 批评. */
const DECIDES = /同意(?!来|去|回|返|送|读|上|签|转|明天|今天)|批(?!评|次)|准(?!时|备|点|确)|驳回/u;

const STOPS = /[，,。；;！!\n]+/u;
const CLASS = /(?:[一二三四五六七八九]|[初高][一二三]|\d)(?:年级)?\s*[（(]?\d{0,2}[）)]?\s*班的?[:：]?/gu;
/** A remark that tells of the child's day, which is recorded and not passed on. */
const TELLS =
  /^(?:他|她|孩子|学生|娃|人)?(?:今天|今早|早上|上午|下午|现在|已经?)*(?:没来|没到|未到|没在|旷课|逃学|到了|到校了|来了|已到|回来了|走了|迟到)(?!就|再|以后|之后|的话)/u;
const LEAD_OFF = /^[\s，,]*(?:但是?|不过|只是|可是|因为|原因是?|理由是?|因)?[\s，,：:]*/u;

/** `beside` is what must speak of leave or of deciding where the words alone might be said of anything. */
const readDecision = (said: string, beside: string): Decision | null => {
  const told = said.replace(CLASS, '').trim();
  const { limit, rest: words } = withoutLimit(told) ?? { limit: null, rest: told };
  if (NO.test(words)) return { agreed: false, words: NO.exec(words)?.[1] ?? '', limit: null };
  if (YES.test(words)) return { agreed: true, words: YES.exec(words)?.[1] ?? '', limit };
  if (!/假/u.test(beside) && !DECIDES.test(beside)) return null;
  const [no, yes] = [MAYBE_NO.exec(words), MAYBE_YES.exec(words)];
  const found = no ?? yes;
  return found ? { agreed: no === null, words: found[1] ?? '', limit: null } : null;
};

const isNothing = (said: string): boolean => NOTHING.test(said.replace(CLASS, '').trim());

/** Decisions as a message comes to them, clause by clause. */
class Reader {
  readonly named: (Named & Decision & OfLeave)[] = [];
  readonly unclear: Named[] = [];
  readonly rest: string[] = [];
  others: Decision | null = null;
  bare: Decision | null = null;
  /** Named, and not yet decided on: "马小军那个假，不批", "李海燕，罗玲的假都准了". */
  #waiting: { name: Named; words: string }[] = [];
  /** Of whom the last decision was, for what follows it. */
  #last: Decision[] = [];
  #lastName: string | null = null;
  #except = false;
  readonly #text: string;
  readonly #rosters: Rosters;
  readonly #names: boolean;

  constructor(text: string, rosters: Rosters) {
    this.#text = text;
    this.#rosters = rosters;
    this.#names = namesIn(text, rosters).length > 0;
  }

  take(clause: string): void {
    const names = namesIn(clause, this.#rosters);
    if (names.length === 0) this.#unnamed(clause);
    else this.#naming(clause, names);
  }

  end(): void {
    for (const { name, words } of this.#waiting.splice(0))
      if (/假/u.test(words)) this.unclear.push(name);
      else this.rest.push(`${name.name}${words}`);
  }

  #unnamed(clause: string): void {
    const decision = this.#decisionOf(clause);
    const limit = decision?.limit ?? limitAlone(clause);
    if (limit && this.#isLimited(clause))
      for (const one of this.#last) Object.assign(one, { agreed: true, limit });
    else if (!decision) this.#remark(clause);
    else if (this.#except || OTHERS.test(clause)) {
      this.#except = false;
      this.#others(decision);
    } else if (this.#waiting.length > 0) this.#decide([], decision, clause);
    else if (this.#names || FAMILY.test(this.#text) || this.others || this.bare) this.#remark(clause);
    else if (ALL.test(clause)) this.#others(decision);
    else {
      this.bare = decision;
      this.#last = [decision];
    }
  }

  /** "同意，但只批到周三", "不批五天，只批两天": said of the decision before. */
  #isLimited(clause: string): boolean {
    return this.#last.length > 0 && this.#waiting.length === 0 && !this.#except && !OTHERS.test(clause);
  }

  /** "可以" in a clause of its own may be said of how the child is. */
  #decisionOf(clause: string): Decision | null {
    const decision = readDecision(clause, this.#text);
    return decision?.agreed && !DECIDES.test(this.#text) ? null : decision;
  }

  #others(decision: Decision): void {
    this.others = decision;
    this.#last = [decision];
    this.#lastName = null;
  }

  #remark(clause: string): void {
    if (this.#last.length > 0 && this.#waiting.length === 0 && !TELLS.test(clause)) {
      for (const decision of this.#last) decision.words = [decision.words, clause].filter(Boolean).join('，');
      return;
    }
    const name = this.#waiting.length === 0 ? this.#lastName : null;
    this.rest.push(name ? `${name}${clause.replace(/^(?:他|她|孩子|学生|娃|人)/u, '')}` : clause);
  }

  #naming(clause: string, names: readonly Named[]): void {
    const before = clause.slice(0, names[0]?.at ?? 0);
    if (EXCEPT.test(before)) {
      const last = names.at(-1);
      const after = clause.slice((last?.at ?? 0) + (last?.name.length ?? 0)).replace(OUTSIDE, '');
      const decision = readDecision(after, this.#text);
      this.unclear.push(...names.map((name) => this.#borne(name)));
      if (decision) this.#others(decision);
      else this.#except = true;
      return;
    }
    const first = isNothing(before) ? null : readDecision(before, this.#text);
    const waiting: Named[] = [];
    names.forEach((name, place) => {
      const next = names[place + 1];
      const words = clause.slice(name.at + name.name.length, next?.at ?? clause.length);
      waiting.push(this.#borne(name));
      if (next && /^[\s、和与及跟]*$/u.test(words)) return;
      this.#group(waiting.splice(0), words, first, clause);
    });
  }

  #group(names: readonly Named[], words: string, first: Decision | null, clause: string): void {
    const own = readDecision(words, this.#text);
    if (own) this.#decide(names, own, clause);
    else if (first && isNothing(words))
      this.#decide(names, { ...first, words: '', limit: first.agreed ? limitBehind(words) : null }, clause);
    else if (isNothing(words)) this.#waiting.push(...names.map((name) => ({ name, words })));
    else if ((first || DECIDES.test(words)) && !FAMILY.test(clause)) this.unclear.push(...names);
    else this.rest.push(`${names.map(({ name }) => name).join('、')}${words}`);
  }

  /** A name alone before a stop shares what is said of the next; one with "的假" was to be decided on by itself. */
  #decide(names: readonly Named[], decision: Decision, clause: string): void {
    const waiting = this.#waiting.splice(0);
    const alone = waiting.filter(({ words }) => names.length === 0 || !/假/u.test(words));
    this.unclear.push(...waiting.flatMap((one) => (alone.includes(one) ? [] : [one.name])));
    const ofLeave = /[假准批]/u.test(`${waiting.map(({ words }) => words).join('')}${clause}`);
    const all = [...alone.map(({ name }) => name), ...names];
    const decided = all.map((name) => ({ ...name, ...decision, ofLeave }));
    this.named.push(...decided);
    this.#last = decided;
    this.#lastName = decided.length === 1 ? (decided[0]?.name ?? null) : null;
  }

  /** A class may be named in another clause than the child. */
  #borne(name: Named): Named {
    return { ...name, bearers: bearersOf(name.name, this.#text, this.#rosters) };
  }
}

/** What is passed on of a decision: its limit, and what was said beside it. */
export const decisionWords = ({ limit, words }: Decision): string =>
  [limit && limitWords(limit), words].filter(Boolean).join('，');

/**
 * Reads "马小军那个假不批，叫他先来学校", "和玉梅同意，刘雅婷的不行", "都同意", "同意何鸿的假，但是要补个假条", "只批两天". A decision is read only
 * where the words beside the name say no more than that; null where nothing is decided.
 */
export const readLeaveDecided = (text: string, rosters: Rosters): LeaveDecided | null => {
  if (!MAY_DECIDE.test(text) || NO_DECISION.test(text)) return null;
  const reader = new Reader(text, rosters);
  for (const clause of text.split(STOPS)) if (clause.trim() !== '') reader.take(clause.trim());
  reader.end();
  const { named, others, bare, unclear, rest } = reader;
  if (named.length + unclear.length === 0 && !others && !bare) return null;
  for (const decision of [...named, others, bare])
    if (decision) decision.words = decision.words.replace(LEAD_OFF, '').trim();
  return { named, others, bare, unclear, rest: rest.join('，') };
};
