import { createDecipheriv, timingSafeEqual } from 'node:crypto';
import { encrypt, getSignature } from '@wecom/crypto';

/** What WeCom and we share for one callback address. */
export interface EnvelopeKeys {
  token: string;
  /** 43 letters and digits. */
  encodingAesKey: string;
  /** Corp id for an app of one's own; empty for an AI bot. */
  receiveId: string;
}

/** What WeCom puts into the query beside an encrypted text, exactly as received. */
export interface Seal {
  signature: string;
  timestamp: string;
  nonce: string;
}

export type Unsealed =
  | { ok: true; message: string }
  | { ok: false; reason: 'cipher' | 'padding' | 'length' | 'receiver' };

const KEY = /^[A-Za-z0-9]{43}$/;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const BLOCK = 32;
const RANDOM_BYTES = 16;
const HEAD_BYTES = RANDOM_BYTES + 4;

/** Throws when the key cannot be one; said at start rather than with the first message. */
export const checkKeys = ({ token, encodingAesKey }: EnvelopeKeys): void => {
  if (!/^[A-Za-z0-9]{1,32}$/.test(token))
    throw new Error('the callback token is not 1 to 32 letters and digits');
  if (!KEY.test(encodingAesKey)) throw new Error('the EncodingAESKey is not 43 letters and digits');
};

/** Whether the one who sent this knows the token. Takes the same time whatever is wrong. */
export const isSigned = (
  token: string,
  { signature, timestamp, nonce }: Seal,
  encrypted: string,
): boolean => {
  const expected = Buffer.from(getSignature(token, timestamp, nonce, encrypted));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
};

/**
 * Opens an encrypted text whose signature was checked. Stricter than `decrypt` of @wecom/crypto, which takes any
 * padding, length and receiver.
 */
export const unseal = ({ encodingAesKey, receiveId }: EnvelopeKeys, encrypted: string): Unsealed => {
  const padded = decipher(encodingAesKey, encrypted);
  if (!padded) return { ok: false, reason: 'cipher' };
  const plain = unpad(padded);
  if (!plain) return { ok: false, reason: 'padding' };
  if (plain.length < HEAD_BYTES) return { ok: false, reason: 'length' };
  const end = HEAD_BYTES + plain.readUInt32BE(RANDOM_BYTES);
  if (end > plain.length) return { ok: false, reason: 'length' };
  if (!plain.subarray(end).equals(Buffer.from(receiveId))) return { ok: false, reason: 'receiver' };
  return { ok: true, message: plain.toString('utf8', HEAD_BYTES, end) };
};

/** Encrypts and signs an answer. `random` (16 bytes) only for a result that is the same each time. */
export const seal = (
  { token, encodingAesKey, receiveId }: EnvelopeKeys,
  message: string,
  { timestamp, nonce, random }: { timestamp: string; nonce: string; random?: Buffer },
): Seal & { encrypted: string } => {
  const encrypted = encrypt(encodingAesKey, message, receiveId, random);
  return { encrypted, signature: getSignature(token, timestamp, nonce, encrypted), timestamp, nonce };
};

/** Undefined for what is no ciphertext of ours. Node takes off 16-byte padding only, so it must leave it alone. */
const decipher = (encodingAesKey: string, encrypted: string): Buffer | undefined => {
  if (!BASE64.test(encrypted)) return undefined;
  const sealed = Buffer.from(encrypted, 'base64');
  if (sealed.length === 0 || sealed.length % BLOCK !== 0) return undefined;
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  const cipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(sealed), cipher.final()]);
};

/** PKCS#7 with blocks of 32 bytes: every byte of the padding says how long it is. */
const unpad = (padded: Buffer): Buffer | undefined => {
  const length = padded.at(-1) ?? 0;
  if (length < 1 || length > BLOCK) return undefined;
  const padding = padded.subarray(-length);
  return padding.every((byte) => byte === length) ? padded.subarray(0, -length) : undefined;
};
