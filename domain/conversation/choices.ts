import type { VisitResult } from '../facts/fact.ts';
import type { Reply } from '../policy/rule.ts';

/**
 * What a reply leads on to with numbers of its own, so that nobody has to write: what the guardian answered to a visit,
 * why a pupil did not come. The codes are those of the facts; their words stand in `templates/`.
 */
const CHOICES = {
  answer: ['promised', 'refused', 'other', 'not_met'],
  cause: ['sick_leave', 'personal_leave', 'unexcused'],
} as const;

export type Choice = (typeof CHOICES)[keyof typeof CHOICES][number];

/** The codes that answer what a reply needs, in the order of their numbers; none where it is told in words. */
export const choicesOf = ({ needs }: Pick<Reply, 'needs'>): readonly Choice[] =>
  needs === 'answer' || needs === 'cause' ? CHOICES[needs] : [];

const SAID: readonly (readonly [Choice, RegExp])[] = [
  ['not_met', /没见到|没人|不在家|没在家/],
  ['refused', /拒绝|不同意|不愿|不肯|不想|不送/],
  ['promised', /答应|同意|愿意|送来|送返|送回/],
  ['sick_leave', /病|发烧|感冒|住院|不舒服/],
  ['personal_leave', /事假|家里有事|请假/],
  ['unexcused', /旷课|无故|没有(?:正当)?理由|不想/],
];

/** The code that words mean; of what a guardian answered "other" where they mean none of the rest, of a cause null. */
export const choiceIn = (reply: Pick<Reply, 'needs'>, said: string): Choice | null => {
  const codes = choicesOf(reply);
  const found =
    codes.find((code) => code === said) ??
    SAID.find(([code, pattern]) => codes.includes(code) && pattern.test(said))?.[0];
  if (found) return found;
  return reply.needs === 'answer' && said.length > 1 ? 'other' : null;
};

const RESULTS = ['promised', 'refused', 'not_met'] as const;

/** What a visit came to by the code that was chosen; "other" where none was, or one that says no more. */
export const resultOf = (choice: Choice | null): VisitResult =>
  RESULTS.find((result) => result === choice) ?? 'other';
