import { type Day, dayOf, type Instant } from '../calendar/time.ts';
import { type County, worldOf } from '../decision.ts';
import type { Fact } from '../facts/fact.ts';
import { CLOCK } from '../facts/fact.ts';
import { compose } from '../notices/compose.ts';
import type { Notice } from '../notices/notice.ts';
import { plainItem } from '../notices/said.ts';
import type { Student } from '../people/directory.ts';
import { campaignValues, contactOf } from './campaign.ts';
import type { ParentText } from './texts.ts';

/** Who writes and what is done with the child's data (law.md §7.2, §9). */
export const FIRST_NOTICE = 'L0';
/** 加强家校联系: what school and family are in touch about at all. */
export const FIRST_NOTICE_RULE = 'P1.R4-PTA';

/** Under which the outbox knows it, whatever children it names. */
export const firstNoticeMatter = (version: string): string => `notice_given|${version}`;

/** Under which the ledger knows that a guardian has had it. */
export const noticeGivenKey = (version: string, person: string): string =>
  ['notice_given', version, person].join('|');

/** Schools in whose first week of a term a day lies: then it goes to whoever has not had it. */
export const schoolsAtTermStart = (day: Day, { directory, calendarOf }: County): string[] =>
  directory.parts.schools.flatMap(({ id }) => {
    const calendar = calendarOf(id);
    const term = calendar.termOf(day);
    const week = term && calendar.firstWeek(term);
    return week && calendar.isSchoolDay(day) && day >= week.first && day <= week.last ? [id] : [];
  });

const childOf = (person: string, { directory }: County): Student | undefined =>
  directory.childrenOf(person).find((child) => child.class !== null);

/** It, to one guardian, naming all children of theirs; null where none is in a class any more. */
export const firstNoticeTo = (
  person: string,
  { words, title, replies, digest }: ParentText,
  county: County,
  now: Instant,
): Notice | null => {
  const child = childOf(person, county);
  if (!child) return null;
  const { directory, policy } = county;
  const classId = child.class ?? '';
  const teacher = contactOf(classId, dayOf(now), directory)?.person ?? '';
  const addressees = { school: child.school, class: classId, people: [person], author: '', day: null };
  const contact = { name: directory.nameOf(teacher), phone: undefined };
  const [notice] = compose(
    [
      {
        to: person,
        role: 'guardian',
        kind: 'notice',
        words,
        item: plainItem(FIRST_NOTICE_RULE, title, { student: child.id }, worldOf(county, child.school, now)),
        options: replies,
        values: { ...campaignValues(addressees, 'parent', contact, directory), contact: teacher },
        urgent: false,
        late: false,
        whileLive: false,
        matter: firstNoticeMatter(digest),
        turn: `${digest}-${dayOf(now)}`,
      },
    ],
    now,
    policy.settings,
  );
  return notice ?? null;
};

/** That a guardian has had it, in the ledger of the school of the first of their children; null where none is left. */
export const noticeGiven = (
  { person, channel, at }: { person: string; channel: string; at: Instant },
  version: string,
  county: County,
): Fact | null => {
  const child = childOf(person, county);
  return child
    ? {
        key: noticeGivenKey(version, person),
        about: { student: child.id },
        at,
        by: CLOCK,
        words: null,
        body: { kind: 'notice_given', guardian: person, version, channel },
      }
    : null;
};
