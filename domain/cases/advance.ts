import { mondayOf } from '../calendar/occasions.ts';
import type { SchoolCalendar } from '../calendar/school-calendar.ts';
import { addDays, at, type Day, dayOf, type Instant, MINUTE } from '../calendar/time.ts';
import type { Settings } from '../policy/settings.ts';
import { askForProof } from './closing-proof.ts';
import { isOnLeave, leaveLength, pattern, stableDays, unexcusedRun } from './counting.ts';
import { askToClose, takeUpAgain, transfer } from './dispatching.ts';
import {
  type CaseFile,
  casePeriod,
  isExpected,
  isObserved,
  isOpenCase,
  isPlacedElsewhere,
  type Standstill,
} from './file.ts';
import { endLimit, hold, runningLimit } from './four-step.ts';
import { wantTeacher } from './persuading.ts';
import { type Change, Progress, type Setting } from './progress.ts';
import { seventhDay } from './seventh-day.ts';

/**
 * Brings a file up to `now`: counts the days that are due to be counted and moves the case on (T4, T6, T9, T11, T12, T20).
 * `heard`: when a day that was over was told of; nothing that follows from it begins before.
 */
export const advance = (
  file: CaseFile,
  now: Instant,
  setting: Setting,
  heard: Instant = Number.NEGATIVE_INFINITY,
): Change => {
  const progress = new Progress(file);
  countDays(progress, now, setting, heard);
  openCase(progress, now, setting);
  moveOn(progress, now, setting);
  passWeekOne(progress, now, setting, heard);
  passLimit(progress, now, setting);
  review(progress, now, setting);
  watchReturn(progress, now, setting);
  watchLeave(progress, now, setting);
  return progress;
};

/**
 * A day counts at the end of the same day; the day that would be the third counts at its 15:00 marking, and a day
 * verified as without cause at once (T4, T6).
 */
const countDays = (progress: Progress, now: Instant, setting: Setting, heard: Instant): void => {
  const { settings, calendar } = setting;
  const { away } = progress.file;
  if (away === null) return;
  for (const day of calendar.schoolDays(away, dayOf(now))) {
    const mark = progress.file.marks[day];
    if (mark?.unexcused || mark?.excused) continue;
    if (isOnLeave(progress.file, day)) {
      progress.mark(day, { excused: true });
      continue;
    }
    const before = unexcusedRun(progress.file, calendar, addDays(day, -1)).length;
    const wouldSuspect = before + 1 >= settings['suspect.days'];
    const end = at(day, wouldSuspect ? settings['marking.deadline'] : settings['sameday.soft_end']);
    const closing = Math.max(heard, Math.min(end, mark?.verifiedAt ?? end));
    if (now < closing) return;
    if (progress.file.stage === 'ABSENT_UNVERIFIED' || progress.file.stage === 'ABSENT_EXCUSED')
      progress.move('ABSENT_UNEXCUSED', closing);
    countDay(progress, closing, day, before + 1);
    if (wouldSuspect) suspect(progress, closing, calendar, settings);
    else relapse(progress, closing, day, setting);
    watchPattern(progress, day, closing, settings, calendar);
  }
};

/** One more day without leave, the `run`-th in a row. */
const countDay = (progress: Progress, when: Instant, day: Day, run: number): void => {
  progress.mark(day, { unexcused: true });
  progress.note(when, { kind: 'counted', student: progress.file.student, day, run }, day);
  progress.signal('counted', when, day);
};

/** A day told of once it is over, and the child was there on one since: it counts, and nothing runs on from it (policy.md §1.4.3). */
export const countAlone = (
  progress: Progress,
  when: Instant,
  day: Day,
  { calendar, settings }: Setting,
): void => {
  if (!calendar.isSchoolDay(day) || progress.file.marks[day]?.unexcused) return;
  countDay(progress, when, day, unexcusedRun(progress.file, calendar, addDays(day, -1)).length + 1);
  watchPattern(progress, day, when, settings, calendar);
};

/** T6, T8: the third day without leave. */
const suspect = (progress: Progress, when: Instant, calendar: SchoolCalendar, settings: Settings): void => {
  if (isOpenCase(progress.file)) return;
  const run = unexcusedRun(progress.file, calendar, dayOf(when));
  if (run.length < settings['suspect.days']) return;
  const again = progress.file.opened !== null;
  enterCase(progress, when, run[0] ?? dayOf(when), again);
};

