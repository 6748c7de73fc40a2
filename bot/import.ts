import { readFile, writeFile } from 'node:fs/promises';
import { importRoster } from '../seeds/roster/import.ts';
import { rosterTemplate } from '../seeds/roster/template.ts';
import { progressWords, reportLines } from '../templates/directory.ts';
import { importWords } from '../templates/roster.ts';
import { readConfig } from './config.ts';
import { endWell } from './ending.ts';
import { misused, optionsOf } from './options.ts';
import { onOwnDatabase } from './own-database.ts';
import { progressOn } from './progress.ts';

/**
 * Takes a roster workbook into the directory, or writes an empty one:
 *
 *     npm run import -- FILE.xlsx [--dry-run] [--replace-demo]
 *     npm run import -- --template FILE.xlsx
 *
 * Ends with 1 when nothing was taken, with 2 when it was called the wrong way.
 */
const main = async (): Promise<number> => {
  const asked = askedFor();
  if (!asked) return misused(importWords.usage);
  if (asked.template !== null) return writeTemplate(asked.template);
  const file = await readFile(asked.file).catch(() => null);
  if (!file) {
    process.stderr.write(`${importWords.unreadable(asked.file)}\n`);
    return 1;
  }
  const progress = progressOn(process.stderr);
  const outcome = await onOwnDatabase(readConfig(process.env), async (database, secrets) => {
    const result = await importRoster(database, secrets, file, Date.now(), {
      isDryRun: asked.isDryRun,
      isReplacing: asked.isReplacing,
      onProgress: (done, total) => progress.tell(progressWords.reading, done, total),
    });
    progress.end();
    return result;
  });
  if (!outcome.ok) {
    process.stderr.write(`${outcome.lines.join('\n')}\n`);
    return 1;
  }
  const lines = [asked.isDryRun ? importWords.dryRun : importWords.done, ...reportLines(outcome.report)];
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
};

interface Asked {
  file: string;
  template: string | null;
  isDryRun: boolean;
  isReplacing: boolean;
}

function askedFor(): Asked | null {
  const called = optionsOf({
    allowPositionals: true,
    options: {
      template: { type: 'string' },
      'dry-run': { type: 'boolean' },
      'replace-demo': { type: 'boolean' },
    },
  });
  if (!called) return null;
  const { values, positionals } = called;
  const template = values.template ?? null;
  const [file = ''] = positionals;
  if (positionals.length !== (template === null ? 1 : 0)) return null;
  return {
    file,
    template,
    isDryRun: values['dry-run'] ?? false,
    isReplacing: values['replace-demo'] ?? false,
  };
}

/** Never over a file that is there: it may hold a school's work. */
async function writeTemplate(file: string): Promise<number> {
  try {
    await writeFile(file, await rosterTemplate(), { flag: 'wx' });
    process.stdout.write(`${importWords.templateWritten(file)}\n`);
    return 0;
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    process.stderr.write(`${isThere ? importWords.templateExists(file) : importWords.unreadable(file)}\n`);
    return 1;
  }
}

await endWell(async () => {
  process.exitCode = await main();
});
