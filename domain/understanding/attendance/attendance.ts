import type { Day } from '../../calendar/time.ts';
import type { Extent, Fact, FactKind } from '../clauses/statements.ts';
import type { Standing } from '../earlier/standing.ts';
import { factOf } from '../earlier/standing.ts';
import type { DayTold } from '../times/time-told.ts';
import type { Contact, Entry, SchoolDays, Status } from '../types.ts';
import { absence } from './leave.ts';
import { isAbsent, statusOf, tellsRecovery } from './statuses.ts';
import type { Told } from './told.ts';

const BEHIND: ReadonlySet<Fact['kind']> = new Set<Fact['kind']>([
  'absent',
  'late',
  'left',
  'unexcused',
  'unreachable',
  'present',
  'denied',
  'notThis',
]);

type Said = Pick<Fact, 'kind' | 'text'>;

const isAhead = ({ kind, text }: Said): boolean => !BEHIND.has(kind) || /不来|来不/.test(text);

/** The day meant by a bare weekday: the last one for what has happened, the next for leave. */
const dayOf = (told: DayTold, fact: Said): Day => (told.open && !isAhead(fact) ? told.last : told.next);

const isSymptom = (fact: Fact): boolean => fact.kind === 'sick' && !fact.text.includes('假') && !isStay(fact);

/** "从昨天起住院": away from then on. */
const isStay = ({ text, days }: Fact): boolean =>
  text.includes('住院') && days.some(({ since }) => since === true);

/** "周一是病假, 不是旷课": what is put right is past. */
const DENIED = { kind: 'denied', text: '' } as const;

/** The days on which a child's absence was told; an illness that began before the leave does not begin it. */
function daysTold(facts: readonly Fact[]): Day[] {
  const ill = facts.some(isSymptom);
  // "昨天来了, 今天又没来"
  const away = facts.at(-1)?.kind === 'absent';
  // "昨天上山捡菌摔伤了手", "昨晚在家摔了": what the child was at, and where, when it happened.
  const isOccasion = ({ kind, text, days }: Fact): boolean =>
    ill &&
    ((kind === 'home' && days.some(({ night }) => night)) || (kind === 'personal' && !text.includes('假')));
  const firm = facts.filter(
    (fact) => !isSymptom(fact) && !isOccasion(fact) && !(fact.kind === 'present' && away),
  );
  const amends = facts.some(({ kind }) => kind === 'denied');
  const undated = firm.some(({ days }) => days.length === 0);
  // "一直没来, 同学说昨晚就没见着": what was seen of the child at night, beside the absence itself.
  const isOfTheNight = (fact: Fact): boolean => isSymptom(fact) || (undated && /见/.test(fact.text));
  return (firm.length > 0 ? firm : withoutAccident(facts.filter((fact) => !isOccasion(fact)))).flatMap(
    (fact) =>
      fact.days
        .filter(({ night }) => !(night && isOfTheNight(fact)))
        .flatMap((day) => [
          dayOf(day, amends ? DENIED : fact),
          ...(day.through === undefined ? [] : [day.through]),
        ]),
  );
}

const ACCIDENT = /摔|跌|绊|撞|扭|崴|烫|砸|咬|蜇|划|割|夹/;

/** "昨天放学路上摔了, 今天住院": the fall itself is not the absence. */
function withoutAccident(symptoms: readonly Fact[]): readonly Fact[] {
  const lasting = symptoms.filter(({ text }) => !ACCIDENT.test(text));
  return lasting.length > 0 ? lasting : symptoms;
}

/** "没来", and later "上周五就走了": since when a child is away, and no early leaving. */
export function withoutLeavingBefore(told: Told, { entries }: Standing): Told {
  const stood = entries.get(told.pupils[0]?.name ?? '');
  if (stood === undefined || !isAbsent(stood.status)) return told;
  const facts = told.facts.map((fact) => {
    const { kind, text, days } = fact;
    const isBefore = days.length > 0 && days.every(({ last }) => last < stood.from);
    return kind === 'left' && /走/.test(text) && isBefore ? factOf(stood) : fact;
  });
  return facts.every((fact, place) => fact === told.facts[place]) ? told : { ...told, facts };
}

