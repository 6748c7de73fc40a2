import { Document, isCollection, isMap, isSeq, type Node, visit } from 'yaml';
import { formatInstant, type Instant } from '../../domain/calendar/time.ts';
import type { DirectoryParts, Leave, Post, SchoolClass, Student } from '../../domain/people/directory.ts';
import { posts as kinds } from '../../domain/people/roles.ts';

/** A conversation that is to become a scenario file. */
export interface Conversation {
  name: string;
  policy: string;
  start: Instant;
  end: Instant;
  /** The county as it was at the start. */
  parts: DirectoryParts;
  /** The schools that took part; the others are left out, with everybody who is only there for them. */
  schools: ReadonlySet<string>;
  messages: readonly { at: Instant; from: string; text: string }[];
}

/** The conversation in the format of scenario files, as `readScenario` reads it. */
export const scenarioText = (conversation: Conversation): string => {
  const { name, policy, start, end, parts, schools, messages } = conversation;
  const document = new Document({
    name,
    policy,
    start: moment(start),
    end: moment(end),
    county: countyOf(parts, schools),
    messages: messages.map(({ at, from, text }) => ({ at: moment(at), from, text })),
  });
  for (const path of [['county', 'townships'], ['county', 'staff'], ['messages']])
    onOneLine(document.getIn(path));
  visit(document, {
    Pair: (_, { key, value }) => {
      if (String(key) === 'students') onOneLine(value);
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
};

/** Seconds only where there are any. */
const moment = (instant: Instant): string => formatInstant(instant).slice(0, 19).replace(/:00$/, '');

/** Each item of a list as one line. */
const onOneLine = (node: unknown): void => {
  if (!isSeq<Node>(node)) return;
  for (const item of node.items) if (isMap(item) || isCollection(item)) item.flow = true;
};

const countyOf = (parts: DirectoryParts, wanted: ReadonlySet<string>) => {
  const schools = parts.schools.filter(({ id }) => wanted.has(id));
  const students = parts.students.filter(({ school }) => wanted.has(school));
  const needed = new Set([...schools.map(({ township }) => township), ...students.map((s) => s.household)]);
  const names = new Map(parts.people.map(({ id, name }) => [id, name]));
  const named = (id: string) => ({ id, name: names.get(id) ?? id });
  return {
    name: parts.district.name,
    townships: parts.townships.filter(({ id }) => needed.has(id)),
    schools: schools.map((school) => ({
      ...school,
      classes: parts.classes
        .filter((item) => item.school === school.id)
        .map((item) => classEntry(item, students, named)),
    })),
    staff: staffEntries(parts, wanted, needed, students, named),
  };
};

type Named = (id: string) => { id: string; name: string };

const classEntry = ({ id, name }: SchoolClass, students: readonly Student[], named: Named) => ({
  id,
  name,
  students: students
    .filter((student) => student.class === id)
    .map((student) => ({
      id: student.id,
      name: student.name,
      household: student.household,
      ...(student.village === undefined ? {} : { village: student.village }),
      guardians: student.guardians.map(named),
      flags: student.flags,
    })),
});

const staffEntries = (
  parts: DirectoryParts,
  schools: ReadonlySet<string>,
  townships: ReadonlySet<string>,
  students: readonly Student[],
  named: Named,
) => {
  const classes = new Set(parts.classes.filter(({ school }) => schools.has(school)).map(({ id }) => id));
  const villages = new Set(students.flatMap(({ village }) => village ?? []));
  const pupils = new Set(students.map(({ id }) => id));
  const units = new Set([...classes, ...schools, ...townships, ...villages, parts.district.id]);
  const kept = parts.posts
    .map((post) => ({ ...post, students: (post.students ?? []).filter((id) => pupils.has(id)) }))
    .filter((post) => (post.unit !== null && units.has(post.unit)) || post.students.length > 0);
  const people = new Set(kept.map(({ person }) => person));
  const since = parts.posts.map(({ from }) => from).sort()[0];
  const told = new Set<string>();
  return kept.map((post) => {
    // A leave is the person's: it stands once, however many posts they hold.
    const leaves = told.has(post.person) ? [] : parts.leaves.filter(({ person }) => person === post.person);
    told.add(post.person);
    return {
      ...named(post.person),
      role: post.role,
      ...whereabouts(post),
      ...(post.students.length > 0 ? { students: post.students } : {}),
      ...(post.office === undefined ? {} : { unit: post.office }),
      ...(post.from === since ? {} : { from: post.from }),
      ...(post.until === null ? {} : { to: post.until }),
      ...(leaves.length > 0 ? { leave: leaves.map((leave) => leaveEntry(leave, people)) } : {}),
    };
  });
};

const whereabouts = ({ role, unit }: Post): Record<string, string> => {
  const { level } = kinds[role];
  if (unit === null) return {};
  if (level === 'class' || level === 'school' || level === 'township') return { [level]: unit };
  return level === 'county' || level === 'system' ? {} : { village: unit };
};

const leaveEntry = ({ from, until, deputy }: Leave, people: ReadonlySet<string>) => ({
  from,
  to: until,
  ...(deputy !== null && people.has(deputy) ? { deputy } : {}),
});
