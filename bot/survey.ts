import { readFile, writeFile } from 'node:fs/promises';
import { SURVEY } from '../domain/facts/fact.ts';
import { CountyKeeper } from '../prisma/stores/county-store.ts';
import { surveyTemplate } from '../seeds/survey/survey-template.ts';
import { surveyLines, surveyWords } from '../templates/survey.ts';
import { readConfig } from './config.ts';
import { endWell } from './ending.ts';
import { misused, optionsOf } from './options.ts';
import { onOwnDatabase } from './own-database.ts';
import { countyFiles } from './parts.ts';
import { surveyIn } from './survey-from-chat.ts';

/**
 * Takes in a 适龄儿童排查表 of one or more townships (P2.R4-APR-SURVEY), or writes an empty one:
 *
 *     npm run survey -- FILE.xlsx
 *     npm run survey -- --template FILE.xlsx
 *
 * Ends with 1 when nothing was taken, with 2 when it was called the wrong way. No child's name is printed.
 */
const main = async (): Promise<number> => {
  const called = optionsOf({ allowPositionals: true, options: { template: { type: 'string' } } });
  const [file, ...more] = called?.positionals ?? [];
  const template = called?.values.template;
  if (!called || more.length > 0 || (file === undefined) === (template === undefined))
    return misused(surveyWords.usage);
  if (template !== undefined) return writeTemplate(template);
  const content = await readFile(file ?? '').catch(() => null);
  if (!content) return complain(surveyWords.unreadable(file ?? ''));
  const config = readConfig(process.env);
  const now = Date.now();
  const taken = await onOwnDatabase(config, async (database, secrets) => {
    const keeper = await CountyKeeper.open(database, countyFiles(config.COUNTY));
    const told = { township: null, by: SURVEY, source: `desk:${now}` };
    return surveyIn(content, told, { database, secrets, keeper }, now);
  });
  if (taken.problems.length > 0) process.stderr.write(`${taken.problems.join('\n')}\n`);
  if (taken.outcomes.length === 0) return complain(surveyWords.nothing);
  const lines = taken.outcomes.flatMap((outcome) => surveyLines(outcome, false));
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
};

const complain = (sentence: string): number => {
  process.stderr.write(`${sentence}\n`);
  return 1;
};

/** Never over a file that is there: it may hold somebody's work. */
const writeTemplate = async (file: string): Promise<number> => {
  try {
    await writeFile(file, await surveyTemplate(), { flag: 'wx' });
    process.stdout.write(`${surveyWords.templateWritten(file)}\n`);
    return 0;
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    return complain(isThere ? surveyWords.exists(file) : surveyWords.unreadable(file));
  }
};

await endWell(async () => {
  process.exitCode = await main();
});
