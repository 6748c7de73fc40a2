import { isAbsent, statusOf } from '../attendance/statuses.ts';
import type { Told } from '../attendance/told.ts';
import { toldOf } from '../attendance/told.ts';
import { tellsPresence } from '../clauses/facts.ts';
import type { Fact, Statements } from '../clauses/statements.ts';
import type { Pupil, RosterBook } from '../names/roster.ts';
import { areHeardAlike } from '../text/sounds.ts';
import type { Entry, SpeakerRole, Status } from '../types.ts';
import { changeLists } from './list-changes.ts';
import type { Standing } from './standing.ts';
import { factOf } from './standing.ts';

/**
 * Completes what a message leaves to the ones before: "不是李四是王五" gives Wang what was told of Li, "也是" repeats,
 * a bare name answers "缺1", and words about nobody are about the one named last.
 */
export function complete(
  told: readonly Told[],
  statements: Statements,
  standing: Standing,
  book: RosterBook,
  speaker: SpeakerRole,
  together: boolean,
  /** How many children the message speaks of as one: "两个娃娃". */
  count: number | undefined,
): Told[] {
  const all = [...told];
  repeatSame(all, standing);
  for (const one of all) forgetLeaving(one, standing);
  const { loose } = statements;
  changeLists(all, loose.facts, standing);
  const bare = all.filter(({ facts, contacts, same }) => facts.length + contacts.length === 0 && !same);
  // What is told of nobody is told of a name that stands bare, or of the only one.
  for (const one of bare) {
    if (!one.bare && all.length > 1) continue;
    one.facts.push(...(loose.facts.length > 0 ? loose.facts : standing.unnamed));
    // "21个来了19", and then the two names.
    const takesBack = statements.corrects && standing.entries.size > 0;
    if (one.facts.length === 0 && bare.length === standing.lacking && !takesBack) one.facts.push(IS_AWAY);
    if (all.length === 1) one.extents.push(...loose.extents);
  }
  if (all.length === 0) {
    const about = aboutLastNamed(statements, standing, book, speaker, count);
    all.push(...(together || count !== undefined ? about.flatMap(apart) : about));
  }
  if (statements.corrects)
    for (const one of all) {
      if (isOfOtherThings(one, all, standing)) one.facts.push(WAS_THERE);
      if (isNotOnLeave(one, standing) && !isOfAnother(one, all, standing))
        one.facts.splice(0, one.facts.length, WAS_THERE);
    }
  for (const one of all)
    if (isTypedForAnother(one, all, standing)) one.facts.splice(0, one.facts.length, WAS_THERE);
  const replaces = statements.corrects && !statements.renumbers && !statements.adds;
  if (replaces || all.some(isNotMeant)) correct(all, standing, book);
  return all;
}

const IS_AWAY: Fact = { kind: 'absent', text: '', at: -1, days: [], header: false };
const WAS_THERE: Fact = { kind: 'notThis', text: '', at: -1, days: [], header: false };

/** "发烧的是甲, 乙在后面画画": of Yi, who was told to be away, is told what only a child does that is there. */
function isOfOtherThings(one: Told, all: readonly Told[], standing: Standing): boolean {
  if (one.bare || one.facts.length + one.contacts.length > 0 || !isAwayIn(standing, one)) return false;
  return all.some(
    (other) => other.pupils.length === 1 && other.facts.length > 0 && !isAwayIn(standing, other),
  );
}

/** "李响! 响亮的响! 李想在的": of Li Xiang, who sounds like one that is only named, an absence stood. */
const isTypedForAnother = (one: Told, all: readonly Told[], standing: Standing): boolean =>
  one.facts.length > 0 &&
  one.facts.every(tellsPresence) &&
  isAwayIn(standing, one) &&
  all.some(
    (other) =>
      other.bare &&
      other.facts.length + other.contacts.length === 0 &&
      nameOf(other) !== '' &&
      !standing.entries.has(nameOf(other)) &&
      areHeardAlike(nameOf(one), nameOf(other)),
  );

/** "报错了, 甲没请假": the leave that was told is put right, which accuses nobody of staying away without it. */
function isNotOnLeave(one: Told, { entries }: Standing): boolean {
  const status = entries.get(nameOf(one))?.status;
  const onLeave = status === 'personal_leave' || status === 'sick_leave';
  return (
    onLeave && one.facts.length > 0 && one.facts.every(({ text }) => /^没有?请(?:病|事)?假的?$/.test(text))
  );
}

