import { expect, test } from 'vitest';
import {
  A_CASE,
  A_CASE_AFTER_A_WEEK,
  A_JOINT_GROUP,
  AN_ABSENCE,
  CHILDREN_IN_NEED,
  EMPTY_POSTS,
  SCHOOL_DAYS,
  SCHOOL_WEEKS,
} from '../support/asides.ts';
import { story } from '../support/play.ts';
import { TOWN } from '../support/town.ts';

const TOWN_OF_LAW = {
  ...TOWN,
  people: [...TOWN.people, { id: 'fang', name: '方所长' }],
  posts: [
    ...TOWN.posts,
    { person: 'fang', role: 'judicial_office' as const, unit: 't1', from: '2026-09-01', until: null },
  ],
};

const ORDERED = `
  09-14 08:05 wang 三(1)班应到6实到5，张伟没来
  09-16 15:10 wang 已上报
  09-16 15:11 wang 2026091601
  09-16 15:30 zhou 张伟在汤丹镇姑姑家
  09-16 15:40 zhou 1
  09-16 16:00 sun 受理张伟
  09-17 10:00 sun 第一次宣传教育张伟，讲了义务教育法，家长答应送来
  09-18 10:00 sun 第二次宣传教育张伟，讲了义务教育法，家长答应送来
  09-21 10:00 sun 第三次宣传教育张伟，讲了义务教育法，家长拒绝送返
  09-21 11:00 sun 张伟宣传教育记录汤政宣〔2026〕3号，9月21日送达
  09-21 11:01 sun 张伟宣传教育无效，家长未送返
  09-21 11:05 sun 送审张伟责令改正
  09-21 15:00 fang 1
  09-22 09:00 sun 张伟进入责令改正
  09-22 09:10 sun 张伟责令改正书汤政责〔2026〕5号，9月22日送达，限10月8日前
`;

test('what a family holds against an order is for the township that gave it to answer', async () => {
  const words = '这个责令改正书我不服，找哪个说';
  const told = await story(
    { until: '09-22 12:00', town: TOWN_OF_LAW },
    `${ORDERED}
       09-22 10:00 g-zhang ${words}`,
  );
  const reply = told.texts('g-zhang', 'reply')[0];
  expect(reply).toContain('您的话已转给孙副镇长，会答复您，最迟9月28日（周一）。');
  expect(reply).toContain('孙副镇长是汤丹镇分管教育负责同志');
  expect(told.texts('wang').join('\n')).toContain('已转孙副镇长答复');
  expect(told.texts('sun').join('\n')).toContain(words);
  expect(told.duties('P4.2-ORDER', 'zhang').join('\n')).toContain('sun 09-22 10:00 → 09-28 18:00 open');
  told.ignoring(
    ...[SCHOOL_DAYS, SCHOOL_WEEKS, AN_ABSENCE, A_CASE, A_CASE_AFTER_A_WEEK],
    ...[A_JOINT_GROUP, CHILDREN_IN_NEED, EMPTY_POSTS],
  );
  told.rest();
});

test('where no order was given, a plea for time is answered by the class teacher', async () => {
  const told = await story(
    { until: '09-14 09:00' },
    `09-14 08:05 wang 三(1)班应到6实到5，张伟没来
     09-14 08:20 g-zhang 能不能宽限几天，我国庆才回得来`,
  );
  expect(told.texts('g-zhang', 'reply')[0]).toContain('已请王老师尽快联系您');
  expect(told.duties('P3.3-TRACK', 'zhang')).toContain('wang 09-14 08:20 → 09-14 18:00 open');
  expect(told.duties('P4.2-ORDER', 'zhang')).toEqual([]);
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE);
});
