import { dayOf } from '../../../domain/calendar/time.ts';
import type { Meaning } from '../../../domain/parents/lexicon.ts';
import { isSafe } from '../../../domain/parents/safe.ts';
import type { GuardianSaid } from '../../../domain/parents/said.ts';
import { callName } from '../../../domain/people/call-name.ts';
import type { Student } from '../../../domain/people/directory.ts';
import { fileOf } from '../../../prisma/stores/answer-store.ts';
import type { Recorded } from '../../../prisma/stores/recording.ts';
import { phrase } from '../../phrase.ts';
import type { Turn } from '../../turn.ts';
import { isLatelyFound, isSearch } from '../danger/missing.ts';

const LOST: ReadonlySet<Meaning> = new Set<Meaning>(['lost', 'unknown', 'set_out']);

/** "国兴找着没得？" of a child that is looked for, or was found, alarms nobody anew. */
export const askedAboutSearch = async (
  turn: Turn,
  { id }: Student,
  said: GuardianSaid,
): Promise<GuardianSaid> => {
  const file = await fileOf(turn.tx, id);
  const isKnown = file !== null && (file.missing || (isLatelyFound(file, turn) && !turn.text.includes('又')));
  return isKnown ? { ...said, means: said.means.filter((meaning) => !LOST.has(meaning)) } : said;
};

/** Where the search stands, for a guardian who asks; null where nobody searched, or where nothing goes to this guardian (policy.md §6.5). */
export const howSearchStands = (turn: Turn, { id, name }: Student, recorded: Recorded): string | null => {
  const file = recorded.file(id);
  const { speaker, directory } = turn;
  if (!file || !isSafe(speaker.person, file)) return null;
  const child = callName(name);
  const isSought = recorded.duties().some((duty) => isSearch(turn, duty, id));
  if (isSought || file.missing) return phrase(turn, 'guardian_still_sought', { child });
  const { lastFound } = file;
  if (!lastFound || !isLatelyFound(file, turn)) return null;
  if (lastFound.inPerson) {
    const { holder } = directory.resolve('homeroom_teacher', { student: id }, dayOf(turn.now));
    const teacher = holder ? directory.nameOf(holder.person) : phrase(turn, 'school');
    return phrase(turn, 'guardian_found_in_person', { child, teacher });
  }
  return phrase(turn, 'guardian_found_already', { child, at: lastFound.at, said: lastFound.said });
};

/** What a guardian hears who tells that a child was found while it is looked for: the search goes on until the class teacher has seen to it. */
export const foundIsToldOn = (turn: Turn, { id, name }: Student, recorded: Recorded): string | null => {
  if (!recorded.duties().some((duty) => isSearch(turn, duty, id))) return null;
  const { holder } = turn.directory.resolve('homeroom_teacher', { student: id }, dayOf(turn.now));
  const teacher = holder ? turn.directory.nameOf(holder.person) : phrase(turn, 'school');
  return phrase(turn, 'guardian_found_told', { child: callName(name), teacher });
};
