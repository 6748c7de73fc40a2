import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { notCitable } from '../../domain/parents/law.ts';
import { loadLaw } from '../../seeds/load-law.ts';
import { readYamlOrThrow } from '../../seeds/yaml-file.ts';

const law = loadLaw();
const digests = readYamlOrThrow(
  fileURLToPath(new URL('law-digests.yaml', import.meta.url)),
  z.record(z.string(), z.string()),
);

test('every passage stands word for word as it was verified', () => {
  const ours = Object.fromEntries(
    [...law.values()].map(({ id, text }) => [
      id,
      createHash('sha256').update(text).digest('hex').slice(0, 16),
    ]),
  );
  expect(ours).toEqual(digests);
});

test('what was repealed, is not in force yet, was never verified or does not exist is not cited', () => {
  const [parents = undefined] = [...law.values()].filter(({ id }) => id === 'compulsory-education/5.2');
  if (!parents) throw new Error('the duty of parents is missing');
  const other = new Map([
    ['draft/1', { ...parents, id: 'draft/1', isVerified: false }],
    ['young/1', { ...parents, id: 'young/1', from: '2027-01-01' }],
    ['old/1', { ...parents, id: 'old/1', repealed: '2026-09-01' }],
  ]);
  expect(notCitable(parents.id, law, '2026-09-14')).toBeNull();
  expect(notCitable('public-security-2012/45', law, '2026-09-14')).toContain('已于2026-01-01废止');
  expect(notCitable('old/1', other, '2026-08-31')).toBeNull();
  expect(notCitable('old/1', other, '2026-09-01')).toContain('废止');
  expect(notCitable('young/1', other, '2026-12-31')).toContain('才施行');
  expect(notCitable('draft/1', other, '2026-09-14')).toContain('没有核对');
  expect(notCitable('compulsory-education/99', law, '2026-09-14')).toContain('不在');
});
