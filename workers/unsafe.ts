import { writtenTo } from '../domain/parents/addressees.ts';
import type { Database } from '../prisma/client.ts';
import { guardedFilesOf } from '../prisma/stores/ledger-store.ts';
import type { Bundle } from './bundle.ts';

/**
 * Of what waited for a family, what is not sent any more: since it was decided, whoever it is for has become somebody who may
 * hear nothing of the child (law.md §8.11, policy.md §6.5). The bot's answer to a guardian's own message tells nothing of it.
 */
export const unsafeAmong = async (
  bundles: readonly Bundle[],
  database: Database,
): Promise<ReadonlySet<Bundle>> => {
  const toFamilies = bundles.filter(
    ({ delivery: { role, kind } }) => role === 'guardian' && kind !== 'reply',
  );
  const files = await guardedFilesOf(database, [...new Set(toFamilies.flatMap(childOf))]);
  return new Set(
    toFamilies.filter((bundle) => {
      const { to } = bundle.delivery;
      return childOf(bundle).some((child) => {
        const file = files.get(child);
        return file !== undefined && writtenTo(file, [to]).length === 0;
      });
    }),
  );
};

const childOf = ({ delivery: { items } }: Bundle): string[] =>
  items.flatMap(({ about }) => about.student ?? []);
