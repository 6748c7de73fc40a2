import { decryptFile } from '@wecom/aibot-node-sdk';
import type { Instant } from '../../domain/calendar/time.ts';
import { atMost } from '../at-most.ts';
import type { IncomingFile } from '../incoming.ts';
import type { AiBotMedia } from './ai-bot-message.ts';

/** WeCom's own limit for files. */
const MOST_BYTES = 20 * 1024 * 1024;
/** How long WeCom keeps a file for us, in milliseconds. */
const KEPT_FOR = 5 * 60_000;
const DOWNLOAD_LIMIT = 10_000;

interface Downloaded {
  name: string | null;
  content: Buffer;
}

/**
 * Fetches a file at once, before WeCom forgets it. Only a document is waited for, because its name comes with it; what
 * could not be had is asked for again when somebody wants it.
 */
export const openFile = async (media: AiBotMedia, now: () => Instant): Promise<IncomingFile> => {
  const until = now() + KEPT_FOR;
  let download = downloaded(media);
  // Whoever fetches it hears of a fault; until then it is nobody's.
  const named = download.then(
    ({ name }) => name,
    () => null,
  );
  const fetchAgain = (): Promise<Downloaded> => {
    if (now() < until) download = downloaded(media);
    return download;
  };
  return {
    name: media.kind === 'file' ? await named : null,
    fetch: async () => (await download.catch(fetchAgain)).content,
  };
};

const downloaded = async ({ url, key }: AiBotMedia): Promise<Downloaded> => {
  const response = await fetch(url, { signal: AbortSignal.timeout(DOWNLOAD_LIMIT) });
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw new Error(`a file could not be fetched: HTTP ${response.status}`);
  }
  const encrypted = await atMost(response.body, MOST_BYTES + 32);
  const content = key ? decryptFile(encrypted, key) : encrypted;
  return { name: nameIn(response.headers.get('content-disposition') ?? ''), content };
};

/** The last part of the name, so that it can never be a path. */
const nameIn = (disposition: string): string | null => {
  const encoded = /filename\*=(?:UTF-8|utf-8)''([^;\s]+)/.exec(disposition)?.[1];
  const given = encoded ?? /filename="?([^";]+)"?/i.exec(disposition)?.[1];
  const name = given && unescaped(given).split(/[/\\]/).at(-1)?.trim();
  return name || null;
};

const unescaped = (text: string): string => {
  // Headers come as Latin-1; some servers put UTF-8 in them as it is.
  const read = Buffer.from(text, 'latin1').toString('utf8');
  try {
    return decodeURIComponent(read);
  } catch {
    return read;
  }
};
