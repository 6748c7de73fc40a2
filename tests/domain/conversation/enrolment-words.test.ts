import { expect, test } from 'vitest';
import { approvalIn, enrolmentChangeIn } from '../../../domain/conversation/enrolment-words.ts';
import { when } from '../../support/town.ts';

test.each([
  ['张伟学籍已转出', 'moved_out'],
  ['张伟的转学手续办好了', 'moved_out'],
  ['张伟学籍已转入本校', 'moved_in'],
  ['张伟休学已登记', 'suspended'],
  ['张伟办了复学', 'resumed'],
  ['张伟学籍已注销', 'ended'],
  ['张伟退学手续已办', 'ended'],
  ['新生罗小弟已建籍', 'created'],
  ['罗小弟学籍建好了', 'created'],
  ['张伟学籍身份证号更正了', 'corrected'],
  ['张伟学籍已标注疑似辍学', 'suspected_marked'],
])('“%s” is a change of the 学籍 that was made', (text, change) => {
  expect(enrolmentChangeIn(text)).toBe(change);
});

test.each([
  '张伟转学了',
  '张伟学籍还没转出',
  '张伟的学籍怎么转出？',
  '张伟家长想办转学',
  '张伟要办休学',
  '张伟学籍在本校',
  '张伟休学了吗',
])('“%s” is none', (text) => {
  expect(enrolmentChangeIn(text)).toBeNull();
});

test.each([
  ['9月20日，区教体局批准', '2026-09-20', '区教体局'],
  ['学籍经区教体局批准转出，9月20日', '2026-09-20', '区教体局'],
  ['批准单位：东川区教体局，9月20号办的', '2026-09-20', '东川区教体局'],
  ['由昆明市教体局审批', null, '昆明市教体局'],
  ['9月20日办的', '2026-09-20', null],
  ['', null, null],
])('of “%s” day and approving unit are read', (text, on, approved) => {
  expect(approvalIn(text, when('09-22 10:00'))).toEqual({ on, approved });
});
