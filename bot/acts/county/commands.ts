import { addDays, type Day, dayOf } from '../../../domain/calendar/time.ts';
import { type CaseFile, emptyFile } from '../../../domain/cases/file.ts';
import type { Refusal } from '../../../domain/cases/refusal.ts';
import { namesIn, onePupil, pupilsOfCounty } from '../../../domain/conversation/names.ts';
import type { Question } from '../../../domain/conversation/question.ts';
import type { Rosters } from '../../../domain/conversation/rosters.ts';
import { unguardedIn } from '../../../domain/conversation/unguarded-told.ts';
import type { FactBody } from '../../../domain/facts/fact.ts';
import { aboutPupil } from '../../../domain/people/about.ts';
import { maySpeakOf } from '../../../domain/people/access.ts';
import type { Student } from '../../../domain/people/directory.ts';
import { REPORTS } from '../../../domain/people/voice.ts';
import type { Understood } from '../../../domain/understanding/types.ts';
import { fileOf, studentsWithCases } from '../../../prisma/stores/answer-store.ts';
import { endOfDay, notYours, refused, sayAsks } from '../../outcomes.ts';
import { phrase } from '../../phrase.ts';
import { refusalIn, sayRefusal, sayWanting } from '../../refusing.ts';
import { type Outcome, type Partly, record, type Turn } from '../../turn.ts';
import { sinceTermStart } from '../attendance/unregistered.ts';
import { CATEGORY, categoryAnswered } from '../case/category.ts';
import { CLOSING_TOLD } from '../case/closing.ts';
import { DAILY } from '../case/daily.ts';
import { DISPATCH } from '../case/dispatch.ts';
import { ENROLMENT } from '../case/enrolment.ts';
import { FAMILY } from '../case/family.ts';
import { HAZARDS_TOLD, UNGUARDED } from '../case/hazards.ts';
import type { PupilSpokenOf, Sentence } from '../case/sentence.ts';
import { STEPS_TOLD } from '../case/steps.ts';
import { TEAM } from '../case/team.ts';

/** In order: the first whose words and pupil fit is meant. */
const SENTENCES: readonly Sentence[] = [
  ...FAMILY,
  ...CLOSING_TOLD,
  ENROLMENT,
  ...STEPS_TOLD,
  ...TEAM,
  ...DISPATCH,
  ...DAILY,
];

/** Whether a message is an act of its own whatever else is open: "张伟责任教师李老师" is no account of a visit. */
export const isCaseSentence = (text: string): boolean =>
  [CATEGORY, ...SENTENCES].some(({ plain, pattern }) => plain === 'anybody' && pattern.test(text));

/** A sentence of the case's own acts; null when the message is none of them. */
export const command = async (turn: Turn, heard: Understood, rosters: Rosters): Promise<Outcome | null> => {
  const closing = await closure(turn);
  if (closing) return closing;
  for (const sentence of SENTENCES) {
    const match = sentence.pattern.exec(turn.text);
    if (!match) continue;
    const student =
      onePupil(turn.text, rosters) ?? ofCounty(sentence, turn) ?? (await ofOwnCase(sentence, turn, rosters));
    if (student && 'act' in student) return student;
    if (!student || (sentence.when && !sentence.when(student, turn))) continue;
    if (heard.act === 'report' || (isTelling(heard) && !isPlain(sentence, turn))) continue;
    const outcome = await say(sentence, { student, turn, match, file: await fileFor(turn, student) });
    if (outcome) return outcome;
  }
  return null;
};

/** The one pupil of the county whom a sentence of the bureau names; several of one name are told apart by their school. */
const ofCounty = (sentence: Sentence, { speaker, text, directory }: Turn): Student | null => {
  if (!sentence.ofCounty || !speaker.district) return null;
  const [only, ...others] = pupilsOfCounty(text, directory);
  return only && others.length === 0 ? only : null;
};

