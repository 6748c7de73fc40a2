import { access, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { dayOf, type Instant, isDay } from '../domain/calendar/time.ts';
import { LISTS } from '../domain/comparison/lists.ts';
import { SOURCES, type Source } from '../domain/comparison/types.ts';
import type { Database } from '../prisma/client.ts';
import { CountyKeeper } from '../prisma/stores/county-store.ts';
import { findDirectory } from '../prisma/stores/directory-store.ts';
import { compareFiles } from '../seeds/comparison/compare-files.ts';
import { listTemplate } from '../seeds/comparison/list-template.ts';
import {
  changeLines,
  compareWords,
  problemLine,
  problemLines,
  summaryLines,
} from '../templates/comparison.ts';
import { resultSheets } from '../templates/comparison-sheets.ts';
import { listTitles } from '../templates/comparison-words.ts';
import { workbookOf } from '../templates/sheets.ts';
import { type Config, readConfig } from './config.ts';
import { endWell } from './ending.ts';
import { keepComparison, toldOf } from './keep-comparison.ts';
import { misused, optionsOf } from './options.ts';
import { onOwnDatabase } from './own-database.ts';
import { countyFiles } from './parts.ts';
import { progressOn } from './progress.ts';
import { SandboxClock } from './sandbox/clock.ts';

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
  if (!asked) return misused(compareWords.usage);
  if ('template' in asked)
    return writeNew(asked.template, await listTemplate(), compareWords.templateWritten(asked.template));
  if (asked.asOf !== null && !isDay(asked.asOf)) return complain(compareWords.badDay(asked.asOf), 2);
  for (const source of SOURCES)
    if (!(await isThere(asked.files[source])))
      return complain(compareWords.unreadable(asked.files[source]), 1);
  if (asked.out !== null && (await isThere(asked.out))) return complain(compareWords.exists(asked.out), 1);
  const config = readConfig(process.env);
  return onOwnDatabase(config, async (database, secrets) => {
    if (!(await findDirectory(database))) return complain(compareWords.noDirectory, 1);
    const county = (await CountyKeeper.open(database, countyFiles(config.COUNTY))).current();
    const { directory } = county;
    const now = await productNow(database, config);
    const progress = progressOn(process.stderr);
    const outcome = await compareFiles(filesOf(asked.files), directory, {
      asOf: asked.asOf,
      today: dayOf(now),
      onProgress: (source, done, total) => progress.tell(compareWords.progress(source), done, total),
    });
    progress.end();
    if (!outcome.ok)
      return complain([compareWords.nothing, ...outcome.problems.map(problemLine)].join('\n'), 1);
    const { asOf, listed, sources, digest, compared } = outcome;
    const counts = LISTS.map((list) => ({
      title: listTitles[list],
      count: listed.filter((child) => child.list === list).length,
    }));
    const problems = problemLines(sources.flatMap((source) => source.problems));
    if (problems.length > 0) process.stderr.write(`${problems.join('\n')}\n`);
    process.stdout.write(`${summaryLines(asOf, counts).join('\n')}\n`);
    const changes = await keepComparison(database, secrets, county, now, {
      asOf,
      isDayAsked: asked.asOf !== null,
      files: digest,
      told: toldOf({ sources, compared }),
      listed,
    });
    process.stdout.write(`${changeLines(changes).join('\n')}\n`);
    // The same as last time, and so is the workbook that was written then.
    if (!changes && asked.out === null) return 0;
    const townshipName = (id: string) => directory.townships.get(id)?.name ?? id;
    const file = asked.out ?? compareWords.outFile(asOf);
    const workbook = await workbookOf(resultSheets({ ...outcome, townshipName }));
    return writeNew(file, workbook, compareWords.written(file));
  });
};

/** The product's time: the sandbox's, which can be moved, where that runs; else the real one. */
const productNow = async (database: Database, { sandbox }: Config): Promise<Instant> => {
  const clock = new SandboxClock(database);
  return sandbox && (await clock.isSet()) ? clock.now() : Date.now();
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
  const called = optionsOf({
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
  if (!called) return null;
  const { values } = called;
  const { template, household, enrolment, 'in-school': in_school, monitored, out = null } = values;
  const lists = [household, enrolment, in_school, monitored];
  if (template !== undefined) return lists.some((list) => list !== undefined) ? null : { template };
  if (!household || !enrolment || !in_school || !monitored) return null;
  return { files: { household, enrolment, in_school, monitored }, asOf: values['as-of'] ?? null, out };
}

const filesOf = (files: Asked['files']) =>
  Object.fromEntries(
    SOURCES.map((source) => [
      source,
      { name: path.basename(files[source]), content: () => readFile(files[source]) },
    ]),
  ) as Parameters<typeof compareFiles>[0];

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

/** Never over a file that is there: it may hold somebody's work. */
async function writeNew(file: string, content: Buffer, sentence: string): Promise<number> {
  try {
    await writeFile(file, content, { flag: 'wx', mode: 0o600 });
    process.stdout.write(`${sentence}\n`);
    return 0;
  } catch (error) {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    return complain(isTaken ? compareWords.exists(file) : compareWords.unreadable(file), 1);
  }
}

await endWell(async () => {
  process.exitCode = await main();
});
