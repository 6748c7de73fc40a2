import type { Duty } from '../domain/duties/duty.ts';
import type { Choice } from '../domain/facts/answer-fact.ts';
import type { Fact, FactBody, Hazard } from '../domain/facts/fact.ts';
import { isFamilyFact } from '../domain/facts/family-fact.ts';
import { isSupportFact } from '../domain/facts/support-fact.ts';
import type { NoticeKind } from '../domain/notices/notice.ts';
import { PAPERS } from '../domain/papers/kinds.ts';
import type { PaperStep, PaperStepTold } from '../domain/papers/trail.ts';
import { posts, ROLES } from '../domain/people/roles.ts';
import { caseFactWords } from './case-timeline.ts';
import { enrolmentWords } from './case-words.ts';
import { listTitles } from './comparison-words.ts';
import { familyWords } from './family-words.ts';
import { paperTitle } from './paper-words.ts';
import { supportWords } from './support-words.ts';
import {
  entryWords,
  placeWords,
  purposeWords,
  shortTitle,
  stageWords,
  visitWords,
  wishWords,
} from './vocabulary.ts';
import { sayDay } from './words.ts';

/** How the case file (一生一案) tells what happened. */

const FINDINGS = {
  no_cause: '没有正当理由',
  cause: '有正当理由',
  elsewhere: '在别处就读',
  unknown: '去向不明',
} as const;

const STEPS: Readonly<Record<PaperStep, string>> = {
  checked: '核对了',
  signed: '签字',
  sent: '送出了',
  receipted: '签收了',
};

const paperStep = ({ paper, step, number, person }: PaperStepTold): string =>
  `${STEPS[step]}${paperTitle(paper)}${person ? `（${person}）` : ''}${numbered(number)}`;

const span = (from: string, until: string | null): string =>
  until && until !== from ? `${sayDay(from)}至${sayDay(until)}` : sayDay(from);

const numbered = (number: string | null): string => (number ? `，编号${number}` : '');

const CHOICES: Readonly<Record<Choice, string>> = {
  told: '收到了信息使用说明',
  agreed: '同意接收一般提示',
  declined: '不再接收一般提示',
};

/** One sentence without its subject: "记 9月14日（周一）旷课". `nameOf` names a township. */
export const factWords = (body: FactBody, nameOf: (unit: string) => string): string => {
  switch (body.kind) {
    case 'standing':
      return `记 ${span(body.day, body.until)}${entryWords(body.sent ? 'sent' : body.standing)}`;
    case 'attendance_heard':
      return `校外说${sayDay(body.day)}${body.there ? '到校了' : '不在学校'}，请学校核对：${body.words}`;
    case 'contact':
      return body.result === 'reached' ? '联系上了家长' : '联系家长，没有打通';
    case 'verification':
      return `核实${sayDay(body.day)}的缺课：${FINDINGS[body.finding]}`;
    case 'leave':
      return `准假 ${span(body.from, body.until)}`;
    case 'guardian_words':
      if (body.takesBack) return '说明请假的不是这个孩子';
      return body.leave ? `替孩子请假（${sayDay(body.day)}），等班主任决定` : `说明${sayDay(body.day)}的情况`;
    case 'leave_answer':
      return `${body.agreed ? '同意请假' : '没有同意请假'} ${span(body.from, body.until)}${body.why ? `，${body.why}` : ''}`;
    case 'data_request':
      return `要求${wishWords(body.wish)}孩子的信息`;
    case 'consent':
      return CHOICES[body.choice];
    case 'notice_given':
      return '给家长发了信息使用说明';
    case 'visit':
      return `${sayDay(body.day)}${purposeWords(body.purpose)}：${visitWords(body.result)}`;
    case 'visit_notes':
      return `${sayDay(body.day)}${purposeWords(body.purpose)}：${body.child ? '记下了孩子的话' : '记下了没听到孩子的话的原因'}`;
    case 'visit_withdrawn':
      return `撤回${sayDay(body.day)}的${purposeWords(body.purpose)}，不计次数`;
    case 'paper':
      return paperStep(body);
    case 'ticket':
      return `${body.confirmed ? '确认' : '登记'}省平台工单${body.number}`;
    case 'team':
      return `定下劝返小组：${body.members}`;
    case 'told_principal':
      return '报告了校长';
    case 'talk':
      return '和家长、学生谈了话';
    case 'next_step':
      return '定了下一步';
    case 'registration':
      return body.registered ? '已注册' : `开学没有注册${body.reason ? `：${body.reason}` : ''}`;
    case 'return_answer':
      return body.returns
        ? `返校摸排（${body.term}）：会返校`
        : `返校摸排（${body.term}）：不能返校${body.reason ? `，${body.reason}` : ''}`;
    case 'whereabouts':
      return `${sayDay(body.day)}动向：${placeWords(body.place)}${body.words ? `，${body.words}` : ''}`;
    case 'not_enrolled':
      return '登记为失学儿童';
    case 'dropout_decision':
      return body.reason ? `认定为辍学：${body.reason}` : '认定为辍学';
    case 'close_confirmation':
      return body.line === 'school' ? '学校确认销案' : '乡镇确认销案';
    case 'hazard':
      return `发现${HAZARDS[body.hazard]}，提醒家长`;
    case 'missing':
      return '报告孩子下落不明';
    case 'found':
      return '孩子找到了';
    case 'safeguard':
      return '提到可能伤害孩子的情况，转入保护程序';
    case 'safeguard_reported':
      return '已按规定报告';
    case 'counted':
      return `${sayDay(body.day)}计入无故缺课，连续第${body.run}个上学日`;
    case 'stage':
      return `由“${stageWords(body.from)}”转为“${stageWords(body.to)}”`;
    case 'enrolment_change':
      return `${enrolmentWords(body.change)}：${body.on ? sayDay(body.on) : '日期未填'}，${body.approved ? `${body.approved}批准` : '批准单位未填'}`;
    case 'roll':
      return `${sayDay(body.day)}点名`;
    case 'marked':
      return `${sayDay(body.day)}已在动态管理系统标注`;
    case 'list_sent':
      return `${sayDay(body.day)}未到名单已报教务处`;
    case 'withdrawal':
      return `撤回${sayDay(body.day)}的报告`;
    case 'closure':
      return `${sayDay(body.day)}全校不上课`;
    case 'closure_withdrawn':
      return `撤回${sayDay(body.day)}的停课，照常上课`;
    case 'task_set':
      return `${body.task === 'decision' ? '会议议定' : '要求整改'}：${body.text}`;
    case 'incident':
      return `报告突发情况：${body.text}`;
    case 'attendance_differs':
      return `抽查考勤不符：${body.text}`;
    case 'list_differs':
      return `监测对象名单不一致：${body.text}`;
    case 'meeting_called':
      return `召集临时联席会议：${body.text}`;
    case 'publicity':
      return `开展宣传：${body.text}`;
    case 'relay':
      return `转告工作组：${body.text}`;
    case 'duty_report':
      return [REPORTS[body.outcome], body.detail].filter(Boolean).join('：');
    case 'post_filled':
      return `补上了岗位：${body.names}`;
    case 'survey_taken':
      return `4月排查表：${body.households}户、${body.children}名孩子${body.missed > 0 ? `，漏查${body.missed}人` : ''}`;
    case 'survey_differs':
      return `4月排查填${body.state === 'dropped_out' ? '辍学' : '未入学'}，名册上在班，请学校核实`;
    case 'children_listed':
      return `${listTitles[body.list]}：列入${body.count}名孩子`;
    case 'list_explained':
      return `${listTitles[body.list]}：新名单已能说明`;
    case 'family_unheard':
      return body.text;
    case 'family_heard':
      return '家长回了话';
    case 'contacts_stale':
      return body.text;
    case 'child_answered':
      return `${listTitles[body.list]}：查清一名孩子，还有${body.left}名`;
    default:
      if (isFamilyFact(body)) return familyWords(body);
      return isSupportFact(body) ? supportWords(body) : caseFactWords(body, nameOf);
  }
};

