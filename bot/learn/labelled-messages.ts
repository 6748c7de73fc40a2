import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Reading } from '../../domain/understanding/reading.ts';
import type { SpeakerRole } from '../../domain/understanding/types.ts';
import { readingOf } from '../../domain/understanding/understand.ts';
import { lineSchema } from '../labelled-line.ts';
import { publicSchoolDays } from '../public-school-days.ts';

const FOLDER = new URL('../../seeds/labelled/', import.meta.url);

const wantSchema = z.object({
  act: z.string(),
  visits: z.array(z.object({ student: z.string(), result: z.string() })).optional(),
  contacts: z.array(z.object({ student: z.string(), result: z.string() })).optional(),
  entries: z.array(z.object({ student: z.string(), status: z.string() })).optional(),
});

/** A message that somebody labelled, as the grammar reads it. */
export interface LabelledMessage {
  readonly reading: Reading;
  readonly want: z.infer<typeof wantSchema>;
}

const CALENDAR = publicSchoolDays();

const linesOf = (file: string): string[] =>
  readFileSync(new URL(file, FOLDER), 'utf8')
    .split('\n')
    .filter((text) => text.trim() !== '');

const filesIn = (folder: string): string[] =>
  readdirSync(new URL(folder, FOLDER))
    .toSorted()
    .map((name) => `${folder}${name}`);

/** All labelled messages: our own, those of strangers, and the plain ones. */
export const labelledMessages = (): LabelledMessage[] =>
  ['own.jsonl', ...filesIn('strangers/'), ...filesIn('plain/')].flatMap(linesOf).map((text) => {
    const { now, want, ...line } = lineSchema.parse(JSON.parse(text));
    return { reading: readingOf({ ...line, now: Date.parse(now) }, CALENDAR), want: wantSchema.parse(want) };
  });

const CHILDREN = ['张晓峰', '李兰芳', '王建国', '赵春梅', '何志强', '杨丽华'];
const CLASS = { name: '三(2)班', students: CHILDREN };
const NOW = Date.parse('2026-09-22T08:30:00+08:00');
const SIGNS = '①②③④⑤⑥';

/** `#` and ① stand for the first child, ② to ⑥ for the others. */
const readingAbout = (text: string, role: SpeakerRole = 'homeroom_teacher'): Reading => {
  const named = text.replaceAll(/[#①-⑥]/g, (sign) => CHILDREN[Math.max(0, SIGNS.indexOf(sign))] ?? sign);
  const sender = { role, class: role === 'homeroom_teacher' ? CLASS.name : undefined };
  return readingOf({ now: NOW, classes: [CLASS], sender, text: named.replaceAll(' ⏎ ', '\n') }, CALENDAR);
};

/** What is said of one child, `#` in it, under the label before the first tab of each line. */
export const accountsIn = (file: string): { reading: Reading; label: string }[] =>
  linesOf(`accounts/${file}`).map((line) => {
    const tab = line.indexOf('\t');
    return { reading: readingAbout(line.slice(tab + 1)), label: line.slice(0, tab) };
  });

/** What messages are for: act, role of the sender and message, with tabs between. */
export const purposesIn = (file: string): { reading: Reading; act: string }[] =>
  linesOf(`accounts/${file}`).map((line) => {
    const [act = '', role = '', text = ''] = line.split('\t');
    return { reading: readingAbout(text, lineSchema.shape.sender.shape.role.parse(role)), act };
  });

/** What is said of several children, with the state of each: "①=late ②=none" before the tab. */
export const accountsOfSeveral = (): { reading: Reading; states: ReadonlyMap<string, string> }[] =>
  accountsIn('several.tsv').map(({ reading, label }) => ({
    reading,
    states: new Map(
      label.split(' ').map((one) => [CHILDREN[SIGNS.indexOf(one.charAt(0))] ?? '', one.slice(2)] as const),
    ),
  }));

/** States that a reason makes of an absence. */
const REASONED = new Set(['sick_leave', 'personal_leave', 'unexcused']);

/**
 * What is said behind a child's name of its state, one a line of the file that has the name of the state; reasons also where the absence
 * is told first (reasons.test.ts).
 */
export const reasonsGiven = (): { reading: Reading; status: string }[] =>
  filesIn('reasons/').flatMap((file) => {
    const status = path.basename(file, '.txt');
    const ways = REASONED.has(status) ? ['#', '#没来，'] : ['#'];
    return linesOf(file).flatMap((reason) =>
      ways.map((way) => ({ reading: readingAbout(`${way}${reason}`), status })),
    );
  });