const AFTERWARDS =
  /请假[^,.;]{0,4}(?:没记|没报|没登记)|忘(?:了|记了?)?(?:记|报|说|登记)|漏[记报]|补(?:一下|记|报|录)|^补:/;

/** "周一请假没记 补一下": of a bare weekday the one that has been. */
export const toldAfterwards = (told: Told, text: string): Told =>
  AFTERWARDS.test(text)
    ? {
        ...told,
        facts: told.facts.map((fact) => ({
          ...fact,
          days: fact.days.map((day) => (day.open ? { ...day, next: day.last } : day)),
        })),
      }
    : told;

/** "昨晚没回来" on a Monday: who did not return on a day off is away now. */
export function awayNow(told: Told, today: Day, calendar: SchoolDays): Told {
  const last = calendar.previousSchoolDay(today);
  if (last === undefined || !calendar.isSchoolDay(today)) return told;
  const isOff = (day: DayTold): boolean => day.last > last && day.last < today;
  const facts = told.facts.map((fact) =>
    fact.kind === 'absent' && /[回返归]/.test(fact.text) && fact.days.every(isOff)
      ? { ...fact, days: [] }
      : fact,
  );
  return { ...told, facts };
}

/** The day a message is about: today if it is told or nothing is, else the day told. */
export function attendanceDay(
  told: readonly Told[],
  all: readonly DayTold[],
  today: Day,
  calendar: SchoolDays,
  standing: Standing,
  isOfToday: (spoken: readonly Day[]) => boolean,
): Day {
  const stretches = told
    .flatMap(({ extents }) => extents)
    .flatMap((extent) => (extent.kind === 'stretch' ? [extent.first] : []));
  const days = [...told.flatMap(({ facts }) => daysTold(facts)), ...stretches];
  const spoken =
    days.length > 0 ? days : told.some(({ facts }) => facts.length > 0) ? [] : all.map(({ last }) => last);
  if (spoken.length === 0) return dayStood(told, standing, today) ?? today;
  if (spoken.includes(today) || isOfToday(spoken)) return today;
  const sinceThen = ({ since, next }: DayTold): boolean => since === true && next <= today;
  if (told.some(({ facts }) => facts.some((fact) => fact.days.some(sinceThen)))) return today;
  const first = spoken.toSorted()[0] ?? today;
  const mixed = spoken.some((day) => day > today) && spoken.some((day) => day < today);
  if (mixed || told.some((one) => covers(one, first, today, calendar))) return today;
  if (told.some(({ facts }) => facts.length > 0 && facts.every(({ days: own }) => own.length === 0)))
    return today;
  return told.some((one) => isAwayAlready(one, today)) ? today : first;
}

/** "甲明天请假", and later "去拆石膏": no other day than that on which the leave begins. */
function dayStood(told: readonly Told[], { entries }: Standing, today: Day): Day | undefined {
  const days = new Set(told.map(({ pupils: [one] }) => entries.get(one?.name ?? '')?.from));
  const [day] = days;
  const isReason = told.every(({ facts }) => facts.every(({ kind }) => REASON.has(kind)));
  return days.size === 1 && isReason && day !== undefined && day > today ? day : undefined;
}

const REASON: ReadonlySet<FactKind> = new Set<FactKind>(['sick', 'personal', 'leave', 'relative_sick']);

/** "甲没来, 昨天也没来": of today it was told first. */
function isAwayAlready({ facts: [first, ...others] }: Told, today: Day): boolean {
  if (first?.kind !== 'absent' || first.days.length > 0) return false;
  return others.some(({ days, kind }) => kind === 'absent' && days.some(({ next }) => next < today));
}

function covers({ extents }: Told, from: Day, today: Day, calendar: SchoolDays): boolean {
  if (from > today) return false;
  const { until } = absence(from, extents, calendar, null);
  return until !== null && until >= today;
}

/** The status that all words about one pupil make; undefined when nothing tells where the child is. */
export const statusFound = (told: Told, { entries }: Standing): Status | undefined =>
  statusWith(withoutTries(told), entries.get(told.pupils[0]?.name ?? ''));

