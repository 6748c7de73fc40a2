import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  childrenIn,
  type KeptMark,
  type ListedMark,
  listChanges,
  listPeriod,
} from '../../../domain/comparison/changes.ts';

const mark = (id: string, told: Partial<KeptMark> = {}): KeptMark => ({
  id,
  list: 'A',
  township: 't1',
  digest: 'd',
  state: 'open',
  period: '2026秋-A-1/2',
  ...told,
});
const wanted = (id: string, told: Partial<ListedMark> = {}): ListedMark => {
  const { state: _, period: __, ...own } = mark(id, told);
  return own;
};
const changes = (current: readonly KeptMark[], now: readonly ListedMark[]) =>
  listChanges(current, now, '2026秋', 2);

describe('a run', () => {
  test('begins one duty for each township’s list, with how many children', () => {
    const { begun, added } = changes(
      [],
      [wanted('a'), wanted('b'), wanted('c', { township: null }), wanted('d', { list: 'C' })],
    );
    expect(begun).toEqual([
      { township: 't1', list: 'A', period: '2026秋-A-2/2', count: 2 },
      { township: null, list: 'A', period: '2026秋-A-2/1', count: 1 },
      { township: 't1', list: 'C', period: '2026秋-C-2/1', count: 1 },
    ]);
    expect(added.map(({ id, period }) => [id, period])).toEqual([
      ['a', '2026秋-A-2/2'],
      ['b', '2026秋-A-2/2'],
      ['c', '2026秋-A-2/1'],
      ['d', '2026秋-C-2/1'],
    ]);
  });

  test('puts a new child to the duty that is still open', () => {
    const { begun, added } = changes([mark('a')], [wanted('a'), wanted('b')]);
    expect([begun, added.map(({ period }) => period)]).toEqual([[], ['2026秋-A-1/2']]);
  });

  test('begins anew when all children of the duty before are answered', () => {
    const { begun } = changes([mark('a', { state: 'explained' })], [wanted('a'), wanted('b')]);
    expect(begun.map(({ period }) => period)).toEqual(['2026秋-A-2/1']);
  });

  test('ends a duty of which no child is left, and asks again about a child who comes back', () => {
    expect(changes([mark('a')], []).ended).toEqual([{ township: 't1', list: 'A', period: '2026秋-A-1/2' }]);
    const back = changes([mark('a', { state: 'gone' })], [wanted('a')]);
    expect(back.begun).toHaveLength(1);
  });

  test('takes no answer back', () => {
    const answered = mark('a', { state: 'elsewhere' });
    expect(changes([answered], [])).toMatchObject({ gone: [], ended: [] });
    expect(changes([answered], [wanted('a', { digest: 'other' })])).toMatchObject({ added: [], begun: [] });
  });
});

test('a second run that finds the same changes nothing', () => {
  const marks = fc.uniqueArray(
    fc.record({
      id: fc.string({ minLength: 1 }),
      list: fc.constantFrom('A' as const, 'C' as const, 'unresolved' as const),
      township: fc.constantFrom('t1', 't2', null),
      digest: fc.constantFrom('d', 'e'),
    }),
    { selector: ({ id }) => id, maxLength: 12 },
  );
  fc.assert(
    fc.property(marks, (listed) => {
      const first = listChanges([], listed, '2026秋', 1);
      const kept = first.added.map((added): KeptMark => ({ ...added, state: 'open' }));
      expect(listChanges(kept, listed, '2026秋', 2)).toEqual({
        added: [],
        changed: [],
        gone: [],
        same: listed.length,
        begun: [],
        ended: [],
      });
    }),
  );
});

test('a duty’s period tells how many children it began with', () => {
  expect(childrenIn(listPeriod('2026秋', 'unresolved', 3, 12))).toBe(12);
  expect(childrenIn('2026秋')).toBeNull();
  expect(childrenIn('2026-09-14')).toBeNull();
});
