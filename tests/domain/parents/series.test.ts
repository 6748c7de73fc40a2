/** The series L0–L11 step by step: when each text goes, to whom, and what stops it (law.md §8, §9). */
import { describe, expect, test } from 'vitest';
import { loadPolicy } from '../../../seeds/load-policy.ts';
import { loadWords } from '../../../templates/words.ts';
import { absent, moment, QIAN, roll, School, SUN, WANG, ZHAO, ZHOU } from '../../support/desk.ts';
import {
  decided,
  dispatched,
  FANG,
  familyTown,
  heard,
  ordered,
  paper,
  sessions,
  texts,
  threeDays,
  unheeded,
} from '../../support/families.ts';

const zhang = { student: 'zhang' };
const family = (flags?: readonly string[]): School => new School({ parts: familyTown(flags) });
const back = (day: string) => roll(day);
const released = (school: School): string[] =>
  [...school.duties.values()]
    .filter(({ name }) => name === 'P4.2-ORDER/release')
    .map(({ period, actor, state }) => `${actor} ${period.split('@')[0]} ${state}`);

describe('before the case', () => {
  test('L1 goes to both guardians as soon as the absence is told', () => {
    const school = family().tell('09-14 08:05', WANG, roll('09-14', 'zhang'), absent('zhang', '09-14'));
    expect(heard(school)).toEqual(['09-14 08:05 father L1', '09-14 08:05 mother L1']);
    expect(school.notices.find(({ to }) => to === 'father')).toMatchObject({ room: 'none', urgent: false });
  });

  test('nobody is asked where a child is that nobody has missed today', () => {
    const school = family().tell('09-14 08:05', WANG, roll('09-14', 'zhang'), absent('zhang', '09-14'));
    // On Tuesday no roll is told at all.
    school.runTo('09-15 20:00');
    expect(heard(school).filter((line) => line.startsWith('09-15'))).toEqual([]);
  });

  test('L2 goes at the end of the first day when still nobody was reached, and on no later day', () => {
    const school = family().tell('09-14 08:05', WANG, roll('09-14', 'zhang'), absent('zhang', '09-14'));
    school.tell('09-14 08:50', WANG, { kind: 'contact', ...zhang, day: '2026-09-14', result: 'unreachable' });
    school.tell('09-15 08:05', WANG, roll('09-15', 'zhang'), absent('zhang', '09-15')).runTo('09-15 22:00');
    expect(heard(school).filter((line) => line.includes('father'))).toEqual([
      '09-14 08:05 father L1',
      '09-14 18:00 father L2',
      '09-15 08:05 father L1',
    ]);
    expect(school.notices.find(({ words }) => words === 'parents/L2')?.values).toMatchObject({
      tries: 1,
      until: '21:00',
    });
  });

  test('whoever was reached is not asked again that evening', () => {
    const school = family().tell('09-14 08:05', WANG, roll('09-14', 'zhang'), absent('zhang', '09-14'));
    school.tell('09-14 08:30', WANG, { kind: 'contact', ...zhang, day: '2026-09-14', result: 'reached' });
    expect(texts(school.runTo('09-14 22:00'), 'father')).toEqual(['L1']);
  });

  test('L3 announces the visit on the third day; after a visit there is nothing to announce', () => {
    const school = threeDays(family());
    expect(heard(school).filter((line) => line.endsWith('L3'))).toEqual([
      '09-16 15:00 father L3',
      '09-16 15:00 mother L3',
    ]);
    expect(school.notices.find(({ words }) => words === 'parents/L3')?.values).toMatchObject({
      teacher: '王老师',
      contact: 'wang',
    });
    expect(texts(school.runTo('09-21 12:00'), 'father').filter((text) => text === 'L3')).toHaveLength(1);
  });

  test('a visit that was made is announced no more: what waits for the family’s morning is stopped', () => {
    const school = threeDays(family());
    let stilled: string[] = [];
    school.watch = (decision) => {
      stilled = decision.stilled.flatMap(({ texts }) => texts);
    };
    const visit = { kind: 'visit', ...zhang, day: '2026-09-16', purpose: 'visit', result: 'other' } as const;
    school.tell('09-16 19:20', WANG, visit);
    expect(stilled).toContain('parents/L3');
  });
});

