import type { Instant } from '../../domain/calendar/time.ts';
import type { Database } from '../client.ts';
import type { Transaction } from './transaction.ts';

/** A group of staff that belongs to a school, a township or the county. */
export interface BoundGroup {
  channel: string;
  id: string;
  unit: string;
}

/** Binds a group to a unit; what it was bound to before no longer holds. */
export const bindGroup = async (
  tx: Transaction,
  { channel, id, unit }: BoundGroup,
  by: string,
  now: Instant,
): Promise<void> => {
  await tx.$executeRaw`
    INSERT INTO chat_group (channel, id, unit, bound_by, bound_at)
    VALUES (${channel}, ${id}, ${unit}, ${by}, ${new Date(now)})
    ON CONFLICT (channel, id) DO UPDATE
      SET unit = excluded.unit, bound_by = excluded.bound_by, bound_at = excluded.bound_at`;
};

/** The unit a group belongs to; null when nobody has said. */
export const unitOfGroup = async (tx: Transaction, channel: string, id: string): Promise<string | null> => {
  const [row] = await tx.$queryRaw<{ unit: string }[]>`
    SELECT unit FROM chat_group WHERE channel = ${channel} AND id = ${id}`;
  return row?.unit ?? null;
};

export const boundGroups = (database: Database): Promise<BoundGroup[]> =>
  database.hot.$queryRaw<BoundGroup[]>`SELECT channel, id, unit FROM chat_group ORDER BY channel, id`;
