import { addDays, at, type Day, dayOf, type Instant } from '../calendar/time.ts';
import type { Author, Fact, FactBody } from '../facts/fact.ts';
import type { Settings } from '../policy/settings.ts';
import { countAlone, relapse, watchPattern } from './advance.ts';
import { ATTENDED, isOnLeave, leaveOn, leaveRun } from './counting.ts';
import { askToClose } from './dispatching.ts';
import {
  type BeforeReturn,
  type CaseFile,
  casePeriod,
  isActive,
  isExpected,
  isObserved,
  isOpenCase,
  isOrdinary,
  isPlacedElsewhere,
  type LeaveSpan,
  type Mark,
} from './file.ts';
import { hold } from './four-step.ts';
import { inClassSince, wasThere } from './in-class.ts';
import { wantTeacher } from './persuading.ts';
import { type Change, Progress, type Setting } from './progress.ts';
import { beginLater, takeBack } from './taking-back.ts';
import { cameBack } from './year.ts';

type Of<Kind extends FactBody['kind']> = Extract<FactBody, { kind: Kind }>;

/** How many days of leave in a row a speaker may record (T3): the class teacher one, the office three, the principal more. */
const leaveLimit = (by: Author, settings: Settings): number => {
  if (by.role === 'principal') return Number.POSITIVE_INFINITY;
  if (by.role === 'academic_office') return settings['leave.office_days'];
  return by.role === 'guardian' ? 0 : settings['leave.teacher_days'];
};

export const stand = (progress: Progress, fact: Fact, body: Of<'standing'>, setting: Setting): void => {
  const { day, standing } = body;
  const leave = leaveOn(progress.file, day);
  // A word that is taken back leaves the leave that stood before it, named or not.
  const before: Mark | undefined =
    progress.file.marks[day] ?? (leave && { standing: leave.kind, source: 'leave', excused: true });
  if (progress.file.reopened && day === dayOf(fact.at)) progress.set({ reopened: false });
  // Told by the teacher of a class, a child whom no roster has sits in that class (T10).
  if (progress.file.placedIn !== null && fact.about.class) progress.set({ placedClass: fact.about.class });
  const mark = { standing, source: fact.key, ...(before ? { was: before } : {}) };
  if (!isExpected(progress.file) && !ATTENDED.has(standing))
    progress.signal('out_of_class', fact.at, casePeriod(progress.file));
  switch (standing) {
    case 'present':
    case 'late':
    case 'left_early':
      // Of whoever the class does not count, or has leave for the day, only such a word tells that it is there.
      if (before || standing !== 'present' || isObserved(progress.file) || !isExpected(progress.file))
        progress.set({ marks: { ...progress.file.marks, [day]: mark } });
      if (day < dayOf(fact.at) || body.mistaken) putRight(progress, fact, day, setting);
      else attended(progress, fact.at, day, setting, fact.key);
      metInClass(progress, fact.at);
      if (standing !== 'present') watchPattern(progress, day, fact.at, setting.settings, setting.calendar);
      return;
    case 'sick_leave':
    case 'personal_leave':
      // Whoever repeats in the roll what the office has granted asks for no leave of their own, and changes no 病假 into 事假.
      if (leave) {
        excuse(progress, day, { ...mark, standing: leave.kind }, fact.at, setting);
        if (isGranted(progress.file, day, body.until ?? day, setting)) return;
      } else progress.set({ marks: { ...progress.file.marks, [day]: mark } });
      leaveTold(progress, fact, body, setting);
      return;
    case 'unaccounted':
    case 'unexcused':
      // Whoever is on leave is not missed, however the day's list puts it ("除张伟外全到"); 旷课 is said against the leave.
      if (standing === 'unaccounted' && leave) {
        excuse(progress, day, { ...mark, standing: leave.kind }, fact.at, setting);
        return;
      }
      progress.set({ marks: { ...progress.file.marks, [day]: mark } });
      missed(progress, fact, day, setting);
      if (standing === 'unexcused') {
        progress.signal('cause_known', fact.at, day);
        progress.signal('hazard', fact.at, day);
      }
  }
};

