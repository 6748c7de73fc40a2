import type { Day } from '../../calendar/time.ts';
import { isOnlyFound } from '../clauses/found.ts';
import type { Fact } from '../clauses/statements.ts';
import { disagrees } from '../numbers/mismatch.ts';
import type { Tally } from '../numbers/tally.ts';
import { hasNumbers } from '../numbers/tally.ts';
import type { Reading } from '../reading.ts';
import { numberOf } from '../text/chinese-number.ts';
import { nearest } from '../text/slips.ts';
import type { Token } from '../tokens/tokens.ts';
import { isCue } from '../tokens/tokens.ts';
import type { Ask, ClassRoster, Contact, Entry, Heard, Status, Understood, Unsure } from '../types.ts';
import { attendanceDay, contactOf, entryOf } from './attendance.ts';
import { explanation } from './explanation.ts';
import { likelyContact } from './likely-contact.ts';
import { isNamedHere, LikelyStates, saysWhose } from './likely-state.ts';
import { isTold } from './pupils.ts';
import { remarksOf } from './remarks.ts';
import { isRollOfToday } from './roll-day.ts';
import { isAbsent, statusOf, tellsHowCounted } from './statuses.ts';
import type { Told } from './told.ts';

type AttendanceAct = 'report' | 'update';

/** The attendance that a message tells, with what must be asked. */
export function attendanceAnswer(reading: Reading, act: AttendanceAct): Understood {
  const told = considered(reading, act);
  const date = attendanceDay(
    told,
    reading.statements.days,
    reading.today,
    reading.calendar,
    reading.standing,
    (spoken) => act === 'report' && isRollOfToday(reading.tokens, spoken, reading.today),
  );
  const { entries, there } = entriesOf(reading, act, told, date);
  const remarks = remarksOf(reading, told, entries);
  const contacts = contactsOf(reading, told, date);
  const unsure: Unsure[] = [
    ...nameQuestions(reading, told),
    ...statusQuestions(told, [...entries, ...contacts]),
  ];
  const several = classesNamed(reading);
  // "男生少3个, 甲乙没来": so many of one part of the class.
  // Who asks for leave tomorrow is there today.
  const entriesOfDay = entries.filter(({ from }) => from <= date);
  const counts = act === 'report' || reading.tokens.some((token) => isCue(token, 'part'));
  if (counts && reading.tallies.some((tally) => miscounts(tally, reading, told, entriesOfDay))) {
    unsure.push({ code: 'count_mismatch', said: '', candidates: [] });
  }
  const which = classOf(reading, told, act);
  if (which === undefined) {
    unsure.push({ code: 'which_class', said: '', candidates: reading.heard.classes.map(({ name }) => name) });
  }
  return {
    act,
    date,
    class: which ?? null,
    ...numbers(
      reading,
      act,
      several.length > 1,
      entriesOfDay.some(({ status }) => isAbsent(status)) || told.some(({ pupils }) => pupils.length !== 1),
    ),
    ...(several.length > 1 ? { classes: several.flatMap((roster) => classCounts(reading, roster)) } : {}),
    ...(act === 'report' && reading.statements.rest ? { rest: true as const } : {}),
    entries,
    ...(there.length > 0 ? { there } : {}),
    ...(remarks.length > 0 ? { remarks } : {}),
    contacts,
    ask: [...new Set<Ask>(unsure.map(({ code }) => code))],
    unsure,
    get explain() {
      const states = new LikelyStates(reading, told);
      return told.flatMap((one) => {
        const outweighed = states.outweighing(one);
        return explanation([one], reading.heard.text).map((because) => ({
          ...because,
          ...(outweighed && { outweighed }),
        }));
      });
    },
  };
}

