import type { Day } from '../../../domain/calendar/time.ts';
import { ATTENDED, isOnLeave } from '../../../domain/cases/counting.ts';
import { type CaseFile, isExpected, isOpenCase } from '../../../domain/cases/file.ts';
import type { Recorded } from '../../../prisma/stores/recording.ts';
import { phrase } from '../../phrase.ts';
import type { Turn } from '../../turn.ts';

/** Whether a pupil is known not to be in class on a day: told so, on leave, away since an earlier day, missing. */
export const isKnownAway = (file: CaseFile, day: Day): boolean => {
  const mark = file.marks[day]?.standing;
  if (mark !== undefined && ATTENDED.has(mark)) return false;
  return (
    mark !== undefined || (file.away !== null && file.away <= day) || file.missing || isOnLeave(file, day)
  );
};

/**
 * Whether "其他都到" leaves a pupil out: whoever is known to be away. Where the message names who is away that day, whoever
 * was only away on a day before and is not among them has come; of an open case that is not taken for granted.
 */
export const isLeftOut = (file: CaseFile, day: Day, names: boolean): boolean =>
  isKnownAway(file, day) &&
  (!names || file.marks[day] !== undefined || file.missing || isOnLeave(file, day) || isOpenCase(file));

/**
 * What a whole roll did to those it does not name: who came though the child was told to be away before, and who stays
 * away; both are said, so that a slip is seen. One sentence each, and whether anybody stays away.
 */
export const unnamedLines = (
  turn: Turn,
  done: readonly Recorded[],
  day: Day,
  named: ReadonlySet<string>,
): { lines: string[]; away: boolean } => {
  const came: string[] = [];
  const onLeave: string[] = [];
  const away: string[] = [];
  for (const { before, decision, world, file } of done) {
    const whole = new Set(
      decision.facts.flatMap(({ body }) => (body.kind === 'roll' && body.whole ? [body.class] : [])),
    );
    for (const was of before.files) {
      const student = world.directory.students.get(was.student);
      const is = file(was.student);
      if (!student?.class || !is || !whole.has(student.class) || named.has(student.id)) continue;
      if (!isExpected(was) || !isKnownAway(was, day)) continue;
      // Of a child who comes back in an open case more is said (T18).
      if (isKnownAway(is, day)) (isOnLeave(is, day) ? onLeave : away).push(student.name);
      else if (!isOpenCase(was)) came.push(student.name);
    }
  }
  const said = { unnamed_came: came, unnamed_away: away, unnamed_on_leave: onLeave };
  const lines = Object.entries(said).flatMap(([name, names]) =>
    names.length > 0 ? [phrase(turn, name, { names: names.join('、'), first: names[0] })] : [],
  );
  return { lines, away: away.length + onLeave.length > 0 };
};
