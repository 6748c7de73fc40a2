import { weekPeriod } from '../calendar/occasions.ts';
import { addDays, dayOf } from '../calendar/time.ts';
import { applyFact } from '../cases/apply.ts';
import type { VisitTold } from '../cases/file.ts';
import { listPlaceSubject } from '../comparison/changes.ts';
import type { ListName } from '../comparison/lists.ts';
import { type Duty, isLive } from '../duties/duty.ts';
import { followUpsOf } from '../duties/follow-ups.ts';
import { subjectsOf } from '../duties/subjects.ts';
import type { Fact } from '../facts/fact.ts';
import { type FamilyFactBody, isFamilyFact } from '../facts/family-fact.ts';
import { isSupportFact, type SupportFactBody } from '../facts/support-fact.ts';
import { sayEnrolmentChange } from '../notices/enrolment-said.ts';
import { saySearchTakenOn } from '../notices/found-said.ts';
import { sayRelay } from '../notices/said.ts';
import { sayHeard, sayWhereabouts } from '../notices/year-said.ts';
import { paperEntry } from '../papers/kinds.ts';
import { paperSignal } from '../papers/trail.ts';
import { ALLEGATION, withAllegation, withAnswer } from '../parents/answer-apply.ts';
import {
  sayAllegation,
  sayAllegationAnswer,
  sayGuardianAnswer,
  sayGuardianWords,
  sayLeaveAnswer,
} from '../parents/answer-said.ts';
import { applyFamily } from '../parents/apply.ts';
import { sayMistaken } from '../parents/mistaken.ts';
import { afterRelease } from '../parents/release.ts';
import type { Signal, SignalName, Subject } from '../signals.ts';
import { applyAnswer, applySupport, asksOf } from '../support/apply.ts';
import { sayAnswered } from '../support/said.ts';
import type { Desk } from './desk.ts';
import { closeDay, hearRoll, openDay, withdrawRoll } from './rolls.ts';
import { seenByRoll } from './standings.ts';

type Body<Kind extends Fact['body']['kind']> = Extract<Fact['body'], { kind: Kind }>;

/** What one fact does to a school: to files and class days, to duties, and to whoever is to hear of it. */
export const hear = (desk: Desk, fact: Fact): void => {
  desk.keep(fact);
  const { body, about, at, key } = fact;
  switch (body.kind) {
    case 'roll':
      hearRoll(desk, fact, body);
      break;
    case 'marked':
      desk.putClassDay({ ...desk.classDay(body.class, body.day), markedAt: at });
      desk.react({ name: 'marked', about: { class: body.class }, at, period: body.day });
      break;
    case 'withdrawal':
      withdrawRoll(desk, body, at);
      break;
    case 'visit_withdrawn':
      hearVisitWithdrawn(desk, fact, body);
      break;
    case 'closure':
      closeDay(desk, body.day, at);
      break;
    case 'closure_withdrawn':
      openDay(desk, body.day, at);
      break;
    case 'task_set':
      hearTask(desk, fact, body);
      break;
    case 'incident':
      desk.react({ name: 'incident', about, at, period: key, task: body.text });
      break;
    case 'attendance_differs':
      desk.react({
        ...{ name: 'attendance_differs', about: { school: body.school }, at, period: key },
        task: body.text,
      });
      break;
    case 'list_differs': {
      const district = desk.world.directory.parts.district.id;
      desk.react({ name: 'list_differs', about: { district }, at, period: key, task: body.text });
      break;
    }
    case 'meeting_called':
      hearMeeting(desk, fact, body);
      break;
    case 'family_unheard':
      desk.react({ ...ofFamily(fact, body), task: body.text });
      break;
    case 'family_heard':
      desk.react(ofFamily(fact, body));
      break;
    case 'contacts_stale':
      desk.react({
        ...{ name: 'contacts_stale', about: { school: body.school }, at, period: body.week },
        task: body.text,
      });
      break;
    case 'publicity':
      desk.react({ name: 'publicised', about, at, period: key });
      break;
    case 'paper':
      if ('subject' in body) hearPaper(desk, fact, body);
      else hearOfPupil(desk, fact);
      break;
    case 'relay':
      desk.book.say(...sayRelay(body, desk.file(body.student), fact, desk.world));
      break;
    case 'children_listed':
      desk.react({ name: LISTED[body.list], ...ofList(desk, body), at });
      break;
    case 'child_answered':
      if (body.left === 0) desk.react({ name: 'list_answered', ...ofList(desk, body), at });
      break;
    case 'list_explained':
      desk.react({ name: 'list_answered', ...ofList(desk, body), at });
      break;
    case 'survey_taken':
      if (body.whole) desk.react({ name: 'survey_whole', about, at, period: body.year });
      break;
    case 'survey_differs':
      desk.react({ name: 'survey_differs', about, at, period: body.year });
      break;
    case 'duty_report':
      hearReport(desk, fact, body);
      break;
    case 'post_filled':
      desk.react({ name: 'filled', about: { school: body.school }, at, period: body.post });
      break;
    default:
      if (isSupportFact(body)) hearSupport(desk, fact, body);
      else if (isFamilyFact(body)) hearFamily(desk, fact, body);
      else hearOfPupil(desk, fact);
  }
};

