import type { Day } from '../calendar/time.ts';

/** Why a case may be closed (policy.md §6.3); BACK is agreed by school and township together. */
export const CLOSING_REASONS = [
  'BACK', // 返校稳定
  'ELSEWHERE', // 外地、他校就读
  'MEDICAL', // 休学、缓学
  'HOME_TEACHING', // 送教上门
  'VOC', // 普职融合
  'COMPLETED', // 完成义务教育
  'DATA', // 户籍、学籍错误
  'ABROAD', // 出境
  'DECEASED', // 死亡
] as const;
export type ClosingReason = (typeof CLOSING_REASONS)[number];

/** What proves a reason: a paper, a record or a log that somebody has seen. */
export const PROOFS = [
  'receiving_school', // 接收学校书面证明
  'enrolment_transferred', // 学籍已转出
  'guardian_application', // 监护人申请
  'approval', // 乡镇政府或县级教育行政部门批准 (义务教育法 11)
  'appraisal', // 医学鉴定 (A-HEA-ASSESS)
  'teaching_plan', // 送教安排
  'enrolment_kept', // 学籍保留
  'visit_log', // 送教记录
  'vocational_class', // 普职融合班级
  'vocational_attendance', // 在该班到课记录
  'completion_record', // 毕业或完成义务教育证明
  'correction', // 公安或学籍人员的更正
  'civil_record', // 公安或民政证明
  'county_receipt', // 户籍地对函告的回执 (policy.md §6.4)
] as const;
export type Proof = (typeof PROOFS)[number];

/** Where a child stays, as somebody who may say so has told. */
export type Where = { kind: 'township'; township: string } | { kind: 'outside' } | { kind: 'unknown' };

/** What else the decision on the 劝返主体 asks for, beside the township (policy.md §6.4). */
export type JurisdictionTask =
  | 'assistance_slip' // the township of stay helps (协办单)
  | 'write_to_stay' // 区教体局 writes to the place of stay
  | 'find_child' // whereabouts unknown: is the child missing? decide again when found
  | 'letter_to_county' // 函告 to the county of registration; open until its receipt
  | 'register_household'; // 公安 (A-POL-HUKOU)

/** The eight seats of the joint group (联合劝返小组, P4.R3-TEAM); each is the post of one role. */
export const SEATS = [
  'township_officer',
  'judicial_office',
  'police_station',
  'village_cadre',
  'first_secretary',
  'work_team',
  'household_helper',
  'group_cadre',
] as const;
export type Seat = (typeof SEATS)[number];

/** Who sits there, or why nobody does; one of the two. */
export type Seated = { name: string } | { vacant: string };

/** The four steps (四步法) in their order, which no step leaves (P4.2-ORDER). */
export const STEPS = ['S1_EDU', 'S2_ORDER', 'S3_PENALTY', 'S4_COURT'] as const;
export type Step = (typeof STEPS)[number];
/** The fourth step is an application for enforcement or a suit; a person chooses (law.md §3.2). */
export type CourtWay = 'enforce' | 'sue';

/** What a paper of a step is beside the paper itself: 告知书 before a penalty, 申请书 to the court, its 受理通知书. */
export type StepPaper = 'notice' | 'application' | 'acceptance';

/** How a paper of a step reached the family or the court; missing where it was told before anybody asked. */
export interface ServedPaper {
  /** 送达, or 递交 to the court; null where nobody told. */
  served?: Day | null;
  /** 直接, 留置, 邮寄, 公告 …; as it was told. */
  way?: string | null;
  paper?: StepPaper | null;
}

/**
 * Studying in another place than the class: it counts as a return (T18). `ordinary_class`: a child whom no school had has
 * entered one.
 */
export type Placement = 'inclusive_class' | 'vocational' | 'home_teaching' | 'ordinary_class';

/** 「分清类别」 (policy.md §7.3), each in the county's own words of `categories.*`. */
export type Category = {
  reason: string | null;
  whereabouts: string | null;
  willingness: string | null;
};

/** What is told of a case from its dispatch to its end, one shape per kind. All come from a named person. */
export type CaseFactBody =
  /** `tasks`: what the decision asks for beside; none in what was kept before they were duties. */
  | {
      kind: 'dispatch';
      student: string;
      township: string;
      row: string | null;
      reason: string | null;
      tasks?: readonly JurisdictionTask[];
    }
  | { kind: 'acceptance'; student: string }
  | { kind: 'ticket_closed'; student: string }
  | { kind: 'online_entry'; student: string }
  | { kind: 'stay'; student: string; day: Day; where: Where; place: string }
  | { kind: 'group'; student: string; seats: Partial<Record<Seat, Seated>> }
  /** `person` is who bears the name in the school; absent in what was kept before names were looked up. */
  | { kind: 'assignment'; student: string; teacher: string; person?: string }
  /** Who sits on seats of 双线十二人 that no post fills, by the seats' titles (P1.3-TWELVE). */
  | { kind: 'twelve'; student: string; seats: Readonly<Record<string, string>> }
  | { kind: 'category'; student: string; category: Category }
  /** On or off the list of pupils at risk, with what was ticked (P2.R2-ENDTERM-LIST). */
  | { kind: 'at_risk'; student: string; at_risk: boolean; criteria?: readonly string[] }
  /** Reached the age of 16 in an open case; of the birth date nothing is kept (policy.md §6.3). */
  | { kind: 'sixteen'; student: string }
  | { kind: 'step_opened'; student: string; step: Step; way: CourtWay | null }
  | ({
      kind: 'step_document';
      student: string;
      step: Step;
      number: string;
      on: Day;
      until: Day | null;
    } & ServedPaper)
  | { kind: 'step_result'; student: string; step: Step; on: Day; complied: boolean }
  | { kind: 'law_asked'; student: string; step: Step }
  | { kind: 'legal_check'; student: string; step: Step; agreed: boolean }
  | { kind: 'steps_decided'; student: string; go_on: boolean }
  /** `own_class`: taught in the own class again, from that day on. */
  | {
      kind: 'placement';
      student: string;
      placement: Placement | 'own_class';
      day: Day;
      /** The school that a child without one has entered, and its class where that was told. */
      school?: string;
      class?: string;
      /** What was said to be in hand of the proof of policy.md §6.3. */
      proofs?: readonly Proof[];
    }
  | { kind: 'proof'; student: string; proof: Proof; detail: string }
  | { kind: 'closing'; student: string; reason: ClosingReason; review: Day | null }
  | { kind: 'reopening'; student: string; reason: string }
  /** A closed 休学 or 缓学 goes on until another day of review, by a new approval (义务教育法 11); empty: none was named. */
  | { kind: 'review_extended'; student: string; until: Day | null; approval: string };
