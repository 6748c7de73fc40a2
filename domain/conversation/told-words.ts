import type { Reply } from '../policy/rule.ts';
import { documentIn, type NumberTold, ticketIn } from './document-number.ts';

/** How people say that something is done or taken on: patterns of whole clauses. */
export interface ReplyPatterns {
  settles: readonly RegExp[];
  /** What may stand beside it and settles nothing by itself. */
  beside?: readonly RegExp[];
  /** The first clause settles it, and the rest is the account. */
  account?: true;
  /** It is a promise: what is yet to come is part of it. */
  yetToCome?: true;
  /** It is said by what it comes to, "没问题", not as something that was done. */
  verdict?: true;
  /** The number that may be told with it. */
  number?: (text: string) => NumberTold | null;
  /** Of several duties of one kind, which one the words mean. */
  of?: (duty: string, text: string) => boolean;
}

const whole = (...patterns: readonly string[]): RegExp[] =>
  patterns.map((pattern) => new RegExp(`^(?:${pattern})$`, 'u'));

const DONE = '(?:已经|已|都|也|全部?|刚)*';
const OVER = '(?:过|完|好|妥|清楚?|毕)*了?';
const PLATFORM =
  '(?:在|往|到|上)?(?:云南省)?(?:政府)?(?:救助)?平台(?:上|里|那边|系统)?(?:的?(?:工单|信息|情况))?';
const REPORTED = '(?:上报|报送|填报|反映|录入|录|登记|登|更新|提交|申报|报备|报|填)';
const IN_IT = '(?:上去|进去|上|好|完成|完毕|完|过|成功)*(?:去)?';
/** Of the child whose name was taken out. */
const FOR_IT = '(?:给|帮|为)?(?:他|她|孩子|学生)?(?:的?(?:情况|信息))?';
const TICKET_NUMBER = '(?:工单号?|编号|受理号|号)?';

const IN_PLATFORM: ReplyPatterns = {
  settles: whole(
    `我?${DONE}${PLATFORM}${DONE}${FOR_IT}${DONE}${REPORTED}${IN_IT}了?`,
    `我?${DONE}${FOR_IT}${DONE}${REPORTED}(?:到|在|上|进)?${PLATFORM}(?:了|去了|上了)*`,
  ),
  beside: whole(`${DONE}(?:${REPORTED})${IN_IT}了?`, TICKET_NUMBER),
  number: ticketIn,
};

const PAPER =
  '(?:疑似辍学)?(?:七天|7天|三天|3天|书面|纸质|纸质版|情况)*的?(?:报告|初报|续报|周报|材料|文书|稿子?|草稿)(?:的?草稿)?';
const NAMES_PAPER = /报告|材料|文书|稿/u;
const SIGNED =
  '(?:校长|我)?(?:签字|签了字|签名|签发|签|盖章|盖了章|盖公章|盖了公章|盖|打印|加盖公章|字|章|和|并|后|了|也|好|过|都|已经|已)+';
const CARRIED =
  '(?:(?:派|让|请|喊|叫|安排)(?:了)?(?:人|老师|专人|同志|办公室|.{1,3}(?:老师|主任))|专人|亲自|当面)?';
const TO_TOWN =
  '(?:[\\u4e00-\\u9fa5]{0,4}(?:镇|乡|街道)(?:上|里)?(?:人民)?(?:政府)?(?:办公室|党政办|那边|办事处|办)?|政府|党政办)(?:去)?';
const WHEN = '(?:今天|今早|昨天|刚才|刚刚|上午|下午|早上|中午)';
const SENT = `${DONE}${WHEN}?${CARRIED}${DONE}(?:重新)?(?:上报|报送|送达|送|报|交|递|寄|发|呈报?)(?:到|去|给|往|出|至|过|了|上)*(?:${TO_TOWN})?(?:去|那里|那边)?(?:了|啦)?`;

const LOOKED = '(?:仔细|认真|逐[条字项])*(?:核对|核实|校对|审核|审查|审阅|检查|看|审|核)(?:一遍)?';
const SOUND =
  '(?:内容|数据|情况|信息|文书|材料|草稿|报告|都|也)*(?:没有?(?:什么|啥)?(?:问题|错误?|毛病|出入|意见)|无(?:问题|误|意见|异议)|准确|属实|对的|正确|可以|可以发|可以用)(?:的|了)?';

const SOON =
  '(?:我们?|我局|我所|我镇|就|会|将|马上|立即|立刻|尽快|这就|抓紧|及时|今天|今晚|明天|明早|后天|上午|下午|晚上|这两天|下周|这周|本周|周[一二三四五六日天]|星期[一二三四五六日天]|一早|安排|派|组织|专人|人|村里|村干部|工作人员|同志|干部|去|来|下去|到户|带队)';
const WORK =
  '(?:入户|上门|走访|核查|核实|调查|了解|办理?|跟进|处理|落实|联系|查处?|看看|看|对接|负责)(?:一下|情况|清楚|了解|核实|看看|看|查)*(?:再)?(?:回复|反馈|答复|汇报)?(?:您|你们?)?';

const TASK =
  '(?:残疾|医学|入户|家庭|现场)*(?:鉴定|核查|核实|检查|筛查|调查|查访|走访|登记|办证|帮扶|落户|参保)';

