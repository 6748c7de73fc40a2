import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Liquid, type Template } from 'liquidjs';
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import {
  addDays,
  type Day,
  dayOf,
  daysBetween,
  type Instant,
  timeOfDay,
  weekday,
} from '../domain/calendar/time.ts';
import type { Step } from '../domain/facts/case-fact.ts';
import type { EnrolmentChange } from '../domain/facts/enrolment-fact.ts';
import type { NoticeItem, NoticeOption } from '../domain/notices/notice.ts';
import { isToBeFound } from '../domain/notices/said.ts';
import { askingWords, enrolmentWords, openingWords, proposalWords, stepWords } from './case-words.ts';
import { paperWords } from './paper-words.ts';
import { readParentTexts } from './parents.ts';
import { stageWords, standingWords, summaryWords } from './vocabulary.ts';

const FOLDER = fileURLToPath(new URL('messages', import.meta.url));

/** WeCom's limit for a text message, in bytes of UTF-8. */
export const MOST_BYTES = 2048;

/** What a template may use. */
export interface WordsContext {
  items?: readonly NoticeItem[];
  options?: readonly NoticeOption[];
  values?: Readonly<Record<string, unknown>>;
  lines?: readonly string[];
  next?: readonly string[];
  parts?: readonly string[];
  late?: boolean;
  now: Instant;
}

const KNOWN = new Set([
  'items',
  'one',
  'count',
  'many_subjects',
  'many_titles',
  'needs_check',
  'options',
  'values',
  'lines',
  'next',
  'parts',
  'late',
  'now',
]);

/** Every sentence the product says, by name: `reminder`, `P3.1-ROLL/reminder`, `replies/recorded`, `phrase:closure` … */
export interface Words {
  has(name: string): boolean;
  /** Throws when there is no such text: a defect of the program, found at start for those that rules name. */
  say(name: string, context: WordsContext): string;
}

/** Our own texts, which do not change while the program runs. */
let ours: Words | undefined;

/**
 * Reads and checks all texts, our own ones once. Throws one Error that lists everything wrong with file and line: a text that cannot
 * be parsed, is empty, uses a variable nobody provides, or is longer than WeCom takes.
 */
export const loadWords = (folder?: string, parents?: ReturnType<typeof readParentTexts>): Words => {
  if (folder !== undefined || parents !== undefined) return readWords(folder, parents);
  ours ??= readWords();
  return ours;
};

const readWords = (folder: string = FOLDER, parents = readParentTexts()): Words => {
  const engine = textEngine();
  const texts = new Map<string, Template[]>();
  const problems: string[] = [...parents.problems];
  // A text for parents as it would go out, shown to whoever may let it.
  engine.registerFilter('filled', function (name: unknown) {
    const values = this.context.getSync(['values']) as Record<string, unknown>;
    const parsed = texts.get(String(name));
    const now = Number(this.context.getSync(['now']));
    return parsed ? String(engine.renderSync(parsed, scope({ values, now }))).trim() : '';
  });
  // Why a text may not go out, from `text|reason|reviewer|until`, the note of an item.
  engine.registerFilter('blocked', (note: unknown) => {
    const [, reason, reviewer, until] = String(note).split('|');
    const why = texts.get('phrase:text_why');
    return why ? engine.renderSync(why, scope({ values: { reason, reviewer, until }, now: 0 })) : '';
  });
  const keep = (name: string, place: string, source: string, line = 1): void => {
    try {
      const parsed = engine.parse(source);
      problems.push(...problemsOf(engine, place, source, parsed, line));
      texts.set(name, parsed);
    } catch (error) {
      const [first = ''] = String(error instanceof Error ? error.message : error).split('\n');
      problems.push(`${place}: ${first}`);
    }
  };
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!file.endsWith('.liquid')) continue;
    const name = file.slice(0, -'.liquid'.length).split(path.sep).join('/');
    keep(name, `templates/messages/${name}.liquid`, readFileSync(path.join(folder, file), 'utf8').trimEnd());
  }
  for (const { words, file, body, line } of parents.texts) keep(words, file, body, line);
  for (const [name, { line, text }] of readPhrases(path.join(folder, PHRASES), problems))
    keep(`phrase:${name}`, `templates/messages/${PHRASES}:${line}`, text);
  if (problems.length > 0) throw new Error(`文案有误，请改好再启动：\n${problems.join('\n')}`);
  return {
    has: (name) => texts.has(name),
    say(name, context) {
      const parsed = texts.get(name);
      if (!parsed) throw new Error(`no text templates/messages/${name}.liquid`);
      const text = String(engine.renderSync(parsed, scope(context))).trim();
      // A text for parents names its answers where they belong, above the name of whoever answers.
      return name.startsWith('parents/') ? text : withReplies(text, context.options ?? []);
    },
  };
};

