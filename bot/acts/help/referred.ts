import { HOUR } from '../../../domain/calendar/time.ts';
import { type Duty, isLive } from '../../../domain/duties/duty.ts';
import { nameSubject } from '../../../domain/notices/item.ts';
import { aboutPupil } from '../../../domain/people/about.ts';
import { maySee } from '../../../domain/people/access.ts';
import { titleOf } from '../../../domain/policy/policy.ts';
import { keepLook } from '../../../prisma/stores/answer-store.ts';
import { dutiesAskedBy } from '../../../prisma/stores/help-store.ts';
import { endOfDay } from '../../outcomes.ts';
import { phrase } from '../../phrase.ts';
import { type Outcome, type Turn, worldFor } from '../../turn.ts';
import { settleAs } from '../duties/settle.ts';
import { receiverOf } from './refer.ts';

const NUMBER = '(?:转办)?(\\d{4}-\\d{4})号?';
const DONE = new RegExp(
  `^(?:${NUMBER})?[，,：:\\s]*已?(?:办结|办好|办完|办妥|处理完|落实)了?[，,。：:\\s]*([\\s\\S]*)$`,
  'u',
);
const NOT_OURS = new RegExp(
  `^(?:${NUMBER})?[，,：:\\s]*(?:这(?:件?事|个)?)?(?:不归我们|不归我局|不属于我们|不是我们)(?:局|单位)?(?:管|办|的职责|的事)?[，,。：:\\s]*(?:因为|由于)?([\\s\\S]*)$`,
  'u',
);
const WHOSE = new RegExp(
  `^${NUMBER}(?:是谁|是哪个(?:孩子|学生)|叫什么(?:名字)?|的?姓名)[？?，,。：:\\s]*([\\s\\S]*)$`,
  'u',
);
const STANDING =
  /谁还?没有?(?:回|答|答复|回复)我|我转(?:出去|办)?的.{0,6}(?:怎么样|到哪|进展|办了|回了|呢)|转办.{0,4}(?:怎么样|进展|情况|到哪)/u;

/** How long a referral that was answered still shows to whoever asked. */
const SHOWN_FOR = 30 * 24 * HOUR;

/** What is said about a referral without its numbered replies: an answer, whose it is, how it stands; null otherwise. */
export const aboutReferral = async (turn: Turn): Promise<Outcome | null> => {
  if (STANDING.test(turn.text)) return standing(turn);
  const whose = WHOSE.exec(turn.text);
  if (whose) return askWhose(turn, whose[1] ?? '', whose[2] ?? '');
  const done = DONE.exec(turn.text);
  if (done) return settleAs(turn, askedOf(turn, done[1]), 'done', done[2]?.trim() ?? '');
  const declined = NOT_OURS.exec(turn.text);
  if (declined) return settleAs(turn, askedOf(turn, declined[1]), 'cannot', declined[2]?.trim() ?? '');
  return null;
};

/** What was asked of the speaker; of one number only, if it is said. */
const askedOf = ({ duties }: Turn, number: string | undefined): Duty[] =>
  duties.filter(({ asked }) => asked !== null && (number === undefined || asked.number === number));

const askWhose = async (turn: Turn, number: string, purpose: string): Promise<Outcome | null> => {
  const [duty] = askedOf(turn, number);
  if (!duty) return null;
  if (purpose.trim().length >= SHORTEST_PURPOSE) return tellWhose(turn, duty, purpose.trim());
  return {
    act: 'query',
    reply: turn.words.say('replies/purpose', { now: turn.now }),
    question: { kind: 'whose', duty: duty.id, until: endOfDay(turn) },
  };
};

const SHORTEST_PURPOSE = 2;

/** The name behind a referral, to a unit that needs it to act; the look is kept with its purpose (policy.md §5.1, §5.2.4). */
export const tellWhose = async (turn: Turn, duty: Duty, purpose: string): Promise<Outcome> => {
  const { speaker, directory, now } = turn;
  const student = directory.students.get(duty.about.student ?? '');
  if (!student) return { act: 'query', reply: phrase(turn, 'whose_school'), question: null };
  const school = directory.schools.get(student.school)?.name ?? '';
  const viewer = { ...speaker.viewer, referrals: [student.id] };
  // Where the guardian must agree, nothing was sent before that.
  const opening = { purpose, guardianConsents: true };
  if (!maySee(viewer, 'name', aboutPupil(student, directory), opening))
    return { act: 'query', reply: phrase(turn, 'whose_closed', { school }), question: null };
  await keepLook(turn.tx, { viewer: speaker.person, role: speaker.role, student: student.id, purpose }, now);
  const subject = nameSubject({ student: student.id }, worldFor(turn, student.school));
  const values = { number: duty.asked?.number, subject, school };
  return { act: 'query', reply: phrase(turn, 'whose_told', values), question: null };
};

/** "谁没回我": how the speaker's own referrals stand. */
const standing = async (turn: Turn): Promise<Outcome> => {
  const { speaker, now, words, policy } = turn;
  const asked = await dutiesAskedBy(turn.tx, speaker.person, now - SHOWN_FOR);
  if (asked.length === 0) return { act: 'query', reply: phrase(turn, 'asked_nothing'), question: null };
  const lines = asked.map((duty) =>
    phrase(turn, 'asked_line', {
      number: duty.asked?.number,
      subject: nameSubject(duty.about, worldFor(turn, turn.directory.streamOf(duty.about))),
      title: titleOf(policy, duty),
      who: receiverOf(turn, duty),
      state: isLive(duty) ? (duty.acceptedAt === null ? 'waiting' : 'accepted') : duty.state,
      late: now >= duty.lateAt,
      due: duty.dueAt,
      result: duty.detail,
    }),
  );
  return { act: 'query', reply: words.say('replies/asked', { lines, now }), question: null };
};
