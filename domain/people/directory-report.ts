import type { Day } from '../calendar/time.ts';
import { type Change, type DirectoryChanges, sizeOf } from './directory-change.ts';
import { isFoundChild } from './found-child.ts';
import { isHeld, type PostRow, type PupilRow, type Register } from './register.ts';
import type { Role } from './roles.ts';

/** A place by name, with the school before the class. */
export interface PlaceTold {
  kind: string;
  name: string;
}
export interface PostTold {
  person: string;
  role: Role;
  place: string;
}

/** What a change of the directory came to, for the people who answer for it. Pupils and parents are ids, never names. */
export interface DirectoryReport {
  places: {
    added: PlaceTold[];
    renamed: { was: string; name: string }[];
    closed: PlaceTold[];
  };
  /** Teachers and others who hold the same post elsewhere now. */
  moved: { person: string; role: Role; from: string; to: string }[];
  filled: PostTold[];
  /** Posts that nobody holds any more. */
  vacated: PostTold[];
  staff: { added: string[]; left: string[] };
  /** `joined`: found without a school, and in a class now, with the case. */
  pupils: { added: string[]; moved: string[]; joined: string[]; left: string[] };
  guardians: { added: string[]; left: string[] };
  /** Parents who begin, or cease, to follow the school's notices. */
  subscribed: string[];
  unsubscribed: string[];
  /** Rows changed in all; 0 when everything was so already. */
  size: number;
}

/** The report on `changes`; `after` is the directory with them done. */
export function reportOf(changes: DirectoryChanges, after: Register, today: Day): DirectoryReport {
  const names = namesIn(after);
  const guardians = new Set(after.guardians.map(({ person }) => person));
  const isStaff = (id: string): boolean => !guardians.has(id);
  const begun = changes.posts.flatMap((change) => started(change, today));
  const ended = changes.posts.flatMap((change) => stopped(change, today));
  const moved = ended.flatMap((old) => {
    const next = begun.find(({ person, role }) => person === old.person && role === old.role);
    return next
      ? [
          {
            person: names.person(old.person),
            role: old.role,
            from: names.place(old.unit),
            to: names.place(next.unit),
          },
        ]
      : [];
  });
  const held = new Set(after.posts.filter((row) => isHeld(row, today)).map(seatOf));
  const told = (post: PostRow): PostTold => ({
    person: names.person(post.person),
    role: post.role,
    place: names.place(post.unit),
  });
  const inOtherClass = changes.students.filter(
    ({ before, after: row }) =>
      before && row && before.until === null && row.until === null && before.class !== row.class,
  );
  const people = { added: arrived(changes.people), left: gone(changes.people) };
  return {
    places: {
      added: changes.units.filter(isArrival).flatMap(({ after: row }) => placeTold(row, names)),
      renamed: changes.units.flatMap(({ before, after: row }) =>
        before && row && before.name !== row.name ? [{ was: before.name, name: names.place(row.id) }] : [],
      ),
      closed: changes.units.filter(isEnd).flatMap(({ after: row }) => placeTold(row, names)),
    },
    moved,
    filled: begun.map(told),
    vacated: ended.filter((post) => !held.has(seatOf(post))).map(told),
    staff: { added: people.added.filter(isStaff), left: people.left.filter(isStaff) },
    pupils: {
      added: arrived(changes.students),
      left: gone(changes.students),
      moved: inOtherClass.filter((change) => !isJoining(change)).flatMap(({ after: row }) => row?.id ?? []),
      joined: inOtherClass.filter(isJoining).flatMap(({ after: row }) => row?.id ?? []),
    },
    guardians: {
      added: people.added.filter((id) => guardians.has(id)),
      left: people.left.filter((id) => guardians.has(id)),
    },
    subscribed: turned(changes.accounts, true),
    unsubscribed: turned(changes.accounts, false),
    size: sizeOf(changes),
  };
}

interface Names {
  person(id: string): string;
  place(id: string | null): string;
}

function namesIn({ units, people }: Register): Names {
  const places = new Map(units.map((row) => [row.id, row]));
  const persons = new Map(people.map(({ id, name }) => [id, name]));
  const place = (id: string | null): string => {
    const row = places.get(id ?? '');
    if (!row) return id ?? '';
    return row.kind === 'class' ? `${places.get(row.parent ?? '')?.name ?? ''}${row.name}` : row.name;
  };
  return { person: (id) => persons.get(id) ?? id, place };
}

const placeTold = (row: { id: string; kind: string } | null, names: Names): PlaceTold[] =>
  row ? [{ kind: row.kind, name: names.place(row.id) }] : [];

const seatOf = ({ role, unit }: PostRow): string => JSON.stringify([role, unit]);

const started = ({ before, after }: Change<PostRow>, today: Day): PostRow[] =>
  after && isHeld(after, today) && (!before || !isHeld(before, today)) ? [after] : [];

const stopped = ({ before, after }: Change<PostRow>, today: Day): PostRow[] =>
  before && after && isHeld(before, today) && !isHeld(after, today) ? [after] : [];

const isJoining = ({ before }: Change<PupilRow>): boolean =>
  before !== null && before.class === null && isFoundChild(before);

const isArrival = ({ before, after }: Change<{ until: Day | null }>): boolean =>
  after !== null && after.until === null && (before === null || before.until !== null);

const isEnd = ({ before, after }: Change<{ until: Day | null }>): boolean =>
  before !== null && after !== null && before.until === null && after.until !== null;

const arrived = (changes: readonly Change<{ id: string; until: Day | null }>[]): string[] =>
  changes.filter(isArrival).flatMap(({ after }) => after?.id ?? []);

const gone = (changes: readonly Change<{ id: string; until: Day | null }>[]): string[] =>
  changes.filter(isEnd).flatMap(({ after }) => after?.id ?? []);

const turned = (
  changes: readonly Change<{ person: string; subscribed: boolean | null }>[],
  to: boolean,
): string[] =>
  changes.flatMap(({ before, after }) =>
    before && after && after.subscribed === to && before.subscribed !== to ? [after.person] : [],
  );
