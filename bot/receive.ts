import type { Instant } from '../domain/calendar/time.ts';
import type { Database } from '../prisma/client.ts';
import type { CountyKeeper } from '../prisma/stores/county-store.ts';
import {
  countAttempt,
  type IncomingMessage,
  keepMessage,
  unhandledMessages,
} from '../prisma/stores/inbox-store.ts';
import type { Words } from '../templates/words.ts';
import { CHANGES_COUNTY, handleMessage } from './handle.ts';

export interface ReceiveDependencies {
  database: Database;
  keeper: CountyKeeper;
  words: Words;
  now(): Promise<Instant>;
  onTrouble(what: string, error: unknown): void;
}

/** Takes a message in: first it is kept, then answered. The same message again does nothing. */
export const receive = async (message: IncomingMessage, dependencies: ReceiveDependencies): Promise<void> => {
  const { database, keeper, words, now, onTrouble } = dependencies;
  const id = await keepMessage(database, message, message.sentAt);
  if (id === null) return;
  try {
    const handled = await handleMessage(database, id, await now(), { ...keeper.current(), words });
    if (handled && CHANGES_COUNTY.has(handled.act)) await keeper.refresh();
  } catch (error) {
    // It is kept; the next look at what was left behind takes it up again.
    await countAttempt(database, id);
    onTrouble('handle', error);
  }
};

/** Answers what a dead process, or a fault, left behind. Returns how many. */
export const answerLeftBehind = async (dependencies: ReceiveDependencies): Promise<number> => {
  const { database, keeper, words, now, onTrouble } = dependencies;
  const ids = await unhandledMessages(database, 100);
  for (const id of ids) {
    try {
      await handleMessage(database, id, await now(), { ...keeper.current(), words });
    } catch (error) {
      await countAttempt(database, id);
      onTrouble('handle', error);
    }
  }
  return ids.length;
};
