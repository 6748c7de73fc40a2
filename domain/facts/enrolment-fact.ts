import type { Day } from '../calendar/time.ts';

/** What can change about an enrolment record (学籍). People change it in its own system; here it is only written down (policy.md §11.3). */
export const ENROLMENT_CHANGES = [
  'created', // 建籍
  'moved_in', // 转入
  'moved_out', // 转出
  'suspended', // 休学
  'resumed', // 复学
  'ended', // 退学、注销
  'corrected', // 更正信息
  'suspected_marked', // 标注疑似辍学 (AMB-09)
  'dropout_marked', // 登记辍学
] as const;
export type EnrolmentChange = (typeof ENROLMENT_CHANGES)[number];

/** A change that was made: on which day, approved by whom; null where nobody told (未填). P1.R4-XUEJI. */
export type EnrolmentFactBody = {
  kind: 'enrolment_change';
  student: string;
  change: EnrolmentChange;
  on: Day | null;
  approved: string | null;
};

/** One row of 学籍变动: what was changed when, with whose approval; by whom and when it was told. Null: 未填. */
export interface EnrolmentNote {
  change: EnrolmentChange;
  on: Day | null;
  approved: string | null;
  told: Day;
  by: string;
}
