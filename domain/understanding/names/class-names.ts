import { Characters, sticky } from '../text/characters.ts';
import { inChinese, numberOf } from '../text/chinese-number.ts';
import type { ClassRoster } from '../types.ts';

const STAGES: readonly (readonly [RegExp, number])[] = [
  [/^初([一二三])/, 6],
  [/^高([一二三])/, 9],
];

interface GradeAndNumber {
  readonly grade: number;
  readonly number: number | null;
}

/** Grade and number of a class name such as 三(2)班, 初一(2)班, 四年级; undefined for 125班. */
function gradeAndNumberOf(name: string): GradeAndNumber | undefined {
  const plain = name.replaceAll('（', '(').replaceAll('）', ')');
  for (const [stage, before] of STAGES) {
    const year = stage.exec(plain)?.[1];
    if (year !== undefined) return inGrade(before + numberOf(year), plain.slice(2));
  }
  const year = /^([一二三四五六七八九]|\d(?!\d))/.exec(plain)?.[1];
  return year === undefined ? undefined : inGrade(numberOf(year), plain.slice(1));
}

function inGrade(grade: number, rest: string): GradeAndNumber | undefined {
  const number = /^(?:年级)?[(.]?([\d一二三四五六七八九十]+)\)?班?$/.exec(rest)?.[1];
  if (number !== undefined) return { grade, number: numberOf(number) };
  return /^(?:年级)?班?$/.test(rest) && rest !== '班' ? { grade, number: null } : undefined;
}

/** The number of a class that is named by the year its pupils came: 2024级3班. */
function cohortNumber(name: string): number | null {
  const number = /^(?:20)?\d{2}级\(?([\d一二三四五六七八九十]{1,2})\)?班?$/.exec(name)?.[1];
  return number === undefined ? null : numberOf(number);
}

function gradeSpellings(grade: number): string[] {
  const spellings = [inChinese(grade), String(grade)];
  if (grade > 6 && grade < 10) spellings.push(`初${inChinese(grade - 6)}`, `初${grade - 6}`);
  if (grade > 9) spellings.push(`高${inChinese(grade - 9)}`, `高${grade - 9}`);
  return spellings;
}

/** What of a class's name is that of the school: 大石岩教学点二年级. */
const SCHOOL = /^.*(?:教学点|小学|中学|学校|完小|校区|分校|村小|校点)(?=.)/;

/** Every way a class is written: 三(2)班, 三2班, 3.2, 三年级二班, 302, 初一3班, 七(3). */
function classSpellings(name: string): string[] {
  const plain = name.replaceAll('（', '(').replaceAll('）', ')');
  const told = gradeAndNumberOf(plain.replace(SCHOOL, ''));
  // 173班 is read out digit by digit: 一七三班.
  if (told === undefined && cohortNumber(plain) !== null) return [plain, plain.replace(/^20/, '')];
  if (told === undefined) {
    // "226 缺2": of three digits the number alone is no count of children.
    const number = /^(\d{3})班$/.exec(plain)?.[1];
    return [plain, plain.replace(/\d/g, (digit) => inChinese(Number(digit))), ...(number ? [number] : [])];
  }
  const { grade, number } = told;
  if (number === null)
    return [plain, ...gradeSpellings(grade).flatMap((year) => [`${year}年级`, `${year}年级班`])];
  const spellings = gradeSpellings(grade).flatMap((year) => numberSpellings(year, number));
  return [...new Set([plain, ...spellings, `${grade}0${number}`, `${grade}0${number}班`])];
}

function numberSpellings(year: string, number: number): string[] {
  return [String(number), inChinese(number)].flatMap((digits) => [
    ...[`${year}(${digits})班`, `${year}${digits}班`, `${year}.${digits}班`, `${year}-${digits}班`],
    ...[`${year}年级${digits}班`, `${year}年级(${digits})班`, `${year}年${digits}班`, `${year}(${digits})`],
    ...[`${year}.${digits}`, `${year}${digits}`, `${year}-${digits}`, `${year}(${digits}班)`],
  ]);
}

export interface ClassMention {
  /** Undefined for a class that the sender may not speak of. */
  readonly roster: ClassRoster | undefined;
  readonly end: number;
}

export interface ClassBook {
  /** `listed`: another class stands directly before. */
  at(text: string, start: number, listed: boolean): ClassMention | undefined;
}

const STRANGER =
  /(?:(?:初|高)[一二三123]|[一二三四五六七八九1-9])(?:年级|年)?[(.]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})\)?班|(?<!\d)\d{2,3}班|[一二三四五六]年级(?!的?老师)/y;

