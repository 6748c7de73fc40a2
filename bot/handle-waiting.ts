import type { Instant } from '../domain/calendar/time.ts';
import type { Database } from '../prisma/client.ts';
import type { Secrets } from '../prisma/secrets.ts';
import type { CountyKeeper } from '../prisma/stores/county-store.ts';
import { chunks, together } from '../prisma/together.ts';
import type { Words } from '../templates/words.ts';
import { CHANGES_COUNTY, handleInOne, handleMessage, LEFT } from './handle.ts';
import { lanesOf } from './lanes.ts';

/** A message that is kept and waits for its answer. */
export interface Waiting {
  id: bigint;
  sender: string;
  now: Instant;
}

export interface WaitingDependencies {
  database: Database;
  keeper: CountyKeeper;
  words: Words;
  seal?: Secrets['seal'] | undefined;
  /** Told of what failed, message by message; the others are answered all the same. */
  onFault(id: bigint, error: unknown): Promise<void>;
}

/** Lanes whose messages share transactions, at the most and where there are few, and how many of these transactions are under way at a time. */
const LANES = { most: 24, few: 8 };
const AT_ONCE = 3;

/** Shared out so that one transaction's messages are read while another waits for the database. */
const lanesFor = (count: number): number =>
  Math.min(LANES.most, Math.max(LANES.few, Math.ceil(count / AT_ONCE)));

/**
 * Answers messages that wait at the same moment. The first of each school share a transaction, then the second, and so on:
 * they are about different schools, so that they share its round trips and need nothing of each other. Townships and the district
 * come after them and in one transaction at a time, since two that touch several schools each could wait for one another.
 */
export const handleWaiting = async (
  waiting: readonly Waiting[],
  dependencies: WaitingDependencies,
): Promise<void> => {
  const { schools, above } = lanesOf(waiting, dependencies.keeper.current().directory);
  const inRows = async (group: readonly Waiting[][]): Promise<void> => {
    for (let turn = 0; group.some((lane) => lane.length > turn); turn += 1)
      await handleRow(
        group.flatMap((lane) => lane[turn] ?? []),
        dependencies,
      );
  };
  await together(chunks(schools, lanesFor(schools.length)), AT_ONCE, inRows);
  await together(chunks(above, LANES.most), 1, inRows);
};

const handleRow = async (
  row: readonly Waiting[],
  { database, keeper, words, seal, onFault }: WaitingDependencies,
): Promise<void> => {
  const surroundings = { ...keeper.current(), words, seal };
  const acts: (string | undefined)[] = [];
  const alone = async ({ id, now }: Waiting): Promise<void> => {
    try {
      acts.push((await handleMessage(database, id, now, surroundings))?.act);
    } catch (error) {
      await onFault(id, error);
    }
  };
  const answerTogether = async (): Promise<readonly Waiting[]> => {
    if (row.length === 1) return row;
    try {
      const handled = await handleInOne(database, row, surroundings);
      for (const one of handled) if (one !== LEFT) acts.push(one?.act);
      return row.filter((_, place) => handled[place] === LEFT);
    } catch {
      // Whose fault it was shows when each is answered by itself: nothing was done yet.
      return row;
    }
  };
  for (const one of await answerTogether()) await alone(one);
  if (acts.some((act) => act !== undefined && CHANGES_COUNTY.has(act))) await keeper.refresh();
};