/** Short pieces of replies, one a line. */
const PHRASES = 'phrases.yaml';

const readPhrases = (file: string, problems: string[]): Map<string, { line: number; text: string }> => {
  const lines = new LineCounter();
  const { contents, errors } = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines });
  for (const error of errors)
    problems.push(
      `templates/messages/${PHRASES}:${lines.linePos(error.pos[0]).line}: ${error.message.split('\n')[0]}`,
    );
  const phrases = new Map<string, { line: number; text: string }>();
  for (const { key, value } of isMap(contents) ? contents.items : [])
    if (isScalar(key) && isScalar(value))
      phrases.set(String(key.value), {
        line: lines.linePos(key.range?.[0] ?? 0).line,
        text: String(value.value ?? ''),
      });
  return phrases;
};

const problemsOf = (
  engine: Liquid,
  where: string,
  source: string,
  parsed: Template[],
  first: number,
): string[] => {
  const problems: string[] = [];
  if (source.trim() === '') problems.push(`${where}:${first}: 空白文案`);
  if (Buffer.byteLength(source) > MOST_BYTES)
    problems.push(`${where}:${first}: ${Buffer.byteLength(source)}字节，超过企业微信的${MOST_BYTES}字节`);
  for (const variable of engine.globalVariablesSync(parsed)) {
    if (KNOWN.has(variable)) continue;
    const line = source.split('\n').findIndex((text) => text.includes(variable)) + first;
    problems.push(`${where}:${line}: 不认识的变量“${variable}”，可用的有 ${[...KNOWN].join('、')}`);
  }
  return problems;
};

const scope = (context: WordsContext): Record<string, unknown> => {
  const items = apart(context.items ?? []);
  return {
    late: false,
    options: [],
    values: {},
    lines: [],
    next: [],
    parts: [],
    ...context,
    items,
    one: items[0],
    count: items.length,
    many_subjects: new Set(items.map((item) => item.subject)).size > 1,
    many_titles: new Set(items.map((item) => item.title)).size > 1,
    needs_check: items.some(({ note }) => note !== null && isToBeFound(note)),
  };
};

/** Two duties that would be told in the same words are one line: two entries on the platform about one child, due at one time. */
const apart = (items: readonly NoticeItem[]): NoticeItem[] => [
  ...new Map(
    items.map((item) => [JSON.stringify([item.rule, item.about, item.title, item.due, item.note]), item]),
  ).values(),
];

/** Each reminder ends with the short reply that settles it. */
const withReplies = (text: string, options: readonly NoticeOption[]): string =>
  options.length === 0
    ? text
    : `${text}\n回复：${options.map(({ key, label }) => `${key} ${label}`.trim()).join('　')}`;

const WEEKDAYS = ['', '一', '二', '三', '四', '五', '六', '日'];

/** "9月14日（周一）"; "2027年3月22日（周一）" where `today` is given and lies in another year. */
export const sayDay = (day: Day, today?: Day): string => {
  const year = today === undefined || today.slice(0, 4) === day.slice(0, 4) ? '' : `${day.slice(0, 4)}年`;
  return `${year}${Number(day.slice(5, 7))}月${Number(day.slice(8))}日（周${WEEKDAYS[weekday(day)]}）`;
};

