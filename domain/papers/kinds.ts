import type { Day } from '../calendar/time.ts';
import type { Role } from '../people/roles.ts';
import type { SignalName } from '../signals.ts';

/** Who issues or receives a paper, as a place; its name comes from the directory. */
export type Office =
  | 'teacher'
  | 'school'
  | 'village'
  | 'township'
  | 'bureau'
  | 'supervision'
  | 'government'
  /** 区委、区政府. */
  | 'party_and_government'
  | 'unit'
  | 'guardian'
  /** 劝返主体, where it is another township than the one that the paper goes to (AMB-19). */
  | 'in_charge'
  | 'elsewhere';

/**
 * How often a kind of paper is written about one subject; `case` is one opening of a case, `dispatch` one township that has
 * it, `event` every time anew.
 */
export type PaperCycle = 'case' | 'dispatch' | 'event' | 'week' | 'month' | 'quarter' | 'term' | 'year';

export interface PaperEntry {
  /** What it is called, and what people call it in a message. */
  readonly title: string;
  readonly called: readonly string[];
  readonly about: 'student' | 'class' | 'school' | 'village' | 'township' | 'district';
  readonly per: PaperCycle;
  /** What in a case makes the product draft it; null where somebody asks for it. */
  readonly when: SignalName | null;
  readonly from: Office;
  readonly to: Office;
  readonly copy: readonly Office[];
  readonly drafts: Role;
  readonly checks: Role | null;
  readonly signs: Role;
  /** Whose receipt makes it 书面 (policy §8); null for a record that stays with those who made it. */
  readonly receipts: Role | null;
  /** The word of the number series of its issuer (发文字号); null for what carries no number of its own. */
  readonly series: string | null;
  /** The month in which a name that it shares with another kind means this one. */
  readonly month?: number;
  /** A county's text, approved by its 司法局; without that it is not drafted (policy §8 D15). */
  readonly approved?: true;
  readonly rules: readonly string[];
}

const REPORT = '控辍';

/** AMB-46, AMB-19: who has a copy of a written report about a pupil. */
const COPIES = ['bureau', 'in_charge'] as const;

