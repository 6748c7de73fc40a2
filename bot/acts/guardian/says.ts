import { dayOf } from '../../../domain/calendar/time.ts';
import { readAnswer } from '../../../domain/conversation/question.ts';
import { partsByChild, type Reading, readGuardian, type SaidOf } from '../../../domain/parents/reading.ts';
import type { GuardianSaid } from '../../../domain/parents/said.ts';
import type { Student } from '../../../domain/people/directory.ts';
import { lastShown, type Shown } from '../../../prisma/stores/guardian-store.ts';
import { phrase } from '../../phrase.ts';
import type { Outcome, Turn } from '../../turn.ts';
import { askWhichChild, childrenChosen, childrenMeant, spokenInOrder } from './children.ts';
import { calledOff, putRight } from './corrected.ts';
import { knowsPrivacy, ofRights } from './rights.ts';
import { saidOf, tellOne } from './tell.ts';
import { isStranger, notTheirs, ofStranger } from './wrong-person.ts';

/**
 * What a guardian writes: said back in one sentence, passed to the class teacher at once, and taken for what it is. It
 * is never a refusal, whatever it says: that is recorded by who hears it face to face (policy.md §11.5).
 */
export const guardianSays = async (turn: Turn): Promise<Outcome> =>
  (await isStranger(turn)) ? ofStranger(turn) : ofFamily(turn);

const ofFamily = async (turn: Turn): Promise<Outcome> => {
  const shown = await lastShown(turn.tx, turn.speaker.person, turn.tapped?.notice ?? null);
  const answered = await answerOwn(turn, shown);
  if (answered) return answered;
  const text = spoken(turn, shown);
  const told = { ...turn, text };
  const reading = readGuardian(text, turn.policy.guardianWords);
  if (reading.means.includes('wrong')) return notTheirs(told, reading);
  const corrected = await putRight(told);
  if (corrected) return corrected;
  const right = await ofRights(told, reading.means);
  if (right) return right;
  if (isBareThanks(reading)) return { act: 'other', reply: null };
  const apart = partsByChild(text, turn.speaker.students, turn.policy.guardianWords) ?? [];
  // What is said of one child and understood by nobody is for its own teacher all the same.
  if (apart.length > 0) return tell(told, apart, false);
  // Words of another day than the message shown last may be of any of them; a number is its answer whenever it comes.
  const isOfShown = isNumber(turn.text) || (shown !== null && dayOf(shown.at) === dayOf(turn.now));
  const children = await childrenMeant(told, reading, isOfShown ? shown : null);
  if (children.length === 0) return askWhichChild(told, text);
  return (await calledOff(told, children)) ?? tell(told, ofAll(children, text), isNumber(turn.text));
};

const ofAll = (children: readonly Student[], text: string): SaidOf[] =>
  children.map((child) => ({ child, text }));

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
  const { text } = question;
  return children.length > 0 ? tell({ ...turn, text }, ofAll(children, text), false) : null;
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
  return tellOne(turn, { student, text: turn.text, said: whole }, false);
};

/** Each part is read of its own child; the whole message is what is passed on. */
const tell = async (turn: Turn, parts: readonly SaidOf[], isByNumber: boolean): Promise<Outcome> => {
  const isFirstContact = !(await knowsPrivacy(turn));
  const outcomes: Outcome[] = [];
  for (const [place, { child: student, text }] of spokenInOrder(parts).entries()) {
    const said = saidOf({ ...turn, text }, student);
    // "2 生病或请假" says that, and not why.
    const isWithoutReason = said.isWithoutReason || (isByNumber && said.wants !== null);
    const told = { student, text, said: { ...said, isWithoutReason } };
    outcomes.push(await tellOne(turn, told, isFirstContact && place === 0));
  }
  const [first] = outcomes;
  return {
    act: 'guardian',
    reply: [
      ...new Set(outcomes.map(({ reply }) => reply)),
      ...(isFirstContact ? [phrase(turn, 'privacy_pointer')] : []),
    ].join('\n'),
    question: first?.question ?? null,
  };
};
