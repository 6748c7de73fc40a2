/** What a pupil's roster entry may carry: 留守, 三类监测对象, 残疾, 困难, 流动, 厌学 (policy.md §7.1). */
export const FLAGS = ['left_behind', 'monitored', 'disabled', 'hardship', 'migrant', 'weary'] as const;
export type Flag = (typeof FLAGS)[number];