/** Leaves out names that stand in the message by the way, and gives bare names after numbers their status. */
function considered({ told, tallies, statements, heard, speech }: Reading, act: AttendanceAct): Told[] {
  const lacking = tallies.some(
    ({ expected, present, away }) => away.length > 0 || (expected ?? 0) > (present ?? expected ?? 0),
  );
  const bareIsAbsent =
    act === 'report' &&
    (lacking || (statements.whole && !statements.full && tallies.every(({ expected }) => expected === null)));
  const fact = { kind: 'absent', text: '', at: 0, days: [], header: true } as const;
  const others = told.some(isTold);
  const short = awayUntold(tallies, told) > 0;
  return told.flatMap((one) => {
    if (heard.sender.role === 'guardian' && one.pupils.length === 0 && !isTold(one)) return [];
    if (one.facts.length + one.contacts.length > 0) return [one];
    // "金凤发烧，银凤照常去": a guardian names the other child by the way.
    if (heard.sender.role === 'guardian' && others && one.extents.length === 0) return [];
    if (bareIsAbsent && (one.bare || short)) return [{ ...one, facts: [fact] }];
    // "王小明今天过生日, 全班到齐": named by the way; "王磊弟弟没来, 其余到齐" leaves somebody out, and that may be whoever is named.
    if (act === 'report' && statements.rest && (!others || saysWhose(speech, one))) return [one];
    if (bareIsAbsent || (act === 'report' && !one.bare)) return [];
    return one.pupils.length === 0 && others ? [] : [one];
  });
}

/** How many more are away by the numbers than are told to be. */
function awayUntold(tallies: readonly Tally[], told: readonly Told[]): number {
  const away = told.filter(({ facts }) => {
    const status = statusOf(facts);
    return status !== undefined && isAbsent(status);
  }).length;
  const counted = tallies.map(({ expected, present, away: counts }) =>
    expected !== null && present !== null ? expected - present : counts.reduce((sum, { n }) => sum + n, 0),
  );
  return Math.max(0, ...counted) - away;
}

function entriesOf(
  reading: Reading,
  act: AttendanceAct,
  told: readonly Told[],
  date: Day,
): { entries: Entry[]; there: Entry[] } {
  const { calendar, standing } = reading;
  const states = new LikelyStates(reading, told);
  const there: Entry[] = [];
  const entries = told.flatMap((one) => {
    const status = states.of(one) ?? (isAwayUntil(one) ? 'unaccounted' : undefined);
    const isKnown = status !== undefined && one.pupils.length === 1;
    const entry = isKnown ? entryOf(one, status, date, standing, calendar) : undefined;
    // "星期五要去参加比赛, 算出勤": of a day to come nobody is there yet.
    if (entry === undefined || (entry.from > reading.today && entry.status === 'present')) return [];
    const before = standing.entries.get(entry.student);
    const wasAway = before !== undefined && before.status !== 'present';
    // Named as fine in a report needs no entry, unless an earlier one had the child away.
    if (entry.status === 'present' && !wasAway && (act === 'report' || isByGuardian(reading, one))) {
      if (act === 'report') there.push(entry);
      return [];
    }
    const tellsNoReason =
      (one.facts.length > 0 && one.facts.every((fact) => isByTheWay(fact, act))) ||
      // "找到了，在街上" of who plays truant: away, as before.
      (entry.status === 'unaccounted' && one.facts.some(isOnlyFound));
    if (tellsNoReason && before !== undefined && isAbsent(before.status) && before.status !== 'unaccounted')
      return [];
    return [entry];
  });
  return { entries, there };
}

/** "他家长说下周一才来": away until then, and nobody said why. */
const isAwayUntil = ({ facts, extents, contacts }: Told): boolean =>
  facts.length === 0 && contacts.length > 0 && extents.some(({ kind }) => kind === 'return');

/** "若兰发烧，若梅照常来上学": a guardian says of the other child that nothing has changed. */
const isByGuardian = ({ heard }: Reading, { facts }: Told): boolean =>
  heard.sender.role === 'guardian' && facts.every(({ text }) => /照常|照样|正常/.test(text));

