import type { CalendarGap } from '../calendar/gaps.ts';
import { type Day, dayOf } from '../calendar/time.ts';
import type { World } from '../decision.ts';
import type { Fact } from '../facts/fact.ts';
import type { SeenAt } from '../facts/year-fact.ts';
import type { Say } from './compose.ts';
import { plainItem } from './said.ts';

const PLAIN = { kind: 'notice', options: [], urgent: false, late: false, whileLive: false } as const;

/** A child who was not at home, to its class teacher: the school must know before the term (P2.R2-VACATION, P5.4-LB-VISIT). */
export const sayWhereabouts = (
  { student, place, words }: { student: string; place: SeenAt; words: string | null },
  fact: Fact,
  world: World,
): Say[] => {
  const about = { student };
  const { holder } = world.directory.resolve('homeroom_teacher', about, dayOf(world.now));
  if (place === 'home' || !holder) return [];
  const item = { ...plainItem('P2.R2-VACATION', '假期动向', about, world), note: words ?? place };
  return [{ ...PLAIN, to: holder.person, role: holder.role, words: 'whereabouts', item, turn: fact.key }];
};

/**
 * A calendar that is not entered in time: to the bureau, or of a school's own terms to its academic office, what is to be
 * decided and whom to give it to; to whoever keeps the system, where it is entered (policy.md §4). The nation's days are the
 * county's matter.
 */
export const sayCalendarGap = ({ years, lastTerm }: CalendarGap, day: Day, world: World): Say[] => {
  const { directory, place } = world;
  const isSchool = place.id !== directory.parts.district.id;
  if (isSchool && lastTerm === null) return [];
  const about = isSchool ? { school: place.id } : { district: place.id };
  const { holder } = directory.resolve(isSchool ? 'academic_office' : 'bureau_officer', about, day);
  const keepers = directory.holders('administrator', {}, day);
  const people = new Map([...(holder ? [holder] : []), ...keepers].map(({ person, role }) => [person, role]));
  const item = plainItem('calendar', '校历', about, world);
  const values = {
    years: isSchool ? '' : years.join('、'),
    term: lastTerm ?? '',
    next: termAfter(lastTerm ?? ''),
    keeper: keepers.map(({ person }) => directory.nameOf(person)).join('、'),
    school: isSchool ? place.name : '',
  };
  return [...people].map(([to, role]) => ({
    ...PLAIN,
    ...{ to, role, words: role === 'administrator' ? 'calendar_gap' : 'calendar_gap_officer' },
    ...{ item, values, turn: day },
  }));
};

/** "2027年春季学期" after 2026秋; terms may be called otherwise. */
const termAfter = (term: string): string => {
  const [, year, season] = /^(\d{4})年?(春|秋)/u.exec(term) ?? [];
  if (!year) return '下一学期';
  return season === '秋' ? `${Number(year) + 1}年春季学期` : `${year}年秋季学期`;
};
