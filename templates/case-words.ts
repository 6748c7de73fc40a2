import type { PlatformState } from '../domain/cases/file.ts';
import type { JurisdictionRow } from '../domain/cases/jurisdiction.ts';
import type { LegalDate } from '../domain/cases/legal-dates.ts';
import type { ClosingReason, JurisdictionTask, Proof, Seat, Step } from '../domain/facts/case-fact.ts';
import type { EnrolmentChange } from '../domain/facts/enrolment-fact.ts';

/** The words for what a case goes through between its dispatch and its end. */

/** 四步法, and how it stands where no step is open. */
export const stepWords: Readonly<Record<Step | 'NONE' | 'DONE' | 'STOPPED', string>> = {
  NONE: '四步法未启动',
  S1_EDU: '宣传教育',
  S2_ORDER: '责令改正',
  S3_PENALTY: '行政处罚',
  S4_COURT: '申请强制执行或提起诉讼',
  DONE: '四步法已办结',
  STOPPED: '四步法已停止',
};

/** What a step is called in a sentence of the township; of the fourth a person chooses the way (law.md §3.2). */
const STEP_NAMES: Readonly<Record<Step, readonly string[]>> = {
  S1_EDU: ['宣传教育'],
  S2_ORDER: ['责令改正'],
  S3_PENALTY: ['行政处罚'],
  S4_COURT: ['强制执行', '提起诉讼'],
};

/** The sentence by which a person begins a step: "“马建平进入责令改正”". */
export const openingWords = (name: string, step: Step): string =>
  STEP_NAMES[step].map((called) => `“${name}进入${called}”`).join('或');

/** The sentence that asks 司法所 for its check of a step: "“送审马建平责令改正”". */
export const askingWords = (name: string, step: Step): string =>
  STEP_NAMES[step].map((called) => `“送审${name}${called}”`).join('或');

export const platformWords: Readonly<Record<PlatformState, string>> = {
  NONE: '未上报',
  ENTERED: '已上报，待派单',
  DISPATCHED: '已派单，待受理',
  ACCEPTED: '已受理',
  CLOSED: '已办结',
};

export const reasonWords: Readonly<Record<ClosingReason, string>> = {
  BACK: '返校稳定',
  ELSEWHERE: '外地或他校就读',
  MEDICAL: '休学或缓学',
  HOME_TEACHING: '送教上门',
  VOC: '普职融合',
  COMPLETED: '完成义务教育',
  DATA: '户籍或学籍信息有误',
  ABROAD: '已出境',
  DECEASED: '已去世',
};

/** A proof, and with it whose it is to bring. */
export const proofWords: Readonly<Record<Proof, string>> = {
  receiving_school: '接收学校的书面证明（学校去要），或学籍转出记录（学籍人员）',
  enrolment_transferred: '学籍转出记录（学籍人员）',
  guardian_application: '监护人的申请（班主任去取）',
  approval: '乡镇政府或区教体局的批准文件（义务教育法第十一条）',
  appraisal: '医学鉴定（区卫健局）',
  teaching_plan: '送教安排（学校）',
  enrolment_kept: '学籍保留记录（学籍人员）',
  visit_log: '送教记录（送教老师）',
  vocational_class: '普职融合班级和开班时间（职业学校）',
  vocational_attendance: '在该班的到课记录（职业学校）',
  completion_record: '毕业或完成义务教育的证明（学校）',
  correction: '公安或学籍人员的更正记录',
  civil_record: '公安或民政的证明',
  county_receipt: '户籍地对函告的回执（区教体局去要）',
};

/** A proof that is in hand, without who has to see to it. */
export const proofTitle = (proof: Proof): string => proofWords[proof].split('（')[0] ?? '';

const ENROLMENT: Readonly<Record<EnrolmentChange, string>> = {
  created: '建立学籍',
  moved_in: '学籍转入',
  moved_out: '学籍转出',
  suspended: '休学',
  resumed: '复学',
  ended: '退学或注销学籍',
  corrected: '学籍信息更正',
  suspected_marked: '学籍标注疑似辍学',
  dropout_marked: '学籍登记辍学',
};

/** What was done to the 学籍 (P1.R4-XUEJI). */
export const enrolmentWords = (change: EnrolmentChange): string => ENROLMENT[change];

export const seatWords: Readonly<Record<Seat, string>> = {
  township_officer: '乡镇分管教育',
  judicial_office: '司法所',
  police_station: '派出所',
  village_cadre: '村居两委',
  first_secretary: '第一书记',
  work_team: '工作队员',
  household_helper: '帮扶联系人',
  group_cadre: '村居民小组',
};

/** The row of the decision table that a proposal rests on (policy.md §6.4). */
export const jurisdictionWords: Readonly<Record<JurisdictionRow, string>> = {
  at_enrolment: '人在学籍所在乡镇，由学籍所在乡镇负责',
  at_household: '人不在学籍乡镇，由户籍地乡镇负责',
  third_township: '人在本区其他乡镇，由户籍地乡镇负责',
  outside: '人在区外，由户籍地乡镇负责',
  unknown: '去向不明，按人不在学籍乡镇办，由户籍地乡镇负责',
  foreign_away: '户籍在区外、人也不在本区，函告户籍地，收到回执前由学校所在乡镇负责',
  foreign_here: '户籍在区外、人在学籍所在乡镇，由学籍所在乡镇负责',
  no_household: '没有户口，由实际居住地乡镇负责',
  no_enrolment: '没有学籍，由实际居住地乡镇负责，不在本地住的由户籍地乡镇负责',
};

/** Why a township was named as the one that persuades, for its dispatch (P4.R1-JURIS). */
export const basisWords = (
  township: string,
  dispatch: { row: string | null; reason: string | null } | null,
): string => {
  const row = dispatch?.row ? jurisdictionWords[dispatch.row as JurisdictionRow] : null;
  const why = [row, dispatch?.reason].filter(Boolean).join('；');
  return `区教育体育局确定由${township}负责劝返${why ? `：${why}` : ''}。`;
};

/** What the decision has asked of others; the bureau's own letters come as duties of theirs. */
export const jurisdictionTaskWords: Readonly<Partial<Record<JurisdictionTask, string>>> = {
  assistance_slip: '已给孩子所在的乡镇发协办单，答复会告诉您',
  find_child: '还不知道孩子在哪里，查到后请您重新定',
  register_household: '已请公安帮助办理户口，答复会告诉您',
};

export const legalDateWords: Readonly<Record<LegalDate['what'], string>> = {
  hearing_until: '可要求听证到',
  decision_until: '作出处罚决定最晚（立案起90日）',
  service_until: '当事人不在场的，送达最晚',
  notice_over: '公告期满，视为送达',
  review_until: '可申请行政复议到',
  suit_until: '可提起行政诉讼到',
  payment_until: '缴纳罚款到',
  enforcement_from: '申请强制执行最早',
  enforcement_until: '申请强制执行最晚',
  after_reminder: '催告满十个工作日',
  acceptance_until: '法院受理最晚',
  ruling_until: '法院裁定最晚',
};

/** What the decision table proposes, from a note `township|row`: "建议派给汤丹镇（人在学籍所在乡镇，…）". */
export const proposalWords = (note: string): string => {
  const [township = '', row = ''] = note.split('|');
  if (township && row === 'foreign_away')
    return `建议函告户籍地（户籍在区外、人也不在本区），收到回执前由${township}负责`;
  const why = jurisdictionWords[row as JurisdictionRow];
  return township ? `建议派给${township}（${why}）` : `请区教体局定派给哪里（${why}）`;
};
