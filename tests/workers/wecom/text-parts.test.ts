import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainText, textParts } from '../../../workers/wecom/text-parts.ts';

const NUMBER = /^（(\d+)\/(\d+)）\n/;
const bare = (part: string): string => part.replace(NUMBER, '');

test('what fits is left as it is', () => {
  expect(textParts('字'.repeat(682))).toEqual(['字'.repeat(682)]);
  expect(textParts(`${'字'.repeat(682)}ab`)).toHaveLength(1);
  expect(textParts('字'.repeat(683))).toHaveLength(2);
});

test('it is cut after a line, and within one only where the line fits nowhere', () => {
  const lines = `${'甲'.repeat(400)}\n${'乙'.repeat(400)}\n${'丙'.repeat(1000)}`;
  const parts = textParts(lines);
  expect(parts.map((part) => part.slice(0, 5))).toEqual(['（1/4）', '（2/4）', '（3/4）', '（4/4）']);
  expect(parts.map((part) => [...new Set(bare(part).trim())].join(''))).toEqual(['甲', '乙', '丙', '丙']);
});

test('nothing to say is no message', () => {
  expect(textParts('')).toEqual([]);
  expect(textParts(' \n\t')).toEqual([]);
});

const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 4000 }),
  fc
    .array(
      fc.string({
        unit: fc.constantFrom('字', 'a', '😀', '\n', '👨‍👩‍👧', '\u0000', '\ud83d'),
        maxLength: 900,
      }),
    )
    .map((lines) => lines.join('\n')),
);

test('whatever the text: every part fits, says its number, and nothing is lost', () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 64, max: 2048 }), (text, most) => {
      const parts = textParts(text, most);
      for (const part of parts) {
        expect(Buffer.byteLength(part)).toBeLessThanOrEqual(most);
        expect(JSON.stringify(part)).not.toMatch(/\\u/);
        expect(Buffer.from(part).toString()).toBe(part);
      }
      if (plainText(text).trim() === '') expect(parts).toEqual([]);
      else if (parts.length === 1) expect(parts).toEqual([plainText(text)]);
      else {
        expect(parts.map((part) => NUMBER.exec(part)?.slice(1))).toEqual(
          parts.map((_, index) => [`${index + 1}`, `${parts.length}`]),
        );
        expect(parts.map(bare).join('')).toBe(plainText(text));
      }
    }),
  );
});
