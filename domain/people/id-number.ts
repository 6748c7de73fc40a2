import { type Day, isDay } from '../calendar/time.ts';
import { plainIdNumber } from './masking.ts';

/** What is wrong with an identity number: its characters, the day of birth in it, its last character. */
export type IdNumberFault = 'number' | 'birthday' | 'checksum';

export type Sex = 'male' | 'female';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

const birthIn = (plain: string): Day => `${plain.slice(6, 10)}-${plain.slice(10, 12)}-${plain.slice(12, 14)}`;

/** What is wrong with an identity number (GB 11643), given as `plainIdNumber` writes it; null for a sound one. */
export function idNumberFault(plain: string): IdNumberFault | null {
  if (!/^\d{17}[\dX]$/.test(plain)) return 'number';
  if (!isDay(birthIn(plain))) return 'birthday';
  return checkCharacter(plain) === plain[17] ? null : 'checksum';
}

/** The last character that belongs to the first seventeen. */
export const checkCharacter = (plain: string): string =>
  '10X98765432'.charAt(
    WEIGHTS.reduce((total, weight, place) => total + weight * Number(plain[place]), 0) % 11,
  );

/** The day of birth and the sex that a sound number tells. */
export const bearerOf = (plain: string): { birth: Day; sex: Sex } => ({
  birth: birthIn(plain),
  sex: Number(plain[16]) % 2 === 1 ? 'male' : 'female',
});

/** The number that a national student number (学籍号) holds when it was made from one: `G` and 18 characters. */
export const idNumberInStudentNumber = (studentNumber: string): string | null => {
  const [, inside = null] = /^G(\d{17}[\dX])$/.exec(plainIdNumber(studentNumber)) ?? [];
  return inside;
};

/** The fifteen digits of numbers given out until 1999: without the century and the last character. */
export const shortIdNumber = (plain: string): string =>
  plain.length === 18 ? plain.slice(0, 6) + plain.slice(8, 17) : plain;

/** Whether one number may be the other with a slip: one wrong digit, two swapped, or the old form of fifteen digits. */
export function isNearIdNumber(one: string, other: string): boolean {
  if (one === other) return true;
  if (one.length !== other.length)
    return one.length * other.length === 15 * 18 && shortIdNumber(one) === shortIdNumber(other);
  const differing = [...one].flatMap((char, place) => (char === other[place] ? [] : [place]));
  const [first = 0, second = 0] = differing;
  if (differing.length === 1) return true;
  return (
    differing.length === 2 &&
    second === first + 1 &&
    one[first] === other[second] &&
    one[second] === other[first]
  );
}
