import type { Day } from '../calendar/time.ts';

/**
 * What stands behind an absence and decides how, by whom and whether a family is spoken to (law.md §9, special cases).
 * Left-behind and disabled children are known by the roster.
 */
export const CIRCUMSTANCES = [
  'girl', // married early, or to be
  'work', // works, under 16
  'illness',
  'refuses', // the child does not want to; the parents do
  'migrating', // moved with the parents
  'alleged', // bullying or harsh treatment at school is alleged, and not answered yet
] as const;
export type Circumstance = (typeof CIRCUMSTANCES)[number];

/** What is told of a family itself, one shape per kind. */
export type FamilyFactBody =
  | { kind: 'circumstance'; student: string; circumstance: Circumstance; holds: boolean }
  /** The family is seeing to it: until this day it is not written to again (law.md §8.10). */
  | { kind: 'dealt_with'; student: string; until: Day }
  /** Who wrote is no guardian of the child, or the child is with somebody else; in the words that were used. */
  | { kind: 'not_guardian'; student: string; guardian: string; text: string }
  /** It was reported missing by mistake: `told` were asked where it is, or got the list; `present`: it is known to be there. */
  | { kind: 'alarm_mistaken'; student: string; day: Day; told: readonly string[]; present: boolean }
  /** Only these guardians may be written to: violence is known, or a court has ordered it (law.md §8.11); null: all. */
  | { kind: 'safe_guardians'; student: string; guardians: readonly string[] | null };

const KINDS: ReadonlySet<string> = new Set<FamilyFactBody['kind']>([
  'circumstance',
  'dealt_with',
  'safe_guardians',
  'alarm_mistaken',
  'not_guardian',
]);

export const isFamilyFact = (body: { kind: string }): body is FamilyFactBody => KINDS.has(body.kind);
