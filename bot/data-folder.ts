import { createHash } from 'node:crypto';
import path from 'node:path';
import {
  type EmbeddedOptions,
  type EmbeddedPostgres,
  StartFault,
  startPostgres,
} from '../prisma/embedded.ts';

/**
 * Starts the embedded database in the folder that was asked for, or in `./.data`. Root's own folders keep out the
 * account that the database runs under; where nobody asked for a folder, root's data then lie below /var/lib, in a
 * folder of their own for each checkout.
 */
export const startDatabase = async (
  asked: string | undefined,
  onCrash: NonNullable<EmbeddedOptions['onCrash']>,
): Promise<{ dataDir: string; server: EmbeddedPostgres }> => {
  const dataDir = path.resolve(asked ?? '.data');
  try {
    return { dataDir, server: await startPostgres({ dataDir, onCrash }) };
  } catch (error) {
    const closed = error instanceof StartFault && error.code === 'no_access';
    if (asked || !closed || process.getuid?.() !== 0) throw error;
    const elsewhere = rootsFolder(dataDir);
    return { dataDir: elsewhere, server: await startPostgres({ dataDir: elsewhere, onCrash }) };
  }
};

const rootsFolder = (dataDir: string): string =>
  path.join('/var/lib/not-one-less', createHash('sha256').update(dataDir).digest('hex').slice(0, 8));

/** Where the data of this checkout may lie, the likeliest first. */
export const dataFolders = (asked: string | undefined): string[] => {
  const dataDir = path.resolve(asked ?? '.data');
  return asked ? [dataDir] : [dataDir, rootsFolder(dataDir)];
};
