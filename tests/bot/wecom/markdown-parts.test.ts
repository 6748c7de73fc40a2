import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MOST_MARKDOWN_BYTES, markdownParts } from '../../../bot/wecom/markdown-parts.ts';

test('what fits is one part, to the last byte', () => {
  const full = `${'字'.repeat(6826)}ab`;
  expect(Buffer.byteLength(full)).toBe(MOST_MARKDOWN_BYTES);
  expect(markdownParts(full)).toEqual([full]);
  expect(markdownParts(`${full}c`)).toEqual([full, 'c']);
});

test('it is cut between lines', () => {
  expect(markdownParts('一班\n二班\n三班', 14)).toEqual(['一班\n二班\n', '三班']);
});

test('only a line that is too long by itself is cut within, and never a character', () => {
  expect(markdownParts('好\n一二三😀五', 7)).toEqual(['好\n', '一二', '三😀', '五']);
});

test.each(['', '\n', ' \n\n '])('of nothing (%j) there is nothing to say', (text) => {
  expect(markdownParts(text)).toEqual([]);
});

test('whatever the text, no part is too long and no word is lost', () => {
  const text = fc.array(fc.string({ unit: 'grapheme', maxLength: 30 })).map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, fc.integer({ min: 4, max: 60 }), (whole, most) => {
      const parts = markdownParts(whole, most);
      for (const part of parts) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(most);
      expect(parts.join('').replace(/\s/g, '')).toBe(whole.replace(/\s/g, ''));
    }),
  );
});