/** "感冒的是甲, 乙是没请假": the leave that stood of Yi is Jia's. */
function isOfAnother(one: Told, all: readonly Told[], { entries }: Standing): boolean {
  const status = entries.get(nameOf(one))?.status;
  return all.some((other) => {
    const stood = entries.get(nameOf(other))?.status;
    return other !== one && statusOf(other.facts) === status && stood !== undefined && stood !== status;
  });
}

function isAwayIn({ entries }: Standing, told: Told): boolean {
  const before = entries.get(nameOf(told));
  return before !== undefined && isAbsent(before.status);
}

/** What is told of several is told of each. */
const apart = (one: Told): Told[] =>
  one.pupils.map((pupil) => ({ ...one, pupils: [pupil], facts: [...one.facts] }));

function repeatSame(all: readonly Told[], standing: Standing): void {
  let before: readonly Fact[] = standing.lastFacts;
  for (const one of all) {
    // "知夏也是, 都请一周"
    if (one.same && one.facts.every(({ header, kind }) => header || kind === 'leave'))
      one.facts.push(...before);
    else if (one.facts.length > 0) before = one.facts;
  }
}

/** "还在路上没到", and later "回家了, 请假到周五": who had not come did not leave. */
function forgetLeaving(one: Told, { entries }: Standing): void {
  const stood = entries.get(nameOf(one));
  if (stood === undefined || !isAbsent(stood.status) || !one.facts.some(({ kind }) => kind === 'leave'))
    return;
  const kept = one.facts.filter(({ kind, text }) => kind !== 'left' || !text.includes('回家'));
  one.facts.splice(0, one.facts.length, ...kept);
}

function aboutLastNamed(
  { loose }: Statements,
  standing: Standing,
  book: RosterBook,
  speaker: SpeakerRole,
  count: number | undefined,
): Told[] {
  const extended = loose.extents.length > 0 && standing.lastNamed.some((name) => standing.entries.has(name));
  if (loose.facts.length + loose.contacts.length === 0 && !extended) return [];
  const only = book.pupils.length === 1 ? book.pupils : undefined;
  const { lastNamed } = standing;
  const named =
    lastNamed.length === (count ?? 1) ? lastNamed.flatMap((name) => book.full.get(name) ?? []) : undefined;
  const ofFamily = speaker === 'guardian' && lastNamed.length === book.pupils.length;
  if (ofFamily)
    return lastNamed.flatMap((name) => book.full.get(name) ?? []).map((pupil) => about([pupil], loose));
  const pupils =
    only ?? named ?? (speaker === 'guardian' && loose.facts.length > 0 ? book.pupils : undefined);
  return pupils === undefined ? [] : [about(pupils, loose)];
}

/** What is told of nobody, told of these. */
function about(pupils: readonly Pupil[], { facts, extents, contacts }: Statements['loose']): Told {
  const unreached: Fact[] = contacts.some(({ result }) => result === 'unreachable')
    ? [{ kind: 'unreachable', text: contacts[0]?.text ?? '', at: 0, days: [], header: false }]
    : [];
  return { ...toldOf(pupils, [...facts, ...unreached]), extents, contacts };
}

const isNotMeant = ({ facts }: Told): boolean => facts.some(({ kind }) => kind === 'notThis');

const nameOf = ({ pupils }: Told): string => (pupils.length === 1 ? (pupils[0]?.name ?? '') : '');

