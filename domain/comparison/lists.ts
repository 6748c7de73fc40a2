import type { Day } from '../calendar/time.ts';
import type { Sex } from '../people/id-number.ts';
import type { Compared, ComparisonKey, Mismatch } from './compare.ts';
import type { Evidence, Unresolved } from './link.ts';
import type { Entry, HouseholdEntry, Monitored } from './types.ts';

/** The lists that the comparisons end in (policy.md P2.1–P2.3), and the children of whom nothing can be said yet. */
export const LISTS = ['A', 'B', 'C', 'D', 'unresolved'] as const;
export type ListName = (typeof LISTS)[number];

/** Who an undecided child may be. */
export interface Candidate {
  name: string;
  birth: Day | null;
  school: string | null;
  class: string | null;
  confidence: number;
  evidence: readonly Evidence[];
}

/** Why a child stands on a list. */
export type Ground =
  | { kind: 'without_record'; seat: { school: string | null; class: string | null } | null }
  | { kind: 'deferred' }
  | { kind: Mismatch['kind']; seat: { school: string | null; class: string | null } | null }
  | { kind: 'monitored'; type: Monitored }
  | {
      kind: 'unresolved';
      comparison: ComparisonKey;
      reason: Unresolved<Entry, Entry>['reason'];
      candidates: readonly Candidate[];
    };

/** A child on a list, and who has to find out: the township of household registration, on list C that of the school. */
export interface Listed {
  list: ListName;
  /** The same child in every run and on every list: the number, else all that is told of the person. */
  person: string;
  /** The same entry of this list in every run. */
  key: string;
  township: string | null;
  village: string | null;
  school: string | null;
  class: string | null;
  name: string;
  sex: Sex | null;
  birth: Day | null;
  idNumber: string | null;
  guardians: readonly string[];
  ground: Ground;
}

/** The lists of a comparison, each in the order of its names; `townshipOf` is that of a school by its name. */
export function listsOf(compared: Compared, townshipOf: (school: string) => string | null): Listed[] {
  const ofHousehold = (list: ListName, child: HouseholdEntry, ground: Ground): Listed => ({
    ...told(list, child, ground),
    township: child.township,
    village: child.village,
  });
  const ofSchool = (list: ListName, child: Entry, ground: Ground): Listed => ({
    ...told(list, child, ground),
    township: child.school === null ? null : townshipOf(child.school),
    village: null,
  });
  const { household_enrolment, enrolment_in_school, dropout_monitored } = compared.unresolved;
  const listed = [
    ...compared.withoutRecord.map(({ child, seat }) =>
      ofHousehold('A', child, { kind: 'without_record', seat: seat && placeOf(seat) }),
    ),
    ...compared.deferred.map((child) => ofHousehold('B', child, { kind: 'deferred' })),
    ...compared.mismatches.map((mismatch) =>
      ofSchool('C', mismatch.child, {
        kind: mismatch.kind,
        seat: mismatch.kind === 'other_school' ? placeOf(mismatch.seat) : null,
      }),
    ),
    ...compared.monitored.map(({ child, type }) => ofSchool('D', child, { kind: 'monitored', type })),
    ...household_enrolment.map((one) =>
      ofHousehold('unresolved', one.entry, undecided('household_enrolment', one)),
    ),
    ...enrolment_in_school.map((one) =>
      ofSchool('unresolved', one.entry, undecided('enrolment_in_school', one)),
    ),
    ...dropout_monitored.map((one) => ofSchool('unresolved', one.entry, undecided('dropout_monitored', one))),
  ];
  return numbered(listed.toSorted(inOrder));
}

const placeOf = ({ school, class: name }: Entry) => ({ school, class: name });

const undecided = (comparison: ComparisonKey, { reason, candidates }: Unresolved<Entry, Entry>): Ground => ({
  kind: 'unresolved',
  comparison,
  reason,
  candidates: candidates
    .map(({ entry, confidence, evidence }) => ({
      name: entry.name,
      birth: entry.birth,
      school: entry.school,
      class: entry.class,
      confidence,
      evidence,
    }))
    .sort(
      (one, other) =>
        other.confidence - one.confidence || compareTexts(JSON.stringify(one), JSON.stringify(other)),
    ),
});

const told = (list: ListName, child: Entry, ground: Ground): Omit<Listed, 'township' | 'village'> => {
  const { name, sex, birth, idNumber, guardians, school, class: inClass } = child;
  const person = idNumber ?? JSON.stringify([name, birth, guardians.toSorted(), child.doubtfulId]);
  // One child may be undecided in two comparisons: two questions.
  const key = ground.kind === 'unresolved' ? `${ground.comparison}|${person}` : person;
  return { list, person, key, school, class: inClass, name, sex, birth, idNumber, guardians, ground };
};

const inOrder = (one: Listed, other: Listed): number =>
  LISTS.indexOf(one.list) - LISTS.indexOf(other.list) ||
  compareTexts(one.township ?? '', other.township ?? '') ||
  compareTexts(one.name, other.name) ||
  compareTexts(one.key, other.key);

const compareTexts = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Two of whom the same is told are two children all the same. */
function numbered(listed: readonly Listed[]): Listed[] {
  const seen = new Map<string, number>();
  return listed.map((child) => {
    const place = `${child.list}|${child.key}`;
    const count = (seen.get(place) ?? 0) + 1;
    seen.set(place, count);
    return count === 1 ? child : { ...child, key: `${child.key}#${count}` };
  });
}
