import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { dayOf, type Instant } from '../../domain/calendar/time.ts';
import type { County } from '../../domain/decision.ts';
import type { Database } from '../../prisma/client.ts';
import { openSecrets } from '../../prisma/secrets.ts';
import { compareFiles } from '../../seeds/comparison/compare-files.ts';
import { keepComparison, toldOf } from '../keep-comparison.ts';
import { timed } from './pace.ts';
import { figure, type Row } from './table.ts';

const MAKER = fileURLToPath(new URL('make-lists.ts', import.meta.url));

/** The four checks on workbooks of so many children, from the files to the lists and duties in the database. */
export const comparisonFigures = async (
  database: Database,
  county: County,
  children: number,
  now: Instant,
): Promise<Row[]> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'not-one-less-bench-'));
  try {
    const [township] = county.directory.parts.townships;
    const [school] = county.directory.parts.schools;
    const made = [folder, String(children), township?.name ?? '', school?.name ?? ''];
    await promisify(execFile)(process.execPath, ['--import', 'tsx', MAKER, ...made]);
    const file = (source: string) => ({
      name: `${source}.xlsx`,
      content: () => readFile(path.join(folder, `${source}.xlsx`)),
    });
    const files = {
      household: file('household'),
      enrolment: file('enrolment'),
      in_school: file('in_school'),
      monitored: file('monitored'),
    };
    let found = 0;
    let rows = 0;
    let reading = 0;
    let kept = 0;
    const before = process.cpuUsage();
    const both = await timed(async () => {
      const begun = performance.now();
      const outcome = await compareFiles(files, county.directory, { asOf: null, today: dayOf(now) });
      if (!outcome.ok) throw new Error('the lists made for measuring cannot be read');
      reading = performance.now() - begun;
      rows = outcome.sources.reduce((sum, source) => sum + source.rows, 0);
      found = outcome.listed.length;
      const { asOf, digest, listed } = outcome;
      const secrets = openSecrets(Buffer.alloc(32, 7));
      kept = await timed(async () => {
        await keepComparison(database, secrets, county, now, {
          asOf,
          isDayAsked: false,
          files: digest,
          told: toldOf(outcome),
          listed,
        });
      });
    });
    const { user, system } = process.cpuUsage(before);
    const busy = `${figure((user + system) / 1_000_000)} s of one core`;
    const memory = `${figure(process.resourceUsage().maxRSS / 1024)} MB at most`;
    return [
      {
        what: 'four lists read and compared',
        figure: `${figure(reading / 1000)} s`,
        beside: `${figure(rows)} rows`,
      },
      {
        what: 'what they found kept',
        figure: `${figure(kept / 1000)} s`,
        beside: `${figure(found)} children listed`,
      },
      { what: 'the comparison as a whole', figure: `${figure(both / 1000)} s`, beside: `${busy}, ${memory}` },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
