import type { Wanted, WantedPost } from '../../domain/people/register.ts';
import { posts as kinds } from '../../domain/people/roles.ts';
import { classId, SOURCE, schoolId } from './ids.ts';
import type { Roster, RosterStaff } from './roster.ts';
import type { RosterPeople } from './wanted-people.ts';
import type { RosterUnits } from './wanted-units.ts';

/** The posts that a roster fills, and those of rosters before it. */
export class RosterPosts {
  readonly #roster: Roster;
  readonly #units: RosterUnits;
  readonly #people: RosterPeople;

  constructor(roster: Roster, units: RosterUnits, people: RosterPeople) {
    this.#roster = roster;
    this.#units = units;
    this.#people = people;
  }

  wanted(base: Wanted, { units, students }: Pick<Wanted, 'units' | 'students'>): WantedPost[] {
    const { staff, isStaffTold } = this.#roster;
    const { listed } = this.#units;
    const within = new Set(
      units.flatMap(({ id, kind, parent }) =>
        listed.has(id) || (kind === 'class' && listed.has(parent ?? '')) ? [id] : [],
      ),
    );
    const told = staff.map((post) => this.#post(post, students));
    const spoken = new Set(told.flatMap(({ unit }) => unit ?? []));
    const open = new Set(units.map(({ id }) => id));
    const kept = base.posts.filter(({ unit, role }) => {
      if (unit === null) return true;
      const isOfListed = within.has(unit) || (kinds[role].level === 'class' && !open.has(unit));
      if (isStaffTold) return !isOfListed && !spoken.has(unit);
      return !(role === 'homeroom_teacher' && (spoken.has(unit) || !open.has(unit)));
    });
    return [
      ...new Map(
        [...kept, ...told].map((post) => [JSON.stringify([post.person, post.role, post.unit]), post]),
      ).values(),
    ];
  }

  #post(staff: RosterStaff, pupils: Wanted['students']): WantedPost {
    const { name, phone, account, wechaty, role, school, village, office } = staff;
    const unit = this.#unitFor(staff);
    const place = school ?? unit;
    const person = this.#people.person({
      name,
      key: name,
      phone,
      account,
      wechaty,
      channel: 'member',
      place,
    });
    // A helper is found by the pupils named; a whole village means all its pupils.
    const helped =
      role === 'household_helper' && village !== null
        ? pupils.filter((student) => student.village === village).map(({ id }) => id)
        : [];
    return { person, role, unit, office, students: helped, source: SOURCE };
  }

  #unitFor({ role, school, class: name, township, village }: RosterStaff): string {
    switch (kinds[role].level) {
      case 'class':
        return classId(school ?? '', name ?? '');
      case 'school':
        return schoolId(school ?? '');
      case 'township':
        return this.#units.township(township ?? '');
      case 'village':
      case 'group':
      case 'household':
        return village ?? '';
      default:
        return this.#units.district;
    }
  }
}
