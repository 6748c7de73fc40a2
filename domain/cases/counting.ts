import type { SchoolCalendar } from '../calendar/school-calendar.ts';
import { addDays, type Day, dayOf } from '../calendar/time.ts';
import type { Standing } from '../facts/fact.ts';
import { type CaseFile, isOpenCase, type LeaveSpan, type Mark, type Visit } from './file.ts';

/** The first day of the absence that runs, or of the case that is open or has just ended. */
export const awaySince = (file: CaseFile): Day | null => {
  const { firstMissed, away, notRegisteredSince, stage } = file;
  const isOfCase = isOpenCase(file) || stage === 'RETURNED';
  return (isOfCase ? firstMissed : null) ?? away ?? notRegisteredSince;
};

/** From which day on something belongs to that, and not to an earlier one (T20); null where nothing is under way. */
export const begunOn = (file: CaseFile): Day | null =>
  awaySince(file) ?? (isOpenCase(file) && file.opened !== null ? dayOf(file.opened) : null);

/** What was done about a pupil since a day; all of it where there is none. */
export const doneSince = (
  { contacts, visits }: CaseFile,
  since: Day | null,
): Pick<CaseFile, 'contacts' | 'visits'> => ({
  contacts: contacts.filter(({ at }) => since === null || dayOf(at) >= since),
  visits: visits.filter(({ on }) => since === null || on >= since),
});

/**
 * The visits that `p` counts: told since the case opened, and whole (T20, AMB-16). Of what was kept before that was noted,
 * its purpose and day decide.
 */
export const persuasionsIn = ({ visits, opened }: CaseFile): Visit[] =>
  opened === null
    ? []
    : visits.filter(({ told, purpose, on }) =>
        told ? told.persuasion && told.at >= opened : purpose !== 'visit' && on >= dayOf(opened),
      );

/**
 * `n_sd`: consecutive school days without leave up to `last`, inclusive. A day on leave pauses the count, an
 * attended day (one without a mark) ends it (policy.md §1.4.3). A day of the running absence that is not decided yet
 * says nothing.
 */
export const unexcusedRun = (file: CaseFile, calendar: SchoolCalendar, last: Day): Day[] => {
  const run: Day[] = [];
  const first = Object.keys(file.marks).sort()[0];
  if (!first) return run;
  for (let day = last; day >= first; day = addDays(day, -1)) {
    if (!calendar.isSchoolDay(day)) continue;
    if (file.marks[day]?.unexcused) run.unshift(day);
    else if (!isExcused(file, day) && (file.away === null || day < file.away)) break;
  }
  return run;
};

/** Consecutive school days on leave up to `last`, inclusive; of whichever leave `counts`. */
export const leaveRun = (
  file: CaseFile,
  calendar: SchoolCalendar,
  last: Day,
  counts: typeof isExcused = isExcused,
): number => {
  let days = 0;
  for (let day: Day | undefined = last; day && counts(file, day); day = calendar.previousSchoolDay(day))
    days += 1;
  return days;
};

/** The whole of the child's own leave that `day` belongs to, in school days, with those that were given and are still to come. */
export const leaveLength = (file: CaseFile, calendar: SchoolCalendar, day: Day): number => {
  let days = leaveRun(file, calendar, day, isOwnLeave);
  for (
    let next = days > 0 ? calendar.nextSchoolDay(day) : undefined;
    next && isOwnLeave(file, next);
    next = calendar.nextSchoolDay(next)
  )
    days += 1;
  return days;
};

/**
 * On leave that day, named or not: "全到" ends nobody's leave, and on a day of leave without a roll nothing is told at all.
 * Whoever came all the same was named.
 */
const isExcused = (file: CaseFile, day: Day): boolean => {
  const mark = file.marks[day];
  if (mark?.excused) return true;
  return !mark?.unexcused && !(mark && ATTENDED.has(mark.standing)) && isOnLeave(file, day);
};

/** Leave that the family asked for; whoever is away because the school sent it (公假) is as good as in school. */
const isOwnLeave = (file: CaseFile, day: Day): boolean => isExcused(file, day) && !leaveOn(file, day)?.sent;

/** The leave that was given for a day; the newest where several were. */
export const leaveOn = ({ leaves }: Pick<CaseFile, 'leaves'>, day: Day): LeaveSpan | undefined =>
  leaves.findLast((leave) => leave.from <= day && day <= leave.until);

/** Whether leave that was given covers the day. */
export const isOnLeave = (file: Pick<CaseFile, 'leaves'>, day: Day): boolean =>
  leaveOn(file, day) !== undefined;

/**
 * What P3.3-WATCH looks at: leaves, and unexcused, late or partial days, in the thirty days up to `last`. Leave on school
 * days in a row is one leave, over a weekend or a holiday too; a day in school, or on its business, between two makes them two.
 */
export const pattern = (
  file: CaseFile,
  calendar: SchoolCalendar,
  last: Day,
): { leaves: number; slips: number } => {
  let leaves = 0;
  let slips = 0;
  let wasOnLeave = false;
  for (const day of calendar.schoolDays(addDays(last, -29), last)) {
    const mark = file.marks[day];
    const excused = isExcused(file, day);
    const onLeave = isOwnLeave(file, day);
    if (onLeave && !wasOnLeave) leaves += 1;
    if (!excused && (mark?.unexcused || mark?.standing === 'late' || mark?.standing === 'left_early'))
      slips += 1;
    wasOnLeave = onLeave;
  }
  return { leaves, slips };
};

/** What stands about a pupil's days beside plain attendance, in their order; what is kept of the days after a return is no lack. */
export const daysOff = ({ marks }: Pick<CaseFile, 'marks'>): [day: Day, mark: Mark][] =>
  Object.entries(marks)
    .filter(([, { standing }]) => standing !== 'present')
    .sort(([a], [b]) => (a < b ? -1 : 1));

/** In class that day, be it for a part of it; every other standing is an absence. */
export const ATTENDED: ReadonlySet<Standing> = new Set<Standing>(['present', 'late', 'left_early']);

/**
 * `stable`: attended school days from the return to `last`, inclusive (T19). A day on leave or without it does not count,
 * nor does one of which no roll was told.
 */
export const stableDays = (file: CaseFile, calendar: SchoolCalendar, last: Day): Day[] =>
  file.returnedOn === null
    ? []
    : calendar.schoolDays(file.returnedOn, last).filter((day) => {
        const mark = file.marks[day];
        if (mark?.unexcused || isExcused(file, day)) return false;
        // The day of the return was told by whatever ended the absence; and no roll names a child who has entered a school
        // whose roster does not have it yet, so that its principal's word stands for the days (T10).
        return mark
          ? ATTENDED.has(mark.standing)
          : day === file.returnedOn || file.placement === 'ordinary_class';
      });
