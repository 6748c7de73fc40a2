import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Line, lineSchema } from '../../../bot/labelled-line.ts';
import { publicSchoolDays } from '../../../bot/public-school-days.ts';
import { scoreOf } from '../../../bot/understand-score.ts';
import { understand } from '../../../domain/understanding/index.ts';
import { LABELLED } from './labelled.ts';

const folder = new URL('strangers/', LABELLED);
const calendar = publicSchoolDays();

/** They say what they say by standing alone, or by their first word: a pet name, a word that is a name, "嗯那个". */
const ALONE = new Set(['d-045', 'h3-041', 'h6-018', 'h8-058', 'h9-009', 'o-096', 'w-101', 'x-095']);

const rosters = new Map<string, Line['classes']>();

/** One array for equal rosters, so that each dictionary is made once. */
const shared = (line: Line): Line => {
  const key = JSON.stringify(line.classes);
  const classes = rosters.get(key) ?? line.classes;
  rosters.set(key, classes);
  return { ...line, classes };
};

/** What strangers wrote, but for what quotes somebody: WeCom itself begins such a message. */
const said: readonly Line[] = readdirSync(folder)
  .flatMap((file) => readFileSync(new URL(file, folder), 'utf8').trim().split('\n'))
  .map((line) => shared(lineSchema.parse(JSON.parse(line))))
  .filter(({ id, text }) => !text.startsWith('「') && !ALONE.has(id));

/** Ids of the messages that are read otherwise when they are said in this way. */
const misread = (say: (text: string) => string): string[] => {
  const again = said
    .map((line) => ({ ...line, text: say(line.text) }))
    .filter(({ text }, place) => text !== said[place]?.text);
  const answered = again.map((line) => ({
    line,
    got: understand({ ...line, now: Date.parse(line.now) }, calendar),
  }));
  return scoreOf(answered).flatMap(({ id, wrong }) => (wrong.length > 0 ? [id] : []));
};

const REWORDINGS: readonly [string, (text: string) => string][] = [
  ['a greeting', (text) => `老师好，${text}`],
  ['whom it is shown to', (text) => `@小助手 ${text}`],
  ['a hesitation', (text) => `那个，${text}`],
  ['thanks', (text) => `${text}，谢谢`],
  ['a picture in words', (text) => `${text}[抱拳]`],
  ['a soft ending', (text) => `${text}哈`],
  ['a request to answer', (text) => `${text}\n收到请回复`],
  ['没有来 for 没来', (text) => text.replace(/没来(?![过电成得上])/g, '没有来')],
];

describe('what a message tells is the same with', () => {
  it.each(REWORDINGS)('%s', (_, say) => {
    expect(misread(say)).toEqual([]);
  });
});
