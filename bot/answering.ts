import { dayOf } from '../domain/calendar/time.ts';
import { choiceIn, choicesOf } from '../domain/conversation/choices.ts';
import { type Answer, type Question, readAnswer } from '../domain/conversation/question.ts';
import { narrowed, type Rosters } from '../domain/conversation/rosters.ts';
import { readShortReply, spokeAt } from '../domain/conversation/settling.ts';
import { isChildAnswer } from '../domain/conversation/visit-notes.ts';
import type { Duty } from '../domain/duties/duty.ts';
import { repliesOf } from '../domain/policy/policy.ts';
import { pupilsNamed } from '../domain/support/replies.ts';
import type { Understood } from '../domain/understanding/types.ts';
import { keepClosure } from '../prisma/stores/answer-store.ts';
import { sayDay } from '../templates/words.ts';
import { recordAttendance } from './acts/attendance/attendance.ts';
import { countedByNames, countLater } from './acts/attendance/counted-roll.ts';
import { restOfClass } from './acts/attendance/rest-of-class.ts';
import { askClosure, isCaseSentence, sortAsAsked } from './acts/county/commands.ts';
import { alarm, foundChosen } from './acts/danger/missing.ts';
import { harmed } from './acts/danger/safeguard.ts';
import { handOne } from './acts/duties/hand-on.ts';
import { settleBare, settleChosen, settleEach, settleSurely } from './acts/duties/settle.ts';
import { answerOpened, openNumbered } from './acts/duties/todo.ts';
import { openFigure } from './acts/figures/figure-rows.ts';
import { chosenFigure } from './acts/figures/figures.ts';
import { consented } from './acts/help/refer.ts';
import { tellWhose } from './acts/help/referred.ts';
import { handOver } from './acts/lists/files.ts';
import { withPurpose } from './acts/purpose.ts';
import { activeCases, answerCase } from './acts/queries.ts';
import { whereNow } from './acts/visits/child-told.ts';
import { childHeard, leavesEmpty } from './acts/visits/child-words.ts';
import { companionsTold } from './acts/visits/companions.ts';
import { recordVisits } from './acts/visits/visits.ts';
import { phrase } from './phrase.ts';
import { type Outcome, record, type Turn } from './turn.ts';

type Hear = (turn: Turn, text: string, rosters: Rosters) => Understood;
type Complete = Extract<Question, { kind: 'complete' }>;
type Detail = Extract<Question, { kind: 'detail' }>;

const MORE = /^(?:看|查看)?(?:下一页|下页|接着看?|继续看?|更多|其余的?|后面的?|还有(?:哪些|谁)?)[。？?！!]*$/;

