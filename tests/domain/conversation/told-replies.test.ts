import { expect, test } from 'vitest';
import { answerTold } from '../../../domain/conversation/told-replies.ts';
import type { Duty } from '../../../domain/duties/duty.ts';
import { loadPolicy } from '../../../seeds/load-policy.ts';

const POLICY = loadPolicy('dongchuan');
const PUPILS = [
  { id: 'ma', name: '马建平' },
  { id: 'zhang', name: '张伟' },
];

/** What a sentence is taken for where this duty about 马建平 waits: the act, with what it tells; null where it is no answer. */
const read = (name: string, text: string): string | null => {
  const asked = /^A-H/.test(name) ? { number: '0916-1275', by: null, shows: '' } : null;
  const duty = { id: name, name, about: { student: 'ma' }, state: 'open', acceptedAt: null, asked };
  const names = PUPILS.filter((pupil) => text.includes(pupil.name));
  const answer = answerTold(text, [duty as unknown as Duty], POLICY.named, names);
  return answer ? `${answer.found[0]?.reply.act} ${answer.detail}`.trim() : null;
};

test.each([
  ['P3.R2-PLATFORM-3D', '平台报了，编号2026091601', 'ticket 2026091601'],
  ['P3.R2-PLATFORM-3D', '马建平的平台已经报上去了，工单号2026091601', 'ticket 2026091601'],
  ['P3.R2-PLATFORM-3D', '已经在救助平台反映了，工单编号：GD2026091601', 'ticket GD2026091601'],
  ['P3.R2-PLATFORM-3D', '报到平台上了', 'ticket'],
  ['P3.1-NODE-ASSIGN/accept', '好的，马建平我负责', 'done'],
  ['P3.1-NODE-ASSIGN/accept', '这个孩子我包到底', 'done'],
  ['P3.1-NODE-ASSIGN/accept', '马建平交给我吧', 'done'],
  ['P3.R2-WRITTEN-3D', '草稿核对过了，没问题', 'paper_checked'],
  ['P3.R2-WRITTEN-3D', '报告草稿我看了，内容无误', 'paper_checked'],
  ['P3.1-LINK-WRITTEN', '石中报〔2026〕7号已经签字盖章，派人送镇政府了', 'paper_sent 石中报〔2026〕7号'],
  ['P3.1-LINK-WRITTEN', '马建平的书面报告送到镇上了', 'paper_sent'],
  ['P3.2-WEEKLY', '周报已经送镇政府了', 'paper_sent'],
  ['P3.R3-TOWN-ONLINE/accept', '受理', 'case_accepted'],
  ['P3.R3-TOWN-ONLINE/accept', '派单我们接了', 'case_accepted'],
  ['P4.SUPPORT-LAW', '看过了，没问题', 'law_agreed'],
  ['P4.SUPPORT-LAW', '审过了，程序合法', 'law_agreed'],
  ['A-HR-CHILD', '0916-1275已经查了，没有用童工', 'done 已经查了，没有用童工'],
  ['A-HR-CHILD', '已经查了', 'done'],
  ['A-HR-CHILD', '收到，明天去查', 'accept'],
  ['A-HEA-ASSESS', '鉴定做完了，肢体二级', 'done 鉴定做完了，肢体二级'],
  ['A-RUR-WATCH', '收到，明天入户看', 'accept'],
  ['A-RUR-WATCH', '知道了，安排村里这两天上门核实', 'accept'],
])('%s: %s', (name, text, taken) => {
  expect(read(name, text)).toBe(taken);
});

test.each([
  ['not done yet', 'P3.R2-PLATFORM-3D', '平台还没报'],
  ['only asked', 'P3.R2-PLATFORM-3D', '平台报了吗'],
  ['another child', 'P3.R2-PLATFORM-3D', '张伟的平台报了，编号2026091601'],
  ['something else beside it', 'P3.R2-PLATFORM-3D', '马建平的平台报了，今天家访也去了'],
  ['another system', 'P3.R2-PLATFORM-3D', '平台标好了'],
  ['refused', 'P3.1-NODE-ASSIGN/accept', '马建平我不负责'],
  ['beyond somebody', 'P3.1-NODE-ASSIGN/accept', '我负责不了'],
  ['other work', 'P3.1-NODE-ASSIGN/accept', '明天我负责值日'],
  ['a fault', 'P3.R2-WRITTEN-3D', '草稿有问题，日期不对'],
  ['the child was seen', 'P3.R2-WRITTEN-3D', '看过了，没问题'],
  ['the child was brought', 'P3.1-LINK-WRITTEN', '马建平送到镇上了'],
  ['another paper', 'P3.1-LINK-WRITTEN', '周报送到镇政府了'],
  ['still to come', 'P3.1-LINK-WRITTEN', '马建平的书面报告下午送到镇上'],
  ['not accepted', 'P3.R3-TOWN-ONLINE/accept', '不受理'],
  ['a bare word', 'P4.SUPPORT-LAW', '可以'],
  ['a fault of law', 'P4.SUPPORT-LAW', '看过了，日期不对'],
  ['another number', 'A-HR-CHILD', '0916-1276已经查了，没有用童工'],
  ['under way', 'A-HR-CHILD', '正在查'],
  ['not done', 'A-HEA-ASSESS', '鉴定还没做'],
])('no answer, %s: %s %s', (_, name, text) => {
  expect(read(name, text)).toBeNull();
});
