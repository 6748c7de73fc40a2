import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { judged, LABELLED } from './labelled.ts';

const rightShare = (files: readonly string[]): number => {
  const all = files.flatMap(judged);
  return all.filter(({ wrong }) => wrong.length === 0).length / all.length;
};

describe('plain messages labelled by others', () => {
  const files = ['plain/plain-a.jsonl', 'plain/plain-b.jsonl'];

  test('keep their score', () => {
    expect(rightShare(files)).toBe(1);
  });

  test.each(files)('%s records no wrong child', (file) => {
    expect(judged(file).filter(({ harmful }) => harmful)).toEqual([]);
  });
});

describe('what was learnt from strangers is kept', () => {
  const files = readdirSync(new URL('strangers/', LABELLED)).map((name) => `strangers/${name}`);

  test.each(files)('%s is read as its labels say', (file) => {
    const wrong = judged(file).flatMap(({ id, text, wrong: fields }) =>
      fields.length > 0 ? [`${id} ${text}: ${fields.join(', ')}`] : [],
    );
    expect(wrong).toEqual([]);
  });
});

describe('our own labelled messages', () => {
  const cases = judged('own.jsonl').map((one) => ({ ...one, name: `${one.id} ${one.text}` }));

  test.each(cases)('$name', ({ wrong, want, got }) => {
    expect(wrong, JSON.stringify({ want, got })).toEqual([]);
  });
});