/** The answer to an open question; null when the message is something new, which is then taken as such. */
export const answerQuestion = async (
  turn: Turn,
  question: Question,
  rosters: Rosters,
  hear: Hear,
): Promise<Outcome | null> => {
  const options = 'options' in question ? question.options : [];
  const answer = readAnswer(turn.text, options);
  if (question.kind === 'child_words') return childWords(turn, question, rosters, hear);
  if (answer.kind === 'cancel')
    return { act: 'answer', reply: turn.words.say('replies/cancelled', { now: turn.now }), question: null };
  const purposely = (look: (purpose: string) => Promise<Outcome | null>): Promise<Outcome | null> =>
    withPurpose(turn, hear(turn, turn.text, rosters), rosters, look);
  switch (question.kind) {
    case 'complete':
      return complete(turn, question, answer, rosters, hear);
    case 'which_pupil':
      return choosePupil(turn, question, answer, rosters, hear);
    case 'harmed': {
      const chosen = answer.kind === 'choice' ? question.students[answer.index] : undefined;
      return harmed(turn, question.text, chosen, rosters);
    }
    case 'missing':
      return missingOrNot(turn, question, answer, rosters, hear);
    case 'found': {
      if (answer.kind === 'none' && question.none)
        return { act: 'answer', reply: phrase(turn, 'search_goes_on_noted'), question: null };
      const student = turn.directory.students.get(
        answer.kind === 'choice' ? (question.students[answer.index] ?? '') : '',
      );
      if (!student) return null;
      const whole = { ...turn, text: question.text };
      const left = narrowed(rosters, [student]);
      return foundChosen(whole, student, left, hear(whole, `${student.name}${question.text}`, left));
    }
    case 'which_duty':
      return chooseDuty(turn, question, answer);
    case 'todo':
      return openNumbered(turn, question);
    case 'opened':
      return answerOpened(turn, question);
    case 'detail':
      if (question.options) return chosenDetail(turn, question, answer);
      if (isLoneDigit(turn.text, question)) return bareAnswer(turn, question);
      return isDetail(turn, question, answer, rosters, hear)
        ? settleChosen(turn, question.duties, question.key, withoutKey(turn.text, question.key))
        : null;
    case 'hand_on': {
      if (answer.kind === 'none')
        return {
          act: 'answer',
          reply: turn.words.say('replies/cancelled', { now: turn.now }),
          question: null,
        };
      const id = answer.kind === 'choice' ? question.duties[answer.index] : undefined;
      const duty = turn.duties.find((item) => item.id === id);
      const { outcome, to, detail } = question;
      return duty ? handOne(turn, duty, { outcome, to, detail }) : null;
    }
    case 'storm':
      return storm(turn, question.text, rosters, hear);
    case 'closure':
      return close(turn, question);
    case 'file_purpose':
      return purposely((purpose) => handOver(turn, question.file, purpose));
    case 'consent': {
      if (answer.kind !== 'choice' && answer.kind !== 'none') return null;
      return consented(turn, question, answer.kind === 'choice');
    }
    case 'whose': {
      const duty = turn.duties.find(({ id }) => id === question.duty);
      return duty ? purposely((purpose) => tellWhose(turn, duty, purpose)) : null;
    }
    case 'rest':
      return restOfClass(turn, question, rosters);
    case 'where_now':
      return whereNow(turn, question, answer);
    case 'category':
      return sortAsAsked(turn, question);
    case 'purpose': {
      const student = turn.directory.students.get(question.student);
      return student ? purposely((purpose) => answerCase(turn, student, purpose)) : null;
    }
    case 'area_purpose':
      return answer.kind === 'choice'
        ? activeCases(turn, rosters, question.options[answer.index] ?? null)
        : purposely((purpose) => activeCases(turn, rosters, purpose));
    case 'figure':
      return chosenFigure(turn, question, answer.kind === 'choice' ? answer.index : null);
    case 'figure_purpose':
      return purposely((purpose) => openFigure(turn, question, purpose));
    case 'companions':
      return answer.kind === 'words' && tellsOfPupils(turn, question, rosters, hear)
        ? null
        : companionsTold(turn, question, answer);
    case 'figure_more':
      return MORE.test(turn.text) ? openFigure(turn, question, question.purpose, question.from) : null;
    // A guardian's own, answered where guardians are heard.
    case 'which_child':
    case 'leave_reason':
      return null;
  }
};

/** Words of a child, told as such or left out without a reason; anything that may mean something else is tried as that first. */
const childWords = async (
  turn: Turn,
  question: Extract<Question, { kind: 'child_words' }>,
  rosters: Rosters,
  hear: Hear,
): Promise<Outcome | null> => {
  if (leavesEmpty(turn, question)) return childHeard(turn, question);
  const name = turn.directory.students.get(question.visits[0]?.student ?? '')?.name ?? '';
  if (!isChildAnswer(turn.text, name) || isCaseSentence(turn.text)) return null;
  return startsAnew(turn, rosters, hear, [name]) ? null : childHeard(turn, question);
};

