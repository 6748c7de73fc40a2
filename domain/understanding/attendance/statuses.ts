import { isOnlyFound } from '../clauses/found.ts';
import type { Fact, FactKind } from '../clauses/statements.ts';
import type { Status } from '../types.ts';

/** `unwell`: fell ill after coming. */
type Phase = 'attended' | 'absent' | 'present' | 'unwell' | 'late' | 'left';

const REASONS: ReadonlySet<FactKind> = new Set<FactKind>(['sick', 'relative_sick', 'personal', 'home']);

/** What takes a child out of school that was there before. */
const TAKEN_AWAY = /[去送回接走跑溜]|不见|没[来见]|医院/;
/** What is told of an illness that is over; of a child that is not there it still tells why. */
const RECOVERED = /愈|康复|结痂|退烧|出院|证明|^病好|^好了/;
/** What goes on for long after a child is at school again. */
const LASTING = /没有?好|石膏|夹板|拐|轮椅|绷带|纱布|起泡|破皮|淤青/;
/** What keeps a child on the way: "迟到, 途中塌方". */
const OBSTACLE = /[车路桥水河雪雾冰]|塌方|泥石流|滑坡|落石|山洪/;
const UNEXPLAINED = /原因|情况|为什么|为啥|回事/;
const TAKEN_TO_DOCTOR = /^[领带送].*[院所病生]/;

/** The status that all words about one child amount to: the last one told, and of an absence its reason. */
export function statusOf(said: readonly Fact[]): Status | undefined {
  // That a child was found tells nothing of where it is.
  const facts = withoutPutRight(said.filter(({ kind }) => kind !== 'found'));
  if (facts.length > 0 && facts.every(tellsHowCounted)) return undefined;
  let phase: Phase | undefined;
  const told = facts.filter((fact, place) => fact.kind !== 'denied' || isTakenBack(fact, facts, place));
  const all = told.length > 0 ? told : facts;
  for (const [place, fact] of all.entries()) phase = nextPhase(phase, fact, all[place - 1]);
  if (phase === undefined || (phase === 'attended' && facts.every(({ kind }) => kind === 'attended')))
    return undefined;
  if (phase === 'absent' || phase === 'unwell' || phase === 'attended') return absenceStatus(facts);
  return phase === 'left' ? 'left_early' : phase;
}

/** "不是旷课", "不算缺勤": how it is counted, and not that the child is there. */
export const tellsHowCounted = ({ kind, text }: Fact): boolean =>
  kind === 'denied' && /^(?:不|并|算).*(?:[旷逃]|缺[课勤])/.test(text);

/** "迟到, 不是迟到, 是病假": the status denied after it was told gives way to the one told then. */
function withoutPutRight(facts: readonly Fact[]): readonly Fact[] {
  const denial = facts.findIndex(({ kind }) => kind === 'denied');
  const denied = facts[denial];
  if (denied === undefined || facts.slice(denial + 1).every(({ kind }) => kind === 'denied')) return facts;
  const wrong = deniedKind(denied);
  const before = facts.slice(0, denial);
  if (!before.some(({ kind }) => kind === wrong)) return facts;
  return [...before.filter(({ kind }) => kind !== wrong), ...facts.slice(denial + 1)];
}

/**
 * "旷课: 甲…, 更正: 甲没旷课" takes the status back. In "是病假, 不是旷课" the denial only rules out another status than
 * the one told.
 */
const isTakenBack = (denial: Fact, facts: readonly Fact[], place: number): boolean =>
  facts.slice(0, place).some(({ kind }) => kind === deniedKind(denial)) &&
  facts.slice(place + 1).every(({ kind }) => kind === 'denied');

const DENIED: readonly (readonly [RegExp, FactKind])[] = [
  [/迟/, 'late'],
  [/退/, 'left'],
  [/[旷逃]/, 'unexcused'],
  [/病/, 'sick'],
  [/事假/, 'personal'],
];

