import { runAlone } from './alone.ts';
import { runBot } from './product.ts';

/** The bot as a process of its own: what people say, answered. Wants DATABASE_URL; PORT is where it listens. */
await runAlone('bot', (config, databaseUrl, dataDir, log) =>
  runBot(config, databaseUrl, dataDir, log, { work: false }),
);
