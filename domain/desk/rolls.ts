import { type ClassDay, emptyClassDay, withRoll } from '../attendance/class-day.ts';
import { minutesAfter, rollStart } from '../calendar/clocks.ts';
import { type Day, dayOf, type Instant } from '../calendar/time.ts';
import { ATTENDED, isOnLeave } from '../cases/counting.ts';
import { attended } from '../cases/daily.ts';
import {
  type CaseFile,
  type ClosedDay,
  isActive,
  isExpected,
  isListed,
  isObserved,
  isOrdinary,
} from '../cases/file.ts';
import { type Change, Progress } from '../cases/progress.ts';
import { withdraw } from '../cases/taking-back.ts';
import type { Fact } from '../facts/fact.ts';
import { sayList } from '../notices/said.ts';
import type { Desk } from './desk.ts';
import { isAbsentToday } from './standings.ts';

type Roll = Extract<Fact['body'], { kind: 'roll' }>;

/** A class's roll: its numbers, and the start of its clocks. */
export const hearRoll = (desk: Desk, fact: Fact, body: Roll): void => {
  desk.putClassDay(timedRoll(desk, withRoll(desk.classDay(body.class, body.day), fact, body), fact));
  desk.react({ name: 'rolled', about: { class: body.class }, at: fact.at, period: body.day });
};

const timedRoll = ({ setting }: Desk, classDay: ClassDay, fact: Fact): ClassDay => {
  if (classDay.t0 !== fact.at || dayOf(fact.at) !== classDay.day) return classDay;
  const { firstLesson, settings } = setting;
  return { ...classDay, t0: rollStart(classDay.day, firstLesson, settings['roll.grace_min'], fact.at) };
};

/**
 * What follows from a message's rolls as a whole, once all its facts are heard: those not named were there; the list goes
 * to the office (P3.1-REPORT-2H), with those on leave marked as such (AMB-45).
 */
export const followRolls = (desk: Desk, facts: readonly Fact[]): void => {
  const rolls = facts.flatMap(({ body, at, key }) => (body.kind === 'roll' ? [{ body, at, key }] : []));
  for (const { body, at, key } of rolls)
    if (body.whole) presume(desk, body, at, key);
    else listDue(desk, body.class, body.day);
  const missing = facts.flatMap(({ body }) =>
    body.kind === 'standing' && !ATTENDED.has(body.standing) ? [body.student] : [],
  );
  const listed = missing.filter((student) => isAbsentToday(desk, student));
  if (listed.length > 0) sendLists(desk, listed, facts[0]?.key ?? '');
  for (const { body, at } of rolls) if (body.whole) listSent(desk, body.class, body.day, at);
};

const presume = (desk: Desk, body: Roll, when: Instant, key: string): void => {
  for (const { id } of desk.world.directory.studentsOf(body.class)) {
    const file = desk.known(id);
    // That everybody is there says nothing of a child whom the class does not count, be it on 休学 or taught elsewhere.
    if (!file || file.reopened || !isExpected(file) || body.named.includes(id)) continue;
    const mark = file.marks[body.day];
    // Leave is ended by nobody's "全到": whoever has come all the same is named.
    if (isOnLeave(file, body.day) && (!mark || !ATTENDED.has(mark.standing))) continue;
    const progress = new Progress(file);
    const isSeen = file.stage === 'RETURNED' && file.away === null && !mark;
    // The days of a child who is observed are counted one by one (T19).
    const counts = isObserved(file) && !mark;
    if (counts) progress.mark(body.day, { standing: 'present', source: key });
    const matters = !isSeen && (isActive(file) || isListed(file) || mark);
    const isBack = matters || desk.book.awaits(id, 'back');
    if (!counts && !isBack) continue;
    if (mark && !ATTENDED.has(mark.standing))
      progress.mark(body.day, { standing: 'present', was: mark, source: `roll:${when}` });
    if (isBack) attended(progress, when, body.day, desk.setting, key);
    desk.take(progress);
  }
};

