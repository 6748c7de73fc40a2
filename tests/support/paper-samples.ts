import { at } from '../../domain/calendar/time.ts';
import type { PaperKind } from '../../domain/papers/kinds.ts';
import type { FieldsOf } from '../../templates/papers/catalogue.ts';

/** One paper of each kind with everything known, and with nothing but what the directory tells. */
type Samples = { readonly [Kind in PaperKind]: { full: FieldsOf<Kind>; empty: FieldsOf<Kind> } };

const date = '2026-09-20';
const school = { from: '清水镇中学', date };
const township = { from: '清水镇人民政府', date };
const bureau = { from: '云岭区教育体育局', date };
const numbered = {
  number: '清水镇中学控辍〔2026〕4号',
  to: '清水镇人民政府',
  copyTo: '云岭区教育体育局、石桥镇人民政府',
  signer: '钱国华',
};
const pupil = { name: '张伟', class: '八年级（1）班', sex: '男', birth: '2012-03-05' };
const known = { name: '张伟', class: '八年级（1）班' };

const report: FieldsOf<'D2'> = {
  ...school,
  ...numbered,
  pupil,
  guardians: [
    { name: '张大山', relation: '父亲', phone: '13812345678' },
    { name: '李梅', relation: '母亲', phone: '139****0000' },
  ],
  firstMissed: '2026-09-14',
  unexcusedDays: 5,
  elapsedDays: 7,
  missedDays: [
    { day: '2026-09-14', status: '未到校，未请假' },
    { day: '2026-09-15', status: '未到校，原因待核' },
  ],
  contacts: [
    { at: Date.parse('2026-09-14T08:40:00+08:00'), by: '王老师', to: '张大山', result: '电话未接通' },
  ],
  findings: '教务处当天核实：学生已离家。\n同学称其外出。',
  visits: [
    {
      day: '2026-09-16',
      by: '王老师、赵主任',
      met: '祖母',
      childWords: '未见到学生',
      guardianWords: '去昆明了',
      conclusion: '继续联系',
    },
  ],
  whereabouts: '据祖母称在昆明',
  category: { reason: '厌学/学习困难', whereabouts: '外地务工', willingness: '犹豫' },
  request: '请组织联合劝返小组。',
  persuasions: [
    { day: '2026-09-16', people: '王老师', place: '学生家中', words: '祖母愿意', outcome: '未返校' },
    { day: '2026-09-18', people: '赵主任', place: '电话', words: '过几天再说', outcome: '未返校' },
  ],
  whyFewer: '学生在外地，未能见面',
  firstReport: { number: '清水镇中学控辍〔2026〕3号', date: '2026-09-16' },
};
const noReport: FieldsOf<'D2'> = {
  ...school,
  pupil: known,
  guardians: [],
  missedDays: [],
  contacts: [],
  visits: [],
};

const pupils: FieldsOf<'D3'> = {
  ...school,
  ...numbered,
  first: '2026-09-14',
  last: '2026-09-18',
  term: '2026年秋季学期',
  mobilised: '班主任电话联系16户，教师上门家访3户。',
  unanswered: ['九（2）班'],
  pupils: [
    {
      name: '张伟',
      class: '八（1）班',
      since: '2026-09-14',
      change: 'new',
      stage: '疑似辍学',
      reason: '厌学',
      whereabouts: '外地务工',
      done: '家访1次，劝返2次',
      advice: '每两周联系一次',
      reference: '清水镇中学控辍〔2026〕3号',
    },
    { name: '马小军', class: '七（2）班', since: '2026-09-01', change: 'continued', done: '家访2次' },
    { name: '岩温罕', class: '七（1）班', since: '2026-09-10', change: 'returned', reason: '已返校' },
  ],
};
const noPupils: FieldsOf<'D3'> = { ...school, pupils: [] };
const lists = { full: pupils, empty: noPupils };

const child = { name: '李小花', place: '上寨村', finding: '随父母在昆明就读，待取得就读证明' };

