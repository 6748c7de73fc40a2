import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { phoneDigits, plainIdNumber } from '../domain/people/masking.ts';

/** The one place in the database where a sealed value may be opened again. */
export interface SealedField {
  readonly table: string;
  readonly column: string;
  readonly row: string;
}

/** What can be looked up without opening it. */
export type IndexKind = 'phone' | 'id_number' | 'listed_child';

/** Seals single fields and finds them again by a blind index. */
export interface Secrets {
  /** The text as `v1.<iv>.<tag>.<data>`, base64url; never the same twice. */
  seal(text: string, where: SealedField): string;
  /** The text again; throws a `SecretError` when key, place or a single bit is not what it was. */
  open(envelope: string, where: SealedField): string;
  /** A keyed digest equal for equal normalised values; throws a `SecretError` when nothing is left to index. */
  index(text: string, kind: IndexKind): string;
}

/** A sealed field that cannot be read or made; its message names the place, never the content. */
export class SecretError extends Error {
  override name = 'SecretError';
  readonly code: 'malformed' | 'unknown_version' | 'refused' | 'nothing_to_index';

  constructor(code: SecretError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

const VERSION = 'v1';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_FILE = 'data.key';

const normalise: Record<IndexKind, (text: string) => string> = {
  phone: phoneDigits,
  id_number: plainIdNumber,
  listed_child: (text) => text,
};

const name = ({ table, column, row }: SealedField): string => `${table}.${column} of row ${row}`;

// JSON keeps the parts apart: ("a", "bc") and ("ab", "c") must not bind alike.
const binding = ({ table, column, row }: SealedField): Buffer =>
  Buffer.from(JSON.stringify([VERSION, table, column, row]), 'utf8');

const derive = (key: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `not-one-less ${purpose} ${VERSION}`, KEY_BYTES));

/** Opens the box that `key` (32 bytes) belongs to. Sealing and indexing use keys derived from it. */
export function openSecrets(key: Buffer): Secrets {
  if (key.length !== KEY_BYTES) throw new Error(`The data key has ${key.length} bytes; it must have 32.`);
  const sealKey = derive(key, 'seal');
  const indexKey = derive(key, 'index');
  return {
    seal: (text, where) => seal(sealKey, text, where),
    open: (envelope, where) => open(sealKey, envelope, where),
    index: (text, kind) => index(indexKey, text, kind),
  };
}

function seal(key: Buffer, text: string, where: SealedField): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES }).setAAD(binding(where));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return [VERSION, ...[iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.');
}

function open(key: Buffer, envelope: string, where: SealedField): string {
  const { iv, tag, sealed } = unpack(envelope, where);
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(binding(where)).setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8');
  } catch (cause) {
    const why = 'it was changed, moved from another row, or sealed with another key';
    throw new SecretError('refused', `The sealed ${name(where)} does not open: ${why}.`, { cause });
  }
}

function unpack(envelope: string, where: SealedField): { iv: Buffer; tag: Buffer; sealed: Buffer } {
  const [version, ...parts] = envelope.split('.');
  if (version !== VERSION) {
    throw new SecretError('unknown_version', `The sealed ${name(where)} does not start with ${VERSION}.`);
  }
  const [iv, tag, sealed] = parts.map(bytesOf);
  if (parts.length !== 3 || iv?.length !== IV_BYTES || tag?.length !== TAG_BYTES || !sealed) {
    throw new SecretError('malformed', `The sealed ${name(where)} is cut off or garbled.`);
  }
  return { iv, tag, sealed };
}

// Node skips what is not base64url; only text that comes out the same again is taken, so no two spellings open.
function bytesOf(part: string): Buffer | null {
  const bytes = Buffer.from(part, 'base64url');
  return bytes.toString('base64url') === part ? bytes : null;
}

function index(key: Buffer, text: string, kind: IndexKind): string {
  const plain = normalise[kind](text);
  if (plain === '')
    throw new SecretError('nothing_to_index', `There is no ${kind} to index in what was given.`);
  return createHmac('sha256', key).update(`${kind}:${plain}`, 'utf8').digest('base64url');
}

/**
 * The data key: `dataKey` (the setting DATA_KEY) when given, else the file `data.key` in `dataDir`, made once and
 * readable by its owner only. Two processes starting together get the same key. Throws one sentence saying what
 * is wrong. Whoever loses the key loses what is sealed: it belongs in the backup, apart from the database.
 */
export function readOrMakeKey(dataDir: string, dataKey?: string): Buffer {
  if (dataKey !== undefined && dataKey !== '') return parseKey(dataKey, 'DATA_KEY');
  const file = join(dataDir, KEY_FILE);
  return readKeyFile(file) ?? makeKeyFile(dataDir, file);
}

function parseKey(text: string, source: string): Buffer {
  const key = text.trim();
  if (/^[0-9a-f]{64}$/i.test(key)) return Buffer.from(key, 'hex');
  const bytes = /^[A-Za-z0-9+/_-]{43}=?$/.test(key) ? Buffer.from(key, 'base64') : null;
  if (bytes?.length === KEY_BYTES) return bytes;
  throw new Error(
    `${source} must be 64 hexadecimal digits or the base64 of 32 bytes; it has ${key.length} characters of another kind.`,
  );
}

function readKeyFile(file: string): Buffer | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    if (isCode(cause, 'ENOENT')) return null;
    throw new Error(`The key file ${file} cannot be read.`, { cause });
  }
  // A key put back from a backup often arrives readable by all.
  chmodSync(file, 0o600);
  return parseKey(text, `The key file ${file}`);
}

// Written aside and then linked: a key appears whole or not at all, and the second of two makers takes the first's.
function makeKeyFile(dataDir: string, file: string): Buffer {
  const draft = join(dataDir, `.${KEY_FILE}.${randomUUID()}`);
  mkdirSync(dataDir, { recursive: true });
  try {
    writeFileSync(draft, `${randomBytes(KEY_BYTES).toString('hex')}\n`, {
      mode: 0o600,
      flag: 'wx',
      flush: true,
    });
    linkSync(draft, file);
  } catch (cause) {
    if (!isCode(cause, 'EEXIST')) throw new Error(`The key file ${file} cannot be made.`, { cause });
  } finally {
    rmSync(draft, { force: true });
  }
  const key = readKeyFile(file);
  if (!key) throw new Error(`The key file ${file} vanished while it was being made.`);
  return key;
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
