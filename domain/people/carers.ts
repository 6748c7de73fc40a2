import type { Student } from './directory.ts';

/** Who looks after a child at home without being its guardian, as rosters and WeCom's school book write the relation. */
const CARER = /爷|奶|公|婆|姥|祖|伯|叔|姑|姨|舅|婶|哥|姐|邻|亲戚|照看|照顾|托管/u;

/**
 * Of those who stand with a child as its parents, who is its carer only (law.md §9: left-behind, the carer is a
 * grandparent). A grandparent who stands there alone has taken the parents' place, and is the guardian.
 */
export const carersAmong = (
  family: readonly { person: string; relation: string | null }[],
): readonly string[] => {
  const carers = family.filter(({ relation }) => relation !== null && CARER.test(relation));
  return carers.length < family.length ? carers.map(({ person }) => person) : [];
};

const SIBLING = /哥|姐|弟|妹|嫂/u;

/** Of those who stand with a child, its brothers and sisters: "弟弟" in their mouths is the child. */
export const siblingsAmong = (
  family: readonly { person: string; relation: string | null }[],
): readonly string[] =>
  family.flatMap(({ person, relation }) => (relation !== null && SIBLING.test(relation) ? [person] : []));

/** Whom a paper calls 监护人: what a guardian signs or is told by law is none of a carer's (law.md §9). */
export const guardiansByLaw = ({ guardians, carers = [] }: Student): readonly string[] =>
  guardians.filter((person) => !carers.includes(person));
