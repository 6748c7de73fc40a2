import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { AUTHORITY, CASES, type ParentText } from '../domain/parents/texts.ts';
import { recordingProblem } from './recording.ts';

const FOLDER = fileURLToPath(new URL('parents', import.meta.url));

/** What stands above the words, between two lines `---`. */
const frontMatter = z.strictObject({
  id: z.string().regex(/^[LC][\w-]+$/),
  /** The situation in which it is said instead of another text. */
  case: z.enum(CASES).optional(),
  step: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  title: z.string().min(1).max(20),
  language: z.string().regex(/^[a-z]{2,3}$/),
  audience: z.enum(['guardian', 'carer']),
  articles: z.array(z.string()),
  author: z.string().min(1),
  /** Everything shipped is a draft until a person of the judicial bureau has read it; `untranslated` waits for its translator. */
  review: z.enum(['draft', 'untranslated']),
  first_day: z.boolean().default(false),
  replies: z.array(z.string().min(1)).default([]),
  /** Of a translation: the digest of the Chinese that it says. */
  translates: z.string().optional(),
});

/** A text as it stands in its file. */
export interface WrittenText extends Omit<ParentText, 'values'> {
  body: string;
  /** The file, from the root of the project, and where in it the words begin. */
  file: string;
  line: number;
}

/** Reads `templates/parents/<language>/<id>.liquid`. What is wrong with the heads is told with file and line. */
export const readParentTexts = (folder = FOLDER): { texts: WrittenText[]; problems: string[] } => {
  const problems: string[] = [];
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.liquid'))
    .sort();
  const texts = names.flatMap((name) => readText(folder, name.split(path.sep).join('/'), problems) ?? []);
  const chinese = new Map(texts.filter(isChinese).map(({ id, digest }) => [id, digest]));
  return {
    texts: texts.map(({ translates, ...text }) => ({
      ...text,
      untranslated: text.untranslated || (!isChinese(text) && translates !== chinese.get(text.id)),
    })),
    problems,
  };
};

const isChinese = ({ language }: WrittenText): boolean => language === AUTHORITY;

const HEAD = /^---\n(.*?)\n---\n/s;

const readText = (
  folder: string,
  name: string,
  problems: string[],
): (WrittenText & { translates: string | undefined }) | null => {
  const file = `templates/parents/${name}`;
  const source = readFileSync(path.join(folder, name), 'utf8');
  const [whole, head] = HEAD.exec(source) ?? [];
  if (whole === undefined || head === undefined) {
    problems.push(`${file}:1: 文件开头要有两行“---”之间的说明（id、step、language…）`);
    return null;
  }
  const lines = new LineCounter();
  const document = parseDocument(head, { lineCounter: lines });
  const [broken] = document.errors;
  const lineOf = (key: PropertyKey): number =>
    head.split('\n').findIndex((line) => line.startsWith(`${String(key)}:`)) + 2;
  if (broken) {
    problems.push(`${file}:${lines.linePos(broken.pos[0]).line + 1}: ${broken.message.split('\n')[0]}`);
    return null;
  }
  const parsed = frontMatter.safeParse(document.toJS());
  if (!parsed.success) {
    for (const { path: place, message } of parsed.error.issues)
      problems.push(`${file}:${lineOf(place[0] ?? '')}: ${place.join('.')}: ${message}`);
    return null;
  }
  const { first_day, replies, review, case: special, translates, ...own } = parsed.data;
  const [language, stem] = name.replace(/\.liquid$/, '').split('/');
  if (own.language !== language)
    problems.push(`${file}:${lineOf('language')}: language 应与文件夹一致：${language}`);
  if (own.id !== stem) problems.push(`${file}:${lineOf('id')}: id 应与文件名一致：${stem}`);
  if (special && !own.id.endsWith(`-${special}`))
    problems.push(`${file}:${lineOf('case')}: case 是 ${special}，id 应以“-${special}”结尾`);
  const body = source.slice(whole.length).trimEnd();
  const recording = path.join(folder, name.replace(/\.liquid$/, '.amr'));
  const recorded = existsSync(recording) ? readFileSync(recording) : null;
  const unfit = recorded && recordingProblem(recorded);
  if (unfit) problems.push(`${file.replace(/\.liquid$/, '.amr')}:1: ${unfit}`);
  return {
    ...own,
    words: own.language === AUTHORITY ? `parents/${own.id}` : `parents/${own.language}/${own.id}`,
    instead: special ? { of: own.id.slice(0, -special.length - 1), case: special } : null,
    firstDay: first_day,
    replies: replies.map((label, index) => ({ key: String(index + 1), label })),
    digest: digestOf(body, replies, recorded),
    recording: recorded ? recording : null,
    untranslated: review === 'untranslated',
    translates,
    body,
    file,
    line: whole.split('\n').length,
  };
};

const digestOf = (body: string, replies: readonly string[], recording: Buffer | null): string =>
  createHash('sha256')
    .update(JSON.stringify([body, replies]))
    .update(recording ?? '')
    .digest('hex')
    .slice(0, 16);
