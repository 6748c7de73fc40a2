import type { Transaction } from './transaction.ts';

/** Lets `work` delete what is append-only, within this transaction; for an invented county alone. */
export const withoutGuards = async (
  tx: Pick<Transaction, '$executeRaw'>,
  work: () => Promise<void>,
): Promise<void> => {
  await tx.$executeRaw`ALTER TABLE fact DISABLE TRIGGER USER`;
  await tx.$executeRaw`ALTER TABLE snapshot DISABLE TRIGGER USER`;
  await tx.$executeRaw`ALTER TABLE snapshot_cell DISABLE TRIGGER USER`;
  await work();
  await tx.$executeRaw`ALTER TABLE fact ENABLE TRIGGER USER`;
  await tx.$executeRaw`ALTER TABLE snapshot ENABLE TRIGGER USER`;
  await tx.$executeRaw`ALTER TABLE snapshot_cell ENABLE TRIGGER USER`;
};
