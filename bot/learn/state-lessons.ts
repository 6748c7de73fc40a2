import { isNamedHere } from '../../domain/understanding/likely-state.ts';
import type { LabelledMessage } from './labelled-messages.ts';
import { accountsIn, reasonsGiven } from './labelled-messages.ts';
import { lessonAlone } from './lesson-alone.ts';
import type { Lesson } from './teach.ts';

/** Reasons alone are said in one way: each of them counts for less. */
const REASON = 0.5;
/** Whole messages show best what else stands in one. */
const MESSAGE = 1.5;

/** What stands about a child, by messages that tell of one, or the same of several; `none` where nothing does. */
export const stateLessons = (messages: readonly LabelledMessage[]): Lesson[] => [
  ...messages.flatMap(({ reading, want: { act, entries = [] } }): Lesson[] => {
    const children = new Set(reading.told.map(({ pupils: [child] }) => child?.name));
    const [status = 'none', other] = new Set(entries.map((entry) => entry.status));
    const isOfAll = entries.length === 0 || entries.length === children.size;
    const isAlike = other === undefined && isOfAll && entries.every(({ student }) => children.has(student));
    if (!isNamedHere(reading) || !isAlike || (act !== 'report' && act !== 'update')) return [];
    return [lessonAlone(reading, status, MESSAGE)];
  }),
  ...reasonsGiven().map(({ reading, status }) => lessonAlone(reading, status, REASON)),
  ...accountsIn('states.tsv').map(({ reading, label }) => lessonAlone(reading, label)),
];
