import { dayOf } from '../../../domain/calendar/time.ts';
import { asksWhetherFound } from '../../../domain/conversation/found-words.ts';
import { readAnswer } from '../../../domain/conversation/question.ts';
import type { FactBody } from '../../../domain/facts/fact.ts';
import type { Circumstance } from '../../../domain/facts/family-fact.ts';
import type { Meaning } from '../../../domain/parents/lexicon.ts';
import { type Reading, readGuardian } from '../../../domain/parents/reading.ts';
import { type GuardianSaid, guardianSaid } from '../../../domain/parents/said.ts';
import { callName } from '../../../domain/people/call-name.ts';
import type { Student } from '../../../domain/people/directory.ts';
import { lastShown, type Shown } from '../../../prisma/stores/guardian-store.ts';
import type { Recorded } from '../../../prisma/stores/recording.ts';
import { phrase } from '../../phrase.ts';
import { type Outcome, recordOf, type Turn } from '../../turn.ts';
import { askWhichChild, childrenChosen, childrenMeant, inOrderOfSchools, keptUntil } from './children.ts';
import { knowsPrivacy, ofRights, toldOfPrivacy } from './rights.ts';
import { askedAboutSearch, howSearchStands } from './sought.ts';
import { ofBeingThere } from './there.ts';

/**
 * What a guardian writes: said back in one sentence, passed to the class teacher at once, and taken for what it is. It
 * is never a refusal, whatever it says: that is recorded by who hears it face to face (policy.md §11.5).
 */
export const guardianSays = async (turn: Turn): Promise<Outcome> => {
  const shown = await lastShown(turn.tx, turn.speaker.person, turn.tapped?.notice ?? null);
  const answered = await answerOwn(turn, shown);
  if (answered) return answered;
  const text = spoken(turn, shown);
  const told = { ...turn, text };
  const reading = readGuardian(text, turn.policy.guardianWords);
  const right = await ofRights(told, reading.means);
  if (right) return right;
  if (isBareThanks(reading)) return { act: 'other', reply: null };
  const children = await childrenMeant(told, reading, shown);
  if (children.length === 0) return askWhichChild(told, text);
  return tell(told, children, isNumber(turn.text));
};

/** In a longer thank-you something else may stand: it is passed on. */
const isBareThanks = ({ means, plain }: Reading): boolean =>
  means.length > 0 && means.every((meaning) => meaning === 'thanks') && plain.length <= LONGEST_THANKS;
const LONGEST_THANKS = 12;

const isNumber = (text: string): boolean => /^[1-9][。.!！]?$/u.test(text.trim());

/** A bare number, or a tap, says what stood beside it in the last message that offered numbers. */
const spoken = ({ text }: Turn, shown: Shown | null): string => {
  const key = text.trim().charAt(0);
  const option = isNumber(text) ? shown?.options.find((item) => item.key === key) : undefined;
  return option ? `${option.key} ${option.label}` : text;
};

/** The answer to what the bot asked this guardian; null when it asked nothing, or something newer was shown since. */
const answerOwn = async (turn: Turn, shown: Shown | null): Promise<Outcome | null> => {
  const { question } = turn;
  if (question?.kind === 'leave_reason') return completeLeave(turn, question);
  if (question?.kind !== 'which_child') return null;
  const isNewest = shown?.key === question.asked;
  const answer = readAnswer(turn.text, question.options);
  if (answer.kind === 'choice' && !isNewest && isNumber(turn.text)) return null;
  const index = answer.kind === 'choice' ? answer.index : null;
  const children = childrenChosen(turn, question.students, index);
  return children.length > 0 ? tell({ ...turn, text: question.text }, children, false) : null;
};

/** Why leave is asked for, told after it was asked: the request is made anew with it. */
const completeLeave = async (
  turn: Turn,
  { student: id, wants }: Extract<NonNullable<Turn['question']>, { kind: 'leave_reason' }>,
): Promise<Outcome | null> => {
  const student = turn.speaker.students.find((child) => child.id === id);
  if (!student || isNumber(turn.text)) return null;
  const said = saidOf(turn, student);
  const { means } = said;
  const isReason = means.length === 0 || said.wants !== null;
  if (!isReason || means.includes('thanks')) return null;
  const days = said.wants && said.wants.until > wants.until ? said.wants : wants;
  const standing = said.wants?.standing ?? wants.standing;
  const whole: GuardianSaid = {
    ...said,
    means: means.length > 0 ? means : ['matter'],
    wants: { ...days, standing },
    isWithoutReason: false,
  };
  // Whoever was asked why has written before.
  return tellOne(turn, student, whole, false);
};

const saidOf = (turn: Turn, { school, siblings = [] }: Student): GuardianSaid =>
  guardianSaid(turn.text, {
    lexicon: turn.policy.guardianWords,
    names: turn.speaker.students.map(({ name }) => name),
    bySibling: siblings.includes(turn.speaker.person),
    now: turn.now,
    calendar: turn.calendarOf(school),
  });

