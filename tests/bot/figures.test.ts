import { afterEach, beforeEach, expect, test } from 'vitest';
import { at } from '../../domain/calendar/time.ts';
import { closeFields, Field, MONDAY } from '../support/field.ts';

let field: Field;

/** 张伟 of 三(1)班 is gone from Monday on, and on Wednesday afternoon the case is open. 三(2)班 never tells a roll. */
beforeEach(async () => {
  field = await Field.open();
  for (const day of ['14', '15', '16']) {
    await field.goTo(`2026-09-${day} 07:50`);
    await field.says('wang', '三(1)班应到10实到9，张伟没来');
    await field.says('he', '七(1)班全到齐');
  }
  await field.goTo('2026-09-16 17:00');
});
afterEach(closeFields);

test('the township asks for its month and is told counts by school, what is not known, and no name', async () => {
  const said = await field.says('sun', '本月情况');
  expect(said).toContain('【汤丹镇】9月1日（周二）至9月30日（周三），截至今天17:00');
  expect(said).toContain('学生20人');
  expect(said).toContain('在办：期初0　新增1　返校0　其他结束0　现在1（疑似辍学1）');
  expect(said).toContain('旷课3人日');
  expect(said).toContain('汤丹中心小学：在办1　新增1');
  expect(said).toContain('有3次点名没有报');
  expect(said).not.toContain('张伟');
});

test('P1.R1-TOWN: what the township itself had to do stands apart from what its schools had to', async () => {
  await field.goTo('2026-10-01 09:00');
  // Nobody in the township has told why September is not at zero, and nobody visited with the school.
  const said = await field.says('sun', '上月情况');
  expect(said).toMatch(/其中乡镇和村：按时0　逾期0　未办[1-9]/);
  expect(await field.says('qian', '上月情况')).not.toContain('乡镇和村');
});

test('the township opens a number and sees whom it counts', async () => {
  await field.says('sun', '辖区情况');
  const rows = await field.says('sun', '1');
  expect(rows).toContain('【汤丹镇】期末在办1人');
  expect(rows).toContain('1. 张伟（三(1)班），汤丹中心小学：疑似辍学');
});

test('the bureau says what for before it sees names, and the look is kept', async () => {
  await field.says('zhou', '全区情况');
  expect(await field.says('zhou', '期末在办是哪些')).toContain('请说明用途');
  expect(await field.database.look.count()).toBe(0);
  expect(await field.says('zhou', '核对派单')).toContain('张伟（三(1)班）');
  expect(
    await field.database.look.findMany({ select: { viewer: true, student: true, purpose: true } }),
  ).toEqual([{ viewer: 'zhou', student: 'c31-1', purpose: '核对派单' }]);
});

test('the district head gets no name without a purpose', async () => {
  await field.says('deng', '本月情况');
  expect(await field.says('deng', '1')).toBe('查看个案要留记录。请说明用途，例如“核对劝返情况”。');
});

test('a school sees its own figures and not those of another', async () => {
  expect(await field.says('wei', '本校情况')).toContain('【汤丹中学】');
  expect(await field.says('wei', '本校情况')).toContain('现在0');
  expect(await field.says('wei', '汤丹中心小学情况')).not.toContain('【汤丹中心小学】');
});

test('a class teacher and a village cadre are given no figures of others', async () => {
  for (const person of ['wang', 'luo']) expect(await field.says(person, '辖区情况')).not.toContain('在办');
});

test('"谁迟了" names units and posts, and pupils only to the school itself', async () => {
  const office = await field.says('zhao', '谁迟了');
  expect(office).toContain('三(2)班：点名，刘老师，应在今天08:00前');
  expect(office).toContain('张伟（三(1)班）：');
  const township = await field.says('sun', '谁迟了');
  expect(township).toContain('汤丹中心小学：');
  expect(township).toContain('点名3');
  const bureau = await field.says('wu', '谁迟了');
  expect(bureau).toContain('汤丹镇：');
  expect(bureau).not.toContain('张伟');
});

