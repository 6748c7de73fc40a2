import { readFile } from 'node:fs/promises';
import path from 'node:path';

const FOLDER = path.join(import.meta.dirname, 'page');

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
};

/** A file of the page by its bare name; null for any other name, so that no path leads out of the folder. */
export const pageFile = async (name: string): Promise<{ type: string; content: Buffer } | null> => {
  const [, ending = ''] = /^[a-z0-9-]+\.([a-z]+)$/.exec(name) ?? [];
  const type = Object.hasOwn(TYPES, ending) ? TYPES[ending] : undefined;
  if (!type) return null;
  try {
    return { type, content: await readFile(path.join(FOLDER, name)) };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
};
