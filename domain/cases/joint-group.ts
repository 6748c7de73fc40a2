import type { Day } from '../calendar/time.ts';
import { SEATS, type Seat } from '../facts/case-fact.ts';
import type { Directory } from '../people/directory.ts';
import { type CaseFile, inChargeOf } from './file.ts';

/** Somebody on a seat of a joint group (联合劝返小组), known by the post that the seat is for. */
export interface Sitter {
  seat: Seat;
  person: string;
}

/**
 * Who sits on a joint group and holds the post of that seat for the child today. A name that no holder of the post bears
 * is nobody the product knows: it can neither be written to nor be let in (policy.md §5.1).
 */
export const sittersOf = (file: CaseFile, directory: Directory, day: Day): Sitter[] =>
  SEATS.flatMap((seat): Sitter[] => {
    const sits = file.group[seat];
    if (!sits || !('name' in sits)) return [];
    const { name } = sits;
    return directory
      .holders(seat, inChargeOf(file), day)
      .filter(({ person }) => isCalled(directory.nameOf(person), name))
      .map(({ person }) => ({ seat, person }));
  });

/** "李强" is 李强所长, and the other way about. */
const isCalled = (known: string, said: string): boolean => known.includes(said) || said.includes(known);
