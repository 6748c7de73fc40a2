import { dayOf, type Instant } from '../domain/calendar/time.ts';
import type { County } from '../domain/decision.ts';
import type { Notice } from '../domain/notices/notice.ts';

export interface AdministratorNews {
  /** What it is about: at most six a day of one. */
  code: string;
  words: string;
  values: Notice['values'];
  /** The same turn is the same news. */
  turn: string;
}

/** News for those who keep the system running. */
export const administratorNotices = (
  { directory }: Pick<County, 'directory'>,
  now: Instant,
  { code, words, values, turn }: AdministratorNews,
): Notice[] =>
  directory.holders('administrator', {}, dayOf(now)).map(({ person: to }) => ({
    ...{ key: [words, code, turn, to].join('|'), to, role: 'administrator', kind: 'notice', words, values },
    ...{ rules: [], matter: `${words}|${code}`, items: [], options: [], at: now, sendAt: now },
    ...{ urgent: false, late: false, duties: [], file: null },
  }));