/** What a fact says that the child is not. */
export const deniedKind = ({ denies, text }: Fact): FactKind =>
  denies ?? DENIED.find(([words]) => words.test(text))?.[1] ?? 'absent';

function nextPhase(phase: Phase | undefined, fact: Fact, before: Fact | undefined): Phase {
  const { kind, text } = fact;
  if (kind === 'attended') return phase ?? 'attended';
  if (phase === 'attended' && TAKEN_AWAY.test(text)) return 'left';
  if ((phase === 'present' || phase === 'unwell') && TAKEN_TO_DOCTOR.test(text)) return 'left';
  if (kind === 'notThis' || kind === 'struck') return 'present';
  if (kind === 'denied') return 'present';
  // "不舒服, 在宿舍": in school, and in no class.
  if (kind === 'present' && phase === 'absent' && /[宿寝]/.test(text)) return phase;
  if (kind === 'present') return phase === 'late' && !/没|销/.test(text) ? 'late' : 'present';
  // "没来, 睡过头了": why, and not that the child has come.
  if (kind === 'late' && phase === 'absent' && /^[睡起]/.test(text)) return phase;
  if (kind === 'late') return 'late';
  // "刚到，车坏了": what happened on the way. "起晚了，还在路上": not there yet.
  if (
    kind === 'later' &&
    OBSTACLE.test(text) &&
    !/(?<![坏停锚丢堵陷卡困])在(?!.*[坏锚胎油])/.test(text) &&
    (phase === 'late' || phase === 'present' || phase === 'left')
  )
    return phase;
  // "来了，没看见": the speaker had only not seen the child.
  if (kind === 'absent' && /没(?:有)?[看见注]/.test(text) && (phase === 'present' || phase === 'late'))
    return phase;
  // "早上来了，下午没来", "上午在，下午请假": was there for part of the day.
  if (phase === 'present' && isOfMorning(before) && endsDay(fact)) return 'left';
  // "迟到了, 鞋湿了回家换了一趟": why the child came late.
  if (kind === 'left' && phase === 'late' && /[换拿取]/.test(text)) return phase;
  // "找到了，他自己回家了": away all the time.
  if (kind === 'left' && phase === 'absent' && before !== undefined && isOnlyFound(before)) return phase;
  if (kind === 'left') return isOnLeave(fact, before) ? 'absent' : 'left';
  // "早退, 没说原因", "来了又走了, 没跟老师说": how it came to that, not where the child is.
  if (kind === 'absent' && phase !== undefined && UNEXPLAINED.test(text)) return phase;
  if (kind === 'unexcused' && (phase === 'left' || phase === 'late') && !/旷|逃/.test(text)) return phase;
  // "中午接走了，下午不来了", "早退, 第三节课就不见了"
  if (kind === 'absent' && phase === 'left' && /不(?:过|再|返)?[来校见]|来不|没(?:有|再)?[见回]/.test(text))
    return phase;
  // Why somebody came late, left or was away before they came changes nothing about where they are.
  const isReason = REASONS.has(kind) || kind === 'leave' || kind === 'unreachable';
  if (isReason && (phase === 'late' || phase === 'left')) return phase;
  // "妈妈送来了💉"
  if (phase === 'present' && !/\p{Script=Han}/u.test(text)) return phase;
  // "来了, 退烧了": it is over. "来了, 打着石膏": it keeps nobody away.
  if (phase === 'present' && (RECOVERED.test(text) || LASTING.test(text))) return phase;
  if (isReason && phase === 'attended') return phase;
  if (isReason && phase === 'present' && kind !== 'leave' && kind !== 'sick') return phase;
  return phase === 'present' && kind === 'sick' ? 'unwell' : 'absent';
}

const isOfMorning = (fact: Fact | undefined): boolean =>
  fact?.kind === 'present' && /^(?:上午|早上|早读|上半天|头两节|前两节)/.test(fact.text);

