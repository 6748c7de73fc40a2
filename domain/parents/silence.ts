import { at, dayOf } from '../calendar/time.ts';
import type { CaseFile } from '../cases/file.ts';
import type { World } from '../decision.ts';
import type { Addressee } from './addressees.ts';
import { isOfAbsence, isOfTheDay, type Moment } from './moment.ts';
import { isGuarded } from './safe.ts';

/** Why nothing is said to a family although it would be due. */
export type Silence =
  | 'harm' // policy.md §6.5: nothing goes to a guardian, unless it is known who is safe
  | 'alleged' // no attendance pressure until the school has answered (law.md §9)
  | 'dealt_with' // law.md §8.10
  | 'refuses' // no duty language to parents who are willing (law.md §9)
  | 'nobody'; // no guardian who may be written to

export const silenceOf = (
  moment: Moment,
  addressees: readonly Addressee[],
  file: CaseFile,
  world: World,
): Silence | null => {
  const { family } = file;
  if (isGuarded(file)) return 'harm';
  if (addressees.length === 0) return 'nobody';
  if (isPressing(moment) && family?.circumstances.includes('alleged')) return 'alleged';
  if (!file.missing && isDealtWith(moment, file, world)) return 'dealt_with';
  const hasOwnWords = addressees.every(({ text }) => text.instead !== null);
  return isDutySpoken(moment) && family?.circumstances.includes('refuses') && !hasOwnWords ? 'refuses' : null;
};

/** All that asks for the child to come; whether it is safe may be asked whatever is alleged. */
const isPressing = (moment: Moment): boolean => isOfAbsence(moment) && moment !== 'absent';

/** Speaks of duty by itself, not by a paper that was served. */
const isDutySpoken = (moment: Moment): boolean =>
  moment === 'unanswered' || moment === 'suspected' || moment.startsWith('session_');

/** Until the agreed day; on the day itself until everybody is accounted for. */
const isDealtWith = (moment: Moment, { family }: CaseFile, { now, policy: { settings } }: World): boolean => {
  const until = family?.dealtUntil;
  if (!until || !isOfAbsence(moment)) return false;
  return isOfTheDay(moment) ? dayOf(now) < until : now < at(until, settings['marking.deadline']);
};