/** How the replies of these acts are told in a sentence. */
export const PATTERNS_OF_ACT: Readonly<Partial<Record<Reply['act'], ReplyPatterns>>> = {
  ticket: IN_PLATFORM,
  online_entered: IN_PLATFORM,
  ticket_confirmed: {
    settles: whole(`${PLATFORM}${DONE}(?:核对|更新|核实|复核)(?:更新|核实)?${OVER}`),
    beside: whole(TICKET_NUMBER, SOUND),
    number: ticketIn,
  },
  paper_checked: {
    settles: whole(
      `${PAPER}(?:我)?${DONE}${LOOKED}${OVER}`,
      `${DONE}(?:核对|校对)${OVER.replace('*了?', '*了')}`,
      `${DONE}(?:把)?${LOOKED}${OVER}${PAPER}(?:了)?`,
      `${PAPER}${SOUND}`,
    ),
    verdict: true,
    beside: whole(SOUND, `${DONE}${LOOKED}${OVER}`),
  },
  paper_sent: {
    settles: whole(`${DONE}${WHEN}?(?:把|将)?(?:${PAPER})?(?:${SIGNED})?${SENT}`),
    beside: whole(
      `(?:${PAPER})?(?:${SIGNED})?`,
      '.{1,3}(?:主任|镇长|书记|老师|同志|干事)(?:签?收)(?:的|了|下了)',
    ),
    number: (text) => documentIn(text) ?? ticketIn(text),
    of: (duty, text) => {
      if (/周报/u.test(text)) return duty === 'P3.2-WEEKLY';
      if (/续报|[7七]天/u.test(text)) return duty === 'P3.1-REPORT-7D';
      if (/初报|[3三]天/u.test(text)) return duty === 'P3.1-LINK-WRITTEN';
      // 材料 are given out to anybody.
      if (/[发寄]/u.test(text) && !/报告/u.test(text)) return false;
      // A child may be brought to town too: "马建平送到镇上了". A week's report is called by its name.
      return duty !== 'P3.2-WEEKLY' && (NAMES_PAPER.test(text) || /签|盖|〔|\d{4}/u.test(text));
    },
  },
  paper_receipted: {
    settles: whole(
      `${PAPER}${DONE}(?:签收|收到|收)${OVER}`,
      `${DONE}(?:签收|收到)${OVER}(?:学校的?)?${PAPER}(?:了)?`,
    ),
    of: (duty, text) => {
      if (/周报/u.test(text)) return duty.startsWith('P3.2-WEEKLY/');
      if (/续报|[7七]天/u.test(text)) return duty.startsWith('P3.1-REPORT-7D/');
      if (/初报|[3三]天/u.test(text)) return duty.startsWith('P3.1-LINK-WRITTEN/');
      return !duty.startsWith('P3.2-WEEKLY/');
    },
  },
  case_accepted: {
    settles: whole(
      `(?:派单|单子|案件|这个案子?|工单)?${DONE}(?:同意|确认)?受理(?:了|该案|派单|此案)*`,
      `(?:派单|单子|案件|工单)?${DONE}(?:接|接受|接收|接下来?|收到并受理)(?:了)?(?:派单|单子|案件|工单|单)(?:了)?`,
      `(?:派单|单子|工单)(?:我们|镇里)?${DONE}(?:接|接受|接收|接下|认领)了?`,
    ),
    verdict: true,
  },
  law_agreed: {
    settles: whole(
      `(?:文书|材料|法律文书|通知书|程序)?${DONE}${LOOKED}${OVER}(?:没有?(?:什么)?问题|没意见|可以(?:发|用|发出|送达)?|通过|同意)(?:了)?`,
      `${SOUND}`,
      '(?:我所|司法所|我们)?(?:审核)?(?:同意|通过)(?:的|了)?',
      '(?:程序|文书|内容)*(?:合法|合规|符合(?:法律)?(?:规定|程序))',
    ),
    beside: whole(`(?:文书|材料|法律文书|通知书|程序)?${DONE}${LOOKED}${OVER}`),
    verdict: true,
    // "可以" alone may be said of anything.
    of: (_, text) => /看|审|核|文书|材料|合法|合规|通知书|程序/u.test(text),
  },
  accept: {
    settles: whole(`(?:这(?:个|件事|户)?|此事)?(?:由|归)?(?:${SOON})+${WORK}(?:吧)?`),
    beside: whole(
      '(?:已|已经)?(?:收到|接到|知道|明白|知悉|接受)了?(?:通知|任务|转办)?(?:了)?',
      `(?:${SOON})*(?:${WORK})?`,
    ),
    yetToCome: true,
    // A promise alone may be of anything.
    of: (_, text) => /收到|接到|好的|好，|知道|明白|我们|我局|我所|我镇/u.test(text),
  },
  done: {
    settles: whole(
      `(?:这户|这家|该户|这个单位|该单位|这件事|情况|人|我们)*${DONE}(?:去|到现场|到户|入户|上门|派人)*${DONE}(?:核查|核实|检查|调查|查|办|处理|走访|入户|上门|鉴定|落实|看|联系|核对|帮扶|登记|纳入)(?:过|好|完|清楚?|妥|结|实|到位)*(?:了|过|完毕?)`,
      `${TASK}${DONE}(?:做|办|弄|搞)?(?:完|好|过|结束|出来|完成)+了?`,
      `${DONE}(?:做|办|完成)(?:完|好|过)?了?${TASK}(?:了)?`,
    ),
    account: true,
  },
};