describe('step 1', () => {
  test('L4a, L4b and L4c go with the first, second and third session, each once', () => {
    const school = sessions(dispatched(family()), '09-17', '09-18', '09-21').runTo('09-25 12:00');
    expect(heard(school).filter((line) => line.includes('father L4'))).toEqual([
      '09-17 10:00 father L4a',
      '09-18 10:00 father L4b',
      '09-21 10:00 father L4c',
    ]);
  });

  test('what a school holds by itself before the dispatch is no session, and brings no law', () => {
    const school = threeDays(family()).tell('09-16 17:00', ZHAO, {
      kind: 'visit',
      ...zhang,
      day: '2026-09-16',
      purpose: 'persuasion',
      result: 'promised',
    });
    expect(texts(school.runTo('09-18 12:00'), 'father').filter((text) => text.startsWith('L4'))).toEqual([]);
  });
});

describe('from step 2 on', () => {
  test('L5 waits for the township, which sees it whole; only its word lets it go', () => {
    const school = ordered(family());
    expect(texts(school, 'father')).not.toContain('L5');
    expect(school.notices.find(({ words }) => words === 'P4.2-ORDER/release/opened')).toMatchObject({
      to: 'sun',
      values: {
        text: 'parents/L5',
        number: '汤政责〔2026〕5号',
        limit: '2026-10-12',
        issuer: '汤丹镇人民政府',
      },
      options: [
        { key: '1', label: '发给家长' },
        { key: '2', label: '不发' },
      ],
    });
    decided(school, '09-22 10:00', 'done');
    expect(heard(school).filter((line) => line.endsWith('L5'))).toEqual([
      '09-22 10:00 father L5',
      '09-22 10:00 mother L5',
    ]);
    // From the second step on the township signs, and its telephone stands below.
    expect(school.notices.find(({ words }) => words === 'parents/L5')?.values).toMatchObject({
      contact: 'sun',
    });
  });

  test('what the township keeps back stays back', () => {
    const school = decided(ordered(family()), '09-22 10:00', 'cannot').runTo('09-25 12:00');
    expect(texts(school, 'father')).not.toContain('L5');
    expect(released(school)).toEqual(['sun L5 not_done']);
  });

  test('an order without its limit tells no family anything; the township is asked for the day, and then L5 is', () => {
    const school = sessions(dispatched(family()), '09-17', '09-18', '09-21')
      .tell('09-21 11:00', SUN, paper('S1_EDU', '汤政宣〔2026〕3号', '09-21', null))
      .tell('09-21 11:01', SUN, unheeded('S1_EDU', '09-21'))
      .tell('09-21 15:00', FANG, { kind: 'legal_check', ...zhang, step: 'S2_ORDER', agreed: true })
      .tell('09-22 09:00', SUN, { kind: 'step_opened', ...zhang, step: 'S2_ORDER', way: null })
      .tell('09-22 09:10', SUN, paper('S2_ORDER', '汤政责〔2026〕5号', '09-22', null));
    const limit = () =>
      [...school.duties.values()]
        .filter(({ name }) => name === 'P4.2-ORDER/limit')
        .map(({ actor, state }) => `${actor} ${state}`);
    expect(limit()).toEqual(['sun open']);
    expect(released(school)).toEqual([]);
    school.tell('09-22 10:00', SUN, paper('S2_ORDER', '汤政责〔2026〕5号', '09-22', '10-12'));
    expect(limit()).toEqual(['sun done']);
    expect(released(school)).toEqual(['sun L5 open']);
  });

  test('L6 is asked for five and two working days before the limit, and on its day; an old answer releases nothing new', () => {
    const school = decided(ordered(family()), '09-22 10:00', 'done');
    school.runTo('09-29 12:00');
    const [, early] = [...school.duties.values()].filter(({ name }) => name === 'P4.2-ORDER/release');
    decided(school, '10-09 12:00', 'done').runTo('10-12 12:00');
    expect(heard(school).filter((line) => line.includes('father L6'))).toEqual(['10-09 12:00 father L6']);
    expect(early?.period).toContain('L6@');
    expect(released(school)).toEqual([
      'sun L5 done',
      // Over a long holiday nobody decided, and the next one took its place.
      'sun L6 not_applicable',
      'sun L6 done',
      'sun L6 open',
    ]);
  });

  test('L7 needs the legal basis of step 3, L8 the court paper; each waits for the township', () => {
    const policy = loadPolicy('dongchuan', { 'fourstep.s3_enabled': true });
    const school = ordered(new School({ parts: familyTown(), policy }))
      .tell('10-13 09:00', SUN, unheeded('S2_ORDER', '10-13'))
      .tell('10-13 09:30', FANG, { kind: 'legal_check', ...zhang, step: 'S3_PENALTY', agreed: true })
      .tell('10-13 10:00', SUN, { kind: 'step_opened', ...zhang, step: 'S3_PENALTY', way: null })
      .tell('10-13 10:10', SUN, paper('S3_PENALTY', '汤政罚告〔2026〕1号', '10-13', '10-19'));
    expect(texts(school, 'father')).not.toContain('L7');
    decided(school, '10-13 11:00', 'done')
      .tell('10-20 09:00', SUN, unheeded('S3_PENALTY', '10-20'))
      .tell('10-20 09:30', FANG, { kind: 'legal_check', ...zhang, step: 'S4_COURT', agreed: true })
      .tell('10-20 10:00', SUN, { kind: 'step_opened', ...zhang, step: 'S4_COURT', way: 'enforce' })
      .tell('10-20 10:10', SUN, paper('S4_COURT', '汤政催〔2026〕1号', '10-20', null));
    expect(texts(school, 'father')).not.toContain('L8');
    decided(school, '10-20 11:00', 'done');
    expect(heard(school).filter((line) => /father L[78]/.test(line))).toEqual([
      '10-13 11:00 father L7',
      '10-20 11:00 father L8',
    ]);
    // What may be said against a penalty belongs to the notice before it, review and suit to the decision (law.md §3.2).
    const say = (paper: string) => loadWords().say('parents/L7', { values: { paper }, now: 0 });
    expect(say('notice')).toMatch(/申辩.*听证/s);
    expect(say('notice')).not.toContain('复议');
    expect(say('decision')).toMatch(/复议.*起诉/s);
    expect(say('decision')).not.toContain('听证');
  });

  test('of a penalty its notice reaches the family too, before the decision and by its own name', () => {
    const policy = loadPolicy('dongchuan', { 'fourstep.s3_enabled': true });
    const school = ordered(new School({ parts: familyTown(), policy }))
      .tell('10-13 09:00', SUN, unheeded('S2_ORDER', '10-13'))
      .tell('10-13 09:30', FANG, { kind: 'legal_check', ...zhang, step: 'S3_PENALTY', agreed: true })
      .tell('10-13 10:00', SUN, { kind: 'step_opened', ...zhang, step: 'S3_PENALTY', way: null })
      .tell('10-13 10:10', SUN, {
        ...paper('S3_PENALTY', '汤政罚告〔2026〕1号', '10-13', null),
        paper: 'notice',
      });
    decided(school, '10-13 11:00', 'done');
    expect(heard(school).filter((line) => line.includes('father L7'))).toEqual(['10-13 11:00 father L7']);
    expect(school.notices.findLast(({ words }) => words === 'parents/L7')?.values).toMatchObject({
      paper: 'notice',
      document: '行政处罚事先告知书',
    });
  });

  test('nothing of a step before the step: each text names no more than the case has come to', () => {
    const school = decided(ordered(family()), '09-22 10:00', 'done').runTo('09-24 12:00');
    expect(texts(school, 'father')).toEqual(['L1', 'L2', 'L1', 'L1', 'L3', 'L4a', 'L4b', 'L4c', 'L5']);
  });
});

