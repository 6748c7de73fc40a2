/** How a case ends: each reason with its proof, and only by whoever may decide (policy.md §6.3). */
import { describe, expect, test } from 'vitest';
import { refusalOf } from '../../../domain/cases/apply.ts';
import { CLOSING } from '../../../domain/cases/closing-proof.ts';
import { stableDays } from '../../../domain/cases/counting.ts';
import { isNotBack } from '../../../domain/cases/file.ts';
import { followUpsOf } from '../../../domain/duties/follow-ups.ts';
import { CLOSING_REASONS, type ClosingReason, type Proof } from '../../../domain/facts/case-fact.ts';
import type { Author, FactBody } from '../../../domain/facts/fact.ts';
import { absent, allThere, POLICY, QIAN, roll, School, SUN, talks, WANG, ZHOU } from '../../support/desk.ts';
import { townCalendar } from '../../support/town.ts';

const zhang = { student: 'zhang' };
/** Suspected since Wednesday. */
const suspected = (): School =>
  new School()
    .tell('09-14 08:05', WANG, roll('09-14', 'zhang'), absent('zhang', '09-14'))
    .runTo('09-16 15:00');
const proven = (school: School, proofs: readonly Proof[]): School =>
  proofs.reduce(
    (told, proof, nth) =>
      told.tell(`09-17 10:0${nth}`, WANG, { kind: 'proof', ...zhang, proof, detail: '2026-31号' }),
    school,
  );
const ending = (reason: ClosingReason, review: string | null = null): FactBody => ({
  kind: 'closing',
  ...zhang,
  reason,
  review,
});
const refusal = (school: School, body: FactBody, by: Author) =>
  refusalOf(school.file('zhang'), body, { by, at: school.now }, school.setting);

const ROWS: [ClosingReason, Author, Proof[], string | null][] = [
  ['ELSEWHERE', ZHOU, ['receiving_school'], null],
  ['ELSEWHERE', ZHOU, ['enrolment_transferred'], null],
  ['MEDICAL', ZHOU, ['guardian_application', 'approval', 'appraisal'], '2027-03-01'],
  ['HOME_TEACHING', ZHOU, ['teaching_plan', 'enrolment_kept', 'visit_log'], null],
  ['VOC', ZHOU, ['vocational_class', 'vocational_attendance'], null],
  ['COMPLETED', QIAN, ['completion_record'], null],
  ['DATA', ZHOU, ['correction'], null],
  ['ABROAD', ZHOU, ['civil_record'], null],
  ['DECEASED', ZHOU, ['civil_record'], null],
];

describe.each(ROWS)('%s', (reason, by, proofs, review) => {
  test('closes with all its proof, by whoever decides', () => {
    const school = proven(suspected(), proofs).tell('09-18 09:00', by, ending(reason, review));
    expect(school.file('zhang')).toMatchObject({
      stage: 'CLOSED',
      closing: { reason, by: by.person, review },
    });
  });

  test('does not close while one proof is wanting, and says which', () => {
    for (const left of proofs) {
      const school = proven(
        suspected(),
        proofs.filter((proof) => proof !== left),
      );
      const told = refusal(school, ending(reason, review), by);
      expect(told).toMatchObject({ code: 'proof_missing', values: { missing: [expect.any(String)] } });
      expect(school.tell('09-18 09:00', by, ending(reason, review)).file('zhang').stage).toBe('SUSPECTED');
    }
  });

  test('is nobody else’s to decide', () => {
    const school = proven(suspected(), proofs);
    for (const other of [WANG, SUN, by === QIAN ? ZHOU : QIAN]) {
      expect(refusal(school, ending(reason, review), other)).toMatchObject({ code: 'not_whose' });
      expect(school.tell('09-18 09:00', other, ending(reason, review)).file('zhang').stage).toBe('SUSPECTED');
    }
  });
});

test('every reason has its row, BACK in the confirmation of two lines', () => {
  expect([...new Set(ROWS.map(([reason]) => reason)), 'BACK'].sort()).toEqual([...CLOSING_REASONS].sort());
  expect(CLOSING.BACK.decides).toBe('both_lines');
});

