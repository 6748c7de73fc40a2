import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSecrets, readOrMakeKey, type SealedField, SecretError } from '../../prisma/secrets.ts';

const key = Buffer.alloc(32, 7);
const secrets = openSecrets(key);
const where: SealedField = { table: 'guardian', column: 'phone', row: 'g1' };

const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof SecretError) return error.code;
    throw error;
  }
  return 'no error';
};

describe('a sealed field', () => {
  test('opens again where it was sealed, whatever the text and place', () => {
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(text, text, text, text, (plain, table, column, row) => {
        const place = { table, column, row };
        expect(secrets.open(secrets.seal(plain, place), place)).toBe(plain);
      }),
    );
  });

  test('is a versioned envelope of four parts that does not show the text', () => {
    const envelope = secrets.seal('13812345678', where);
    expect(envelope).toMatch(/^v1\.[\w-]{16}\.[\w-]{22}\.[\w-]+$/);
    expect(Buffer.from(envelope.split('.')[3] ?? '', 'base64url').toString('utf8')).not.toContain('138');
  });

  test('is never the same twice', () => {
    const made = Array.from({ length: 200 }, () => secrets.seal('13812345678', where));
    expect(new Set(made).size).toBe(200);
  });

  test.each<[string, SealedField]>([
    ['another row', { ...where, row: 'g2' }],
    ['another column', { ...where, column: 'id_number' }],
    ['another table', { ...where, table: 'student' }],
    ['parts cut elsewhere', { table: 'guardian', column: 'phoneg', row: '1' }],
  ])('does not open in %s', (_name, place) => {
    const envelope = secrets.seal('13812345678', where);
    expect(() => secrets.open(envelope, place)).toThrow(/does not open: it was changed, moved/);
    expect(codeOf(() => secrets.open(envelope, place))).toBe('refused');
  });

  test('does not open with another key', () => {
    const other = openSecrets(Buffer.alloc(32, 8));
    expect(codeOf(() => other.open(secrets.seal('x', where), where))).toBe('refused');
  });

  test('does not open when any single character is another', () => {
    const envelope = secrets.seal('张伟 13812345678', where);
    for (let at = 3; at < envelope.length; at += 1) {
      const letter = envelope[at] === 'A' ? 'B' : 'A';
      const changed = envelope.slice(0, at) + letter + envelope.slice(at + 1);
      expect(['refused', 'malformed']).toContain(codeOf(() => secrets.open(changed, where)));
    }
  });

  test.each([
    ['plain text', '13812345678', 'unknown_version'],
    ['a later version', 'v2.a.b.c', 'unknown_version'],
    ['nothing', '', 'unknown_version'],
    ['too few parts', 'v1.AAAA', 'malformed'],
    ['a short tag', `v1.${'A'.repeat(16)}.AAAA.AAAA`, 'malformed'],
    ['a part too many', `${openSecrets(key).seal('x', where)}.AAAA`, 'malformed'],
  ])('is refused when it is %s', (_name, envelope, code) => {
    expect(codeOf(() => secrets.open(envelope, where))).toBe(code);
  });

  test('names its place and never its content when it fails', () => {
    const envelope = secrets.seal('13812345678', where);
    expect(() => secrets.open(envelope, { ...where, row: 'g2' })).toThrow('guardian.phone of row g2');
    expect(() => secrets.open('13812345678', where)).not.toThrow('13812345678');
  });
});

describe('a blind index', () => {
  test.each<['phone' | 'id_number', string, string]>([
    ['phone', '138 1234 5678', '13812345678'],
    ['phone', '+86-13812345678', '１３８１２３４５６７８'],
    ['id_number', '53011320120101123x', ' 530113 20120101 123X '],
  ])('of a %s is equal for %s and %s', (kind, one, other) => {
    expect(secrets.index(one, kind)).toBe(secrets.index(other, kind));
  });

  test('differs by value, by kind and by key', () => {
    const all = [
      secrets.index('13812345678', 'phone'),
      secrets.index('13812345679', 'phone'),
      secrets.index('13812345678', 'id_number'),
      openSecrets(Buffer.alloc(32, 8)).index('13812345678', 'phone'),
    ];
    expect(new Set(all).size).toBe(4);
  });

  test('keeps different numbers apart', () => {
    const mobile = fc.stringMatching(/^1[3-9][0-9]{9}$/);
    fc.assert(
      fc.property(mobile, mobile, (one, other) => {
        expect(secrets.index(one, 'phone') === secrets.index(other, 'phone')).toBe(one === other);
      }),
    );
  });

  test('is refused when no digit is left', () => {
    expect(codeOf(() => secrets.index('无', 'phone'))).toBe('nothing_to_index');
  });
});

describe('the data key', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'key-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('is made once, readable by its owner only, and the same at every later start', () => {
    const home = join(folder, 'new', 'data');
    const made = readOrMakeKey(home);
    expect(made).toHaveLength(32);
    expect(readOrMakeKey(home)).toEqual(made);
    expect(readdirSync(home)).toEqual(['data.key']);
    expect(statSync(join(home, 'data.key')).mode & 0o777).toBe(0o600);
  });

  test('differs from one installation to the next', () => {
    expect(readOrMakeKey(join(folder, 'a'))).not.toEqual(readOrMakeKey(join(folder, 'b')));
  });

  test('is closed again to others when the file came back readable by all', () => {
    const made = readOrMakeKey(folder);
    chmodSync(join(folder, 'data.key'), 0o644);
    expect(readOrMakeKey(folder)).toEqual(made);
    expect(statSync(join(folder, 'data.key')).mode & 0o777).toBe(0o600);
  });

  test.each([
    ['64 hexadecimal digits', key.toString('hex')],
    ['upper-case digits', key.toString('hex').toUpperCase()],
    ['base64', key.toString('base64')],
    ['base64url without padding', key.toString('base64url')],
  ])('is read from the setting as %s, and no file is made', (_name, setting) => {
    expect(readOrMakeKey(folder, setting)).toEqual(key);
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each([
    ['a password', 'correct horse battery staple'],
    ['63 digits', key.toString('hex').slice(1)],
    ['the base64 of 31 bytes', Buffer.alloc(31).toString('base64')],
  ])('is refused in one sentence that keeps the secret when the setting is %s', (_name, setting) => {
    expect(() => readOrMakeKey(folder, setting)).toThrow(/^DATA_KEY must be 64 hexadecimal digits or .*\.$/);
    expect(() => readOrMakeKey(folder, setting)).not.toThrow(setting);
  });

  test('is not made anew when the file is garbled', () => {
    const file = join(folder, 'data.key');
    writeFileSync(file, 'half');
    expect(() => readOrMakeKey(folder)).toThrow(`The key file ${file} must be`);
    expect(readFileSync(file, 'utf8')).toBe('half');
  });

  test('is named in the error when its folder cannot be made', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => readOrMakeKey(join(folder, 'file'))).toThrow(/key file .*data\.key cannot be/);
  });

  test.each([0, 16, 31, 33])('of %i bytes is refused', (length) => {
    expect(() => openSecrets(Buffer.alloc(length))).toThrow('must have 32');
  });
});