describe('what ends it', () => {
  test('L9 thanks on the day of the return, and what waited is stopped', () => {
    const school = ordered(family());
    let stilled: string[] = [];
    school.watch = (decision) => {
      stilled = decision.stilled.flatMap(({ student, until }) => (until === null ? [student] : []));
    };
    school.tell('09-23 08:05', WANG, back('09-23'));
    expect(stilled).toEqual(['zhang']);
    expect(heard(school).filter((line) => line.startsWith('09-23'))).toEqual([
      '09-23 08:05 father L9',
      '09-23 08:05 mother L9',
    ]);
    expect(released(school)).toEqual(['sun L5 not_applicable']);
    expect(texts(school.runTo('10-12 12:00'), 'father').filter((text) => text === 'L9')).toHaveLength(1);
  });

  test('after a relapse the series begins anew, and the steps stay silent until a person decides', () => {
    const school = decided(ordered(family()), '09-22 10:00', 'done').tell('09-23 08:05', WANG, back('09-23'));
    school.tell('09-24 08:05', WANG, roll('09-24', 'zhang'), absent('zhang', '09-24')).runTo('10-12 12:00');
    expect(heard(school).filter((line) => line.includes('father') && line > '09-23 09:00')).toEqual([
      '09-24 08:05 father L1',
      '09-24 18:00 father L3',
    ]);
  });

  test('a case that is closed says nothing more', () => {
    const school = dispatched(family()).tell(
      '09-17 09:00',
      ZHOU,
      { kind: 'proof', ...zhang, proof: 'receiving_school', detail: '在读证明' },
      { kind: 'closing', ...zhang, reason: 'ELSEWHERE', review: null },
    );
    const before = heard(school).length;
    expect(school.file('zhang').stage).toBe('CLOSED');
    expect(heard(school.runTo('09-30 12:00'))).toHaveLength(before);
  });
});

