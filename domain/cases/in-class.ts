import type { Day } from '../calendar/time.ts';
import { ATTENDED, isOnLeave } from './counting.ts';
import { type CaseFile, isExpected, isPlacedElsewhere } from './file.ts';

/**
 * Since which day a child whose case is closed has been in class, by what was told of it: today, for one whom the class
 * counts; for one whom it does not (on 休学, at school elsewhere) the first day since then on which it was named as there,
 * with nothing told against it later. Null where it is not.
 */
export const inClassSince = (file: CaseFile, today: Day): Day | null => {
  const { closing, marks, returnedOn } = file;
  const isThere = (day: Day): boolean => {
    const mark = marks[day];
    if (mark) return !mark.unexcused && !mark.excused && ATTENDED.has(mark.standing);
    return day === returnedOn && !isPlacedElsewhere(file);
  };
  if (isExpected(file)) return isThere(today) ? today : null;
  const left = closing?.on ?? returnedOn ?? today;
  const days = [...new Set([...Object.keys(marks), today])]
    .filter((day) => (day > left && marks[day] && day <= today) || (day === today && isThere(today)))
    .toSorted();
  return days[days.findLastIndex((day) => !isThere(day)) + 1] ?? null;
};

/** Whether the child was there on a day that is over: told so, or not named in a whole roll (docs/decisions/006). */
export const wasThere = (file: CaseFile, day: Day, whole: ReadonlySet<Day>): boolean => {
  const mark = file.marks[day];
  return mark ? ATTENDED.has(mark.standing) : whole.has(day) && !isOnLeave(file, day);
};