const tell = async (turn: Turn, children: readonly Student[], isByNumber: boolean): Promise<Outcome> => {
  const isFirstContact = !(await knowsPrivacy(turn));
  const outcomes: Outcome[] = [];
  for (const [place, student] of inOrderOfSchools(children).entries()) {
    const said = saidOf(turn, student);
    // "2 生病或请假" says that, and not why.
    const isWithoutReason = said.isWithoutReason || (isByNumber && said.wants !== null);
    outcomes.push(await tellOne(turn, student, { ...said, isWithoutReason }, isFirstContact && place === 0));
  }
  const [first] = outcomes;
  return {
    act: 'guardian',
    reply: [
      ...outcomes.map(({ reply }) => reply),
      ...(isFirstContact ? [phrase(turn, 'privacy_pointer')] : []),
    ].join('\n'),
    question: first?.question ?? null,
  };
};

/** Facts that a message about the school itself leaves: its words go to the principal, and the class teacher sees none. */
const recordAllegation = async (
  turn: Turn,
  student: Student,
  privacy: readonly FactBody[],
): Promise<Recorded> => {
  const { id } = student;
  await recordOf({ ...turn, text: '' }, student, [
    { kind: 'contact', student: id, day: dayOf(turn.now), result: 'reached' },
  ]);
  return recordOf(turn, student, [
    { kind: 'circumstance', student: id, circumstance: 'alleged', holds: true },
    ...privacy,
  ]);
};

/** Records what is said of one child, and says it back. What only asks for what is on record is answered from it. */
const tellOne = async (
  turn: Turn,
  student: Student,
  told: GuardianSaid,
  isFirstContact: boolean,
): Promise<Outcome> => {
  const { id } = student;
  const privacy = isFirstContact ? [toldOfPrivacy(turn, id)] : [];
  const asksFound = asksWhetherFound(turn.text);
  const { said, presentBy, isAnswered } = await ofBeingThere(
    turn,
    student,
    asksFound ? await askedAboutSearch(turn, student, told) : told,
  );
  const present = presentBy
    ? phrase(turn, 'guardian_present', {
        child: callName(student.name),
        teacher: turn.directory.nameOf(presentBy),
      })
    : null;
  if (present && isAnswered) {
    if (privacy.length > 0) await recordOf(turn, student, privacy);
    return { act: 'guardian', reply: present, question: null };
  }
  const recorded = said.means.includes('treatment')
    ? await recordAllegation(turn, student, privacy)
    : await recordOf(turn, student, [...factsOf(turn, student, said), ...privacy]);
  const back =
    present && said.means.every((meaning) => meaning === 'thanks')
      ? present
      : sayBack(turn, student, said, recorded);
  const search = asksFound ? howSearchStands(turn, student, recorded) : null;
  return {
    act: 'guardian',
    reply: [search, back].filter(Boolean).join('\n'),
    question:
      said.wants && said.isWithoutReason
        ? { kind: 'leave_reason', student: id, wants: said.wants, until: keptUntil(turn) }
        : null,
  };
};

/** What follows from it for the child's file. */
const factsOf = (turn: Turn, { id: student }: Student, said: GuardianSaid): FactBody[] => {
  const { means, wants } = said;
  const words: FactBody = {
    kind: 'guardian_words',
    student,
    day: wants?.from ?? dayOf(turn.now),
    leave: wants !== null,
    means: [...means],
    ...(wants ? { wants } : {}),
  };
  const tells = (circumstance: Circumstance): FactBody => ({
    kind: 'circumstance',
    student,
    circumstance,
    holds: true,
  });
  return [
    words,
    ...(means.includes('lost') ? [{ kind: 'missing' as const, student }] : []),
    ...(means.includes('moved')
      ? [{ kind: 'elsewhere' as const, student, school: null, proven: false }]
      : []),
    ...means.flatMap((meaning) => CIRCUMSTANCES[meaning] ?? []).map(tells),
    ...(said.day ? [{ kind: 'dealt_with' as const, student, until: said.day }] : []),
  ];
};

/** What decides how the family is written to from now on (law.md §9). */
const CIRCUMSTANCES: Readonly<Partial<Record<Meaning, Circumstance>>> = {
  refuses: 'refuses',
  works: 'work',
  moved: 'migrating',
};

/** What is said back in the words of another meaning. */
const SAID_BACK_AS: Readonly<Partial<Record<Meaning | 'other', string>>> = {
  matter: 'leave',
  thanks: 'other',
};

const sayBack = (turn: Turn, student: Student, said: GuardianSaid, { decision, file }: Recorded): string => {
  const { means, wants, isWithoutReason, day } = said;
  const { directory } = turn;
  const { holder } = directory.resolve('homeroom_teacher', { student: student.id }, dayOf(turn.now));
  const teacher = holder ? directory.nameOf(holder.person) : phrase(turn, 'school');
  const { leave } = file(student.id)?.answers ?? {};
  const deciding = decision.duties.find(({ period }) => period === leave?.key)?.actor;
  const [first = 'other'] = means;
  const isSought = decision.duties.some(({ name }) => name === 'P3.3-TRACK/search');
  const name = first === 'set_out' && !isSought ? 'set_out_early' : (SAID_BACK_AS[first] ?? first);
  return phrase(turn, `guardian_${wants && isWithoutReason ? 'leave_reason' : name}`, {
    child: callName(student.name),
    teacher,
    decider: deciding ? directory.nameOf(deciding) : teacher,
    from: wants?.from ?? null,
    until: wants?.until ?? null,
    day,
  });
};
