import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { dayOf, isDay } from '../domain/calendar/time.ts';
import { LISTS } from '../domain/comparison/lists.ts';
import { SOURCES, type Source } from '../domain/comparison/types.ts';
import { findDirectory } from '../prisma/stores/directory-store.ts';
import { compareFiles } from '../seeds/comparison/compare-files.ts';
import { listTemplate } from '../seeds/comparison/list-template.ts';
import { compareWords, problemLine, problemLines, summaryLines } from '../templates/comparison.ts';
import { listTitles, resultSheets } from '../templates/comparison-sheets.ts';
import { workbookOf } from '../templates/sheets.ts';
import { readConfig } from './config.ts';
import { endWell } from './ending.ts';
import { onOwnDatabase } from './own-database.ts';
import { progressOn } from './progress.ts';

/**
 * The four checks and three comparisons (四查三比对) of a term, or an empty workbook for the lists:
 *
 *     npm run compare -- --household FILE.xlsx --enrolment FILE.xlsx --in-school FILE.xlsx --monitored FILE.xlsx
 *     npm run compare -- --template FILE.xlsx
 *
 * Ends with 1 when nothing was compared, with 2 when it was called the wrong way.
 */
const main = async (): Promise<number> => {
  const asked = askedFor();
  if (!asked) return complain(compareWords.usage, 2);
  if ('template' in asked)
    return writeNew(asked.template, await listTemplate(), compareWords.templateWritten(asked.template));
  if (asked.asOf !== null && !isDay(asked.asOf)) return complain(compareWords.badDay(asked.asOf), 2);
  for (const source of SOURCES)
    if (!(await readFile(asked.files[source]).catch(() => null)))
      return complain(compareWords.unreadable(asked.files[source]), 1);
  return onOwnDatabase(readConfig(process.env), async (database) => {
    const directory = await findDirectory(database);
    if (!directory) return complain(compareWords.noDirectory, 1);
    const progress = progressOn(process.stderr);
    const outcome = await compareFiles(filesOf(asked.files), directory, {
      asOf: asked.asOf,
      today: dayOf(Date.now()),
      onProgress: (source, done, total) => progress.tell(compareWords.progress(source), done, total),
    });
    progress.end();
    if (!outcome.ok)
      return complain([compareWords.nothing, ...outcome.problems.map(problemLine)].join('\n'), 1);
    const { asOf, listed, sources } = outcome;
    const counts = LISTS.map((list) => ({
      title: listTitles[list],
      count: listed.filter((child) => child.list === list).length,
    }));
    const problems = problemLines(sources.flatMap((source) => source.problems));
    if (problems.length > 0) process.stderr.write(`${problems.join('\n')}\n`);
    process.stdout.write(`${summaryLines(asOf, counts).join('\n')}\n`);
    const townshipName = (id: string) => directory.townships.get(id)?.name ?? id;
    const file = asked.out ?? compareWords.outFile(asOf);
    const workbook = await workbookOf(resultSheets({ ...outcome, townshipName }));
    return writeNew(file, workbook, compareWords.written(file));
  });
};

const complain = (sentence: string, code: number): number => {
  process.stderr.write(`${sentence}\n`);
  return code;
};

interface Asked {
  files: Record<Source, string>;
  asOf: string | null;
  out: string | null;
}

function askedFor(): Asked | { template: string } | null {
  try {
    const { values } = parseArgs({
      options: {
        household: { type: 'string' },
        enrolment: { type: 'string' },
        'in-school': { type: 'string' },
        monitored: { type: 'string' },
        'as-of': { type: 'string' },
        out: { type: 'string' },
        template: { type: 'string' },
      },
    });
    const { template, household, enrolment, 'in-school': in_school, monitored, out = null } = values;
    const lists = [household, enrolment, in_school, monitored];
    if (template !== undefined) return lists.some((list) => list !== undefined) ? null : { template };
    if (!household || !enrolment || !in_school || !monitored) return null;
    return { files: { household, enrolment, in_school, monitored }, asOf: values['as-of'] ?? null, out };
  } catch {
    return null;
  }
}

const filesOf = (files: Asked['files']) =>
  Object.fromEntries(
    SOURCES.map((source) => [
      source,
      { name: path.basename(files[source]), content: () => readFile(files[source]) },
    ]),
  ) as Parameters<typeof compareFiles>[0];

/** Never over a file that is there: it may hold somebody's work. */
async function writeNew(file: string, content: Buffer, sentence: string): Promise<number> {
  try {
    await writeFile(file, content, { flag: 'wx', mode: 0o600 });
    process.stdout.write(`${sentence}\n`);
    return 0;
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    return complain(isThere ? compareWords.exists(file) : compareWords.unreadable(file), 1);
  }
}

await endWell(async () => {
  process.exitCode = await main();
});
