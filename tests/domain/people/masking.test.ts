import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskIdNumber, maskPhone, phoneDigits, plainIdNumber } from '../../../domain/people/masking.ts';

test.each([
  ['a mobile number', '13812345678', '138****5678'],
  ['with spaces and country code', '+86 138-1234-5678', '138****5678'],
  ['with the long country code', '0086 13812345678', '138****5678'],
  ['in full-width digits', '１３８１２３４５６７８', '138****5678'],
  ['a landline', '0871-62123456', '****3456'],
  ['a short number', '12345', '****'],
  ['nothing', '', '****'],
])('a phone is masked: %s', (_name, phone, masked) => {
  expect(maskPhone(phone)).toBe(masked);
});

test.each([
  ['eighteen characters', '530113201201011234', '****1234'],
  ['a check letter in lower case', '53011320120101123x', '****123X'],
  ['a fragment', '1234', '****'],
  ['nothing', '', '****'],
])('an identity number is masked: %s', (_name, idNumber, masked) => {
  expect(maskIdNumber(idNumber)).toBe(masked);
});

test('normalising twice changes nothing more', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(phoneDigits(phoneDigits(text))).toBe(phoneDigits(text));
      expect(plainIdNumber(plainIdNumber(text))).toBe(plainIdNumber(text));
    }),
  );
});

test('at least four characters stay hidden, whatever was typed', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9X -]{0,24}$/), (text) => {
      const shown = maskPhone(text).replace(/\*/g, '').length;
      expect(shown).toBeLessThanOrEqual(Math.max(0, phoneDigits(text).length - 4));
      const shownId = maskIdNumber(text).replace(/\*/g, '').length;
      expect(shownId).toBeLessThanOrEqual(Math.max(0, plainIdNumber(text).length - 4));
    }),
  );
});
