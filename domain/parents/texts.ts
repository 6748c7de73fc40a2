import type { Day } from '../calendar/time.ts';
import type { NoticeOption } from '../notices/notice.ts';
import type { Law, Passage } from './law.ts';
import { type Harsh, harshIn, type ToneRule } from './tone.ts';

/** The language whose wording counts; all others are translations of it (law.md §8.9). */
export const AUTHORITY = 'zh';

/** Situations in which a family is spoken to otherwise (law.md §9); a text `L3-refuses` is what `L3` becomes then. */
export const CASES = [
  'girl',
  'work',
  'carer',
  'away',
  'illness',
  'disabled',
  'refuses',
  'migrating',
] as const;
export type SpecialCase = (typeof CASES)[number];

/** Before the four steps, and the four steps (policy.md P4.2). */
export type LegalStep = 0 | 1 | 2 | 3 | 4;

/** One text for parents in one language, without the words themselves: those are said by `words.say`. */
export interface ParentText {
  /** `L1`, `L3-refuses`, `C-may`. */
  id: string;
  language: string;
  /** What it is called in `words.say` and in rules: `parents/L1`; in another language `parents/ii/L1`. */
  words: string;
  /** The text it stands for in a special case, and the case; null for an ordinary one. */
  instead: { of: string; case: SpecialCase } | null;
  step: LegalStep;
  title: string;
  audience: 'guardian' | 'carer';
  /** Passages of `seeds/law` that it rests on. */
  articles: readonly string[];
  author: string;
  /** Goes on the child's first day away, and is not counted in one message a day (law.md §8.10). */
  firstDay: boolean;
  /** The numbered answers that it offers. */
  replies: readonly NoticeOption[];
  /** What it must be filled with. */
  values: readonly string[];
  /** Of the exact words and the recording; a review is of these and no others. */
  digest: string;
  /** The recording that goes with it, as a file; null: none. */
  recording: string | null;
  /** A translation of other words than the Chinese has now, or of none yet; it is never sent. */
  untranslated: boolean;
}

/** A named person of the judicial bureau has read these words and lets them go out, for a year at most (law.md §8.2). */
export interface Review {
  text: string;
  language: string;
  digest: string;
  reviewer: string;
  on: Day;
  /** The last day; before `on`: the review was taken back. */
  until: Day;
}

export interface Blocked {
  reason: 'unreviewed' | 'changed' | 'expired' | 'repealed';
  text: string;
  language: string;
  title: string;
  /** Who reviewed it last, and until when that holds or held. */
  reviewer: string | null;
  until: Day | null;
  /** The passage that is no longer law. */
  article: string | null;
}

export interface ParentTexts {
  all: readonly ParentText[];
  law: Law;
  reviews: readonly Review[];
  /** Without a language: the Chinese. */
  find(id: string, language?: string): ParentText | undefined;
  /** Why it may not be sent on a day; null: it may. Throws for a text that does not exist. */
  blockedOn(id: string, day: Day, language?: string): Blocked | null;
  /** The last word of a reviewer about it, whether or not it still holds. */
  reviewOf(id: string, language?: string): Review | undefined;
  /** What of a person's own words to parents should not be said (law.md §8.1). */
  harshIn(words: string): Harsh[];
  /** The same texts under these reviews and no others. */
  reviewedBy(reviews: readonly Review[]): ParentTexts;
}

/** What a reviewer calls a text: `L1`; a translation of it `L1 ii`. */
export const calledByReviewers = ({ text, language }: Pick<Blocked, 'text' | 'language'>): string =>
  language === AUTHORITY ? text : `${text} ${language}`;

const keyOf = (id: string, language: string): string => `${language}/${id}`;

/** Joins texts, law and reviews. Of several reviews of one text the last counts. */
export const makeParentTexts = (
  parts: { all: readonly ParentText[]; law: Law; never: readonly ToneRule[] },
  reviews: readonly Review[],
): ParentTexts => {
  const { all, law, never } = parts;
  const texts = new Map(all.map((text) => [keyOf(text.id, text.language), text]));
  const reviewed = new Map(reviews.map((review) => [keyOf(review.text, review.language), review]));
  const find = (id: string, language = AUTHORITY): ParentText | undefined => texts.get(keyOf(id, language));
  const reviewOf = (id: string, language = AUTHORITY): Review | undefined =>
    reviewed.get(keyOf(id, language));
  return {
    all,
    law,
    reviews,
    find,
    reviewOf,
    blockedOn(id, day, language = AUTHORITY) {
      const text = find(id, language);
      if (!text) throw new Error(`no text ${keyOf(id, language)} for parents`);
      const review = reviewOf(id, language);
      const gone = text.articles.find((article) => isGone(law.get(article), day));
      const reason = gone ? 'repealed' : standing(text, review, day);
      return reason
        ? {
            reason,
            text: id,
            language,
            title: text.title,
            reviewer: review?.reviewer ?? null,
            until: review?.until ?? null,
            article: gone ?? null,
          }
        : null;
    },
    harshIn: (words) => harshIn(words, never),
    reviewedBy: (others) => makeParentTexts(parts, others),
  };
};

const isGone = (passage: Passage | undefined, day: Day): boolean =>
  passage !== undefined && passage.repealed !== null && passage.repealed <= day;

const standing = (
  { digest, untranslated }: ParentText,
  review: Review | undefined,
  day: Day,
): 'unreviewed' | 'changed' | 'expired' | null => {
  if (untranslated || !review || review.until < review.on || day < review.on) return 'unreviewed';
  if (review.digest !== digest) return 'changed';
  return review.until < day ? 'expired' : null;
};
