import { gramsOf } from '../../domain/understanding/grams.ts';
import type { Reading } from '../../domain/understanding/reading.ts';
import type { LabelledMessage } from './labelled-messages.ts';
import { accountsIn } from './labelled-messages.ts';
import type { Lesson } from './teach.ts';

/** Whole messages show best what else stands in one. */
const MESSAGE = 1;

const lesson = ({ shown, heard }: Reading, label: string, counts = 1): Lesson => ({
  grams: gramsOf({ said: shown, speaker: heard.sender.role, before: '' }),
  label,
  counts,
});

/** What visits and persuasions came to, by messages that tell of one child. */
export const visitLessons = (messages: readonly LabelledMessage[]): Lesson[] => [
  ...messages.flatMap(({ reading, want: { visits: [one, other] = [] } }): Lesson[] =>
    one === undefined || other !== undefined ? [] : [lesson(reading, one.result, MESSAGE)],
  ),
  ...accountsIn('visits.tsv').map(({ reading, label }) => lesson(reading, label)),
];