/** T20: one day without leave (`observe.relapse_days`) opens the case of an observed child again; after that the ordinary rule holds. */
export const relapse = (
  progress: Progress,
  when: Instant,
  day: Day,
  { calendar, settings }: Setting,
): void => {
  const run = unexcusedRun(progress.file, calendar, day);
  if (isObserved(progress.file) && run.length >= settings['observe.relapse_days'])
    enterCase(progress, when, day, true);
};

const standstill = ({
  stage,
  firstMissed,
  day7On,
  monthOn,
  persuasions,
  sessionDays,
  sessions,
  returnedOn,
  stableOn,
  closeConfirmed,
  closing,
  placement,
  proofs,
}: CaseFile): Standstill => ({
  ...{ stage, firstMissed, day7On, monthOn, persuasions, sessionDays, sessions },
  ...{ returnedOn, stableOn, closeConfirmed, closing, placement, proofs },
});

/** What a case that opens, for the first time or again, does not take over from before. */
export const beginAnew = (progress: Progress, when: Instant, again: boolean): void => {
  const { platform, relapse } = progress.file;
  progress.set({
    ...(platform === 'CLOSED' ? { platform: 'NONE', ticket: null, township: null } : {}),
    opened: when,
    relapse: again ? relapse + 1 : relapse,
    firstMissed: null,
    day7On: null,
    monthOn: null,
    persuasions: 0,
    // What the judicial office agreed to was the case as it stood then (P4.SUPPORT-LAW, T20).
    ...(again ? { sessionDays: [], sessions: 0, checkedStep: null } : {}),
    papers: {},
    returnedOn: null,
    stableOn: null,
    closeConfirmed: { school: false, township: false },
    closing: null,
    placement: null,
    placementHeld: null,
    proofs: [],
    ...(again ? { category: null } : {}),
  });
  if (platform === 'CLOSED') transfer(progress, when);
};

export const enterCase = (progress: Progress, when: Instant, firstMissed: Day, again: boolean): void => {
  const { stage } = progress.file;
  const cameBack = stage === 'RETURNED' || stage === 'CLOSED';
  const before = standstill(progress.file);
  beginAnew(progress, when, again);
  progress.set({ before, firstMissed, papers: { D1: { draftedAt: when } } });
  progress.move('SUSPECTED', when);
  progress.signal('suspected', when, casePeriod(progress.file));
  wantTeacher(progress, when);
  progress.signal('ledger_opened', when, casePeriod(progress.file));
  if (cameBack) progress.signal('relapsed', when, casePeriod(progress.file));
  takeUpAgain(progress, when, again);
  // The steps stand where they stood until a person decides (T20).
  if (again) hold(progress, when);
};

const openCase = (progress: Progress, now: Instant, { calendar, settings }: Setting): void => {
  const days = unexcusedRun(progress.file, calendar, dayOf(now));
  if (days.length >= settings['suspect.days'] && progress.file.away !== null)
    suspect(progress, now, calendar, settings);
};

/** When a day's roll is due, so that a child who comes that day is not reported. */
const morning = (day: Day, { firstLesson, settings }: Setting): Instant =>
  at(day, firstLesson) + settings['roll.grace_min'] * MINUTE;

/** T11 and T12, each looked at once the morning's roll is due, so that a child who comes that day is not reported. */
const moveOn = (progress: Progress, now: Instant, setting: Setting): void => {
  const { calendar, settings } = setting;
  const { firstMissed } = progress.file;
  if (!isOpenCase(progress.file) || firstMissed === null) return;
  const seventh = seventhDay(firstMissed, calendar, settings);
  if (progress.file.day7On === null && seventh && now >= morning(seventh, setting)) {
    const when = Math.max(morning(seventh, setting), progress.file.opened ?? 0);
    progress.set({ day7On: seventh, papers: { ...progress.file.papers, D2: { draftedAt: when } } });
    if (progress.file.stage === 'SUSPECTED') progress.move('SUSPECTED_7', when);
    progress.signal('day7', when, casePeriod(progress.file));
  }
  const month = calendar.oneMonthAfter(firstMissed);
  if (progress.file.monthOn === null && month && now >= morning(month, setting)) {
    const when = Math.max(morning(month, setting), progress.file.opened ?? 0);
    progress.set({ monthOn: month });
    const isDecided = progress.file.stage === 'DROPOUT';
    if (!isDecided) progress.move('LONG_ABSENT', when);
    // What is due then, the school does; the township that persuades is told (P3.3-PLATFORM-1M).
    progress.signalInCharge('one_month', when, casePeriod(progress.file));
    if (!isDecided) progress.signal('dropout_undecided', when, casePeriod(progress.file));
  }
};