const HAZARDS: Record<Hazard, string> = { unguarded: '监护缺失', misconduct: '不良行为' };

const REPORTS: Record<Extract<FactBody, { kind: 'duty_report' }>['outcome'], string> = {
  done: '报告已办',
  cannot: '报告办不了',
  hindered: '说有困难',
  not_applicable: '报告不适用',
  filled_in: '补填',
  accepted: '接下了这件事',
  handed_over: '转给别人办',
};

const KINDS: Record<NoticeKind, string> = {
  reply: '收到答复',
  reminder: '收到提醒',
  escalation: '收到上报',
  notice: '收到通知',
  document: '收到文书',
  digest: '收到汇总',
};

/** What a notice told its reader, without its text: that may name other pupils. */
export const noticeWords = (kind: NoticeKind, titles: readonly string[]): string => {
  const named = [...new Set(titles)].filter((title) => !(title in PAPERS)).join('、');
  return named ? `${KINDS[kind]}：${named}` : KINDS[kind];
};

export const dutyOpened = (title: string): string => `须办：${title}`;

const ENDS: Record<Duty['state'], string> = {
  open: '未办',
  overdue: '超时未办',
  done: '按时办结',
  done_late: '超时办结',
  not_done: '没有办成',
  not_applicable: '不适用',
};

/** How a duty stands or ended: "按时办结：联系家长". */
export const dutyEnded = (state: Duty['state'], title: string): string => `${ENDS[state]}：${title}`;

export const paperDrafted = (kind: string, number: string | null): string =>
  `拟好${paperTitle(kind)}${numbered(number)}`;

/** Who told something: "王老师（班主任）"; the calendar itself is the system. */
export const authorWords = (by: Fact['by'], name: string): string => {
  if (by.role === 'clock') return '系统';
  const role = ROLES.find((known) => known === by.role);
  return role ? `${name}（${shortTitle(role, posts[role].title)}）` : name;
};

/** The figures at the head of a file. */
export const counterWords = {
  unexcused: '无故缺课',
  contacts: '联系家长',
  visits: '家访',
  persuasions: '劝返',
  sessions: '宣传教育',
  firstMissed: '首次缺课',
  relapse: '再次辍学',
  days: (count: number): string => `${count}天`,
  times: (count: number): string => `${count}次`,
  day: (day: string): string => sayDay(day),
} as const;

const FLAGS: Record<string, string> = {
  left_behind: '留守儿童',
  monitored: '三类监测对象',
  disabled: '残疾',
  hardship: '家庭困难',
  migrant: '流动',
  weary: '厌学',
  missing: '下落不明',
  safeguard: '保护程序',
  unreached: '家长没联系上',
};

export const flagWords = (flag: string): string => FLAGS[flag] ?? flag;
