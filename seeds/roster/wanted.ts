import type { Day } from '../../domain/calendar/time.ts';
import type { Variants } from '../../domain/comparison/names.ts';
import { asWanted, type Register, type Wanted } from '../../domain/people/register.ts';
import type { Secrets } from '../../prisma/secrets.ts';
import type { RosterProblem } from '../../templates/roster.ts';
import { FoundChildren } from './found.ts';
import { ROSTER } from './ids.ts';
import { Marks } from './marks.ts';
import type { Roster } from './roster.ts';
import { RosterPeople } from './wanted-people.ts';
import { RosterPosts } from './wanted-posts.ts';
import { RosterPupils } from './wanted-pupils.ts';
import { RosterUnits } from './wanted-units.ts';

/** What a roster says of the schools it lists; of all others, rosters before it go on saying what they said. */
export function rosterWanted(
  roster: Roster,
  current: Register,
  secrets: Secrets,
  today: Day,
  variants: Variants,
): { wanted: Wanted; plain: ReadonlyMap<string, string>; problems: readonly RosterProblem[] } {
  const base = asWanted(current, ROSTER, today);
  const marks = new Marks(secrets);
  const found = new FoundChildren(current, roster, secrets, variants);
  const places = new RosterUnits(roster, current);
  const people = new RosterPeople(current, base, marks);
  const pupils = new RosterPupils(roster, current, { found, marks, units: places, people });
  const units = places.wanted(base);
  const students = pupils.wanted(base, units);
  const posts = new RosterPosts(roster, places, people).wanted(base, { units, students });
  return {
    wanted: { units, posts, students, ...people.wanted(posts) },
    plain: marks.plain,
    problems: pupils.problems,
  };
}
