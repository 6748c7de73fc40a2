import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { publicSchoolDays } from '../../../bot/public-school-days.ts';
import type { ClassRoster, Heard } from '../../../domain/understanding/index.ts';
import { understand } from '../../../domain/understanding/index.ts';

const calendar = publicSchoolDays();
const NOW = Date.parse('2026-09-15T08:10:00+08:00');
const classes: readonly ClassRoster[] = [
  {
    name: '四(1)班',
    students: ['韩冬雪', '韩冬学', '杜鹃', '明天', '高飞', '上官燕', '吉克阿果', '石头', '周周'],
  },
  { name: '四(2)班', students: ['贺小梅', '贺晓眉', '高飞', '韦大力'] },
];
const names = classes.flatMap(({ students }) => students);

const PIECES = [
  ...names,
  ...[
    '应到',
    '实到',
    '没来',
    '病假',
    '请假三天',
    '到周五',
    '迟到',
    '都到了',
    '除了',
    '不是',
    '家长',
    '打不通',
    '家访',
    '劝返',
  ],
  ...[
    '昨天',
    '明天',
    '20号回来',
    '，',
    '。',
    '\n',
    '（',
    '）',
    '：',
    '、',
    '和',
    '或者',
    '3',
    '十二人',
    '四1班',
    '五(9)班',
    '撤回',
    '他',
    '也是',
  ],
];

const message = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map((pieces) => pieces.join('')),
);

const heard = fc.record({
  text: message,
  now: fc.constant(NOW),
  sender: fc.constantFrom<Heard['sender']>(
    { role: 'homeroom_teacher', class: '四(1)班' },
    { role: 'academic_office' },
    { role: 'township_officer' },
    { role: 'guardian' },
  ),
  classes: fc.constant(classes),
  earlier: fc.array(message, { maxLength: 2 }),
});

describe('whatever is said', () => {
  test('never throws and never names anybody who is on no roster', () => {
    fc.assert(
      fc.property(heard, (said) => {
        const { entries = [], contacts = [], visits = [] } = understand(said, calendar);
        for (const { student } of [...entries, ...contacts, ...visits]) expect(names).toContain(student);
      }),
      { numRuns: 500 },
    );
  });

  test('is answered the same way twice', () => {
    fc.assert(
      fc.property(heard, (said) => {
        expect(understand(said, calendar)).toEqual(understand(said, calendar));
      }),
      { numRuns: 200 },
    );
  });

  test('an end of leave is a school day, and never before its beginning', () => {
    fc.assert(
      fc.property(heard, (said) => {
        for (const { from, until } of understand(said, calendar).entries ?? []) {
          if (until === null) continue;
          expect(calendar.isSchoolDay(until)).toBe(true);
          expect(until >= from).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});

const reason = fc.constantFrom(
  ['病假', 'sick_leave'],
  ['事假', 'personal_leave'],
  ['旷课', 'unexcused'],
  ['没来', 'unaccounted'],
  ['迟到', 'late'],
);
const plain = ['韩冬雪', '杜鹃', '上官燕', '吉克阿果', '石头'];
const absences = fc.uniqueArray(fc.tuple(fc.constantFrom(...plain), reason), {
  selector: ([name]) => name,
  maxLength: 4,
});

const PHRASINGS: Record<string, (rows: [string, string][], expected: number, present: number) => string> = {
  sentence: (rows, e, p) =>
    `四1班应到${e}人，实到${p}人，${rows.map(([name, word]) => name + word).join('，')}`,
  form: (rows, e, p) =>
    `应到：${e}\n实到：${p}\n${rows.map(([name, word]) => `${word}：${name}`).join('\n')}`,
  slash: (rows, e, p) => `${e}/${p} ${rows.map(([name, word]) => `${name}（${word}）`).join('、')}`,
  list: (rows, e, p) =>
    `应到${e}，实到${p}\n${rows.map(([name, word], n) => `${n + 1}. ${name}${word}`).join('\n')}`,
  dictation: (rows, e, p) => `今天应到${e}人实到${p}人${rows.map(([name, word]) => name + word).join('')}`,
};

describe('a report said in one of these ways is read back as it was', () => {
  test.each(Object.entries(PHRASINGS))('%s', (_, say) => {
    fc.assert(
      fc.property(absences, (rows) => {
        const away = rows.filter(([, [word]]) => word !== '迟到').length;
        const said = say(
          rows.map(([name, [word = '']]) => [name, word]),
          9,
          9 - away,
        );
        const got = understand(
          {
            text: said,
            now: NOW,
            sender: { role: 'homeroom_teacher', class: '四(1)班' },
            classes: classes.slice(0, 1),
          },
          calendar,
        );
        expect(got).toMatchObject({
          act: 'report',
          expected: 9,
          present: 9 - away,
          class: '四(1)班',
          ask: [],
        });
        const read = (got.entries ?? []).map(({ student, status }) => `${student} ${status}`).toSorted();
        expect(read).toEqual(rows.map(([name, [, status]]) => `${name} ${status}`).toSorted());
      }),
      { numRuns: 100 },
    );
  });
});