const hearTask = (desk: Desk, { at, key }: Fact, body: Body<'task_set'>): void => {
  const name = body.task === 'decision' ? 'decided' : 'rectify_asked';
  const due = body.due === null ? {} : { due: body.due };
  for (const about of ownersOf(body)) desk.react({ name, about, at, period: key, task: body.text, ...due });
};

/** Every unit that somebody speaks for is asked to come, until the day before; its minutes come after it (P6.R-JOINT). */
const hearMeeting = (desk: Desk, { at, key, about }: Fact, { on, text }: Body<'meeting_called'>): void => {
  const { calendar, now, policy } = desk.world;
  const called = { name: 'meeting_called', at, period: key, task: text } as const;
  const due = [dayOf(now), addDays(on, -1)].toSorted().at(-1) ?? on;
  for (const unit of subjectsOf({ subject: 'unit' }, true, desk.world))
    desk.react({ ...called, about: unit, due });
  desk.react({ ...called, about, due: calendar.addWorkdays(on, policy.settings['unit.answer_wd']) });
};

/** Who must do what was set: a township, a member unit, or both. */
const ownersOf = ({ township, unit }: Body<'task_set'>): Subject[] => [
  ...(township === null ? [] : [{ township }]),
  ...(unit === null ? [] : [{ unit }]),
];

/** What is done to a school's report of a week or a term settles the duties of that; a pupil's paper is told to the case. */
const hearPaper = (
  desk: Desk,
  { about, at }: Fact,
  body: Extract<Body<'paper'>, { subject: string }>,
): void => {
  const name = paperSignal(body);
  const { period: written } = body;
  if (!name || !about.school || !written) return;
  const isOfTerm = paperEntry(body.paper).per === 'term';
  const term = desk.world.calendar.terms.find(({ first }) => first === written);
  const period = isOfTerm ? term?.name : weekPeriod(written);
  if (period) desk.react({ name, about, at, period });
};

const ofFamily = ({ at, key }: Fact, { kind, student }: Body<'family_unheard' | 'family_heard'>): Signal => {
  return { name: kind, about: { student }, at, period: key };
};

const LISTED: Readonly<Record<ListName, SignalName>> = {
  A: 'without_record_listed',
  B: 'deferred_listed',
  C: 'mismatch_listed',
  D: 'monitored_listed',
  unresolved: 'unresolved_listed',
};

const ofList = (
  { world }: Desk,
  body: { township: string | null; period: string },
): Pick<Signal, 'about' | 'period'> => ({
  about: listPlaceSubject(body, world.place.id),
  period: body.period,
});

/** What is answered to a referral, to a guardian, or of a text that waits: onto the child's file, and back to whoever asked. */
const hearReport = (desk: Desk, fact: Fact, report: Body<'duty_report'>): void => {
  const duty = desk.book.report(fact, report);
  if (!duty) return;
  const { student } = duty.about;
  desk.book.say(...saySearchTakenOn(duty, report, fact, desk.world));
  if (student && !isLive(duty)) {
    const file = desk.file(student);
    desk.book.say(...sayGuardianAnswer(duty, report, file, fact, desk.world));
    desk.put(afterRelease(withAnswer(file, duty.period, fact.at), duty));
  }
  if (!duty.asked) return;
  if (student) desk.put(applyAnswer(desk.file(student), duty, report, fact));
  desk.book.say(...sayAnswered(duty, report, student ? desk.file(student) : null, desk.world));
};

const hearSupport = (desk: Desk, fact: Fact, body: SupportFactBody): void => {
  if ('student' in body) desk.take(applySupport(desk.file(body.student), fact, body));
  else for (const signal of asksOf(fact, body)) desk.react(signal);
};

