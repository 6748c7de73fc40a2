import { Temporal } from 'temporal-polyfill';
import type { DayLine, Tally } from './day-tally.ts';
import { dayLine, tally } from './day-tally.ts';
import type { NationalCalendar, NationalDays } from './national-calendar.ts';
import { nationalDays } from './national-calendar.ts';
import type { SchoolYearPlan, Term } from './school-year.ts';
import { isWithin, planProblems, teachingDays } from './school-year.ts';
import type { Day } from './time.ts';
import { addDays, daysBetween } from './time.ts';

export type { NationalCalendar } from './national-calendar.ts';
export type { SchoolYearPlan, Term } from './school-year.ts';

/** How 「开学第一周」 is measured (`week1.mode`, AMB-22). */
export type FirstWeekMode = '7_CD' | '5_SCHD';

/** First and last day of a stretch, both included. */
export interface DaySpan {
  readonly first: Day;
  readonly last: Day;
}

/**
 * One school's days, and the nation's. Questions about the future end with the last term: where the answer would lie beyond it,
 * it is `undefined` until the next term is entered, because nobody can know it yet.
 */
export interface SchoolCalendar extends NationalDays {
  /** In order of time. */
  readonly terms: readonly Term[];
  /** Whether the terms are the school's own, so that the county's next one does not go on for it. */
  readonly hasOwnTerms: boolean;
  isSchoolDay(day: Day): boolean;
  inTerm(day: Day): boolean;
  /** Outside every term; the time before the first and after the last known term counts as vacation too. */
  isVacation(day: Day): boolean;
  termOf(day: Day): Term | undefined;
  /** Strictly after `day`. */
  nextSchoolDay(day: Day): Day | undefined;
  /** Strictly before `day`. */
  previousSchoolDay(day: Day): Day | undefined;
  /** The `count`-th school day after `day` (before, when negative); `day` itself for 0, taught or not. */
  addSchoolDays(day: Day, count: number): Day | undefined;
  /** From `from` to `to`, both included. */
  schoolDays(from: Day, to: Day): Day[];
  countSchoolDays(from: Day, to: Day): number;
  /** TS: the first day of the term that is taught. */
  firstTeachingDay(term: Term): Day | undefined;
  /** TE: the last day of the term that is taught. */
  lastTeachingDay(term: Term): Day | undefined;
  /** TW1 (开学第一周): from TS through the 7th calendar day, or the first five school days. */
  firstWeek(term: Term, mode?: FirstWeekMode): DaySpan | undefined;
  /** Whether the day advances the seven-day clock (CD-X, AMB-03). */
  countsCdx(day: Day): boolean;
  /** Days that count for CD-X in `from`…`to`, both included. */
  cdxCount(from: Day, to: Day): number;
  /** The day on which the count from `first` reaches `count`; `first` is day 1. Throws RangeError below 1. */
  cdxReached(first: Day, count: number): Day | undefined;
  /** 「连续一个月」 from `first`: same date next month, else that month's last day; vacation days push it out (AMB-04). */
  oneMonthAfter(first: Day): Day | undefined;
}

const LONG_BREAK = 3;

/**
 * The calendar of one school. All days of the plan are worked out once, here; the answers are look-ups.
 * Throws an Error naming every contradiction in the plan (`planProblems` tells them beforehand).
 */
export function schoolCalendar(plan: SchoolYearPlan, national: NationalCalendar): SchoolCalendar {
  const terms = soundTerms(plan);
  const line = dayLine(terms[0]?.first ?? '', terms.at(-1)?.last ?? '');
  const nation = nationalDays(national);
  const termAt = line.days.map((day) => terms.find((term) => isWithin(term, day)));
  const teaches = teachingDays(plan, nation);
  const term = tally(line, (_, place) => termAt[place] !== undefined);
  const school = tally(line, (day, place) => termAt[place] !== undefined && teaches(day));
  const breaks = longStatutoryBreaks(line, term, school, nation);
  const cdx = tally(line, (day) => term.has(day) && !breaks.has(day));

  return {
    terms,
    hasOwnTerms: plan.ownTerms ?? false,
    inTerm: term.has,
    isVacation: (day) => !term.has(day),
    termOf: (day) => termAt[line.place(day)],
    ...schoolDayQuestions(school),
    ...elapsedTimeQuestions(term, cdx),
    ...nation,
  };
}

function soundTerms(plan: SchoolYearPlan): Term[] {
  const problems = planProblems(plan);
  if (problems.length > 0) {
    const told = problems.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(`school calendar cannot be built: ${told.join('; ')}`);
  }
  return plan.terms.toSorted((a, b) => (a.first < b.first ? -1 : 1));
}

/**
 * The days that CD-X leaves out inside a term. Reading of "statutory holidays of ≥3 consecutive non-school days"
 * (policy 1.3): a whole run of days without school, three or more, of which at least one is a day of a statutory
 * break. Weekend, own closure or cycle days joined to the holiday belong to the run, since the child was not
 * expected on any of them. Without a statutory day in it every run counts, however long; so does a single holiday.
 */
function longStatutoryBreaks(line: DayLine, term: Tally, school: Tally, nation: NationalDays): Set<Day> {
  const left = new Set<Day>();
  let run: Day[] = [];
  const close = () => {
    if (run.length >= LONG_BREAK && run.some(nation.isHoliday)) for (const day of run) left.add(day);
    run = [];
  };
  for (const day of line.days) {
    // A vacation ends a run: Spring Festival in the vacation says nothing about the first weekend of term.
    if (term.has(day) && !school.has(day)) run.push(day);
    else close();
  }
  close();
  return left;
}

function schoolDayQuestions(school: Tally) {
  const firstTeachingDay = ({ first, last }: Term) => school.list(first, last)[0];
  return {
    isSchoolDay: school.has,
    schoolDays: school.list,
    countSchoolDays: school.count,
    nextSchoolDay: (day: Day) => school.nthAfter(day, 1),
    previousSchoolDay: (day: Day) => school.nthBefore(day, 1),
    addSchoolDays(day: Day, count: number): Day | undefined {
      if (count === 0) return day;
      return count > 0 ? school.nthAfter(day, count) : school.nthBefore(day, -count);
    },
    firstTeachingDay,
    lastTeachingDay: ({ first, last }: Term) => school.list(first, last).at(-1),
    firstWeek(term: Term, mode: FirstWeekMode = '7_CD'): DaySpan | undefined {
      const first = firstTeachingDay(term);
      const last = first && (mode === '7_CD' ? addDays(first, 6) : school.nthFrom(first, 5));
      return first && last ? { first, last } : undefined;
    },
  };
}

function elapsedTimeQuestions(term: Tally, cdx: Tally) {
  return {
    countsCdx: cdx.has,
    cdxCount: cdx.count,
    cdxReached(first: Day, count: number): Day | undefined {
      if (!Number.isInteger(count) || count < 1) throw new RangeError(`a count of days from 1, not ${count}`);
      return cdx.nthFrom(first, count);
    },
    // Civil Code 201 and 202: the first day is not counted, and a month without that date ends on its last day.
    oneMonthAfter(first: Day): Day | undefined {
      const sameDate = Temporal.PlainDate.from(first)
        .add({ months: 1 }, { overflow: 'constrain' })
        .toString();
      return term.nthAfter(first, daysBetween(first, sameDate));
    },
  };
}
