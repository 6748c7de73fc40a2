import type { Policy } from '../../domain/policy/policy.ts';
import type { Turn } from '../turn.ts';

/**
 * Whether a report says beside the roll that the class is marked in the provincial system too ("全到齐，已标注"), in
 * the words that settle the marking by themselves (P3.3-ATT-1500).
 */
export const saysMarked = ({ text, policy }: Pick<Turn, 'text' | 'policy'>): boolean => {
  const words = wordsOf(policy);
  return text
    .split(/[\s，,。；;！!、]+/)
    .some((clause) => words.has(clause.replace(/^(动态管理)?系统里?/, '')));
};

const known = new WeakMap<Policy, ReadonlySet<string>>();

const wordsOf = (policy: Policy): ReadonlySet<string> => {
  const before = known.get(policy);
  if (before) return before;
  const replies = [...policy.named.values()].flatMap(({ duty }) => duty.replies ?? []);
  const words = new Set(
    replies.filter(({ act }) => act === 'marked').flatMap((reply) => [reply.label, ...(reply.words ?? [])]),
  );
  known.set(policy, words);
  return words;
};
