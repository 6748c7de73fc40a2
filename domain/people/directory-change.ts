import { addDays, type Day } from '../calendar/time.ts';
import {
  type AccountRow,
  type Answers,
  type GuardianRow,
  isHeld,
  keys,
  owner,
  type PersonRow,
  type PostRow,
  type PupilRow,
  type Register,
  type UnitRow,
  type Wanted,
  type WantedPost,
} from './register.ts';

/** A row before and after; new without a before. Only an account has no after: all else ends and stays. */
export interface Change<Row> {
  readonly before: Row | null;
  readonly after: Row | null;
}

/** What has to be done to the directory, table by table. */
export interface DirectoryChanges {
  readonly units: readonly Change<UnitRow>[];
  readonly people: readonly Change<PersonRow>[];
  readonly posts: readonly Change<PostRow>[];
  readonly students: readonly Change<PupilRow>[];
  readonly guardians: readonly Change<GuardianRow>[];
  readonly accounts: readonly Change<AccountRow>[];
}

/** How many rows change; 0 when everything is as the source says. */
export const sizeOf = (changes: DirectoryChanges): number =>
  Object.values(changes).reduce((sum, rows: readonly unknown[]) => sum + rows.length, 0);

/**
 * What makes the directory say what a source says. Who or what the source no longer names ended yesterday: a teacher's
 * old post then, the new one begins today. What other sources or people have told is left alone, and a post that
 * somebody holds already by their word does not begin a second time.
 */
export function directoryChanges(
  current: Register,
  wanted: Wanted,
  answers: Answers,
  today: Day,
): DirectoryChanges {
  const own = owner(answers);
  const yesterday = addDays(today, -1);
  const told = new Set(wanted.students.map(({ id }) => id));
  const named = new Set(wanted.people.map(({ id }) => id));
  const end = <Row extends { until: Day | null }>(row: Row): Row | null =>
    row.until === null ? { ...row, until: yesterday } : null;
  return {
    units: compare<UnitRow>(current.units, wanted.units, {
      key: keys.units,
      mayChange: own.units,
      fresh: { firstLesson: null, until: null },
      end,
    }),
    people: compare<PersonRow>(current.people, wanted.people, {
      key: keys.people,
      mayChange: own.people,
      fresh: { phone: null, until: null },
      end,
    }),
    posts: postChanges(current.posts, wanted.posts, own.posts, today),
    students: compare<PupilRow>(current.students, wanted.students, {
      key: keys.students,
      mayChange: own.students,
      fresh: { village: null, flags: [], idNumber: null, until: null },
      end: (row) => (row.until === null ? { ...row, class: null, until: yesterday } : null),
    }),
    guardians: compare<GuardianRow>(current.guardians, wanted.guardians, {
      key: keys.guardians,
      mayChange: own.guardians,
      fresh: { relation: null, language: null, voice: false, until: null },
      // Somebody has to be there for the child whose case goes on.
      end: (row) => (told.has(row.student) ? end(row) : null),
    }),
    accounts: accountChanges(
      current.accounts,
      wanted.accounts,
      // Whoever leaves takes their addresses along, those that another source has told of too.
      (row) => own.accounts(row) || (own.people({ id: row.person }) && !named.has(row.person)),
    ),
  };
}

interface Rules<Row> {
  key(row: Row): string;
  mayChange(row: Row): boolean;
  /** What a new row holds where the source is silent. */
  fresh: Partial<Row>;
  /** The row as it ends, or null when it has ended or may not. */
  end(row: Row): Row | null;
}

function compare<Row extends { until: Day | null }>(
  current: readonly Row[],
  wanted: readonly Partial<Row>[],
  { key, mayChange, fresh, end }: Rules<Row>,
): Change<Row>[] {
  const standing = new Map(current.map((row) => [key(row), row]));
  const said = new Map(wanted.map((row) => [key(row as Row), row]));
  const changes: Change<Row>[] = [];
  for (const [name, row] of said) {
    const before = standing.get(name) ?? null;
    if (before && !mayChange(before)) continue;
    const after = { ...(before ?? fresh), ...row, until: null } as Row;
    if (!before || !isSame(before, after)) changes.push({ before, after });
  }
  for (const before of current) {
    if (!mayChange(before) || said.has(key(before))) continue;
    const after = end(before);
    if (after) changes.push({ before, after });
  }
  return changes;
}

function postChanges(
  current: readonly PostRow[],
  wanted: readonly WantedPost[],
  isOwn: (row: PostRow) => boolean,
  today: Day,
): Change<PostRow>[] {
  const held = new Map(current.filter((row) => isHeld(row, today)).map((row) => [placeOf(row), row]));
  const byKey = new Map(current.map((row) => [keys.posts(row), row]));
  const said = new Map(wanted.map((row) => [placeOf(row), row]));
  const changes: Change<PostRow>[] = [];
  for (const [place, row] of said) {
    const holds = held.get(place);
    if (holds && !isOwn(holds)) continue;
    const begun = { ...row, from: today, until: null };
    // Who lost a post today and has it back today never lost it.
    const before = holds ?? byKey.get(keys.posts(begun)) ?? null;
    const after = before ? { ...before, ...row, until: null } : begun;
    if (!before || !isSame(before, after)) changes.push({ before, after });
  }
  const yesterday = addDays(today, -1);
  for (const before of current) {
    if (!isOwn(before) || !isHeld(before, today) || said.has(placeOf(before))) continue;
    changes.push({ before, after: { ...before, until: yesterday } });
  }
  return changes;
}

const placeOf = ({ person, role, unit }: Pick<PostRow, 'person' | 'role' | 'unit'>): string =>
  JSON.stringify([person, role, unit]);

function accountChanges(
  current: readonly AccountRow[],
  wanted: readonly AccountRow[],
  isOwn: (row: AccountRow) => boolean,
): Change<AccountRow>[] {
  const standing = new Map(current.map((row) => [keys.accounts(row), row]));
  const said = new Map(wanted.map((row) => [keys.accounts(row), row]));
  const changes: Change<AccountRow>[] = [];
  for (const [name, after] of said) {
    const before = standing.get(name) ?? null;
    if (!before || !isSame(before, after)) changes.push({ before, after });
  }
  for (const before of current)
    if (isOwn(before) && !said.has(keys.accounts(before))) changes.push({ before, after: null });
  return changes;
}

const isSame = <Row extends object>(one: Row, other: Row): boolean =>
  Object.entries(other).every(
    ([name, value]) => JSON.stringify(one[name as keyof Row]) === JSON.stringify(value),
  );

/** The directory with the changes done to it. */
export const applyChanges = (current: Register, changes: DirectoryChanges): Register => ({
  units: replace(current.units, changes.units, keys.units),
  people: replace(current.people, changes.people, keys.people),
  posts: replace(current.posts, changes.posts, keys.posts),
  students: replace(current.students, changes.students, keys.students),
  guardians: replace(current.guardians, changes.guardians, keys.guardians),
  accounts: replace(current.accounts, changes.accounts, keys.accounts),
});

function replace<Row>(
  rows: readonly Row[],
  changes: readonly Change<Row>[],
  key: (row: Row) => string,
): Row[] {
  const result = new Map(rows.map((row) => [key(row), row]));
  for (const { before, after } of changes) {
    if (after) result.set(key(after), after);
    else if (before) result.delete(key(before));
  }
  return [...result.values()];
}
