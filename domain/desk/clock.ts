import { checkpointsOn } from '../attendance/checkpoints.ts';
import { gapToTell } from '../calendar/gaps.ts';
import { periodOn } from '../calendar/occasions.ts';
import { addDays, at, type Day, dayOf, type Instant } from '../calendar/time.ts';
import { carryOver } from '../cases/daily.ts';
import { type CaseFile, dispatchOf, inChargeOf, isOpenCase } from '../cases/file.ts';
import { isLive } from '../duties/duty.ts';
import { occasionOf } from '../duties/plan.ts';
import { sayCalendarGap } from '../notices/year-said.ts';
import type { SignalName } from '../signals.ts';
import type { Desk } from './desk.ts';

/** Takes today's checkpoints that have come since; true when the morning's look was among them. */
export const passCheckpoints = (desk: Desk, since: Instant): boolean => {
  let morning = false;
  const { now, calendar, place, policy } = desk.world;
  const today = dayOf(now);
  // What the clock did not see of earlier days cannot be asked of anybody any more; the counts catch up later.
  for (const point of checkpointsOn(today, place.firstLesson, calendar, policy.settings)) {
    if (point.at <= since || point.at > now) continue;
    if (point.does === 'open_day') openDay(desk, today, point.at);
    if (point.does === 'roll_missing' && calendar.isSchoolDay(today)) missRolls(desk, today);
    morning ||= point.does === 'roll_missing';
  }
  openOccasions(desk, since);
  return morning;
};

const openDay = (desk: Desk, day: Day, when: Instant): void => {
  const { directory, place } = desk.world;
  for (const { id } of directory.classesOf(place.id)) {
    if (directory.studentsOf(id).length === 0) continue;
    const about = { class: id };
    desk.react({ name: 'school_day', about, at: when, period: day });
    const { rolledAt, markedAt } = desk.classDay(id, day);
    if (rolledAt !== null) desk.react({ name: 'rolled', about, at: rolledAt, period: day });
    if (markedAt !== null) desk.react({ name: 'marked', about, at: markedAt, period: day });
  }
};

/** Nobody told the roll in time: t0 becomes the first lesson so that the clocks run all the same. */
const missRolls = (desk: Desk, day: Day): void => {
  const { directory, place, now } = desk.world;
  for (const { id } of directory.classesOf(place.id)) {
    const classDay = desk.classDay(id, day);
    if (classDay.rolledAt !== null || directory.studentsOf(id).length === 0) continue;
    const t0 = at(day, place.firstLesson);
    desk.putClassDay({ ...classDay, t0 });
    desk.react({ name: 'roll_missing', about: { class: id }, at: now, period: day });
    desk.react({ name: 'list_due', about: { class: id }, at: t0, period: day });
    for (const student of directory.studentsOf(id)) {
      const file = desk.known(student.id);
      if (file) desk.take(carryOver(file, t0, day));
    }
  }
};

/** What the year itself begins, looked at each morning; of days that nobody looked at, now: a meeting in March is not lost. */
const openOccasions = (desk: Desk, since: Instant): void => {
  const { now, calendar, place, policy } = desk.world;
  for (let day = dayOf(since); day <= dayOf(now); day = addDays(day, 1)) {
    const morning = checkpointsOn(day, place.firstLesson, calendar, policy.settings).find(
      ({ does }) => does === 'roll_missing',
    );
    if (!morning || morning.at <= since || morning.at > now) continue;
    desk.book.openOccasions(day, morning.at);
    findNewHolders(desk, day, morning.at);
    tellCalendarGap(desk, day);
  }
};

/** The letter that every teacher signs at the beginning of a school year. */
const LETTERS_TO_ALL = 'P1.2-LETTER-EDU2/teachers';

/**
 * P1.2-LETTER-EDU2: whoever takes over a class or subject during the year signs too; but not by itself while all sign,
 * nor before they do so anyway within the time that there would be for it.
 */
const findNewHolders = (desk: Desk, day: Day, when: Instant): void => {
  const { directory, place } = desk.world;
  const holders = directory.newHolders(place.id, day);
  if (holders.length === 0 || signsWithAll(desk, day)) return;
  for (const { person } of holders)
    desk.react({
      name: 'new_holder',
      about: { school: place.id },
      at: when,
      period: `${person}-${day}`,
      task: directory.nameOf(person),
    });
};

const signsWithAll = ({ book, world: { calendar, policy } }: Desk, day: Day): boolean => {
  if (book.isUnderWay(LETTERS_TO_ALL)) return true;
  const within = policy.settings['letters.new_holder_sd'];
  const until = calendar.addSchoolDays(day, within) ?? addDays(day, within);
  const on = policy.occasions.find(({ bound }) => bound.name === LETTERS_TO_ALL)?.on;
  if (!on) return false;
  const begins = occasionOf(on, policy.settings);
  for (let next = day; next <= until; next = addDays(next, 1))
    if (periodOn(begins, next, calendar) !== null) return true;
  return false;
};

/** The county's calendar is looked at once, where the district's own matters are; a school's own terms in the school. */
const tellCalendarGap = ({ book, world }: Desk, day: Day): void => {
  const { calendar, directory, place, policy } = world;
  if (place.id !== directory.parts.district.id && !calendar.hasOwnTerms) return;
  const gap = gapToTell(day, calendar, policy.settings['calendar.warn_days']);
  if (gap) book.say(...sayCalendarGap(gap, day, world));
};

/**
 * P3.1-EACH-CASE: no open case without an owner and a next date. Looked at in the morning, so that there is a day to
 * act in; asked again after `contact.max_gap_days` when nothing came of it.
 */
export const findStale = (desk: Desk): void => {
  const { now, policy } = desk.world;
  const asked = addDays(dayOf(now), 1 - policy.settings['contact.max_gap_days']);
  for (const file of desk.files()) {
    const wanted = wantedOf(file);
    if (wanted.length === 0) continue;
    const live = desk.book.about(file.student).filter(isLive);
    if (live.some((duty) => duty.nextAt !== null)) continue;
    if (live.some((duty) => duty.rule === 'P3.1-EACH-CASE' && dayOf(duty.openedAt) >= asked)) continue;
    for (const name of wanted) desk.react({ name, about: inChargeOf(file), at: now, period: dayOf(now) });
  }
};

/** What is wanted of whom while nothing is under way: the next step of a case, or the word that ends it (T19). */
const wantedOf = (file: CaseFile): SignalName[] => {
  if (isOpenCase(file))
    return [dispatchOf(file) !== null || file.stage === 'NOT_ENROLLED' ? 'stale_in_charge' : 'stale'];
  if (file.stage === 'RETURNED' && file.placementHeld !== null) return ['close_silent_placed'];
  if (file.stage !== 'RETURNED' || file.stableOn === null || file.away !== null) return [];
  if (file.platform !== 'NONE' && file.platform !== 'CLOSED') return ['ticket_to_close'];
  const { school, township } = file.closeConfirmed;
  return [
    ...(school ? [] : (['close_silent_school'] as const)),
    ...(township ? [] : (['close_silent_township'] as const)),
  ];
};
