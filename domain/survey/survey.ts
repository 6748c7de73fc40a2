import type { Day } from '../calendar/time.ts';
import { isOfSchoolAge } from '../comparison/compare.ts';
import type { Entry } from '../comparison/types.ts';

/** How a child stands to school as the surveyor found it; `excused`: 缓学, 休学, 送教上门, or compulsory schooling completed. */
export const SURVEY_STATES = ['enrolled', 'never_enrolled', 'dropped_out', 'excused'] as const;
export type SurveyState = (typeof SURVEY_STATES)[number];

/** Of economy and the parents' work a class and nothing else is kept (policy.md §7.1). */
export const ECONOMIES = ['ordinary', 'hardship', 'allowance', 'monitored'] as const;
export type Economy = (typeof ECONOMIES)[number];
export const WORKS = ['farming', 'local', 'away', 'own', 'employed', 'none'] as const;
export type Work = (typeof WORKS)[number];

/** One row of the 适龄儿童排查表: a household with a child, or a household without one (P2.R4-APR-SURVEY). */
export interface SurveyRow {
  row: number;
  household: string;
  township: string;
  village: string | null;
  economy: Economy | null;
  work: Work | null;
  /** When it was surveyed, and by whom. */
  day: Day;
  surveyor: string;
  child: SurveyedChild | null;
}

export interface SurveyedChild extends Entry {
  state: SurveyState;
  /** What aid is needed in autumn, in the county's own terms. */
  aid: readonly string[];
}

/** A place of the survey: children by how they stand to school. */
export interface SurveyedPlace {
  children: number;
  enrolled: number;
  neverEnrolled: number;
  droppedOut: number;
}

/** What the survey of one township comes to. Counts alone: nobody's name. */
export interface SurveyCounts extends SurveyedPlace {
  households: number;
  excused: number;
  /** Children of whom no birthday is told. */
  unknownBirths: number;
  /** Children who need aid in autumn, and for what. */
  needAid: number;
  aid: Readonly<Record<string, number>>;
  villages: readonly (SurveyedPlace & { village: string | null })[];
}

const placeOf = (children: readonly SurveyedChild[]): SurveyedPlace => {
  const of = (state: SurveyState): number => children.filter((child) => child.state === state).length;
  return {
    children: children.length,
    enrolled: of('enrolled'),
    neverEnrolled: of('never_enrolled'),
    droppedOut: of('dropped_out'),
  };
};

export const childrenOf = (rows: readonly SurveyRow[]): SurveyedChild[] =>
  rows.flatMap(({ child }) => child ?? []);

/** Villages in the order in which the table names them. */
export const countSurvey = (rows: readonly SurveyRow[]): SurveyCounts => {
  const children = childrenOf(rows);
  const villages = [...new Set(rows.map(({ village }) => village))];
  const needing = children.filter(({ aid }) => aid.length > 0);
  const aid: Record<string, number> = {};
  for (const kind of needing.flatMap((child) => child.aid)) aid[kind] = (aid[kind] ?? 0) + 1;
  return {
    ...placeOf(children),
    households: new Set(rows.map(({ household }) => household)).size,
    excused: children.filter(({ state }) => state === 'excused').length,
    unknownBirths: children.filter(({ birth }) => birth === null).length,
    needAid: needing.length,
    aid,
    villages: villages.map((village) => ({
      village,
      ...placeOf(childrenOf(rows.filter((row) => row.village === village))),
    })),
  };
};

/** A child whom the directory knows, as it is held against the survey. */
export interface KnownChild extends Entry {
  id: string;
  village: string | null;
}

/** Whether a survey of that day must have the child; one of unknown birthday may be of age (AMB-24). */
export const isSurveyed = ({ birth }: Pick<Entry, 'birth'>, day: Day): boolean =>
  birth === null || isOfSchoolAge(birth, day);
