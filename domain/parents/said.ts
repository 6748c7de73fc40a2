import { addDays, type Day, dayOf, type Instant } from '../calendar/time.ts';
import type { LeaveWanted } from '../facts/answer-fact.ts';
import { understand } from '../understanding/index.ts';
import { timeAt } from '../understanding/times/days.ts';
import type { Entry, SchoolDays } from '../understanding/types.ts';
import type { Lexicon, Meaning } from './lexicon.ts';
import { type Reading, readGuardian } from './reading.ts';

/** What a guardian says of a child, and what follows for its days. */
export interface GuardianSaid extends Reading {
  /** Leave that is asked for, in so many words or by telling of an illness or a reason. */
  wants: LeaveWanted | null;
  /** Leave is asked for, and why was not said. */
  isWithoutReason: boolean;
  /** The day on which the child is to come; null: today, or no day was told. */
  day: Day | null;
}

/** Reads what a guardian writes of one child. */
export const guardianSaid = (
  text: string,
  {
    lexicon,
    names,
    bySibling = false,
    now,
    calendar,
  }: {
    lexicon: Lexicon;
    names: readonly string[];
    /** Written by a brother or sister of the child. */
    bySibling?: boolean;
    now: Instant;
    calendar: SchoolDays;
  },
): GuardianSaid => {
  // A name may hold any character, and be read as a word.
  const nameless = names.reduce((rest, name) => rest.replaceAll(name, '孩子'), text);
  const first = readGuardian(bySibling ? nameless.replace(lexicon.siblings, '孩子') : nameless, lexicon);
  const daily = { now, calendar };
  const { means } = first;
  const has = (meaning: Meaning): boolean => means.includes(meaning);
  const isIll = has('ill') || has('suspension');
  const wantsLeave = has('ill') || has('matter') || has('leave');
  return {
    ...first,
    wants: wantsLeave ? leaveIn(first.plain, isIll ? 'sick_leave' : 'personal_leave', daily) : null,
    isWithoutReason: has('leave') && !isIll && !has('matter'),
    day: has('coming') ? dayIn(first.plain, daily) : null,
  };
};

interface Daily {
  now: Instant;
  calendar: SchoolDays;
}

/** Any pupil: the words are read as a teacher's about one child of that name. */
const NAME = '张伟';
const CLASSES = [{ name: '三(1)班', students: [NAME] }];

const entryOf = (text: string, { now, calendar }: Daily): Entry | undefined =>
  understand({ text, now, sender: { role: 'guardian' }, classes: CLASSES }, calendar).entries?.[0];

const leaveIn = (plain: string, standing: LeaveWanted['standing'], daily: Daily): LeaveWanted => {
  const kind = standing === 'sick_leave' ? '病假' : '事假';
  const entry = entryOf(`${plain} ${NAME}${kind}`, daily);
  const today = dayOf(daily.now);
  const told = entry?.from ?? today;
  const from = daily.calendar.isSchoolDay(told) ? told : (daily.calendar.nextSchoolDay(told) ?? told);
  const until = entry?.until;
  return { from, until: until && until > from ? until : from, standing };
};

/** The first day to come that is told. */
const dayIn = (plain: string, { now, calendar }: Daily): Day | null => {
  const today = dayOf(now);
  for (let start = 0; start < plain.length; start += 1) {
    const told = timeAt(plain, start, today, calendar)?.told;
    if (told?.kind === 'day' && told.next > today && told.next <= addDays(today, FURTHEST)) return told.next;
  }
  return null;
};

/** A day further off is no day on which a child is waited for. */
const FURTHEST = 14;
