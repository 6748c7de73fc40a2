import type { Day } from '../calendar/time.ts';
import { maskIdNumber, plainIdNumber } from './masking.ts';

/** What an identity number tells, without the number itself. */
export interface Identity {
  sex: 'girl' | 'boy';
  birth: Day;
  masked: string;
}

/** The age in whole years on a day; it is reached on the birthday itself. */
export const ageOn = (birth: Day, day: Day): number =>
  Number(day.slice(0, 4)) - Number(birth.slice(0, 4)) - (day.slice(4) < birth.slice(4) ? 1 : 0);

/** Reads an identity number of eighteen characters (GB 11643): birth date at 7 to 14, sex at 17. Null for anything else. */
export const identityOf = (idNumber: string | undefined): Identity | null => {
  if (idNumber === undefined) return null;
  const [, year, month, day, sex] =
    /^\d{6}(\d{4})(\d\d)(\d\d)\d\d(\d)[0-9X]$/.exec(plainIdNumber(idNumber)) ?? [];
  if (!year || !month || !day || !sex) return null;
  return {
    sex: Number(sex) % 2 === 1 ? 'boy' : 'girl',
    birth: `${year}-${month}-${day}`,
    masked: maskIdNumber(idNumber),
  };
};
