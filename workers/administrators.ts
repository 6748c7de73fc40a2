import { dayOf, type Instant } from '../domain/calendar/time.ts';
import type { Notice } from '../domain/notices/notice.ts';
import type { Database } from '../prisma/client.ts';
import type { CountyKeeper } from '../prisma/stores/county-store.ts';
import { putNotices } from '../prisma/stores/notice-store.ts';

/** Tells those who keep the system running what only a person can put right; each code once a day. */
export const tellAdministrators = async (
  { database, keeper }: { database: Database; keeper: CountyKeeper },
  code: string,
  say: string,
  now: Instant,
): Promise<void> => {
  const day = dayOf(now);
  const { directory } = keeper.current();
  const people = directory.holders('administrator', {}, day).map(({ person }) => person);
  await putNotices(
    database,
    people.map((to) => noticeFor(to, code, say, now)),
  );
};

const noticeFor = (to: string, code: string, say: string, now: Instant): Notice => ({
  key: ['trouble', code, dayOf(now), to].join('|'),
  to,
  role: 'administrator',
  kind: 'notice',
  words: 'trouble',
  rules: [],
  matter: `trouble|${code}`,
  items: [],
  options: [],
  values: { say, code },
  at: now,
  sendAt: now,
  urgent: false,
  late: false,
  duties: [],
  file: null,
});
