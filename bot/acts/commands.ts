import { addDays, at, type Day, dayOf } from '../../domain/calendar/time.ts';
import { onePupil } from '../../domain/conversation/names.ts';
import type { Rosters } from '../../domain/conversation/rosters.ts';
import type { FactBody } from '../../domain/facts/fact.ts';
import { aboutPupil } from '../../domain/people/about.ts';
import { maySpeakOf } from '../../domain/people/access.ts';
import type { Student } from '../../domain/people/directory.ts';
import type { Understood } from '../../domain/understanding/types.ts';
import { phrase } from '../phrase.ts';
import { type Outcome, record, type Turn } from '../turn.ts';

interface Command {
  pattern: RegExp;
  may: (turn: Turn) => boolean;
  /** Whose task it is, for those who may not; a phrase, as the label is. */
  whose: string;
  fact: (student: Student, turn: Turn, match: RegExpExecArray) => FactBody | null;
  label: string;
  /** Said only in these words, so that it is taken (or refused) even where the message could be read as a report. */
  plain?: 'anybody' | 'allowed';
  /** When the words may mean it; always, where nothing is said. */
  when?: (student: Student, turn: Turn) => boolean;
}

const inSchool = ({ speaker }: Turn): boolean => speaker.classes.length > 0 || speaker.schools.length > 0;
const inOffice = ({ speaker }: Turn): boolean => speaker.schools.length > 0;
const inBureau = ({ speaker }: Turn): boolean =>
  speaker.role === 'bureau_officer' || speaker.role === 'bureau_head';

/** Registration is a matter of the first week of term; later 没来报到 is an absence like any other. */
const inFirstWeek = ({ school }: Student, turn: Turn): boolean => {
  const calendar = turn.calendarOf(school);
  const today = dayOf(turn.now);
  const term = calendar.termOf(today);
  const week = term ? calendar.firstWeek(term) : undefined;
  return week !== undefined && week.first <= today && today <= week.last;
};

/** Sentences that record an act of the case which no reminder has asked for. Each names one pupil. */
const COMMANDS: readonly Command[] = [
  {
    // T13: a named person of the bureau, with a reason; never the software (policy.md §11.1)
    pattern: /(?:认定|确认)[^，。]*(?<!不)辍学/,
    may: inBureau,
    whose: 'bureau',
    label: 'act_dropout',
    plain: 'anybody',
    fact: ({ id }) => ({ kind: 'dropout_decision', student: id }),
  },
  {
    // T14
    pattern: /派单|派给|劝返主体/,
    may: inBureau,
    whose: 'bureau',
    label: 'act_dispatch',
    plain: 'allowed',
    fact: ({ id }, { directory, text }) => {
      const township = directory.parts.townships.find(({ name }) => text.includes(name));
      return township ? { kind: 'dispatch', student: id, township: township.id } : null;
    },
  },
  {
    // T7
    pattern: /没(有|来)?注册|未注册|没来报到|未报到/,
    may: inSchool,
    whose: 'school',
    label: 'act_unregistered',
    plain: 'allowed',
    when: inFirstWeek,
    fact: ({ id }, { now }) => ({ kind: 'registration', student: id, registered: false, day: dayOf(now) }),
  },
  {
    pattern: /^核实.*(无故|没有理由|旷课)/,
    may: inOffice,
    whose: 'office',
    label: 'act_no_cause',
    plain: 'anybody',
    fact: ({ id }, { now }) => ({ kind: 'verification', student: id, day: dayOf(now), finding: 'no_cause' }),
  },
  {
    pattern: /^核实.*(不明|找不到|联系不上)/,
    may: inOffice,
    whose: 'office',
    label: 'act_unknown',
    plain: 'anybody',
    fact: ({ id }, { now }) => ({ kind: 'verification', student: id, day: dayOf(now), finding: 'unknown' }),
  },
  {
    pattern: /^(补假|准假|同意请假)/,
    may: inSchool,
    whose: 'school',
    label: 'act_leave',
    plain: 'anybody',
    fact: ({ id }, { now }) => ({ kind: 'leave', student: id, from: dayOf(now), until: dayOf(now) }),
  },
];

/** A sentence of the case's own acts; null when the message is none of them. */
export const command = async (turn: Turn, heard: Understood, rosters: Rosters): Promise<Outcome | null> => {
  const closing = await closure(turn);
  if (closing) return closing;
  for (const item of COMMANDS) {
    const match = item.pattern.exec(turn.text);
    if (!match) continue;
    const student = onePupil(turn.text, rosters);
    if (!student || (item.when && !item.when(student, turn))) continue;
    if (heard.act === 'report' || (isTelling(heard) && !isPlain(item, turn))) continue;
    if (!item.may(turn) || !maySpeak(turn, student)) return notYours(turn, item);
    const body = item.fact(student, turn, match);
    if (!body) continue;
    await record(turn, student.school, student.class ? [student.class] : [], () => [
      { about: { student: student.id }, body },
    ]);
    return {
      act: 'command',
      reply: turn.words.say('replies/settled', {
        values: { label: phrase(turn, item.label) },
        lines: [student.name],
        now: turn.now,
      }),
      question: null,
    };
  }
  return null;
};

const isPlain = ({ plain, may }: Command, turn: Turn): boolean =>
  plain === 'anybody' || (plain === 'allowed' && may(turn));

/** Whether the message tells of pupils in the ordinary way. */
const isTelling = ({ entries = [], contacts = [], visits = [] }: Understood): boolean =>
  entries.length + contacts.length + visits.length > 0;

const maySpeak = (turn: Turn, student: Student): boolean =>
  maySpeakOf(turn.speaker.viewer, 'whereabouts', aboutPupil(student, turn.directory));

const notYours = (turn: Turn, { label, whose }: Command): Outcome => ({
  act: 'refused',
  reply: turn.words.say('replies/not_yours', {
    values: { what: phrase(turn, label), who: phrase(turn, whose) },
    now: turn.now,
  }),
});

/** "今天停课", "明天大雪停课": asked back once, since it stops every clock of the school's day. */
const closure = async (turn: Turn): Promise<Outcome | null> => {
  const [school] = turn.speaker.schools;
  const match = /(今天|明天).{0,6}(停课|放假)/.exec(turn.text);
  if (!school || !match) return null;
  const day = match[1] === '明天' ? addDays(dayOf(turn.now), 1) : dayOf(turn.now);
  return askClosure(turn, school, day, match[1] ?? '');
};

/** Asks whether the school is closed on a day, which `when` names. */
export const askClosure = (turn: Turn, school: string, day: Day, when: string): Outcome => {
  const values = {
    question: phrase(turn, 'ask_closure', { when }),
    none: phrase(turn, 'none_closure'),
  };
  const options = [phrase(turn, 'closure')];
  return {
    act: 'command',
    reply: turn.words.say('replies/asks', { values, lines: options, now: turn.now }),
    question: {
      kind: 'closure',
      day,
      school,
      options,
      none: values.none,
      until: at(dayOf(turn.now), '24:00'),
    },
  };
};
