import { gramsOf } from '../../domain/understanding/grams.ts';
import { childTold } from '../../domain/understanding/likely-state.ts';
import type { Reading } from '../../domain/understanding/reading.ts';
import type { LabelledMessage } from './labelled-messages.ts';
import { accountsIn, reasonsGiven } from './labelled-messages.ts';
import type { Lesson } from './teach.ts';

/** Reasons alone are said in one way: each of them counts for less. */
const REASON = 0.5;
/** Whole messages show best what else stands in one. */
const MESSAGE = 1.5;

const lesson = ({ shown, heard }: Reading, label: string, counts = 1): Lesson => ({
  grams: gramsOf({ said: shown, speaker: heard.sender.role, before: '' }),
  label,
  counts,
});

/** What stands about a child, by messages that tell of one; `none` where nothing does. */
export const stateLessons = (messages: readonly LabelledMessage[]): Lesson[] => [
  ...messages.flatMap(({ reading, want: { act, entries: [one, other] = [] } }): Lesson[] => {
    const child = childTold(reading)?.name;
    const isOfChild = other === undefined && (one === undefined || one.student === child);
    if (child === undefined || !isOfChild || (act !== 'report' && act !== 'update')) return [];
    return [lesson(reading, one?.status ?? 'none', MESSAGE)];
  }),
  ...reasonsGiven().map(({ reading, status }) => lesson(reading, status, REASON)),
  ...accountsIn('states.tsv').map(({ reading, label }) => lesson(reading, label)),
];
