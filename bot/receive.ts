import type { Instant } from '../domain/calendar/time.ts';
import type { Database } from '../prisma/client.ts';
import type { Secrets } from '../prisma/secrets.ts';
import type { CountyKeeper } from '../prisma/stores/county-store.ts';
import {
  type Answer,
  claimMessages,
  countAttempt,
  finishMessage,
  type IncomingMessage,
  keepMessage,
  unhandledMessages,
} from '../prisma/stores/inbox-store.ts';
import type { Words } from '../templates/words.ts';
import { CHANGES_COUNTY, handleMessage } from './handle.ts';
import { handleWaiting } from './handle-waiting.ts';

export interface ReceiveDependencies {
  database: Database;
  keeper: CountyKeeper;
  words: Words;
  seal?: Secrets['seal'] | undefined;
  now(): Promise<Instant>;
  onTrouble(what: string, error: unknown): void;
}

/** Takes a message in: first it is kept, then answered. The same message again does nothing. */
export const receive = async (message: IncomingMessage, dependencies: ReceiveDependencies): Promise<void> => {
  const { database } = dependencies;
  const id = await keepMessage(database, message, message.sentAt);
  if (id !== null) await answerKept(id, dependencies);
};

/** Answers a message that is kept. What fails is taken up again by the next look at what was left behind. */
export const answerKept = async (id: bigint, dependencies: ReceiveDependencies): Promise<void> => {
  const { database, keeper, words, seal, now } = dependencies;
  try {
    const handled = await handleMessage(database, id, await now(), { ...keeper.current(), words, seal });
    if (handled && CHANGES_COUNTY.has(handled.act)) await keeper.refresh();
  } catch (error) {
    await failed(id, error, dependencies);
  }
};

const failed = async (
  id: bigint,
  error: unknown,
  { database, onTrouble }: ReceiveDependencies,
): Promise<void> => {
  await countAttempt(database, id);
  onTrouble('handle', error);
};

/** Answers a message that is kept, where there is nothing in it to read. */
export const answerDirectly = async (
  id: bigint,
  answer: Answer,
  { database, now }: ReceiveDependencies,
): Promise<void> => {
  await database.hot.transaction(async (tx) => {
    const [kept] = await claimMessages(tx, [id]);
    if (kept) finishMessage(tx, kept, answer, await now());
  });
};

/** Answers what a dead process, or a fault, left behind. Returns how many. */
export const answerLeftBehind = async (dependencies: ReceiveDependencies): Promise<number> => {
  const left = await unhandledMessages(dependencies.database, 100);
  const now = await dependencies.now();
  await handleWaiting(
    left.map((message) => ({ ...message, now })),
    { ...dependencies, onFault: (id, error) => failed(id, error, dependencies) },
  );
  return left.length;
};
