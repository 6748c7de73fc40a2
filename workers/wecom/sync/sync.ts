import type { Instant } from '../../../domain/calendar/time.ts';
import type { Database } from '../../../prisma/client.ts';
import type { Secrets } from '../../../prisma/secrets.ts';
import { DemoCounty, isDemoLoaded, refuseDemo } from '../../../seeds/demo/loaded.ts';
import { loadWecomPosts, type WecomPosts } from '../../../seeds/load-wecom-posts.ts';
import { bookNotes } from '../../../templates/directory.ts';
import type { WecomApi } from '../api.ts';
import { readSchoolBook, readStaffBook } from '../book-readings.ts';
import { type BookChange, type Books, readAdmins } from './books.ts';
import { type SyncReport, savingIn } from './keeping.ts';
import { classesAgain, parentAgain, pupilAgain } from './school-change.ts';
import { memberAgain, staffAgain } from './staff-change.ts';
import { type Reading, wantedBy } from './wanted.ts';

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

/**
 * Keeps the directory as the corp's two address books have it. First everything is read, then everything is written
 * at once: where WeCom does not answer, nothing changes. What may not be read is told in a note and stays as it was.
 * Throws `DemoCounty` as long as the invented county is loaded and not to be replaced.
 */
export const openSync = (dependencies: SyncDependencies): Sync => {
  const { database, secrets, contact, school, now, posts = loadWecomPosts() } = dependencies;
  const tagIds = [...new Set(posts.posts.flatMap(({ tag }) => tag ?? []))];
  const save = savingIn(database, secrets, now);
  const books: Books = { database, contact, school, posts, tagIds, now, save };

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
    const admins = await readAdmins(
      books,
      schoolRead,
      new Set(staffRead?.members.map(({ userid }) => userid)),
    );
    const reading: Reading = { school: schoolRead, staff: staffRead, admins };
    return save((standing, marks) => wantedBy(standing, reading, posts, marks, notes), notes, isDemo);
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
          return pupilAgain(books, school, change.id.toLowerCase());
        case 'create_parent':
        case 'update_parent':
        case 'delete_parent':
        case 'subscribe':
        case 'unsubscribe':
          return parentAgain(books, school, change);
        case 'create_department':
        // WeCom's own sample spells it so.
        case 'create_deparmtment':
        case 'update_department':
        case 'delete_department':
          return classesAgain(books, school, null);
        default:
          return nothing(bookNotes.unknownChange(change.change));
      }
    }
    if (!contact) return nothing(bookNotes.noStaff);
    switch (change.change) {
      case 'create_user':
      case 'update_user':
      case 'delete_user':
        return memberAgain(books, contact, change);
      case 'create_party':
      case 'update_party':
      case 'delete_party':
        return staffAgain(books, contact);
      case 'update_tag':
        return tagIds.includes(Number(change.id))
          ? staffAgain(books, contact)
          : nothing(bookNotes.unknownChange(change.change));
      default:
        return nothing(bookNotes.unknownChange(change.change));
    }
  };

  return { full, one };
};