/** The one case of the speaker's township that the sentence of nobody may mean; of several it is asked which. */
const ofOwnCase = async (
  { unnamed, may }: Sentence,
  turn: Turn,
  rosters: Rosters,
): Promise<Student | Outcome | null> => {
  const { tx, text, speaker, directory } = turn;
  if (!unnamed || !may(turn) || namesIn(text, rosters).length > 0) return null;
  const found: Student[] = [];
  for (const { student: id, township } of await studentsWithCases(tx)) {
    const student = directory.students.get(id);
    if (!student || !township || !speaker.townships.includes(township)) continue;
    if (unnamed(turn, await fileFor(turn, student))) found.push(student);
  }
  const [only, other] = found;
  if (!other) return only ?? null;
  const names = found.map(({ name }) => name).join('、');
  return wanting(turn, phrase(turn, 'want_whose_paper', { names, name: only?.name }));
};

const fileFor = async ({ tx }: Turn, { id }: Student): Promise<CaseFile> =>
  (await fileOf(tx, id)) ?? emptyFile(id);

/** Told in words of their own, so that none of them is read as an absence or an alarm: "张伟类别：失联", "李明监护缺失，父母在外". */
const UNMISTAKABLE: readonly Sentence[] = [CATEGORY, ...HAZARDS_TOLD];

/** A sentence that is taken before anything is read as attendance; null when the message is none. */
export const toldPlainly = async (turn: Turn, rosters: Rosters): Promise<Outcome | null> => {
  const sentence = UNMISTAKABLE.find(({ pattern }) => pattern.test(turn.text));
  const student = sentence ? onePupil(turn.text, rosters) : null;
  return sentence && student ? sayOf(turn, sentence, student) : null;
};

/** 监护缺失 that is told beside the day's report: the hazard first, the report as if it stood alone (P1.R4-HAZARD). */
export const unguardedBeside = async (turn: Turn, rosters: Rosters): Promise<Partly | null> => {
  const told = UNGUARDED.may(turn) ? unguardedIn(turn.text, rosters) : null;
  if (!told) return null;
  const replies: string[] = [];
  for (const student of told.students) {
    const match = /^/u.exec(turn.text) as RegExpExecArray;
    const one = { student, turn, match, file: await fileFor(turn, student) };
    const { reply } = await take(one, UNGUARDED, [
      { kind: 'hazard', student: student.id, hazard: 'unguarded' },
    ]);
    if (reply) replies.push(reply);
  }
  return { outcome: { act: 'command', reply: replies.join('\n'), question: null }, rest: told.rest };
};

/** The answer to the numbered list of categories; null when the message is something else. */
export const sortAsAsked = async (
  turn: Turn,
  { student: id, told }: Extract<Question, { kind: 'category' }>,
): Promise<Outcome | null> => {
  const student = turn.directory.students.get(id);
  const text = student ? categoryAnswered(turn, student, told) : null;
  return student && text !== null ? sayOf({ ...turn, text }, CATEGORY, student) : null;
};

const sayOf = async (turn: Turn, sentence: Sentence, student: Student): Promise<Outcome | null> => {
  const match = sentence.pattern.exec(turn.text);
  return match && say(sentence, { student, turn, match, file: await fileFor(turn, student) });
};

/** What a sentence comes to: recorded, asked back, refused, or null where its words mean something else. */
const say = async (sentence: Sentence, told: PupilSpokenOf): Promise<Outcome | null> => {
  const outcome = await answer(sentence, told);
  const hidden = sentence.hides?.(told);
  return outcome && hidden ? { ...outcome, kept: hidden.text } : outcome;
};

const answer = async (sentence: Sentence, told: PupilSpokenOf): Promise<Outcome | null> => {
  const { turn } = told;
  const facts = sentence.facts(told);
  if (!facts) return null;
  if (!sentence.may(turn) || !maySpeak(told)) return notTheirs(turn, sentence);
  if ('instead' in facts) return facts.instead;
  if ('wanting' in facts) return wanting(turn, phrase(turn, facts.wanting, facts.values));
  return take(told, sentence, facts);
};