test('休学 wants a day to look at it again, and on that day the question comes back', () => {
  const proofs: Proof[] = ['guardian_application', 'approval', 'appraisal'];
  expect(refusal(proven(suspected(), proofs), ending('MEDICAL'), ZHOU)).toEqual({ code: 'review_missing' });
  const school = proven(suspected(), proofs).tell('09-18 09:00', ZHOU, ending('MEDICAL', '2026-10-12'));
  expect(school.isActive('zhang')).toBe(true);
  school.runTo('10-12 09:00');
  // Asked of the bureau once, and the day stays in the file until it is settled.
  expect(school.dutiesOf(REVIEW)).toEqual(['zhou 10-12 08:10 → 10-19 18:00 open']);
  expect(school.file('zhang')).toMatchObject({ stage: 'CLOSED', closing: { review: '2026-10-12' } });
  expect(school.runTo('10-13 09:00').dutiesOf(REVIEW)).toHaveLength(1);
});

const REVIEW = 'P3.1-MONTH-ZERO/review';

describe('a 休学 whose day of review has come', () => {
  const reviewed = (): School =>
    proven(suspected(), ['guardian_application', 'approval', 'appraisal'])
      .tell('09-18 09:00', ZHOU, ending('MEDICAL', '2026-10-12'))
      .runTo('10-12 09:00');
  const extended = (until: string | null, approval: string): FactBody => ({
    kind: 'review_extended',
    ...zhang,
    until,
    approval,
  });

  test('goes on by a new approval of the bureau, to another day on which it is asked again', () => {
    const school = reviewed();
    expect(refusal(school, extended('2026-11-09', '批准文号5号'), QIAN)).toMatchObject({ code: 'not_whose' });
    expect(refusal(school, extended('2026-11-09', ''), ZHOU)).toEqual({ code: 'approval_missing' });
    expect(refusal(school, extended('2026-10-12', '批准文号5号'), ZHOU)).toEqual({
      code: 'extension_missing',
    });
    expect(refusal(school, extended(null, '批准文号5号'), ZHOU)).toEqual({ code: 'extension_missing' });
    school.tell('10-12 10:00', ZHOU, extended('2026-11-09', '批准文号5号'));
    expect(school.dutiesOf(REVIEW)).toEqual(['zhou 10-12 08:10 → 10-19 18:00 done']);
    expect(school.file('zhang')).toMatchObject({ stage: 'CLOSED', closing: { review: '2026-11-09' } });
    expect(school.runTo('11-09 09:00').dutiesOf(REVIEW).at(-1)).toBe('zhou 11-09 08:10 → 11-16 18:00 open');
  });

  test('or ends with the case being opened again', () => {
    const school = reviewed().tell('10-12 10:00', ZHOU, { kind: 'reopening', ...zhang, reason: '已经康复' });
    expect(school.dutiesOf(REVIEW)).toEqual(['zhou 10-12 08:10 → 10-19 18:00 done']);
    expect(school.file('zhang').stage).toBe('SUSPECTED');
  });

  test('a case closed otherwise has nothing to extend', () => {
    expect(refusal(suspected(), extended('2026-11-09', '批准文号5号'), ZHOU)).toEqual({
      code: 'not_deferred',
    });
  });
});

