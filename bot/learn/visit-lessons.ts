import type { LabelledMessage } from './labelled-messages.ts';
import { accountsIn } from './labelled-messages.ts';
import { lessonAlone } from './lesson-alone.ts';
import type { Lesson } from './teach.ts';

/** What visits and persuasions came to, by messages that tell of one child. */
export const visitLessons = (messages: readonly LabelledMessage[]): Lesson[] => [
  ...messages.flatMap(({ reading, want: { visits: [one, other] = [] } }): Lesson[] =>
    one === undefined || other !== undefined ? [] : [lessonAlone(reading, one.result)],
  ),
  ...accountsIn('visits.tsv').map(({ reading, label }) => lessonAlone(reading, label)),
];
