import { isNamedHere, stretchesAbout } from '../../domain/understanding/attendance/likely-state.ts';
import type { Reading } from '../../domain/understanding/reading.ts';
import { gramsOf } from '../../domain/understanding/weights/grams.ts';
import type { LabelledMessage } from './labelled-messages.ts';
import { accountsIn, accountsOfSeveral, reasonsGiven } from './labelled-messages.ts';
import { lessonAlone } from './lesson-alone.ts';
import type { Lesson } from './teach.ts';

/** Reasons alone are said in one way: each of them counts for less. */
const REASON = 0.5;
/** Whole messages show best what else stands in one. */
const MESSAGE = 1.5;

/** What stands about a child, by what is told of it; `none` where nothing is. */
export const stateLessons = (messages: readonly LabelledMessage[]): Lesson[] => [
  ...messages
    .filter(isOfAttendance)
    .flatMap(
      (message) =>
        lessonOfAll(message) ??
        lessonsOfEach(
          message.reading,
          (child) => message.want.entries?.find(({ student }) => student === child)?.status,
        ),
    ),
  ...accountsOfSeveral().flatMap(({ reading, states }) =>
    lessonsOfEach(reading, (child) => states.get(child)),
  ),
  ...reasonsGiven().map(({ reading, status }) => lessonAlone(reading, status, REASON)),
  ...accountsIn('states.tsv').map(({ reading, label }) => lessonAlone(reading, label)),
];

const isOfAttendance = ({ want: { act } }: LabelledMessage): boolean => act === 'report' || act === 'update';

/** A message that tells of one child, or the same of several, is a lesson as a whole. */
function lessonOfAll({ reading, want: { entries = [] } }: LabelledMessage): Lesson[] | undefined {
  const children = new Set(reading.told.map(({ pupils: [child] }) => child?.name));
  const [status = 'none', other] = new Set(entries.map((entry) => entry.status));
  const isOfAll = entries.length === 0 || entries.length === children.size;
  const isAlike = other === undefined && isOfAll && entries.every(({ student }) => children.has(student));
  return isNamedHere(reading) && isAlike ? [lessonAlone(reading, status, MESSAGE)] : undefined;
}

/** Where children differ, what is told of each is one. */
function lessonsOfEach(reading: Reading, stateOf: (child: string) => string | undefined): Lesson[] {
  const about = stretchesAbout(reading);
  return reading.told.flatMap((told): Lesson[] => {
    const weighed = about(told);
    if (weighed === undefined) return [];
    return [{ grams: gramsOf(weighed), label: stateOf(told.pupils[0]?.name ?? '') ?? 'none', counts: 1 }];
  });
}
