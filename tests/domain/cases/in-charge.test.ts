/** Who decides about a case: the township in charge, not the post alone (policy.md §6.3, §6.4, P4.R1-JURIS). */
import { describe, expect, test } from 'vitest';
import { refusalOf } from '../../../domain/cases/apply.ts';
import type { Author, FactBody } from '../../../domain/facts/fact.ts';
import { absent, allThere, QIAN, roll, School, SUN, talks, WANG, ZHOU } from '../../support/desk.ts';
import { TOWN } from '../../support/town.ts';

const zhang = { student: 'zhang' };
const of = (person: string, role: string, unit: string): Author => ({
  person,
  role,
  posts: [{ role, unit }],
});
const LIN = of('lin', 'township_officer', 't2');
const LAW1 = of('fa1', 'judicial_office', 't1');
const LAW2 = of('fa2', 'judicial_office', 't2');

/** Suspected in a school of t1, and dispatched to t2, where the child is registered. */
const dispatched = (): School =>
  new School({ parts: { ...TOWN, townships: [...TOWN.townships, { id: 't2', name: '石桥镇' }] } })
    .tell('09-14 08:05', WANG, roll('09-14', 'zhang'), absent('zhang', '09-14'))
    .tell('09-16 16:00', WANG, { kind: 'ticket', ...zhang, number: '7', confirmed: false })
    .tell('09-16 16:30', ZHOU, {
      kind: 'dispatch',
      ...zhang,
      township: 't2',
      row: 'at_household',
      reason: null,
    });

const codeOf = (school: School, body: FactBody, by: Author) =>
  refusalOf(school.file('zhang'), body, { by, at: school.now }, school.setting)?.code ?? null;

const OF_THE_TOWNSHIP: readonly FactBody[] = [
  { kind: 'acceptance', ...zhang },
  { kind: 'ticket_closed', ...zhang },
  { kind: 'group', ...zhang, seats: {} },
  { kind: 'step_opened', ...zhang, step: 'S1_EDU', way: null },
  { kind: 'step_document', ...zhang, step: 'S1_EDU', number: '1', on: '2026-09-16', until: null },
  { kind: 'step_result', ...zhang, step: 'S1_EDU', on: '2026-09-16', complied: false },
  { kind: 'law_asked', ...zhang, step: 'S2_ORDER' },
  { kind: 'steps_decided', ...zhang, go_on: false },
];

describe.each(OF_THE_TOWNSHIP)('$kind of a dispatched case', (body) => {
  test('is the persuading township’s; the township of the school has no say in it any more', () => {
    const school = dispatched();
    expect(codeOf(school, body, SUN)).toBe('not_in_charge');
    expect(['not_in_charge', 'not_whose']).not.toContain(codeOf(school, body, LIN));
    school.tell('09-16 17:00', SUN, body);
    expect(school.file('zhang')).toMatchObject({ platform: 'DISPATCHED', fourStep: 'NONE', group: {} });
  });

  test('is nobody’s by a post alone, without the unit it is held over', () => {
    expect(codeOf(dispatched(), body, { person: 'lin', role: 'township_officer' })).toBe('not_whose');
  });
});

test('a legal step is checked by the judicial office of the township in charge', () => {
  const body: FactBody = { kind: 'legal_check', ...zhang, step: 'S2_ORDER', agreed: true };
  expect(codeOf(dispatched(), body, LAW1)).toBe('not_in_charge');
  expect(codeOf(dispatched(), body, LAW2)).toBe('step_order');
});

describe('sessions of a dispatched case (T15, P4.R3-3IN1W 「联合劝返小组」)', () => {
  const session = (day: string): FactBody => ({
    ...{ kind: 'visit', ...zhang, day: `2026-09-${day}`, purpose: 'session', result: 'promised', law: true },
  });
  const held = (by: Author): School =>
    ['17', '18', '21'].reduce(
      (school, day) => school.tell(`09-${day} 10:00`, by, session(day)),
      dispatched(),
    );

  test.each([SUN, LAW1])('held by $role of another township are persuasions and begin no step', (by) => {
    const school = held(by);
    expect(school.file('zhang')).toMatchObject({ persuasions: 3, sessions: 0, fourStep: 'NONE' });
    expect(school.live('zhang')).toContain('P4.R3-3IN1W');
  });

  test('held by the township in charge begin the first step, and three settle its week', () => {
    const school = held(LIN);
    expect(school.file('zhang')).toMatchObject({ sessions: 3, fourStep: 'S1_EDU', steps: [{ by: 'lin' }] });
    expect(school.live('zhang')).not.toContain('P4.R3-3IN1W');
  });

  test('count where its judicial office or whoever stands by the household holds them; the step is the township’s', () => {
    for (const by of [LAW2, of('yan', 'village_cadre', 'v1')])
      expect(held(by).file('zhang')).toMatchObject({ sessions: 3, fourStep: 'NONE' });
  });
});

describe('a return that has held (T19)', () => {
  const stable = (): School =>
    dispatched()
      .tellAll([
        ...allThere('09-17', '09-17'),
        ['09-17 09:00', LIN, { kind: 'ticket_closed', ...zhang }],
        ...talks('09-17 10:00'),
        ...allThere('09-18', '10-20'),
      ])
      .runTo('10-20 19:00');
  const agreed = (line: 'school' | 'township'): FactBody => ({ kind: 'close_confirmation', ...zhang, line });

  test('is confirmed for the school by its own principal alone', () => {
    const school = stable();
    for (const other of [ZHOU, WANG, SUN, of('wei', 'principal', 's2')])
      expect(codeOf(school, agreed('school'), other)).toBe('not_whose');
    expect(codeOf(school, agreed('school'), QIAN)).toBeNull();
  });

  test('is confirmed by the principal of the school whose roster has the child, wherever it was placed before', () => {
    const school = stable();
    const placed = { ...school.file('zhang'), placedIn: 's2' };
    const refusal = (by: Author) =>
      refusalOf(placed, agreed('school'), { by, at: school.now }, school.setting)?.code ?? null;
    expect(refusal(QIAN)).toBeNull();
    expect(refusal(of('wei', 'principal', 's2'))).toBeNull();
    expect(refusal(of('mo', 'principal', 's3'))).toBe('not_whose');
  });

  test('is confirmed for the other line by the persuading township alone', () => {
    const school = stable();
    expect(codeOf(school, agreed('township'), SUN)).toBe('not_in_charge');
    expect(codeOf(school, agreed('township'), ZHOU)).toBe('not_whose');
    expect(codeOf(school, agreed('township'), LIN)).toBeNull();
    school.tell('10-21 09:00', ZHOU, agreed('school'), agreed('township'));
    expect(school.file('zhang').stage).toBe('RETURNED');
    school.tell('10-21 10:00', QIAN, agreed('school')).tell('10-21 10:05', LIN, agreed('township'));
    expect(school.file('zhang').stage).toBe('CLOSED');
  });
});
