/** L0: who writes and how data are used, once to each guardian (law.md §7.2, §9). */
import { afterEach, expect, test } from 'vitest';
import { at } from '../../domain/calendar/time.ts';
import type { Review } from '../../domain/parents/texts.ts';
import { tellFirstNotice } from '../../workers/first-notice.ts';
import { closeFields, Field, MONDAY, POLICY } from '../support/field.ts';
import { fieldCounty } from '../support/field-county.ts';

afterEach(closeFields);

const COUNTY = fieldCounty();
/** g-c31-1 has two children, in two schools. */
const TWO = {
  ...COUNTY,
  students: COUNTY.students.map((student) =>
    student.id === 'c71-1' ? { ...student, guardians: ['g-c31-1'] } : student,
  ),
};

const openTown = async (
  reviews: readonly Review[] = POLICY.parentTexts.reviews,
  start = at(MONDAY, '07:20'),
) => {
  const field = await Field.open(TWO, start);
  let known = reviews;
  const county = () => {
    const { policy, ...others } = field.county();
    return { ...others, policy: { ...policy, parentTexts: policy.parentTexts.reviewedBy(known) } };
  };
  const welcomed = () =>
    field.inboxes.delivered
      .filter(({ text }) => text.includes('平常的提醒也收吗'))
      .map(({ to, text }) => `${to}: ${text.split('\n')[0]}`)
      .sort();
  return {
    field,
    welcomed,
    review: (fresh: readonly Review[]) => {
      known = fresh;
    },
    /** At this time everything due is done, and whoever is due the notice gets it. */
    look: async (time: string) => {
      await field.goTo(time);
      await tellFirstNotice(field.now, { database: field.database, county });
      await field.goTo(time);
      await tellFirstNotice(field.now, { database: field.database, county });
    },
  };
};

test('the child who is missed comes first: the notice goes the next morning, once, for all children of a guardian', async () => {
  const { field, look, welcomed } = await openTown();
  await field.goTo('08:05');
  await field.says('wang', '三(1)班应到10实到9，张伟没来');
  await field.says('he', '七(1)班应到4实到3，马建平没来');
  await look('12:00');
  expect(field.news('g-c31-1').join('\n')).toContain('今天还没到班里');
  expect(welcomed()).toEqual([]);
  await look('2026-09-15 06:50');
  expect(welcomed()).toEqual([]);
  await look('2026-09-15 07:05');
  expect(welcomed()).toEqual([
    'g-c31-1: 张伟、建平（三(1)班、七(1)班）的家长您好：孩子没到校，学校会马上告诉您；要请假，回一句就行。',
  ]);
  expect((await field.facts('notice_given')).map(({ body }) => body)).toEqual([
    {
      kind: 'notice_given',
      guardian: 'g-c31-1',
      version: POLICY.parentTexts.find('L0')?.digest,
      channel: 'test',
    },
  ]);
  // Its numbers are a choice about hints, and "1" means them.
  expect(await field.says('g-c31-1', '2')).toContain('一般的提示和宣传不再发给您');
  await field.says('g-c31-1', '在路上了');
  await look('2026-09-16 07:05');
  await look('2026-09-21 07:05');
  expect(welcomed()).toHaveLength(1);
});

test('whoever has no whereabouts of a child is left in peace until the child is found', async () => {
  const { field, look, welcomed } = await openTown();
  await field.says('g-c31-2', '孩子不见了 一晚上没回家');
  await look('2026-09-15 07:05');
  expect(welcomed()).toEqual([]);
  await field.says('wang', '李思雨找到了');
  await look('2026-09-16 07:05');
  expect(welcomed()).toHaveLength(1);
});

test('without a review the judicial bureau hears of it once a day, and the family after the review', async () => {
  const { field, look, welcomed, review } = await openTown([]);
  await field.says('g-c31-2', '孩子今天不舒服');
  await look('2026-09-15 07:05');
  await look('2026-09-15 12:05');
  expect(welcomed()).toEqual([]);
  expect(field.news('zhou').filter((text) => text.includes('L0“欢迎和告知”'))).toHaveLength(1);
  review(POLICY.parentTexts.reviews);
  await look('2026-09-16 07:05');
  expect(welcomed()).toHaveLength(1);
});

test('in the first week of a term it goes to all who have not had it, and to nobody a second time', async () => {
  const { field, look, welcomed } = await openTown(POLICY.parentTexts.reviews, at('2026-08-31', '19:00'));
  await field.says('g-c31-2', '孩子明天几点到校');
  await look('2026-09-01 07:05');
  expect(welcomed()).toHaveLength(1);
  await look('2026-09-01 12:00');
  const families = new Set(TWO.students.flatMap(({ guardians }) => guardians));
  expect(
    welcomed()
      .map((line) => line.split(':')[0])
      .sort(),
  ).toEqual([...families].sort());
  await look('2026-09-02 12:00');
  expect(welcomed()).toHaveLength(families.size);
});

test('a guardian of two children is shown where the notice stands once', async () => {
  const { field } = await openTown();
  await field.goTo('08:05');
  expect(await field.says('g-c31-1', '张伟和马建平都发烧了')).toMatch(/初次联系/);
  expect(await field.says('g-c31-1', '马建平今天来不了')).not.toContain('初次联系');
});