function correct(all: Told[], standing: Standing, book: RosterBook): void {
  const taken = all.filter(isNotMeant);
  const meant = all.filter((one) => !isNotMeant(one));
  const [first] = meant;
  if (taken.length === 0 && meant.length === 1 && first !== undefined) {
    const wrong = wronglyNamed(first, standing);
    const pupils = wrong === undefined ? undefined : book.full.get(wrong.student);
    if (wrong === undefined || pupils === undefined) return;
    all.push(toldOf(pupils, [{ ...factOf(wrong), kind: 'notThis' }]));
    if (isOnlyMissing(first)) first.facts.splice(0);
    inherit(first, wrong, standing);
    return;
  }
  // "是甲, 乙早就到了": what stood of the second was told of the first.
  const bare = meant.filter(({ facts }) => facts.length === 0);
  const there = meant.filter((one) => one.facts.length > 0 && standing.entries.has(nameOf(one)));
  const stood = standing.entries.get(there[0] === undefined ? '' : nameOf(there[0]));
  if (
    taken.length === 0 &&
    bare.length === 1 &&
    there.length === 1 &&
    bare[0] !== undefined &&
    stood !== undefined
  )
    inherit(bare[0], stood, standing);
  // "弄错了, 甲在, 没来的是乙": why somebody is missing was told of Jia.
  const missing = meant.filter(isOnlyMissing);
  if (
    taken.length === 0 &&
    missing[0] !== undefined &&
    missing.length === 1 &&
    there.length === 1 &&
    stood !== undefined &&
    isAbsent(stood.status) &&
    !VAGUE.has(stood.status)
  ) {
    missing[0].facts.splice(0);
    inherit(missing[0], stood, standing);
  }
  for (const [nth, one] of meant.entries()) {
    // "缺的不是甲，是乙": Yi is away as Jia was.
    const onlyAway = one.facts.every(({ kind }) => kind === 'absent' || kind === 'leave');
    const stands = standing.entries.get(nameOf(taken[nth] ?? taken[0] ?? one));
    if (taken.length > 0 && onlyAway && stands !== undefined && isAbsent(stands.status)) one.facts.splice(0);
    if (one.facts.length > 0) {
      // "病假写混了, 不是甲是乙": as long as it was told of Jia.
      if (stands !== undefined && taken.length > 0 && statusOf(one.facts) === stands.status)
        inherit(one, stands, standing);
      continue;
    }
    const said =
      (taken[nth] ?? taken[0])?.facts.filter((fact) => fact.kind !== 'notThis' && !tellsPresence(fact)) ?? [];
    if (one.facts.length === 0) one.facts.push(...said);
    const wrong = standing.entries.get(nameOf(taken[nth] ?? taken[0] ?? one));
    if (wrong !== undefined) inherit(one, wrong, standing);
  }
}

/** Named under "没来的是" and nothing else. */
const isOnlyMissing = ({ facts }: Told): boolean =>
  facts.length > 0 && facts.every(({ kind, header }) => kind === 'absent' && header);

/** The status, its end and whether the family was spoken to pass on to the child that was meant. */
function inherit(one: Told, { student, status, until }: Entry, standing: Standing): void {
  const spoke = standing.contacts.get(student);
  if (one.facts.length === 0 && one.contacts.length === 0 && spoke !== undefined)
    one.contacts.push({ result: spoke.result, text: '', at: -1 });
  if (one.facts.length === 0) one.facts.push(factOf({ status }));
  if (one.extents.length === 0 && until !== null) one.extents.push({ kind: 'until', day: until });
}

/** A reason may be told of an absence that was told without one. */
const VAGUE: ReadonlySet<Status> = new Set<Status>(['unaccounted']);

/** The one whom a correction that names nobody wrong takes back, if what is told now fits it. */
function wronglyNamed(meant: Told, standing: Standing): Entry | undefined {
  const name = nameOf(meant);
  if (name === '' || standing.entries.has(name) || meant.facts.some(tellsPresence)) return undefined;
  // Whoever was asked about after the report is told now: nobody else is taken back.
  if (standing.open.some(({ pupils }) => pupils.some((pupil) => pupil.name === name))) return undefined;
  const status = statusOf(meant.facts);
  const only = mistakenFor(meant, status, standing);
  if (only === undefined) return undefined;
  // "更正: 甲迟到", after Yi was told to be ill, is of another matter.
  const fits = status === undefined || status === only.status || VAGUE.has(status) || VAGUE.has(only.status);
  return fits && (status === undefined || isAbsent(status) || status === only.status) ? only : undefined;
}

/** Whose name was typed for that of the child meant: one that sounds like it, who came late or left as it did, or the only one away. */
function mistakenFor(
  { pupils: [meant] }: Told,
  status: Status | undefined,
  { entries, lastNamed }: Standing,
): Entry | undefined {
  const stood = [...entries.values()].filter((entry) => entry.status !== 'present');
  const away = stood.filter((entry) => isAbsent(entry.status));
  const alike = (away.length > 0 ? away : stood).filter(
    ({ student }) => meant !== undefined && areHeardAlike(student, meant.name),
  );
  const came = stood.filter((entry) => !isAbsent(entry.status));
  const same = came.filter((entry) => entry.status === status);
  // "不对, 回家的是甲", right after Yi went home.
  const last = status === undefined ? came.filter(({ student }) => lastNamed.includes(student)) : [];
  return [same, last, away, alike].find(({ length }) => length === 1)?.[0];
}
