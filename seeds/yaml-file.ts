import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';
import type { z } from 'zod';

/** Where something stands in a file, as zod names it: keys and indices from the top. */
export type Place = readonly PropertyKey[];

/** A checked file: what it holds, and a way to complain about a place in it. */
export interface YamlFile<Shape> {
  readonly value: Shape;
  /** `file:line: place: what`; the line is that of the place, or of the nearest thing around it. */
  problem(place: Place, what: string): string;
}

/** What a check across the parts of a file found. */
export interface Complaint {
  readonly place: Place;
  readonly what: string;
}

export type YamlResult<Shape> =
  | { readonly ok: true; readonly file: YamlFile<Shape> }
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Reads and checks a YAML file. Every scalar arrives as the text that was written (`text: 1` is "1"), but for
 * what stands below the top-level keys `typed`, where numbers and truth values are kept as such
 * (`all`: everywhere).
 */
export function readYaml<Shape>(
  file: string,
  schema: z.ZodType<Shape>,
  typed: readonly string[] | 'all' = [],
): YamlResult<Shape> {
  const text = textOf(file);
  const name = fileName(file);
  if (text === null) return { ok: false, problems: [`${name}: the file cannot be read`] };
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const atLine = (offset: number, what: string) => `${name}:${lines.linePos(offset).line}: ${what}`;
  // The first is what is wrong; the others mostly follow from it.
  const [broken] = document.errors;
  if (broken) return { ok: false, problems: [atLine(broken.pos[0], firstLine(broken.message))] };
  if (typed !== 'all') keepWording(document, typed);
  const problem = (place: Place, what: string): string =>
    atLine(offsetOf(document.contents, place), place.length > 0 ? `${nameOf(place)}: ${what}` : what);
  const checked = schema.safeParse(document.toJS(), { error: inWords });
  if (checked.success) return { ok: true, file: { value: checked.data, problem } };
  return { ok: false, problems: checked.error.issues.flatMap((issue) => complaints(issue, problem)) };
}

/** Files that do not hold; each problem is `file:line: place: what`. The message is for whoever can mend them. */
export class YamlFileError extends Error {
  override readonly name = 'YamlFileError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`文件有误，请改好再试：\n${problems.join('\n')}`);
    this.problems = problems;
  }
}

/** Like `readYaml`, for files that nobody but us writes. Throws `YamlFileError`. */
export function readYamlOrThrow<Shape>(file: string, schema: z.ZodType<Shape>): Shape {
  const read = readYaml(file, schema);
  if (read.ok) return read.file.value;
  throw new YamlFileError(read.problems);
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** A file as it is called in a complaint: ours from the top of the project, any other as it was given. */
export const fileName = (file: string): string =>
  file.startsWith(ROOT) ? path.relative(ROOT, file).split(path.sep).join('/') : file;

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

// yaml adds a sketch of the place below its message; file and line say it already.
const firstLine = (message: string): string => message.split('\n')[0]?.replace(/:$/, '') ?? message;

/** `county.schools[0].name` */
const nameOf = (place: Place): string =>
  place
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');

function keepWording(document: Document, typed: readonly string[]): void {
  visit(document, {
    Pair: (_, { key }, ancestors) =>
      ancestors.length === 2 && isScalar(key) && typed.includes(String(key.value)) ? visit.SKIP : undefined,
    Scalar: (key, node) => {
      const isWord = typeof node.value === 'number' || typeof node.value === 'boolean';
      if (key !== 'key' && isWord && node.source !== undefined) node.value = node.source;
    },
  });
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  array: 'a list (lines that begin with “- ”)',
  object: 'a group of “key: value”',
  record: 'a group of “key: value”',
  number: 'a number',
  boolean: 'true or false',
};

const inWords: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'invalid_type')
    return issue.input === undefined
      ? 'is missing'
      : `must be ${KINDS[issue.expected] ?? `a ${issue.expected}`}`;
  if (issue.code === 'too_small' && issue.origin === 'string') return 'is empty';
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.join(', ')}`;
  return undefined;
};

function complaints(issue: z.core.$ZodIssue, problem: YamlFile<unknown>['problem']): string[] {
  if (issue.code !== 'unrecognized_keys') return [problem(issue.path, issue.message)];
  return issue.keys.map((key) => problem([...issue.path, key], 'is not part of the format'));
}

/** Where in the file a place begins: at its key, at its list entry, or at the nearest thing that exists. */
function offsetOf(root: Node | null, place: Place): number {
  let node: unknown = root;
  let offset = 0;
  for (const step of place) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (!pair) return offset;
      offset = isScalar(pair.key) ? (pair.key.range?.[0] ?? offset) : offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      offset = (node as Node | undefined)?.range?.[0] ?? offset;
    } else break;
  }
  return offset;
}