test('an unfinished duty of a number is opened without a pupil’s name for who must say what for', async () => {
  await field.says('zhou', '本月情况');
  const said = await field.says('zhou', '到时未办是哪些');
  expect(said).toContain('汤丹中心小学三(2)班：点名，刘老师');
  expect(said).toContain('1名学生（汤丹中心小学三(1)班）');
  expect(said).not.toContain('张伟');
});

test('last month is another month', async () => {
  await field.goTo('2026-10-08 09:00');
  expect(at(MONDAY, '00:00')).toBeLessThan(field.now);
  const said = await field.says('sun', '上月情况');
  expect(said).toContain('9月1日（周二）至9月30日（周三），截至9月30日（周三）24:00');
});

test('the bureau freezes what an assessment stands on; each township opens its own numbers and sees what was corrected', async () => {
  expect(await field.says('sun', '冻结考核数据')).toContain('请转告区教体局');
  expect(await field.says('sun', '考核数据')).toContain('还没有冻结过');
  expect(await field.says('zhou', '冻结考核数据')).toContain('考核数据已冻结（今天17:00）');
  await field.goTo('2026-09-17 09:00');
  await field.says('qian', '张伟9月16日到9月17日请病假');
  const said = await field.says('sun', '考核数据');
  expect(said).toContain('【汤丹镇】1月1日（周四）至9月16日（周三），截至昨天17:00');
  expect(said).toContain('旷课3人日');
  expect(said).toContain('这些数昨天17:00冻结，改不了。');
  expect(said).toContain('此后有更正：旷课日 去掉1人日（9月17日（周四））');
  expect(await field.says('sun', '1')).toContain('张伟（三(1)班），汤丹中心小学：疑似辍学');
});

test('G4.1-ASSESS-USE: every number opens its rows: days, what was told, duties of every outcome', async () => {
  await field.says('qian', '岩温罕9月15日到9月16日请病假');
  await field.says('zhao', '家访了张伟，没见到人');
  const month = await field.says('sun', '本月情况');
  expect(month).toContain('其他数回名字');
  for (const [figure, row] of [
    ['旷课日', '3. 张伟（三(1)班），汤丹中心小学：9月16日（周三）'],
    ['请假日', '岩温罕（三(1)班），汤丹中心小学：9月15日（周二）'],
    ['家访劝返', '张伟（三(1)班），汤丹中心小学：9月16日（周三） 家访，没见到人，赵主任'],
    ['按时办结', '点名'],
    ['未到时限', '应在'],
  ]) {
    expect(month).toContain(figure);
    await field.says('sun', '本月情况');
    expect(await field.says('sun', `${figure}是哪些`)).toContain(row);
  }
  expect(await field.says('sun', '本月情况')).not.toContain('书面报告、');
});

test('days and visits are opened for a purpose, each look kept; whoever may see no name gets places', async () => {
  await field.says('zhou', '本月情况');
  expect(await field.says('zhou', '旷课日是哪些')).toContain('请说明用途');
  expect(await field.says('zhou', '核对缺勤')).toContain('张伟（三(1)班）');
  expect(await field.database.look.count()).toBe(1);
});

test('what does not fit on a phone is reached page by page, and only what was shown is a look', async () => {
  for (const [place, name] of ['李思雨', '岩温罕', '杨春燕', '罗志明', '马小军', '陈静'].entries())
    await field.says('wang', `${name}没来`, `late-${place}`);
  for (const day of ['17', '18']) {
    await field.goTo(`2026-09-${day} 07:50`);
    await field.says('wang', '三(1)班应到10实到3，张伟、李思雨、岩温罕、杨春燕、罗志明、马小军、陈静没来');
    await field.goTo(`2026-09-${day} 17:00`);
  }
  await field.says('zhou', '本月情况');
  await field.says('zhou', '旷课日是哪些');
  const first = await field.says('zhou', '核对缺勤');
  expect(first).toContain('15. ');
  expect(first).toMatch(/还有\d+人日，回“下一页”接着看。/);
  const looks = await field.database.look.count();
  const second = await field.says('zhou', '下一页');
  expect(second).toContain('16. ');
  expect(second).not.toContain('\n1. ');
  expect(second).not.toContain('下一页');
  expect(await field.database.look.count()).toBeGreaterThan(looks);
});