/** "1" is the child, "2" the guardian: then the message is recorded as it was understood, with the contact that failed. */
const missingOrNot = async (
  turn: Turn,
  question: Extract<Question, { kind: 'missing' }>,
  answer: Answer,
  rosters: Rosters,
  hear: Hear,
): Promise<Outcome | null> => {
  const student = turn.directory.students.get(question.student);
  if (!student || answer.kind !== 'choice') return null;
  const whole = { ...turn, text: question.text };
  if (answer.index === 0) return alarm(whole, student);
  const left = narrowed(rosters, [student]);
  const { entries = [] } = hear(whole, question.text, left);
  const told: Understood = {
    act: 'update',
    date: dayOf(turn.now),
    class: turn.directory.classes.get(student.class ?? '')?.name ?? null,
    entries: entries.filter((entry) => entry.student === student.name),
    contacts: [{ student: student.name, result: 'unreachable' }],
    ask: [],
    unsure: [],
    explain: [],
  };
  return recordAttendance(whole, told, left);
};

const chooseDuty = async (
  turn: Turn,
  question: Extract<Question, { kind: 'which_duty' }>,
  answer: Answer,
): Promise<Outcome | null> => {
  const { duties, key, detail, sure } = question;
  if (answer.kind === 'choice' && sure)
    return settleSurely({ ...turn, text: question.options.join('') }, duties, key, detail);
  if (answer.kind === 'all') return settleChosen(turn, duties, key, detail);
  if (answer.kind === 'choice')
    return settleChosen(turn, duties.slice(answer.index, answer.index + 1), key, detail);
  if (answer.kind === 'none')
    return { act: 'answer', reply: turn.words.say('replies/cancelled', { now: turn.now }), question: null };
  // "1 赵主任、王老师": which it is, and at once what that needs.
  const short = readShortReply(turn.text);
  const group = duties[Number(short?.key) - 1];
  return short?.detail && group && isWanting(turn, group, key)
    ? settleChosen(turn, [group], key, short.detail)
    : null;
};

/** Whether the reply of this number wants something with it. */
const isWanting = ({ duties, policy }: Turn, group: string, replyKey: string): boolean => {
  const duty = duties.find(({ id }) => group.split(' ').includes(id));
  return (
    duty !== undefined &&
    repliesOf(policy, duty).some(({ key, needs }) => key === replyKey && needs !== undefined)
  );
};

/** Completes the message in doubt by what was answered, and reads the whole of it again. */
const complete = async (
  turn: Turn,
  question: Complete,
  answer: Answer,
  rosters: Rosters,
  hear: Hear,
): Promise<Outcome | null> => {
  const text = completed(question, answer, turn, rosters, hear);
  if (text === null)
    return question.ask === 'count_mismatch' ? countLater(turn, question.text, rosters) : null;
  if (text === '')
    return { act: 'answer', reply: turn.words.say('replies/cancelled', { now: turn.now }), question: null };
  const whole = { ...turn, text };
  const heard = hear(whole, text, rosters);
  const settledCount = question.ask === 'count_mismatch' && answer.kind === 'none';
  return tellAgain(whole, settledCount ? await countedByNames(turn, heard, rosters) : heard, rosters);
};

/** Records a message out of which a doubt was taken. */
const tellAgain = (turn: Turn, heard: Understood, rosters: Rosters): Promise<Outcome> => {
  return heard.act === 'visit' || heard.act === 'persuasion'
    ? recordVisits(turn, heard, rosters)
    : recordAttendance(turn, heard, rosters);
};

/** The message is read again with the chosen pupil as the only bearer of the name. */
const choosePupil = async (
  turn: Turn,
  { text, students, chosen }: Extract<Question, { kind: 'which_pupil' }>,
  answer: Answer,
  rosters: Rosters,
  hear: Hear,
): Promise<Outcome | null> => {
  if (answer.kind === 'none')
    return { act: 'answer', reply: turn.words.say('replies/cancelled', { now: turn.now }), question: null };
  const id = answer.kind === 'choice' ? students[answer.index] : undefined;
  if (!id) return null;
  const known = [...chosen, id].flatMap((item) => turn.directory.students.get(item) ?? []);
  const left = narrowed(rosters, known);
  const whole = { ...turn, text };
  return tellAgain(whole, hear(whole, text, left), left);
};