const compared: FieldsOf<'D7'> = {
  ...township,
  ...numbered,
  term: '2026年秋季学期',
  sources: [{ name: '户籍适龄儿童少年名单', day: '2026-09-08', owner: '派出所' }],
  counts: [
    { item: '户籍适龄儿童少年', count: 1204 },
    { item: '有学籍', count: 1201 },
  ],
  listA: [child],
  listB: [{ name: '王小明', place: '大沟村', finding: '缓学批准至2027年8月' }],
  listC: [{ name: '张伟', place: '清水镇中学', finding: '疑似辍学' }],
  listD: [{ name: '张伟', place: '清水镇中学', finding: '监测户子女' }],
  unresolved: [{ matter: '李小花就读证明未到', owner: '晏组长', until: '2026-09-25' }],
};
const notCompared: FieldsOf<'D7'> = {
  ...township,
  sources: [],
  counts: [],
  listA: null,
  listB: null,
  listC: null,
  listD: null,
  unresolved: null,
};

const surveyed: FieldsOf<'D8-1'> = {
  ...township,
  ...numbered,
  year: '2026',
  reports: [{ place: '清水镇', count: 201, day: '2026-04-18' }],
  fromSurvey: false,
  unknownBirths: 3,
  places: [
    { place: '新民村', children: 120, enrolled: 118, neverEnrolled: 1, droppedOut: 1 },
    { place: '大沟村', children: 80, enrolled: 80, neverEnrolled: 0, droppedOut: 0 },
  ],
  shouldEnrol: 30,
  shouldReturn: 2,
  aid: [{ kind: '家庭经济困难寄宿生生活补助', count: 45, note: '按学期发放' }],
};
const survey = {
  full: surveyed,
  empty: { ...township, year: '2026', reports: [], fromSurvey: false, places: [], aid: [] },
};

const bulletin: FieldsOf<'D9'> = {
  ...bureau,
  ...numbered,
  month: '2026年9月',
  frozen: at('2026-10-01', '00:10'),
  townships: [
    { name: '清溪镇', open: 3, opened: 2, returned: 1, closed: 0, inTime: '12/15' },
    { name: '松林街道', open: 0, opened: 0, returned: 0, closed: 1, inTime: '4/4' },
  ],
  corrections: [{ place: '清溪镇', matter: '1例派单后1周未完成3次宣传教育', until: '2026-10-20' }],
};

const inspected: FieldsOf<'D10'> = {
  ...bureau,
  ...numbered,
  span: '2026年第三季度',
  summary: '总体落实较好，个别村组入户不够及时。',
  places: [{ place: '清溪镇', day: '2026-09-15', looked: '查看台账，抽查档案3份，入户2户' }],
  findings: [{ place: '清溪镇', finding: '1例劝返记录缺学生本人的话', owner: '赵镇长', until: '2026-10-10' }],
  advice: '请各乡镇（街道）举一反三。',
};
const inspection = {
  full: inspected,
  empty: { ...bureau, span: '2026年第三季度', places: [], findings: [] },
};

const letter: FieldsOf<'D12-1'> = {
  from: '云岭区人民政府',
  date,
  year: '2026',
  first: '2026-01-01',
  last: '2026-12-31',
  signerOne: '区分管领导 高副区长',
  signerTwo: '清溪镇主要负责人 李镇长',
  party: '清溪镇人民政府',
  class: '三（1）班',
  pupils: 42,
};
const letters = {
  full: letter,
  empty: { from: '云岭区人民政府', date, year: '2026', party: '清溪镇人民政府' },
};

const meeting: FieldsOf<'D13-1'> = {
  ...bureau,
  ...numbered,
  to: '各成员单位',
  name: '2026年第三季度控辍保学联席会议',
  at: Date.parse('2026-09-25T09:00:00+08:00'),
  place: '区政府三楼会议室',
  chair: '高副区长',
  present: '各成员单位分管负责人、联络员',
  absent: '区文旅局（请假）',
  agenda: [{ topic: '通报第三季度控辍保学情况', speaker: '区教育体育局' }],
  decisions: [{ matter: '联合排查非法招用童工', owner: '区人社局、区市场监管局', until: '2026-10-31' }],
  unresolved: '跨县就读证明取得难，下次会议再议。',
  contact: '孙专干',
};
const meetings = {
  full: meeting,
  empty: { ...bureau, name: '控辍保学联席会议', agenda: [], decisions: [] },
};