/** "除了甲, 乙也请假": that Jia is away was told before, and better. */
const isByTheWay = ({ kind, text }: Fact, act: AttendanceAct): boolean =>
  kind === 'unreachable' || (act === 'update' && kind === 'absent' && text.startsWith('除'));

function nameQuestions({ book }: Reading, told: readonly Told[]): Unsure[] {
  return told.flatMap(({ pupils, said }): Unsure[] => {
    if (pupils.length === 1) return [];
    if (pupils.length > 1)
      return [{ code: 'which_student', said, candidates: pupils.map(({ name }) => name) }];
    return [{ code: 'unknown_name', said, candidates: nearest(book, said) }];
  });
}

function statusQuestions(told: readonly Told[], recorded: readonly { student: string }[]): Unsure[] {
  const entered = new Set(recorded.map(({ student }) => student));
  const silent = told.filter(
    ({ pupils: [one, other], facts, contacts }) =>
      one !== undefined &&
      other === undefined &&
      contacts.length === 0 &&
      facts.every((fact) => fact.kind === 'found' || tellsHowCounted(fact)) &&
      !entered.has(one.name),
  );
  return silent.map(({ said, pupils }) => ({
    code: 'no_status',
    // "明天返校" names nobody: whoever it was told of is asked after by name.
    said: said || (pupils[0]?.name ?? ''),
    candidates: pupils.map(({ name }) => name),
  }));
}

function miscounts(
  tally: Tally,
  reading: Reading,
  told: readonly Told[],
  entries: readonly Entry[],
): boolean {
  const perClass =
    reading.tallies.filter(hasNumbers).length > 1 ||
    (tally.roster !== undefined && classesNamed(reading).length > 1);
  const mine = perClass ? told.filter((one) => belongs(one, tally, reading)) : told;
  // Of two entries for one name the first counts.
  const entered = new Map(entries.map(({ student, status }) => [student, status] as const).toReversed());
  const away = mine.flatMap((one): Status[] => {
    const status = one.pupils.length === 1 ? entered.get(one.pupils[0]?.name ?? '') : undefined;
    const asked = one.pupils.length === 1 ? undefined : (statusOf(one.facts) ?? 'unaccounted');
    return (status ?? asked) ? [status ?? asked ?? 'unaccounted'] : [];
  });
  return disagrees(tally, away);
}

const belongs = ({ pupils, section }: Told, { roster }: Tally, { heard }: Reading): boolean => {
  const at = pupils.length === 1 ? pupils[0]?.roster : section;
  return (at?.name ?? heard.sender.class) === (roster?.name ?? heard.sender.class);
};

function numbers(
  { tallies, statements, again }: Reading,
  act: AttendanceAct,
  several: boolean,
  anybodyAway: boolean,
): Partial<Understood> {
  const first = tallies.find(hasNumbers);
  if (act === 'report') {
    if (several) return { expected: null, present: null };
    const expected = tallies.find((tally) => tally.expected !== null)?.expected ?? null;
    const present = tallies.find((tally) => tally.present !== null);
    // "42人全到" counts the class, unless somebody is told to be away.
    const whole = present?.whole && !anybodyAway ? present.present : null;
    return { expected: expected ?? whole, present: present?.present ?? null };
  }
  if (again !== undefined) return again;
  const corrected =
    statements.corrects && first !== undefined && (first.expected !== null || first.present !== null);
  return corrected ? { expected: first.expected, present: first.present } : {};
}

const classCounts = ({ tallies }: Reading, { name }: ClassRoster) => {
  const own = tallies.find(({ roster }) => roster?.name === name);
  return [{ class: name, expected: own?.expected ?? null, present: own?.present ?? null }];
};

function classesNamed({ tokens }: Reading): ClassRoster[] {
  const named = tokens.filter((token) => token.kind === 'class');
  return [...new Set(named.flatMap(({ roster }) => roster ?? []))];
}