/** A day of leave that was given, named in the roll. */
const excuse = (
  progress: Progress,
  day: string,
  mark: Mark,
  when: Instant,
  { settings, calendar }: Setting,
): void => {
  progress.set({ marks: { ...progress.file.marks, [day]: { ...mark, excused: true } } });
  watchPattern(progress, day, when, settings, calendar);
};

const isGranted = (file: CaseFile, from: string, until: string, { calendar }: Setting): boolean =>
  isOnLeave(file, from) && calendar.schoolDays(from, until).every((day) => isOnLeave(file, day));

/** T1: absent, and nobody has said that leave was given. */
const missed = (progress: Progress, fact: Fact, day: Day, setting: Setting): void => {
  if (!isExpected(progress.file)) return;
  const today = dayOf(fact.at);
  if (wasThereSince(progress.file, day, today, setting)) {
    countAlone(progress, fact.at, day, setting);
    return;
  }
  if (progress.file.away === null || progress.file.away > day) progress.set({ away: day });
  if (isOpenCase(progress.file)) return;
  // Who is observed after a return, or whose case is closed, stays so until the count reopens it (T20).
  if (isOrdinary(progress.file) && progress.file.stage !== 'NOT_REGISTERED')
    progress.move('ABSENT_UNVERIFIED', fact.at);
  if (day === today) askAfter(progress, fact.at, day);
};

/** Whether a day that is over ended before the child was there again: what runs now, if anything, began later. */
const wasThereSince = (
  file: CaseFile,
  day: Day,
  today: Day,
  { calendar, whole = NO_DAYS }: Setting,
): boolean => {
  const { away, reopened } = file;
  if (day >= today || reopened || (away !== null && away <= day)) return false;
  return calendar.schoolDays(addDays(day, 1), today).some((later) => wasThere(file, later, whole));
};

const NO_DAYS: ReadonlySet<Day> = new Set();

const askAfter = (progress: Progress, when: Instant, day: string): void => {
  progress.signal('absent', when, day);
  progress.signal('list_received', when, day);
  // The guardian wrote, or was spoken to, before the roll.
  if (progress.file.contacts.some((note) => note.result === 'reached' && dayOf(note.at) === day))
    progress.signal('contact_reached', when, day);
};

/** In school at the morning roll or before 15:00 (policy.md §1.4.1): ends the absence and every clock on it (T2, T5, T18). */
export const attended = (
  progress: Progress,
  when: Instant,
  day: string,
  setting: Setting,
  source?: string,
): void => {
  const { file } = progress;
  const { settings } = setting;
  if (
    when >= at(day, settings['marking.deadline']) &&
    dayOf(when) === day &&
    file.away !== null &&
    file.away <= day
  ) {
    // Seen after the marking: the day stays an absence, yet nobody needs looking for any more.
    if (!file.marks[day]?.unexcused && !file.marks[day]?.excused && !isOnLeave(file, day)) {
      progress.mark(day, { unexcused: true });
      relapse(progress, when, day, setting);
    }
  }
  const { [day]: mark, ...others } = progress.file.marks;
  if (mark?.unexcused && when < at(day, settings['marking.deadline'])) {
    const { unexcused: _, ...rest } = mark;
    progress.set({ marks: { ...others, [day]: rest } });
  }
  progress.set(cameBack(file));
  if (file.away !== null) progress.set({ away: null, unreached: false });
  // In class on a day before it went missing is nothing of where it is now.
  if (day >= (file.missingSince ?? day)) seen(progress, when, day);
  if (file.notRegisteredSince !== null) progress.set({ notRegisteredSince: null });
  if (isOpenCase(file)) {
    comeBack(progress, when, day);
    if (source !== undefined) progress.set({ back: { ...stoodOut(file), source, at: when } });
  } else if (isOrdinary(file)) progress.move('ENROLLED', when);
  progress.signal('back', when, day);
  // T5: one or two days without leave are talked about with the child and the family once the child is there.
  if (file.stage === 'ABSENT_UNEXCUSED' && day === dayOf(when)) progress.signal('truant_back', when, day);
  if (progress.file.stage === 'ENROLLED') askToClose(progress, when);
};

