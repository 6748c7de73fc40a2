import { z } from 'zod';
import { dayOf } from '../domain/calendar/time.ts';
import { makeParentTexts, type ParentTexts, type Review } from '../domain/parents/texts.ts';
import { checkParentTexts } from '../templates/parent-check.ts';
import { readParentTexts } from '../templates/parents.ts';
import { readTone } from '../templates/tone.ts';
import { loadLaw } from './load-law.ts';

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'wants a day as YYYY-MM-DD');

/** Reviews of the invented county; a real one's are kept in its database. */
export const reviewsSchema: z.ZodType<Review[]> = z.array(
  z.strictObject({
    text: z.string().min(1),
    language: z.string().min(1),
    digest: z.string().length(16),
    reviewer: z.string().min(1),
    on: day,
    until: day,
  }),
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
