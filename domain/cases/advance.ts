import type { SchoolCalendar } from '../calendar/school-calendar.ts';
import { addDays, at, type Day, dayOf, type Instant, type TimeOfDay } from '../calendar/time.ts';
import { CLOCK, type Fact, type FactBody, type Stage } from '../facts/fact.ts';
import type { Settings } from '../policy/settings.ts';
import type { Signal, SignalName } from '../signals.ts';
import { leaveRun, pattern, unexcusedRun } from './counting.ts';
import { type CaseFile, casePeriod, isOpenCase } from './file.ts';
import { seventhDay } from './seventh-day.ts';

/** What holds for a pupil's school while its files are worked on. */
export interface Setting {
  settings: Settings;
  calendar: SchoolCalendar;
  firstLesson: TimeOfDay;
}

/** A file after something happened to it, with what the rules should hear and what is to be written down. */
export interface Change {
  file: CaseFile;
  signals: Signal[];
  facts: Fact[];
}

/** Collects what happens to one file, so that each step below can say it in one line. */
export class Progress {
  file: CaseFile;
  readonly signals: Signal[] = [];
  readonly facts: Fact[] = [];

  constructor(file: CaseFile) {
    this.file = file;
  }

  set(change: Partial<CaseFile>): void {
    this.file = { ...this.file, ...change };
  }

  mark(day: Day, change: Partial<CaseFile['marks'][Day]>): void {
    const before = this.file.marks[day] ?? { standing: 'unaccounted' as const, source: 'clock' };
    this.set({ marks: { ...this.file.marks, [day]: { ...before, ...change } } });
  }

  signal(name: SignalName, at: Instant, period: string): void {
    this.signals.push({ name, about: { student: this.file.student }, at, period });
  }

  /** Writes down what the clock, not a person, concluded. */
  note(at: Instant, body: FactBody & { student: string }, key: string): void {
    // The same step may come twice a day: reported, taken back, reported again.
    const notes = (this.file.notes ?? 0) + 1;
    this.set({ notes });
    this.facts.push({
      key: `clock:${this.file.student}:${notes}:${body.kind}:${key}`,
      about: { student: this.file.student },
      at,
      by: CLOCK,
      words: null,
      body,
    });
  }

  move(to: Stage, at: Instant): void {
    const from = this.file.stage;
    if (from === to) return;
    this.set({ stage: to });
    const on = dayOf(at);
    this.note(at, { kind: 'stage', student: this.file.student, from, to, on }, `${from}>${to}:${on}`);
  }
}

/** Brings a file up to `now`: counts the days that are due to be counted and moves the case on (T4, T6, T11, T12, T20). */
export const advance = (file: CaseFile, now: Instant, setting: Setting): Change => {
  const progress = new Progress(file);
  countDays(progress, now, setting);
  openCase(progress, now, setting);
  moveOn(progress, now, setting);
  watchReturn(progress, now, setting);
  return progress;
};

/**
 * A day counts at the end of the same day; the day that would be the third counts at its 15:00 marking, and a day
 * verified as without cause at once (T4, T6).
 */
const countDays = (progress: Progress, now: Instant, { settings, calendar }: Setting): void => {
  const { away } = progress.file;
  if (away === null) return;
  for (const day of calendar.schoolDays(away, dayOf(now))) {
    const mark = progress.file.marks[day];
    if (mark?.unexcused || mark?.excused) continue;
    if (progress.file.leaves.some((leave) => leave.from <= day && day <= leave.until)) {
      progress.mark(day, { excused: true });
      continue;
    }
    const before = unexcusedRun(progress.file, calendar, addDays(day, -1)).length;
    const wouldSuspect = before + 1 >= settings['suspect.days'];
    const end = at(day, wouldSuspect ? settings['marking.deadline'] : settings['sameday.soft_end']);
    const closing = Math.min(end, mark?.verifiedAt ?? end);
    if (now < closing) return;
    progress.mark(day, { unexcused: true });
    if (progress.file.stage === 'ABSENT_UNVERIFIED' || progress.file.stage === 'ABSENT_EXCUSED')
      progress.move('ABSENT_UNEXCUSED', closing);
    progress.note(closing, { kind: 'counted', student: progress.file.student, day, run: before + 1 }, day);
    progress.signal('counted', closing, day);
    if (wouldSuspect) suspect(progress, closing, calendar, settings);
    else if (isObserved(progress.file) && before + 1 >= settings['observe.relapse_days'])
      enterCase(progress, closing, day, true);
    watchPattern(progress, day, closing, settings, calendar);
  }
};