describe('a closed case', () => {
  const closed = (): School =>
    proven(suspected(), ['receiving_school']).tell('09-18 09:00', ZHOU, ending('ELSEWHERE'));

  test('leaves nothing to be done about the child but its 学籍, which people move', () => {
    const live = [...closed().duties.values()].filter(
      ({ about, state }) => about.student === 'zhang' && (state === 'open' || state === 'overdue'),
    );
    expect(live.map(({ name }) => name)).toEqual(['P1.R4-XUEJI/moved_out']);
  });

  test('is not counted against a child who studies elsewhere', () => {
    const school = closed().tell('09-21 08:05', WANG, roll('09-21', 'zhang'), absent('zhang', '09-21'));
    expect(school.runTo('09-25 18:00').file('zhang')).toMatchObject({ stage: 'CLOSED', away: null });
  });

  test('is opened again by the bureau with a reason, in the same file', () => {
    const school = closed();
    const again = (reason: string): FactBody => ({ kind: 'reopening', ...zhang, reason });
    expect(refusal(school, again('证明是假的'), QIAN)).toMatchObject({ code: 'not_whose' });
    expect(refusal(school, again(''), ZHOU)).toEqual({ code: 'reason_missing' });
    school.tell('09-22 09:00', ZHOU, again('证明是假的'));
    expect(school.file('zhang')).toMatchObject({ stage: 'SUSPECTED', relapse: 1, closing: null, proofs: [] });
  });

  describe('opened again by the bureau', () => {
    const reopened = (): School =>
      closed().tell('09-22 09:00', ZHOU, { kind: 'reopening', ...zhang, reason: '证明不实' });

    test('is away from that day on, and counted on from there', () => {
      const school = reopened();
      expect(school.file('zhang').away).toBe('2026-09-22');
      expect(isNotBack(school.file('zhang'))).toBe(true);
      expect(school.runTo('10-10 09:00').file('zhang').stage).toBe('SUSPECTED_7');
    });

    test('does not end by a roll of a class that no longer counts the child', () => {
      const school = reopened().tell('09-23 08:05', WANG, roll('09-23'));
      expect(school.file('zhang')).toMatchObject({ stage: 'SUSPECTED', away: '2026-09-22' });
      const present = { ...absent('zhang', '09-24'), standing: 'present' } as FactBody;
      expect(school.tell('09-24 08:05', WANG, present).file('zhang').stage).toBe('RETURNED');
    });

    test('is back, and missed on no day, where the class has named the child as there since it was closed (T18)', () => {
      const school = closed()
        .tell('09-21 08:05', WANG, { ...absent('zhang', '09-21'), standing: 'present' } as FactBody)
        .tell('09-22 09:00', ZHOU, { kind: 'reopening', ...zhang, reason: '已回校' });
      expect(school.file('zhang')).toMatchObject({
        ...{ stage: 'RETURNED', away: null, relapse: 1, returnedOn: '2026-09-21' },
        ...{ firstMissed: null, closing: null },
      });
      expect(school.live('zhang')).toEqual(['P5.5-PSY-RETURN']);
      expect(school.runTo('09-22 18:30').file('zhang').marks['2026-09-22']).toBeUndefined();
    });

    test('is back where today’s roll had the child before it was closed by mistake', () => {
      const school = suspected()
        .tell('09-17 08:05', WANG, roll('09-17'))
        .tell('09-17 10:00', WANG, { kind: 'proof', ...zhang, proof: 'receiving_school', detail: '31号' })
        .tell('09-17 10:01', ZHOU, ending('ELSEWHERE'))
        .tell('09-17 10:05', ZHOU, { kind: 'reopening', ...zhang, reason: '证明不实' });
      expect(school.runTo('09-17 18:30').file('zhang')).toMatchObject({ stage: 'RETURNED', away: null });
    });

    test('ends by a roll once the class has named the child', () => {
      const school = reopened()
        .tell('09-23 08:05', WANG, roll('09-23', 'zhang'), absent('zhang', '09-23'))
        .tell('09-24 08:05', WANG, roll('09-24'));
      expect(school.file('zhang').stage).toBe('RETURNED');
    });
  });

  test('leaves the platform’s ticket to be closed, whatever it was closed for', () => {
    const school = proven(
      suspected().tell('09-16 15:30', WANG, {
        kind: 'ticket',
        ...zhang,
        number: '20260916',
        confirmed: false,
      }),
      ['receiving_school'],
    ).tell('09-18 09:00', ZHOU, ending('ELSEWHERE'));
    const record = 'P1.R4-XUEJI/moved_out';
    expect(school.live('zhang')).toEqual([record, 'P3.R3-TOWN-ONLINE/close']);
    expect(school.tell('09-18 10:00', SUN, { kind: 'ticket_closed', ...zhang }).live('zhang')).toEqual([
      record,
    ]);
  });

  test('opens again by the count when a child who came back is gone for three days', () => {
    const school = suspected()
      .tellAll([...allThere('09-17', '10-20'), ...talks('10-20 18:30')])
      .tell('10-21 10:00', QIAN, { kind: 'close_confirmation', ...zhang, line: 'school' })
      .tell('10-21 10:05', SUN, { kind: 'close_confirmation', ...zhang, line: 'township' })
      .tell('10-22 08:05', WANG, roll('10-22', 'zhang'), absent('zhang', '10-22'));
    expect(school.runTo('10-23 18:00').file('zhang').stage).toBe('CLOSED');
    expect(school.runTo('10-26 15:00').file('zhang')).toMatchObject({ stage: 'SUSPECTED', relapse: 1 });
  });
});

