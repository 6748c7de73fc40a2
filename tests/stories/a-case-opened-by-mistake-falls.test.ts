import { expect, test } from 'vitest';
import { A_CASE, AN_ABSENCE, SCHOOL_DAYS } from '../support/asides.ts';
import { story } from '../support/play.ts';

const MISSED = `09-14 08:05 wang 三(1)班应到6实到5，张伟没来
    09-15 08:05 wang 三(1)班应到6实到5，张伟没来
    09-16 08:05 wang 三(1)班应到6实到5，张伟没来`;

test.each([
  ['zhao', '张伟核实了 一直在校 是老师报错了'],
  ['zhao', '张伟没有缺课 是错的 撤掉'],
  ['qian', '张伟的个案是误报 请撤销'],
])('%s says “%s”: no case, no return, and whoever was told hears it', async (who, said) => {
  const told = await story(
    { until: '09-17 12:00' },
    `${MISSED}\n09-17 07:40 ${who} ${said}\n09-17 08:05 wang 全到齐`,
  );
  expect(told.stage('zhang')).toBe('ENROLLED');
  expect(told.texts(who, 'reply').at(-1)).toContain('疑似辍学个案不成立，已撤销');
  const corrected = told.lines.filter(({ text }) => text.includes('误报更正')).map(({ to }) => to);
  expect(corrected).toContain('sun');
  expect(corrected).toContain('luo');
  expect(told.lines.filter(({ text }) => text.includes('【已返校】'))).toEqual([]);
  expect(told.of('P5.5-PSY-RETURN')).toEqual([]);
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE, A_CASE);
  told.rest();
});

test('the class teacher takes the one day back that was told late: the case falls with it', async () => {
  const told = await story(
    { from: '09-17 07:00', until: '09-17 12:00' },
    `09-17 07:40 wang 星期一张伟没来忘记报了
     09-17 07:50 wang 张伟14号没有缺 那条撤回`,
  );
  expect(told.stage('zhang')).toBe('ENROLLED');
  expect(told.texts('wang', 'reply').at(-1)).toContain('疑似辍学个案不成立，已撤销');
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE, A_CASE);
  told.rest();
});
