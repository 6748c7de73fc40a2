/** The day on which a paper was served, told wrongly, is put right; that is no account of a visit (P0-TRUTH, law.md §3.2). */
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

const post = { unit: 't1', from: '2026-09-01', until: null } as const;
const TOWN_OF_LAW = {
  ...TOWN,
  people: [...TOWN.people, { id: 'fang', name: '方所长' }],
  posts: [...TOWN.posts, { ...post, person: 'fang', role: 'judicial_office' as const }],
};
const SERVED = `
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
`;

test.each([
  '弄错了，是今天送达的',
  '送达日期搞错了，是今天',
  '更正，9月22日送达',
  '不是9月20日送达，是9月22日',
])('“%s” sets the day right and counts no persuasion', async (text) => {
  const told = await story(
    { until: '09-22 12:00', town: TOWN_OF_LAW },
    `${SERVED}
       09-22 09:10 sun 张伟责令改正书汤政责〔2026〕5号，9月20日送达
       09-22 09:20 sun ${text}`,
  );
  const [early = '', right = ''] = told.texts('sun', 'reply').slice(-2);
  // Served before the step was checked and begun: said, and asked to be looked at.
  expect(early).toContain('送达9月20日（周日）早于责令改正这一步开始的9月22日（周二）');
  expect(right).toContain('9月22日（周二）送达');
  expect(right).not.toContain('早于');
  expect(told.state.students.zhang).toMatchObject({ persuasions: 3 });
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, AN_ABSENCE, A_CASE, A_CASE_AFTER_A_WEEK, A_JOINT_GROUP);
  told.ignoring(CHILDREN_IN_NEED, EMPTY_POSTS);
});
