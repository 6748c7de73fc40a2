import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { ClassRoster, SchoolDays } from '../domain/understanding/index.ts';
import { understand } from '../domain/understanding/index.ts';
import { type Answered, type Line, lineSchema } from './labelled-line.ts';
import { misused, optionsOf } from './options.ts';
import { publicSchoolDays } from './public-school-days.ts';
import { scoreOf, scoreReport } from './understand-score.ts';

class BrokenLine extends Error {}

function parseLine(text: string, number: number): Line {
  try {
    return lineSchema.parse(JSON.parse(text));
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
    throw new BrokenLine(`line ${number} is not a labelled message: ${why}`, { cause });
  }
}

/** Lines with equal rosters share one array, as a live sender's messages do. */
function sharedRosters(): (classes: readonly ClassRoster[]) => readonly ClassRoster[] {
  const known = new Map<string, readonly ClassRoster[]>();
  return (classes) => {
    const key = JSON.stringify(classes);
    const before = known.get(key) ?? classes;
    known.set(key, before);
    return before;
  };
}

/** Understands every line of a file of labelled messages; throws a `BrokenLine` that names the first bad one. */
export function answerFile(path: string, calendar: SchoolDays): Answered[] {
  const shared = sharedRosters();
  const lines = readFileSync(path, 'utf8')
    .replace(/^\uFEFF/, '')
    .split('\n');
  return lines.flatMap((text, place) => {
    if (text.trim() === '') return [];
    const line = parseLine(text, place + 1);
    const { now, sender, earlier, classes } = line;
    const heard = { text: line.text, now: Date.parse(now), sender, earlier, classes: shared(classes) };
    return { line, got: understand(heard, calendar) };
  });
}

function run(): number {
  const called = optionsOf({
    allowPositionals: true,
    options: { score: { type: 'boolean' }, explain: { type: 'boolean' } },
  });
  const [path, ...more] = called?.positionals ?? [];
  if (!called || path === undefined || more.length > 0)
    return misused('用法：npm run -s understand -- [--score] [--explain] FILE.jsonl');
  const { values } = called;
  try {
    const answered = answerFile(path, publicSchoolDays());
    if (values.score) process.stdout.write(`${scoreReport(scoreOf(answered))}\n`);
    else for (const one of answered) process.stdout.write(`${printed(one, values.explain ?? false)}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof BrokenLine) && !isFileFault(error)) throw error;
    process.stderr.write(`${path}: ${error.message}\n`);
    return 2;
  }
}

const isFileFault = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && 'syscall' in error;

function printed({ line, got }: Answered, explained: boolean): string {
  const { unsure, explain, there: _there, remarks: _remarks, ...answer } = got;
  return JSON.stringify({ id: line.id, got: answer, ...(explained ? { unsure, explain } : {}) });
}

if (process.argv[1]?.endsWith('understand.ts')) process.exitCode = run();
