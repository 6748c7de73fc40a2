import { isFoundChild } from '../../domain/people/found-child.ts';
import type { Register, Wanted, WantedPupil, WantedUnit } from '../../domain/people/register.ts';
import type { RosterProblem } from '../../templates/roster.ts';
import { SHEETS } from './columns.ts';
import type { FoundChildren } from './found.ts';
import { classId, idOf, ROSTER, schoolId } from './ids.ts';
import type { Marks } from './marks.ts';
import type { Roster, RosterStudent } from './roster.ts';
import type { RosterPeople } from './wanted-people.ts';
import type { RosterUnits } from './wanted-units.ts';

interface Around {
  found: FoundChildren;
  marks: Marks;
  units: RosterUnits;
  /** Hears of the pupils' guardians. */
  people: RosterPeople;
}

const isOwn = (id: string): boolean => ROSTER.students.some((prefix) => id.startsWith(prefix));

/** Found without a school and in no class yet: no roster lists the child, and none lets it go. */
const isWaiting = (row: WantedPupil): boolean => row.class === null && isFoundChild(row);

/** The pupils whom a roster lists, and those of rosters before it, with what speaks against a row. */
export class RosterPupils {
  readonly problems: RosterProblem[] = [];
  readonly #roster: Roster;
  readonly #found: FoundChildren;
  readonly #marks: Marks;
  readonly #units: RosterUnits;
  readonly #people: RosterPeople;
  readonly #known: ReadonlySet<string>;
  readonly #byNumber: ReadonlyMap<string, string>;

  constructor(roster: Roster, current: Register, { found, marks, units, people }: Around) {
    this.#roster = roster;
    this.#found = found;
    this.#marks = marks;
    this.#units = units;
    this.#people = people;
    this.#known = new Set(current.students.map(({ id }) => id));
    this.#byNumber = new Map(
      current.students.flatMap(({ id, idNumber }) => (idNumber === null ? [] : [[idNumber, id] as const])),
    );
  }

  wanted(base: Wanted, units: readonly WantedUnit[]): WantedPupil[] {
    const { students } = this.#roster;
    const open = new Set(units.map(({ id }) => id));
    const told = new Map<string, WantedPupil>();
    const rows = new Map<string, number>();
    for (const student of students ?? []) {
      const row = this.#student(student);
      const before = rows.get(row.id);
      if (before !== undefined) this.#complain(student, 'duplicate_student', String(before));
      rows.set(row.id, student.row);
      told.set(row.id, row);
    }
    const kept = base.students
      .filter(
        (row) => !told.has(row.id) && (isWaiting(row) || !(students && this.#units.listed.has(row.school))),
      )
      .map((row) => (open.has(row.class ?? '') ? row : { ...row, class: null }));
    const present = new Set(kept.map(({ id }) => id));
    for (const pair of base.guardians) if (present.has(pair.student)) this.#people.keepGuardian(pair);
    return [...told.values(), ...kept];
  }

  #complain({ row }: RosterStudent, reason: RosterProblem['reason'], value?: string): void {
    const place = { sheet: SHEETS.students.name, row, column: null };
    this.problems.push({ ...place, reason, ...(value === undefined ? {} : { value }) });
  }

  /** Found again by identity number, else by student number, else by school and name; else new. */
  #student(student: RosterStudent): WantedPupil {
    const { school, name, idNumber, number, village, township, flags } = student;
    const mark = this.#marks.of(idNumber, 'id_number');
    const bearer = mark === null ? undefined : this.#byNumber.get(mark);
    if (bearer !== undefined && !isOwn(bearer)) this.#complain(student, 'known_id_number');
    const candidates = [
      ...(mark === null ? [] : [idOf('pupil', mark)]),
      ...(number === null ? [] : [idOf('number', school, number)]),
      idOf('named', school, name),
    ];
    const known =
      this.#found.numbered(student) ??
      candidates.find((id) => this.#known.has(id)) ??
      this.#found.inSchool(schoolId(school), name, mark);
    const home = this.#roster.schools.find((item) => item.name === school)?.township ?? '';
    const household = this.#units.township(township ?? home);
    const before = bearer ?? known;
    // Two that have been two so far, each with whatever happened to it, are not made one here.
    if (student.isFound && before && !isFoundChild({ id: before })) this.#complain(student, 'found_known');
    const id = before ?? this.#foundByName(student, household) ?? candidates[0] ?? '';
    for (const guardian of student.guardians) this.#people.guardian(id, name, guardian);
    return {
      id,
      name,
      class: classId(school, student.class),
      school: schoolId(school),
      household: (township === null ? this.#found.householdOf(id) : undefined) ?? household,
      flags,
      ...(village === null ? {} : { village }),
      ...(mark === null ? {} : { idNumber: mark }),
    };
  }

  #foundByName(student: RosterStudent, home: string): string | null {
    const found = this.#found.named(student, home);
    if (found && 'id' in found) return found.id;
    if (found) this.#complain(student, found.reason, found.value);
    return null;
  }
}
