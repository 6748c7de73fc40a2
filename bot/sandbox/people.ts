import { type Day, dayOf, formatInstant } from '../../domain/calendar/time.ts';
import type { Directory, Post } from '../../domain/people/directory.ts';
import { type Level, posts, ROLES } from '../../domain/people/roles.ts';
import { stirredStudents } from '../../prisma/stores/ledger-store.ts';
import { type ChatSummary, chatSummaries } from '../../prisma/stores/sandbox-store.ts';
import { groups, guardianTitle, nobody } from '../../templates/sandbox.ts';
import type { SandboxDependencies } from './dependencies.ts';

/** A person as the page shows them. */
export interface PersonView {
  id: string;
  name: string;
  title: string;
}

interface Row {
  person: string;
  title: string;
  group: string;
  /** Where the group stands among the groups, then the person within it. */
  order: readonly number[];
  /** Who goes first when there are too many to show: the daily staff of a class is what a county has most of. */
  spare: boolean;
}

const MOST_PEOPLE = 300;
const ALWAYS_SHOWN_FAMILIES = 3;

/** `GET /api/people`: the staff of all units, and the guardians of pupils with something going on. */
export const peopleView = async ({ database, directory, now }: SandboxDependencies) => {
  const known = directory();
  const [chats, stirred] = await Promise.all([chatSummaries(database), stirredStudents(database)]);
  const rows = [...staffRows(known, dayOf(await now())), ...guardianRows(known, stirred, chats)];
  return { county: known.parts.district.name, groups: grouped(cut(rows), known, chats) };
};

/** The first `MOST_PEOPLE`, without class teachers of the last classes if need be, in the order of the units. */
const cut = (rows: readonly Row[]): Row[] =>
  rows
    .toSorted((one, other) => Number(one.spare) - Number(other.spare) || compare(one.order, other.order))
    .slice(0, MOST_PEOPLE)
    .toSorted((one, other) => compare(one.order, other.order));

const compare = (one: readonly number[], other: readonly number[]): number => {
  const place = one.findIndex((value, index) => value !== other[index]);
  return place === -1 ? 0 : (one[place] ?? 0) - (other[place] ?? 0);
};

const grouped = (rows: readonly Row[], directory: Directory, chats: ReadonlyMap<string, ChatSummary>) => {
  const byName = new Map<string, ReturnType<typeof personRow>[]>();
  for (const row of rows) {
    const group = byName.get(row.group) ?? [];
    group.push(personRow(row, directory, chats.get(row.person)));
    byName.set(row.group, group);
  }
  return [...byName].map(([name, people]) => ({ name, people }));
};

const personRow = ({ person, title }: Row, directory: Directory, chat: ChatSummary | undefined) => ({
  id: person,
  name: directory.nameOf(person),
  title,
  unread: chat?.unread ?? 0,
  preview: chat?.preview ?? '',
  lastAt: chat ? formatInstant(chat.lastAt) : null,
});

const staffRows = (directory: Directory, today: Day): Row[] => {
  const places = placesOf(directory);
  const people = new Set(directory.parts.posts.map(({ person }) => person));
  return [...people].flatMap((person) => {
    const held = directory.postsOf(person, today);
    const [first] = held
      .map((post) => ({ post, ...places(post) }))
      .toSorted((one, other) => compare(one.order, other.order));
    if (!first) return [];
    const { group, order, post } = first;
    return [
      { person, title: staffTitle(held, directory), group, order, spare: posts[post.role].level === 'class' },
    ];
  });
};

/** Schools, townships, villages, district, families. */
const SECTIONS: Partial<Record<Level, number>> = { class: 0, school: 0, township: 1, county: 3, system: 3 };
const VILLAGES = 2;
const FAMILIES = 4;

/** Where a post stands: its school, township … and its place within. */
const placesOf = (directory: Directory): ((post: Post) => Pick<Row, 'group' | 'order'>) => {
  const { schools, townships, classes, district } = directory.parts;
  const indexOf = (items: readonly { id: string }[]) => new Map(items.map(({ id }, index) => [id, index]));
  const [schoolAt, townshipAt, classAt] = [indexOf(schools), indexOf(townships), indexOf(classes)];
  return ({ role, unit }) => {
    const section = SECTIONS[posts[role].level] ?? VILLAGES;
    const rank = ROLES.indexOf(role);
    const school = directory.classes.get(unit ?? '')?.school ?? unit ?? '';
    if (section === 0 && directory.schools.has(school))
      return {
        group: directory.schools.get(school)?.name ?? school,
        order: [0, schoolAt.get(school) ?? 0, rank, classAt.get(unit ?? '') ?? 0],
      };
    if (section === 1 && directory.townships.has(unit ?? ''))
      return {
        group: directory.townships.get(unit ?? '')?.name ?? '',
        order: [1, townshipAt.get(unit ?? '') ?? 0, rank, 0],
      };
    if (section === 3) return { group: district.name, order: [3, 0, rank, 0] };
    return { group: groups.villages, order: [VILLAGES, 0, rank, 0] };
  };
};

const staffTitle = (held: readonly Post[], directory: Directory): string =>
  [...new Set(held.map((post) => postTitle(post, directory)))].join('、');

const postTitle = ({ role, unit, office }: Post, directory: Directory): string => {
  const className = directory.classes.get(unit ?? '')?.name;
  return `${className ?? ''}${office ?? posts[role].title}`;
};

/** Guardians of pupils with something going on, of those who have a chat, and of the first few pupils of all. */
const guardianRows = (
  directory: Directory,
  stirred: ReadonlySet<string>,
  chats: ReadonlyMap<string, ChatSummary>,
): Row[] => {
  const [firstClass] = directory.parts.classes;
  const families = directory.studentsOf(firstClass?.id ?? '').filter(({ guardians }) => guardians.length > 0);
  const wanted = new Set([...families.slice(0, ALWAYS_SHOWN_FAMILIES).map(({ id }) => id), ...stirred]);
  const staff = new Set(directory.parts.posts.map(({ person }) => person));
  const guardians = new Set([
    ...[...wanted].flatMap((id) => directory.students.get(id)?.guardians ?? []),
    ...[...chats.keys()].filter((person) => directory.childrenOf(person).length > 0),
  ]);
  return [...guardians]
    .filter((person) => !staff.has(person))
    .map((person, place) => ({
      person,
      title: childrenTitle(person, directory),
      group: groups.guardians,
      order: [FAMILIES, place, 0, 0],
      spare: false,
    }));
};

const childrenTitle = (person: string, directory: Directory): string =>
  guardianTitle(
    directory.childrenOf(person).map((child) => ({
      name: child.name,
      className: directory.classes.get(child.class ?? '')?.name ?? null,
    })),
  );

/** Whether the directory knows somebody under this id. */
export const isKnown = (directory: Directory, person: string): boolean =>
  directory.people.has(person) || directory.childrenOf(person).length > 0;

/** A person with what they are today. */
export const personView = (directory: Directory, person: string, today: Day): PersonView => {
  const held = directory.postsOf(person, today);
  const family = directory.childrenOf(person).length > 0 ? childrenTitle(person, directory) : nobody.title;
  const title = held.length > 0 ? staffTitle(held, directory) : family;
  return { id: person, name: directory.nameOf(person), title };
};
