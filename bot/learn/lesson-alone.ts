import type { Reading } from '../../domain/understanding/reading.ts';
import { gramsOf, weighedAlone } from '../../domain/understanding/weights/grams.ts';
import type { Lesson } from './teach.ts';

/** What a message teaches by itself, whatever was said before it. */
export const lessonAlone = (reading: Reading, label: string, counts = 1): Lesson => ({
  grams: gramsOf(weighedAlone(reading)),
  label,
  counts,
});
