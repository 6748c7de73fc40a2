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
  const answer = answerTold(text, [duty as unknown as Duty], POLICY, names);
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
  ['P4.R3-TEAM', '马建平按现有岗位登记', 'group_by_post'],
  ['P3.3-PLATFORM-1M/decision', '马建平先不认定，人社局说已经送回来了', 'done 人社局说已经送回来了'],
  ['P3.3-PLATFORM-1M/decision', '马建平暂不认定，民政在查早婚', 'done 民政在查早婚'],
  ['P3.3-PLATFORM-1M/decision', '暂时不认定马建平辍学，理由：还没去过家里', 'done 还没去过家里'],
  ['P3.3-PLATFORM-1M/decision', '先不认定', 'done'],
  ['P4.SUPPORT-LAW', '可以，同意', 'law_agreed'],
  ['P4.SUPPORT-LAW', '不同意', 'law_refused 不同意'],
  ['P4.SUPPORT-LAW', '审核不同意，第二次没得签字', 'law_refused 审核不同意，第二次没得签字'],
  [
    'P4.SUPPORT-LAW',
    '马建平材料看了，第二次没得签字，先不同意',
    'law_refused 材料看了，第二次没得签字，先不同意',
  ],
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
  ['a condition', 'P4.SUPPORT-LAW', '没得签字的话不同意'],
  ['a fault of law', 'P4.SUPPORT-LAW', '看过了，日期不对'],
  ['another number', 'A-HR-CHILD', '0916-1276已经查了，没有用童工'],
  ['under way', 'A-HR-CHILD', '正在查'],
  ['not done', 'A-HEA-ASSESS', '鉴定还没做'],
])('no answer, %s: %s %s', (_, name, text) => {
  expect(read(name, text)).toBeNull();
});