const assignment: FieldsOf<'D14-1'> = {
  ...bureau,
  ...numbered,
  caseNumber: 'D1-2026-004',
  ticket: '2026091401',
  pupil,
  school: '清水镇中学',
  household: '石桥镇',
  whereabouts: '据祖母称在昆明',
  basis: '学生不在学籍所在乡镇，由户籍地石桥镇负责劝返。',
  situation: '9月14日起未到校，已劝返2次。',
  task: '组建联合劝返小组，1周内组织3次宣传教育。',
  until: '2026-09-27',
  contact: '孙专干',
};
const assignments = { full: assignment, empty: { ...bureau, pupil: known } };

const step: FieldsOf<'D15-1'> = {
  ...township,
  documentNumber: '清政责改〔2026〕1号',
  pupil,
  school: '清水镇中学',
  guardian: '张大山',
  relation: '父亲',
  address: '新民村二组',
  firstMissed: '2026-09-14',
  sessions: [{ day: '2026-09-22', by: '赵镇长、司法所、派出所', answer: '再商量' }],
  earlier: { number: '清政宣〔2026〕1号', day: '2026-09-22', result: '未返校' },
  until: '2026-10-10',
};
const steps = { full: step, empty: { ...township, pupil: known, sessions: [] } };

const record: FieldsOf<'D16-1'> = {
  ...school,
  pupil,
  ordinal: 1,
  day: '2026-09-16',
  time: '19:30',
  place: '学生家中',
  by: '王老师、赵主任',
  met: '祖母',
  childWords: '想先打一年工',
  whyNoChildWords: '电话里听取',
  guardianWords: '孩子不想读，我们劝不动',
  lawExplained: '《义务教育法》第五条、第十一条',
  helpOffered: '生活补助、结对辅导',
  result: '答应返校',
  promised: '2026-09-21',
  next: '9月21日早上到校门口接',
};
const records = { full: record, empty: { ...school, pupil: known } };

const closing: FieldsOf<'D17'> = {
  ...school,
  to: '云岭区教育体育局',
  pupil,
  caseNumber: 'D1-2026-004',
  opened: '2026-09-16',
  firstMissed: '2026-09-14',
  returnedOn: '2026-09-21',
  stableDays: 20,
  relapses: 0,
  ticket: '2026091401',
  reason: 'BACK 返校稳定',
  proofs: [{ name: '考勤记录（连续20个上学日）', day: '2026-10-23' }],
  followUps: '谈心2次，结对教师王老师',
};

export const paperSamples: Samples = {
  D1: { full: report, empty: noReport },
  D2: { full: report, empty: noReport },
  D3: lists,
  D4: lists,
  D5: lists,
  D6: lists,
  D7: { full: compared, empty: notCompared },
  'D8-1': survey,
  'D8-2': survey,
  D9: {
    full: bulletin,
    empty: { ...bureau, month: '2026年9月', frozen: null, townships: [], corrections: [] },
  },
  D10: inspection,
  D11: inspection,
  'D12-1': letters,
  'D12-2': letters,
  'D12-3': letters,
  'D12-4': letters,
  'D13-1': meetings,
  'D13-2': meetings,
  'D13-3': meetings,
  'D13-4': meetings,
  'D14-1': assignments,
  'D14-2': assignments,
  'D14-3': assignments,
  'D15-1': steps,
  'D15-2': steps,
  'D15-3': steps,
  'D15-4': steps,
  'D16-1': records,
  'D16-2': records,
  'D16-3': records,
  D17: { full: closing, empty: { ...school, pupil: known, proofs: [] } },
};
