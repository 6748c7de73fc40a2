/** 责任教师: a person of the school, told, and asked from then on (P3.1-NODE-ASSIGN, P3.4-CONTINUE). */
import { expect, test } from 'vitest';
import type { DirectoryParts, Post } from '../../domain/people/directory.ts';
import { A_CASE, A_CASE_AFTER_A_WEEK, AN_ABSENCE, SCHOOL_DAYS, SCHOOL_WEEKS } from '../support/asides.ts';
import { QIAN, School, WANG } from '../support/desk.ts';
import { story } from '../support/play.ts';
import { withTeacher } from '../support/town.ts';

const held = (person: string, role: Post['role'], unit: string): Post => ({
  ...{ person, role, unit },
  ...{ from: '2026-09-01', until: null },
});

/** The town with a second class, whose class teacher is 李老师; two are called 徐老师, one in each class. */
const town = withTeacher('xu', 'c1');
const TWO_CLASSES: DirectoryParts = {
  ...town,
  classes: [...town.classes, { id: 'c2', name: '三(2)班', school: 's1' }],
  people: [...town.people, { id: 'lee', name: '李老师' }, { id: 'xu2', name: '徐老师' }],
  posts: [...town.posts, held('lee', 'homeroom_teacher', 'c2'), held('xu2', 'subject_teacher', 'c2')],
};

test('the name is looked up in the school; the teacher is told, answers, and is asked to go on visiting', async () => {
  const told = await story(
    { until: '09-21 07:00', town: TWO_CLASSES },
    `09-14 08:05 wang 三(1)班应到6实到5，张伟没来
     09-16 15:30 qian 张伟责任教师徐老师
     09-16 15:31 qian 张伟责任教师胡老师
     09-16 15:32 qian 张伟责任教师李老师
     09-16 15:40 lee 1
     09-16 19:00 lee 家访了张伟，家长说明天送来`,
  );
  const [twice, unknown, done] = told.texts('qian', 'reply');
  expect(twice).toContain('“徐老师”不止一位：三(1)班徐老师、三(2)班徐老师');
  expect(unknown).toContain('本校名册里没有“胡老师”');
  expect(done).toContain('已告诉李老师');
  expect(told.duties('P3.1-NODE-ASSIGN', 'zhang')).toEqual([
    'qian 09-16 15:00 → 09-16 18:00 done 09-16 15:32',
    'lee 09-16 15:32 → 09-16 18:00 done 09-16 15:40',
  ]);
  expect(told.texts('lee', 'notice')[0]).toContain('做这个孩子的责任教师');
  expect(told.texts('lee', 'reply').at(-1)).toContain('张伟');
  // The visit counts, and the next one is asked of the same teacher, not of the class teacher.
  expect(told.duties('P3.4-CONTINUE', 'zhang')).toEqual([
    'lee 09-16 15:00 → 09-23 18:00 done 09-16 19:00',
    'lee 09-16 19:00 → 09-23 18:00 open',
  ]);
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, AN_ABSENCE, A_CASE, A_CASE_AFTER_A_WEEK);
});

test('two of one name are told apart by the class', async () => {
  const told = await story(
    { until: '09-16 16:00', town: TWO_CLASSES },
    `09-14 08:05 wang 三(1)班应到6实到5，张伟没来
     09-16 15:30 qian 张伟责任教师三(2)班徐老师`,
  );
  expect(told.of('P3.1-NODE-ASSIGN').filter((line) => line.includes('xu2'))).toHaveLength(1);
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE, A_CASE);
});

test('T7: a child not registered at term start has a teacher named the same day, and is not asked about again on the third', () => {
  const school = new School({ from: '09-01 07:00' }).tell('09-01 09:00', WANG, {
    kind: 'registration',
    student: 'zhang',
    registered: false,
    day: '2026-09-01',
  });
  expect(school.dutiesOf('P3.1-NODE-ASSIGN')).toEqual(['qian 09-01 09:00 → 09-01 18:00 open']);
  school.tell('09-01 10:00', QIAN, {
    kind: 'assignment',
    student: 'zhang',
    teacher: '王老师',
    person: 'wang',
  });
  school.runTo('09-03 16:00');
  expect(school.file('zhang').stage).toBe('SUSPECTED');
  expect(school.dutiesOf('P3.1-NODE-ASSIGN')).toEqual(['qian 09-01 09:00 → 09-01 18:00 done']);
});

test('T10: for a child whom no school has, the township names a teacher of its schools', async () => {
  const told = await story(
    { until: '09-15 12:00', town: TWO_CLASSES },
    `09-15 09:00 sun 登记失学儿童：罗小弟，户籍汤丹镇
     09-15 09:10 sun 罗小弟责任教师李老师`,
  );
  expect(told.texts('sun', 'reply').at(-1)).toContain('已告诉李老师');
  expect(told.of('P3.1-NODE-ASSIGN').map((line) => line.slice(0, 15))).toContain('09-15 09:10 lee');
  told.ignoring(SCHOOL_DAYS, A_CASE, A_CASE_AFTER_A_WEEK);
});
