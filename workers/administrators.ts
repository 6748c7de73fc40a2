import { type Day, dayOf, type Instant } from '../domain/calendar/time.ts';
import type { County } from '../domain/decision.ts';
import type { Notice } from '../domain/notices/notice.ts';
import type { Directory, Holder } from '../domain/people/directory.ts';
import type { Role } from '../domain/people/roles.ts';

export interface AdministratorNews {
  /** What it is about: at most six a day of one. */
  code: string;
  words: string;
  values: Notice['values'];
  /** The same turn is the same news. */
  turn: string;
  /** At once if absent. */
  sendAt?: Instant;
}

/** Who keeps the system running. A fresh corp has named no administrator (系统管理员); then the bureau has to know. */
const KEEPERS: readonly Role[] = ['administrator', 'bureau_officer', 'bureau_head'];

/** The holders of the first of those posts that anybody holds on a day; nobody where the bureau is empty too. */
export const keepersOn = (directory: Directory, day: Day): Holder[] => {
  for (const role of KEEPERS) {
    const holders = directory.holders(role, {}, day);
    if (holders.length > 0) return holders;
  }
  return [];
};

/** News for those who keep the system running. */
export const administratorNotices = (
  { directory }: Pick<County, 'directory'>,
  now: Instant,
  { code, words, values, turn, sendAt = now }: AdministratorNews,
): Notice[] =>
  keepersOn(directory, dayOf(now)).map(({ person: to, role }) => ({
    ...{ key: [words, code, turn, to].join('|'), to, role, kind: 'notice', words, values },
    ...{ rules: [], matter: `${words}|${code}`, items: [], options: [], at: now, sendAt },
    ...{ urgent: false, late: false, duties: [], file: null },
  }));
