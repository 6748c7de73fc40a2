import { dayOf } from '../domain/calendar/time.ts';
import { AUTHORITY, type Blocked, type ParentTexts } from '../domain/parents/texts.ts';
import { LONGEST } from '../domain/parents/values.ts';
import { loadPolicy } from '../seeds/load-policy.ts';
import { loadWords, type Words } from '../templates/words.ts';
import { readCounty } from './config.ts';
import { misused, optionsOf } from './options.ts';
import { printRows } from './print-rows.ts';

/**
 *     npm run -s templates [-- --json] [--day YYYY-MM-DD] [--county NAME]
 *
 * The texts for parents: on what law each rests, how long it is, who has reviewed it, and whether it may be sent on a
 * day (today, unless another is given). The reviews are those of the invented county.
 */
export interface TemplateRow {
  id: string;
  language: string;
  step: number;
  articles: readonly string[];
  /** Filled with the longest names, in UTF-8. */
  bytes: number;
  /** Of the exact words: a translation names the one that it says, a review the one that was read. */
  digest: string;
  review: { state: 'reviewed' | Blocked['reason']; reviewer: string | null; until: string | null };
  blocked: boolean;
}

/** One row for each text in each language, in the order of the series. */
export const templateRows = (texts: ParentTexts, words: Words, day: string): TemplateRow[] =>
  [...texts.all]
    .sort((one, other) => order(one).localeCompare(order(other), 'en', { numeric: true }))
    .map(({ id, language, step, articles, digest, words: name }) => {
      const blocked = texts.blockedOn(id, day, language);
      const review = texts.reviewOf(id, language);
      return {
        id,
        language,
        step,
        articles,
        bytes: Buffer.byteLength(words.say(name, { values: LONGEST, now: 0 })),
        digest,
        review: {
          state: blocked?.reason ?? 'reviewed',
          reviewer: review?.reviewer ?? null,
          until: review?.until ?? null,
        },
        blocked: blocked !== null,
      };
    });

/** The series first, then what goes to everybody, then translations. */
const order = ({ id, language }: { id: string; language: string }): string =>
  `${language === AUTHORITY ? 0 : 1} ${id.startsWith('L') ? 0 : 1} ${id}`;

const line = ({ id, language, step, articles, bytes, review, blocked }: TemplateRow): string =>
  [
    id.padEnd(12),
    language.padEnd(3),
    String(step),
    `${bytes}`.padStart(5),
    (blocked ? 'blocked' : 'may go').padEnd(8),
    `${review.state}${review.until ? ` until ${review.until}` : ''}`.padEnd(26),
    articles.join(' '),
  ].join('  ');

const counts = (rows: readonly TemplateRow[]): string =>
  `${rows.length} texts, ${rows.filter(({ blocked }) => blocked).length} blocked`;

const main = (): number => {
  const called = optionsOf({
    options: { json: { type: 'boolean' }, day: { type: 'string' }, county: { type: 'string' } },
  });
  if (!called)
    return misused('用法：npm run -s templates -- [--json] [--day 2026-09-01] [--county dongchuan]');
  const { values } = called;
  const find = (): TemplateRow[] => {
    const county = readCounty(process.env, values.county);
    return templateRows(loadPolicy(county).parentTexts, loadWords(), values.day ?? dayOf(Date.now()));
  };
  return printRows(values.json === true, find, { lines: (rows) => rows.map(line).join('\n'), counts });
};

if (process.argv[1] && import.meta.filename === process.argv[1]) process.exitCode = main();