/** The ways in which people say that what stands in the platform, or a report on its way, is done. */
test.each([
  ['P3.R2-PLATFORM-3D', '平台上登记好了', 'ticket'],
  ['P3.R2-PLATFORM-3D', '救助平台已经录入了', 'ticket'],
  ['P3.R2-PLATFORM-3D', '在平台登了', 'ticket'],
  ['P3.R2-PLATFORM-3D', '平台登了', 'ticket'],
  ['P3.R2-PLATFORM-3D', '平台上更新了', 'ticket'],
  ['P3.R2-PLATFORM-3D', '平台更新好了，编号2026091701', 'ticket 2026091701'],
  ['P3.R2-PLATFORM-3D', '马建平平台反映上去了', 'ticket'],
  ['P3.R2-PLATFORM-3D', '马建平已经在平台反映了，编号2026091701', 'ticket 2026091701'],
  ['P3.R2-PLATFORM-3D', '平台登记了，编号20260917', 'ticket 20260917'],
  ['P3.R2-PLATFORM-3D', '平台上报了工单2026091701', 'ticket 2026091701'],
  ['P3.R2-PLATFORM-3D', '救助平台登记完成', 'ticket'],
  ['P3.R2-PLATFORM-3D', '救助平台登记完毕，工单号：2026091701', 'ticket 2026091701'],
  ['P3.R2-PLATFORM-3D', '平台填好了', 'ticket'],
  ['P3.R2-PLATFORM-3D', '平台上已填报，工单编号2026091701', 'ticket 2026091701'],
  ['P3.R2-PLATFORM-3D', '平台已录', 'ticket'],
  ['P3.R2-PLATFORM-3D', '平台都录完了', 'ticket'],
  ['P3.R2-PLATFORM-3D', '已把马建平录入救助平台', 'ticket'],
  ['P3.R2-PLATFORM-3D', '今天把马建平登记到救助平台了，编号2026091701', 'ticket 2026091701'],
  ['P3.R2-PLATFORM-3D', '马建平的情况已经报到平台了', 'ticket'],
  ['P3.R2-PLATFORM-3D', '报平台了', 'ticket'],
  ['P3.R2-PLATFORM-3D', '已经报平台了，编号是2026091701', 'ticket 2026091701'],
  ['P3.R2-PLATFORM-3D', '上报平台了，2026091701', 'ticket 2026091701'],
  ['P3.R2-PLATFORM-3D', '我在救助平台上给马建平登记了', 'ticket'],
  ['P3.R2-PLATFORM-3D', '平台上登记成功，工单号GD-2026-091701', 'ticket GD-2026-091701'],
  ['P3.R2-PLATFORM-3D', '平台登记过了', 'ticket'],
  ['P3.R2-PLATFORM-3D', '马建平平台那边登记好了，编号2026091701，请领导放心', 'ticket 2026091701'],
  ['P3.R2-PLATFORM-3D', '9月17日平台登记好了，编号2026091701', 'ticket 2026091701'],
  ['P3.R2-PLATFORM-3D', '救助平台信息录入完毕', 'ticket'],
  ['P3.R2-PLATFORM-3D', '平台更新了', 'ticket'],
  ['P3.R2-PLATFORM-3D', '平台已登，号2026091701', 'ticket 2026091701'],
  ['P3.1-LINK-WRITTEN', '马建平书面报告石中报〔2026〕7号，已签字送出', 'paper_sent 石中报〔2026〕7号'],
  ['P3.1-LINK-WRITTEN', '马建平书面报告已经签字送出，文号石中报〔2026〕7号', 'paper_sent 石中报〔2026〕7号'],
  ['P3.1-LINK-WRITTEN', '马建平书面报告已送出，编号7', 'paper_sent 7'],
  ['P3.1-LINK-WRITTEN', '书面报告石中报〔2026〕7号已签字送镇政府', 'paper_sent 石中报〔2026〕7号'],
  ['P3.1-LINK-WRITTEN', '马建平的初报已签字送出，石中报〔2026〕7号', 'paper_sent 石中报〔2026〕7号'],
  ['P3.1-LINK-WRITTEN', '初报签字后送出了', 'paper_sent'],
  ['P3.1-LINK-WRITTEN', '马建平初报已经交到镇上了', 'paper_sent'],
  ['P3.1-LINK-WRITTEN', '书面报告交了', 'paper_sent'],
  ['P3.1-LINK-WRITTEN', '书面报告寄出去了', 'paper_sent'],
  ['P3.1-LINK-WRITTEN', '书面报告寄了，文号石中报〔2026〕7号', 'paper_sent 石中报〔2026〕7号'],
  ['P3.1-LINK-WRITTEN', '书面报告发出了', 'paper_sent'],
  ['P3.1-LINK-WRITTEN', '马建平的书面报告已发镇政府，石中报〔2026〕7号', 'paper_sent 石中报〔2026〕7号'],
  ['P3.1-LINK-WRITTEN', '书面情况报告已经报送镇政府，石中报〔2026〕7号', 'paper_sent 石中报〔2026〕7号'],
  ['P3.1-LINK-WRITTEN', '书面情况报告石中报〔2026〕7号，已签字送出', 'paper_sent 石中报〔2026〕7号'],
  ['P3.1-LINK-WRITTEN', '石中报〔2026〕7号，马建平书面报告，已签字送出', 'paper_sent 石中报〔2026〕7号'],
  ['P3.1-LINK-WRITTEN', '马建平书面报告送出了，石中报[2026]7号', 'paper_sent 石中报[2026]7号'],
  ['P3.1-LINK-WRITTEN', '马建平书面报告（石中报〔2026〕7号）已送出', 'paper_sent 石中报〔2026〕7号'],
  ['P3.1-LINK-WRITTEN', '书面报告已上报', 'paper_sent'],
  ['P3.1-LINK-WRITTEN', '书面报告已上报镇政府，石中报〔2026〕7号', 'paper_sent 石中报〔2026〕7号'],
  ['P3.1-LINK-WRITTEN', '书面报告签好字了，已经送过去了', 'paper_sent'],
  ['P3.1-LINK-WRITTEN', '书面报告今天送到镇政府了，罗主任收的', 'paper_sent'],
  ['P3.1-LINK-WRITTEN', '刚把书面报告送去镇政府，石中报〔2026〕7号', 'paper_sent 石中报〔2026〕7号'],
  ['P3.1-LINK-WRITTEN', '马建平书面报告报出去了', 'paper_sent'],
  ['P3.1-LINK-WRITTEN', '书面报告已报镇政府，文号：石中报〔2026〕7号', 'paper_sent 石中报〔2026〕7号'],
  ['P3.1-LINK-WRITTEN', '书面报告已签发并报出，石中报〔2026〕7号', 'paper_sent 石中报〔2026〕7号'],
  ['P3.1-LINK-WRITTEN', '书面报告发过去了，石中报〔2026〕7号', 'paper_sent 石中报〔2026〕7号'],
  ['P3.R3-TOWN-ONLINE/entry', '平台登记了', 'online_entered'],
  ['P3.R3-TOWN-ONLINE/entry', '马建平平台上更新好了，编号2026091701', 'online_entered'],
  ['P3.R3-TOWN-ONLINE/unenrolled', '平台录进去了，编号2026091701', 'ticket 2026091701'],
  ['P3.1-REPORT-7D', '七天报告寄出去了，石中报〔2026〕9号', 'paper_sent 石中报〔2026〕9号'],
  ['P3.1-REPORT-7D', '马建平续报已签字送出', 'paper_sent'],
])('%s, in other words: %s', (name, text, taken) => {
  expect(read(name, text)).toBe(taken);
});

