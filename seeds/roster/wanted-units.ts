import type { Register, Wanted, WantedUnit } from '../../domain/people/register.ts';
import { UNNAMED_DISTRICT } from '../../templates/directory.ts';
import { classId, idOf, schoolId } from './ids.ts';
import type { Roster } from './roster.ts';

const DISTRICT = 'district';
const FIRST_LESSON = '08:00';

/** The district, townships, schools and classes: those a roster lists, and those of rosters before it. */
export class RosterUnits {
  readonly district: string;
  /** The schools that this roster lists. */
  readonly listed: ReadonlySet<string>;
  readonly #roster: Roster;
  readonly #current: Register;
  readonly #townships: ReadonlyMap<string, string>;

  constructor(roster: Roster, current: Register) {
    this.#roster = roster;
    this.#current = current;
    this.district = current.units.find(({ kind }) => kind === 'district')?.id ?? DISTRICT;
    this.listed = new Set(roster.schools.map(({ name }) => schoolId(name)));
    this.#townships = this.#townshipIds();
  }

  /** A township that is there under the name already, whoever told of it, is that township. */
  #townshipIds(): Map<string, string> {
    const known = new Map(
      this.#current.units
        .filter(({ kind, until }) => kind === 'township' && until === null)
        .map(({ id, name }) => [name, id]),
    );
    return new Map(
      this.#roster.schools.map(({ township }) => [
        township,
        known.get(township) ?? idOf('township', township),
      ]),
    );
  }

  township(name: string): string {
    return this.#townships.get(name) ?? '';
  }

  wanted(base: Wanted): WantedUnit[] {
    const { schools, classes, district } = this.#roster;
    const known = new Set(this.#current.units.map(({ id }) => id));
    const others = base.units.filter(
      ({ id, kind, parent }) => !this.listed.has(id) && !(kind === 'class' && this.listed.has(parent ?? '')),
    );
    const root: WantedUnit[] = known.has(this.district)
      ? []
      : [{ id: this.district, kind: 'district', name: district ?? UNNAMED_DISTRICT, parent: null }];
    const townships = [...this.#townships].map(
      ([name, id]): WantedUnit => ({ id, kind: 'township', name, parent: this.district }),
    );
    return [
      ...root,
      ...others.filter(({ id }) => !townships.some((township) => township.id === id)),
      ...townships,
      ...schools.map(({ name, township, firstLesson }): WantedUnit => {
        const id = schoolId(name);
        const told = firstLesson ?? (known.has(id) ? null : FIRST_LESSON);
        return {
          id,
          kind: 'school',
          name,
          parent: this.township(township),
          ...(told === null ? {} : { firstLesson: told }),
        };
      }),
      ...classes.map(
        ({ school, name }): WantedUnit => ({
          id: classId(school, name),
          kind: 'class',
          name,
          parent: schoolId(school),
        }),
      ),
    ];
  }
}
