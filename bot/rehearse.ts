import { readScenario, type Scenario } from '../seeds/scenario.ts';
import { YamlFileError } from '../seeds/yaml-file.ts';
import { misused } from './options.ts';
import { onThrowAwayDatabase } from './throw-away.ts';

/**
 * Plays a scenario through the real rules, stores, understanding and workers on a database of its own, and tells
 * every notice at the moment it would be sent, then the final state.
 */
export const rehearse = async (scenario: Scenario, tell: (line: object) => void): Promise<void> => {
  // The product is loaded while the database starts, which takes about as long.
  const starting = onThrowAwayDatabase(async (url) => {
    const [{ openDatabase }, { play }] = await Promise.all([
      import('../prisma/client.ts'),
      import('./play.ts'),
    ]);
    const database = openDatabase(url, { poolSize: 4 });
    try {
      await play(scenario, database, tell);
    } finally {
      await database.$disconnect();
    }
  });
  await import('./play.ts');
  await starting;
};

const main = async (file: string | undefined): Promise<number> => {
  if (!file) return misused('用法：npm run -s rehearse -- FILE.yaml');
  try {
    const scenario = readScenario(file);
    await rehearse(scenario, (line) => process.stdout.write(`${JSON.stringify(line)}\n`));
    return 0;
  } catch (error) {
    if (error instanceof YamlFileError) {
      process.stderr.write(`${error.message}\n`);
      return 2;
    }
    throw error;
  }
};

if (process.argv[1] && import.meta.filename === process.argv[1])
  process.exitCode = await main(process.argv[2]);
