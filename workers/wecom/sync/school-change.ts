import { dayOf } from '../../../domain/calendar/time.ts';
import type { Wanted } from '../../../domain/people/register.ts';
import { loadRegister } from '../../../prisma/stores/directory-store.ts';
import { bookParts } from '../../../templates/directory.ts';
import type { WecomApi } from '../api.ts';
import { readStudents, type SchoolReading } from '../book-readings.ts';
import { directoryApi, type SchoolStudent } from '../directory-api.ts';
import { familiesOf, familyOf, pupilId, taughtClasses, unitId } from '../school-book.ts';
import { allowed, type BookChange, type Books, readAdmins, unlessGone } from './books.ts';
import type { SyncReport } from './keeping.ts';
import { openClasses, standingOf, wantedBy, whole } from './wanted.ts';

/** The classes again, with the pupils of those that are new. */
export const classesAgain = async (
  books: Books,
  api: WecomApi,
  student: SchoolStudent | null,
): Promise<SyncReport> => {
  const { database, posts, save } = books;
  const notes: string[] = [];
  const book = directoryApi(api);
  const register = await loadRegister(database.hot);
  const known = new Set(register.units.flatMap(({ id, until }) => (until === null ? [id] : [])));
  const reading = await allowed(() => book.schoolDepartments(), bookParts.schoolDepartments, notes);
  if (!reading) return save(({ base }) => base, notes);
  const classes = taughtClasses(reading).map(({ id }) => id);
  const isNew = (id: number): boolean => !known.has(unitId(id));
  const { students, unread } = await readStudents(book, classes.filter(isNew), notes);
  const read: SchoolReading = {
    departments: reading,
    students: student ? [...students, student] : students,
    unread: new Set([...unread, ...classes.filter((id) => !isNew(id))]),
  };
  const members = new Set(
    register.accounts.filter(({ channel }) => channel === 'member').map(({ id }) => id),
  );
  const admins = await readAdmins(books, read, members);
  return save(
    (standing, marks) => wantedBy(standing, { school: read, staff: null, admins }, posts, marks, notes),
    notes,
  );
};

/** One pupil again, with the parents. */
export const pupilAgain = async (books: Books, api: WecomApi, id: string): Promise<SyncReport> => {
  const { database, now, save } = books;
  const notes: string[] = [];
  const found = await unlessGone(() => directoryApi(api).schoolUser(id), bookParts.students, notes);
  if (found === 'refused') return save(({ base }) => base, notes);
  if (found === null || found.kind !== 'student')
    return save(({ base }) => withoutPupil(base, pupilId(id)), notes);
  const { student } = found;
  const standing = standingOf(await loadRegister(database.hot), dayOf(now()));
  if (!openClasses(standing)(student.department) && student.department.length > 0)
    return classesAgain(books, api, student);
  return save((at, marks) => {
    const families = familiesOf([student], openClasses(at), at.bearers, marks);
    const rest = withoutPupil(at.base, pupilId(student.student_userid));
    const names = new Map(rest.people.map(({ id, name }) => [id, name]));
    return whole(at, {
      ...rest,
      // Of a parent of several children the first names them, which need not be this one.
      people: [
        ...rest.people,
        ...families.people.map((person) => ({ ...person, name: names.get(person.id) ?? person.name })),
      ],
      students: [...rest.students, ...families.students],
      guardians: [...rest.guardians, ...families.guardians],
      accounts: [...rest.accounts, ...families.accounts],
    });
  }, notes);
};

/** One parent again: of which children, and whether the notices are followed. */
export const parentAgain = async (
  { save }: Books,
  api: WecomApi,
  { id, change }: BookChange,
): Promise<SyncReport> => {
  const notes: string[] = [];
  const found = await unlessGone(() => directoryApi(api).schoolUser(id), bookParts.students, notes);
  if (found === 'refused') {
    // The event itself tells whether they follow the notices.
    const follows = change === 'subscribe' ? true : change === 'unsubscribe' ? false : null;
    return save(({ base }) => (follows === null ? base : withSubscription(base, id, follows)), notes);
  }
  const told = found?.kind === 'parent' ? found.parent : null;
  return save((at, marks) => {
    const person = at.bearers.parent(id.toLowerCase());
    const rest = withoutParent(at.base, person);
    if (!told) return rest;
    const names = new Map(at.base.students.map((student) => [student.id, student.name]));
    const family = familyOf(told, (student) => names.get(student), at.bearers, marks);
    return whole(at, {
      ...rest,
      people: [...rest.people, ...family.people],
      guardians: [...rest.guardians, ...family.guardians],
      accounts: [...rest.accounts, ...family.accounts],
    });
  }, notes);
};

const withoutPupil = (base: Wanted, pupil: string): Wanted => ({
  ...base,
  students: base.students.filter(({ id }) => id !== pupil),
  guardians: base.guardians.filter(({ student }) => student !== pupil),
});

const withoutParent = (base: Wanted, parent: string): Wanted => ({
  ...base,
  people: base.people.filter(({ id }) => id !== parent),
  guardians: base.guardians.filter(({ person }) => person !== parent),
  accounts: base.accounts.filter(({ channel, person }) => channel !== 'parent' || person !== parent),
});

const withSubscription = (base: Wanted, id: string, subscribed: boolean): Wanted => ({
  ...base,
  accounts: base.accounts.map((row) =>
    row.channel === 'parent' && row.id === id.toLowerCase() ? { ...row, subscribed } : row,
  ),
});
