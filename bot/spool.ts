import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Secrets } from '../prisma/secrets.ts';
import type { Incoming } from './incoming.ts';

/** What of a message is kept on disk; files are lost with the database, and said to be. */
const spooledSchema = z.object({
  channel: z.enum(['aibot', 'app', 'wechaty']),
  messageId: z.string().min(1),
  conversation: z.object({ kind: z.enum(['single', 'group']), id: z.string() }),
  sender: z.string().min(1),
  text: z.string(),
  quote: z.string().nullable(),
  tap: z.object({ task: z.string(), key: z.string() }).nullable(),
  sentAt: z.number(),
  /** The name of a file that came along, and is lost; null when none did. */
  fileName: z.string().nullable(),
});
export type Spooled = z.infer<typeof spooledSchema>;

/** Messages that came while the database was away, sealed, on disk, each once, until it is back. */
export interface Spool {
  /** Throws when the disk does not take it either. */
  keep(message: Incoming): Promise<void>;
  /**
   * Gives each message to `take`, oldest first, and forgets it when taken; ends when `take` throws. What cannot be
   * opened is told once and laid aside, in the folder `unreadable`. Returns how many were taken.
   */
  drain(take: (message: Spooled) => Promise<void>): Promise<number>;
}

/** Where a look every second does not find it again. */
const ASIDE = 'unreadable';

const SEALED_IN = { table: 'spool', column: 'message', row: 'disk' };

export const openSpool = (
  folder: string,
  secrets: Secrets,
  onTrouble: (what: string, error: unknown) => void,
): Spool => ({
  keep: async (message) => {
    await mkdir(folder, { recursive: true });
    const { files, ...rest } = message;
    const kept = { ...rest, fileName: files.length > 0 ? (files[0]?.name ?? '') : null };
    const id = Buffer.from(`${message.channel}:${message.messageId}`).toString('hex').slice(0, 180);
    const file = path.join(folder, `${String(message.sentAt).padStart(15, '0')}-${id}`);
    // Whole or not at all: a half-written file would never open.
    await writeFile(`${file}.part`, secrets.seal(JSON.stringify(kept), SEALED_IN), { flush: true });
    await rename(`${file}.part`, file);
  },
  drain: async (take) => {
    const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    let count = 0;
    for (const name of names.filter((one) => one !== ASIDE && !one.endsWith('.part')).sort()) {
      const file = path.join(folder, name);
      const message = opened(await readFile(file, 'utf8'), secrets, onTrouble);
      if (!message) {
        await layAside(folder, name);
        continue;
      }
      await take(message);
      await rm(file);
      count += 1;
    }
    return count;
  },
});

/** Kept for whoever finds the key again: it is nothing but a message of somebody. */
const layAside = async (folder: string, name: string): Promise<void> => {
  const aside = path.join(folder, ASIDE);
  await mkdir(aside, { recursive: true });
  await rename(path.join(folder, name), path.join(aside, name));
};

const opened = (
  sealed: string,
  secrets: Secrets,
  onTrouble: (what: string, error: unknown) => void,
): Spooled | null => {
  try {
    return spooledSchema.parse(JSON.parse(secrets.open(sealed, SEALED_IN)));
  } catch (error) {
    onTrouble('spool', error);
    return null;
  }
};
