/** 送教上门: decided, asked after and begun; never a visit, and no coming to school (P5.4-SPED, T18). */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { closeFields, Field, WORDS } from '../support/field.ts';
import { pupil } from '../support/field-county.ts';

let town: Field;
const CHILD = pupil('c31', '岩温罕');

afterEach(closeFields);

beforeEach(async () => {
  town = await Field.open();
  for (const day of ['14', '15', '16']) {
    await town.goTo(`2026-09-${day} 08:05`);
    await town.says('wang', '岩温罕没来，其他都到');
  }
  await town.goTo('2026-09-17 10:00');
});

test('decided, with what was told of it; what lacks is asked', async () => {
  const bare = await town.says('zhao', '岩温罕送教上门');
  expect(bare).toContain('就读方式：送教上门');
  expect(bare).toContain('还差每周几次、哪天开始、哪位老师负责');
  const whole = await town.says('zhao', '岩温罕定了送教上门，每周两次，9月21日开始，许老师负责');
  expect(whole).toContain('就读方式：送教上门（每周两次，9月21日开始，许老师负责）');
  expect(whole).not.toContain('还差');
  expect(await town.facts('visit')).toEqual([]);
  expect(await town.file(CHILD)).toMatchObject({ stage: 'SUSPECTED', persuasions: 0 });
});

test('asked after it is neither a visit nor a decision', async () => {
  expect(await town.says('zhao', '岩温罕送教上门怎么办')).toContain('岩温罕定了送教上门，每周几次');
  expect([...(await town.facts('visit')), ...(await town.facts('schooling'))]).toEqual([]);
});

test('begun, nobody hears that the child came to school', async () => {
  await town.says('zhao', '岩温罕开始送教上门了');
  expect(await town.file(CHILD)).toMatchObject({ stage: 'RETURNED', placement: 'home_teaching' });
  await town.goTo('2026-09-17 12:00');
  const told = ['wang', 'qian', 'sun', 'zhou'].map((person) => town.news(person).join('\n'));
  for (const text of told) {
    expect(text).toContain('三(1)班）今天起由老师送教上门');
    expect(text).not.toContain('到校了');
  }
  expect(town.news(`g-${CHILD}`).join('\n')).not.toContain('来上课了');
});

test.each([
  ['home_teaching', '起由老师送教上门'],
  ['vocational', '起在职业学校上课'],
  [null, '来上课了'],
])('what its family reads of a child that is back: %s', (placed, said) => {
  const values = {
    child: '温罕',
    class: '三(1)班',
    day: '2026-09-17',
    school: '汤丹中心小学',
    teacher: '王老师',
  };
  const text = WORDS.say('parents/L9', { values: { ...values, placed }, now: town.now });
  expect(text).toContain(said);
  expect(text.includes('来上课了')).toBe(placed === null);
});
