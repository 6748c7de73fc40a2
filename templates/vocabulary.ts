import { isAssumed, type Mark } from '../domain/cases/file.ts';
import type { DataWish } from '../domain/facts/answer-fact.ts';
import type { SeenAt } from '../domain/facts/year-fact.ts';
import type { Role } from '../domain/people/roles.ts';
import { chineseDay } from './papers/content.ts';

const STANDINGS: Record<string, string> = {
  on_leave: '请假（已记）',
  sick_leave: '说是生病，还没批假',
  personal_leave: '说是有事，还没批假',
  unexcused: '旷课',
  unaccounted: '未到，原因不明',
  in_case: '未到，劝返中',
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
  sent: '公假',
  unexcused: '旷课',
  unaccounted: '没来',
  late: '迟到',
  left_early: '早退',
  present: '已到校',
};
/** A day as a written report tells it: what was recorded of it, and that nothing was where that is so (P0-TRUTH). */
export const dayWords = (mark: Pick<Mark, 'standing' | 'excused' | 'source' | 'verifiedAt'>): string => {
  if (mark.excused) return standingWords('on_leave');
  return isAssumed(mark) ? '没有点名记录，按仍未到计' : entryWords(mark.standing);
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

const WISHES: Record<DataWish, string> = { see: '查看', correct: '更正', delete: '删除' };
/** What a guardian wants done with what is kept. */
export const wishWords = (wish: DataWish): string => WISHES[wish];

const PLACES: Record<SeenAt, string> = { home: '在家', away: '外出', unseen: '没见到' };
/** Where a child was seen in the vacation. */
export const placeWords = (place: SeenAt): string => PLACES[place];

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

export const sexWords = (sex: 'girl' | 'boy'): string => (sex === 'girl' ? '女' : '男');

/** What was done for a pupil, or for all of a list: "联系3次，家访1次". */
export const workDone = (done: { contacts: number; visits: number; persuasions: number }): string | null =>
  [
    ...(done.contacts > 0 ? [`联系家长${done.contacts}次`] : []),
    ...(done.visits > 0 ? [`家访、劝返${done.visits}次`] : []),
  ].join('，') || null;

export const areaWords = {
  elsewhere: '外地户籍',
  unknownVillage: '村（社区）未登记',
  missing: '台账记着应享受、还没有享受',
  surveyed: '排查表填报',
  undone: (matters: readonly string[]): string => `到时未办：${matters.join('、')}，请补办并书面回复`,
} as const;

/** `2026-09` → 2026年9月, `2026-q3` → 2026年第三季度, `2026` → 2026年. */
export const periodWords = (period: string): string => {
  const [year = '', part] = period.split('-');
  if (part === undefined) return `${year}年`;
  return part.startsWith('q')
    ? `${year}年第${'一二三四'.charAt(Number(part.slice(1)) - 1)}季度`
    : `${year}年${Number(part)}月`;
};

/** D1, D2: what a school asks of the township (P3.1-TOWN-VISIT, P1.R1-TOWN). */
export const requestWords = {
  D1: '请组织干部进村入户核实情况，与我校共同劝返。',
  D2: '请组织有关人员入户劝返，督促监护人依法送该生返校；我校继续配合劝返。',
} as const;

/** D16, where the child was heard. */
export const noReasonNeeded = '已听取';

/** What the child said at a visit, or why it was not heard; null where nobody has told either. */
export const childLine = ({ child, unheard }: { child?: string; unheard?: string }): string | null =>
  child ? `孩子说：“${child}”` : unheard ? `没听到孩子的话：${unheard}` : null;

/** D14: what a township is asked with a case (P4.R3-TEAM, P4.R3-3IN1W). */
export const dispatchTask = (sessions: number): string =>
  `组建联合劝返小组，入户组织${sessions}次宣传教育，劝返复学，全程在政府救助平台登记`;

/** D14-3: what the county of registration, or the place where the child stays, is asked (policy §6.4). */
export const letterWords = {
  letter_to_county: '接手该生的劝返，依法组织入学、复学，并函复办理情况和接收回执',
  write_to_stay: '协助查访该生，劝其返校或安排就近入学，并函复该生现状',
} as const;

export const referralTitle = (number: string): string => `转办${number}`;

/** D14: how a case stands that is given to a township, in one line. */
export const situationWords = ({
  firstMissed,
  contacts,
  visits,
}: {
  firstMissed: string | null;
  contacts: number;
  visits: number;
}): string | null =>
  firstMissed
    ? `${chineseDay(firstMissed)}起无故未到校，学校已联系家长${contacts}次，家访、劝返${visits}次。`
    : null;

const ANNUAL = ['通报上年控辍保学情况', '部署本年目标管理工作方案', '明确各部门职责', '研究解决重点难点问题'];
const REVIEW = '通报控辍保学情况';

/** A meeting: who is invited, to what, about what. */
interface MeetingWords {
  name: string;
  topics: readonly string[];
  to: string;
}

/** The annual meeting of the district's government (P1.0-MEET-MAR). */
export const annualMeeting = (day: string): MeetingWords => ({
  name: `${day.slice(0, 4)}年度控辍保学工作会`,
  topics: ANNUAL,
  to: '各乡镇人民政府、街道办事处，各有关部门',
});

/** The joint conference of the quarter (P6.R-JOINT); `standing` is P6.R-TOPICS with its counts. */
export const jointMeeting = (day: string, standing: readonly string[]): MeetingWords => {
  const [year = '', month = ''] = day.split('-');
  const quarter = Math.ceil(Number(month) / 3);
  return {
    name: `${periodWords(`${year}-q${quarter}`)}控辍保学联席会议`,
    topics: [REVIEW, ...standing],
    to: '各成员单位',
  };
};

export const yesNo = (holds: boolean): string => (holds ? '是' : '否');

export const teamWords = {
  teacher: '责任教师',
  seat: (seat: string): string => `联合劝返小组（${seat}）`,
  vacant: (why: string): string => `空缺：${why}`,
  twelve: { government: '双线十二人（政府线）', education: '双线十二人（教育线）' },
  empty: '空缺',
} as const;

/** Where somebody is, and since when that is known. */
export const stayWords = (place: string | null, day: string): string =>
  `${place ?? '不明'}（${Number(day.slice(5, 7))}月${Number(day.slice(8))}日得知）`;

export const stepResultWords = (complied: boolean): string => (complied ? '已履行' : '未履行');

export const proofLine = (proof: string, detail: string): string => (detail ? `${proof}：${detail}` : proof);