/** T6, T8: the third day without leave. */
const suspect = (progress: Progress, when: Instant, calendar: SchoolCalendar, settings: Settings): void => {
  if (isOpenCase(progress.file)) return;
  const run = unexcusedRun(progress.file, calendar, dayOf(when));
  if (run.length < settings['suspect.days']) return;
  const again = progress.file.opened !== null;
  enterCase(progress, when, run[0] ?? dayOf(when), again);
};

/** T20: during observation one day without leave (`observe.relapse_days`) is enough; after it the ordinary rule holds. */
const isObserved = ({ stage, stableOn }: CaseFile): boolean => stage === 'RETURNED' && stableOn === null;

const enterCase = (progress: Progress, when: Instant, firstMissed: Day, again: boolean): void => {
  const cameBack = progress.file.stage === 'RETURNED';
  progress.set({
    opened: when,
    relapse: again ? progress.file.relapse + 1 : progress.file.relapse,
    firstMissed,
    day7On: null,
    monthOn: null,
    persuasions: 0,
    sessions: 0,
    papers: { D1: { draftedAt: when } },
    returnedOn: null,
    stableOn: null,
    closeConfirmed: { school: false, township: false },
  });
  progress.move('SUSPECTED', when);
  progress.signal('suspected', when, casePeriod(progress.file));
  progress.signal('ledger_opened', when, casePeriod(progress.file));
  if (cameBack) progress.signal('relapsed', when, casePeriod(progress.file));
};

const openCase = (progress: Progress, now: Instant, { calendar, settings }: Setting): void => {
  const days = unexcusedRun(progress.file, calendar, dayOf(now));
  if (days.length >= settings['suspect.days'] && progress.file.away !== null)
    suspect(progress, now, calendar, settings);
};

/** T11 and T12, each looked at once the morning's roll is due, so that a child who comes that day is not reported. */
const moveOn = (progress: Progress, now: Instant, setting: Setting): void => {
  const { calendar, settings, firstLesson } = setting;
  const { firstMissed } = progress.file;
  if (!isOpenCase(progress.file) || firstMissed === null) return;
  const morning = (day: Day): Instant => at(day, firstLesson) + settings['roll.grace_min'] * 60_000;
  const seventh = seventhDay(firstMissed, calendar, settings);
  if (progress.file.day7On === null && seventh && now >= morning(seventh)) {
    const when = Math.max(morning(seventh), progress.file.opened ?? 0);
    progress.set({ day7On: seventh, papers: { ...progress.file.papers, D2: { draftedAt: when } } });
    if (progress.file.stage === 'SUSPECTED') progress.move('SUSPECTED_7', when);
    progress.signal('day7', when, casePeriod(progress.file));
  }
  const month = calendar.oneMonthAfter(firstMissed);
  if (progress.file.monthOn === null && month && now >= morning(month)) {
    const when = Math.max(morning(month), progress.file.opened ?? 0);
    progress.set({ monthOn: month });
    if (progress.file.stage !== 'DROPOUT') progress.move('LONG_ABSENT', when);
    progress.signal('one_month', when, casePeriod(progress.file));
  }
};

/** T19's guard: enough attended school days since the return; the closing itself is decided by people. */
const watchReturn = (progress: Progress, now: Instant, { calendar, settings }: Setting): void => {
  const { stage, returnedOn, stableOn } = progress.file;
  if (stage !== 'RETURNED' || returnedOn === null || stableOn !== null) return;
  const today = dayOf(now);
  const closed = now >= at(today, settings['sameday.soft_end']) ? today : addDays(today, -1);
  const attended = calendar.schoolDays(returnedOn, closed).filter((day) => {
    const mark = progress.file.marks[day];
    return !mark?.unexcused && !mark?.excused;
  });
  if (attended.length < settings['observe.stable_sd']) return;
  progress.set({ stableOn: attended.at(-1) ?? today });
  progress.signal('stable', now, casePeriod(progress.file));
};

/** P3.3-WATCH: looked at whenever a day was added; one talk a week is asked for. */
export const watchPattern = (
  progress: Progress,
  day: Day,
  when: Instant,
  settings: Settings,
  calendar: SchoolCalendar,
): void => {
  if (isOpenCase(progress.file)) return;
  const { leaves, slips } = pattern(progress.file, day);
  const long = leaveRun(progress.file, calendar, day) >= settings['watch.leave_days'];
  if (!long && leaves < settings['watch.leaves_30cd'] && slips < settings['watch.pattern_30cd']) return;
  const monday = addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
  progress.signal('watch', when, `week-${monday}`);
};