/** Who looks into what a class teacher has told. */
const VERIFIES: ReadonlySet<string> = new Set(['academic_office', 'principal']);

/**
 * There on a day that is over, or reported missing by mistake: the day falls out of the absence, and what was missed after it was
 * missed all the same. A case whose days no longer reach the count was none (docs/decisions/006); else the child is back (T18).
 */
const putRight = (progress: Progress, fact: Fact, day: Day, setting: Setting): void => {
  const { at: when, by } = fact;
  const { away: began, notRegisteredSince, missingSince } = progress.file;
  if (notRegisteredSince !== null) {
    attended(progress, when, day, setting, fact.key);
    return;
  }
  progress.set(cameBack(progress.file));
  if (began !== null && began <= day) beginLater(progress, addDays(day, 1));
  const { away } = progress.file;
  if (away === null && day >= (missingSince ?? day)) seen(progress, when, day);
  progress.signal(away === null ? 'back' : 'withdrawn', when, day);
  const stands = away === null ? standsOn(progress.file, dayOf(when)) : 'ABSENT_UNVERIFIED';
  if (takeBack(progress, when, stands, setting, { day, isVerified: VERIFIES.has(by.role) }))
    progress.signal('case_mistaken', when, casePeriod(progress.file));
  else if (isOpenCase(progress.file)) {
    if (away === null) comeBack(progress, when, day);
  } else if (isOrdinary(progress.file) && away === null) progress.move(stands, when);
  if (progress.file.stage === 'ENROLLED') askToClose(progress, when);
};

/** Of whoever is not missed. */
const standsOn = (file: CaseFile, day: Day) => (isOnLeave(file, day) ? 'ABSENT_EXCUSED' : 'ENROLLED');

const stoodOut = ({
  stage,
  away,
  unreached,
  notRegisteredSince,
  returnedOn,
  stepsHeld,
  reopened,
  missing,
}: CaseFile): Omit<BeforeReturn, 'source' | 'at'> => ({
  ...{ stage, away, unreached, notRegisteredSince, returnedOn, stepsHeld, reopened, missing },
});

/** In class though it does not count the child: on 休学, closed otherwise, taught elsewhere. What follows, people decide. */
const metInClass = (progress: Progress, when: Instant): void => {
  const { file } = progress;
  const since = isExpected(file) ? null : inClassSince(file, dayOf(when));
  if (since === null) return;
  const isClosed = file.stage === 'CLOSED' && file.closing?.reason !== 'BACK';
  const name = isClosed ? 'closed_in_class' : 'placed_in_class';
  progress.signal(name, when, `${casePeriod(file)}-${since}`);
};

/** What is known of a missing child by its being in class. */
export const IN_SCHOOL = '已经到校';

/** Nobody has to look for the child any more (T22). */
const seen = (progress: Progress, when: Instant, day: string): void => {
  if (!progress.file.missing) return;
  const said = isPlacedElsewhere(progress.file) ? null : IN_SCHOOL;
  progress.set({ missing: false, lastFound: { at: when, said } });
  progress.signal('found', when, day);
};

/** T18: every clock on the case stops; what is left of the four steps waits for a person. */
export const comeBack = (progress: Progress, when: Instant, day: string): void => {
  progress.set({ returnedOn: day, reopened: false });
  seen(progress, when, day);
  progress.move('RETURNED', when);
  progress.signal('returned', when, casePeriod(progress.file));
  hold(progress, when);
};

