import type { Instant } from '../../domain/calendar/time.ts';
import type { Database } from '../client.ts';

/** A card with buttons as somebody was shown it. */
export interface ShownCard {
  readonly task: string;
  readonly channel: 'app' | 'aibot';
  /** Key of the notice it carries. */
  readonly notice: string;
  readonly person: string;
  /** As the channel knows the person. */
  readonly address: string;
  readonly title: string;
  /** Ids of the duties that its buttons are about. */
  readonly duties: readonly string[];
  /** The app's: changes the card once, within 72 hours of `at`. */
  readonly code: string | null;
  readonly at: Instant;
}

/** Keeps a card before it is shown, since a tap may be faster than WeCom's answer. The same task is kept once. */
export const keepCard = async (database: Database, card: ShownCard): Promise<void> => {
  await database.hot.$executeRaw`
    INSERT INTO card (task, channel, notice, person, address, title, duties, code, at)
    VALUES (${card.task}, ${card.channel}, ${card.notice}, ${card.person}, ${card.address}, ${card.title},
      ${[...card.duties]}::text[], ${card.code}, ${new Date(card.at)})
    ON CONFLICT (task) DO NOTHING`;
};

/** A card that was not shown after all. */
export const dropCard = async (database: Database, task: string): Promise<void> => {
  await database.hot.$executeRaw`DELETE FROM card WHERE task = ${task}`;
};

/** The card that somebody tapped; null for one we never showed. `settledAt` is null while it is open. */
export const cardOfTask = async (
  database: Database,
  task: string,
): Promise<(ShownCard & { settledAt: Instant | null }) | null> => {
  const [row] = await database.hot.$queryRaw<(CardRow & { settled_at: Date | null })[]>`
    SELECT task, channel, notice, person, address, title, duties, code, at, settled_at FROM card WHERE task = ${task}`;
  if (!row) return null;
  const { settled_at, ...card } = row;
  return { ...cardOf(card), settledAt: settled_at?.getTime() ?? null };
};

/**
 * Open cards of a channel about any of these duties (null: about any duty) none of whose duties is left to do, so that their
 * buttons say nothing any more. Oldest first.
 */
export const unsettledCardsOf = async (
  database: Database,
  channel: ShownCard['channel'],
  duties: readonly string[] | null,
  limit = 200,
): Promise<ShownCard[]> => {
  const rows = await database.hot.$queryRaw<CardRow[]>`
    SELECT task, channel, notice, person, address, title, duties, code, at FROM card
    WHERE settled_at IS NULL AND channel = ${channel} AND duties <> '{}' AND (${duties === null} OR duties && ${[...(duties ?? [])]}::text[])
      AND NOT EXISTS (
        SELECT 1 FROM duty WHERE duty.id = ANY(card.duties) AND duty.state IN ('open', 'overdue'))
    ORDER BY at, task LIMIT ${limit}`;
  return rows.map(cardOf);
};

/** Marks a card settled; false when it was, or when there is none. */
export const settleCard = async (database: Database, task: string, now: Instant): Promise<boolean> => {
  const count = await database.hot.$executeRaw`
    UPDATE card SET settled_at = ${new Date(now)} WHERE task = ${task} AND settled_at IS NULL`;
  return count > 0;
};

/** Keeps the code with which the card can be changed once more; null when the last one is used up. */
export const setCode = async (database: Database, task: string, code: string | null): Promise<void> => {
  await database.hot.$executeRaw`UPDATE card SET code = ${code} WHERE task = ${task}`;
};

/**
 * Deletes cards shown before `before`; returns how many. The app's cannot be changed after 72 hours, and a tap on one that
 * is gone is read like a tap on one we never showed.
 */
export const forgetCards = (database: Database, before: Instant): Promise<number> =>
  database.hot.$executeRaw`DELETE FROM card WHERE at < ${new Date(before)}`;

type CardRow = Omit<ShownCard, 'at'> & { at: Date };

const cardOf = ({ at, ...row }: CardRow): ShownCard => ({ ...row, at: at.getTime() });
