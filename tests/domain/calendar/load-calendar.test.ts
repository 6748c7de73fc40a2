import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chineseDays from 'chinese-days';
import { afterAll, describe, expect, test } from 'vitest';
import { overrideNational } from '../../../domain/calendar/national-calendar.ts';
import { schoolCalendar } from '../../../domain/calendar/school-calendar.ts';
import type { Day } from '../../../domain/calendar/time.ts';
import { addDays } from '../../../domain/calendar/time.ts';
import { loadCountyCalendar, loadNationalCalendar, loadTerms } from '../../../seeds/load-calendar.ts';
import { YamlFileError } from '../../../seeds/yaml-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'calendar-'));
afterAll(() => rmSync(folder, { recursive: true }));

const written = (text: string): string => {
  const path = join(folder, 'calendar.yaml');
  writeFileSync(path, text);
  return path;
};
const problemsOf = (load: () => unknown): string[] => {
  try {
    load();
  } catch (error) {
    if (error instanceof YamlFileError) return error.problems.map((line) => line.replace(/^.*\//u, ''));
    throw error;
  }
  return [];
};

describe('the published years', () => {
  const calendar = schoolCalendar(loadTerms(), loadNationalCalendar());
  const daysOfYear = (year: number): Day[] =>
    Array.from({ length: 366 }, (_, i) => addDays(`${year}-01-01`, i)).filter((day) =>
      day.startsWith(`${year}`),
    );

  test.each([2024, 2025, 2026])('%s has the same working days as an independent table', (year) => {
    expect(calendar.knows(year)).toBe(true);
    const differing = daysOfYear(year).filter(
      (day) => calendar.isWorkday(day) !== chineseDays.isWorkday(day),
    );
    expect(differing).toEqual([]);
  });

  const cases: [string, number, number, number][] = [
    ['国办发明电〔2023〕7号', 2024, 28, 8],
    ['国办发明电〔2024〕12号', 2025, 28, 5],
    ['国办发明电〔2025〕7号', 2026, 33, 6],
  ];
  test.each(cases)('%s, for %s: %s days off, %s weekend days worked', (_, year, off, worked) => {
    const published = loadNationalCalendar().years[year];
    expect(published?.holidays).toHaveLength(off);
    expect(published?.workdays).toHaveLength(worked);
  });

  test('autumn 2026 as the notice says', () => {
    const { holidays = [], workdays = [] } = loadNationalCalendar().years[2026] ?? {};
    const autumn = holidays.filter((day) => day > '2026-09-01');
    expect([autumn[0], autumn[2], autumn[3], autumn.at(-1)]).toEqual([
      '2026-09-25',
      '2026-09-27',
      '2026-10-01',
      '2026-10-07',
    ]);
    expect(workdays).toEqual([
      '2026-01-04',
      '2026-02-14',
      '2026-02-28',
      '2026-05-09',
      '2026-09-20',
      '2026-10-10',
    ]);
  });
});

describe('the terms of the demo county', () => {
  test('are four, without closures in the autumn that rehearsals take by default', () => {
    const { terms, off = [], on = [], county } = loadTerms();
    expect(county).toBe('东川区');
    expect(terms.map(({ name }) => name)).toEqual(['2025秋', '2026春', '2026秋', '2027春']);
    expect(terms[2]).toEqual({ name: '2026秋', first: '2026-09-01', last: '2027-01-15' });
    expect([...off, ...on].filter((day) => day >= '2026-09-01')).toEqual([]);
  });
  test('begin and end on days that are taught', () => {
    const calendar = schoolCalendar(loadTerms(), loadNationalCalendar());
    for (const term of calendar.terms)
      expect([calendar.firstTeachingDay(term), calendar.lastTeachingDay(term)]).toEqual([
        term.first,
        term.last,
      ]);
  });
});

describe('a county that enters a year itself', () => {
  const path = written(`
county: 某县
terms: [{ name: 2026秋, first: 2026-09-01, last: 2027-01-15 }]
cycle: { start: 2026-09-01, on: 10, off: 4 }
years:
  2027:
    notice: 某号
    breaks: [{ name: 元旦, from: 2026-12-31, to: 2027-01-02, makeup: [2027-01-03] }]
`);
  const { years, cycle } = loadTerms(path);
  test('overrides the national table', () => {
    const calendar = overrideNational(loadNationalCalendar(), years);
    expect(calendar.years[2027]).toEqual({
      holidays: ['2026-12-31', '2027-01-01', '2027-01-02'],
      workdays: ['2027-01-03'],
    });
    expect(Object.keys(calendar.years)).toEqual(['2024', '2025', '2026', '2027']);
  });
  test('may run a cycle', () => {
    expect(cycle).toEqual({ start: '2026-09-01', on: 10, off: 4 });
  });
});

describe('a broken file names file, line and place', () => {
  const national = (breaks: string) => () =>
    loadNationalCalendar(written(`years:\n  2026:\n    notice: 某号\n    breaks:\n${breaks}\n`));
  const term = 'county: 某县\nterms:\n  - { name: 秋, first: 2026-09-01, last: 2027-01-15 }\n';
  const county = (rest: string) => () => loadTerms(written(`${term}${rest}\n`));
  const cases: [string, () => unknown, RegExp[]][] = [
    [
      'a day that does not exist',
      national('      - { name: 甲, from: 2026-02-30, to: 2026-03-01 }'),
      [/^calendar\.yaml:5: years\.2026\.breaks\[0\]\.from: not a day/],
    ],
    [
      'a break without an end',
      national('      - name: 甲\n        from: 2026-02-01'),
      [/^calendar\.yaml:5: years\.2026\.breaks\[0\]\.to: /],
    ],
    [
      'a break backwards',
      national('      - name: 甲\n        from: 2026-02-03\n        to: 2026-02-01'),
      [/:7: years\.2026\.breaks\[0\]\.to: ends before it begins/],
    ],
    [
      'a break of a month',
      national('      - { name: 甲, from: 2026-02-03, to: 2026-03-03 }'),
      [/:5: .*29 days/],
    ],
    [
      'a make-up day on a Wednesday',
      national(
        '      - name: 甲\n        from: 2026-02-02\n        to: 2026-02-03\n        makeup:\n          - 2026-02-04',
      ),
      [/:9: .*2026-02-04 is not a weekend day/],
    ],
    [
      'a day of another year',
      national('      - { name: 甲, from: 2025-02-03, to: 2025-02-03 }'),
      [/:5: .*2025-02-03 does not belong to 2026/],
    ],
    [
      'a make-up day of another year',
      national('      - { name: 甲, from: 2026-02-03, to: 2026-02-03, makeup: [2027-02-06] }'),
      [/:5: .*2027-02-06 does not belong to 2026/],
    ],
    [
      'a day twice off',
      national(
        '      - { name: 甲, from: 2026-02-03, to: 2026-02-04 }\n      - { name: 乙, from: 2026-02-04, to: 2026-02-05 }',
      ),
      [/:6: years\.2026\.breaks\[1\]: 2026-02-04 is in two breaks/],
    ],
    [
      'a make-up day that is off',
      national('      - { name: 甲, from: 2026-02-06, to: 2026-02-08, makeup: [2026-02-07] }'),
      [/:5: .*2026-02-07 is both/],
    ],
    [
      'a misspelt key',
      national('      - { name: 甲, from: 2026-02-06, to: 2026-02-08, makeups: [] }'),
      [/:5: .*makeups/],
    ],
    [
      'a year of three digits',
      () => loadNationalCalendar(written('years:\n  206: {}\n')),
      [/:2: years\.206: /],
    ],
    ['an empty file', () => loadNationalCalendar(written('')), [/^calendar\.yaml:1: /]],
    ['broken YAML', () => loadNationalCalendar(written('years:\n  2026: [\n')), [/^calendar\.yaml:\d: /]],
    ['a key given twice', county('off: []\noff: []'), [/^calendar\.yaml:5: /]],
    [
      'all that is wrong, together',
      county('off:\n  - 2026-10-32\non:\n  - 明天'),
      [/:5: off\[0\]: not a day/, /:7: on\[0\]: not a day/],
    ],
    [
      'a teaching day outside the terms',
      county('on:\n  - 2026-09-19\n  - 2027-02-01'),
      [/:6: on\[1\]: 2027-02-01 lies outside every term/],
    ],
    [
      'a county without a name',
      () => loadTerms(written(term.replace('county: 某县\n', ''))),
      [/:1: county: /],
    ],
    [
      'a file that is not there',
      () => loadTerms(join(folder, 'none.yaml')),
      [/^none\.yaml: the file cannot be read$/],
    ],
    [
      'a county without terms: it never runs on another county’s',
      () => loadCountyCalendar('other'),
      [/^other\.yaml: the file cannot be read$/],
    ],
  ];
  test.each(cases)('%s', (_, load, expected) => {
    const problems = problemsOf(load);
    expect(problems).toHaveLength(expected.length);
    expected.forEach((pattern, i) => {
      expect(problems[i]).toMatch(pattern);
    });
  });
});