const endsDay = ({ kind, text }: Fact): boolean =>
  (kind === 'absent' && !/看[见到]|注意|数/.test(text)) || kind === 'leave' || kind === 'unexcused';

/** "请病假回家了": where a child on leave is; 例假 is none. */
const isOnLeave = ({ text, at }: Fact, before: Fact | undefined): boolean =>
  /^回/.test(text) &&
  /(?<!例)假$/.test(before?.text ?? '') &&
  before !== undefined &&
  before.at + before.text.length === at;

/** A reason told outranks none; of several, the last. Somebody else's illness makes it personal leave. */
function absenceStatus(facts: readonly Fact[]): Status {
  const own = facts.filter(({ header }) => !header);
  // A reason told of a list outranks a mere "请假" told of one in it.
  const reason = reasonOf(own);
  return (
    (own.some(isStrong) || !facts.some(isStrong) ? reason : undefined) ?? reasonOf(facts) ?? 'unaccounted'
  );
}

/** Where a child also goes for somebody else's sake. */
const AT_DOCTORS = /医院|看病|看医生|诊|[检复]查/;

const isStrong = ({ kind }: Fact): boolean => kind === 'sick' || kind === 'personal' || kind === 'unexcused';

const isTruant = ({ kind, text }: Fact): boolean =>
  kind === 'unexcused' &&
  /旷|逃|翘|跷|无故|厌学|[不没未哪].*请|招呼|[书学]也?[不没]|[不没无](?:肯|想|愿意?|爱|喜欢|乐意|心.?)?[来读去上念]|没意思|没[得有]?[用劲]|懒得/.test(
    text,
  );

const HERDS = /[放看守]牛|放[羊马猪鸭鹅]/;

const asksLeave = ({ kind, text }: Fact): boolean => kind === 'leave' || text.includes('假');

/** "他爹说去放羊了": kept from school for work, and nobody asked for leave. */
export const isHerding = (facts: readonly Fact[]): boolean =>
  facts.some(({ kind, text }) => kind === 'personal' && HERDS.test(text)) && !facts.some(asksLeave);

function reasonOf(facts: readonly Fact[]): Status | undefined {
  const relative = facts.findIndex(({ kind }) => kind === 'relative_sick');
  // "病假, 妈妈也病了": the child is ill itself.
  const ill = facts.findIndex(({ kind, text }) => kind === 'sick' && !AT_DOCTORS.test(text));
  if (relative >= 0) return ill >= 0 && ill < relative ? 'sick_leave' : 'personal_leave';
  const strong = facts.findLast(isStrong);
  // "逃学，跟他哥赶街去了": what a child does instead of school is no leave, unless leave was asked.
  if (strong?.kind === 'personal' && !/假/.test(strong.text) && facts.some(isTruant)) return 'unexcused';
  // "他爹说去放羊了": work at home is no leave that anybody asked for.
  if (strong?.kind === 'personal' && HERDS.test(strong.text) && isHerding(facts)) return undefined;
  // "找着了，在他二叔家放牛": nobody asked leave of a child that had to be looked for.
  if (strong?.kind === 'personal' && !/假/.test(strong.text) && facts.some(isOnlyFound)) return undefined;
  if (strong?.kind === 'sick') return 'sick_leave';
  if (strong?.kind === 'unexcused') return 'unexcused';
  if (strong || facts.some(({ kind }) => kind === 'leave')) return 'personal_leave';
  // "病好了, 再休息一天"
  return facts.some(({ kind, text }) => kind === 'present' && RECOVERED.test(text))
    ? 'sick_leave'
    : undefined;
}

/** "痊愈了": of a child that is well again it is not told where it is. */
export const tellsRecovery = ({ kind, text }: Fact): boolean => kind === 'present' && RECOVERED.test(text);

/** Whether a child of this status counts as not there. */
export const isAbsent = (status: Status): boolean =>
  status === 'sick_leave' ||
  status === 'personal_leave' ||
  status === 'unexcused' ||
  status === 'unaccounted';
