import { at, dayOf } from '../../domain/calendar/time.ts';
import { isOpenCase } from '../../domain/cases/file.ts';
import { namedAmong } from '../../domain/conversation/names.ts';
import type { Rosters } from '../../domain/conversation/rosters.ts';
import {
  closureTold,
  dropClosure,
  dutiesClosed,
  dutiesEndedSince,
  type VisitOnRecord,
  visitsTold,
} from '../../prisma/stores/answer-store.ts';
import { purposeWords } from '../../templates/vocabulary.ts';
import { sayDay } from '../../templates/words.ts';
import { phrase } from '../phrase.ts';
import { type Outcome, record, type Turn } from '../turn.ts';

const VISIT = '(?:家访|走访|劝返|劝学|上门|入户|宣传教育)';
const END = '(?=$|[，,。；;！!\\s])';
/** Not 取消: a visit that was to be is called off, one that was told is taken back. */
const TAKEN =
  '(?:撤[回销掉了]|删(?:掉|除|了)?|作废|不作数|收回|划掉|去掉|(?<=刚.*|[那这上][一]?条.*|记录.*)取消)(?:掉|了|吧|一下)*';
const MISTAKEN = '(?:记|报|写|弄|搞|填|点|发)错(?:了|啦|人|名字|学生)*';
const PLEASE = '[，,\\s]*(?:请|帮我|麻烦|给我|也|都|就)*';
const NOT_GONE = `(?:没有?|未)(?:真的|能)?(?:去(?:成|呢)?${END}|(?:去)?[^，。；;]{0,6}${VISIT})`;

/** "刚才那条劝返记错了", "撤回马建平的家访", "我没去劝返，撤回". */
const TAKES_VISIT_BACK = new RegExp(
  [
    `${VISIT}(?:了)?[^，,。；;]{0,8}${MISTAKEN}${END}`,
    `${VISIT}(?:了)?[^，,。；;]{0,8}(?:记录|那条|这条|那个)?${PLEASE}${TAKEN}${END}`,
    `(?:撤[回销掉了]|删(?:掉|除|了)?|作废|收回)[^，,。；;]{0,12}${VISIT}[^，,。；;]{0,6}${END}`,
    `${NOT_GONE}[^。；;]{0,12}${TAKEN}${END}`,
  ].join('|'),
  'u',
);

/** Said to the bot, whatever is on record: it is never told as a visit. */
const ORDERS_VISIT_BACK = new RegExp(
  `^(?:请|麻烦|帮我)*(?:撤[回销掉]|删[掉除]|作废|收回)[^，,。；;]{0,12}${VISIT}[^，,。；;]{0,6}${END}`,
  'u',
);

const WRONG = '(?:不对|不是|错了|哦不|说错了?|记错了?|报错了?|搞错了?|弄错了?)';
const SELF = '(?:其实|我们?|还|也|都|今天|是|根本|并|老师|他们)*';
const ARRANGED = '(?:只是|刚才是|刚才说的是)(?:安排|问|打算|准备|计划|布置|通知)';
/** What one says of one's last message, when that told of a visit: "不对，还没去，我只是安排了". */
const DENIES_VISIT = new RegExp(
  [
    `^${WRONG}[，,。！!\\s]*${SELF}${NOT_GONE}`,
    `^${WRONG}[^。；;]{0,20}${ARRANGED}`,
    `^${SELF}没有?去(?:成|呢)?[，,。\\s]*(?:我)?(?:${ARRANGED}|刚安排)`,
    `^(?:我)?${ARRANGED}[^。；;]{0,10}(?:没去|没有去|还没)`,
  ].join('|'),
  'u',
);

/** "不对，只停下午，上午是上课的", "撤回停课". */
const TAKES_CLOSURE_BACK = new RegExp(
  [
    `^${WRONG}[^。；;]*(?:(?:照常|正常|要|是|还|都)上课|不停课|没有?停课|只停|没有?放假|不放假)`,
    `(?:停课|放假)[^，,。；;]{0,8}(?:${MISTAKEN}|取消|撤|删|作废)`,
    `(?:撤[回销掉了]?|取消|删(?:掉|除|了)?|作废)[^，,。；;]{0,8}(?:停课|放假)`,
    `(?:不|没有?)(?:停课|放假)了?[。！!]?$`,
    `(?:照常|正常|恢复)上课[。！!]?$`,
  ].join('|'),
  'u',
);
const OF_ANOTHER_DAY = /明天|后天|下周|周[一二三四五六日天]|星期/u;

