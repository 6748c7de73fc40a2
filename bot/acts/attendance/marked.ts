import type { Policy } from '../../../domain/policy/policy.ts';
import type { Turn } from '../../turn.ts';

/**
 * Whether a report says beside the roll that the class is marked in the provincial system too ("全到齐，已标注"), in
 * the words that settle the marking by themselves (P3.3-ATT-1500).
 */
export const saysMarked = ({ text, policy }: Pick<Turn, 'text' | 'policy'>): boolean => {
  return text.split(STOPS).some((clause) => isMarked(clause, policy));
};

export const STOPS = /[\s，,。；;！!、]+/;
/** What may stand before the word without changing it. */
const BEFORE = /^(?:我们?|本班|我班|全班|今天|考勤|(?:动态管理)?系统里?(?:的|头)?|全部|全都|都|全|已经)+/u;

/** Whether a clause is one of the words that settle the marking, with no more than a filler beside it. */
export const isMarked = (clause: string, policy: Policy): boolean => {
  const words = wordsOf(policy);
  const said = clause.replace(/[啦咯嘞喽]$/u, '了').replace(/[哈吧~～.]+$/u, '');
  const plain = said.replace(BEFORE, '');
  // "已经标好" says what "标好了" says.
  return (
    words.has(said) ||
    words.has(plain) ||
    (said.includes('已') && words.has(`${plain.replace(/^已/u, '')}了`))
  );
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