/** The entry of one pupil with this status. */
export function entryOf(
  told: Told,
  status: Status,
  date: Day,
  standing: Standing,
  calendar: SchoolDays,
): Entry | undefined {
  const student = told.pupils[0]?.name;
  if (student === undefined) return undefined;
  const before = standing.entries.get(student);
  if (!isAbsent(status))
    return { student, status, from: dayOfState(told.facts, status) ?? date, until: null };
  const first = daysTold(told.facts).toSorted()[0] ?? date;
  const ahead = told.extents.filter((one) => !liesBehind(one, status, told.facts));
  const extents = [...daysInARow(told.facts, date), ...ahead];
  return { student, status, ...absence(first, extents, calendar, before?.until ?? null) };
}

/** "今天都到了, 昨天甲早退没报": the one day before today on which a child that came was late or left. */
function dayOfState(facts: readonly Fact[], status: Status): Day | undefined {
  const kind = status === 'left_early' ? 'left' : status;
  const days = facts.findLast((fact) => fact.kind === kind)?.days ?? [];
  const [day, other] = days;
  return status === 'present' || day === undefined || other !== undefined || day.open ? undefined : day.last;
}

/** "周四周五请假", "明后天": leave told by its days ends on the last. What is past has no end told. */
function daysInARow(facts: readonly Fact[], date: Day): Extent[] {
  const asked = facts.filter(isAhead);
  const ends = asked.flatMap((fact) => {
    const last = fact.days.at(-1);
    return last === undefined ? [] : (last.through ?? (fact.days.length > 1 ? dayOf(last, fact) : []));
  });
  return ends.filter((day) => day > date).map((day) => ({ kind: 'until', day }));
}

const NO_LEAVE: ReadonlySet<Status> = new Set<Status>(['unaccounted', 'unexcused']);

/** "三天没来": the days of an absence that is no leave have been; those of a leave are to come. */
const liesBehind = (extent: Extent, status: Status, facts: readonly Fact[]): boolean =>
  extent.kind === 'length' && extent.schoolDays !== 1 && NO_LEAVE.has(status) && !facts.some(isAhead);

/** "打了三个没人接，后来回过来了": that nobody answered at first tells nothing of the child. */
const withoutTries = (told: Told): Told =>
  told.contacts.at(-1)?.result === 'reached'
    ? { ...told, facts: told.facts.filter(({ kind }) => kind !== 'unreachable') }
    : told;

/** A leave that only grows longer keeps its reason. */
function statusWith({ facts, extents }: Told, before: Entry | undefined): Status | undefined {
  // "痊愈了, 明天返校": not there yet.
  const isToReturn = extents.length > 0 && facts.length > 0 && facts.every(tellsRecovery);
  const status = isToReturn ? 'sick_leave' : statusOf(facts);
  const kept = before !== undefined && isAbsent(before.status) && before.status !== 'unaccounted';
  if (!kept) return status;
  if (status === undefined) return extents.length > 0 ? before.status : undefined;
  const onlyLeave = facts.every(({ kind }) => kind === 'leave' || kind === 'unreachable');
  if (onlyLeave && facts.some(({ kind }) => kind === 'leave') && before.status !== 'unexcused')
    return before.status;
  return status;
}

const TRIED = /^(?:打了?过?电话(?:问了)?|电话|微信|短信|信息|视频|语音|留言|发(?:微信|信息|消息|短信)|打过)$/;

/** Whether they spoke on `date`. Reached once is reached, however often it was tried; a call alone is none, if nobody answered. */
export function contactOf({ pupils, contacts: all }: Told, date: Day): Contact | undefined {
  const contacts = all.filter(({ day = date }) => day === date);
  const student = pupils[0]?.name;
  if (student === undefined || contacts.length === 0) return undefined;
  const spoke = contacts.some(({ result, text }) => result === 'reached' && !TRIED.test(text));
  const failed = contacts.some(({ result }) => result === 'unreachable');
  return { student, result: spoke || !failed ? 'reached' : 'unreachable' };
}