/** The class's name; null for several classes; undefined when it must be asked. */
function classOf(reading: Reading, told: readonly Told[], act: AttendanceAct): string | null | undefined {
  const { tokens, heard, text, statements, standing } = reading;
  const named = classesNamed(reading);
  const strange = tokens.some(
    (token, place) => token.kind === 'class' && token.roster === undefined && !isOfRelative(tokens, place),
  );
  if (named.length > 1 || isOfAllClasses(text, heard) || isExcepted(tokens, heard)) return null;
  const homes = new Set(
    told.flatMap(({ pupils }) => (pupils.length === 1 ? pupils : [])).map(({ roster }) => roster.name),
  );
  // "二年级的甲请假, 他哥乙也请假", of another class. The numbers of a report are those of the class named.
  const [only] = named;
  if (only !== undefined)
    return act === 'update' && homes.size > 1 && homes.has(only.name) ? null : only.name;
  if (strange) return undefined;
  if (homes.size > 1) return null;
  const [home] = homes;
  // Whose class, the question which namesake is meant settles.
  if (home === undefined && isNamesake(told)) return null;
  const asked = new Set(told.flatMap(({ pupils }) => pupils).map(({ roster }) => roster.name));
  return (
    home ??
    (asked.size === 1 ? [...asked][0] : undefined) ??
    (statements.corrects ? standing.class : undefined) ??
    heard.sender.class ??
    (heard.classes.length === 1 ? heard.classes[0]?.name : undefined)
  );
}

const ALL_CLASSES = /全校|全年级|整个年级|(?:各个?|每个|所有|几个)(?:班|年级)/;
const SO_MANY_CLASSES = /(\d+|[一二两三四五六七八九十]+)个(?:班(?!主任|干|长|级群)|年级)/;
/** "一到四年级", "一二三四年级": the class named is only the last of them. */
const ROW_OF_CLASSES =
  /[一二三四五六七八九\d](?:年级?)?[到至-][一二三四五六七八九\d]年级|[一二三四五六七八九]{2,}年级/;

/** "我们年级五个班全部到齐", from whoever speaks of more than one. */
function isOfAllClasses(text: string, { classes, sender }: Heard): boolean {
  if (classes.length < 2 || sender.class !== undefined) return false;
  const counted = SO_MANY_CLASSES.exec(text)?.[1];
  if (ALL_CLASSES.test(text) || ROW_OF_CLASSES.test(text)) return true;
  return counted !== undefined && numberOf(counted) > 1;
}

/** "除了一年级都满员": the other classes are told of too. */
const isExcepted = (tokens: readonly Token[], { classes }: Heard): boolean =>
  classes.length > 1 &&
  tokens.some((token, place) => isCue(token, 'except') && tokens[place + 1]?.kind === 'class');

/** "读三年级的弟弟" */
function isOfRelative(tokens: readonly Token[], place: number): boolean {
  const next = tokens[place + 1]?.text === '的' ? place + 2 : place + 1;
  return isCue(tokens[next], 'kin', 'sibling');
}

/** Bearers in two classes: which student settles which class. */
const isNamesake = (told: readonly Told[]): boolean =>
  told.some(({ pupils }) => new Set(pupils.map(({ roster }) => roster)).size > 1);

function contactsOf(reading: Reading, told: readonly Told[], date: Day): Contact[] {
  if (reading.heard.sender.role === 'guardian') return [];
  const found = told.flatMap((one) => (one.pupils.length === 1 ? (contactOf(one, date) ?? []) : []));
  // What was said of another day only the grammar knows.
  const isOfToday = told.every(({ contacts }) => contacts.every(({ day }) => day === undefined));
  const [one, other] = told;
  const child = other === undefined && isOfToday && isNamedHere(reading) ? one?.pupils[0] : undefined;
  const result = child === undefined ? undefined : likelyContact(reading, found[0]?.result ?? 'none');
  if (child === undefined || result === undefined) return found;
  return result === 'none' ? [] : [{ student: child.name, result }];
}
