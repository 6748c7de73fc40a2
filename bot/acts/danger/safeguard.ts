import { dayOf } from '../../../domain/calendar/time.ts';
import { tellsFound } from '../../../domain/conversation/found-words.ts';
import { type Named, namesIn, onePupil } from '../../../domain/conversation/names.ts';
import type { Rosters } from '../../../domain/conversation/rosters.ts';
import { type HarmTold, harmIn, takesBackLeave } from '../../../domain/conversation/safeguard.ts';
import type { SchoolState } from '../../../domain/decision.ts';
import type { FactBody } from '../../../domain/facts/fact.ts';
import { nameSubject } from '../../../domain/notices/item.ts';
import type { Student } from '../../../domain/people/directory.ts';
import type { Entry, Understood } from '../../../domain/understanding/types.ts';
import { attendanceTold, fileOf } from '../../../prisma/stores/answer-store.ts';
import { entryWords } from '../../../templates/vocabulary.ts';
import { endOfDay, sayAsks } from '../../outcomes.ts';
import { phrase } from '../../phrase.ts';
import { type Outcome, record, type Turn, worldFor } from '../../turn.ts';
import { missingIn } from './missing.ts';

/** A message of harm: of whom, in which words, and what it tells besides. */
export interface Harm extends HarmTold {
  /** Of whom the same person spoke just before, where the message names nobody. */
  before: { student: Student; sure: boolean } | null;
}

/** Reads whether a message leaves the ordinary script (policy.md §6.5); null when it has no such word. */
export const harmTold = async (turn: Turn, rosters: Rosters): Promise<Harm | null> => {
  const told = harmIn(turn.text, turn.policy, rosters);
  if (!told) return null;
  if (told.named.length > 0 || turn.speaker.role === 'guardian') return { ...told, before: null };
  const before = await spokenOfBefore(turn, rosters);
  // "不是请事假，是嫁人了": whose leave it was is told of again, and it is none.
  const again = before?.sure && takesBackLeave(turn.text) ? `${before.student.name}旷课` : '';
  return { ...told, before, rest: again || told.rest };
};

/**
 * The only child that is looked for, where the message says it was found; else that of the message before, where it spoke of
 * one: surely meant where its leave is taken back, or where the harm was already told of it; else only asked.
 */
const spokenOfBefore = async (turn: Turn, rosters: Rosters): Promise<Harm['before']> => {
  if (tellsFound(turn.text)) {
    const [found, ...others] = await missingIn(turn, rosters);
    if (found && others.length === 0) return { student: found, sure: true };
  }
  const last = turn.earlier.at(-1);
  if (!last) return null;
  if (takesBackLeave(turn.text)) {
    const onLeave = await onLeaveBy(turn, last.message);
    const [student] = onLeave;
    if (student && onLeave.length === 1) return { student, sure: true };
  }
  const harmed = [];
  for (const { bearers } of namesIn(last.text, rosters)) {
    const [student] = bearers;
    if (student && bearers.length === 1 && (await fileOf(turn.tx, student.id))?.safeguard)
      harmed.push(student);
  }
  const [student] = harmed;
  if (student && harmed.length === 1) return { student, sure: true };
  const only = onePupil(last.text, rosters);
  return only && { student: only, sure: false };
};

/** Whose leave a message told of. */
const onLeaveBy = async ({ tx, directory }: Turn, message: string): Promise<Student[]> =>
  (await attendanceTold(tx, message)).flatMap(({ body }) =>
    body.kind === 'standing' && (body.standing === 'personal_leave' || body.standing === 'sick_leave')
      ? (directory.students.get(body.student) ?? [])
      : [],
  );

/**
 * A report of harm reaches the principal and the bureau's designated person at once, and is never told to the guardian.
 * Only a child named beside the word is flagged; where nobody is, it is asked who.
 */
export const safeguard = async (
  turn: Turn,
  { named, before, words }: Harm,
  heard: Understood | null,
): Promise<Flagged> => {
  const sure = named.flatMap(({ bearers }) => (bearers.length === 1 ? bearers : []));
  const own = named.length === 0 && turn.speaker.role === 'guardian' ? turn.speaker.students : [];
  const meant = before?.sure ? [before.student] : [];
  const doubtful = named.find(({ bearers }) => bearers.length > 1);
  const told = await flagged(turn, [...sure, ...own, ...meant], { words, heard });
  if (!doubtful) return told ?? { outcome: whoIsHarmed(turn, before ? [before.student] : []), away: [] };
  const asked = whoIsHarmed(turn, doubtful.bearers);
  const reply = [told?.outcome.reply, asked.reply].filter(Boolean).join('\n');
  // What is still asked of another child is not on record yet: then the message stays whole.
  return { outcome: { ...asked, reply }, away: told?.away ?? [] };
};