const sendLists = (desk: Desk, students: readonly string[], source: string): void => {
  const { directory, now } = desk.world;
  const day = dayOf(now);
  const classes = [...new Set(students.map((id) => directory.students.get(id)?.class ?? ''))];
  const { speaker } = desk;
  const by = Math.min(...classes.map((id) => listDueBy(desk, id, day)));
  desk.book.say(...sayList({ students, source, by, speaker }, (id) => desk.file(id), desk.world));
  for (const classId of classes) {
    // A child in no class of this school's stands in no class's list.
    if (!classId) continue;
    listDue(desk, classId, day);
    const classDay = desk.classDay(classId, day);
    if (classDay.rolledAt === null || classDay.whole) listSent(desk, classId, day, now);
  }
};

const listDueBy = (desk: Desk, classId: string, day: Day): Instant =>
  minutesAfter(listedFrom(desk, classId, day), desk.setting.settings['report_office.limit_min']);

/** From when the two hours of a class's list run. */
const listedFrom = (desk: Desk, classId: string, day: Day): Instant =>
  desk.classDay(classId, day).t0 ?? desk.world.now;

const listDue = (desk: Desk, classId: string, day: Day): void => {
  const from = listedFrom(desk, classId, day);
  desk.react({ name: 'list_due', about: { class: classId }, at: from, period: day });
};

const listSent = (desk: Desk, classId: string, day: Day, when: Instant): void => {
  const classDay = desk.classDay(classId, day);
  if (!classDay.listSentAt) desk.putClassDay({ ...classDay, listSentAt: when });
  desk.react({ name: 'list_sent', about: { class: classId }, at: when, period: day });
};

/** A roll is taken back: what it told of the pupils goes, and its duties stand open again. */
export const withdrawRoll = (
  desk: Desk,
  body: Extract<Fact['body'], { kind: 'withdrawal' }>,
  when: Instant,
): void => {
  const pupils = new Set(desk.world.directory.studentsOf(body.class).map(({ id }) => id));
  for (const file of [...desk.files()])
    if (pupils.has(file.student) || file.placedClass === body.class)
      desk.take(withdraw(file, body.message, when, desk.setting));
  const classDay = desk.classDay(body.class, body.day);
  if (classDay.source !== body.message) return;
  desk.putClassDay({ ...emptyClassDay(body.class, body.day), markedAt: classDay.markedAt });
  desk.book.reopen(['P3.1-ROLL', 'P3.1-REPORT-2H'], body.class, body.day);
};

/** The school does not teach on `day` after all: its clocks of that day stop. */
export const closeDay = (desk: Desk, day: Day, when: Instant): void => {
  const { directory, place } = desk.world;
  for (const { id } of directory.classesOf(place.id))
    desk.react({ name: 'school_closed', about: { class: id }, at: when, period: day });
  for (const file of desk.files())
    if (file.marks[day] || file.away === day) desk.take(withoutDay(file, day, when));
};

/** A day without school leaves no mark; an absence from before goes on, its clocks of that day do not. */
const withoutDay = (file: CaseFile, day: Day, when: Instant): Change => {
  const progress = new Progress(file);
  const { [day]: mark = null, ...marks } = file.marks;
  progress.set({ marks, closed: { day, mark, away: file.away, stage: file.stage } });
  if (file.away === day) {
    progress.set({ away: null });
    if (isOrdinary(file)) progress.move('ENROLLED', when);
  }
  progress.signal('school_closed', when, day);
  return progress;
};

/** The school teaches on `day` all the same: what had been told of it stands again, and so does what it asks of the classes. */
export const openDay = (desk: Desk, day: Day, when: Instant): void => {
  desk.book.reopenDay(day);
  for (const file of desk.files()) if (file.closed?.day === day) desk.take(withDay(file, file.closed, when));
};

const withDay = (file: CaseFile, { day, mark, away, stage }: ClosedDay, when: Instant): Change => {
  const progress = new Progress(file);
  progress.set({ closed: undefined });
  // Whatever was told since counts before what stood.
  if (mark && !file.marks[day]) progress.set({ marks: { ...file.marks, [day]: mark } });
  if (away === day && file.away === null) {
    progress.set({ away });
    if (file.stage === 'ENROLLED') progress.move(stage, when);
  }
  return progress;
};
