import type { CalendarGap } from '../calendar/gaps.ts';
import { type Day, dayOf } from '../calendar/time.ts';
import type { CaseFile } from '../cases/file.ts';
import { actingFor } from '../cases/in-charge.ts';
import type { World } from '../decision.ts';
import type { Fact } from '../facts/fact.ts';
import type { SeenAt } from '../facts/year-fact.ts';
import type { Say } from './compose.ts';
import { plainItem } from './said.ts';

const PLAIN = { kind: 'notice', options: [], urgent: false, late: false, whileLive: false } as const;

/** The words by which a class teacher hears what was said of a child outside the school. */
export const SEEN_OUTSIDE = 'whereabouts';
export const HEARD_OUTSIDE = 'heard_outside';

/** Who tells of a child what the academic office has to verify. */
const SCHOOL: ReadonlySet<string> = new Set(['homeroom_teacher', 'subject_teacher', 'principal']);

/**
 * Where a child is: from village or township of one who was not at home, to its class teacher, since the school must know
 * before the term (P2.R2-VACATION, P5.4-LB-VISIT); from a teacher to the academic office (「核实去向」, P3.3-TRACK).
 */
export const sayWhereabouts = (
  { student, place, words }: { student: string; place: SeenAt; words: string | null },
  file: CaseFile,
  fact: Fact,
  world: World,
): Say[] => {
  const about = { student };
  const inSchool = SCHOOL.has(fact.by.role);
  const role = inSchool ? 'academic_office' : 'homeroom_teacher';
  const where = actingFor(role, about, file, world.directory);
  const { holder } = world.directory.resolve(role, where, dayOf(world.now));
  if (!holder || holder.person === fact.by.person || (place === 'home' && !inSchool)) return [];
  const told = inSchool
    ? { words: 'child_told', item: plainItem('P3.3-TRACK', '核实去向', about, world) }
    : { words: SEEN_OUTSIDE, item: plainItem('P2.R2-VACATION', '假期动向', about, world) };
  const item = { ...told.item, note: words ?? place };
  const values = { term: world.calendar.termOf(dayOf(world.now)) !== undefined };
  return [
    { ...PLAIN, to: holder.person, role: holder.role, words: told.words, item, values, turn: fact.key },
  ];
};

/** Said outside the school, that a child is there or is not: its class teacher looks, and tells it by the roll (T18). */
export const sayHeard = (
  { student, words }: { student: string; words: string },
  file: CaseFile,
  fact: Fact,
  world: World,
): Say[] => {
  const about = { student };
  const where = actingFor('homeroom_teacher', about, file, world.directory);
  const { holder } = world.directory.resolve('homeroom_teacher', where, dayOf(world.now));
  if (!holder || holder.person === fact.by.person) return [];
  const item = { ...plainItem('P3.1-ROLL', '请核对到校', about, world), note: words };
  const values = { from: world.directory.nameOf(fact.by.person) };
  const { person: to, role } = holder;
  return [{ ...PLAIN, to, role, words: HEARD_OUTSIDE, item, values, turn: fact.key }];
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