/** The message with the doubt resolved; empty when there is nothing left of it; null when it was no answer. */
const completed = (
  { ask, text, said, options }: Complete,
  answer: Answer,
  turn: Turn,
  rosters: Rosters,
  hear: Hear,
): string | null => {
  const chosen = answer.kind === 'choice' ? options[answer.index] : undefined;
  const namedOnly = isBareName(turn.text, rosters);
  switch (ask) {
    case 'which_student':
    case 'unknown_name': {
      if (answer.kind === 'none') return '';
      const name = chosen ?? (namedOnly ? turn.text.trim() : null);
      return name === null ? null : text.replace(said, name);
    }
    case 'no_status':
      if (answer.kind === 'none') return '';
      return chosen ? `${said}${chosen}` : startsAnew(turn, rosters, hear) ? null : `${said}${turn.text}`;
    case 'which_class':
      return chosen
        ? `${chosen} ${text}`
        : rosters.classIds.has(turn.text.trim())
          ? `${turn.text} ${text}`
          : null;
    case 'count_mismatch':
      if (answer.kind === 'none') return text;
      return namedOnly ? `${text}，${turn.text}没来` : null;
  }
};

const isBareName = (text: string, rosters: Rosters): boolean =>
  text
    .trim()
    .split(/[、，,\s和]+/)
    .every((name) => rosters.studentsNamed(name).length > 0);

/** Whether somebody who was asked something tells of something else; `besides` are pupils the question is about. */
const startsAnew = (turn: Turn, rosters: Rosters, hear: Hear, besides: readonly string[] = []): boolean => {
  const { act, entries = [], contacts = [], visits = [] } = hear(turn, turn.text, rosters);
  if (act === 'report' || act === 'query' || act === 'help' || act === 'withdraw') return true;
  return [...entries, ...contacts, ...visits].some(({ student }) => !besides.includes(student));
};

/** Whether it tells of a day or another child, not of who came along to these. */
const tellsOfPupils = (
  turn: Turn,
  { visits }: Extract<Question, { kind: 'companions' }>,
  rosters: Rosters,
  hear: Hear,
): boolean => {
  const names = visits.flatMap(({ student }) => turn.directory.students.get(student)?.name ?? []);
  const { entries = [] } = hear(turn, turn.text, rosters);
  return entries.length > 0 || startsAnew(turn, rosters, hear, names);
};

/** Whether a message tells of single pupils, or asks for something. */
const namesPupils = (turn: Turn, rosters: Rosters, hear: Hear): boolean => {
  const { act, entries = [], contacts = [], visits = [] } = hear(turn, turn.text, rosters);
  return entries.length + contacts.length + visits.length > 0 || act === 'help' || act === 'withdraw';
};

/** "1 赵主任、王老师": the number of the reply may stand once more before what it still needs. */
const withoutKey = (text: string, key: string): string => {
  const again = readShortReply(text);
  return again?.key === key && again.detail ? again.detail : text;
};

/** What is asked with numbers of its own: one of them, or words that mean one. */
const chosenDetail = async (turn: Turn, question: Detail, answer: Answer): Promise<Outcome | null> => {
  const { duties, key, needs, student } = question;
  const text = turn.text.trim();
  const code = answer.kind === 'choice' ? choicesOf({ needs })[answer.index] : undefined;
  const isShort = answer.kind === 'words' && !/^\d+$/.test(text) && text.length <= 12;
  const said = code ?? (isShort && choiceIn({ needs }, text) ? text : null);
  if (said === null) return null;
  return student ? settleEach(turn, question, student, said) : settleChosen(turn, duties, key, said);
};

/** A digit alone is the number of a reply and tells nothing, but for a count, where only the reply's own number is. */
const isLoneDigit = (text: string, { key, needs }: Detail): boolean => {
  const digit = /^\s*([1-9])[。.!！]?\s*$/.exec(text)?.[1];
  return digit !== undefined && (digit === key || needs !== 'count');
};

