import { describe, expect, test } from 'vitest';
import {
  candidates,
  distinct,
  factOf,
  isComplete,
  readShortReply,
} from '../../../domain/conversation/settling.ts';
import type { Duty } from '../../../domain/duties/duty.ts';
import { absent, POLICY, roll, School, WANG } from '../../support/desk.ts';

describe('a short reply', () => {
  test.each([
    ['1', { key: '1', detail: '' }],
    [' 2 ', { key: '2', detail: '' }],
    ['1 2026091401', { key: '1', detail: '2026091401' }],
    ['1、王老师、罗主任', { key: '1', detail: '王老师、罗主任' }],
    ['1：汤校〔2026〕3号', { key: '1', detail: '汤校〔2026〕3号' }],
    // A number that belongs to something else.
    ['11', null],
    ['1班全到齐', null],
    ['0', null],
    ['张伟没来', null],
  ])('%s', (text, reply) => {
    expect(readShortReply(text)).toEqual(reply);
  });
});

const duties = (time: string): readonly Duty[] => [
  ...new School()
    .tell('09-14 08:05', WANG, roll('09-14', 'zhang', 'li'), absent('zhang', '09-14'), absent('li', '09-14'))
    .runTo(time)
    .duties.values(),
];
const found = (text: string, time = '09-14 08:40') =>
  candidates(duties(time), text, POLICY.named, '2026-09-14').found;
const names = (text: string, time?: string): string[] =>
  found(text, time).map(({ duty }) => `${duty.rule} ${duty.about.student ?? duty.about.class}`);

describe('which duty a reply may mean', () => {
  test('the words of the rule mean that rule and nothing else', () => {
    expect(names('打通了')).toEqual(['P3.1-CHECK-1H zhang', 'P3.1-CHECK-1H li']);
    expect(names('已标注！')).toEqual(['P3.3-ATT-1500 c1']);
    expect(names('随便说说')).toEqual([]);
  });

  test('“1” before the marking has been asked for is about the children', () => {
    expect(names('1').filter((name) => name.startsWith('P3.3-ATT'))).toEqual([]);
    expect(names('1', '09-14 13:30')).toContain('P3.3-ATT-1500 c1');
  });

  test('two children are two questions, two duties about one child and one act are one', () => {
    expect(distinct(found('打通了'))).toHaveLength(2);
    const [one] = found('打通了');
    if (!one) throw new Error('nothing found');
    expect(distinct([one, one])).toHaveLength(1);
  });
});

describe('what a reply needs', () => {
  test.each([
    ['4月12日，邓区长、申镇长，一年', true],
    ['7个村，申镇长和各村主任，一年', true],
    ['2026-15', false],
    ['7个村', false],
    ['邓区长、申镇长', false],
  ])('a letter: when or how many, who signed, for how long – %s', (detail, complete) => {
    expect(isComplete({ key: '1', label: '已签', act: 'done', needs: 'letter' }, detail)).toBe(complete);
  });

  const need = (needs: 'number' | 'names' | 'words') =>
    ({ key: '1', label: 'x', act: 'ticket', needs }) as const;

  test.each([
    ['number', '2026091401', true],
    ['number', '汤校〔2026〕3号', true],
    ['number', '已经报了', false],
    ['number', '', false],
    ['names', '王老师', true],
    ['words', '好', false],
  ] as const)('%s: “%s” is enough: %s', (needs, detail, enough) => {
    expect(isComplete(need(needs), detail)).toBe(enough);
  });

  test('a verification is about the day of the absence, not the day of the answer', () => {
    const school = new School()
      .tell('09-14 08:05', WANG, roll('09-14', 'zhang'), absent('zhang', '09-14'))
      .runTo('09-15 09:30');
    const [candidate] = candidates([...school.duties.values()], '无故未到', POLICY.named, '2026-09-14').found;
    if (!candidate) throw new Error('nothing found');
    expect(factOf(candidate, '', school.world, school.file('zhang'))).toEqual([
      { kind: 'verification', student: 'zhang', day: '2026-09-14', finding: 'no_cause' },
    ]);
  });
});