/** Records what a sentence tells, all of it or nothing; what does not hold is answered with what to do first. */
const take = async (told: PupilSpokenOf, sentence: Sentence, said: readonly FactBody[]): Promise<Outcome> => {
  const { student } = told;
  const hidden = sentence.hides?.(told) ?? null;
  const turn = hidden ? { ...told.turn, text: hidden.text } : told.turn;
  const bodies = await Promise.all(said.map((body) => sinceTermStart(turn, student, body)));
  let refused: Refusal | null = null;
  const recorded = await record(turn, student.school, student.class ? [student.class] : [], (state) => {
    refused = refusalIn(turn, state, student, bodies);
    return refused ? [] : bodies.map((body) => ({ about: { student: student.id }, body }));
  });
  if (refused) return wanting(turn, sayRefusal(turn, student, refused));
  await hidden?.keep();
  const file = recorded.file(student.id) ?? told.file;
  const label = sentence.said?.({ ...told, file }) ?? phrase(turn, sentence.label);
  return {
    act: 'command',
    reply: turn.words.say('replies/settled', {
      values: { label },
      lines: [student.name],
      next: sentence.next?.({ ...told, file, opened: recorded.decision.duties }) ?? [],
      now: turn.now,
    }),
    question: null,
  };
};

const wanting = (turn: Turn, text: string): Outcome => refused(sayWanting(turn, text));

const isPlain = ({ plain, may }: Sentence, turn: Turn): boolean =>
  plain === 'anybody' || (plain === 'allowed' && may(turn));

/** Whether the message tells of pupils in the ordinary way. */
const isTelling = ({ entries = [], contacts = [], visits = [] }: Understood): boolean =>
  entries.length + contacts.length + visits.length > 0;

/** Whoever may tell anything of the child may tell of the case too; what exactly, the sentence says. */
const maySpeak = ({ turn, student, file }: PupilSpokenOf): boolean => {
  const { viewer, unit, role, townships } = turn.speaker;
  const about = aboutPupil(student, turn.directory, file, dayOf(turn.now));
  if (unit === 'justice') return about.inFourSteps === true;
  if (role === 'township_head') return townships.includes(file.township ?? about.township ?? '');
  if (role === 'bureau_head') return true;
  return REPORTS.some((report) => report !== 'attendance' && maySpeakOf(viewer, report, about));
};

const notTheirs = (turn: Turn, { label, whose }: Sentence): Outcome =>
  notYours(turn, phrase(turn, label), phrase(turn, whose));

/** "今天下午停课": the roll of the other half stands. */
const HALF_DAY =
  /(?:上午|下午|半天|早上|晚上|晚自习|[第最].{1,2}节)[^，。,;；]{0,6}(?:停课|放假|不上课)|只停[^，。]{0,2}(?:上午|下午|半天|早上|晚上|晚自习)|(?:停课|放假)(?:一?个?半天|一?个?(?:上午|下午))/u;
const WHOLE_DAY = /全天|整天|一天|一整日|上午(?:和|、|跟)下午|[上下]午都/u;

/** "今天停课", "明天大雪停课": asked back once, since it stops every clock of the school's day. */
const closure = async (turn: Turn): Promise<Outcome | null> => {
  const [school] = turn.speaker.schools;
  if (!school) return null;
  if (HALF_DAY.test(turn.text) && !WHOLE_DAY.test(turn.text))
    return { act: 'command', reply: phrase(turn, 'half_closure'), question: null };
  const match = /(今天|明天).{0,6}(停课|放假)/.exec(turn.text);
  if (!match) return null;
  const day = match[1] === '明天' ? addDays(dayOf(turn.now), 1) : dayOf(turn.now);
  return askClosure(turn, school, day, match[1] ?? '');
};

/** Asks whether the school is closed on a day, which `when` names. */
export const askClosure = (turn: Turn, school: string, day: Day, when: string): Outcome => {
  const none = phrase(turn, 'none_closure');
  const options = [phrase(turn, 'closure')];
  return {
    act: 'command',
    reply: sayAsks(turn, phrase(turn, 'ask_closure', { when }), options, none),
    question: {
      kind: 'closure',
      day,
      school,
      options,
      none,
      until: endOfDay(turn),
    },
  };
};
