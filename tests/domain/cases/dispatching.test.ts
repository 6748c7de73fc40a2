/** Who persuades when the child moves (policy.md §6.4, P4.R1-DISPATCH/moved). */
import { describe, expect, test } from 'vitest';
import { refusalOf } from '../../../domain/cases/apply.ts';
import type { Where } from '../../../domain/facts/case-fact.ts';
import type { FactBody } from '../../../domain/facts/fact.ts';
import { absent, roll, School, SUN, WANG, ZHOU } from '../../support/desk.ts';

const zhang = { student: 'zhang' };
const MOVED = 'P4.R1-DISPATCH/moved';
const there = (township: string): Where => ({ kind: 'township', township });
const stay = (where: Where): FactBody => ({
  kind: 'stay',
  ...zhang,
  day: '2026-09-18',
  where,
  place: '姑姑家',
});
const dispatch = (township: string, row: string | null, reason: string | null = null): FactBody => ({
  kind: 'dispatch',
  ...zhang,
  township,
  row,
  reason,
});
/** Dispatched to t1 when nobody knew where the child was. */
const dispatched = (): School =>
  new School()
    .tell('09-14 08:05', WANG, roll('09-14', 'zhang'), absent('zhang', '09-14'))
    .runTo('09-16 15:00')
    .tell('09-17 10:00', ZHOU, dispatch('t1', 'unknown'));
const refused = (school: School, body: FactBody) =>
  refusalOf(school.file('zhang'), body, { by: ZHOU, at: school.now }, school.setting)?.code ?? null;

describe('where the child is, told after the dispatch', () => {
  test('asks the bureau to decide anew, though nothing was known before', () => {
    const school = dispatched().tell('09-18 10:00', SUN, stay(there('t2')));
    expect(school.live('zhang')).toContain(MOVED);
    school.tell('09-18 11:00', ZHOU, dispatch('t2', 'third_township'));
    expect(school.live('zhang')).not.toContain(MOVED);
    expect(school.file('zhang').dispatches.map(({ township }) => township)).toEqual(['t1', 't2']);
  });

  test('is settled by agreeing to the same township once more, whose week runs on', () => {
    const school = dispatched();
    expect(refused(school, dispatch('t1', 'unknown'))).toBe('already_there');
    school.tell('09-18 10:00', SUN, stay(there('t2')));
    expect(refused(school, dispatch('t1', 'third_township'))).toBeNull();
    school.tell('09-18 11:00', ZHOU, dispatch('t1', 'third_township'));
    expect(school.dutiesOf(MOVED).map((line) => line.split(' ').at(-1))).toEqual(['done']);
    expect(school.file('zhang').dispatches).toMatchObject([{ township: 't1', row: 'third_township' }]);
    expect(school.dutiesOf('P4.R3-3IN1W')).toEqual(['sun 09-17 10:00 → 09-24 18:00 open']);
    // The same row and township, for another place.
    school.tell('09-18 12:00', SUN, stay({ kind: 'outside' }));
    expect(refused(school, dispatch('t1', 'third_township'))).toBeNull();
  });

  test('is asked once, by the newest word, and not of a child who is where it was or is back', () => {
    const school = dispatched()
      .tell('09-18 10:00', SUN, stay(there('t2')))
      .tell('09-18 10:30', SUN, stay({ kind: 'outside' }));
    expect(school.live('zhang').filter((name) => name === MOVED)).toHaveLength(1);
    expect(school.tell('09-18 11:00', SUN, stay({ kind: 'unknown' })).live('zhang')).not.toContain(MOVED);
    school.tell('09-21 08:05', WANG, roll('09-21')).tell('09-21 09:00', SUN, stay(there('t2')));
    expect(school.live('zhang')).not.toContain(MOVED);
  });
});

describe('handed over to the county of registration (policy.md §6.4)', () => {
  const COUNTY = 'P4.R1-JURIS/county';
  const RECEIPT = 'P4.R1-JURIS/receipt';
  const states = (school: School, name: string) =>
    school.dutiesOf(name).map((line) => line.split(' ').at(-1));
  const handedOver = (): School =>
    new School()
      .tell('09-14 08:05', WANG, roll('09-14', 'zhang'), absent('zhang', '09-14'))
      .runTo('09-16 15:00')
      .tell('09-16 15:30', WANG, { kind: 'ticket', ...zhang, number: '2026091601', confirmed: false })
      .tell('09-17 10:00', ZHOU, {
        kind: 'dispatch',
        ...zhang,
        ...{ township: 't1', row: 'foreign_away', reason: null, tasks: ['letter_to_county'] },
      });

  test('stays in the platform as it was, and nobody accepts what was dispatched to nobody', () => {
    const school = handedOver();
    expect(school.file('zhang')).toMatchObject({ platform: 'ENTERED', township: 't1' });
    expect(states(school, 'P4.R1-DISPATCH')).toEqual(['done']);
    expect(school.dutiesOf('P3.R3-TOWN-ONLINE/accept')).toEqual([]);
    const accepting = { by: SUN, at: school.now };
    expect(
      refusalOf(school.file('zhang'), { kind: 'acceptance', ...zhang }, accepting, school.setting)?.code,
    ).toBe('not_dispatched');
  });

  test('the letter that was drafted is sent by its paper, and then the receipt is waited for', () => {
    const school = handedOver().tell('09-17 11:00', ZHOU, {
      kind: 'paper',
      ...zhang,
      ...{ paper: 'D14-3', step: 'sent', number: '东教函〔2026〕3号' },
    });
    expect([states(school, COUNTY), states(school, RECEIPT)]).toEqual([['done'], ['open']]);
  });

  test('a receipt that comes before anybody told of the letter ends both', () => {
    const school = handedOver().tell('09-17 11:00', ZHOU, {
      kind: 'proof',
      ...zhang,
      ...{ proof: 'county_receipt', detail: '昭教函〔2026〕18号' },
    });
    expect([states(school, COUNTY), states(school, RECEIPT)]).toEqual([['not_applicable'], []]);
  });

  test('gone again after a return, the county is written to anew (T20)', () => {
    const school = handedOver()
      .tell('09-18 08:05', WANG, roll('09-18'))
      .tell('09-21 08:05', WANG, roll('09-21', 'zhang'), absent('zhang', '09-21'))
      .runTo('09-22 08:00');
    expect(school.file('zhang').relapse).toBe(1);
    expect(states(school, COUNTY)).toEqual(['not_applicable', 'open']);
    expect(school.dutiesOf('P4.R3-3IN1W')).toEqual([]);
  });
});