test('L10 offers what is missing, once, whether or not the child is away', () => {
  const school = family()
    .tell('09-14 09:00', WANG, { kind: 'benefits', ...zhang, missing: ['生活补助'] })
    .tell('09-15 09:00', WANG, { kind: 'benefits', ...zhang, missing: ['生活补助', '营养餐'] });
  expect(heard(school)).toEqual(['09-14 09:00 father L10', '09-14 09:00 mother L10']);
  // What kind of household it is stands in no message (policy.md §5.2.2).
  const said = school.notices.filter(({ role }) => role === 'guardian');
  expect(JSON.stringify(said)).not.toContain('生活补助');
});

describe('a text without a current review', () => {
  const drafts = () => {
    const policy = loadPolicy('dongchuan');
    return { ...policy, parentTexts: policy.parentTexts.reviewedBy([]) };
  };

  test('never reaches a parent; the judicial bureau and the bureau officer see it, once a day and without a name', () => {
    const school = threeDays(new School({ parts: familyTown(), policy: drafts() }));
    expect(heard(school)).toEqual([]);
    const blocked = school.notices.filter(({ words }) => words === 'text_blocked');
    expect(new Set(blocked.map(({ to }) => to))).toEqual(new Set(['shen', 'zhou']));
    const keys = blocked.filter(({ to }) => to === 'shen').map(({ key }) => key);
    expect(new Set(keys).size).toBe(5);
    expect(blocked.find(({ rules }) => rules.includes('P3.1-VISIT-3D'))).toMatchObject({
      items: [{ about: { district: 'district' }, subject: '几天没到校，要来家访', note: 'L3|unreviewed||' }],
    });
    expect(JSON.stringify(blocked)).not.toContain('张伟');
  });

  test('goes out once it is reviewed, if it still holds', () => {
    const parts = familyTown();
    const policy = drafts();
    const school = threeDays(new School({ parts, policy }));
    const reviewed = loadPolicy('dongchuan').parentTexts;
    Object.assign(policy, { parentTexts: reviewed });
    expect(heard(school.runTo('09-17 09:00')).filter((line) => line.includes('father'))).toEqual([
      '09-16 16:00 father L3',
    ]);
  });

  test('nobody is asked to let go out what may not', () => {
    const school = ordered(new School({ parts: familyTown(), policy: drafts() }));
    expect(released(school)).toEqual([]);
  });
});

test('what is decided at night waits for the morning', () => {
  const school = dispatched(family()).tell('09-17 21:30', SUN, {
    kind: 'visit',
    ...zhang,
    day: '2026-09-17',
    purpose: 'session',
    result: 'promised',
    law: true,
  });
  const notice = school.notices.find(({ words }) => words === 'parents/L4a');
  expect(moment(notice?.sendAt ?? 0)).toBe('09-18 07:00');
});

test('a missing child goes through quiet hours, the daily place and every agreement', () => {
  const school = family().tell('09-14 08:05', WANG, roll('09-14', 'zhang'), absent('zhang', '09-14'));
  school
    .tell('09-14 09:00', WANG, { kind: 'dealt_with', ...zhang, until: '2026-09-18' })
    .tell('09-14 12:00', QIAN, { kind: 'missing', ...zhang })
    .runTo('09-14 18:00');
  expect(school.notices.find(({ words }) => words === 'parents/L2')).toMatchObject({ urgent: true });
});