/** What is said of a visit or a closure that the speaker has told today by mistake; null when the message is no such thing. */
export const takenBack = async (turn: Turn, rosters: Rosters): Promise<Outcome | null> => {
  const { text } = turn;
  if (TAKES_CLOSURE_BACK.test(text)) {
    const closed = await lastClosure(turn);
    const isMeant = closed && (closed.day !== dayOf(turn.now) || !OF_ANOTHER_DAY.test(text));
    if (isMeant) return withdrawClosure(turn, closed);
  }
  if (TAKES_VISIT_BACK.test(text)) {
    const told = await lastVisits(turn, rosters, turn.earlier);
    if (told.length > 0) return withdrawVisits(turn, told);
    if (ORDERS_VISIT_BACK.test(text))
      return { act: 'withdraw', reply: turn.words.say('replies/nothing_to_withdraw', { now: turn.now }) };
  }
  if (!DENIES_VISIT.test(text)) return null;
  const told = await lastVisits(turn, rosters, turn.earlier.slice(-2));
  return told.length > 0 ? withdrawVisits(turn, told) : null;
};

/** The last closure of which the speaker has told today. */
const lastClosure = async (turn: Turn): Promise<{ school: string; day: string } | null> => {
  for (const { message } of turn.earlier.toReversed()) {
    const told = await closureTold(turn.tx, message);
    if (told && turn.speaker.schools.includes(told.school)) return told;
  }
  return null;
};

/** The visits that the newest of these messages told, of the children whom the text names, if it names any. */
const lastVisits = async (
  turn: Turn,
  rosters: Rosters,
  earlier: Turn['earlier'],
): Promise<VisitOnRecord[]> => {
  const { directory, text } = turn;
  const namesSomebody = directory.parts.students.some(({ name }) => text.includes(name));
  for (const { message } of earlier.toReversed()) {
    const told = await visitsTold(turn.tx, message);
    if (told.length > 0 && !namesSomebody) return told;
    const pupils = told.flatMap(({ body }) => directory.students.get(body.student) ?? []);
    const named = new Set(namedAmong(text, pupils, rosters).map(({ id }) => id));
    if (named.size > 0) return told.filter(({ body }) => named.has(body.student));
  }
  return [];
};

/** What a message told of visits, or that the school is closed, is taken back; null when it told of neither. */
export const withdrawMessage = async (turn: Turn, message: string): Promise<Outcome | null> => {
  const told = await visitsTold(turn.tx, message);
  if (told.length > 0) return withdrawVisits(turn, told);
  const closed = await closureTold(turn.tx, message);
  return closed && turn.speaker.schools.includes(closed.school) ? withdrawClosure(turn, closed) : null;
};

/** The counts, the duties and the register follow; what was said stays in the ledger (P0-TRUTH). */
const withdrawVisits = async (turn: Turn, told: readonly VisitOnRecord[]): Promise<Outcome> => {
  const { directory, now, tx } = turn;
  const lines: string[] = [];
  const next: string[] = [];
  const over = await dutiesEndedSince(
    tx,
    told.map(({ body }) => body.student),
    at(dayOf(now), '00:00'),
    ['done', 'done_late'],
  );
  const children = told.flatMap((one) => {
    const student = directory.students.get(one.body.student);
    return student ? [{ ...one, student }] : [];
  });
  for (const school of new Set(children.map(({ student }) => student.school))) {
    const here = children.filter(({ student }) => student.school === school);
    const pupils = here.map(({ student }) => student.id);
    const recorded = await record(
      turn,
      school,
      [...new Set(here.flatMap(({ student }) => student.class ?? []))],
      () =>
        here.map(({ key, body, student }) => ({
          about: { student: student.id },
          body: {
            kind: 'visit_withdrawn',
            student: student.id,
            day: body.day,
            purpose: body.purpose,
            visit: key,
          },
        })),
      { pupils, over: over.filter(({ about }) => pupils.includes(about.student ?? '')) },
    );
    for (const { body, student } of here) {
      lines.push(`${purposeWords(body.purpose)} ${student.name}`);
      const file = recorded.file(student.id);
      if (file && isOpenCase(file))
        next.push(phrase(turn, 'persuaded', { name: student.name, count: file.persuasions }));
    }
  }
  return {
    act: 'withdraw',
    reply: phrase(turn, 'visit_withdrawn', { what: lines.join('、'), next: next.join('；') }),
    question: null,
  };
};

/** The day is one of school all the same, and its roll is asked for. */
const withdrawClosure = async (
  turn: Turn,
  { school, day }: { school: string; day: string },
): Promise<Outcome> => {
  const classes = turn.directory.classesOf(school).map(({ id }) => id);
  const over = await dutiesClosed(turn.tx, school, day);
  await dropClosure(turn.tx, school, day);
  await record(
    turn,
    school,
    classes,
    () => [{ about: { school }, body: { kind: 'closure_withdrawn', school, day } }],
    { over },
  );
  return {
    act: 'command',
    reply: phrase(turn, 'closure_withdrawn', { day: sayDay(day) }),
    question: null,
  };
};
