import type { Day } from '../../../domain/calendar/time.ts';
import { chineseDay, content, type Head, type Maybe, type Tags } from '../content.ts';
import type { PaperPupil } from './pupil-reports.ts';

/** D14: what the bureau gives to a township, asks of a unit, or hands over to another place. */
export interface Assignment extends Head {
  readonly caseNumber?: Maybe<string>;
  /** The ticket of 政府救助平台. */
  readonly ticket?: Maybe<string>;
  readonly pupil: PaperPupil;
  readonly school?: Maybe<string>;
  readonly household?: Maybe<string>;
  readonly whereabouts?: Maybe<string>;
  /** The row of policy §6.4 that decided. */
  readonly basis?: Maybe<string>;
  readonly situation?: Maybe<string>;
  readonly task?: Maybe<string>;
  readonly until?: Maybe<Day>;
  readonly contact?: Maybe<string>;
}

const texts: Tags<Assignment> = {
  案号: (fields) => fields.caseNumber,
  工单号: (fields) => fields.ticket,
  学生姓名: (fields) => fields.pupil.name,
  性别: (fields) => fields.pupil.sex,
  出生日期: (fields) => chineseDay(fields.pupil.birth),
  班级: (fields) => fields.pupil.class,
  学校: (fields) => fields.school,
  户籍地: (fields) => fields.household,
  现在何处: (fields) => fields.whereabouts,
  确定依据: (fields) => fields.basis,
  情况说明: (fields) => fields.situation,
  办理事项: (fields) => fields.task,
  办理时限: (fields) => chineseDay(fields.until),
  联系人: (fields) => fields.contact,
};

/** D14, policy §8: case no., task, limit. */
const assignment = (required: readonly string[]) =>
  content<Assignment>({
    texts,
    required: ['主送', '案号', '办理事项', '办理时限', '学生姓名', ...required],
  });

export const dispatch = assignment(['工单号', '确定依据']);
/** A member unit gets the name only where it needs it to act (policy §5.1); the paper is drafted for one that does. */
export const assistance = assignment(['情况说明']);
export const handOver = assignment(['确定依据', '户籍地']);
