import { createCipheriv } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkKeys, type EnvelopeKeys, isSigned, seal, unseal } from '../../../bot/wecom/envelope.ts';
import vectors from '../../fixtures/wecom/envelopes.json' with { type: 'json' };

const keys: EnvelopeKeys = {
  token: 'countyToken2024',
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  receiveId: 'ww0123456789abcdef',
};

test.each(vectors)('$name is opened', ({ token, encrypted, message, ...vector }) => {
  expect(isSigned(token, vector, encrypted)).toBe(true);
  expect(unseal({ token, ...vector }, encrypted)).toEqual({ ok: true, message });
});

test.each(vectors)('$name is made, byte for byte', ({ random, message, encrypted, signature, ...vector }) => {
  const sealed = seal(vector, message, { ...vector, random: Buffer.from(random) });
  expect(sealed).toMatchObject({ encrypted, signature });
});

test.each(vectors)('$name with any part of its seal changed is not signed', (vector) => {
  const { token, signature, encrypted } = vector;
  const changed = [
    isSigned(`${token}x`, vector, encrypted),
    isSigned(token, { ...vector, signature: signature.toUpperCase() }, encrypted),
    isSigned(token, { ...vector, signature: signature.slice(1) }, encrypted),
    isSigned(token, { ...vector, signature: '' }, encrypted),
    isSigned(token, { ...vector, timestamp: `${vector.timestamp}0` }, encrypted),
    isSigned(token, { ...vector, nonce: '' }, encrypted),
    isSigned(token, vector, `${encrypted}A`),
  ];
  expect(changed).not.toContain(true);
});

test('whatever is sealed opens again, whatever its length', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.stringMatching(/^\w{0,20}$/),
      (text, receiveId) => {
        const own = { ...keys, receiveId };
        const { encrypted, ...signed } = seal(own, text, { timestamp: '1', nonce: 'n' });
        expect(isSigned(own.token, signed, encrypted)).toBe(true);
        expect(unseal(own, encrypted)).toEqual({ ok: true, message: text });
      },
    ),
  );
});

/** Encrypts these very bytes, padding and all. */
const sealedBytes = (bytes: Buffer): string => {
  const key = Buffer.from(`${keys.encodingAesKey}=`, 'base64');
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(bytes), cipher.final()]).toString('base64');
};
const packed = (message: string, length: number, receiver: string): Buffer => {
  const head = Buffer.alloc(20, 7);
  head.writeUInt32BE(length, 16);
  return Buffer.concat([head, Buffer.from(message + receiver)]);
};
const padded = (bytes: Buffer): Buffer => {
  const length = 32 - (bytes.length % 32);
  return Buffer.concat([bytes, Buffer.alloc(length, length)]);
};

const corrupt: [string, string, string][] = [
  ['nothing', '', 'cipher'],
  ['no base64', '中文', 'cipher'],
  ['half a block', Buffer.alloc(16).toString('base64'), 'cipher'],
  ['a padding of zero', sealedBytes(Buffer.alloc(32, 0)), 'padding'],
  ['a padding longer than a block', sealedBytes(Buffer.alloc(32, 33)), 'padding'],
  [
    'a padding whose bytes differ',
    sealedBytes(Buffer.concat([Buffer.alloc(31, 1), Buffer.from([2])])),
    'padding',
  ],
  ['only padding', sealedBytes(Buffer.alloc(32, 32)), 'length'],
  ['a length beyond the end', sealedBytes(padded(packed('x', 1000, keys.receiveId))), 'length'],
  ['another receiver', sealedBytes(padded(packed('x', 1, 'ww9999999999999999'))), 'receiver'],
  ['a receiver that goes on', sealedBytes(padded(packed('x', 1, `${keys.receiveId}0`))), 'receiver'],
  ['no receiver', sealedBytes(padded(packed('x', 1, ''))), 'receiver'],
];

test.each(corrupt)('%s is not opened', (_name, encrypted, reason) => {
  expect(unseal(keys, encrypted)).toEqual({ ok: false, reason });
});

test('a text sealed under another key is not opened', () => {
  const { encrypted } = seal({ ...keys, encodingAesKey: 'B'.repeat(43) }, 'x', {
    timestamp: '1',
    nonce: 'n',
  });
  expect(unseal(keys, encrypted).ok).toBe(false);
});

test.each([
  { ...keys, token: '' },
  { ...keys, token: 'with-dash' },
  { ...keys, token: 'x'.repeat(33) },
  { ...keys, encodingAesKey: 'short' },
  { ...keys, encodingAesKey: `${'a'.repeat(42)}+` },
])('keys that cannot be are found at start (%#)', (wrong) => {
  expect(() => checkKeys(wrong)).toThrow();
});
