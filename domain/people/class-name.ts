import { inChinese, numberOf } from '../understanding/text/chinese-number.ts';

const NUMBER = '(\\d{1,2}|[一二三四五六七八九十]{1,3})';
/** 三(1)班, 三年级1班, 3年级（1）班, 初一(2)班; a bare 31班 could as well be the thirty-first. */
const WHOLE = new RegExp(
  `^(初?)(?:([一二三四五六七八九])(?:年级|年)?|([1-9])(?:年级|年|[.(-]))[.(-]?${NUMBER}\\)?班?$`,
);
const PART = new RegExp(`^\\(?${NUMBER}\\)?班?$`);
const FIRST_OF_MIDDLE_SCHOOL = 6;

/** The grade (年级) that a name tells, 1 to 9: 七年级, 初一, 七(2)班; null for 2023级, 高一 and whatever tells none. */
export function gradeIn(name: string): number | null {
  const plain = plainName(name);
  const [, middle] = /^初([一二三])/.exec(plain) ?? [];
  if (middle) return FIRST_OF_MIDDLE_SCHOOL + numberOf(middle);
  const [, grade] = /([一二三四五六七八九1-9])(?:年级|\()/.exec(plain) ?? [];
  return grade ? numberOf(grade) : null;
}

/** A class as the house writes it, 三(1)班, where that can be told; else the grade's name and its own as they stand. */
export function houseClassName(name: string, grade?: { name: string; number: number | null }): string {
  const plain = plainName(name);
  const number = grade?.number ?? (grade ? gradeIn(grade.name) : null);
  const part = PART.exec(plain)?.[1];
  if (part && number) return `${inChinese(number)}(${numberOf(part)})班`;
  const [, middle, chinese, digit, within] = WHOLE.exec(plain) ?? [];
  const told = numberOf(chinese ?? digit ?? '') + (middle ? FIRST_OF_MIDDLE_SCHOOL : 0);
  if (within && told <= 9) return `${inChinese(told)}(${numberOf(within)})班`;
  const isTold = !grade || plain.startsWith(plainName(grade.name)) || gradeIn(plain) !== null;
  return isTold ? name.trim() : `${grade.name.trim()}${name.trim()}`;
}

const plainName = (name: string): string => name.normalize('NFKC').replace(/\s/g, '');