const leaveTold = (progress: Progress, fact: Fact, body: Of<'standing'>, setting: Setting): void => {
  const { calendar, settings } = setting;
  const until = body.until ?? body.day;
  const limit = leaveLimit(fact.by, settings);
  const earliest = calendar.addSchoolDays(dayOf(fact.at), -settings['leave.late_regularise_sd']) ?? body.day;
  const wanted = calendar
    .schoolDays(body.day, until)
    .filter((day) => day >= earliest && !isOnLeave(progress.file, day));
  const isCovered = isOnLeave(progress.file, body.day);
  const from = isCovered ? (wanted[0] ?? body.day) : body.day;
  const yesterday = calendar.previousSchoolDay(from);
  const running = yesterday ? leaveRun(progress.file, calendar, yesterday) : 0;
  const last = wanted.slice(0, Math.max(0, limit - running)).at(-1);
  progress.signal('cause_known', fact.at, body.day);
  if (last && body.standing !== 'present')
    giveLeave(
      progress,
      fact,
      { from, until: last, kind: leaveKind(body.standing), ...(body.sent ? { sent: true } : {}) },
      setting,
    );
  else if (!isCovered) missed(progress, fact, body.day, setting);
};

const leaveKind = (standing: string): 'sick_leave' | 'personal_leave' =>
  standing === 'sick_leave' ? 'sick_leave' : 'personal_leave';

/**
 * T3, and leave recorded afterwards (补假, policy.md §1.4.2) within `leave.late_regularise_sd` school days; no more days in
 * a row than the speaker may record.
 */
export const grantLeave = (
  progress: Progress,
  fact: Fact,
  body: Pick<Of<'leave'>, 'from' | 'until'>,
  setting: Setting,
  told?: LeaveSpan['kind'],
): void => {
  const { calendar, settings } = setting;
  const earliest = calendar.addSchoolDays(dayOf(fact.at), -settings['leave.late_regularise_sd']) ?? body.from;
  const wanted = calendar.schoolDays(body.from, body.until).filter((day) => day >= earliest);
  const [from] = wanted;
  const yesterday = from ? calendar.previousSchoolDay(from) : undefined;
  const running = yesterday ? leaveRun(progress.file, calendar, yesterday) : 0;
  const until = wanted.slice(0, Math.max(0, leaveLimit(fact.by, settings) - running)).at(-1);
  // 病假 stays 病假, whoever records it.
  const isSick = wanted.some((day) => progress.file.marks[day]?.standing === 'sick_leave');
  const kind = told ?? (isSick ? 'sick_leave' : 'personal_leave');
  if (from && until) giveLeave(progress, fact, { from, until, kind }, setting);
};

const giveLeave = (progress: Progress, { key, at: when }: Fact, leave: LeaveSpan, setting: Setting): void => {
  const { calendar, settings } = setting;
  progress.set({ leaves: [...progress.file.leaves, { ...leave, source: key }] });
  const today = dayOf(when);
  if (leave.from > today) {
    watchPattern(progress, leave.from, when, settings, calendar);
    return;
  }
  // biome-ignore lint/complexity/useMathMinMax: days are words, not numbers
  const until = leave.until < today ? leave.until : today;
  for (const day of calendar.schoolDays(leave.from, until)) {
    const { unexcused: _, ...mark } = progress.file.marks[day] ?? { standing: leave.kind, source: 'leave' };
    progress.set({ marks: { ...progress.file.marks, [day]: { ...mark, excused: true } } });
  }
  if (leave.until < today) {
    // 补假 for days that are over: the absence may go on, the suspicion only as far as its days still reach the count.
    const { away, marks } = progress.file;
    const falls = takeBack(progress, when, away === null ? 'ENROLLED' : 'ABSENT_UNEXCUSED', setting);
    // Missed today as well, the child is asked after as on any other day: the case did so until now.
    if (falls && away !== null && marks[today]) askAfter(progress, when, today);
    watchPattern(progress, leave.until, when, settings, calendar);
    return;
  }
  // A suspected case opened on days that leave now covers falls back; leave for later days only pauses its count
  // (policy.md §1.4.2–3), and from day 7 on people decide.
  if (!isOpenCase(progress.file) || takeBack(progress, when, 'ABSENT_EXCUSED', setting)) {
    if (isOrdinary(progress.file)) progress.move('ABSENT_EXCUSED', when);
    progress.set({ away: null, unreached: false });
    progress.signal('leave_recorded', when, leave.from);
  }
  watchPattern(progress, until, when, settings, calendar);
};

