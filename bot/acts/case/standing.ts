import { dayOf } from '../../../domain/calendar/time.ts';
import { stableDays, unexcusedRun } from '../../../domain/cases/counting.ts';
import {
  type CaseFile,
  dispatchOf,
  isHandOver,
  isOpenCase,
  type StepRecord,
} from '../../../domain/cases/file.ts';
import { isInSteps, recordOf } from '../../../domain/cases/four-step.ts';
import { legalDates } from '../../../domain/cases/legal-dates.ts';
import { proposalFor } from '../../../domain/cases/residence.ts';
import { LINES, twelveOf } from '../../../domain/cases/twelve.ts';
import type { Duty } from '../../../domain/duties/duty.ts';
import { isRestricted } from '../../../domain/duties/restricted.ts';
import { aboutPupil } from '../../../domain/people/about.ts';
import { maySee } from '../../../domain/people/access.ts';
import type { Student } from '../../../domain/people/directory.ts';
import type { Information } from '../../../domain/people/sight.ts';
import { titleOf } from '../../../domain/policy/policy.ts';
import {
  jurisdictionWords,
  legalDateWords,
  platformWords,
  reasonWords,
  stepWords,
} from '../../../templates/case-words.ts';
import { phrase } from '../../phrase.ts';
import type { Turn } from '../../turn.ts';

/** How a case stands, to whoever asked for it: counters, tracks, owner and next date, each as far as the post may see it. */
export const pupilLines = (
  turn: Turn,
  student: Student,
  file: CaseFile,
  duties: readonly Duty[],
): string[] => {
  const about = aboutPupil(student, turn.directory, file, dayOf(turn.now));
  const sees = (...any: Information[]): boolean =>
    any.some((what) => maySee(turn.speaker.viewer, what, about, { purpose: 'asked' }));
  const inside = sees('restricted');
  return [
    ...counters(turn, student, file, sees('visit_history', 'case_detail', 'case_summary')),
    // Where a protected child is, only the restricted section knows (policy.md §6.5).
    ...(sees('whereabouts') && (inside || !file.safeguard) ? stay(turn, file) : []),
    ...twelveLines(turn, file),
    ...platform(turn, student, file),
    ...steps(turn, student, file, sees('case_documents')),
    ...ending(turn, file),
    ...next(
      turn,
      nextIn(file, inside ? duties : duties.filter(({ name }) => !isRestricted(name, turn.policy))),
    ),
  ];
};

const counters = (turn: Turn, student: Student, file: CaseFile, visits: boolean): string[] => {
  const calendar = turn.calendarOf(student.school);
  const today = dayOf(turn.now);
  const run = unexcusedRun(file, calendar, today).length;
  const { firstMissed } = file;
  return [
    ...(firstMissed ? [phrase(turn, 'first_missed', { day: firstMissed })] : []),
    ...(isOpenCase(file) && firstMissed
      ? [phrase(turn, 'days_away', { run, elapsed: calendar.cdxCount(firstMissed, today) })]
      : []),
    ...(file.stage === 'RETURNED'
      ? [phrase(turn, 'days_stable', { count: stableDays(file, calendar, today).length })]
      : []),
    ...(file.contacts.length > 0 ? [phrase(turn, 'contacts', { count: file.contacts.length })] : []),
    ...(visits && file.visits.length > 0
      ? [phrase(turn, 'visits', { count: file.visits.length, persuasions: file.persuasions })]
      : []),
    ...(visits && dispatchOf(file)
      ? [phrase(turn, 'sessions', { held: file.sessions, wanted: turn.policy.settings['edu3.count'] })]
      : []),
    ...(file.teacher ? [phrase(turn, 'teacher', { teacher: file.teacher })] : []),
  ];
};

const stay = (turn: Turn, { stays }: CaseFile): string[] => {
  const newest = stays.at(-1);
  return newest
    ? [phrase(turn, 'stay', { place: newest.place, on: newest.on, by: turn.directory.nameOf(newest.by) })]
    : [];
};