describe('a return that has held', () => {
  const stable = (until = '10-20'): School =>
    suspected().tellAll([...allThere('09-17', until), ...talks(`${until} 18:30`)]);

  test('is not confirmed before its twenty days', () => {
    const school = stable('09-30');
    const body: FactBody = { kind: 'close_confirmation', ...zhang, line: 'school' };
    expect(refusal(school, body, QIAN)).toEqual({ code: 'not_stable', values: { wanted: 20 } });
  });

  test('is not confirmed on a morning when the child is missing again', () => {
    const school = stable()
      .runTo('10-20 19:00')
      .tell('10-21 08:05', WANG, roll('10-21', 'zhang'), absent('zhang', '10-21'));
    const body: FactBody = { kind: 'close_confirmation', ...zhang, line: 'school' };
    expect(refusal(school, body, QIAN)).toEqual({ code: 'away_again' });
    school.tell('10-21 09:00', WANG, { ...absent('zhang', '10-21'), standing: 'late' } as FactBody);
    expect(refusal(school, body, QIAN)).toBeNull();
  });

  test('is not confirmed while what the return began is not done (T19)', () => {
    const school = suspected().tellAll(allThere('09-17', '10-20')).runTo('10-20 19:00');
    const body: FactBody = { kind: 'close_confirmation', ...zhang, line: 'school' };
    const told = (): string | null =>
      refusalOf(
        school.file('zhang'),
        body,
        { by: QIAN, at: school.now },
        school.setting,
        followUpsOf('zhang', [...school.duties.values()], POLICY),
      )?.code ?? null;
    expect(told()).toBe('follow_ups_open');
    school.tell('10-20 19:10', QIAN, body);
    expect(school.file('zhang').closeConfirmed.school).toBe(false);
    school.tellAll(talks('10-20 19:20'));
    expect(told()).toBeNull();
    school.tell('10-20 19:30', QIAN, body);
    expect(school.file('zhang').closeConfirmed.school).toBe(true);
  });

  test('counts only days of which a roll was told', () => {
    const school = suspected()
      .tellAll([...allThere('09-17', '10-16'), ...talks('10-16 18:30')])
      .runTo('10-30 19:00');
    expect(school.file('zhang').stableOn).toBeNull();
    const days = (until: string) => stableDays(school.file('zhang'), townCalendar(), `2026-${until}`).length;
    expect(days('10-30')).toBe(days('10-16'));
    school.tellAll(allThere('11-02', '11-06'));
    expect(school.runTo('11-06 19:00').file('zhang').stableOn).not.toBeNull();
  });

  test.each(['vocational', 'home_teaching'] as const)(
    'does not come by itself for a child placed elsewhere (%s): the bureau closes that, with its proof',
    (placement) => {
      const school = suspected()
        .tell('09-17 10:00', QIAN, { kind: 'placement', ...zhang, placement, day: '2026-09-17' })
        .tellAll([...allThere('09-18', '10-22'), ...talks('10-22 18:30')]);
      expect(school.file('zhang')).toMatchObject({ stage: 'RETURNED', stableOn: null });
      const body: FactBody = { kind: 'close_confirmation', ...zhang, line: 'school' };
      expect(refusal(school, body, QIAN)).toMatchObject({ code: 'placed_elsewhere' });
    },
  );

  test('of a child taught elsewhere is asked of the bureau, until it is closed or the child is gone again', () => {
    const placed = (): School =>
      suspected().tell('09-17 10:00', QIAN, {
        ...{ kind: 'placement', ...zhang, placement: 'home_teaching', day: '2026-09-17' },
      });
    const first = 'P3.1-EACH-CASE/close_placed';
    const again = 'P3.1-EACH-CASE/again_close_placed';
    const school = placed().runTo('10-20 17:00');
    expect(school.dutiesOf(first)).toEqual([]);
    // Twenty school days, with the holidays between.
    expect(school.runTo('10-21 09:00').dutiesOf(first)).toEqual(['zhou 10-20 18:00 → 10-27 18:00 open']);
    expect(school.runTo('12-11 18:00').dutiesOf(again).length).toBeGreaterThan(2);
    school.tell('12-12 09:00', ZHOU, ending('HOME_TEACHING'));
    expect(school.file('zhang').stage).toBe('RETURNED');
    for (const proof of ['teaching_plan', 'enrolment_kept', 'visit_log'] as const)
      school.tell('12-12 10:00', WANG, { kind: 'proof', ...zhang, proof, detail: '2026-31号' });
    expect(school.dutiesOf('P3.1-EACH-CASE/placed_proof').at(-1)).toMatch(/done_late$/);
    school.tell('12-12 11:00', ZHOU, ending('HOME_TEACHING'));
    expect(school.live('zhang').filter((name) => name.startsWith('P3.1-EACH-CASE'))).toEqual([]);
    const back = placed()
      .runTo('10-21 09:00')
      .tell('10-21 10:00', QIAN, {
        ...{ kind: 'placement', ...zhang, placement: 'own_class', day: '2026-10-21' },
      });
    expect(back.dutiesOf(first)).toEqual(['zhou 10-20 18:00 → 10-27 18:00 not_applicable']);
    expect(
      back.tellAll(allThere('10-22', '11-20')).runTo('11-20 18:30').file('zhang').stableOn,
    ).not.toBeNull();
  });

  const placing = (
    placement: 'vocational' | 'own_class',
    day: string,
    proofs?: readonly Proof[],
  ): FactBody => ({
    ...{ kind: 'placement', ...zhang, placement, day: `2026-${day}` },
    ...(proofs ? { proofs } : {}),
  });

  test('of a child that is taught elsewhere since its return is the bureau’s to close from then on (P6.2-VOC, T18)', () => {
    const school = suspected()
      .tellAll([...allThere('09-17', '10-20'), ...talks('10-20 18:00')])
      .runTo('10-20 19:00');
    const confirmed = 'P3.1-EACH-CASE/close_school';
    expect(school.live('zhang')).toContain(confirmed);
    school.tell('10-21 09:00', WANG, placing('vocational', '10-21'));
    expect(school.file('zhang')).toMatchObject({
      ...{ stage: 'RETURNED', placement: 'vocational', returnedOn: '2026-10-21', stableOn: null },
    });
    expect(school.live('zhang')).not.toContain(confirmed);
    // No roll names it, and none misses it.
    school.tell('10-22 08:05', WANG, roll('10-22', 'zhang'), absent('zhang', '10-22')).runTo('10-23 08:00');
    expect(school.file('zhang')).toMatchObject({ stage: 'RETURNED', away: null, relapse: 0 });
    expect(school.runTo('11-19 08:00').live('zhang')).toContain('P3.1-EACH-CASE/close_placed');
  });

  test('a pupil in no case is taught elsewhere by the office’s word and with its proof, and expected in class no more', () => {
    const school = new School();
    const codeOf = (body: FactBody, by: Author) => refusal(school, body, by)?.code ?? null;
    const proven = placing('vocational', '09-14', ['vocational_class']);
    expect(codeOf(placing('vocational', '09-14'), QIAN)).toBe('placement_unproven');
    expect(codeOf(proven, WANG)).toBe('not_whose');
    expect(codeOf(placing('own_class', '09-14'), QIAN)).toBe('no_case');
    school.tell('09-14 10:00', QIAN, proven);
    for (const day of ['15', '16', '17', '18'])
      school.tell(`09-${day} 08:05`, WANG, roll(`09-${day}`, 'zhang'), absent('zhang', `09-${day}`));
    expect(school.runTo('09-18 20:00').file('zhang')).toMatchObject({
      ...{ stage: 'ENROLLED', placement: 'vocational', away: null, opened: null },
      proofs: [{ proof: 'vocational_class' }],
    });
    school.tell('09-21 07:30', QIAN, placing('own_class', '09-21'));
    school.tell('09-21 08:05', WANG, roll('09-21', 'zhang'), absent('zhang', '09-21'));
    expect(school.file('zhang')).toMatchObject({ stage: 'ABSENT_UNVERIFIED', away: '2026-09-21' });
  });

  test('is not confirmed while the platform’s ticket is open', () => {
    const school = suspected()
      .tell('09-16 15:30', WANG, { kind: 'ticket', ...zhang, number: '20260916', confirmed: false })
      .tellAll([...allThere('09-17', '10-20'), ...talks('10-20 18:30')])
      .runTo('10-20 19:00');
    const body: FactBody = { kind: 'close_confirmation', ...zhang, line: 'township' };
    expect(refusal(school, body, SUN)).toEqual({ code: 'ticket_open', values: { ticket: '20260916' } });
    school.tell('10-20 19:01', SUN, { kind: 'ticket_closed', ...zhang });
    expect(refusal(school, body, SUN)).toBeNull();
  });

  test('does not wait for a ticket that nobody has ever told of; told late, it has to be closed first', () => {
    const school = suspected()
      .tell('09-16 16:00', ZHOU, {
        ...{ kind: 'dispatch', ...zhang, township: 't1', row: 'at_enrolment', reason: null },
      })
      .tellAll([...allThere('09-17', '10-20'), ...talks('10-20 18:30')])
      .runTo('10-20 19:00');
    const body: FactBody = { kind: 'close_confirmation', ...zhang, line: 'township' };
    expect(refusal(school, body, SUN)).toBeNull();
    school.tell('10-20 19:01', WANG, { kind: 'ticket', ...zhang, number: '20260916', confirmed: false });
    expect(refusal(school, body, SUN)?.code).toBe('ticket_open');
  });
});
