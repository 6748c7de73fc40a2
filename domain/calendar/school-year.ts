import type { NationalDays } from './national-calendar.ts';
import type { Day } from './time.ts';
import { daysBetween, isDay } from './time.ts';

/** A term (学期), first and last day included. */
export interface Term {
  readonly name: string;
  readonly first: Day;
  readonly last: Day;
}

/** The long cycle of a boarding school: from `start`, `on` days of school and `off` days at home, weekends or not. */
export interface Cycle {
  readonly start: Day;
  readonly on: number;
  readonly off: number;
}

/** A school's (or a county's) terms, its own closures `off` and its own teaching days `on`. */
export interface SchoolYearPlan {
  readonly terms: readonly Term[];
  readonly off?: readonly Day[];
  readonly on?: readonly Day[];
  readonly cycle?: Cycle;
  /** Of a school whose terms are not the county's. */
  readonly ownTerms?: boolean;
}

/** Something in a plan that cannot be meant; `path` leads to the place in the plan. */
export interface PlanProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export const isWithin = (term: Term, day: Day): boolean => term.first <= day && day <= term.last;

/** Everything in a plan that contradicts itself; empty for a sound plan. */
export function planProblems(plan: SchoolYearPlan): PlanProblem[] {
  const malformed = malformedDays(plan);
  if (malformed.length > 0) return malformed;
  return [...termProblems(plan.terms), ...teachingDayProblems(plan), ...cycleProblems(plan.cycle)];
}

function malformedDays({ terms, off = [], on = [], cycle }: SchoolYearPlan): PlanProblem[] {
  const places: [PlanProblem['path'], Day][] = [
    ...terms.flatMap(({ first, last }, i): [PlanProblem['path'], Day][] => [
      [['terms', i, 'first'], first],
      [['terms', i, 'last'], last],
    ]),
    ...off.map((day, i): [PlanProblem['path'], Day] => [['off', i], day]),
    ...on.map((day, i): [PlanProblem['path'], Day] => [['on', i], day]),
    ...(cycle ? [[['cycle', 'start'], cycle.start] as [PlanProblem['path'], Day]] : []),
  ];
  return places
    .filter(([, day]) => !isDay(day))
    .map(([path, day]) => ({ path, message: `${day} is not a day; write YYYY-MM-DD` }));
}

function termProblems(terms: readonly Term[]): PlanProblem[] {
  if (terms.length === 0) return [{ path: ['terms'], message: 'at least one term is needed' }];
  return terms.flatMap((term, i) => {
    const path = ['terms', i];
    if (term.last < term.first) return [{ path, message: `${term.name} ends before it begins` }];
    const clash = terms.slice(0, i).find((other) => term.first <= other.last && other.first <= term.last);
    return clash ? [{ path, message: `${term.name} overlaps ${clash.name}` }] : [];
  });
}

function teachingDayProblems({ terms, off = [], on = [] }: SchoolYearPlan): PlanProblem[] {
  return on.flatMap((day, i) => {
    const path = ['on', i];
    if (off.includes(day)) return [{ path, message: `${day} stands under both on and off` }];
    if (!terms.some((term) => isWithin(term, day)))
      return [{ path, message: `${day} lies outside every term` }];
    return [];
  });
}

function cycleProblems(cycle: Cycle | undefined): PlanProblem[] {
  if (!cycle) return [];
  const wrong = (['on', 'off'] as const).filter((key) => !Number.isInteger(cycle[key]) || cycle[key] < 1);
  return wrong.map((key) => ({ path: ['cycle', key], message: 'a whole number of days, at least 1' }));
}

/**
 * The county's plan with a school's own entries on top. A closure of the school cancels a county teaching day
 * and the other way round; a school with its own cycle does not follow the county's make-up days.
 */
export function overridePlan(county: SchoolYearPlan, school: Partial<SchoolYearPlan>): SchoolYearPlan {
  const terms = school.terms ?? county.terms;
  const { on = [], off = [], cycle = county.cycle } = school;
  const countyOff = (county.off ?? []).filter((day) => !on.includes(day));
  const countyOn = (school.cycle ? [] : (county.on ?? [])).filter(
    (day) => !off.includes(day) && terms.some((term) => isWithin(term, day)),
  );
  return {
    terms,
    off: [...countyOff, ...off],
    on: [...countyOn, ...on],
    ...(cycle ? { cycle } : {}),
    ...(school.terms ? { ownTerms: true } : {}),
  };
}

/**
 * Whether a day inside a term is taught (policy 1.3, SchD). The school's own word comes first, then statutory
 * breaks, then the cycle; a school without a cycle follows the national working days, make-up weekends included.
 */
export function teachingDays(plan: SchoolYearPlan, national: NationalDays): (day: Day) => boolean {
  const on = new Set(plan.on);
  const off = new Set(plan.off);
  const { cycle } = plan;
  return (day) => {
    if (on.has(day)) return true;
    if (off.has(day) || national.isHoliday(day)) return false;
    if (cycle && day >= cycle.start) return daysBetween(cycle.start, day) % (cycle.on + cycle.off) < cycle.on;
    return national.isWorkday(day);
  };
}
