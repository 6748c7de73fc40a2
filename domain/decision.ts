import type { ClassDay } from './attendance/class-day.ts';
import type { SchoolCalendar } from './calendar/school-calendar.ts';
import type { Instant } from './calendar/time.ts';
import type { CaseFile } from './cases/file.ts';
import type { Setting } from './cases/progress.ts';
import type { Duty } from './duties/duty.ts';
import type { Fact } from './facts/fact.ts';
import type { Notice } from './notices/notice.ts';
import type { Directory, Place } from './people/directory.ts';
import type { Policy } from './policy/policy.ts';

/** What decisions about one school, or about the district's own matters, read besides its state. */
export interface World {
  policy: Policy;
  directory: Directory;
  calendar: SchoolCalendar;
  /** The school, or the district for what stands above its schools. */
  place: Place;
  now: Instant;
}

/**
 * The part of a school's state that a message or tick needs: the files of the pupils concerned, their class days of today
 * and of the days since one that is told late, and the duties about them that are live or were opened today.
 */
export interface SchoolState {
  files: readonly CaseFile[];
  classDays: readonly ClassDay[];
  duties: readonly Duty[];
  /** Pupils on the list of P2.R2-ENDTERM-LIST, of the whole county; only the district's own stream is given them. */
  atRisk?: readonly string[];
  /** Up to when the clock has looked at this school. */
  tickedAt: Instant;
}

/** Texts to a pupil's family that were decided on and have not gone out yet: not any more, or not before. */
export interface Stilled {
  student: string;
  /** `parents/L3`, with what it becomes in special cases. */
  texts: string[];
  /** Only what waits for these; null: for anybody. */
  recipients: string[] | null;
  /** Null: never. */
  until: Instant | null;
}

/** What is to be saved, in one transaction: only what is new or changed. */
export interface Decision {
  facts: Fact[];
  files: CaseFile[];
  classDays: ClassDay[];
  duties: Duty[];
  notices: Notice[];
  /** What waits for families and has lost its reason, or must wait longer. */
  stilled: Stilled[];
  /** When the clock must next look at this school, of what this decision knows. */
  tickedAt: Instant;
}

/** What holds for the whole county while something is decided; changes make a new one. */
export interface County {
  policy: Policy;
  directory: Directory;
  calendarOf(school: string): SchoolCalendar;
}

/** The world of one stream: a school, or the district. Throws when the directory does not know it. */
export const worldOf = (county: County, stream: string, now: Instant): World => {
  const found = county.directory.placeOf(stream);
  if (!found) throw new Error(`no school ${stream} in the directory`);
  return {
    policy: county.policy,
    directory: county.directory,
    calendar: county.calendarOf(stream),
    place: found,
    now,
  };
};

/** What holds for the files of a world's school. */
export const settingOf = ({ policy, calendar, place, directory }: World): Setting => ({
  settings: policy.settings,
  calendar,
  firstLesson: place.firstLesson,
  place: { school: place.id, township: directory.schools.get(place.id)?.township ?? null },
});
