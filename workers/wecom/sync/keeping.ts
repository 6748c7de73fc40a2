import { dayOf, type Instant } from '../../../domain/calendar/time.ts';
import type { DirectoryReport } from '../../../domain/people/directory-report.ts';
import { phoneDigits } from '../../../domain/people/masking.ts';
import type { Wanted } from '../../../domain/people/register.ts';
import type { Database } from '../../../prisma/client.ts';
import type { Secrets } from '../../../prisma/secrets.ts';
import { changeDirectory } from '../../../prisma/stores/directory-change-store.ts';
import type { Marks } from '../school-book.ts';
import { type Standing, standingOf, WECOM } from './wanted.ts';

/** What a sync came to; `notes` are sentences for the administrator about what could not be read. */
export interface SyncReport extends DirectoryReport {
  notes: string[];
}

/** Turns the books, as they stand under a lock, into what they say. */
export type Say = (standing: Standing, marks: Marks, notes: string[]) => Wanted;

export type Save = (say: Say, notes: string[], isReplacing?: boolean) => Promise<SyncReport>;

/** Writes what the books say at once, with every phone sealed. */
export const savingIn =
  (database: Database, secrets: Secrets, now: () => Instant): Save =>
  async (say: Say, notes: string[], isReplacing = false): Promise<SyncReport> => {
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

/** Gives each phone the mark it is compared by, and keeps what is to be sealed. */
const marksIn =
  (secrets: Secrets, plain: Map<string, string>): Marks =>
  (phone) => {
    if (phoneDigits(phone) === '') return undefined;
    const mark = secrets.index(phone, 'phone');
    plain.set(mark, phone);
    return mark;
  };
