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
