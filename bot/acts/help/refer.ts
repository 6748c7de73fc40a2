import { dayOf } from '../../../domain/calendar/time.ts';
import { namesIn } from '../../../domain/conversation/names.ts';
import { type Rosters, rostersOfStudents } from '../../../domain/conversation/rosters.ts';
import type { Duty } from '../../../domain/duties/duty.ts';
import type { ReferralBody, Request } from '../../../domain/facts/support-fact.ts';
import { nameSubject } from '../../../domain/notices/item.ts';
import { aboutPupil } from '../../../domain/people/about.ts';
import { maySpeakOf } from '../../../domain/people/access.ts';
import type { Student } from '../../../domain/people/directory.ts';
import { unitTitles } from '../../../domain/people/roles.ts';
import { consentFor } from '../../../domain/support/disclosure.ts';
import { needNamed, unitsOf } from '../../../domain/support/needs.ts';
import { referralNumber } from '../../../domain/support/number.ts';
import {
  type Asked,
  agrees,
  detailsIn,
  readReferral,
  withoutNames,
} from '../../../domain/support/reading.ts';
import { fileOf } from '../../../prisma/stores/answer-store.ts';
import { endOfDay, refused, sayAsks } from '../../outcomes.ts';
import { phrase } from '../../phrase.ts';
import { type Outcome, record, type Turn, worldFor } from '../../turn.ts';

/** "转人社局：张伟在砖厂打工，15岁": something is asked of a unit, township or village by its name; null for anything else. */
export const refer = async (turn: Turn, rosters: Rosters): Promise<Outcome | null> => {
  const asked = readReferral(turn.text, turn.policy.referrals);
  return asked?.named ? ask(turn, asked, rosters) : null;
};

/** "张伟爸爸想在本地找工作": a need that its words alone tell; null for anything else. */
export const referUnnamed = async (turn: Turn, rosters: Rosters): Promise<Outcome | null> => {
  const asked = readReferral(turn.text, turn.policy.referrals);
  return asked ? ask(turn, asked, rosters) : null;
};

const ask = async (turn: Turn, asked: Asked, rosters: Rosters): Promise<Outcome> => {
  const { need } = asked;
  const named = namesIn(turn.text, pupilsFor(turn, rosters));
  const [first] = named;
  if (!first) return need.school ? askForSchool(turn, asked) : refused(phrase(turn, 'refer_who'));
  if (named.length > 1) return refused(phrase(turn, 'refer_one'));
  if (first.bearers.length > 1)
    return refused(phrase(turn, 'refer_which', { name: first.name, count: first.bearers.length }));
  const student = first.bearers[0] as Student;
  const file = await fileOf(turn.tx, student.id);
  const about = aboutPupil(student, turn.directory, file, dayOf(turn.now));
  if (!maySpeakOf(turn.speaker.viewer, 'whereabouts', about)) return refused(phrase(turn, 'refer_not_yours'));
  if (need.restricted && !RESTRICTED.has(turn.speaker.role)) return refused(phrase(turn, 'refer_restricted'));
  const consent = consentFor(need, asked.unit);
  if (consent && !agrees(need, turn.text)) return askConsent(turn, asked, student, consent);
  return send(turn, requestOf(turn, asked, consent), student);
};

/** The restricted section is opened by the principal and the bureau's designated person (policy.md §5.1). */
const RESTRICTED: ReadonlySet<string> = new Set(['principal', 'bureau_officer']);

/** Of whom a referral may speak: whom the speaker has anyway, and for a township or the bureau everybody in its area. */
const pupilsFor = ({ speaker, directory }: Turn, rosters: Rosters): Rosters => {
  if (speaker.classes.length + speaker.schools.length > 0) return rosters;
  if (!speaker.district && speaker.townships.length === 0) return rosters;
  const { students } = directory.parts;
  const isOwn = ({ household, school }: Student): boolean =>
    speaker.district ||
    speaker.townships.includes(household) ||
    speaker.townships.includes(directory.schools.get(school)?.township ?? '');
  return rostersOfStudents(directory, students.filter(isOwn));
};

const askForSchool = async (turn: Turn, asked: Asked): Promise<Outcome> => {
  const { speaker, directory } = turn;
  const school = speaker.schools[0] ?? directory.classes.get(speaker.classes[0] ?? '')?.school;
  if (!school) return refused(phrase(turn, 'refer_who'));
  return send(turn, requestOf(turn, asked, null), null, school);
};

const requestOf = (turn: Turn, { unit, need, rest }: Asked, consent: Request['consent']): Request => {
  const { referrals } = turn.policy;
  const names = turn.directory.parts.students.map(({ name }) => name).filter((name) => rest.includes(name));
  return {
    number: referralNumber(turn.message, turn.now),
    need: need.id,
    unit,
    words: withoutNames(rest, names, referrals),
    details: detailsIn(turn.text),
    consent,
  };
};

const askConsent = (
  turn: Turn,
  { unit, need, rest }: Asked,
  student: Student,
  kind: NonNullable<Request['consent']>,
): Outcome => {
  const options = [phrase(turn, `consent_${kind}`)];
  const none = phrase(turn, 'consent_not_yet');
  const who = unitsOf(need, unit)
    .map((each) => unitTitles[each])
    .join('、');
  const question = phrase(turn, `ask_consent_${kind}`, { who, name: student.name });
  return {
    act: 'refer',
    reply: sayAsks(turn, question, options, none),
    question: {
      kind: 'consent',
      student: student.id,
      unit,
      need: need.id,
      text: rest,
      options,
      none,
      until: endOfDay(turn),
    },
  };
};

/** The answer to "does the family agree?": only a yes sends it. */
export const consented = async (
  turn: Turn,
  {
    student: id,
    unit,
    need: needId,
    text,
  }: { student: string; unit: Asked['unit']; need: string; text: string },
  agreed: boolean,
): Promise<Outcome> => {
  const student = turn.directory.students.get(id);
  if (!agreed || !student) return refused(phrase(turn, 'refer_not_sent'));
  const need = needNamed(turn.policy.referrals, needId);
  const asked: Asked = { unit, need, rest: text, named: true };
  return send(turn, requestOf({ ...turn, text }, asked, consentFor(need, unit)), student);
};

const send = async (
  turn: Turn,
  request: Request,
  student: Student | null,
  school = student?.school ?? '',
): Promise<Outcome> => {
  const body: ReferralBody = student
    ? { kind: 'referral', student: student.id, ...request }
    : { kind: 'school_referral', school, ...request };
  const about = student ? { student: student.id } : { school };
  const recorded = await record(turn, school, student?.class ? [student.class] : [], () => [{ about, body }]);
  const opened = recorded.decision.duties.filter(({ asked }) => asked?.number === request.number);
  const need = needNamed(turn.policy.referrals, request.need);
  return {
    act: 'refer',
    reply: turn.words.say('replies/referred', {
      values: {
        number: request.number,
        subject: nameSubject(about, worldFor(turn, school)),
        need: need.label,
        nameless: opened.some((duty) => duty.about.unit !== undefined),
      },
      lines: opened.map((duty) =>
        phrase(turn, 'referred_to', { who: receiverOf(turn, duty), due: duty.dueAt }),
      ),
      now: turn.now,
    }),
    question: null,
  };
};

/** Who answers a referral: the unit, or the person in a township, village or bureau. */
export const receiverOf = (turn: Turn, { about, actor }: Duty): string => {
  if (about.unit) return unitTitles[about.unit];
  return actor ? turn.directory.nameOf(actor) : phrase(turn, 'nobody');
};
