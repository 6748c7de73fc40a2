import type { Day } from '../../../domain/calendar/time.ts';
import { chineseDay, content, type Head, list, type Maybe, type Tags } from '../content.ts';

/** One pupil in a school's list to its township. */
export interface ListedPupil {
  readonly name: string;
  readonly class: string;
  /** First day away, or first day of the risk. */
  readonly since?: Maybe<Day>;
  /** Against the list before: policy §8 D3. */
  readonly change?: Maybe<'new' | 'continued' | 'returned'>;
  readonly stage?: Maybe<string>;
  readonly reason?: Maybe<string>;
  readonly whereabouts?: Maybe<string>;
  /** What was done: contacts, visits, persuasions. */
  readonly done?: Maybe<string>;
  /** D6: what is to be watched in the vacation. */
  readonly advice?: Maybe<string>;
  /** Numbers of D1 and D2, so that no fact is told twice (AMB-06). */
  readonly reference?: Maybe<string>;
}

/** D3 to D6: a school's lists. No pupil is a nil report, which is required too (P3.2-WEEKLY). */
export interface PupilList extends Head {
  readonly first?: Maybe<Day>;
  readonly last?: Maybe<Day>;
  readonly term?: Maybe<string>;
  readonly pupils: readonly ListedPupil[];
  /** D4: how the school mobilised. */
  readonly mobilised?: Maybe<string>;
  /** Classes that have not answered yet, of D3 those without a roll in the week. With one of them an empty list is no nil report. */
  readonly unanswered?: readonly string[];
}

const CHANGES = { new: '新增', continued: '持续', returned: '已返校' } as const;

const countOf = (change: ListedPupil['change']) => (fields: PupilList) =>
  fields.pupils.filter((pupil) => pupil.change === change).length;

const texts: Tags<PupilList> = {
  起始日: (fields) => chineseDay(fields.first),
  截止日: (fields) => chineseDay(fields.last),
  学期: (fields) => fields.term,
  人数: (fields) => fields.pupils.length,
  新增人数: countOf('new'),
  持续人数: countOf('continued'),
  返校人数: countOf('returned'),
  动员情况: (fields) => fields.mobilised,
  未报班级: (fields) => fields.unanswered?.join('、'),
};

const lists = {
  学生: list((fields: PupilList) => fields.pupils.map((pupil, before) => ({ ...pupil, before })), {
    序号: (pupil) => pupil.before + 1,
    姓名: (pupil) => pupil.name,
    班级: (pupil) => pupil.class,
    起日: (pupil) => chineseDay(pupil.since),
    变化: (pupil) => pupil.change && CHANGES[pupil.change],
    状态: (pupil) => pupil.stage,
    原因: (pupil) => pupil.reason,
    去向: (pupil) => pupil.whereabouts,
    已做工作: (pupil) => pupil.done,
    建议: (pupil) => pupil.advice,
    文号: (pupil) => pupil.reference,
  }),
};

const hasUnanswered = ({ unanswered = [] }: PupilList): boolean => unanswered.length > 0;

const pupilList = (required: readonly string[]) =>
  content<PupilList>({
    texts,
    lists,
    conditions: {
      有学生: (fields) => fields.pupils.length > 0,
      有未报: hasUnanswered,
      零报告: (fields) => fields.pupils.length === 0 && !hasUnanswered(fields),
    },
    required: ['主送', '学生', '有学生', '姓名', '班级', ...required],
  });

/** D3, policy §8: list, new/continued/returned, nil if none. */
export const weekly = pupilList(['新增人数', '持续人数', '返校人数', '变化', '未报班级', '零报告']);
/** D4, policy §8: pupils not back, mobilisation done. */
export const termStart = pupilList(['动员情况', '已做工作', '未报班级', '零报告']);
/** D5, policy §8: list, reasons. */
export const beforeTerm = pupilList(['原因', '未报班级', '零报告']);
/** D6, policy §8: list, risk, suggested watch. */
export const atRisk = pupilList(['原因', '建议', '未报班级', '零报告']);
