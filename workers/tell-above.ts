import type { Instant } from '../domain/calendar/time.ts';
import type { County } from '../domain/decision.ts';
import { mayBeCalled } from '../domain/parents/addressees.ts';
import type { Database } from '../prisma/client.ts';
import { caseFilesOf } from '../prisma/stores/ledger-store.ts';
import { putNotices, sentToday } from '../prisma/stores/notice-store.ts';
import type { Words } from '../templates/words.ts';
import { type Bundle, gather } from './bundle.ts';
import type { Delivery } from './channel.ts';
import { HANDED_ON, newsOf, type Undelivered, undeliveredNotice } from './undelivered.ts';

/** One message to one of a child's family. */
export interface ToFamily {
  to: string;
  key: string;
  student: string | null;
  words: string;
}

/** What a message that reached nobody told; in a digest, what was to be handed on stands by itself, with its words. */
export const undeliveredOf = (bundle: Bundle, reason: string, words: Words, now: Instant): Undelivered[] =>
  partsOf(bundle, words, now).map(({ delivery, notices: [carrier] }) => {
    const by = carrier?.values.by;
    return { delivery, reason, words: carrier?.words ?? '', by: typeof by === 'string' ? by : null };
  });

const partsOf = (bundle: Bundle, words: Words, now: Instant): Bundle[] => {
  const notices = bundle.notices.map((notice) => ({ ...notice, digest: null }));
  const handedOn = notices.filter((notice) => notice.words === HANDED_ON);
  if (notices.length === 1 || handedOn.length === 0) return [bundle];
  const others = notices.filter((notice) => notice.words !== HANDED_ON);
  return [...handedOn.map((notice) => [notice]), others].flatMap((some) => gather(some, words, now));
};

const studentOf = ({ items }: Delivery): string | null => items[0]?.about.student ?? null;

/** Null where it is for somebody else. */
const toFamily = (delivery: Delivery, words: string): ToFamily | null =>
  delivery.role === 'guardian' ? { ...delivery, student: studentOf(delivery), words } : null;

export const toFamilyIn = ({ delivery, notices: [carrier] }: Bundle): ToFamily | null =>
  toFamily(delivery, carrier?.words ?? '');

/** Whether two of a family are told the same. */
export const isSameNews = (one: ToFamily | null, other: ToFamily | null): boolean =>
  one !== null &&
  other !== null &&
  one.to !== other.to &&
  one.student === other.student &&
  newsOf(one) === newsOf(other);

/** Reaching nobody is told to the next rung. Of two parents it is enough that one was reached, just now or earlier in the day. */
export const tellAbove = async (
  undelivered: readonly Undelivered[],
  reached: readonly ToFamily[],
  now: Instant,
  database: Database,
  county: County,
): Promise<void> => {
  if (undelivered.length === 0) return;
  const { students } = county.directory;
  const guardiansOf = (student: string | null): readonly string[] =>
    students.get(student ?? '')?.guardians ?? [];
  const children = undelivered.flatMap(({ delivery }) =>
    delivery.role === 'guardian' ? (studentOf(delivery) ?? []) : [],
  );
  const files = await caseFilesOf(database, children);
  const others = await sentToday(database, children.flatMap(guardiansOf), now);
  const notices = undelivered.flatMap((one) => {
    const { delivery } = one;
    const student = studentOf(delivery);
    const file = files.get(student ?? '') ?? null;
    const callable = file && mayBeCalled(file, guardiansOf(student));
    const news = toFamily(delivery, one.words);
    const isTold = [...reached, ...others].some(
      (other) => isSameNews(other, news) && (callable?.includes(other.to) ?? true),
    );
    return isTold ? [] : (undeliveredNotice(one, file, now, county) ?? []);
  });
  await putNotices(database, notices);
};
