import { dayOf } from '../calendar/time.ts';
import { type CaseFile, inChargeOf } from '../cases/file.ts';
import type { World } from '../decision.ts';
import type { Say } from '../notices/compose.ts';
import { plainItem } from '../notices/said.ts';
import type { Student } from '../people/directory.ts';
import type { SeriesRow } from '../policy/policy.ts';
import type { Signal } from '../signals.ts';
import { type Addressee, addresseesOf } from './addressees.ts';
import { sayBlocked } from './blocked.ts';
import { contactOf, isFilled, type Values, valuesFor } from './fill.ts';
import { timesMistaken } from './mistaken.ts';
import { isOfAbsence, isOfTheDay } from './moment.ts';
import { periodOf } from './moments.ts';
import { NO_NOTES, type TextNote } from './notes.ts';
import { releasePeriod } from './release.ts';
import { silenceOf } from './silence.ts';

/** What became of a family's texts: what is said, and what somebody is asked to let go out. */
export interface Telling {
  file: CaseFile;
  says: Say[];
  signals: Signal[];
}

/**
 * What a pupil's family is to be told as things stand now (law.md §9). Looked at whenever something was told of the
 * child and whenever the clock looks: what had to keep silent is said later if it still holds, and nothing waits for a
 * child who is back.
 */
export const tellFamily = (file: CaseFile, world: World): Telling => {
  const student = world.directory.students.get(file.student);
  const telling: Telling = { file, says: [], signals: [] };
  if (!student) return telling;
  for (const row of world.policy.series) tell(row, telling, student, world);
  return telling;
};

const tell = (row: SeriesRow, telling: Telling, student: Student, world: World): void => {
  const { file } = telling;
  const period = periodOf(row.when, file, world);
  if (period === null) return;
  const known = file.family?.texts[row.text];
  const note = known?.period === period ? known : null;
  if (note && note.state !== 'released' && note.state !== 'blocked') return;
  const values = valuesFor(file, student, world);
  const addressees = addresseesOf(row.text, file, student, world).filter(({ text }) =>
    isFilled(text, values),
  );
  if (silenceOf(row.when, addressees, file, world)) return;
  const today = dayOf(world.now);
  const blocked = [...new Set(addressees.map(({ text }) => text.id))].flatMap(
    (id) => world.policy.parentTexts.blockedOn(id, today) ?? [],
  );
  // Both guardians get the same facts: what one of them may not read, neither does yet (law.md §8.11).
  if (blocked.length > 0) {
    if (note?.state === 'blocked' && note.on === today) return;
    telling.says.push(...blocked.flatMap((one) => sayBlocked(one, row.rule.id, world)));
    if (note?.state !== 'released')
      telling.file = noted(file, row.text, { period, state: 'blocked', on: today });
    return;
  }
  const state: TextNote['state'] = row.released && note?.state !== 'released' ? 'asked' : 'told';
  telling.file = noted(file, row.text, { period, state, on: today });
  if (state === 'asked') telling.signals.push(textDue(row, period, addressees, values, file, world));
  else telling.says.push(...addressees.map((one) => sayText(one, row, period, values, file, student, world)));
};

const noted = (file: CaseFile, text: string, note: TextNote): CaseFile => {
  const notes = file.family ?? NO_NOTES;
  return { ...file, family: { ...notes, texts: { ...notes.texts, [text]: note } } };
};

const sayText = (
  { person, text }: Addressee,
  row: SeriesRow,
  period: string,
  values: Values,
  file: CaseFile,
  student: Student,
  world: World,
): Say => ({
  to: person,
  role: 'guardian',
  kind: 'notice',
  words: text.words,
  item: {
    ...plainItem(row.rule.id, text.title, { student: student.id }, world),
    ...(isOfAbsence(row.when) ? { whileAway: true } : {}),
    ...(isOfTheDay(row.when) ? { onlyOn: dayOf(world.now) } : {}),
  },
  options: text.replies,
  values: { ...values, contact: contactOf(text, file, student, world) },
  // Neither caps nor quiet hours hold back the search for a child (law.md §8.10).
  urgent: file.missing,
  late: false,
  whileLive: false,
  turn: askedAgain(period, row, file, world),
  ...(text.firstDay ? { room: file.away === dayOf(world.now) ? 'none' : 'taken' } : {}),
});

/** Asked anew after it was taken back that day, it is another message. */
const askedAgain = (period: string, { when }: SeriesRow, { family }: CaseFile, { now }: World): string => {
  const times = isOfTheDay(when) ? timesMistaken(family, dayOf(now)) : 0;
  return times > 0 ? `${period}#${times}` : period;
};

/** The text itself goes with the question whether it may go out. */
const textDue = (
  row: SeriesRow,
  period: string,
  [first]: readonly Addressee[],
  values: Values,
  file: CaseFile,
  { now }: World,
): Signal => ({
  name: 'text_due',
  about: inChargeOf(file),
  at: now,
  period: releasePeriod(row.text, period),
  ...(first ? { task: first.text.title, shows: { ...values, text: first.text.words } } : {}),
});
