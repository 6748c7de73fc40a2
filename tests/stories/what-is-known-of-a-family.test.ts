/** What decides how a family is written to is told by those who may know it (law.md §8.10, §8.11, §9). */
import { expect, test } from 'vitest';
import { story } from '../support/play.ts';
import { TOWN } from '../support/town.ts';

/** 张伟 with both parents. */
const BOTH_PARENTS = {
  ...TOWN,
  people: [...TOWN.people, { id: 'mother', name: '李梅' }, { id: 'father', name: '张强' }],
  students: TOWN.students.map((student) =>
    student.id === 'zhang' ? { ...student, guardians: ['father', 'mother'] } : student,
  ),
};

test('the principal says which guardian may be written to; a class teacher may not', async () => {
  const told = await story(
    { until: '09-14 12:00', town: BOTH_PARENTS },
    `09-14 09:00 wang 张伟的消息只发给李梅
     09-14 09:01 qian 张伟的消息只发给叔叔
     09-14 09:02 qian 张伟的消息只发给李梅`,
  );
  expect(told.texts('wang', 'reply')[0]).toContain('不归您的岗位报');
  expect(told.texts('qian', 'reply')).toEqual([
    '没有记。请写明是哪位家长：张强、李梅。例如“张伟的消息只发给某某”。',
    '已记：消息发给哪位家长\n· 张伟\n→ 从现在起，消息只发给李梅。',
  ]);
  expect(told.rest()).toEqual([
    '09-14 07:50 wang reminder P3.1-ROLL',
    '09-14 08:10 wang reminder P3.1-ROLL',
    '09-14 08:10 zhao escalation P3.1-ROLL',
    '09-14 09:00 wang reminder P3.1-REPORT-2H',
    '09-14 09:40 wang reminder P3.1-REPORT-2H',
    '09-14 10:00 wang reminder P3.1-REPORT-2H',
    '09-14 10:00 zhao escalation P3.1-REPORT-2H',
    '09-14 12:00 qian escalation P3.1-REPORT-2H',
  ]);
});

test('harsh treatment that is alleged goes to the principal and the bureau, not to the class teacher', async () => {
  const told = await story(
    { until: '09-14 18:00' },
    `09-14 09:00 zhao 张伟情况：家长说孩子在学校被同学欺负
     09-14 16:00 qian 1 问了双方，当面和好了，已答复家长`,
  );
  expect(told.during('09-14 09:00', '09-14 16:00').filter((line) => line.includes('HAZARD'))).toEqual([
    '09-14 09:00 qian notice P1.R4-HAZARD',
    '09-14 09:00 zhou notice P1.R4-HAZARD',
  ]);
  expect(told.duties('P1.R4-HAZARD', 'zhang')).toEqual(['qian 09-14 09:00 → 09-17 18:00 done 09-14 16:00']);
  expect(told.rest()).toEqual([
    '09-14 07:50 wang reminder P3.1-ROLL',
    '09-14 08:10 wang reminder P3.1-ROLL',
    '09-14 08:10 zhao escalation P3.1-ROLL',
  ]);
});

test('a circumstance nobody knows is asked for, and until when a family sees to it needs a day', async () => {
  const told = await story(
    { until: '09-14 12:00' },
    `09-14 09:00 wang 张伟情况：还好
     09-14 09:01 wang 张伟情况：孩子不想来，家长愿意送
     09-14 09:02 wang 张伟家里在办，以前不再发
     09-14 09:03 wang 张伟家里在办，9月18日前不再发`,
  );
  expect(told.texts('wang', 'reply').map((text) => text.split('\n')[0])).toEqual([
    '没有记。请写明是哪种情况：打工、生病、孩子不愿来、随父母外出、早婚苗头，还是说在学校受了欺负。',
    '已记：孩子的情况',
    '没有记。请写明到哪一天，例如“张伟家里在办，9月18日前不再发”。',
    '已记：家里在办，到期前不再发',
  ]);
  expect(told.rest()).toEqual([
    '09-14 07:50 wang reminder P3.1-ROLL',
    '09-14 08:10 wang reminder P3.1-ROLL',
    '09-14 08:10 zhao escalation P3.1-ROLL',
    '09-14 09:00 wang reminder P3.1-REPORT-2H',
    '09-14 09:40 wang reminder P3.1-REPORT-2H',
    '09-14 10:00 wang reminder P3.1-REPORT-2H',
    '09-14 10:00 zhao escalation P3.1-REPORT-2H',
    '09-14 12:00 qian escalation P3.1-REPORT-2H',
  ]);
});
