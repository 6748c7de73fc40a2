import type { Instant } from '../domain/calendar/time.ts';
import type { Database } from '../prisma/client.ts';
import type { Secrets } from '../prisma/secrets.ts';
import { finishErrand, takeErrands } from '../prisma/stores/errand-store.ts';
import { type ErrandBody, errandKey, errandSchema } from '../workers/errands.ts';
import type { Receipt } from './incoming.ts';
import { NotSent } from './not-sent.ts';

export interface ErrandDependencies {
  database: Database;
  secrets: Secrets;
  channel: 'aibot' | 'wechaty';
  /** Whether this process is the one that is connected. */
  isOnline(): boolean;
  /** Throws `NotSent` for what surely was not said. */
  perform(errand: ErrandBody): Promise<Receipt>;
  now(): Instant;
  onTrouble(what: string, error: unknown): void;
}

const TAKEN_TOGETHER = 20;

/** Does what workers have left for the process that holds a connection; nothing where that is another. */
export const doErrands = async (dependencies: ErrandDependencies): Promise<void> => {
  const { isOnline, database, secrets, channel, now } = dependencies;
  if (!isOnline()) return;
  const errands = await takeErrands({ database, secrets }, errandKey(channel, ''), now(), TAKEN_TOGETHER);
  await Promise.all(errands.map(({ key, body }) => runErrand(key, body, dependencies)));
};

const runErrand = async (
  key: string,
  body: unknown,
  { perform, database, onTrouble }: ErrandDependencies,
): Promise<void> => {
  const parsed = errandSchema.safeParse(body);
  if (!parsed.success) return finishErrand(database, key, 'refused', 'not an errand');
  try {
    const receipt = await perform(parsed.data);
    await finishErrand(database, key, receipt.kind, receipt.kind === 'refused' ? receipt.reason : null);
  } catch (error) {
    // Surely not said: whoever asked may try again, or another way.
    if (error instanceof NotSent && error.code === 'busy')
      return finishErrand(database, key, 'later', error.code);
    if (error instanceof NotSent) return finishErrand(database, key, 'refused', 'offline');
    onTrouble('errand', error);
    await finishErrand(database, key, 'unknown', null);
  }
};
