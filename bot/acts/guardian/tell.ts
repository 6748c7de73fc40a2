import { dayOf } from '../../../domain/calendar/time.ts';
import { asksWhetherFound, tellsFound } from '../../../domain/conversation/found-words.ts';
import type { FactBody } from '../../../domain/facts/fact.ts';
import type { Circumstance } from '../../../domain/facts/family-fact.ts';
import type { Meaning } from '../../../domain/parents/lexicon.ts';
import { isSafe } from '../../../domain/parents/safe.ts';
import { type GuardianSaid, guardianSaid } from '../../../domain/parents/said.ts';
import { callName } from '../../../domain/people/call-name.ts';
import type { Student } from '../../../domain/people/directory.ts';
import { withoutNumbers } from '../../../domain/people/masking.ts';
import { posts } from '../../../domain/people/roles.ts';
import { type CarerNamed, carerNamed } from '../../../domain/support/sentences.ts';
import type { Recorded } from '../../../prisma/stores/recording.ts';
import { phrase } from '../../phrase.ts';
import { type Outcome, recordOfPupil, type Turn } from '../../turn.ts';
import { keepCarersPhone } from '../help/carers-phone.ts';
import { keptUntil } from './children.ts';
import { toldOfPrivacy } from './rights.ts';
import { askedAboutSearch, foundIsToldOn, howSearchStands } from './sought.ts';
import { ofBeingThere } from './there.ts';

export const saidOf = (turn: Turn, { school, siblings = [] }: Student): GuardianSaid =>
  guardianSaid(turn.text, {
    lexicon: turn.policy.guardianWords,
    names: turn.speaker.students.map(({ name }) => name),
    bySibling: siblings.includes(turn.speaker.person),
    now: turn.now,
    calendar: turn.calendarOf(school),
  });

/** Facts that a message about the school itself leaves: its words go to the principal, and the class teacher sees none. */
const recordAllegation = async (
  turn: Turn,
  student: Student,
  privacy: readonly FactBody[],
): Promise<Recorded> => {
  const { id } = student;
  await recordOfPupil({ ...turn, text: '' }, student, [
    { kind: 'contact', student: id, day: dayOf(turn.now), result: 'reached' },
  ]);
  return recordOfPupil(turn, student, [
    { kind: 'circumstance', student: id, circumstance: 'alleged', holds: true },
    ...privacy,
  ]);
};

/** What was said of one child, and in which part of the message. */
export interface ToldOfOne {
  student: Student;
  text: string;
  said: GuardianSaid;
}

/** Records what is said of one child, and says it back. What only asks for what is on record is answered from it. */
export const tellOne = async (
  turn: Turn,
  { student, text, said: told }: ToldOfOne,
  isFirstContact: boolean,
): Promise<Outcome> => {
  const { id } = student;
  const privacy = isFirstContact ? [toldOfPrivacy(turn, id)] : [];
  const asksFound = asksWhetherFound(text);
  const isFound = !asksFound && tellsFound(text) && !told.means.includes('lost');
  const { said, presentBy, isAnswered } = await ofBeingThere(
    { ...turn, text },
    student,
    asksFound ? await askedAboutSearch({ ...turn, text }, student, told) : told,
  );
  const present = presentBy
    ? phrase(turn, 'guardian_present', {
        child: callName(student.name),
        teacher: turn.directory.nameOf(presentBy),
      })
    : null;
  if (present && isAnswered) {
    if (privacy.length > 0) await recordOfPupil(turn, student, privacy);
    return { act: 'guardian', reply: present, question: null };
  }
  const recorded = said.means.includes('treatment')
    ? await recordAllegation(turn, student, privacy)
    : await recordOfPupil(turn, student, [...factsOf(turn, student, said, isFound), ...privacy]);
  // Whoever may hear nothing of the child is answered by people, and told only what to do for a child that is lost.
  if (!isSafe(turn.speaker.person, recorded.file(id) ?? null) && !said.means.includes('lost'))
    return { act: 'guardian', reply: phrase(turn, 'guardian_guarded'), question: null };
  const carer = await carerTold({ ...turn, text }, student);
  const isOnlyThanks = said.means.every((meaning) => meaning === 'thanks');
  const back = present && isOnlyThanks ? present : sayBack(turn, student, said, recorded, carer);
  const foundTold = isFound ? foundIsToldOn(turn, student, recorded) : null;
  if (foundTold) return { act: 'guardian', reply: foundTold, question: null };
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

/** Whom a guardian names as looking after the child (未成年人保护法 22、23; P5.1-LEFTBEHIND); the number is kept sealed, not in this fact. */
const carerTold = async (turn: Turn, student: Student): Promise<CarerNamed | null> => {
  const named = carerNamed(turn.text.replaceAll(student.name, ''));
  if (!named) return null;
  const body: FactBody = { kind: 'carer', student: student.id, carer: named.carer };
  await recordOfPupil({ ...turn, text: withoutNumbers(turn.text) }, student, [body]);
  await keepCarersPhone(turn, student.id, named);
  return named;
};

/** What follows from it for the child's file. */
export const factsOf = (
  turn: Turn,
  { id: student }: Student,
  said: GuardianSaid,
  isFound = false,
): FactBody[] => {
  const { means, wants } = said;
  const words: FactBody = {
    kind: 'guardian_words',
    student,
    day: wants?.from ?? dayOf(turn.now),
    leave: wants !== null,
    means: [...means],
    ...(wants ? { wants } : {}),
    ...(isFound ? { found: true } : {}),
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

const sayBack = (
  turn: Turn,
  student: Student,
  said: GuardianSaid,
  { decision, file }: Recorded,
  carer: CarerNamed | null,
): string => {
  const { means, wants, isWithoutReason, day } = said;
  const { directory } = turn;
  const { holder } = directory.resolve('homeroom_teacher', { student: student.id }, dayOf(turn.now));
  const teacher = holder ? directory.nameOf(holder.person) : phrase(turn, 'school');
  const { leave, asked = [] } = file(student.id)?.answers ?? {};
  const key = wants ? leave?.key : asked.at(-1)?.key;
  const duty = decision.duties.find(({ period }) => period === key);
  const deciding = duty?.actor;
  const office = directory.townships.get(duty?.about.township ?? '')?.name ?? null;
  const [first = 'other'] = means;
  const opens = (name: string): boolean => decision.duties.some((duty) => duty.name === name);
  const otherwise =
    (first === 'set_out' && !opens('P3.3-TRACK/search') && 'set_out_early') ||
    ((first === 'away' || first === 'other') && carer && 'carer') ||
    // Without an order there is nothing to object to: a question that the teacher answers.
    (first === 'objects' && !opens('P4.2-ORDER/objection') && 'contact');
  const name = otherwise || (SAID_BACK_AS[first] ?? first);
  return phrase(turn, `guardian_${wants && isWithoutReason ? 'leave_reason' : name}`, {
    child: callName(student.name),
    teacher,
    decider: deciding ? directory.nameOf(deciding) : teacher,
    post: duty ? posts[duty.role].title.replace(/^乡镇（街道）/u, '') : null,
    office,
    officePhone: office && (turn.policy.settings['offices.phones'][office] ?? null),
    due: duty ? dayOf(duty.dueAt) : null,
    from: wants?.from ?? null,
    until: wants?.until ?? null,
    day,
    carer: carer?.carer ?? null,
    phone: carer?.phone != null,
  });
};