/** T9: the term's first week is over, and the pupil who did not register is still away. */
const passWeekOne = (progress: Progress, now: Instant, setting: Setting, heard: Instant): void => {
  const { notRegisteredSince, weekOneOn, away } = progress.file;
  if (notRegisteredSince === null || weekOneOn !== null || away === null) return;
  const term = setting.calendar.termOf(notRegisteredSince);
  const week = term && setting.calendar.firstWeek(term);
  if (!week) return;
  const over = addDays(week.last, 1);
  if (now < morning(over, setting)) return;
  progress.set({ weekOneOn: over });
  progress.signal('week_one_over', Math.max(heard, morning(over, setting)), over);
};

/** T17: the day after a step's limit the township is asked what came of it; the next step is opened by a person alone. */
const passLimit = (progress: Progress, now: Instant, setting: Setting): void => {
  const until = runningLimit(progress.file);
  if (until === null) return;
  const when = morning(addDays(until, 1), setting);
  if (now >= when) endLimit(progress, when);
};

/**
 * A closed 休学 or 缓学 is looked at again on its day; whether it goes on, a person decides. The day stays in the file until
 * then.
 */
const review = (progress: Progress, now: Instant, setting: Setting): void => {
  const { stage, closing } = progress.file;
  if (stage !== 'CLOSED' || closing?.review == null || closing.reviewAsked) return;
  if (now < morning(closing.review, setting)) return;
  progress.set({ closing: { ...closing, reviewAsked: true } });
  progress.signal('review_due', morning(closing.review, setting), closing.review);
};

/** T19's guard: enough attended school days since the return; the closing itself is decided by people. */
const watchReturn = (progress: Progress, now: Instant, { calendar, settings }: Setting): void => {
  const { stage, returnedOn, stableOn, placementHeld } = progress.file;
  if (stage !== 'RETURNED' || returnedOn === null || stableOn !== null) return;
  const today = dayOf(now);
  const closed = now >= at(today, settings['sameday.soft_end']) ? today : addDays(today, -1);
  // Whoever is taught in another place than the class is in no roll of it: its days pass, and people look at the proof
  // (policy.md §6.3 HOME_TEACHING, VOC).
  if (isPlacedElsewhere(progress.file)) {
    if (placementHeld || calendar.countSchoolDays(returnedOn, closed) < settings['observe.stable_sd']) return;
    progress.set({ placementHeld: today });
    progress.signal('placement_held', now, `${casePeriod(progress.file)}-${returnedOn}`);
    askForProof(progress, now);
    return;
  }
  const attended = stableDays(progress.file, calendar, closed);
  if (attended.length < settings['observe.stable_sd']) return;
  progress.set({ stableOn: attended.at(-1) ?? today });
  progress.signalInCharge('stable', now, casePeriod(progress.file));
  askToClose(progress, now);
};

/** P3.3-WATCH is looked at each day that a leave goes on, whether or not a roll names the child. */
const watchLeave = (progress: Progress, now: Instant, setting: Setting): void => {
  const { calendar, settings } = setting;
  const today = dayOf(now);
  // Most files have no leave, and are looked at often.
  if (!isOnLeave(progress.file, today) || !calendar.isSchoolDay(today)) return;
  const when = morning(today, setting);
  if (now >= when) watchPattern(progress, today, when, settings, calendar);
};

/**
 * P3.3-WATCH: looked at whenever a day was added or leave given, which counts with its days to come; one talk a week is asked
 * for.
 */
export const watchPattern = (
  progress: Progress,
  day: Day,
  when: Instant,
  settings: Settings,
  calendar: SchoolCalendar,
): void => {
  // Who is worked for already, or is no pupil of the class any more, is not watched beside.
  if (isOpenCase(progress.file) || !isExpected(progress.file)) return;
  const { leaves, slips } = pattern(progress.file, calendar, day);
  const long = leaveLength(progress.file, calendar, day) >= settings['watch.leave_days'];
  const hit = long || leaves >= settings['watch.leaves_30cd'] || slips >= settings['watch.pattern_30cd'];
  const week = mondayOf(dayOf(when));
  if (!hit || progress.file.watchedIn === week) return;
  progress.set({ watchedIn: week });
  progress.signal('watch', when, `week-${week}`);
};
