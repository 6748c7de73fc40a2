import { afterQuiet } from '../calendar/clocks.ts';
import { addDays, at, type Day, dayOf } from '../calendar/time.ts';
import { BY_CLOCK, type CaseFile, casePeriod, isExpected, isOpenCase } from '../cases/file.ts';
import { recordOf } from '../cases/four-step.ts';
import { servedOn } from '../cases/legal-dates.ts';
import type { World } from '../decision.ts';
import type { Step } from '../facts/case-fact.ts';
import type { Moment } from './moment.ts';

/** Tells this moment from the next of its kind; null while it is not there. */
export const periodOf = (moment: Moment, file: CaseFile, world: World): string | null =>
  PERIODS[moment](file, world);

type Period = (file: CaseFile, world: World) => string | null;

/** Missing today without leave, in no case yet, and nobody has spoken with the family. */
const missedToday = (file: CaseFile, today: Day): boolean => {
  const mark = file.marks[today];
  return (
    (mark?.standing === 'unaccounted' || mark?.standing === 'unexcused') &&
    // A day that the clock counted was missed by nobody in particular.
    mark.source !== BY_CLOCK &&
    !mark.excused &&
    file.away !== null &&
    !isOpenCase(file) &&
    isExpected(file) &&
    !file.contacts.some(({ result, at: when }) => result === 'reached' && dayOf(when) === today)
  );
};

const session =
  (count: number): Period =>
  (file) => {
    const isInStep = file.fourStep === 'NONE' || file.fourStep === 'S1_EDU';
    return isOpenCase(file) && isInStep && !file.stepsHeld && file.sessions >= count
      ? `${casePeriod(file)}-d${file.dispatches.length}`
      : null;
  };

/**
 * The paper of the open step once it was served, while nobody has said what came of it; of a penalty its notice too, but not
 * what goes to the court.
 */
const paperOf = (file: CaseFile, step: Step) => {
  if (!isOpenCase(file) || file.fourStep !== step || file.stepsHeld) return null;
  const record = recordOf(file, step);
  const document = record && !record.result ? record.document : null;
  const isToFamily = document && (!document.paper || document.paper === 'notice');
  return isToFamily && servedOn(document) !== null ? document : null;
};

const served =
  (step: Step): Period =>
  (file) => {
    const document = paperOf(file, step);
    return document && `${casePeriod(file)}-${step}-${document.number}`;
  };

const workdaysUntil = (from: Day, until: Day, { calendar }: World): number => {
  let days = 0;
  for (let day = addDays(from, 1); day <= until; day = addDays(day, 1))
    days += calendar.isWorkday(day) ? 1 : 0;
  return days;
};

const PERIODS: Readonly<Record<Moment, Period>> = {
  absent: (file, { now, policy: { settings } }) => {
    const today = dayOf(now);
    // Told at night it would be read in the morning, of a day that is over (law.md §8.10); the teacher telephones all the same.
    const isOver = !file.missing && dayOf(afterQuiet(now, settings['quiet.parent'])) > today;
    return missedToday(file, today) && !isOver ? today : null;
  },
  unanswered: (file, { now, policy: { settings } }) => {
    const today = dayOf(now);
    const isEvening =
      now >= at(today, settings['sameday.soft_end']) && now < at(today, settings['quiet.parent'].from);
    return isEvening && file.away === today && missedToday(file, today) ? today : null;
  },
  suspected: (file) => {
    const { opened, firstMissed, visits } = file;
    if (!isOpenCase(file) || opened === null || firstMissed === null) return null;
    return visits.some(({ on }) => on >= dayOf(opened)) ? null : casePeriod(file);
  },
  session_1: session(1),
  session_2: session(2),
  session_3: session(3),
  order_served: served('S2_ORDER'),
  before_limit: (file, world) => {
    const document = paperOf(file, 'S2_ORDER');
    const today = dayOf(world.now);
    const since = document && servedOn(document);
    if (!document?.until || !since || since >= today || document.until < today) return null;
    const left = workdaysUntil(today, document.until, world);
    const near = world.policy.settings['parents.before_limit_wd'].filter((days) => left <= days);
    return near.length > 0 ? `${casePeriod(file)}-${document.number}-${Math.min(...near)}` : null;
  },
  penalty_noticed: (file, world) =>
    world.policy.settings['fourstep.s3_enabled'] ? served('S3_PENALTY')(file, world) : null,
  // Of a suit the court itself writes to the parties.
  court_paper: (file, world) =>
    recordOf(file, 'S4_COURT')?.way === 'enforce' ? served('S4_COURT')(file, world) : null,
  returned: (file, { now }) =>
    file.stage === 'RETURNED' && file.away === null && file.returnedOn === dayOf(now)
      ? `${casePeriod(file)}-${file.returnedOn}`
      : null,
  closed: (file, { now }) =>
    file.stage === 'CLOSED' && file.closing?.reason === 'BACK' && file.closing.on === dayOf(now)
      ? `${casePeriod(file)}-${file.closing.on}`
      : null,
  benefits_missing: ({ support }) => (support && support.missing.length > 0 ? support.missingSince : null),
};
