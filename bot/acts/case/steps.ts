import { addDays, type Day, dayOf, type Instant } from '../../../domain/calendar/time.ts';
import type { CaseFile, StepRecord } from '../../../domain/cases/file.ts';
import { isInSteps, nextStep, recordOf } from '../../../domain/cases/four-step.ts';
import { legalDates } from '../../../domain/cases/legal-dates.ts';
import { documentIn } from '../../../domain/conversation/document-number.ts';
import { clausesOf } from '../../../domain/conversation/stops.ts';
import { daysIn } from '../../../domain/conversation/written-days.ts';
import type { CourtWay, Step, StepPaper } from '../../../domain/facts/case-fact.ts';
import type { Student } from '../../../domain/people/directory.ts';
import { legalDateWords, stepWords } from '../../../templates/case-words.ts';
import { phrase } from '../../phrase.ts';
import type { Turn } from '../../turn.ts';
import { earlyWarning, sentenceAfter } from './next-step.ts';
import { inTownship, type PupilSpokenOf, type Sentence } from './sentence.ts';

const NAMES: readonly (readonly [RegExp, Step, CourtWay | null])[] = [
  [/宣传教育/, 'S1_EDU', null],
  [/责令/, 'S2_ORDER', null],
  [/处罚/, 'S3_PENALTY', null],
  [/强制执行|催告/, 'S4_COURT', 'enforce'],
  [/诉讼|起诉/, 'S4_COURT', 'sue'],
];

const stepIn = (text: string): { step: Step; way: CourtWay | null } | null => {
  const found = NAMES.find(([pattern]) => pattern.test(text));
  return found ? { step: found[1], way: found[2] } : null;
};

const SERVED = /送达|送到|送给|交到|交给|签收|收到|公告|递交|受理/;
const MADE = /作出|制作|签发|下达|出具|印发|落款/;
const WAY = /(直接|留置|邮寄|委托|转交|公告|电子)(?:方式)?送达|(公告)/;
const PAPERS: readonly (readonly [RegExp, StepPaper])[] = [
  [/告知书/, 'notice'],
  [/受理/, 'acceptance'],
  [/申请书/, 'application'],
];

/**
 * When the paper was made and when it was served: by what is said right after a day, else right before it. A day of
 * which neither is said is that of the service (law.md §3.2), unless another is.
 */
const daysOf = (
  text: string,
  days: readonly { day: Day; at: number }[],
): { on: Day | null; served: Day | null } => {
  const told = days.map(({ day, at }, place) => {
    const [after = ''] = clausesOf(text.slice(at, days[place + 1]?.at));
    const before = clausesOf(text.slice(days[place - 1]?.at ?? 0, at)).at(-1) ?? '';
    const said = SERVED.test(after) || MADE.test(after) ? after : before;
    return { day, is: SERVED.test(said) ? 'served' : MADE.test(said) ? 'made' : null };
  });
  const first = (is: string | null): Day | null => told.find((one) => one.is === is)?.day ?? null;
  const served = first('served') ?? first(null);
  return { on: first('made') ?? first(null) ?? served, served };
};

const AGO: Readonly<Record<string, number>> = { 今天: 0, 今日: 0, 昨天: -1, 前天: -2 };

