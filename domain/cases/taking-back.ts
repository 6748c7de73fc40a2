import { addDays, type Day, dayOf, type Instant } from '../calendar/time.ts';
import type { Stage } from '../facts/fact.ts';
import { isOnLeave, unexcusedRun } from './counting.ts';
import { askToClose } from './dispatching.ts';
import {
  type BeforeReturn,
  type CaseFile,
  casePeriod,
  isAssumed,
  isObserved,
  isOrdinary,
  type Mark,
  type Standstill,
} from './file.ts';
import { hold } from './four-step.ts';
import { type Change, Progress, type Setting } from './progress.ts';

/**
 * A suspicion falls where its days, excused or withdrawn, no longer reach the count (policy.md §1.4.2–3); true where it
 * did. `to` is how the child stands then; whoever was observed after a return, or whose case was closed, is so again. What
 * a person opened, and what is seven days old, people end: by the word of office or principal (`isVerified`) that none of its days
 * was missed.
 */
export const takeBack = (
  progress: Progress,
  when: Instant,
  to: Stage,
  setting: Setting,
  { day, isVerified = false }: PutRight = {},
): boolean => {
  const { stage, before } = progress.file;
  if (before === null) return false;
  // A day on which the child was there parts the days before it from those after it.
  const ends = [dayOf(when), ...(day === undefined ? [] : [addDays(day, -1)])];
  const days = Math.max(...ends.map((last) => unexcusedRun(progress.file, setting.calendar, last).length));
  const falls = isVerified && COUNTED_ON.has(stage) ? days === 0 : stage === 'SUSPECTED';
  if (!falls || days >= daysWanted(before, setting)) return false;
  const { stage: earlier, ...stood } = before;
  progress.set({ ...stood, before: null });
  progress.move(earlier === 'RETURNED' || earlier === 'CLOSED' ? earlier : to, when);
  progress.signal('taken_back', when, casePeriod(progress.file));
  hold(progress, when);
  if (earlier === 'RETURNED') progress.signal('returned', when, casePeriod(progress.file));
  else askToClose(progress, when);
  return true;
};

/** The day that is put right, and whether whoever looks into what was told does so. */
interface PutRight {
  day?: Day;
  isVerified?: boolean;
}

/** What the clock makes of a case that nobody has decided on. */
const COUNTED_ON: ReadonlySet<Stage> = new Set<Stage>(['SUSPECTED_7', 'LONG_ABSENT']);

/** T6, T20. */
const daysWanted = (before: Standstill, { settings }: Setting): number =>
  settings[isObserved(before) ? 'observe.relapse_days' : 'suspect.days'];

/** What a taken-back message leaves: the marks that stood before it; what its absences started no longer applies. */
export const withdraw = (file: CaseFile, message: string, when: Instant, setting: Setting): Change => {
  const progress = new Progress(file);
  const taken = Object.entries(file.marks).filter(([, { source }]) => source.startsWith(`${message}:`));
  const back = cameBackBy(file, message) ? file.back : undefined;
  if (back) goBack(progress, back, when);
  for (const [day, mark] of taken) {
    const { [day]: _, ...others } = progress.file.marks;
    progress.set({
      marks: mark.was ? { ...others, [day]: mark.was } : others,
      // A leave that stood before the message stays.
      leaves: progress.file.leaves.filter(
        ({ source, from }) =>
          !source?.startsWith(`${message}:`) && (from !== day || mark.was?.excused === true),
      ),
    });
    progress.signal('withdrawn', when, day);
  }
  if (file.away !== null && taken.some(([day]) => day === file.away)) beginLater(progress, file.away);
  for (const [day, { unexcused }] of taken) if (unexcused) stayMissed(progress, day);
  unaskLeave(progress, message, when);
  const { away } = progress.file;
  if (isOrdinary(file) && taken.length > 0 && away === null)
    progress.move(isOnLeave(progress.file, dayOf(when)) ? 'ABSENT_EXCUSED' : 'ENROLLED', when);
  takeBack(progress, when, away === null ? 'ENROLLED' : 'ABSENT_UNEXCUSED', setting);
  if (back) progress.signal('return_withdrawn', when, casePeriod(progress.file), String(back.at));
  return progress;
};

/** Whether it was by this message that a child of an open case came back (T18). */
export const cameBackBy = ({ stage, back }: CaseFile, message: string): boolean =>
  stage === 'RETURNED' && back?.source.startsWith(`${message}:`) === true;

/** The return falls with the word that told it: the case stands as it did, no relapse (P0-TRUTH, T20). */
const goBack = (
  progress: Progress,
  { source: _, at: cameAt, stage, ...stood }: BeforeReturn,
  when: Instant,
): void => {
  const { returnedOn, marks } = progress.file;
  const { [returnedOn ?? '']: mark, ...others } = marks;
  // What the roll had presumed of the child.
  if (returnedOn !== null && mark?.source === `roll:${cameAt}`)
    progress.set({ marks: mark.was ? { ...others, [returnedOn]: mark.was } : others });
  progress.set({ ...stood, back: undefined });
  progress.move(stage, when);
};

/** Leave that the message asked for and nobody has answered is asked for no more. */
const unaskLeave = (progress: Progress, message: string, when: Instant): void => {
  const { answers } = progress.file;
  if (!answers?.leave || answers.leave.answeredAt !== null) return;
  if (!answers.leave.key.startsWith(`${message}:`)) return;
  progress.signal('leave_reasked', when, answers.leave.key);
  progress.set({ answers: { ...answers, leave: null } });
};

/** The absence began on the first day from then on that somebody told of, if on any; what the clock counted before that goes. */
export const beginLater = (progress: Progress, from: Day): void => {
  const { notRegisteredSince, marks } = progress.file;
  // Whoever did not register is away all the same.
  if (notRegisteredSince !== null) return;
  const days = Object.keys(marks).sort();
  const away = days.find((day) => day >= from && isToldAbsent(marks[day])) ?? null;
  const left = Object.entries(marks).filter(
    ([day, mark]) => day < from || (away !== null && day >= away) || !isAssumed(mark),
  );
  progress.set({ away, marks: Object.fromEntries(left), ...(away === null ? { unreached: false } : {}) });
};

/** The absence runs from an earlier day through this one, whatever was told of it. */
const stayMissed = (progress: Progress, day: Day): void => {
  const { away, marks } = progress.file;
  if (away !== null && away <= day && !marks[day]) progress.mark(day, { unexcused: true });
};

export const isToldAbsent = (mark: Mark | undefined): boolean =>
  mark !== undefined &&
  !mark.excused &&
  !isAssumed(mark) &&
  mark.standing !== 'present' &&
  mark.standing !== 'late' &&
  mark.standing !== 'left_early';
