import { afterEach, expect, test } from 'vitest';
import { at } from '../../domain/calendar/time.ts';
import { closeFields, Field } from '../support/field.ts';
import { fieldCounty } from '../support/field-county.ts';

afterEach(closeFields);

test('P0-TRUTH: “none” is taken only where the ledger has none; else it is said how many, with names to who may know', async () => {
  const town = await Field.open();
  for (const day of ['14', '15', '16']) {
    await town.goTo(`2026-09-${day} 07:55`);
    await town.says('he', '应到4实到3，马建平没来');
    await town.says('he', '1');
  }
  await town.goTo('2026-09-18 14:00');
  expect(await town.says('wei', '零报告')).toMatch(/没有记：按台账，要写进本周周报的有1名学生（马建平）/);
  // Of the other school nobody has told anything: that is no “none” (P0-TRUTH).
  expect(await town.says('qian', '零报告')).toMatch(
    /先没有记：三\(1\)班、三\(2\)班.*这周没有报过到.*\n1 都问过了/,
  );
  expect(await town.duties('P3.2-WEEKLY')).not.toContain('P3.2-WEEKLY  done');
  expect(await town.says('qian', '0')).toContain('不记了');
  await town.says('qian', '零报告');
  expect(await town.says('qian', '1')).toContain('已记：本周没有，零报告');
  expect(await town.says('wei', '周报已报送 校报〔2026〕7号')).toContain('已记：已报送');
  const weekly = await town.duties('P3.2-WEEKLY');
  expect(weekly.filter((line) => line.endsWith('done'))).toHaveLength(2);

  await town.goTo('2026-09-30 09:00');
  expect(await town.says('sun', '本月已清零')).toMatch(/还有1名孩子没有返校、个案没有结（马建平）/);
  expect(await town.duties('P3.1-MONTH-ZERO')).toEqual(['P3.1-MONTH-ZERO  open']);
});

test('P3.2-WEEKLY: a week in which a child was missing without leave is no nil week, though the child is back', async () => {
  const town = await Field.open();
  await town.goTo('07:55');
  await town.says('wang', '应到10实到9，张伟没来');
  await town.says('wang', '1');
  await town.goTo('10:00');
  await town.says('zhao', '1');
  await town.goTo('2026-09-15 07:55');
  await town.says('wang', '全到齐');
  await town.goTo('2026-09-20 13:05');
  expect(town.news('qian').join()).toContain('张伟');
  expect(await town.says('qian', '零报告')).toMatch(
    /没有记：按台账，要写进本周周报的有1名学生（张伟）.*现在已返校的也要写/,
  );
  await town.says('wei', '零报告');
  expect(await town.says('wei', '1')).toContain('已记：本周没有，零报告');
  // Late, it is the week that is over that counts.
  await town.goTo('2026-09-21 08:00');
  expect(await town.says('qian', '零报告')).toContain('没有记');
  // In the next week nothing of it is left.
  await town.says('qian', '周报已报送 校报〔2026〕8号');
  await town.goTo('2026-09-23 16:00');
  await town.says('qian', '零报告');
  expect(await town.says('qian', '1')).toContain('已记：本周没有，零报告');
});

test('P3.2-WEEKLY: leave that was given afterwards leaves nothing to report', async () => {
  const town = await Field.open();
  await town.goTo('07:55');
  await town.says('wang', '应到10实到9，张伟没来');
  await town.goTo('2026-09-15 07:55');
  await town.says('wang', '全到齐');
  await town.says('zhao', '张伟昨天是请病假');
  await town.says('liu', '全到齐');
  await town.goTo('2026-09-18 13:05');
  expect(await town.says('qian', '零报告')).toContain('已记：本周没有，零报告');
});

test('P3.1-REPORT-2H: a nil report does not fill the gap that the numbers of the roll have', async () => {
  const town = await Field.open();
  await town.goTo('07:55');
  await town.says('liu', '应到6实到5');
  await town.goTo('09:31');
  expect(await town.says('liu', '1')).toContain(
    '“全到”没有记：三(2)班今天报的是应到6实到5，还不知道是谁没到',
  );
  expect(await town.facts('roll')).toHaveLength(1);
  expect(await town.says('liu', '应到6实到6')).toContain('今天不用再报了');
});

test('P3.1-WEEK1-LIST: “all registered” is not taken for a class of which somebody is known not to be', async () => {
  const parts = fieldCounty();
  const posts = parts.posts.map((post) => ({ ...post, from: '2026-08-01' }));
  const town = await Field.open({ ...parts, posts }, at('2026-08-31', '12:00'));
  await town.goTo('2026-09-01 09:00');
  await town.says('zhao', '张伟没注册，外出务工');
  expect(await town.says('wang', '都注册了')).toContain('“都已注册”没有记：台账里张伟还没有注册');
  await town.says('wang', '张伟已注册');
  expect(await town.says('wang', '都注册了')).toContain('全班都已注册');
});
