/** What bureau, township and class teacher are asked to decide or to see to, and how they say it in the chat. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { closeFields, Field } from '../support/field.ts';

let field: Field;
const absentUntil = async (last: number): Promise<void> => {
  for (let day = 14; day <= last; day += 1) {
    await field.goTo(`2026-09-${day} 07:50`);
    await field.says('wang', '三(1)班应到10实到9，张伟没来');
  }
};

beforeEach(async () => {
  field = await Field.open();
});
afterEach(closeFields);

test('T13: a decision without a reason is asked for one; with it the township reviews the four steps', async () => {
  await absentUntil(16);
  await field.goTo('2026-09-16 17:00');
  expect(await field.says('zhou', '认定张伟辍学')).toContain('请写明理由');
  expect((await field.file('c31-1'))?.stage).toBe('SUSPECTED');
  expect(await field.says('zhou', '认定张伟辍学，多次劝返无效')).toContain('已记：认定辍学');
  expect((await field.file('c31-1'))?.stage).toBe('DROPOUT');
  expect(field.news('sun').join('\n')).toContain('认定辍学，研究四步法');
  await field.says('sun', '1 先责令改正，周五送达');
  expect(await field.duties('P4.2-ORDER/review')).toEqual(['P4.2-ORDER/review c31-1 done']);
});

test('T12: at one month the bureau decides by a number and a reason', async () => {
  await absentUntil(16);
  await field.goTo('2026-10-14 09:00');
  expect(field.news('zhou').join('\n')).toContain('满一个月，是否认定辍学');
  const duty = () => field.duties('P3.3-PLATFORM-1M/decision');
  expect(await duty()).toEqual(['P3.3-PLATFORM-1M/decision c31-1 open']);
  expect(await field.says('zhou', '认定辍学，写理由')).toContain('一句理由');
  await field.says('zhou', '家长拒绝送返，三次劝返无效');
  expect(await duty()).toEqual(['P3.3-PLATFORM-1M/decision c31-1 done']);
  expect((await field.file('c31-1'))?.stage).toBe('DROPOUT');
});

test('T12: why the bureau does not decide yet is its reason, and no return of the child', async () => {
  await absentUntil(16);
  await field.goTo('2026-10-14 09:00');
  expect(await field.says('zhou', '张伟先不认定，人社局说已经送回来了')).toContain('人社局说已经送回来了');
  expect(await field.duties('P3.3-PLATFORM-1M/decision')).toEqual(['P3.3-PLATFORM-1M/decision c31-1 done']);
  expect((await field.file('c31-1'))?.stage).toBe('LONG_ABSENT');
});

test('a dropout is not decided by the words that refuse to', async () => {
  await absentUntil(16);
  await field.goTo('2026-09-17 10:00');
  await field.says('zhou', '先不认定张伟辍学，民政在查早婚');
  expect((await field.file('c31-1'))?.stage).toBe('SUSPECTED');
});

test('§6.3: on the day of review a 休学 goes on by a new approval, and not without', async () => {
  await absentUntil(16);
  await field.goTo('2026-09-17 10:00');
  const closed = await field.says(
    'zhou',
    '张伟休学销案，家长申请、批准文号3号、医学鉴定都有，2026年9月24日复查',
  );
  expect(closed).toContain('已记：销案');
  await field.goTo('2026-09-24 09:00');
  expect(field.news('zhou').join('\n')).toContain('休学、缓学到期复查');
  expect(await field.says('zhou', '张伟休学延期到2026年10月30日')).toContain('要有新的批准');
  expect(await field.says('zhou', '张伟休学延期到2026年10月30日，批准还没下来')).toContain('要有新的批准');
  expect(await field.says('qian', '张伟休学延期到2026年10月30日，批准文号5号')).toContain('不归您的岗位报');
  expect(await field.says('zhou', '张伟休学延期到2026年10月30日，批准文号5号')).toContain(
    '已记：休学、缓学延期',
  );
  expect(await field.duties('P3.1-MONTH-ZERO/review')).toEqual(['P3.1-MONTH-ZERO/review c31-1 done']);
  expect((await field.file('c31-1'))?.closing).toMatchObject({ review: '2026-10-30' });
});

test('§6.3, AMB-40: a proof that is only promised closes nothing and is not kept', async () => {
  await absentUntil(16);
  await field.goTo('2026-09-17 10:00');
  expect(
    await field.says('zhou', '张伟休学销案，家长申请有了，批准还没下来，鉴定书没有，复查2027年3月1日'),
  ).toContain('还缺：乡镇政府或区教体局的批准文件（义务教育法第十一条）；医学鉴定（区卫健局）');
  expect(await field.says('zhou', '张伟外地就读销案，接收学校是昭通某中学，证明后补')).toContain(
    '还缺：接收学校的书面证明',
  );
  expect(await field.says('zhou', '收到张伟家长申请，批准还没有')).toContain('收到的：监护人的申请');
  expect(await field.says('zhou', '收到张伟的批准，原件后补')).toContain('拿到手的证明才记');
  const file = await field.file('c31-1');
  expect(file?.stage).toBe('SUSPECTED');
  expect(file?.proofs.map(({ proof }) => proof)).toEqual(['guardian_application']);
});

test('T18, P5.4-SPED: a pupil in no case is placed elsewhere by the office with its proof, and missed by no roll', async () => {
  await field.goTo('10:00');
  const placed = '李思雨已安排送教上门，送教安排、学籍保留都有';
  expect(await field.says('zhao', '李思雨已安排送教上门')).toContain('还缺：送教安排（学校）；学籍保留记录');
  expect(await field.says('wang', placed)).toContain('这件事要由教务处来定');
  expect(await field.says('zhao', placed)).toContain('已记：已安置就读');
  await field.goTo('2026-09-15 07:50');
  await field.says('wang', '三(1)班应到10实到9，李思雨没来');
  await field.goTo('2026-09-15 20:00');
  expect(await field.file('c31-2')).toMatchObject({ stage: 'ENROLLED', away: null });
});

test('P1.R4-HAZARD: missing care and misconduct are told in a sentence of a child that is in school', async () => {
  await field.goTo('10:00');
  const reply = await field.says('wang', '李思雨监护缺失，父母都在外面打工');
  expect(reply).toContain('已记：学生隐患');
  expect(reply).toMatch(/联系李思雨的家长[\s\S]*1 已联系上/);
  const duty = () => field.duties('P1.R4-HAZARD/found');
  expect(await duty()).toEqual(['P1.R4-HAZARD/found c31-2 open']);
  // Being there at the roll settles nothing.
  await field.says('wang', '三(1)班应到10实到10');
  expect(await duty()).toEqual(['P1.R4-HAZARD/found c31-2 open']);
  await field.says('wang', '1');
  expect(await duty()).toEqual(['P1.R4-HAZARD/found c31-2 done']);
  expect(await field.says('wang', '罗志明有不良行为，抽烟')).toContain('已记：学生隐患');
  expect(await field.says('wang', '马小军经常打架')).toContain('已记：学生隐患');
  expect(await duty()).toHaveLength(3);
});

test('T5: the roll that shows a child back after a day without leave asks for a talk, answered by number', async () => {
  await absentUntil(14);
  await field.goTo('2026-09-15 07:55');
  const reply = await field.says('wang', '三(1)班应到10实到10');
  expect(reply).toContain('旷课后返校：张伟');
  expect(reply).toContain('6 已谈话');
  await field.says('wang', '6 孩子说起晚了，家长答应叫醒');
  expect(await field.duties('P1.R4-HAZARD/talk')).toEqual(['P1.R4-HAZARD/talk c31-1 done']);
});