/** "机电3班" where there are only 机电1班 and 机电2班: another class of the same kind. */
function ofSameKind(classes: readonly ClassRoster[]): RegExp | undefined {
  const kinds = classes.flatMap(({ name }) => {
    const kind = /^([\u3400-\u9fff]{2,6})\(?\d{1,2}\)?班$/.exec(name)?.[1];
    return kind === undefined || gradeAndNumberOf(name) !== undefined || SCHOOL.test(name) ? [] : [kind];
  });
  return kinds.length === 0
    ? undefined
    : new RegExp(`(?:${[...new Set(kinds)].join('|')})\\(?\\d{1,2}\\)?班`, 'y');
}

const STRANGER_BEGINS = new Characters('初高一二三四五六七八九0123456789');

const HAS_SUFFIX = /[班级)]$/;

/** Where a bare spelling such as 302 or 七6 could as well be a number, it must stand alone. */
function standsAlone(text: string, start: number, end: number, listed: boolean): boolean {
  const before = text.slice(Math.max(0, start - 3), start);
  if (/[应实到来有共数人][: ]+$/.test(before)) return false;
  // "实31", "应该是32", "写成31": what is counted or put right.
  if (/[实应是成为缺差少共]$/.test(before) && /^\d+$/.test(text.slice(start, end))) return false;
  const apart =
    listed ||
    (!/(?:[\d一二三四五六七八九十/应到来第])$/.test(before) &&
      !/\d\.$/.test(/\d/.test(text.charAt(start)) ? before : ''));
  return apart && !/(?:[\d人个名位天号月日节点分/岁度次周]|\.\d)/y.test(text.slice(end, end + 2));
}

/** "六年级" of a school that has one sixth class. */
function onlyClasses(classes: readonly ClassRoster[]): [string, ClassRoster][] {
  const graded = classes.flatMap((roster) => {
    const grade = gradeAndNumberOf(roster.name)?.grade;
    return grade === undefined ? [] : [{ grade, roster }];
  });
  return graded
    .filter(({ grade }) => graded.filter((other) => other.grade === grade).length === 1)
    .flatMap(({ grade, roster }) =>
      gradeSpellings(grade).map((year): [string, ClassRoster] => [`${year}年级`, roster]),
    );
}

/** "三班" where only one class has that number. */
function onlyNumbers(classes: readonly ClassRoster[]): [string, ClassRoster][] {
  const numbered = classes.flatMap((roster) => {
    const number = gradeAndNumberOf(roster.name)?.number ?? cohortNumber(roster.name);
    return number === null ? [] : [{ number, roster }];
  });
  return numbered
    .filter(({ number }) => numbered.filter((other) => other.number === number).length === 1)
    .flatMap(({ number, roster }) =>
      [`${number}班`, `${inChinese(number)}班`].map((said): [string, ClassRoster] => [said, roster]),
    );
}

/** Longest spelling first, so that 七(1)班 is not taken for 七(1). */
export function classBook(classes: readonly ClassRoster[]): ClassBook {
  const spellings = new Map<string, ClassRoster | null>();
  for (const roster of classes) {
    for (const spelling of classSpellings(roster.name)) {
      // A spelling that two classes share names neither.
      const other = spellings.get(spelling);
      spellings.set(spelling, other === undefined || other === roster ? roster : null);
    }
    spellings.set(roster.name, roster);
  }
  for (const [number, roster] of onlyNumbers(classes))
    if (!spellings.has(number)) spellings.set(number, roster);
  for (const [year, roster] of onlyClasses(classes)) if (!spellings.has(year)) spellings.set(year, roster);
  const others = ofSameKind(classes);
  const firsts = new Characters(spellings.keys());
  const longest = Math.max(0, ...[...spellings.keys()].map((spelling) => spelling.length));
  return {
    at(text, start, listed) {
      if (firsts.at(text, start)) {
        for (let length = longest; length > 1; length--) {
          const end = start + length;
          const spelling = text.slice(start, end);
          const roster = spelling.length === length ? spellings.get(spelling) : undefined;
          if (roster && (HAS_SUFFIX.test(spelling) || standsAlone(text, start, end, listed)))
            return { roster, end };
        }
      }
      const beside = others && sticky(others, text, start)?.[0];
      if (!beside && !STRANGER_BEGINS.at(text, start)) return undefined;
      const stranger = beside ?? sticky(STRANGER, text, start)?.[0];
      return stranger === undefined ? undefined : { roster: undefined, end: start + stranger.length };
    },
  };
}