const hearFamily = (desk: Desk, fact: Fact, body: FamilyFactBody): void => {
  desk.take(applyFamily(desk.file(body.student), fact, body));
  if (body.kind === 'alarm_mistaken')
    desk.book.say(...sayMistaken(body, desk.file(body.student), fact, desk.world));
  if (body.kind === 'circumstance' && body.circumstance === 'alleged') hearAllegation(desk, fact, body);
};

/** What a guardian says of the school itself goes past the class teacher, and the principal's answer comes back. */
const hearAllegation = (
  desk: Desk,
  fact: Fact,
  { student, holds }: Extract<FamilyFactBody, { kind: 'circumstance' }>,
): void => {
  const file = desk.file(student);
  if (holds) desk.book.say(...sayAllegation(student, fact, desk.world));
  else desk.book.say(...sayAllegationAnswer(file, fact, desk.world));
  desk.put(holds ? withAllegation(file, fact) : withAnswer(file, ALLEGATION, fact.at));
};

/** Proved by how many there are, whichever of them was the last. */
const COUNTED: ReadonlySet<string> = new Set<SignalName>(['persuaded_enough', 'sessions_enough']);

/** The duties that a visit had proved stand open again, unless another visit proves them as well. */
const hearVisitWithdrawn = (desk: Desk, fact: Fact, { student, visit }: Body<'visit_withdrawn'>): void => {
  const taken = desk.file(student).visits.find(({ told }) => told?.key === visit)?.told;
  if (!taken) return;
  desk.take(applyFact(desk.file(student), fact, desk.setting));
  const file = desk.file(student);
  const { settings } = desk.world.policy;
  const isEnough: Readonly<Record<string, boolean>> = {
    persuaded_enough: file.persuasions >= settings['persuasion.required'],
    sessions_enough: file.sessions >= settings['edu3.count'],
  };
  const isProvenBy = (duty: Duty, { at, alongAt = at, proves }: VisitTold): boolean =>
    alongAt >= duty.openedAt && proves.some((name) => name === duty.proof);
  desk.book.takeBack(student, visit, (duty) => {
    const { proof, doneAt, openedAt, state } = duty;
    if (proof === null || (state !== 'done' && state !== 'done_late')) return false;
    if (COUNTED.has(proof)) return taken.persuasion || taken.session ? !isEnough[proof] : false;
    return (
      proves(taken, proof) &&
      [taken.at, taken.alongAt ?? taken.at].some((told) => doneAt === Math.max(told, openedAt)) &&
      !file.visits.some(({ told }) => told !== undefined && isProvenBy(duty, told))
    );
  });
};

const proves = (told: VisitTold, proof: string): boolean => told.proves.some((name) => name === proof);

/** Which may tell, once it is over, of a day without leave. */
const TELLS_OF_A_DAY: ReadonlySet<string> = new Set<Fact['body']['kind']>(['standing', 'registration']);

/** What a guardian says goes to the class teacher, what a guardian asked for comes back. */
const hearOfPupil = (desk: Desk, fact: Fact): void => {
  const { body } = fact;
  const { book, world } = desk;
  const before = 'student' in body ? desk.known(body.student) : undefined;
  if (body.kind === 'whereabouts') book.say(...sayWhereabouts(body, desk.file(body.student), fact, world));
  if (body.kind === 'attendance_heard') book.say(...sayHeard(body, desk.file(body.student), fact, world));
  if ('student' in body) {
    const followUps = followUpsOf(body.student, book.about(body.student), world.policy);
    const file =
      body.kind === 'reopening' ? seenByRoll(desk, body.student, dayOf(fact.at)) : desk.file(body.student);
    const setting = { ...desk.setting, whole: desk.wholeRolls(body.student) };
    desk.take(applyFact(file, fact, setting, followUps));
    if (TELLS_OF_A_DAY.has(body.kind) && 'day' in body && body.day < dayOf(fact.at))
      desk.heardLate(body.student);
  }
  if (body.kind === 'enrolment_change' && desk.file(body.student).enrolment !== before?.enrolment)
    book.say(...sayEnrolmentChange(body, fact, world));
  if (body.kind === 'guardian_words' && body.found) book.tellSearchers(body.student, fact);
  if (body.kind === 'guardian_words')
    book.say(...sayGuardianWords(body, fact, desk.file(body.student), book.about(body.student), world));
  if (body.kind === 'leave_answer') book.say(...sayLeaveAnswer(body, desk.file(body.student), fact, world));
};
