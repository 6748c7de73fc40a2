import { z } from 'zod';
import { dayOf } from '../domain/calendar/time.ts';
import { makeParentTexts, type ParentTexts, type Review } from '../domain/parents/texts.ts';
import { checkParentTexts } from '../templates/parent-check.ts';
import { readParentTexts } from '../templates/parents.ts';
import { readTone } from '../templates/tone.ts';
import { loadLaw } from './load-law.ts';

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'wants a day as YYYY-MM-DD');

/** Reviews of the invented county, by who gave them when; a real one's are kept in its database. */
export const reviewsSchema = z
  .array(
    z.strictObject({
      reviewer: z.string().min(1),
      on: day,
      until: day,
      language: z.string().min(1),
      /** By text: the digest of the words that were read. */
      texts: z.record(z.string(), z.string().length(16)),
    }),
  )
  .transform((given) =>
    given.flatMap(({ texts, ...review }) =>
      Object.entries(texts).map(([text, digest]): Review => ({ ...review, text, digest })),
    ),
  );

/** The texts for parents with their law, checked; what is wrong is added to `problems` with file and line. */
export const loadParentTexts = (reviews: readonly Review[], problems: string[]): ParentTexts => {
  const law = loadLaw();
  const tone = readTone();
  const { texts, problems: unreadable } = readParentTexts();
  const { checked, problems: wrong } = checkParentTexts(texts, { law, tone, day: dayOf(Date.now()) });
  problems.push(...unreadable, ...wrong);
  return makeParentTexts({ all: checked, law, never: tone.never }, reviews);
};
