/** P3.1-EACH-CASE: whoever is in charge is asked for the next step, and for the word that ends a case. */
import { expect, test } from 'vitest';
import { absent, allThere, QIAN, roll, School, SUN, talks, WANG, ZHOU } from '../support/desk.ts';

const zhang = { student: 'zhang' };
const suspected = (): School =>
  new School()
    .tell('09-14 08:05', WANG, roll('09-14', 'zhang'), absent('zhang', '09-14'))
    .runTo('09-16 15:00');

test('before a dispatch the school is asked, after it the township', () => {
  const before = suspected().runTo('11-13 18:00');
  expect(before.dutiesOf('P3.1-EACH-CASE').length).toBeGreaterThan(0);
  expect(before.dutiesOf('P3.1-EACH-CASE/in_charge')).toEqual([]);
  const after = suspected()
    .tell('09-16 16:00', ZHOU, {
      kind: 'dispatch',
      ...zhang,
      township: 't1',
      row: 'at_enrolment',
      reason: null,
    })
    .runTo('11-13 18:00');
  expect(after.dutiesOf('P3.1-EACH-CASE')).toEqual([]);
  expect(after.dutiesOf('P3.1-EACH-CASE/in_charge')[0]).toMatch(/^sun /);
});

test('a return that has held and that nobody confirms is asked about again, of each line that is silent', () => {
  // It holds by days that were told and follow-ups that are done (T19).
  const school = suspected()
    .tellAll([...allThere('09-17', '09-17'), ...talks('09-17 10:00'), ...allThere('09-18', '11-06')])
    .runTo('11-06 18:00');
  expect(school.file('zhang').stableOn).not.toBeNull();
  expect(school.dutiesOf('P3.1-EACH-CASE/again_close_school')[0]).toMatch(/^qian /);
  expect(school.dutiesOf('P3.1-EACH-CASE/again_close_township')[0]).toMatch(/^sun /);
  const told = (line: 'school' | 'township') => ({ kind: 'close_confirmation', ...zhang, line }) as const;
  const asked = school
    .tell('11-09 10:00', QIAN, told('school'))
    .dutiesOf('P3.1-EACH-CASE/again_close_school');
  school.runTo('11-27 18:00');
  expect(school.dutiesOf('P3.1-EACH-CASE/again_close_school')).toHaveLength(asked.length);
  expect(school.dutiesOf('P3.1-EACH-CASE/again_close_township').length).toBeGreaterThan(1);
  school.tell('11-30 10:00', SUN, told('township'));
  expect(school.file('zhang').stage).toBe('CLOSED');
});