/** The number once more answers the question, unless something else has spoken since: then it is meant for that. */
const bareAnswer = async (turn: Turn, question: Detail): Promise<Outcome | null> => {
  if (!turn.text.includes(question.key)) return null;
  const isNewer = (duty: Duty): boolean => {
    const bound = turn.policy.named.get(duty.name);
    const offers = bound?.duty.replies?.some(({ key }) => key === question.key) ?? false;
    return offers && !question.duties.includes(duty.id) && spokeAt(duty) > question.since;
  };
  return turn.duties.some(isNewer) ? null : settleBare(turn, question);
};

/** A number, names or an account that was asked for; an account may speak of the very pupil, a number or names may not. */
const isDetail = (
  turn: Turn,
  { duties, needs }: Detail,
  answer: Answer,
  rosters: Rosters,
  hear: Hear,
): boolean => {
  if (answer.kind !== 'words' && answer.kind !== 'choice') return false;
  // Names with a word about each look like a report; only a roll with its numbers is one.
  if (needs === 'reasons') return hear(turn, turn.text, rosters).expected == null;
  const asked = turn.duties.filter(({ id }) => duties.includes(id));
  if (needs === 'pupils') {
    // "除了张伟" alone would be read as who is absent.
    const told = { ...turn, text: turn.text.trim().replace(/^除(?:了|开)?/u, '') };
    return (
      asked.some((duty) => pupilsNamed(told.text, duty, turn).length > 0) && !startsAnew(told, rosters, hear)
    );
  }
  if (isCaseSentence(turn.text)) return false;
  const pupils = asked.flatMap(({ about }) => turn.directory.students.get(about.student ?? '')?.name ?? []);
  // What was asked about a school or township is told in numbers too: "家长会到了210人" is no roll.
  if (asked.every(({ about }) => !about.student && !about.class))
    return (
      asked.some((duty) => turn.policy.named.get(duty.name)?.duty.names) || !namesPupils(turn, rosters, hear)
    );
  const isAccount = needs === 'words' || needs === 'reason' || needs === 'approval';
  return !startsAnew(turn, rosters, hear, isAccount ? pupils : []);
};

const storm = async (turn: Turn, text: string, rosters: Rosters, hear: Hear): Promise<Outcome | null> => {
  const said = turn.text.trim();
  if (/^(1|属实|是|是的|真的)/.test(said)) {
    const whole = { ...turn, text };
    return recordAttendance(whole, hear(whole, text, rosters), rosters, { confirmed: true });
  }
  if (/^(2|写错|错了)/.test(said))
    return { act: 'answer', reply: turn.words.say('replies/cancelled', { now: turn.now }), question: null };
  if (/^(3|停课)/.test(said)) {
    const [school] = turn.speaker.schools;
    if (school) return askClosure(turn, school, dayOf(turn.now), phrase(turn, 'today'));
    return {
      act: 'answer',
      reply: turn.words.say('replies/closure_by_office', { now: turn.now }),
      question: null,
    };
  }
  return null;
};

const close = async (
  turn: Turn,
  { day, school }: Extract<Question, { kind: 'closure' }>,
): Promise<Outcome | null> => {
  if (/^(0|不)/.test(turn.text))
    return { act: 'answer', reply: turn.words.say('replies/cancelled', { now: turn.now }), question: null };
  if (!/^(1|是|对|停课|确认)/.test(turn.text)) return null;
  const classes = turn.directory.classesOf(school).map(({ id }) => id);
  await record(turn, school, classes, () => [{ about: { school }, body: { kind: 'closure', school, day } }]);
  await keepClosure(turn.tx, school, day);
  return {
    act: 'answer',
    reply: turn.words.say('replies/settled', {
      values: { label: phrase(turn, 'closure') },
      lines: [sayDay(day)],
      now: turn.now,
    }),
    question: null,
  };
};
