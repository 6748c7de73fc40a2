import { expect, it } from 'vitest';
import { story } from '../support/play.ts';

it('a roll that says the class is marked settles the marking too, and nobody is asked at half past one', async () => {
  const told = await story(
    { until: '09-14 15:30' },
    `
    09-14 07:20 wang 应到6实到5，张伟发烧请病假，系统已标注
  `,
  );
  expect(told.duties('P3.3-ATT-1500')).toEqual(['wang 09-14 07:30 → 09-14 15:00 done 09-14 07:30']);
  expect(told.of('P3.3-ATT-1500')).toEqual([]);
  expect(told.texts('wang', 'reply')[0]).toContain('动态管理系统：已标注');
  expect(told.texts('wang', 'reply')[0]).toContain('病假：张伟');
  expect(told.rest()).toEqual(['09-14 07:20 zhao notice P3.1-REPORT-2H']);
});

it('a marking that is still to come is asked for', async () => {
  const told = await story({ until: '09-14 13:40' }, '09-14 07:50 wang 全到齐，还没有标注');
  expect(told.of('P3.3-ATT-1500')).toEqual(['09-14 13:30 wang reminder']);
});
