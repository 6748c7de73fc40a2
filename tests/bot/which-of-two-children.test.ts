/** A guardian of two children: nothing is asked for one of them that may be the other's, and each teacher hears of its own. */
import { afterEach, expect, test } from 'vitest';
import { closeFields, Field } from '../support/field.ts';
import { fieldCounty, pupil } from '../support/field-county.ts';

afterEach(closeFields);

const MA = pupil('c31', '马小军');
const BAI = pupil('c71', '白雪');

const family = async (): Promise<Field> => {
  const parts = fieldCounty();
  const students = parts.students.map((student) =>
    [MA, BAI].includes(student.id) ? { ...student, guardians: ['g-c31-6'] } : student,
  );
  const town = await Field.open({ ...parts, students });
  await town.goTo('07:50');
  return town;
};

const wordsOf = async (town: Field): Promise<unknown[]> =>
  (await town.facts('guardian_words')).map(({ body }) => body.student);

test('“小军来了 白雪不来” goes to both teachers', async () => {
  const town = await family();
  await town.says('g-c31-6', '小军来了 白雪不来');
  expect((await wordsOf(town)).toSorted()).toEqual([MA, BAI].toSorted());
});

test('“他今天不舒服 不来了” is asked about, whatever was shown last on another day', async () => {
  const town = await family();
  await town.says('wang', '应到10实到9，马小军没来');
  await town.goTo('2026-09-15 07:30');
  expect(await town.says('g-c31-6', '他今天不舒服 不来了')).toContain('1 马小军');
  expect(await wordsOf(town)).toEqual([]);
});
