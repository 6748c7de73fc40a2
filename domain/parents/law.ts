import type { Day } from '../calendar/time.ts';

/** A piece of law word for word: an article, one of its paragraphs, or one item of a list. */
export interface Passage {
  /** `compulsory-education/5.2`, `minors-protection/17(5)`. */
  id: string;
  statute: string;
  /** As it is called in a message: 义务教育法. */
  short: string;
  /** Article, paragraph and item: `5.2`, `17(5)`. */
  place: string;
  text: string;
  /** First day of this wording, and the first on which it is no longer law. */
  from: Day;
  repealed: Day | null;
  /** Held against a consolidated collection of national law; nothing else may be cited (law.md §0). */
  isVerified: boolean;
}

export type Law = ReadonlyMap<string, Passage>;

/** The article of a place, or of an id: 17 of `17(5)`, `education/5` of `education/5.2`. */
export const articleOf = (place: string): string => place.replace(/[.(].*$/, '');

/** Why a passage may not be cited on a day, for whoever maintains the texts; null: it may. */
export const notCitable = (id: string, law: Law, day: Day): string | null => {
  const passage = law.get(id);
  if (!passage) return `法条 ${id} 不在 seeds/law 里`;
  if (!passage.isVerified) return `法条 ${id} 没有核对过原文，不能引用`;
  if (day < passage.from) return `法条 ${id} 到${passage.from}才施行`;
  return passage.repealed !== null && passage.repealed <= day
    ? `法条 ${id} 已于${passage.repealed}废止`
    : null;
};
