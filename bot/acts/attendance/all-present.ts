import { type Day, dayOf } from '../../../domain/calendar/time.ts';
import { type CaseFile, isExpected, isOpenCase } from '../../../domain/cases/file.ts';
import type { Candidate } from '../../../domain/conversation/settling.ts';
import { classesOf } from '../../../domain/conversation/speaker.ts';
import { classDaysOf, filesOfClasses } from '../../../prisma/stores/answer-store.ts';
import { hear, rostersFor } from '../../hearing.ts';
import { refused } from '../../outcomes.ts';
import { phrase } from '../../phrase.ts';
import type { Outcome, Turn } from '../../turn.ts';
import { recordAttendance } from './attendance.ts';

/**
 * "1 全到" to a roll that is asked for (P3.1-ROLL; the one tap of a nil report, P3.1-REPORT-2H): taken as "全到齐" of the
 * class, by whoever may report it, and only where nothing else is known of the class that day. Else it is asked back with
 * whom the ledger has, or how many its numbers lack.
 */
export const allPresent = async (turn: Turn, found: readonly Candidate[]): Promise<Outcome> => {
  const own = classesOf(turn.speaker, turn.directory);
  const classes = [...new Set(found.flatMap(({ duty }) => duty.about.class ?? []))];
  if (classes.length === 0 || classes.some((id) => !own.includes(id)))
    return refused(phrase(turn, 'roll_not_yours'));
  const today = dayOf(turn.now);
  const known = (await filesOfClasses(turn.tx, classes, today))
    .filter(({ file }) => isExpected(file) && isKnownOf(file, today))
    .map(({ file }) => turn.directory.students.get(file.student)?.name ?? '');
  if (known.length > 0) return refused(phrase(turn, 'roll_not_all', { names: known.join('、') }));
  const short = await shortByNumbers(turn, classes, today);
  if (short) return short;
  const names = classes.map((id) => turn.directory.classes.get(id)?.name ?? '').join('、');
  const rosters = await rostersFor(turn.tx, turn.speaker, turn);
  const text = `${names}全到齐`;
  return recordAttendance(turn, hear({ ...turn, text, quote: null }, text, rosters), rosters);
};

/** A roll told with numbers of which one is missing and not named: "全到" does not fill the gap. */
const shortByNumbers = async (
  turn: Turn,
  classes: readonly string[],
  today: Day,
): Promise<Outcome | null> => {
  const days = await classDaysOf(turn.tx, classes, today);
  const short = days.find(({ expected, present }) => (expected ?? 0) > (present ?? expected ?? 0));
  if (!short) return null;
  const { expected, present } = short;
  const values = { class: turn.directory.classes.get(short.class)?.name ?? '', expected, present };
  return refused(phrase(turn, 'roll_short', values));
};

/** Whether anything stands about a pupil that "全到" would pass over: away, missing, on leave, told of today, in an open case. */
const isKnownOf = (file: CaseFile, today: Day): boolean => {
  const mark = file.marks[today]?.standing;
  return (
    (mark !== undefined && mark !== 'present') ||
    file.away !== null ||
    file.missing ||
    isOpenCase(file) ||
    file.leaves.some(({ from, until }) => from <= today && today <= until)
  );
};
