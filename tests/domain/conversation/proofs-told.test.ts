/** §6.3, AMB-40: a proof counts only where it is said to be in hand. */
import { expect, test } from 'vitest';
import { isInHand, proofsTold } from '../../../domain/conversation/proofs-told.ts';

const ALL = ['guardian_application', 'approval', 'appraisal'];

test.each([
  // Wanting, said beside it, before it, after it, or for a whole list.
  ['张伟外地就读销案，接收学校是昭通某中学，证明后补', []],
  ['张伟外地就读销案，接收学校是昭通某中学', []],
  ['张伟外地就读销案，接收学校就读证明，还没给', []],
  ['张伟外地就读销案，就读证明还在办', []],
  ['张伟外地就读销案，家长说有就读证明', []],
  ['张伟外地就读销案，就读证明明天交', []],
  ['张伟外地就读销案，有就读证明吗？', []],
  ['张伟外地就读销案，学籍还没转出', []],
  ['张伟外地就读销案，学籍转出申请交了', []],
  ['张伟休学销案，家长申请有了，批准还没下来，鉴定书没有，复查2027年3月1日', ['guardian_application']],
  ['张伟休学销案，家长申请、批准、鉴定书都没有', []],
  ['张伟休学销案，家长申请、批准、鉴定书都有，鉴定书还没盖章', ['guardian_application', 'approval']],
  ['张伟休学销案，家长申请有了，还缺：批准、鉴定书', ['guardian_application']],
  ['张伟休学销案，没有批准，鉴定书', []],
  ['张伟休学销案，家长申请有了，正在申请批准', ['guardian_application']],
  ['收到张伟家长申请，批准还没有', ['guardian_application']],
  ['收到张伟家长申请，等批准', ['guardian_application']],
  ['收到张伟的批准，原件后补', []],
  ['收到张伟批准了吗', []],
  ['张伟毕业销案，毕业证下周才发', []],
  // In hand, whatever was wanting before or is wanting beside.
  ['没有问题，张伟的就读证明收到了', ['receiving_school']],
  ['收到张伟就读证明，没有问题', ['receiving_school']],
  ['收到张伟缺的就读证明', ['receiving_school']],
  ['张伟之前没下来的批准，今天下来了', ['approval']],
  ['收到张伟家长申请，人还没回来，不读了', ['guardian_application']],
  ['补交张伟家长申请', ['guardian_application']],
  ['张伟外地就读销案，接收学校是昭通某中学，证明收到了', ['receiving_school']],
  ['提交张伟接收学校就读证明，无锡未来中学2026-31号', ['receiving_school']],
  ['提交张伟接收学校昭通某中学的书面证明', ['receiving_school']],
  ['张伟外地就读销案，学籍已转出', ['enrolment_transferred']],
  ['张伟休学销案，家长申请、批准文号3号、医学鉴定等材料都有，2026年9月23日复查', ALL],
  ['张伟因病休学销案，家长申请、区教体局批准、医学鉴定都有，复查12月1日', ALL],
  ['张伟休学销案，家长申请有，还有批准，鉴定书也有', ALL],
])('%s', (text, proofs) => {
  expect(proofsTold(text)).toEqual(proofs);
});

test('of a child on a list of the four checks: a word that proof will come is none', () => {
  const proof = /证明|回执/gu;
  expect(isInHand('在昭通读书，有就读证明', proof)).toBe(true);
  expect(isInHand('在昭通读书，证明后补', proof)).toBe(false);
  expect(isInHand('在昭通读书，证明还没给', proof)).toBe(false);
});
