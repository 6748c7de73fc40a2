import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { gramsOf } from '../domain/understanding/grams.ts';
import type { SchoolDays } from '../domain/understanding/index.ts';
import { readingOf } from '../domain/understanding/understand.ts';
import type { Taught } from '../domain/understanding/weights.ts';
import { lineSchema } from './labelled-line.ts';
import { type Lesson, teach } from './learn/teach.ts';
import { misused, optionsOf } from './options.ts';
import { publicSchoolDays } from './public-school-days.ts';

const TAUGHT = new URL('../domain/understanding/taught/acts.json', import.meta.url);

const ACTS = ['attendance', 'query', 'help', 'withdraw', 'other'];
/** Few messages are anything but attendance: each of them counts for more. */
const COUNTS: Readonly<Record<string, number>> = {
  attendance: 0.6,
  query: 2,
  help: 3,
  withdraw: 3,
  other: 2,
};

const wantSchema = z.object({ act: z.string() });

/** What one labelled message teaches. */
function lessonOf(text: string, calendar: SchoolDays): Lesson {
  const line = lineSchema.parse(JSON.parse(text));
  const { act } = wantSchema.parse(line.want);
  const { now, sender, earlier, classes } = line;
  const heard = { text: line.text, now: Date.parse(now), sender, earlier, classes };
  const { speech, tokens } = readingOf(heard, calendar);
  const label = ACTS.includes(act) ? act : 'attendance';
  return { grams: gramsOf(speech, tokens, sender.role), label, counts: COUNTS[label] ?? 1 };
}

/** One gram a line, so that a change shows what was learnt. */
function printed({ labels, bias, grams }: Taught): string {
  const listed = (items: readonly unknown[]): string =>
    `[${items.map((item) => JSON.stringify(item)).join(', ')}]`;
  const lines = Object.entries(grams).map(([gram, own]) => `    ${JSON.stringify(gram)}: ${listed(own)}`);
  return `{\n  "labels": ${listed(labels)},\n  "bias": ${listed(bias)},\n  "grams": {\n${lines.join(',\n')}\n  }\n}\n`;
}

function run(): number {
  const files = optionsOf({ allowPositionals: true, options: {} })?.positionals ?? [];
  if (files.length === 0) return misused('用法：npm run -s learn -- FILE.jsonl …');
  const calendar = publicSchoolDays();
  const lessons = files
    .flatMap((file) => readFileSync(file, 'utf8').split('\n'))
    .filter((text) => text.trim() !== '')
    .map((text) => lessonOf(text, calendar));
  writeFileSync(TAUGHT, printed(teach(lessons, ACTS)));
  process.stdout.write(`${lessons.length}\n`);
  return 0;
}

if (process.argv[1]?.endsWith('learn.ts')) process.exitCode = run();
