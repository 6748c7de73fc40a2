import { expect, test } from 'vitest';
import { CHILDREN_IN_NEED, EMPTY_POSTS, SCHOOL_DAYS, SCHOOL_WEEKS, THE_YEAR } from '../support/asides.ts';
import { story } from '../support/play.ts';
import { SCHOOL_YEAR, TOWN, without } from '../support/town.ts';

/** The autumn term ends on Friday, 15 January. */
const WINTER = { terms: SCHOOL_YEAR };
const LISTED = `01-05 10:00 wang 2
     01-05 10:01 wang 张伟 厌学、常请假；李思雨 家里困难
     01-14 09:59 zhao 隐患生名单已报
     01-14 10:00 zhao 孙副镇长`;

test('P2.R2-ENDTERM-LIST: pupils at risk with what is ticked, then the list to the township in writing', async () => {
  const told = await story({ ...WINTER, from: '12-30 12:00', until: '01-16 20:00' }, LISTED);
  expect(told.duties('P2.R2-ENDTERM-LIST')).toEqual([
    'wang 12-31 08:10 → 01-12 18:00 done 01-05 10:01',
    'zhao 12-31 08:10 → 01-15 18:00 done 01-14 10:00',
  ]);
  expect(told.texts('wang', 'reply').join()).toContain('张伟：列入名单（厌学、常请假旷课）');
  expect(told.texts('zhao', 'reminder').join()).toContain(
    '李思雨（家庭困难）、张伟（厌学、常请假旷课），共2人',
  );
  expect(told.of('P2.R2-ENDTERM-LIST')).toContain('01-14 10:00 sun notice');
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, EMPTY_POSTS, ...THE_YEAR);
});

test('P2.R2-VACATION: one duty a village, about exactly these pupils, every fortnight; the school hears who is away', async () => {
  const told = await story(
    { ...WINTER, from: '12-30 12:00', until: '02-23 12:00' },
    `${LISTED}
     01-17 09:00 luo 1
     01-31 09:00 luo 张伟去昆明打工了
     01-31 09:05 luo 李思雨在家`,
  );
  expect(told.duties('P2.R2-VACATION')).toEqual([
    'luo 01-16 08:10 → 01-21 18:00 done 01-17 09:00',
    'luo 01-30 08:10 → 02-04 18:00 done 01-31 09:05',
    'luo 02-13 08:10 → 02-18 18:00 overdue',
  ]);
  expect(told.texts('luo', 'notice')[0]).toContain('李思雨、张伟，共2人');
  expect(told.texts('luo', 'reply')[1]).toContain('还差：李思雨');
  expect(told.texts('wang', 'notice').join()).toContain('张伟（三(1)班）：去昆明打工了');
  // What was seen comes back to the class teacher with the question before the term.
  expect(told.texts('wang', 'notice').at(-1)).toContain('张伟（去昆明打工了）');
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, EMPTY_POSTS, ...THE_YEAR);
});

test('where no cadre stands for the village, the township is asked, once', async () => {
  const told = await story(
    { ...WINTER, town: without('village_cadre'), from: '12-30 12:00', until: '01-22 12:00' },
    `${LISTED}
     01-17 09:00 sun 都在家`,
  );
  expect(told.duties('P2.R2-VACATION')).toEqual(['sun 01-16 08:10 → 01-21 18:00 done 01-17 09:00']);
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, EMPTY_POSTS, ...THE_YEAR);
});

test('without a pupil at risk nobody is asked in the vacation, and a class without one says so with 1', async () => {
  const told = await story(
    { ...WINTER, from: '12-30 12:00', until: '02-10 12:00' },
    `01-05 10:00 wang 1
     01-14 10:00 zhao 全校没有隐患生`,
  );
  expect(told.duties('P2.R2-VACATION')).toEqual([]);
  expect(told.duties('P2.R2-ENDTERM-LIST')).toEqual([
    'wang 12-31 08:10 → 01-12 18:00 done 01-05 10:00',
    'zhao 12-31 08:10 → 01-15 18:00 done 01-14 10:00',
  ]);
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, EMPTY_POSTS, ...THE_YEAR);
});

test('P5.4-LB-VISIT: children left behind are looked after every month in term, every fortnight in the vacation', async () => {
  const town = {
    ...TOWN,
    students: TOWN.students.map((one) => (one.id === 'ma' ? { ...one, flags: ['left_behind'] } : one)),
  };
  const told = await story(
    { ...WINTER, town, from: '09-01 06:00', until: '02-01 12:00' },
    '09-03 10:00 luo 马小军在家，跟着爷爷',
  );
  expect(told.duties('P5.4-LB-VISIT').map((line) => line.slice(0, 15))).toEqual([
    'luo 09-01 08:10',
    'luo 10-01 08:10',
    'luo 10-31 08:10',
    'luo 11-30 08:10',
    'luo 12-30 08:10',
    'luo 01-16 08:10',
    'luo 01-30 08:10',
  ]);
  expect(told.duties('P5.4-LB-VISIT')[0]).toContain('done 09-03 10:00');
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, EMPTY_POSTS, ...THE_YEAR, CHILDREN_IN_NEED);
  expect(told.rest()).toEqual(['09-21 18:00 zhao escalation P5.1-LEFTBEHIND']);
});

test('P5.4-LB-BASE: the township counts them each term', async () => {
  const told = await story(
    { ...WINTER, from: '02-28 12:00', until: '03-06 12:00' },
    '03-05 10:00 sun 1 36人',
  );
  expect(told.duties('P5.4-LB-BASE')).toEqual(['sun 03-01 08:10 → 03-31 18:00 done 03-05 10:00']);
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, EMPTY_POSTS, ...THE_YEAR);
});

test('P1.R4-PTA: once a term, asked before it ends', async () => {
  const told = await story(
    { ...WINTER, from: '12-30 12:00', until: '01-12 12:00' },
    '01-11 10:00 zhao 家长会已开展',
  );
  expect(told.duties('P1.R4-PTA')).toEqual(['zhao 12-31 08:10 → 01-15 18:00 open']);
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, EMPTY_POSTS, ...THE_YEAR);
});
