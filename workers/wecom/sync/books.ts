import type { Instant } from '../../../domain/calendar/time.ts';
import type { Database } from '../../../prisma/client.ts';
import type { WecomPosts } from '../../../seeds/load-wecom-posts.ts';
import { bookNotes } from '../../../templates/directory.ts';
import type { WecomApi } from '../api.ts';
import { isPartial, type SchoolReading } from '../book-readings.ts';
import { directoryApi, type Member } from '../directory-api.ts';
import type { Save } from './keeping.ts';

/** A change that a callback told of: nothing but ids, so the rest is read again. */
export interface BookChange {
  /** 通讯录 (staff) or 家校通讯录 (pupils, parents, classes). */
  book: 'staff' | 'school';
  change: string;
  id: string;
  /** A member's userid after a change of it. */
  newId: string | null;
}

/** The two address books, as far as they may be read, and what keeps what they say. */
export interface Books {
  database: Database;
  /** Under the secret of 通讯录同步 or of an app that sees the staff; null where there is none. */
  contact: WecomApi | null;
  /** Under the secret of an app that may read 家校通讯录; null where there is none. */
  school: WecomApi | null;
  posts: WecomPosts;
  /** The tags that stand for posts. */
  tagIds: readonly number[];
  now(): Instant;
  save: Save;
}

/** Names of class admins whom the staff book did not bring; nobody's absence stops anything. */
export const readAdmins = async (
  { contact, school }: Books,
  reading: SchoolReading | null,
  known: ReadonlySet<string>,
): Promise<Member[]> => {
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

/** What may be read; null, with a note, where it may not. */
export async function allowed<Value>(
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
export async function unlessGone<Value>(
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
