import type { Instant } from '../domain/calendar/time.ts';
import type { County } from '../domain/decision.ts';
import { mayBeCalled } from '../domain/parents/addressees.ts';
import type { Database } from '../prisma/client.ts';
import { caseFilesOf } from '../prisma/stores/ledger-store.ts';
import { putNotices, sentToday } from '../prisma/stores/notice-store.ts';
import type { Bundle } from './bundle.ts';
import type { Delivery } from './channel.ts';
import { newsOf, type ToFamily, type Undelivered, undeliveredNotice } from './undelivered.ts';

const studentOf = ({ items }: Delivery): string | null => items[0]?.about.student ?? null;

/** Null where it is for somebody else. */
export const toFamily = ({ delivery, notices: [carrier] }: Bundle): ToFamily | null =>
  delivery.role === 'guardian'
    ? { ...delivery, student: studentOf(delivery), words: carrier?.words ?? '' }
    : null;

export const undeliveredOf = (bundle: Bundle, reason: string): Undelivered => {
  const by = bundle.notices[0]?.values.by;
  return {
    delivery: bundle.delivery,
    reason,
    news: toFamily(bundle),
    by: typeof by === 'string' ? by : null,
  };
};

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
  const children = undelivered.flatMap(({ news }) => news?.student ?? []);
  const files = await caseFilesOf(database, children);
  const others = await sentToday(database, children.flatMap(guardiansOf), now);
  const notices = undelivered.flatMap((one) => {
    const student = studentOf(one.delivery);
    const file = files.get(student ?? '') ?? null;
    const callable = file && mayBeCalled(file, guardiansOf(student));
    const isTold = [...reached, ...others].some(
      (other) => isSameNews(other, one.news) && (callable?.includes(other.to) ?? true),
    );
    return isTold ? [] : (undeliveredNotice(one, file, now, county) ?? []);
  });
  await putNotices(database, notices);
};
