/**
 * What texts for parents may be filled with, each with the longest that is to be expected of it. Names are first names
 * and titles as they are spoken; days are `YYYY-MM-DD`, instants milliseconds.
 */
export const LONGEST = {
  /** First name alone (law.md §8.1, policy.md §5.2). */
  child: '阿依古丽',
  class: '九年级(12)班',
  school: '汤丹镇中心学校',
  /** The homeroom teacher, who answers until step 1. */
  teacher: '欧阳文静老师',
  /** From step 2 on the township signs, with the name of a person. */
  township: '铜都街道办事处',
  officer: '欧阳文静',
  /** Of teacher or officer; looked up when the message goes out, and left out where none is known. */
  phone: '13800000000',
  /** How often the school tried to reach the family today. */
  tries: 10,
  /** Until what time of today an answer is waited for. */
  until: '20:00',
  /** Who comes to the house. */
  visitors: '班主任和村小组长',
  /** The day that was agreed on, or on which something falls. */
  day: '2026-11-28',
  /** Where a child that is back is taught, if not in its class: `home_teaching` or `vocational` (T18). */
  placed: 'home_teaching',
  /** On which the family was asked where the child is. */
  asked: '2026-11-28',
  /** A served paper: `decision`, or the `notice` before it (行政处罚法 44). */
  paper: 'decision',
  document: '责令送被监护人接受义务教育通知书',
  number: '铜街责改〔2026〕第012号',
  issuer: '昆明市东川区铜都街道办事处',
  served: '2026-11-28',
  limit: '2026-12-28',
  /** Its court, or who speaks for it. */
  court: '昆明市东川区人民法院',
  /** What the family seems entitled to, where, with what papers. */
  aid: '家庭经济困难学生生活补助',
  papers: '户口簿和低保证',
} as const satisfies Record<string, string | number>;

export type ParentValue = keyof typeof LONGEST;

/** What a text does without when it is not known. */
export const OPTIONAL: ReadonlySet<string> = new Set<ParentValue>([
  'phone',
  'tries',
  'day',
  'placed',
  'court',
  'aid',
  'papers',
]);
