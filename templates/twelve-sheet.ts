import type { Day } from '../domain/calendar/time.ts';
import type { LINES } from '../domain/cases/twelve.ts';
import type { Sheet } from './sheets.ts';
import { teamWords } from './vocabulary.ts';

/** One of the twelve as the sheet shows it; null: nobody, or not told. */
export interface TwelveRow {
  line: (typeof LINES)[number];
  title: string;
  name: string | null;
  phone: string | null;
  since: Day | null;
}

export const twelveFile = '双线十二人名单';

/** The roster of both lines for one child (P1.3-TWELVE). */
export const twelveSheet = (child: string, rows: readonly TwelveRow[]): Sheet => ({
  name: twelveFile,
  columns: [
    { title: '学生', width: 10 },
    { title: '席位', width: 40 },
    { title: '姓名', width: 12 },
    { title: '电话', width: 16 },
    { title: '任职（指定）起', width: 16 },
  ],
  rows: rows.map(({ line, title, name, phone, since }) => [
    child,
    `${teamWords.twelve[line]}${title}`,
    name ?? teamWords.empty,
    phone,
    since,
  ]),
});
