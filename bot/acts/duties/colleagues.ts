import { dayOf } from '../../../domain/calendar/time.ts';
import { unitNamed } from '../../../domain/people/roles.ts';
import type { Turn } from '../../turn.ts';

const TITLE =
  /(?:老师|主任|副?校长|书记|支书|副?镇长|副?乡长|副?所长|组长|队长|站长|副?局长|科长|主席|委员|干事|警官|同志)$/u;

/**
 * Somebody who works where the speaker does and is called so: by the name on the roster, else by the family name before a title,
 * "徐老师". Null where nobody is, or more than one.
 */
export const colleagueCalled = (turn: Turn, called: string): string | null => {
  const staff = colleagues(turn);
  const nameOf = (person: string): string => turn.directory.nameOf(person);
  const exact = staff.filter((person) => nameOf(person) === called);
  if (exact.length > 0) return exact.length === 1 ? (exact[0] ?? null) : null;
  const family = called.replace(TITLE, '');
  if (family === called || family === '') return null;
  const found = staff.filter((person) => nameOf(person).startsWith(family));
  const title = TITLE.exec(called)?.[0] ?? '';
  const titled = found.filter((person) => nameOf(person).endsWith(title.replace(/^副/u, '')));
  const [only, other] = titled.length > 0 ? titled : found;
  return only && !other ? only : null;
};

/** Whoever holds a post in the speaker's school, or in the township with its villages, or in the district; of a member unit, its own people. */
const colleagues = ({ directory, speaker, now }: Turn): string[] => {
  const schools = new Set([
    ...speaker.schools,
    ...speaker.classes.flatMap((id) => directory.classes.get(id)?.school ?? []),
  ]);
  const own = new Set([...schools, ...speaker.townships, ...speaker.villages]);
  if (speaker.district) own.add(directory.parts.district.id);
  for (const township of speaker.townships)
    for (const { village } of directory.householdsOf(township)) if (village) own.add(village);
  const today = dayOf(now);
  return directory.parts.people.flatMap(({ id }) => {
    if (id === speaker.person) return [];
    const held = directory.ownPosts(id).filter(({ until }) => until === null || until >= today);
    const isHere = held.some(({ unit, office }) => {
      if (unit === null || !(own.has(unit) || schools.has(directory.classes.get(unit)?.school ?? '')))
        return false;
      return speaker.unit === null || unitNamed(office ?? '') === speaker.unit;
    });
    return isHere ? [id] : [];
  });
};
