import { dayOf } from '../../../domain/calendar/time.ts';
import { aboutNamed, onePupil, placeOfName } from '../../../domain/conversation/names.ts';
import type { Rosters } from '../../../domain/conversation/rosters.ts';
import { isLive } from '../../../domain/duties/duty.ts';
import { aboutPupil } from '../../../domain/people/about.ts';
import { maySpeakOf } from '../../../domain/people/access.ts';
import type { Student } from '../../../domain/people/directory.ts';
import { withoutNumbers } from '../../../domain/people/masking.ts';
import { repliesOf } from '../../../domain/policy/policy.ts';
import type { Reply } from '../../../domain/policy/rule.ts';
import {
  asksHomeTeaching,
  carerNamed,
  exceptionIn,
  particularsWanting,
  readHelp,
  tellsTalk,
  tellsTalkWith,
} from '../../../domain/support/sentences.ts';
import { fileOf } from '../../../prisma/stores/answer-store.ts';
import { supportWords } from '../../../templates/support-words.ts';
import { phrase } from '../../phrase.ts';
import { type Outcome, record, type Turn } from '../../turn.ts';
import { settleAs } from '../duties/settle.ts';
import { keepCarersPhone } from './carers-phone.ts';

/** "除了张伟都结对了": of a question about a whole class or school; null when nothing of the kind was asked. */
export const exceptThose = async (turn: Turn): Promise<Outcome | null> => {
  const lack = exceptionIn(turn.text);
  return lack
    ? settleAs(
        turn,
        waitingFor(turn, (reply) => reply.lack === lack),
        'except',
        turn.text,
      )
    : null;
};

/**
 * A sentence about a talk after a return: that it took place is recorded, not a word of it (P5.5-PSY-RETURN). Nor is any
 * kept of what a counsellor tells of a child with whom no talk is due. Null for anything else.
 */
export const talkedWith = async (turn: Turn, rosters: Rosters): Promise<Outcome | null> => {
  const due = waitingFor(turn, ({ keeps }) => keeps?.length === 0);
  const named = aboutNamed(turn.text, due, turn.directory, rosters).filter(({ about }) => {
    const name = turn.directory.students.get(about.student ?? '')?.name ?? '\0';
    return tellsTalkWith(turn.text, name, placeOfName(turn.text, name, rosters));
  });
  const isOwnWork = turn.speaker.role === 'counsellor' && tellsTalk(turn.text);
  const settled = await settleAs(
    turn,
    named.length > 0 || !isOwnWork ? named : unnamed(turn, due),
    'done',
    '',
  );
  if (settled || !isOwnWork) return settled;
  const kept = phrase(turn, 'talk_label');
  return { act: 'query', reply: phrase(turn, 'talk_none'), question: null, kept };
};

/** All that wait, where the sentence names nobody. */
const unnamed = <T>({ text, directory }: Turn, due: readonly T[]): readonly T[] =>
  directory.parts.students.some(({ name }) => text.includes(name)) ? [] : due;

const waitingFor = (turn: Turn, offers: (reply: Reply) => boolean): Turn['duties'] =>
  turn.duties.filter((duty) => isLive(duty) && repliesOf(turn.policy, duty).some(offers));

/** "张伟由奶奶照看", "徐老师结对张伟", "张伟没领到营养餐": help that a pupil has or lacks; null for anything else. */
export const helpTold = async (turn: Turn, rosters: Rosters): Promise<Outcome | null> => {
  const student = onePupil(turn.text, rosters);
  if (!student) return null;
  if (asksHomeTeaching(turn.text))
    return { act: 'query', reply: phrase(turn, 'home_teaching_how', { name: student.name }), question: null };
  const body = readHelp(turn.text, student, turn.policy.benefits, dayOf(turn.now));
  if (!body) return null;
  const file = await fileOf(turn.tx, student.id);
  const about = aboutPupil(student, turn.directory, file, dayOf(turn.now));
  if (!maySpeakOf(turn.speaker.viewer, 'whereabouts', about)) return null;
  const line = phrase(turn, 'help_line', { name: student.name, what: supportWords(body) });
  const isTalk = body.kind === 'one_to_one';
  const carer = body.kind === 'carer' ? carerNamed(turn.text.replaceAll(student.name, '')) : null;
  // A telephone is written into no fact or message: it is kept sealed beside the child (P5.1-LEFTBEHIND, decision 008).
  const kept = carer?.phone ? withoutNumbers(turn.text) : null;
  const told = isTalk ? { ...turn, text: line } : { ...turn, text: kept ?? turn.text };
  await record(told, student.school, student.class ? [student.class] : [], () => [
    { about: { student: student.id }, body },
  ]);
  if (carer) await keepCarersPhone(turn, student.id, carer);
  return {
    act: 'command',
    reply: turn.words.say('replies/settled', {
      values: { label: phrase(turn, 'help_label') },
      lines: [line],
      next: [
        ...(kept ? [phrase(turn, 'carer_phone_kept')] : []),
        ...(body.kind === 'schooling' && body.way === 'home_teaching'
          ? [phrase(turn, 'home_teaching_next', { name: student.name, lacks: particularsWanting(turn.text) })]
          : []),
        ...(isTalk && asksOfAllWeary(turn, student) ? [phrase(turn, 'weary_others')] : []),
        ...(body.kind === 'carer' && body.carer !== null && !isWrittenTo(turn, student, body.carer)
          ? [phrase(turn, 'carer_not_written_to')]
          : []),
      ],
      now: turn.now,
    }),
    question: null,
    // Of a talk the date is kept, not what was said (law.md: least data).
    ...(isTalk ? { kept: line } : {}),
  };
};

/** Whether a carer of whom somebody tells is among those whom the school writes to. */
const isWrittenTo = ({ directory }: Turn, { guardians, carers = [] }: Student, carer: string): boolean =>
  carers.length > 0 || guardians.some((person) => carer.includes(directory.nameOf(person)));

/** Whether the speaker is asked about all weary pupils of the class, of whom this is one (P5.4-WEARY). */
const asksOfAllWeary = ({ duties, policy }: Turn, student: Student): boolean =>
  duties.some(
    (duty) =>
      isLive(duty) &&
      duty.about.class === student.class &&
      policy.named.get(duty.name)?.duty.pupils?.includes('weary') === true,
  );
