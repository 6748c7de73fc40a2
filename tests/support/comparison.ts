import { keepComparison, toldOf } from '../../bot/keep-comparison.ts';
import { dayOf } from '../../domain/calendar/time.ts';
import { openSecrets } from '../../prisma/secrets.ts';
import { compareFiles } from '../../seeds/comparison/compare-files.ts';
import type { Field } from './field.ts';
import { type Lists, listFiles } from './lists.ts';

const SECRETS = openSecrets(Buffer.alloc(32, 5));

/** Compares the lists now and keeps what comes of it. */
export const compareIn = async (town: Field, told: Lists) => {
  const content = await listFiles(told);
  const files = Object.fromEntries(
    Object.entries(content).map(([source, file]) => [
      source,
      { name: `${source}.xlsx`, content: async () => file },
    ]),
  ) as Parameters<typeof compareFiles>[0];
  const county = town.county();
  const outcome = await compareFiles(files, county.directory, { asOf: null, today: dayOf(town.now) });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  const { asOf, digest, listed } = outcome;
  const kept = { asOf, isDayAsked: false, files: digest, told: toldOf(outcome), listed };
  const changes = await keepComparison(town.database, SECRETS, county, town.now, kept);
  await town.goTo(
    `${dayOf(town.now)} ${new Date(town.now + 8 * 3_600_000 + 60_000).toISOString().slice(11, 16)}`,
  );
  return changes;
};
