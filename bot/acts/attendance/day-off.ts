import { type Day, dayOf } from '../../../domain/calendar/time.ts';
import type { Rosters } from '../../../domain/conversation/rosters.ts';
import type { Entry, Understood } from '../../../domain/understanding/types.ts';
import { sayDay } from '../../../templates/words.ts';
import { phrase } from '../../phrase.ts';
import type { Turn } from '../../turn.ts';
import { isAbsent } from './attendance-told.ts';

/** What of a message is told of a past day on which the school did not teach, and what is left of it. */
interface OfDayOff {
  /** Which day is meant, asked back: nobody misses a day without school (policy.md §1.3). */
  asks: string;
  rest: Understood | null;
}

/** "昨天张伟没来", said on a Monday; null where every day that is told was one of school. */
export const ofDayOff = (turn: Turn, heard: Understood, rosters: Rosters): OfDayOff | null => {
  const today = dayOf(turn.now);
  const classId = rosters.classIds.get(heard.class ?? '');
  const school = turn.directory.classes.get(classId ?? '')?.school ?? turn.speaker.schools[0];
  if (school === undefined) return null;
  const calendar = turn.calendarOf(school);
  const isOff = (day: Day): boolean => day < today && !calendar.isSchoolDay(day);
  const isOfOne = (entry: Entry): boolean =>
    isAbsent(entry) && isOff(entry.from) && (entry.until === null || entry.until < today);
  const { act, date = today, entries = [], contacts = [] } = heard;
  const [missed] = entries.filter(isOfOne);
  const isRoll = act === 'report' && isOff(date);
  if (!missed && !isRoll) return null;
  const off = isRoll ? date : (missed?.from ?? date);
  const meant = calendar.previousSchoolDay(off) ?? today;
  const said = `${Number(meant.slice(5, 7))}月${Number(meant.slice(8))}日`;
  const example = missed ? `${said}${missed.student}没来` : `${said}全到齐`;
  const left = entries.filter((entry) => !isOfOne(entry));
  const isEmpty = isRoll || (act !== 'report' && left.length + contacts.length + heard.ask.length === 0);
  return {
    asks: phrase(turn, 'day_off', { day: sayDay(off), example }),
    rest: isEmpty ? null : { ...heard, entries: left },
  };
};
