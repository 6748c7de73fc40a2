import type { Day } from '../calendar/time.ts';
import { type Linked, type Linking, link, type Pair, type Unresolved } from './link.ts';
import type { EnrolmentEntry, Entries, Entry, HouseholdEntry, Monitored, MonitoredEntry } from './types.ts';

/** The three comparisons of policy.md P2.1–P2.3. */
export const COMPARISONS = ['household_enrolment', 'enrolment_in_school', 'dropout_monitored'] as const;
export type ComparisonKey = (typeof COMPARISONS)[number];

/** How many entries went into a comparison and what became of them. */
export interface Counts {
  left: number;
  right: number;
  byNumber: number;
  byLikeness: number;
  unresolved: number;
  leftAlone: number;
  rightAlone: number;
}

/** A child of list A: no enrolment record, and perhaps a seat in a class all the same. */
export interface WithoutRecord {
  child: HouseholdEntry;
  seat: Entry | null;
}

/** What is wrong between record and pupil: nobody came, nobody is on record, or the pupil sits in another school. */
export type Mismatch =
  | { kind: 'not_in_school'; child: EnrolmentEntry }
  | { kind: 'no_record'; child: Entry }
  | { kind: 'other_school'; child: EnrolmentEntry; seat: Entry };

/** Two entries that were taken for one child without a number that says so. */
export interface Likeness extends Pair<Entry, Entry> {
  /** `seat`: a child without a record, found among the pupils without one. */
  comparison: ComparisonKey | 'seat';
}

export interface Compared {
  /** P2.1: school-age, no record (list A), and disabled with schooling put off (list B). */
  withoutRecord: readonly WithoutRecord[];
  deferred: readonly HouseholdEntry[];
  /** P2.2: list C. */
  mismatches: readonly Mismatch[];
  /** P2.3: those of list C who are not in school and of a monitored household; only the type is kept (list D). */
  monitored: readonly { child: EnrolmentEntry; type: Monitored }[];
  unresolved: {
    household_enrolment: readonly Unresolved<HouseholdEntry, EnrolmentEntry>[];
    enrolment_in_school: readonly Unresolved<EnrolmentEntry, Entry>[];
    dropout_monitored: readonly Unresolved<EnrolmentEntry, MonitoredEntry>[];
  };
  /** What rests on likeness alone, with how sure it is and on what: whoever signs the result can look it through. */
  likenesses: readonly Likeness[];
  /** One number, two names: for those who keep the registers (A-POL-DATA). */
  otherNames: readonly { comparison: ComparisonKey; left: Entry; right: Entry }[];
  counts: Readonly<Record<ComparisonKey, Counts>>;
  /** Household entries that are not of school age. */
  notOfAge: number;
  /** Enrolment records of whom nobody is expected in school: suspended, taught at home, completed. */
  excused: number;
}

/** Six by 31 August (义务教育法 art. 11) and not yet sixteen: the monitoring set of policy.md AMB-24. */
export function isOfSchoolAge(birth: Day, asOf: Day): boolean {
  const year = Number(asOf.slice(0, 4)) - (asOf.slice(5) < '09-01' ? 1 : 0);
  const isSix = birth <= `${year - 6}-08-31`;
  return isSix && !isSixteen(birth, asOf);
}

export const isSixteen = (birth: Day, asOf: Day): boolean =>
  birth <= `${Number(asOf.slice(0, 4)) - 16}${asOf.slice(4)}`;

/** Compares the four lists as they stand on `asOf`. Nothing here says that a child has dropped out: people do. */
export function compare(entries: Entries, asOf: Day, linking: Linking): Compared {
  // Whoever tells no birthday may be of age, and is asked about.
  const ofAge = entries.household.filter(({ birth }) => birth === null || isOfSchoolAge(birth, asOf));
  const records = entries.enrolment.filter(({ standing }) => standing !== 'left');
  const expected = records.filter(({ standing }) => standing === 'enrolled' || standing === 'marked');
  const first = link(ofAge, records, linking);
  const second = link(expected, entries.in_school, linking);
  const isPutOff = ({ isDisabled, isDeferred }: HouseholdEntry): boolean => isDisabled && isDeferred;
  const withoutRecord = first.leftAlone.filter((child) => !isPutOff(child));
  const absent = second.leftAlone;
  const third = link(absent, entries.monitored, linking);
  // A child without a record may be one of the pupils without a record; that pupil's school is the answer to begin with.
  const seats = link(withoutRecord, second.rightAlone, linking);
  const seatOf = new Map(seats.links.map(({ left, right }) => [left, right]));
  return {
    withoutRecord: withoutRecord.map((child) => ({ child, seat: seatOf.get(child) ?? null })),
    deferred: first.leftAlone.filter(isPutOff),
    mismatches: [
      ...absent.map((child): Mismatch => ({ kind: 'not_in_school', child })),
      ...second.rightAlone.map((child): Mismatch => ({ kind: 'no_record', child })),
      ...second.links.flatMap(({ left, right }): Mismatch[] =>
        left.school !== null && right.school !== null && left.school !== right.school
          ? [{ kind: 'other_school', child: left, seat: right }]
          : [],
      ),
    ],
    monitored: third.links.map(({ left, right }) => ({ child: left, type: right.type })),
    unresolved: {
      household_enrolment: first.unresolved,
      enrolment_in_school: second.unresolved,
      dropout_monitored: third.unresolved,
    },
    likenesses: [
      ...likenesses('household_enrolment', first),
      ...likenesses('enrolment_in_school', second),
      ...likenesses('dropout_monitored', third),
      ...likenesses('seat', seats),
    ],
    otherNames: [
      ...otherNames('household_enrolment', first),
      ...otherNames('enrolment_in_school', second),
      ...otherNames('dropout_monitored', third),
    ],
    counts: {
      household_enrolment: countsOf(first, ofAge, records),
      enrolment_in_school: countsOf(second, expected, entries.in_school),
      dropout_monitored: countsOf(third, absent, entries.monitored),
    },
    notOfAge: entries.household.length - ofAge.length,
    excused: records.length - expected.length,
  };
}

const isByNumber = ({ evidence }: Pair<Entry, Entry>): boolean => evidence.includes('id_number');

const likenesses = (
  comparison: Likeness['comparison'],
  { links }: Pick<Linked<Entry, Entry>, 'links'>,
): Likeness[] => links.filter((pair) => !isByNumber(pair)).map((pair) => ({ comparison, ...pair }));

const otherNames = (comparison: ComparisonKey, { links }: Pick<Linked<Entry, Entry>, 'links'>) =>
  links
    .filter((pair) => isByNumber(pair) && !pair.evidence.includes('name'))
    .map(({ left, right }) => ({ comparison, left, right }));

const countsOf = (
  { links, unresolved, leftAlone, rightAlone }: Linked<Entry, Entry>,
  left: readonly Entry[],
  right: readonly Entry[],
): Counts => {
  const byNumber = links.filter(isByNumber).length;
  return {
    left: left.length,
    right: right.length,
    byNumber,
    byLikeness: links.length - byNumber,
    unresolved: unresolved.length,
    leftAlone: leftAlone.length,
    rightAlone: rightAlone.length,
  };
};
