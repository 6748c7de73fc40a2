import { plainName, type Variants } from '../../domain/comparison/names.ts';
import { foundChildId, isFoundChild } from '../../domain/people/found-child.ts';
import type { PupilRow, Register } from '../../domain/people/register.ts';
import type { Secrets } from '../../prisma/secrets.ts';
import type { RosterReason } from '../../templates/roster.ts';
import type { Roster, RosterStudent } from './roster.ts';

/** The child that a row is, why it cannot be taken so, or that it is none of them. */
type Found = { id: string } | { reason: RosterReason; value?: string } | null;

const nameIn = (school: string, name: string): string => `${school}|${name}`;

const put = (rows: Map<string, PupilRow[]>, key: string, row: PupilRow): void => {
  rows.set(key, [...(rows.get(key) ?? []), row]);
};

/**
 * Children who were found without a school (T10), as the rows of a roster may name them: their case goes on under their id, so
 * that nobody has two files. The same identity number is one child; of the same name whoever made the roster says whether
 * it is, and until then nothing is taken.
 */
export class FoundChildren {
  readonly #all: ReadonlyMap<string, PupilRow>;
  /** In no class yet, by name. */
  readonly #waiting = new Map<string, PupilRow[]>();
  /** In a class, or once in one, by school and name. */
  readonly #joined = new Map<string, PupilRow[]>();
  readonly #townships: ReadonlyMap<string, string>;
  readonly #secrets: Secrets;
  readonly #variants: Variants;

  constructor(current: Register, roster: Roster, secrets: Secrets, variants: Variants) {
    this.#secrets = secrets;
    this.#variants = variants;
    this.#all = new Map(current.students.filter(isFoundChild).map((row) => [row.id, row]));
    this.#townships = new Map(current.units.map(({ id, name }) => [id, name]));
    const numbered = new Set((roster.students ?? []).flatMap((row) => this.numbered(row) ?? []));
    for (const row of this.#all.values()) {
      if (row.class !== null || row.until !== null) put(this.#joined, nameIn(row.school, row.name), row);
      else if (!numbered.has(row.id)) put(this.#waiting, plainName(row.name, variants), row);
    }
  }

  /** Whom a list or a survey found with this row's identity number. */
  numbered({ idNumber }: RosterStudent): string | null {
    if (this.#all.size === 0 || idNumber === null) return null;
    const id = foundChildId(this.#secrets.index(idNumber, 'listed_child'));
    return this.#all.has(id) ? id : null;
  }

  /** Where a found child is registered: whoever found it knows, and a roster that says nothing of it changes nothing. */
  householdOf(id: string): string | undefined {
    return this.#all.get(id)?.household;
  }

  /** Who came into this school by an earlier roster, by name; not one with another number. */
  inSchool(school: string, name: string, idNumber: string | null): string | null {
    const joined = (this.#joined.get(nameIn(school, name)) ?? []).filter(
      (row) => row.idNumber === null || idNumber === null || row.idNumber === idNumber,
    );
    return joined.length === 1 ? (joined[0]?.id ?? null) : null;
  }

  /** By the name alone, as the row itself says; `home` is the township of its household. */
  named({ name, isFound }: RosterStudent, home: string): Found {
    const all = this.#waiting.get(plainName(name, this.#variants)) ?? [];
    if (isFound === false) return null;
    if (all.length === 0) return isFound ? { reason: 'no_such_found' } : null;
    const value = [...new Set(all.map(({ household }) => this.#townships.get(household) ?? household))].join(
      '、',
    );
    if (!isFound) return { reason: 'may_be_found', value };
    const near = all.filter(({ household }) => household === home);
    const [only, another] = all.length === 1 ? all : near;
    return only && !another ? { id: only.id } : { reason: 'found_several', value };
  }
}
