import { writeFileSync } from 'node:fs';
import type { Taught } from '../domain/understanding/weights/weights.ts';
import { actLessons } from './learn/act-lessons.ts';
import { contactLessons } from './learn/contact-lessons.ts';
import { labelledMessages } from './learn/labelled-messages.ts';
import { stateLessons } from './learn/state-lessons.ts';
import { teach } from './learn/teach.ts';
import { visitLessons } from './learn/visit-lessons.ts';

const TAUGHT = new URL('../domain/understanding/weights/taught/', import.meta.url);

/** One gram a line, so that a change shows what was learnt. */
function printed({ labels, bias, grams }: Taught): string {
  const listed = (items: readonly unknown[]): string =>
    `[${items.map((item) => JSON.stringify(item)).join(', ')}]`;
  const lines = Object.entries(grams).map(([gram, own]) => `    ${JSON.stringify(gram)}: ${listed(own)}`);
  return `{\n  "labels": ${listed(labels)},\n  "bias": ${listed(bias)},\n  "grams": {\n${lines.join(',\n')}\n  }\n}\n`;
}

/** Learns anew from all labelled messages what is weighed in understanding (docs/decisions/021). */
function run(): void {
  const messages = labelledMessages();
  const subjects = {
    'acts.json': actLessons(messages),
    'visits.json': visitLessons(messages),
    'contacts.json': contactLessons(messages),
    'states.json': stateLessons(messages),
  };
  for (const [file, lessons] of Object.entries(subjects)) {
    writeFileSync(new URL(file, TAUGHT), printed(teach(lessons)));
    process.stdout.write(`${file} ${lessons.length}\n`);
  }
}

if (process.argv[1]?.endsWith('learn.ts')) run();
