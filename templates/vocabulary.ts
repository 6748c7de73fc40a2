import type { Role } from '../domain/people/roles.ts';

const STANDINGS: Record<string, string> = {
  on_leave: '请假（已记）',
  sick_leave: '说是生病，还没批假',
  personal_leave: '说是有事，还没批假',
  unexcused: '旷课',
  unaccounted: '未到，原因不明',
  late: '迟到',
  left_early: '早退',
  present: '到校',
  reached: '家长已联系上',
  unreachable: '家长没联系上',
};

/** What is known of a pupil today: `unaccounted+unreachable` → "未到，原因不明；家长没联系上". */
export const standingWords = (note: string): string =>
  note
    .split('+')
    .map((code) => STANDINGS[code] ?? code)
    .join('；');

const STAGES: Record<string, string> = {
  ENROLLED: '在校',
  ABSENT_UNVERIFIED: '未到待核',
  ABSENT_EXCUSED: '请假',
  ABSENT_UNEXCUSED: '旷课',
  NOT_REGISTERED: '开学未注册',
  NOT_ENROLLED: '失学（无学籍）',
  SUSPECTED: '疑似辍学',
  SUSPECTED_7: '疑似辍学（满7天）',
  LONG_ABSENT: '连续一个月未到校',
  DROPOUT: '辍学',
  RETURNED: '已返校（观察中）',
  CLOSED: '已销案',
};

/** A case's state in Chinese (policy.md §6.1). */
export const stageWords = (stage: string): string => STAGES[stage] ?? stage;

const ENTRY: Record<string, string> = {
  sick_leave: '病假',
  personal_leave: '事假',
  unexcused: '旷课',
  unaccounted: '没来',
  late: '迟到',
  left_early: '早退',
  present: '已到校',
};
/** A standing as the bot repeats it to the teacher. */
export const entryWords = (standing: string): string => ENTRY[standing] ?? standing;

const RESULTS: Record<string, string> = {
  returned: '已返校',
  promised: '答应返校',
  refused: '不愿返校',
  away: '人在外地',
  not_met: '没见到人',
  other: '已见面，未表态',
};
export const visitWords = (result: string): string => RESULTS[result] ?? result;

const PURPOSES: Record<string, string> = { visit: '家访', persuasion: '劝返', session: '宣传教育' };
export const purposeWords = (purpose: string): string => PURPOSES[purpose] ?? purpose;

const SHORT_TITLES: Partial<Record<Role, string>> = {
  academic_office: '教务处',
  township_officer: '乡镇分管教育',
  township_head: '乡镇主要负责人',
  bureau_officer: '区教体局专干',
  bureau_head: '区教体局领导',
  district_head: '区分管领导',
  police_station: '派出所',
};
/** A post as one says it in a sentence. */
export const shortTitle = (role: Role, title: string): string => SHORT_TITLES[role] ?? title;

const PRESENT: ReadonlySet<string> = new Set(['late', 'left_early']);

/** A class's day ready to copy into the provincial system: `42|rolled|张伟:unaccounted` → "应到42 实到41；没来：张伟". */
export const summaryWords = (note: string): string => {
  const [expected = '', rolled, ...standings] = note.split('|');
  if (!rolled) return '今天还没有点名记录。';
  const told = standings.map((item) => {
    const [name = '', standing = ''] = item.split(':');
    return { name, standing };
  });
  const missing = told.filter(({ standing }) => !PRESENT.has(standing)).length;
  const lines = [...new Set(told.map(({ standing }) => standing))].map((standing) => {
    const names = told.filter((item) => item.standing === standing).map(({ name }) => name);
    return `${entryWords(standing)}：${names.join('、')}`;
  });
  return [`应到${expected} 实到${Number(expected) - missing}`, ...lines].join('；');
};

const FINDINGS: Record<string, string> = {
  no_cause: '经核实无正当理由、未履行请假手续',
  cause: '经核实有原因，已补假',
  elsewhere: '经核实称在他处就读，待取得书面证明',
  unknown: '经核实去向不明',
};
/** What the academic office found out, as a written report says it. */
export const findingWords = (finding: string): string => FINDINGS[finding] ?? finding;