/** Reads and fills texts, with the product's ways of saying days, times and names. */
export const textEngine = (): Liquid => {
  const engine = new Liquid();
  engine.registerFilter('when', function (value: unknown) {
    if (typeof value !== 'number') return '';
    const now = Number(this.context.getSync(['now']));
    return sayWhen(value, now);
  });
  engine.registerFilter('day', function (value: unknown) {
    if (typeof value !== 'string') return '';
    // Where a text is only tried out it is no time at all.
    const now = Number(this.context.getSync(['now']));
    return sayDay(value, now > 0 ? dayOf(now) : undefined);
  });
  // "今天", "昨天", else the day.
  engine.registerFilter('near_day', function (value: unknown) {
    return typeof value === 'string' ? dayName(value, Number(this.context.getSync(['now']))) : '';
  });
  engine.registerFilter('left', function (value: unknown) {
    return sayLeft(String(value ?? ''), Number(this.context.getSync(['now'])));
  });
  engine.registerFilter('clock', (value: unknown) => sayClock(String(value ?? '')));
  engine.registerFilter('standing', (value: unknown) => standingWords(String(value ?? '')));
  engine.registerFilter('stage', (value: unknown) => stageWords(String(value ?? '')));
  engine.registerFilter('summary', (value: unknown) => summaryWords(String(value ?? '')));
  engine.registerFilter('paper', (value: unknown, part: unknown) => paperWords(String(value), String(part)));
  engine.registerFilter('proposal', (value: unknown) => proposalWords(String(value ?? '')));
  engine.registerFilter('step', (value: unknown) => stepWords[value as Step]);
  engine.registerFilter('opening', (name: unknown, step: unknown) =>
    openingWords(String(name), step as Step),
  );
  engine.registerFilter('asking', (name: unknown, step: unknown) => askingWords(String(name), step as Step));
  engine.registerFilter('enrolment', (value: unknown) => enrolmentWords(value as EnrolmentChange));
  engine.registerFilter('pupils', (value: unknown) => sayPupils((value ?? []) as PupilNames));
  engine.registerFilter('name', (value: unknown) => String(value ?? '').replace(/（.*$/, ''));
  return engine;
};

/** How long a limit still runs, behind its day: "，还有4天", "，就是明天", "，今天是最后一天"; nothing once it is over. */
const sayLeft = (limit: string, now: Instant): string => {
  const days = now > 0 && limit ? daysBetween(dayOf(now), limit) : -1;
  if (days < 0) return '';
  return days === 0 ? '，今天是最后一天' : days === 1 ? '，就是明天' : `，还有${days}天`;
};

/** "20:00" as it is spoken: 晚上8点; "07:30": 早上7点半. */
const sayClock = (clock: string): string => {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  const part = PARTS_OF_DAY.find(([until]) => hour < until)?.[1] ?? '晚上';
  const rest = minute === 30 ? '半' : minute === 0 ? '' : `${minute}分`;
  return `${part}${hour > 12 ? hour - 12 : hour}点${rest}`;
};

const PARTS_OF_DAY: readonly (readonly [number, string])[] = [
  [6, '凌晨'],
  [9, '早上'],
  [12, '上午'],
  [13, '中午'],
  [18, '下午'],
];

type PupilNames = NonNullable<NoticeItem['listed']>;

/** More are looked up by asking; a message stays readable and within WeCom's limit. */
const MOST_PUPILS = 12;

/** "张伟（外出务工）、李思雨，共2人". */
const sayPupils = (pupils: PupilNames): string => {
  const shown = pupils.slice(0, MOST_PUPILS).map(({ name, words }) => (words ? `${name}（${words}）` : name));
  return `${shown.join('、')}${pupils.length > MOST_PUPILS ? '等' : ''}，共${pupils.length}人`;
};

/** The time alone for today, else with the day. */
export const sayWhen = (instant: Instant, now: Instant): string => {
  const day = dayOf(instant);
  const clock = timeOfDay(instant);
  // Midnight at a day's end is read as that day's 24:00, not as the next morning.
  if (clock === '00:00') return `${dayName(addDays(day, -1), now)}24:00`;
  return `${dayName(day, now)}${clock}`;
};

const dayName = (day: Day, now: Instant): string => {
  const today = dayOf(now);
  if (day === today) return '今天';
  if (day === addDays(today, 1)) return '明天';
  if (day === addDays(today, -1)) return '昨天';
  return sayDay(day, today);
};