interface Flagged {
  outcome: Outcome;
  /** Who of them was recorded as not there. */
  away: readonly Entry[];
}

/** Records the harm of each child, once; null when there is none. */
const flagged = async (
  turn: Turn,
  students: readonly Student[],
  { words, heard }: { words: readonly string[]; heard: Understood | null },
): Promise<Flagged | null> => {
  const unique = [...new Map(students.map((student) => [student.id, student])).values()];
  if (unique.length === 0) return null;
  // What a family says of its own child's marriage is asked about before it is held to be so.
  const isMarriage =
    turn.speaker.role !== 'guardian' && words.some((word) => turn.policy.safeguardMarriage.test(word));
  const recorded: Entry[] = [];
  for (const student of unique) {
    const away = awayToday(turn, student, heard);
    const bodies: FactBody[] = [
      { kind: 'safeguard', student: student.id },
      ...(isMarriage ? [{ kind: 'circumstance', student: student.id, ...MARRIAGE } as const] : []),
    ];
    if (away) recorded.push(away);
    await record(turn, student.school, student.class ? [student.class] : [], (state) =>
      [...standing(state, student, away), ...bodies].map((body) => ({
        about: { student: student.id },
        body,
      })),
    );
  }
  const reply = turn.speaker.role === 'guardian' ? 'replies/safeguard_guardian' : 'replies/safeguard';
  const values = { names: unique.map(({ name }) => name).join('、') };
  return {
    outcome: {
      ...{ act: 'safeguard', reply: turn.words.say(reply, { values, now: turn.now }), question: null },
      // The words stand in the fact, which few may see; the message needs no second copy of them (decision 008).
      kept: phrase(turn, 'harm_kept', values),
    },
    away: recorded,
  };
};

/** "旷课：杨春燕", where nothing else was told beside the harm. */
export const sayAway = (turn: Turn, away: readonly Entry[]): string[] =>
  away.map(({ status, student }) =>
    turn.words.say('replies/settled', {
      values: { label: entryWords(status) },
      lines: [student],
      next: [],
      now: turn.now,
    }),
  );

/** A-CIV-MARRY: what is told of a marriage is a lead, of which 民政 hears once there is a case. */
const MARRIAGE = { circumstance: 'girl', holds: true } as const;

/** That the harmed child is not there, without leave: told first, since the harm ends the ordinary search for it. */
const awayToday = ({ now, speaker }: Turn, { name }: Student, heard: Understood | null): Entry | null => {
  if (!heard || speaker.classes.length + speaker.schools.length === 0) return null;
  const today = dayOf(now);
  const found = heard.entries?.filter((entry) => entry.student === name && entry.from === today) ?? [];
  return found.find(({ status }) => status === 'unaccounted' || status === 'unexcused') ?? null;
};

const standing = ({ files }: SchoolState, { id }: Student, away: Entry | null): FactBody[] => {
  if (!away || files.find(({ student }) => student === id)?.marks[away.from]?.standing === away.status)
    return [];
  const { status, from, until } = away;
  return [{ kind: 'standing', student: id, day: from, standing: status, until }];
};

/** Nobody has been told yet, and the question says so. */
const whoIsHarmed = (turn: Turn, bearers: readonly Student[]): Outcome => {
  const options = bearers.map(({ id, school }) => nameSubject({ student: id }, worldFor(turn, school)));
  return {
    act: 'safeguard',
    reply: sayAsks(turn, phrase(turn, 'ask_harmed', { some: options.length > 0 }), options),
    question: {
      kind: 'harmed',
      text: turn.text,
      students: bearers.map(({ id }) => id),
      options,
      until: endOfDay(turn),
    },
  };
};

/** The answer to "which child?": the harm is recorded with the words it was first told in. */
export const harmed = async (
  turn: Turn,
  text: string,
  chosen: string | undefined,
  rosters: Rosters,
): Promise<Outcome | null> => {
  const student = chosen ? turn.directory.students.get(chosen) : undefined;
  const told = { ...turn, text: `${text}，${turn.text}` };
  const words = harmIn(text, turn.policy, rosters)?.words ?? [];
  if (student) return (await flagged(told, [student], { words, heard: null }))?.outcome ?? null;
  const named: Named[] = namesIn(turn.text, rosters);
  if (named.length > 0)
    return (await safeguard(told, { named, before: null, words, rest: '' }, null)).outcome;
  if (turn.text.length > LONGEST_NAME) return null;
  return { act: 'safeguard', reply: turn.words.say('replies/safeguard_unknown', { now: turn.now }) };
};

/** A longer answer is something else than a name. */
const LONGEST_NAME = 6;
