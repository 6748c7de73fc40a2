import { runAlone } from '../bot/alone.ts';
import { runWorkers } from '../bot/process.ts';

/** The workers as a process of their own: ticks and deliveries. Wants DATABASE_URL; as many as wanted. */
await runAlone('workers', runWorkers);