/** Who of the two lines stands by this child, and which seats nobody sits on (P1.3-TWELVE). */
export const twelveLines = (turn: Turn, file: CaseFile): string[] => {
  if (!isOpenCase(file)) return [];
  const seats = twelveOf(file, turn.directory, dayOf(turn.now), turn.policy.settings);
  return LINES.map((line) => {
    const said = seats
      .filter((seat) => seat.line === line)
      .map(({ title, who, namedOn }) => {
        if (!who) return phrase(turn, 'twelve_vacant', { title });
        return namedOn ? phrase(turn, 'twelve_named', { title, who, on: namedOn }) : `${title}${who}`;
      });
    return phrase(turn, `twelve_${line}`, { seats: said.join('、') });
  });
};

/** The ticket, the township in charge, or what the decision table proposes to the bureau. */
const platform = (turn: Turn, student: Student, file: CaseFile): string[] => {
  const named = (id: string): string => turn.directory.townships.get(id)?.name ?? '';
  const ticket =
    file.platform === 'NONE' && !file.ticket
      ? []
      : [phrase(turn, 'platform', { state: platformWords[file.platform], ticket: file.ticket })];
  const running = dispatchOf(file);
  const held = running && isHandOver(running) ? 'handed_to_county' : 'in_charge';
  if (running) return [...ticket, phrase(turn, held, { township: named(running.township) })];
  if (!isOpenCase(file) || !turn.speaker.district) return ticket;
  const { row, township } = proposalFor(student, file, turn.directory);
  const why = jurisdictionWords[row];
  return [...ticket, phrase(turn, 'proposal', { township: township && named(township), why })];
};

/** The dates that follow from the step's paper, to whoever may see it; help, and never a clock (law.md §3.2). */
const datesOf = (turn: Turn, student: Student, record: StepRecord | undefined): string[] => {
  const dates = record ? legalDates(record, turn.calendarOf(student.school)) : [];
  const told = dates.map(({ what, day }) => phrase(turn, 'legal_date', { what: legalDateWords[what], day }));
  return told.length > 0 ? [phrase(turn, 'legal_dates_line', { dates: told.join('；') })] : [];
};

const steps = (turn: Turn, student: Student, file: CaseFile, papers: boolean): string[] => {
  if (file.fourStep === 'NONE') return [];
  const record = file.steps.at(-1);
  const document = papers && record ? (recordOf(file, record.step)?.document ?? null) : null;
  const values = { step: stepWords[file.fourStep], held: file.stepsHeld };
  return [
    phrase(turn, 'four_step', {
      ...values,
      number: document?.number ?? null,
      until: document?.until ?? null,
    }),
    ...(papers && isInSteps(file) ? datesOf(turn, student, record) : []),
  ];
};

const ending = (turn: Turn, { closing }: CaseFile): string[] =>
  closing
    ? [
        phrase(turn, 'closing', {
          reason: reasonWords[closing.reason],
          on: closing.on,
          review: closing.review,
        }),
      ]
    : [];

/** What a unit was asked to do by law goes on after the case, and is no next step of one that is closed (A-HR-CHILD). */
const nextIn = ({ stage }: CaseFile, duties: readonly Duty[]): readonly Duty[] =>
  stage === 'CLOSED' ? duties.filter(({ asked }) => !asked) : duties;

/** No case lies without an owner and a next date (P3.1-EACH-CASE). */
const next = (turn: Turn, duties: readonly Duty[]): string[] =>
  duties.slice(0, 3).map(({ name, actor, dueAt }) =>
    phrase(turn, 'next_duty', {
      title: titleOf(turn.policy, { name }),
      who: actor ? turn.directory.nameOf(actor) : null,
      due: dueAt,
      late: dueAt < turn.now,
    }),
  );