/** The catalogue of written documents, policy §8. The Word template of each is `templates/papers/<kind>.docx`. */
export const PAPERS = {
  // AMB-07: the class teacher drafts, the office checks, the principal signs and sends: one document.
  D1: {
    title: '疑似辍学书面报告（初报）',
    called: ['初报', '疑似辍学报告'],
    ...{ about: 'student', per: 'case', when: 'suspected', from: 'school', to: 'township', copy: COPIES },
    ...{ drafts: 'homeroom_teacher', checks: 'academic_office', signs: 'principal' },
    ...{ receipts: 'township_officer', series: REPORT },
    rules: ['P3.R2-WRITTEN-3D', 'P3.1-LINK-WRITTEN'],
  },
  D2: {
    title: '7天书面报告（续报）',
    called: ['续报', '7天报告', '七天报告'],
    ...{ about: 'student', per: 'case', when: 'day7', from: 'school', to: 'township', copy: COPIES },
    ...{ drafts: 'principal', checks: 'academic_office', signs: 'principal' },
    ...{ receipts: 'township_officer', series: REPORT },
    rules: ['P3.1-REPORT-7D'],
  },
  D3: {
    title: '未按时返校学生周报',
    called: ['周报'],
    ...{ about: 'school', per: 'week', when: null, from: 'school', to: 'township', copy: ['bureau'] },
    ...{ drafts: 'academic_office', checks: 'academic_office', signs: 'principal' },
    ...{ receipts: 'township_officer', series: REPORT },
    rules: ['P3.2-WEEKLY'],
  },
  D4: {
    title: '开学未返校学生专报',
    called: ['开学专报', '专报'],
    ...{ about: 'school', per: 'term', when: null, from: 'school', to: 'township', copy: ['bureau'] },
    ...{ drafts: 'academic_office', checks: 'academic_office', signs: 'principal' },
    ...{ receipts: 'township_officer', series: REPORT },
    rules: ['P3.1-WEEK1-WRITTEN'],
  },
  D5: {
    title: '不能返校学生名单',
    called: ['不能返校名单', '不能返校学生名单'],
    ...{ about: 'school', per: 'term', when: null, from: 'school', to: 'township', copy: ['bureau'] },
    ...{ drafts: 'academic_office', checks: 'academic_office', signs: 'principal' },
    ...{ receipts: 'township_officer', series: REPORT },
    rules: ['P2.R1-PRETERM-LIST'],
  },
  D6: {
    title: '辍学隐患生和特殊问题学生名单',
    called: ['隐患生名单', '特殊问题学生名单'],
    ...{ about: 'school', per: 'term', when: null, from: 'school', to: 'township', copy: ['bureau'] },
    ...{ drafts: 'academic_office', checks: 'academic_office', signs: 'principal' },
    ...{ receipts: 'township_officer', series: REPORT },
    rules: ['P2.R2-ENDTERM-LIST'],
  },
  D7: {
    title: '四查三比对结果报告',
    called: ['四查三比对', '四查三比对结果'],
    ...{ about: 'township', per: 'term', when: null, from: 'township', to: 'bureau', copy: [] },
    ...{ drafts: 'township_officer', checks: null, signs: 'township_head' },
    ...{ receipts: 'bureau_officer', series: REPORT },
    rules: ['P2.0-4CHECK', 'P2.1-CMP1', 'P2.2-CMP2', 'P2.3-CMP3'],
  },
  'D8-1': {
    title: '适龄儿童少年排查报告（乡镇）',
    called: ['4月排查报告', '四月排查报告', '排查报告'],
    ...{ about: 'township', per: 'year', when: null, from: 'township', to: 'bureau', copy: [] },
    ...{ drafts: 'township_officer', checks: null, signs: 'township_head' },
    ...{ receipts: 'bureau_officer', series: REPORT },
    rules: ['P2.R4-APR-SURVEY', 'P2.R4-APR-REPORT'],
  },
  'D8-2': {
    title: '适龄儿童少年排查汇总报告（区）',
    called: ['排查汇总', '排查汇总报告'],
    ...{ about: 'district', per: 'year', when: null, from: 'bureau', to: 'government', copy: [] },
    ...{ drafts: 'bureau_officer', checks: null, signs: 'bureau_head' },
    ...{ receipts: 'district_head', series: REPORT },
    rules: ['P2.R4-APR-REPORT'],
  },
  D9: {
    title: '控辍保学动态清零月度通报',
    called: ['月度通报', '月通报', '通报'],
    ...{ about: 'district', per: 'month', when: null, from: 'bureau', to: 'township', copy: ['government'] },
    ...{ drafts: 'bureau_officer', checks: null, signs: 'bureau_head' },
    ...{ receipts: 'township_officer', series: '控辍通' },
    rules: ['G4.2-MONTHLY'],
  },
  D10: {
    title: '季度专项督查报告',
    called: ['季度督查报告', '督查报告'],
    ...{ about: 'district', per: 'quarter', when: null },
    ...{ from: 'supervision', to: 'party_and_government', copy: [] },
    ...{ drafts: 'supervision_office', checks: 'bureau_officer', signs: 'supervision_office' },
    ...{ receipts: 'district_head', series: '控辍督' },
    rules: ['G4.2-QUARTER'],
  },
  D11: {
    title: '学期专项督导报告',
    called: ['学期督导报告', '督导报告'],
    ...{ about: 'district', per: 'term', when: null, from: 'bureau', to: 'bureau', copy: [] },
    ...{ drafts: 'inspector', checks: null, signs: 'bureau_head' },
    ...{ receipts: 'bureau_officer', series: '控辍督' },
    rules: ['A-EDU-TERM-INSPECT'],
  },
  'D12-1': {
    title: '控辍保学目标责任书（区政府与乡镇）',
    called: ['乡镇责任书', '乡镇目标责任书'],
    ...{ about: 'township', per: 'year', when: null, from: 'government', to: 'township', copy: ['bureau'] },
    ...{ drafts: 'bureau_officer', checks: null, signs: 'district_head' },
    ...{ receipts: 'township_head', series: null },
    rules: ['P1.1-LETTER-GOV1'],
  },
  'D12-2': {
    title: '控辍保学目标责任书（乡镇与村）',
    called: ['村责任书', '村目标责任书'],
    ...{ about: 'village', per: 'year', when: null, from: 'township', to: 'village', copy: [] },
    ...{ drafts: 'township_officer', checks: null, signs: 'township_head' },
    ...{ receipts: 'village_cadre', series: null },
    rules: ['P1.1-LETTER-GOV2'],
  },
  'D12-3': {
    title: '控辍保学目标责任书（教体局与学校）',
    called: ['学校责任书', '学校目标责任书'],
    ...{ about: 'school', per: 'year', when: null, from: 'bureau', to: 'school', copy: [] },
    ...{ drafts: 'bureau_officer', checks: null, signs: 'bureau_head' },
    ...{ receipts: 'principal', series: null },
    rules: ['P1.2-LETTER-EDU1'],
  },
  'D12-4': {
    title: '控辍保学目标责任书（学校与教师）',
    called: ['教师责任书', '教师目标责任书', '班主任责任书'],
    ...{ about: 'class', per: 'year', when: null, from: 'school', to: 'teacher', copy: [] },
    ...{ drafts: 'academic_office', checks: null, signs: 'principal' },
    ...{ receipts: 'homeroom_teacher', series: null },
    rules: ['P1.2-LETTER-EDU2'],
  },
  'D13-1': {
    title: '控辍保学联席会议通知',
    called: ['联席会议通知', '会议通知'],
    ...{ about: 'district', per: 'event', when: null, from: 'bureau', to: 'unit', copy: ['government'] },
    ...{ drafts: 'bureau_officer', checks: null, signs: 'bureau_head' },
    ...{ receipts: 'unit', series: '控辍会' },
    rules: ['P6.R-JOINT'],
  },
  'D13-2': {
    title: '控辍保学联席会议纪要',
    called: ['联席会议纪要', '会议纪要', '纪要'],
    ...{ about: 'district', per: 'event', when: null, from: 'bureau', to: 'unit', copy: ['government'] },
    ...{ drafts: 'bureau_officer', checks: null, signs: 'bureau_head' },
    ...{ receipts: 'unit', series: '控辍会' },
    rules: ['P6.R-JOINT', 'P6.R-TOPICS'],
  },
  // P1.0-MEET-MAR: 「由区人民政府组织召开」
  'D13-3': {
    title: '年度控辍保学工作会通知',
    called: ['工作会通知', '工作会议通知', '年度会通知', '年度会议通知', '会议通知'],
    ...{ about: 'district', per: 'event', when: null, from: 'government', to: 'unit', copy: ['bureau'] },
    ...{ drafts: 'bureau_officer', checks: null, signs: 'district_head' },
    ...{ receipts: 'unit', series: '控辍会', month: 3 },
    rules: ['P1.0-MEET-MAR'],
  },
  'D13-4': {
    title: '年度控辍保学工作会纪要',
    called: ['工作会纪要', '工作会议纪要', '年度会纪要', '年度会议纪要', '会议纪要', '纪要'],
    ...{ about: 'district', per: 'event', when: null, from: 'government', to: 'unit', copy: ['bureau'] },
    ...{ drafts: 'bureau_officer', checks: null, signs: 'district_head' },
    ...{ receipts: 'unit', series: '控辍会', month: 3 },
    rules: ['P1.0-MEET-MAR', 'P1.0-MEET-DECIDE'],
  },
  'D14-1': {
    title: '劝返派单',
    called: ['派单'],
    ...{ about: 'student', per: 'dispatch', when: null, from: 'bureau', to: 'township', copy: ['school'] },
    ...{ drafts: 'bureau_officer', checks: null, signs: 'bureau_head' },
    ...{ receipts: 'township_officer', series: '控辍函' },
    rules: ['P4.R1-DISPATCH', 'P4.R1-JURIS'],
  },
  'D14-2': {
    title: '控辍保学协办单',
    called: ['协办单'],
    ...{ about: 'student', per: 'event', when: null, from: 'bureau', to: 'unit', copy: [] },
    ...{ drafts: 'bureau_officer', checks: null, signs: 'bureau_head' },
    ...{ receipts: 'unit', series: '控辍函' },
    rules: ['P1.R3-DEPTS'],
  },
  'D14-3': {
    title: '控辍保学转办函',
    called: ['转办函', '转办单', '转办'],
    ...{ about: 'student', per: 'event', when: null, from: 'bureau', to: 'elsewhere', copy: ['township'] },
    ...{ drafts: 'bureau_officer', checks: null, signs: 'bureau_head' },
    ...{ receipts: null, series: '控辍函' },
    rules: ['P4.R1-JURIS'],
  },
  'D15-1': {
    title: '宣传教育文书',
    called: ['宣传教育文书'],
    ...{ about: 'student', per: 'case', when: null, from: 'township', to: 'guardian', copy: [] },
    ...{ drafts: 'township_officer', checks: 'judicial_office', signs: 'township_head' },
    ...{ receipts: 'guardian', series: null, approved: true },
    rules: ['P4.2-ORDER', 'P4.R3-3IN1W'],
  },
  'D15-2': {
    title: '责令改正文书',
    called: ['责令改正文书', '责令改正书', '责令改正通知书'],
    ...{ about: 'student', per: 'case', when: null, from: 'township', to: 'guardian', copy: [] },
    ...{ drafts: 'township_officer', checks: 'judicial_office', signs: 'township_head' },
    ...{ receipts: 'guardian', series: null, approved: true },
    rules: ['P4.2-ORDER', 'P4.SUPPORT-LAW', 'A-LAW-ORDER'],
  },
  'D15-3': {
    title: '行政处罚文书',
    called: ['行政处罚文书', '行政处罚决定书'],
    ...{ about: 'student', per: 'case', when: null, from: 'township', to: 'guardian', copy: [] },
    ...{ drafts: 'township_officer', checks: 'judicial_office', signs: 'township_head' },
    ...{ receipts: 'guardian', series: null, approved: true },
    rules: ['P4.2-ORDER', 'P4.SUPPORT-LAW'],
  },
  'D15-4': {
    title: '申请强制执行或提起诉讼文书',
    called: ['强制执行文书', '强制执行申请书', '诉讼文书', '起诉书'],
    ...{ about: 'student', per: 'case', when: null, from: 'township', to: 'elsewhere', copy: [] },
    ...{ drafts: 'township_officer', checks: 'judicial_office', signs: 'township_head' },
    ...{ receipts: null, series: null, approved: true },
    rules: ['P4.2-ORDER', 'P4.SUPPORT-LAW'],
  },
  'D16-1': {
    title: '家访记录',
    called: ['家访记录', '家访表'],
    ...{ about: 'student', per: 'event', when: null, from: 'school', to: 'school', copy: [] },
    ...{ drafts: 'homeroom_teacher', checks: 'academic_office', signs: 'homeroom_teacher' },
    ...{ receipts: null, series: null },
    rules: ['P3.1-VISIT-3D', 'P3.1-VERIFY-SD'],
  },
  'D16-2': {
    title: '劝返记录',
    called: ['劝返记录', '劝返表'],
    ...{ about: 'student', per: 'event', when: null, from: 'school', to: 'school', copy: ['township'] },
    ...{ drafts: 'homeroom_teacher', checks: 'academic_office', signs: 'homeroom_teacher' },
    ...{ receipts: null, series: null },
    rules: ['P3.1-PERSUADE-3'],
  },
  'D16-3': {
    title: '宣传教育记录',
    called: ['宣传教育记录', '宣教记录'],
    ...{ about: 'student', per: 'event', when: null, from: 'township', to: 'township', copy: ['bureau'] },
    ...{ drafts: 'township_officer', checks: null, signs: 'township_officer' },
    ...{ receipts: null, series: null },
    rules: ['P4.R3-3IN1W'],
  },
  D17: {
    title: '销案表',
    called: ['销案表'],
    ...{ about: 'student', per: 'case', when: null, from: 'school', to: 'bureau', copy: ['township'] },
    ...{ drafts: 'academic_office', checks: 'township_officer', signs: 'principal' },
    ...{ receipts: 'bureau_officer', series: null },
    rules: ['P3.1-EACH-CASE', 'P0-GOAL-ZERO'],
  },
} as const satisfies Readonly<Record<string, PaperEntry>>;

export type PaperKind = keyof typeof PAPERS;

export const PAPER_KINDS = Object.keys(PAPERS) as PaperKind[];

/** Of the records of D16, what the visit was for that each is about. */
export const PURPOSE_RECORDED = { 'D16-1': 'visit', 'D16-2': 'persuasion', 'D16-3': 'session' } as const;

/** What a signal of a case has drafted. */
export const draftedOn = (signal: SignalName): PaperKind[] =>
  PAPER_KINDS.filter((kind) => PAPERS[kind].when === signal);

/** The kind that people mean by a name on a day. */
export const kindCalled = (called: string, day: Day): PaperKind | undefined => {
  const kinds = PAPER_KINDS.filter((kind) => paperEntry(kind).called.includes(called));
  return kinds.find((kind) => paperEntry(kind).month === Number(day.slice(5, 7))) ?? kinds[0];
};

/** The entry of a kind, with what only some entries say. */
export const paperEntry = (kind: PaperKind): PaperEntry => PAPERS[kind];
