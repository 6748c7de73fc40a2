import { dayOf, type Instant } from '../../domain/calendar/time.ts';
import type { DirectoryReport } from '../../domain/people/directory-report.ts';
import { phoneDigits } from '../../domain/people/masking.ts';
import type { Register, Wanted } from '../../domain/people/register.ts';
import type { Database } from '../../prisma/client.ts';
import type { Secrets } from '../../prisma/secrets.ts';
import { changeDirectory } from '../../prisma/stores/directory-change-store.ts';
import { loadRegister } from '../../prisma/stores/directory-store.ts';
import { DemoCounty, isDemoLoaded, refuseDemo } from '../../seeds/demo/loaded.ts';
import { loadWecomPosts, type WecomPosts } from '../../seeds/load-wecom-posts.ts';
import { bookNotes, bookParts } from '../../templates/directory.ts';
import type { WecomApi } from './api.ts';
import { bearersIn } from './bearers.ts';
import {
  isPartial,
  readSchoolBook,
  readStaffBook,
  readStaffDepartments,
  readStudents,
  readTags,
  type SchoolReading,
} from './book-readings.ts';
import { directoryApi, type Member, type SchoolStudent } from './directory-api.ts';
import { familiesOf, familyOf, type Marks, pupilId, taughtClasses, unitId } from './school-book.ts';
import { STAFF_POSTS, staffPart, staffTree } from './staff-book.ts';
import {
  openClasses,
  openPlaces,
  type Reading,
  type Standing,
  standingOf,
  WECOM,
  wantedBy,
  whole,
} from './sync-wanted.ts';

/** A change that a callback told of: nothing but ids, so the rest is read again. */
export interface BookChange {
  /** 通讯录 (staff) or 家校通讯录 (pupils, parents, classes). */
  book: 'staff' | 'school';
  change: string;
  id: string;
  /** A member's userid after a change of it. */
  newId: string | null;
}

/** What a sync came to; `notes` are sentences for the administrator about what could not be read. */
export interface SyncReport extends DirectoryReport {
  notes: string[];
}

export type OnSyncProgress = (book: BookChange['book'], done: number, total: number) => void;

export interface SyncDependencies {
  database: Database;
  secrets: Secrets;
  /** Under the secret of 通讯录同步 or of an app that sees the staff; null where there is none. */
  contact: WecomApi | null;
  /** Under the secret of an app that may read 家校通讯录; null where there is none. */
  school: WecomApi | null;
  now(): Instant;
  /** seeds/wecom/posts.yaml if absent. */
  posts?: WecomPosts;
}

interface FullSyncOptions {
  onProgress?: OnSyncProgress;
  /** The invented county goes first, as with an import; where there is none, nothing else does. */
  isReplacing?: boolean;
}

export interface Sync {
  /** Reads both books whole. */
  full(options?: FullSyncOptions): Promise<SyncReport>;
  /** Reads again what one change is about. */
  one(change: BookChange): Promise<SyncReport>;
}

/** Turns the books, as they stand under a lock, into what they say. */
type Say = (standing: Standing, marks: Marks, notes: string[]) => Wanted;

/**
 * Keeps the directory as the corp's two address books have it. First everything is read, then everything is written
 * at once: where WeCom does not answer, nothing changes. What may not be read is told in a note and stays as it was.
 * Throws `DemoCounty` as long as the invented county is loaded and not to be replaced.
 */
