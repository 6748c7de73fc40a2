import { bookNotes, bookParts } from '../../templates/directory.ts';
import type { WecomApi } from './api.ts';
import { WecomRefusal } from './codes.ts';
import {
  type DirectoryApi,
  directoryApi,
  type Member,
  type SchoolDepartment,
  type SchoolStudent,
  type StaffDepartment,
} from './directory-api.ts';
import { taughtClasses } from './school-book.ts';
import type { StaffBook } from './staff-book.ts';

/** How far the reading is. */
export type OnProgress = (done: number, total: number) => void;

/** WeCom lets thousands a minute pass; a few at a time are fast and leave room for messages. */
const AT_ONCE = 6;

export interface SchoolReading {
  departments: readonly SchoolDepartment[];
  students: readonly SchoolStudent[];
  /** Classes whose pupils could not be read. */
  unread: ReadonlySet<number>;
}

export interface StaffReading extends StaffBook {
  /** Members who are there but could not be read. */
  unread: ReadonlySet<string>;
}

/**
 * Whether a refusal is about what we may read, or about one thing that is not there: then the rest goes on. Anything
 * else, silence above all, ends the sync before it changes anything.
 */
export const isPartial = (fault: unknown): fault is WecomRefusal =>
  fault instanceof WecomRefusal &&
  (fault.meaning.class === 'configuration' || fault.meaning.class === 'recipient');

/** The value, or null with a note when it may not be read. */
async function permitted<Value>(
  work: () => Promise<Value>,
  note: (fault: WecomRefusal) => void,
): Promise<Value | null> {
  try {
    return await work();
  } catch (fault) {
    if (!isPartial(fault)) throw fault;
    note(fault);
    return null;
  }
}

async function each<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const run = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, run));
}

/** The school book whole; null with a note when it may not be read. */
export async function readSchoolBook(
  api: WecomApi,
  notes: string[],
  onProgress: OnProgress = () => undefined,
): Promise<SchoolReading | null> {
  const book = directoryApi(api);
  const departments = await permitted(
    () => book.schoolDepartments(),
    ({ meaning }) => notes.push(bookNotes.refused(bookParts.schoolDepartments, meaning.say)),
  );
  if (!departments) return null;
  const classes = taughtClasses(departments).map(({ id }) => id);
  return { departments, ...(await readStudents(book, classes, notes, onProgress)) };
}

export async function readStudents(
  book: DirectoryApi,
  classes: readonly number[],
  notes: string[],
  onProgress: OnProgress = () => undefined,
): Promise<Omit<SchoolReading, 'departments'>> {
  const students: SchoolStudent[] = [];
  const unread = new Set<number>();
  let why: WecomRefusal | null = null;
  let done = 0;
  await each(classes, async (id) => {
    const found = await permitted(
      () => studentsIn(book, id),
      (fault) => {
        unread.add(id);
        why = fault;
      },
    );
    students.push(...(found ?? []));
    done += 1;
    onProgress(done, classes.length);
  });
  if (why)
    notes.push(bookNotes.refusedSome(bookParts.students, unread.size, (why as WecomRefusal).meaning.say));
  return { students, unread };
}

/** Older apps are told the pupils without their parents; then the parents say whose they are. */
async function studentsIn(book: DirectoryApi, department: number): Promise<SchoolStudent[]> {
  const students = await book.students(department);
  if (students.every(({ parents }) => parents)) return students;
  const parents = await book.parents(department);
  return students.map((student) => ({
    ...student,
    parents:
      student.parents ??
      parents.flatMap(({ children, ...parent }) =>
        children
          .filter(({ student_userid }) => student_userid === student.student_userid)
          .map(({ relation }) => ({ ...parent, relation })),
      ),
  }));
}

/** The staff book whole; null with a note when it may not be read. `tagIds` are those that a rule names. */
export async function readStaffBook(
  api: WecomApi,
  tagIds: readonly number[],
  notes: string[],
  onProgress: OnProgress = () => undefined,
): Promise<StaffReading | null> {
  const book = directoryApi(api);
  const departments = await readStaffDepartments(book, notes);
  if (!departments) return null;
  const listed = await listMembers(book, departments, notes);
  if (!listed) return null;
  const members: Member[] = [];
  const unread = new Set<string>();
  let why: WecomRefusal | null = null;
  let done = 0;
  await each(listed, async (id) => {
    const member = await permitted(
      () => book.member(id),
      (fault) => {
        if (fault.meaning.class === 'recipient') return;
        unread.add(id);
        why = fault;
      },
    );
    if (member) members.push(member);
    done += 1;
    onProgress(done, listed.length);
  });
  if (why)
    notes.push(bookNotes.refusedSome(bookParts.members, unread.size, (why as WecomRefusal).meaning.say));
  return { departments, members, unread, tags: await readTags(book, tagIds, notes) };
}

export async function readStaffDepartments(
  book: DirectoryApi,
  notes: string[],
): Promise<StaffDepartment[] | null> {
  const listed = await permitted(
    () => book.staffDepartments(),
    () => undefined,
  );
  if (listed) return listed;
  return permitted(
    async () => {
      const departments: StaffDepartment[] = [];
      await each(await book.staffDepartmentIds(), async (id) => {
        departments.push(await book.staffDepartment(id));
      });
      return departments;
    },
    ({ meaning }) => notes.push(bookNotes.refused(bookParts.staffDepartments, meaning.say)),
  );
}

/** With the secret of 通讯录同步 every id; an app is told department by department. */
async function listMembers(
  book: DirectoryApi,
  departments: readonly StaffDepartment[],
  notes: string[],
): Promise<string[] | null> {
  const ids = await permitted(
    () => book.memberIds(),
    () => undefined,
  );
  if (ids) return ids;
  return permitted(
    async () => {
      const found = new Set<string>();
      await each(departments, async ({ id }) => {
        for (const { userid } of await book.membersIn(id)) found.add(userid);
      });
      return [...found];
    },
    ({ meaning }) => notes.push(bookNotes.refused(bookParts.members, meaning.say)),
  );
}

export async function readTags(
  book: DirectoryApi,
  tagIds: readonly number[],
  notes: string[],
): Promise<StaffBook['tags']> {
  const tags = new Map<number, { members: Set<string>; departments: Set<number> }>();
  for (const id of tagIds) {
    const tag = await permitted(
      () => book.tag(id),
      ({ meaning }) => notes.push(bookNotes.refused(bookParts.tags, meaning.say)),
    );
    if (tag)
      tags.set(id, {
        members: new Set(tag.userlist.map(({ userid }) => userid)),
        departments: new Set(tag.partylist),
      });
  }
  return tags;
}
