import type { Reading } from '../../domain/understanding/reading.ts';
import { gramsOf, weighedAfter } from '../../domain/understanding/weights/grams.ts';
import type { LabelledMessage } from './labelled-messages.ts';
import { purposesIn, reasonsGiven } from './labelled-messages.ts';
import type { Lesson } from './teach.ts';

/** Few messages are anything but attendance: each of them counts for more. */
const COUNTS: Readonly<Record<string, number>> = {
  report: 0.6,
  update: 0.6,
  visit: 1.5,
  persuasion: 1.5,
  query: 2,
  help: 3,
  withdraw: 3,
  other: 2,
};
const REASON = 0.3;

const gramsOfMessage = (reading: Reading): Set<string> => gramsOf(weighedAfter(reading));

/** What messages are for. */
export const actLessons = (messages: readonly LabelledMessage[]): Lesson[] => [
  ...messages.map(
    ({ reading, want: { act } }): Lesson => ({
      grams: gramsOfMessage(reading),
      label: act,
      counts: COUNTS[act] ?? 1,
    }),
  ),
  ...purposesIn('acts.tsv').map(
    ({ reading, act }): Lesson => ({ grams: gramsOfMessage(reading), label: act, counts: COUNTS[act] ?? 1 }),
  ),
  ...reasonsGiven().map(
    ({ reading }): Lesson => ({ grams: gramsOfMessage(reading), label: 'update', counts: REASON }),
  ),
];