/** The second channel: who looks for a family that the school could not reach. */
const ASKED_TO_HELP: ReadonlySet<string> = new Set([
  'household_helper',
  'group_cadre',
  'village_cadre',
  'first_secretary',
  'work_team',
  'township_officer',
  'township_head',
]);

export const contact = (progress: Progress, fact: Fact, body: Of<'contact'>): void => {
  const { file } = progress;
  const note = { at: fact.at, result: body.result, by: fact.by.person, words: fact.words };
  progress.set({ contacts: [...file.contacts, note], unreached: body.result === 'unreachable' });
  const tried = ASKED_TO_HELP.has(fact.by.role) ? 'helper_tried' : 'contact_tried';
  progress.signal(body.result === 'reached' ? 'contact_reached' : tried, fact.at, body.day);
  if (body.result === 'reached' && isOpenCase(file))
    progress.signal('case_contact', fact.at, casePeriod(file));
};

export const verify = (progress: Progress, fact: Fact, body: Of<'verification'>, setting: Setting): void => {
  progress.mark(body.day, {
    finding: body.finding,
    ...(body.finding === 'no_cause' ? { verifiedAt: fact.at } : {}),
  });
  progress.signal('verified', fact.at, body.day);
  if (body.finding === 'no_cause') {
    progress.signal('cause_known', fact.at, body.day);
    // Whoever has tried the family that day has been reminded of it already.
    const tried = progress.file.contacts.some((note) => dayOf(note.at) === dayOf(fact.at));
    if (!tried) progress.signal('hazard', fact.at, body.day);
  }
  if (body.finding === 'cause') {
    // The cause of today's absence is that of the days before it on which nobody knew better.
    const days = setting.calendar.schoolDays(progress.file.away ?? body.day, dayOf(fact.at));
    const from = days.find((day) => !progress.file.marks[day]?.excused) ?? body.day;
    grantLeave(progress, fact, { from, until: dayOf(fact.at) }, setting);
  }
};

/** T7: on the roll, yet not registered at term start; the three-day count runs from that day (AMB-39). */
export const register = (progress: Progress, fact: Fact, body: Of<'registration'>): void => {
  if (body.registered) {
    progress.set({ notRegisteredSince: null });
    if (progress.file.stage === 'NOT_REGISTERED') {
      progress.set({ away: null, unreached: false });
      progress.move('ENROLLED', fact.at);
    }
    progress.signal('registered', fact.at, body.day);
    if (progress.file.stage === 'ENROLLED') askToClose(progress, fact.at);
    return;
  }
  if (!isExpected(progress.file)) return;
  // Told again on another day it is still the same first week.
  const since = progress.file.notRegisteredSince ?? body.day;
  const { away } = progress.file;
  progress.set({
    notRegisteredSince: since,
    notRegisteredReason: body.reason ?? null,
    away: away !== null && away < since ? away : since,
  });
  if (isOrdinary(progress.file)) progress.move('NOT_REGISTERED', fact.at);
  progress.signal('not_registered', fact.at, since);
  wantTeacher(progress, fact.at);
};

/** Absences that stand from an earlier day when nobody has called the roll: the clocks run from the first lesson (policy.md §1.3). */
export const carryOver = (file: CaseFile, when: Instant, day: string): Change => {
  const progress = new Progress(file);
  const stands = file.away !== null && file.away < day && !file.marks[day] && !isOnLeave(file, day);
  if (stands && isActive(file) && !isOpenCase(file)) {
    progress.signal('absent', when, day);
    progress.signal('list_received', when, day);
  }
  return progress;
};
