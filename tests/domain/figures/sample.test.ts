import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawSample } from '../../../domain/figures/sample.ts';

const ids = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 30 });

test('the same period draws the same cases, in whatever order they are given, and more of them first the same', () => {
  fc.assert(
    fc.property(ids, fc.integer({ min: 0, max: 30 }), (given, size) => {
      const drawn = drawSample(given, size, '2026年第4季度');
      expect(drawSample(given.toReversed(), size, '2026年第4季度')).toEqual(drawn);
      expect(drawSample(given, size + 1, '2026年第4季度').slice(0, size)).toEqual(drawn);
      expect(drawn.length).toBe(Math.min(size, given.length));
      expect(drawn.every((id) => given.includes(id))).toBe(true);
    }),
  );
});

test('another period draws others', () => {
  const given = Array.from({ length: 100 }, (_, place) => `s${place}`);
  const autumn = drawSample(given, 10, '2026年第3季度');
  expect(drawSample(given, 10, '2026年第4季度')).not.toEqual(autumn);
});
