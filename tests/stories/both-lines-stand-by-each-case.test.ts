import { expect, test } from 'vitest';
import { story } from '../support/play.ts';
import { withTeacher } from '../support/town.ts';

const SUSPECTED = `09-14 08:05 wang 三(1)班应到6实到5，张伟没来
  09-16 15:30 qian 张伟责任教师徐老师
  09-16 16:00 qian 张伟情况`;
const SETTING = { town: withTeacher('xu', 'c1'), from: '09-14 07:00', until: '09-16 16:00' };

test('P1.3-TWELVE: with a suspected pupil’s case goes who of both lines stands by the child, and which seats are empty', async () => {
  const told = await story(SETTING, SUSPECTED);
  const answer = told.texts('qian', 'reply').at(-1);
  expect(answer).toContain(
    '政府线：区级分管领导邓区长、乡镇（街道）领导申镇长、村（社区）书记主任罗主任、第一书记或工作队员空缺、村（居）民小组长空缺、帮扶联系人何干事',
  );
  expect(answer).toContain(
    '教育线：区教体局领导吴局长、中心学校（学区）负责人空缺、校长钱校长、教务主任赵主任、班主任王老师、责任教师徐老师',
  );
});

test('P1.3-TWELVE: the seats are the county’s own to name, merge and count', async () => {
  const seats = [
    { line: 'government', title: '包保领导', posts: ['township_officer'] },
    { line: 'education', title: '包保教师', posts: ['homeroom_teacher'] },
  ];
  const told = await story({ ...SETTING, set: { 'twelve.seats': seats } }, SUSPECTED);
  const answer = told.texts('qian', 'reply').at(-1);
  expect(answer).toContain('政府线：包保领导孙副镇长');
  expect(answer).toContain('教育线：包保教师王老师');
});