test.each([
  ['P3.R2-PLATFORM-3D', '平台上核对过了，编号2026091701'],
  ['P3.R2-PLATFORM-3D', '刚刚登的平台，号是2026091701'],
  ['P3.R2-PLATFORM-3D', '平台录入好了没有'],
  ['P3.R2-PLATFORM-3D', '平台还没登记'],
  ['P3.R2-PLATFORM-3D', '平台上登不上去'],
  ['P3.R2-PLATFORM-3D', '平台明天登记'],
  ['P3.R2-PLATFORM-3D', '平台上登记要什么材料'],
  ['P3.R2-PLATFORM-3D', '平台怎么登记'],
  ['P3.R2-PLATFORM-3D', '平台登记了吗'],
  ['P3.R2-PLATFORM-3D', '张伟的平台登记好了，编号2026091701'],
  ['P3.R2-PLATFORM-3D', '平台标注好了'],
  ['P3.R2-PLATFORM-3D', '平台登记的是他爸爸的名字'],
  ['P3.R2-PLATFORM-3D', '平台登记好了他就来'],
  ['P3.R2-PLATFORM-3D', '听说平台登记了'],
  ['P3.R2-PLATFORM-3D', '平台上登记的号码是他妈妈的，打不通了'],
  ['P3.R2-PLATFORM-3D', '平台登记好了，他爹送他去昆明了'],
  ['P3.R2-PLATFORM-3D', '学籍平台更新了'],
  ['P3.R2-PLATFORM-3D', '系统里登了，编号2026091701'],
  ['P3.R2-PLATFORM-3D', '马建平工单已报，2026091701'],
  ['P3.1-LINK-WRITTEN', '书面报告里写的是他爹送他去昆明了'],
  ['P3.1-LINK-WRITTEN', '书面报告里写了他爹已经交代过'],
  ['P3.1-LINK-WRITTEN', '书面报告还没签字送出'],
  ['P3.1-LINK-WRITTEN', '马建平书面报告还没签字送出'],
  ['P3.1-LINK-WRITTEN', '书面报告明天送'],
  ['P3.1-LINK-WRITTEN', '书面报告送了吗'],
  ['P3.1-LINK-WRITTEN', '书面报告送哪里'],
  ['P3.1-LINK-WRITTEN', '张伟的书面报告石中报〔2026〕7号，已签字送出'],
  ['P3.1-LINK-WRITTEN', '书面报告我交给赵主任改了'],
  ['P3.1-LINK-WRITTEN', '书面报告退回来了，要重新报'],
  ['P3.1-LINK-WRITTEN', '书面报告被镇上退了，已经重新送了'],
  ['P3.1-LINK-WRITTEN', '听说书面报告已经送了'],
  ['P3.1-LINK-WRITTEN', '书面报告要交了'],
  ['P3.1-LINK-WRITTEN', '老师送他回家了，书面报告写好了'],
  ['P3.1-LINK-WRITTEN', '镇上发了书面报告的模板'],
  ['P3.1-LINK-WRITTEN', '书面报告我发给你了'],
  ['P3.1-LINK-WRITTEN', '书面报告谁去送了'],
  ['P3.1-LINK-WRITTEN', '书面报告送出去之前要盖章'],
  ['P3.1-LINK-WRITTEN', '初报送了，续报还没送'],
  ['P3.1-LINK-WRITTEN', '书面报告已经签字，下午送到镇上'],
  ['P3.1-LINK-WRITTEN', '书面报告已签字，9月20日送到镇上'],
  ['P3.1-LINK-WRITTEN', '材料发了'],
  ['P3.1-LINK-WRITTEN', '续报已签字送出'],
  ['P3.R3-TOWN-ONLINE/entry', '平台还没登'],
])('%s, not done, or something else: %s', (name, text) => {
  expect(read(name, text)).toBeNull();
});

test('a number is meant for what asks for one', () => {
  const duty = (name: string, student: string): Duty =>
    ({ id: name, name, about: { student }, state: 'open', acceptedAt: null, asked: null }) as unknown as Duty;
  const duties = [duty('P3.R3-TOWN-ONLINE/entry', 'ma'), duty('P3.R3-TOWN-ONLINE/unenrolled', 'zhang')];
  const acts = (text: string): string[] =>
    answerTold(text, duties, POLICY, [])?.found.map(({ reply }) => reply.act) ?? [];
  expect(acts('平台登记了，编号2026091701')).toEqual(['ticket']);
  expect(acts('平台登记了')).toEqual(['online_entered', 'ticket']);
});
