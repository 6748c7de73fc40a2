import type { CaseFile } from '../cases/file.ts';
import type { World } from '../decision.ts';
import type { Circumstance } from '../facts/family-fact.ts';
import { guardiansByLaw } from '../people/carers.ts';
import type { Student } from '../people/directory.ts';
import type { Policy } from '../policy/policy.ts';
import { isSafe } from './safe.ts';
import { CASES, type ParentText, type SpecialCase } from './texts.ts';

/** Somebody of the family, with the text that fits. */
export interface Addressee {
  person: string;
  text: ParentText;
}

const isCase = (circumstance: Circumstance): circumstance is Exclude<Circumstance, 'alleged'> =>
  (CASES as readonly string[]).includes(circumstance);

/** What is told of the child, and what the roster says. */
const casesOf = (file: CaseFile, { flags }: Student): SpecialCase[] => [
  ...(file.family?.circumstances ?? []).filter(isCase),
  // Whoever was referred as a working child is one, whether or not it was said again.
  ...(file.support?.referrals.some(({ need }) => need === 'child_labour') ? (['work'] as const) : []),
  ...(file.stays.at(-1)?.where.kind === 'outside' ? (['migrating'] as const) : []),
  ...(flags.includes('disabled') ? (['disabled'] as const) : []),
];

/** Of a left-behind child's guardians, who looks after it at home and who is away; null where nobody has said. */
const placeOf = (
  person: string,
  file: CaseFile,
  { flags, carers = [] }: Student,
  { directory }: World,
): SpecialCase | null => {
  const carer = file.support?.carer;
  if (!flags.includes('left_behind') || (!carer && carers.length === 0)) return null;
  return carer?.includes(directory.nameOf(person)) ? 'carer' : 'away';
};

/** To a carer who is no guardian: the search for the child, and what is written for carers. Duties and papers are not theirs. */
const textForCarer = (id: string, { parentTexts }: Policy): ParentText | undefined => {
  const ordinary = parentTexts.find(id);
  return parentTexts.find(`${id}-carer`) ?? (ordinary?.firstDay ? ordinary : undefined);
};

/** Of these guardians only those who may hear of the child, and none who says to be no guardian of it. */
export const writtenTo = (file: CaseFile, guardians: readonly string[]): readonly string[] =>
  guardians.filter((person) => isSafe(person, file) && !file.family?.strangers?.includes(person));

/** Whom to telephone where a message did not arrive; null: whichever guardian answers. */
export const mayBeCalled = (file: CaseFile, guardians: readonly string[]): readonly string[] | null =>
  file.safeguard || file.family?.safe ? writtenTo(file, guardians) : null;

/**
 * Both guardians, or only the safe one (law.md §8.11), each in the words that fit: what is behind the absence first,
 * then who reads it. A case without words of its own gets the ordinary ones. Beside them whoever looks after the child.
 */
export const addresseesOf = (id: string, file: CaseFile, student: Student, world: World): Addressee[] => {
  const { parentTexts } = world.policy;
  const safe = writtenTo(file, student.guardians);
  const guardians = guardiansByLaw(student);
  return student.guardians
    .filter((person) => safe.includes(person))
    .flatMap((person) => {
      if (!guardians.includes(person)) {
        const text = textForCarer(id, world.policy);
        return text ? [{ person, text }] : [];
      }
      const known: (SpecialCase | null)[] = [
        ...casesOf(file, student),
        placeOf(person, file, student, world),
      ];
      const fitting = CASES.filter((each) => known.includes(each)).flatMap(
        (each) => parentTexts.find(`${id}-${each}`) ?? [],
      );
      const text = fitting[0] ?? parentTexts.find(id);
      return text ? [{ person, text }] : [];
    });
};
