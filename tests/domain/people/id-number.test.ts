import { describe, expect, test } from 'vitest';
import {
  bearerOf,
  idNumberFault,
  idNumberInStudentNumber,
  isNearIdNumber,
} from '../../../domain/people/id-number.ts';

const SOUND = '539900201703040013';

describe('an identity number', () => {
  test.each([
    ['sound', '11010519491231002X', null],
    ['last character wrong', '110105194912310021', 'checksum'],
    ['no such day', '110105194913310021', 'birthday'],
    ['fifteen digits', '110105491231002', 'number'],
    ['a letter inside', '1101051949123X0021', 'number'],
  ])('%s', (_, plain, fault) => {
    expect(idNumberFault(plain)).toBe(fault);
  });

  test('tells birthday and sex', () => {
    expect(bearerOf('11010519491231002X')).toEqual({ birth: '1949-12-31', sex: 'female' });
    expect(bearerOf(SOUND)).toEqual({ birth: '2017-03-04', sex: 'male' });
  });

  test('stands inside a national student number that begins with G', () => {
    expect(idNumberInStudentNumber(`g${SOUND}`)).toBe(SOUND);
    expect(idNumberInStudentNumber(`L${SOUND}`)).toBeNull();
  });

  test.each([
    ['the same', SOUND, true],
    ['one digit wrong', '539900201703040113', true],
    ['two digits swapped', '539900201703040031', true],
    ['the old form', '539900170304001', true],
    ['two digits wrong', '539900201703041113', false],
    ['somebody else’s old form', '539900170304002', false],
    ['one digit missing', SOUND.slice(1), false],
  ])('%s: near or not', (_, other, isNear) => {
    expect(isNearIdNumber(SOUND, other)).toBe(isNear);
    expect(isNearIdNumber(other, SOUND)).toBe(isNear);
  });
});