/** "今天送到他家了" as the day that it is. */
const withDays = (text: string, now: Instant): string =>
  text.replace(/今天|今日|昨天|前天/gu, (word) => {
    const day = addDays(dayOf(now), AGO[word] ?? 0);
    return `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
  });

/** What stands of the step that the message names. */
const recordTold = ({ turn, file }: PupilSpokenOf): StepRecord | null => {
  const { step } = stepIn(turn.text) ?? {};
  return step ? recordOf(file, step) : null;
};

/** The paper as it was recorded, and the dates of law.md §3.2 that follow from it; help to be confirmed, never a timer. */
const paperKept = (told: PupilSpokenOf): string[] => paperLines(told.turn, told.student, recordTold(told));

const paperLines = (turn: Turn, student: Student, record: StepRecord | null): string[] => {
  if (!record?.document) return [];
  const dates = legalDates(record, turn.calendarOf(student.school));
  const { number, on, until, served = on, way = null } = record.document;
  return [
    phrase(turn, 'step_paper', { step: stepWords[record.step], number, on, until, served, way }),
    // Checked, and begun, before it is served (T16, P4.SUPPORT-LAW): another order is a slip, or is to be explained.
    ...(served !== null && served < dayOf(record.openedAt)
      ? [
          phrase(turn, 'served_early', {
            step: stepWords[record.step],
            served,
            opened: dayOf(record.openedAt),
          }),
        ]
      : []),
    ...dates.map(({ what, day }) => phrase(turn, 'legal_date', { what: legalDateWords[what], day })),
    ...(dates.length > 0 ? [phrase(turn, 'legal_dates_help')] : []),
  ];
};

const resultKept = (told: PupilSpokenOf): string[] => {
  const { turn, student, file } = told;
  const record = recordTold(told);
  return record?.result
    ? [
        phrase(turn, 'step_result', { step: stepWords[record.step], ...record.result }),
        ...sentenceAfter(turn, student, file),
      ]
    : [];
};

/** The step that is open, with its paper; null where there is none. */
const paperServed = (
  file: CaseFile,
): (StepRecord & { document: NonNullable<StepRecord['document']> }) | null => {
  const record = isInSteps(file) ? recordOf(file, file.fourStep as Step) : null;
  return record?.document ? { ...record, document: record.document } : null;
};

/** "不是9月1日送达，是9月3日": the day that it is, the last that is not denied. */
const dayMeant = (text: string, now: Instant): Day | null => {
  const said = withDays(text, now);
  return daysIn(said, now).findLast(({ at }) => !/不是[^，。]{0,2}$/u.test(said.slice(0, at)))?.day ?? null;
};

/** A paper told of by itself: "责令改正书石政责〔2026〕5号今天送到他家了". */
const NAMELESS = /^(?:今天|昨天|刚才?|我们|我镇|这份|该|把|将|已|已经)*(?:限期)?(?:责令|行政处罚|处罚|催告)/u;
/** Somebody's, who is no pupil that is known. */
const SENT_TO =
  /(?:送到|送达|交给|送给|给)(?!了?(?:他|她|孩子|其|家|当事|监护|父|母|爸|妈|本人|到))[\u4e00-\u9fa5]{2,4}(?:家|的|父|母|爸|妈)/u;

/** Whether it is enforcement that the words speak of, or the fourth step without its way: a suit has no such date. */
const isEnforcement = (text: string): boolean => stepIn(text)?.way !== 'sue';

/** What was sent for the check, and by whom the answer comes. */
const askedFor = ({ turn, student, file }: PupilSpokenOf): string[] => {
  const step = nextStep(file);
  return [
    ...(step ? [phrase(turn, 'step_asked', { step: stepWords[step] })] : []),
    ...(step === 'S4_COURT' && isEnforcement(turn.text) ? earlyWarning(turn, student, file) : []),
  ];
};

const stepBegun = (told: PupilSpokenOf): string[] => {
  const { turn, student, file } = told;
  const record = recordOf(file, 'S4_COURT');
  const enforces = file.fourStep === 'S4_COURT' && record?.way === 'enforce';
  return [...stepNow(told), ...(enforces ? earlyWarning(turn, student, file) : [])];
};

/** Where the procedure stands now. */
const stepNow = ({ turn, file }: PupilSpokenOf): string[] => [
  phrase(turn, 'four_step', {
    step: stepWords[file.fourStep],
    number: null,
    until: null,
    held: file.stepsHeld,
  }),
];

const RESULTS = /未履行|不履行|没有?履行|未送|没有?送|拒不|仍未|逾期|无效|已履行|已送返|已返校|已送回/;
const COMPLIED = /已履行|已送返|已返校|已送回/;

/** 四步法: opened, papered and ended by a named person of the township, checked by 司法所 (P4.2-ORDER, P4.SUPPORT-LAW). */
export const STEPS_TOLD: readonly Sentence[] = [
  {
    // P0-TRUTH: the day of service is put right; that is no account of a visit.
    pattern:
      /^(?=.*(?:错|不对|更正|纠正|改成|改为|应该是|应为|其实|不是))(?=.*(?:送达|签收|送到|交到))(?!.*(?:没有?|未)(?:送达|签收|送到|交到))/su,
    may: inTownship,
    whose: 'township',
    label: 'act_step_document',
    plain: 'allowed',
    unnamed: (_, file) => paperServed(file) !== null,
    facts: ({ student: { id }, turn, file }) => {
      const known = paperServed(file);
      const named = documentIn(turn.text)?.number;
      if (!known || (named && named !== known.document.number)) return null;
      const served = dayMeant(turn.text, turn.now);
      if (!served) return { wanting: 'want_served_day' };
      const { step, document } = known;
      const { number, on, until, served: before = on, way = null, paper = null } = document;
      // Where only one day was told, it was that of the paper as well.
      const made = on === before || on > served ? served : on;
      return [{ kind: 'step_document', student: id, step, number, on: made, until, served, way, paper }];
    },
    next: ({ turn, student, file }) => paperLines(turn, student, paperServed(file)),
  },
  {
    pattern: /四步法[^，。]*(?:继续|恢复|停止|终止|不再)/,
    may: inTownship,
    whose: 'township',
    label: 'act_steps_decided',
    plain: 'anybody',
    facts: ({ student: { id }, match }) => [
      { kind: 'steps_decided', student: id, go_on: /继续|恢复/.test(match[0]) },
    ],
    next: stepNow,
  },
  {
    pattern: /送审|提请审核/,
    may: inTownship,
    whose: 'township',
    label: 'act_law_asked',
    plain: 'anybody',
    facts: ({ student: { id }, turn, file }) => {
      const step = stepIn(turn.text)?.step ?? nextStep(file);
      return step ? [{ kind: 'law_asked', student: id, step }] : { wanting: 'want_step' };
    },
    next: askedFor,
  },
  {
    pattern: /审核[^，。]*(?:同意|通过|可以)|(?:同意|不同意)[^，。]*(?:责令|处罚|强制执行|诉讼)/,
    may: ({ speaker }) => speaker.role === 'judicial_office' || speaker.unit === 'justice',
    whose: 'judicial',
    label: 'act_legal_check',
    plain: 'allowed',
    facts: ({ student: { id }, turn, file }) => {
      const step = stepIn(turn.text)?.step ?? nextStep(file);
      const agreed = !/不同意|不通过|不可以|未通过/.test(turn.text);
      return step ? [{ kind: 'legal_check', student: id, step, agreed }] : { wanting: 'want_step' };
    },
  },
  {
    pattern: /(?:启动|进入|开始|转入)[^，。]*(?:宣传教育|责令|处罚|强制执行|诉讼)/,
    may: inTownship,
    whose: 'township',
    label: 'act_step_opened',
    plain: 'anybody',
    facts: ({ student: { id }, match }) => {
      const named = stepIn(match[0]);
      return named && [{ kind: 'step_opened', student: id, ...named }];
    },
    next: stepBegun,
  },
  {
    pattern:
      /(?:宣传教育|责令|处罚|催告|执行|起诉|诉讼)[^，。]{0,8}(?:记录|书|状|号|送达)|(?:责令|处罚)[^，。]{0,8}期限(?!.*(?:履行|送返|仍未|没有?送))/,
    may: inTownship,
    whose: 'township',
    label: 'act_step_document',
    plain: 'allowed',
    unnamed: ({ text }, file) => {
      const step = NAMELESS.test(text) && !SENT_TO.test(text) ? stepIn(text)?.step : null;
      return step === file.fourStep && !recordOf(file, step)?.document;
    },
    facts: ({ student: { id }, turn, match, file }) => {
      const named = stepIn(match[0]);
      const text = withDays(turn.text, turn.now);
      // The name of the paper, "责令限期改正书", names no limit.
      const limit =
        /(?:限(?!期改正(?:通知|决定)?书)|截止|到期)/.exec(text)?.index ?? Number.POSITIVE_INFINITY;
      const days = daysIn(text, turn.now);
      const until = days.find(({ at }) => at > limit)?.day ?? null;
      const told = daysOf(
        text,
        days.filter(({ at }) => at < limit),
      );
      // The day alone completes the paper that is recorded already.
      const known = (until || told.served) && named ? recordOf(file, named.step)?.document : null;
      const number = documentIn(turn.text)?.number ?? known?.number;
      if (!named || !number) return { wanting: 'want_document_number' };
      const same = known?.number === number ? known : null;
      const on = same?.on ?? told.on;
      if (!on) return { wanting: 'want_document_day' };
      const [, way = null, notice = null] = WAY.exec(turn.text) ?? [];
      return [
        {
          kind: 'step_document',
          student: id,
          step: named.step,
          number,
          on: told.on && told.on !== told.served ? told.on : on,
          until: until ?? same?.until ?? null,
          served: told.served ?? (same?.served === undefined ? (same?.on ?? null) : same.served),
          way: way ?? notice ?? same?.way ?? null,
          paper: PAPERS.find(([pattern]) => pattern.test(turn.text))?.[1] ?? same?.paper ?? null,
        },
      ];
    },
    next: paperKept,
  },
  {
    pattern:
      /(?:宣传教育|责令|处罚|强制执行|诉讼)[^。]*(?:未履行|不履行|没有?履行|未送|没有?送|拒不|仍未|逾期|无效|已履行|已送返|已返校|已送回)/,
    may: inTownship,
    whose: 'township',
    label: 'act_step_result',
    plain: 'allowed',
    when: (_, turn) => RESULTS.test(turn.text),
    facts: ({ student: { id }, turn, match, file }) => {
      const step = stepIn(match[0])?.step;
      if (!step || !isInSteps(file)) return null;
      const on = daysIn(turn.text, turn.now)[0]?.day ?? dayOf(turn.now);
      return [{ kind: 'step_result', student: id, step, on, complied: COMPLIED.test(match[0]) }];
    },
    next: resultKept,
  },
];
