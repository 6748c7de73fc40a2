import { dayOf } from '../../../domain/calendar/time.ts';
import { isAsked } from '../../../domain/conversation/asked.ts';
import type { FactBody } from '../../../domain/facts/fact.ts';
import type { AnswerNotes } from '../../../domain/parents/answer-notes.ts';
import { readCorrection } from '../../../domain/parents/reading.ts';
import { isSafe } from '../../../domain/parents/safe.ts';
import { callName } from '../../../domain/people/call-name.ts';
import type { Student } from '../../../domain/people/directory.ts';
import { fileOf } from '../../../prisma/stores/answer-store.ts';
import { phrase } from '../../phrase.ts';
import { type Outcome, recordOfPupil, type Turn } from '../../turn.ts';
import { inOrderOfSchools } from './children.ts';
import { saidOf, type ToldOfOne, tellOne } from './tell.ts';

type Leave = NonNullable<AnswerNotes['leave']>;

/**
 * "不对，是建华发烧，不是张露": what was asked today for the wrong child of a family is taken back, and asked for the right one.
 * Null where nothing of the kind is said, or nothing was asked that could be put right.
 */
export const putRight = async (turn: Turn): Promise<Outcome | null> => {
  const { students } = turn.speaker;
  const correction = readCorrection(turn.text, students);
  if (!correction) return null;
  const { right, wrong } = correction;
  const taken = new Map<string, Leave>();
  for (const child of wrong ? [wrong] : students.filter(({ id }) => id !== right.child.id)) {
    const leave = await askedToday(turn, child);
    if (leave) taken.set(child.id, leave);
  }
  const said = rightlySaid(turn, right.child, right.text, [...taken.values()][0]);
  // Nobody is named as the wrong one: another day for a child that is on leave too, or its coming, takes nothing from the other.
  const isMoved = taken.size > 0 && said.said.wants !== null && !(await askedToday(turn, right.child));
  if (!wrong && !isMoved) return null;
  const replies: string[] = [];
  const others = students.filter(({ id }) => taken.has(id) || id === wrong?.id);
  for (const child of inOrderOfSchools([right.child, ...others]))
    if (child.id === right.child.id) {
      const { reply } = await tellOne(turn, said, false);
      replies.unshift(reply ?? '');
    } else {
      const leave = taken.get(child.id);
      await recordOfPupil(turn, child, [saidOfAnother(turn, child, leave)]);
      if (leave) replies.push(await takenBack(turn, child));
    }
  return { act: 'guardian', reply: [...new Set(replies)].filter(Boolean).join('\n'), question: null };
};

/** The leave that this guardian asked today for a child, if nobody has refused it. */
const askedToday = async ({ tx, speaker, now }: Turn, { id }: Student): Promise<Leave | null> => {
  const leave = (await fileOf(tx, id))?.answers?.leave;
  const isToday = leave?.by === speaker.person && dayOf(leave.at) === dayOf(now);
  return leave && isToday && (leave.answeredAt === null || leave.agreed) ? leave : null;
};

const CALLS_OFF =
  /假[^，,。\s]{0,2}不(?:用|消|要|必)?(?:再)?请了|不(?:用|要|消|必|想)?(?:再)?请[^，,。\s]{0,3}假了|取消[^，,。\s]{0,6}假|假[^，,。\s]{0,3}(?:取消|作废|算了|不要了|撤)/u;

/**
 * "明天的假不请了": what this guardian asked and nobody has decided, or what has not begun, is taken back. Leave that runs is for
 * the class teacher to end, who sees the child come. Null where nothing of the kind is said or asked.
 */
export const calledOff = async (
  turn: Turn,
  [child, another]: readonly Student[],
): Promise<Outcome | null> => {
  if (!child || another || !CALLS_OFF.test(turn.text) || isAsked(turn.text)) return null;
  const leave = (await fileOf(turn.tx, child.id))?.answers?.leave;
  const today = dayOf(turn.now);
  const isOpen = leave?.answeredAt === null && leave.until >= today;
  if (leave?.by !== turn.speaker.person || !(isOpen || (leave.agreed && leave.from > today))) return null;
  const takesBack = leave.agreed ? 'unwanted_granted' : 'unwanted';
  await recordOfPupil(turn, child, [{ ...saidOfAnother(turn, child, leave), takesBack }]);
  return { act: 'guardian', reply: await takenBack(turn, child), question: null };
};

/** Whoever only names the right child wants for it what was wanted for the other. */
const rightlySaid = (turn: Turn, student: Student, text: string, leave?: Leave): ToldOfOne => {
  const said = saidOf({ ...turn, text }, student);
  if (said.means.length > 0 || !leave) return { student, text, said };
  const { from, until, standing } = leave;
  const means = [standing === 'sick_leave' ? ('ill' as const) : ('matter' as const)];
  return { student, text, said: { ...said, means, wants: { from, until, standing } } };
};

const saidOfAnother = (
  { now }: Turn,
  { id: student }: Student,
  leave: Leave | undefined,
): Extract<FactBody, { kind: 'guardian_words' }> => ({
  kind: 'guardian_words',
  student,
  day: dayOf(now),
  leave: false,
  means: [],
  ...(leave ? { takesBack: leave.agreed ? 'granted' : 'asked' } : {}),
});

const takenBack = async (turn: Turn, { id, name }: Student): Promise<string> => {
  if (!isSafe(turn.speaker.person, await fileOf(turn.tx, id))) return phrase(turn, 'guardian_guarded');
  const { holder } = turn.directory.resolve('homeroom_teacher', { student: id }, dayOf(turn.now));
  const teacher = holder ? turn.directory.nameOf(holder.person) : phrase(turn, 'school');
  return phrase(turn, 'guardian_taken_back', { child: callName(name), teacher });
};