export const openSync = (dependencies: SyncDependencies): Sync => {
  const { database, secrets, contact, school, now, posts = loadWecomPosts() } = dependencies;
  const tagIds = [...new Set(posts.posts.flatMap(({ tag }) => tag ?? []))];

  const save = async (say: Say, notes: string[], isReplacing = false): Promise<SyncReport> => {
    const instant = now();
    const report = await changeDirectory(
      database,
      secrets,
      instant,
      (current) => {
        const plain = new Map<string, string>();
        const marks = marksIn(secrets, plain);
        const wanted = say(standingOf(current, dayOf(instant)), marks, notes);
        return { wanted, answers: WECOM, plain };
      },
      { isReplacing },
    );
    return { ...report, notes };
  };

  /** Names of class admins whom the staff book did not bring; nobody's absence stops anything. */
  const readAdmins = async (reading: SchoolReading | null, known: ReadonlySet<string>): Promise<Member[]> => {
    const api = contact ?? school;
    const wanted = new Set(
      reading?.departments.flatMap(({ department_admins }) => department_admins.map(({ userid }) => userid)),
    );
    const found: Member[] = [];
    for (const id of wanted) {
      if (known.has(id) || !api) continue;
      try {
        found.push(await directoryApi(api).member(id));
      } catch (fault) {
        if (!isPartial(fault)) throw fault;
      }
    }
    return found;
  };

  const full = async ({ onProgress, isReplacing = false }: FullSyncOptions = {}): Promise<SyncReport> => {
    // Only an invented county may be wiped: what is real ends, and stays.
    const isDemo = await isDemoLoaded(database);
    if (isDemo && !isReplacing) throw new DemoCounty();
    const notes: string[] = [];
    if (!contact) notes.push(bookNotes.noStaff);
    if (!school) notes.push(bookNotes.noSchool);
    const staffRead =
      contact &&
      (await readStaffBook(contact, tagIds, notes, (done, total) => onProgress?.('staff', done, total)));
    const schoolRead =
      school && (await readSchoolBook(school, notes, (done, total) => onProgress?.('school', done, total)));
    // Where neither book may be read, there is nothing to put in its place.
    if (isDemo && !staffRead && !schoolRead) return save(({ base }) => base, notes);
    const admins = await readAdmins(schoolRead, new Set(staffRead?.members.map(({ userid }) => userid)));
    const reading: Reading = { school: schoolRead, staff: staffRead, admins };
    return save((standing, marks) => wantedBy(standing, reading, posts, marks, notes), notes, isDemo);
  };

  /** The classes again, with the pupils of those that are new. */
  const classesAgain = async (api: WecomApi, student: SchoolStudent | null): Promise<SyncReport> => {
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
    const admins = await readAdmins(read, members);
    return save(
      (standing, marks) => wantedBy(standing, { school: read, staff: null, admins }, posts, marks, notes),
      notes,
    );
  };

  const pupilAgain = async (api: WecomApi, id: string): Promise<SyncReport> => {
    const notes: string[] = [];
    const found = await unlessGone(() => directoryApi(api).schoolUser(id), bookParts.students, notes);
    if (found === 'refused') return save(({ base }) => base, notes);
    if (found === null || found.kind !== 'student')
      return save(({ base }) => withoutPupil(base, pupilId(id)), notes);
    const { student } = found;
    const standing = standingOf(await loadRegister(database.hot), dayOf(now()));
    if (!openClasses(standing)(student.department) && student.department.length > 0)
      return classesAgain(api, student);
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

  const parentAgain = async (api: WecomApi, { id, change }: BookChange): Promise<SyncReport> => {
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

  const memberAgain = async (api: WecomApi, { id, newId }: BookChange): Promise<SyncReport> => {
    const notes: string[] = [];
    const book = directoryApi(api);
    const userid = (newId ?? id).toLowerCase();
    const member = await unlessGone(() => book.member(userid), bookParts.members, notes);
    if (member === 'refused') return save(({ base }) => base, notes);
    const departments = await readStaffDepartments(book, notes);
    if (!departments) return save(({ base }) => base, notes);
    const tags = await readTags(book, tagIds, notes);
    const tree = staffTree(departments, posts);
    return save((standing) => {
      const at = newId ? renamed(standing, id.toLowerCase(), userid) : standing;
      const person = at.bearers.member(userid);
      const rest = withoutMember(at.base, person);
      if (!member) return { ...rest, posts: rest.posts.filter((post) => post.person !== person) };
      const where = { schools: openPlaces(at, 'school'), district: at.district, bearers: at.bearers };
      const part = staffPart({ members: [member], tags }, tree, posts, where);
      return whole(at, {
        ...rest,
        people: [...rest.people, ...part.people],
        posts: [...rest.posts, ...part.posts],
        accounts: [...rest.accounts, ...part.accounts],
      });
    }, notes);
  };

  const staffAgain = async (api: WecomApi): Promise<SyncReport> => {
    const notes: string[] = [];
    const staff = await readStaffBook(api, tagIds, notes);
    return save(
      (standing, marks) => wantedBy(standing, { school: null, staff, admins: [] }, posts, marks, notes),
      notes,
    );
  };

  const nothing = (note: string): Promise<SyncReport> => save(({ base }) => base, [note]);

  const one = async (change: BookChange): Promise<SyncReport> => {
    await refuseDemo(database);
    if (change.book === 'school') {
      if (!school) return nothing(bookNotes.noSchool);
      switch (change.change) {
        case 'create_student':
        case 'update_student':
        case 'delete_student':
          return pupilAgain(school, change.id.toLowerCase());
        case 'create_parent':
        case 'update_parent':
        case 'delete_parent':
        case 'subscribe':
        case 'unsubscribe':
          return parentAgain(school, change);
        case 'create_department':
        // WeCom's own sample spells it so.
        case 'create_deparmtment':
        case 'update_department':
        case 'delete_department':
          return classesAgain(school, null);
        default:
          return nothing(bookNotes.unknownChange(change.change));
      }
    }
    if (!contact) return nothing(bookNotes.noStaff);
    switch (change.change) {
      case 'create_user':
      case 'update_user':
      case 'delete_user':
        return memberAgain(contact, change);
      case 'create_party':
      case 'update_party':
      case 'delete_party':
        return staffAgain(contact);
      case 'update_tag':
        return tagIds.includes(Number(change.id))
          ? staffAgain(contact)
          : nothing(bookNotes.unknownChange(change.change));
      default:
        return nothing(bookNotes.unknownChange(change.change));
    }
  };

  return { full, one };
};

/** Gives each phone the mark it is compared by, and keeps what is to be sealed. */
const marksIn =
  (secrets: Secrets, plain: Map<string, string>): Marks =>
  (phone) => {
    if (phoneDigits(phone) === '') return undefined;
    const mark = secrets.index(phone, 'phone');
    plain.set(mark, phone);
    return mark;
  };

async function allowed<Value>(
  work: () => Promise<Value>,
  part: string,
  notes: string[],
): Promise<Value | null> {
  try {
    return await work();
  } catch (fault) {
    if (!isPartial(fault)) throw fault;
    notes.push(bookNotes.refused(part, fault.meaning.say));
    return null;
  }
}

/** What was asked for, null when the book no longer has it, `refused` when it may not be read. */
async function unlessGone<Value>(
  work: () => Promise<Value>,
  part: string,
  notes: string[],
): Promise<Value | null | 'refused'> {
  try {
    return await work();
  } catch (fault) {
    if (!isPartial(fault)) throw fault;
    if (fault.meaning.class === 'recipient') return null;
    notes.push(bookNotes.refused(part, fault.meaning.say));
    return 'refused';
  }
}

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

const withoutMember = (base: Wanted, member: string): Wanted => ({
  ...base,
  people: base.people.filter(({ id }) => id !== member),
  posts: base.posts.filter(({ person, source }) => person !== member || source !== STAFF_POSTS),
  accounts: base.accounts.filter(({ channel, person }) => channel !== 'member' || person !== member),
});

const withSubscription = (base: Wanted, id: string, subscribed: boolean): Wanted => ({
  ...base,
  accounts: base.accounts.map((row) =>
    row.channel === 'parent' && row.id === id.toLowerCase() ? { ...row, subscribed } : row,
  ),
});

/** The same with a member's account under its new userid: the person stays who they were. */
const renamed = (standing: Standing, id: string, newId: string): Standing => {
  const accounts = standing.current.accounts.map((row) =>
    row.channel === 'member' && row.id === id ? { ...row, id: newId } : row,
  );
  const current: Register = { ...standing.current, accounts };
  return { ...standing, current, bearers: bearersIn(current) };
};
