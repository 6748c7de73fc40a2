import type { Token } from '../tokens/tokens.ts';
import { isCue } from '../tokens/tokens.ts';
import type { Fact, FactKind } from './statements.ts';

/** Cues that say something of a student, and what. */
export const FACTS: Partial<Record<string, FactKind>> = {
  sick: 'sick',
  relative_sick: 'relative_sick',
  personal: 'personal',
  leave: 'leave',
  unexcused: 'unexcused',
  absent: 'absent',
  later: 'later',
  late: 'late',
  left: 'left',
  present: 'present',
  denied: 'denied',
  attended: 'attended',
  home: 'home',
};

/** What a child is said to be, or not to be, that leaves it in school. */
export const tellsPresence = ({ kind }: Pick<Fact, 'kind'>): boolean =>
  kind === 'present' || kind === 'denied' || kind === 'struck';

/** Whether a token says something of a student by itself. */
export const isFact = (token: Token | undefined): boolean =>
  token?.kind === 'cue' && FACTS[token.cue] !== undefined;

/** Whether a token tells anything of a student. */
export const isTelling = (token: Token | undefined): boolean =>
  isFact(token) || isCue(token, 'all', 'rest', 'unreachable', 'same');

/** "是", "应该是": who it is follows. */
export const saysWho = (token: Token | undefined): boolean =>
  isCue(token, 'copula') || (isCue(token, 'correct') && /[是为系]$/.test(token?.text ?? ''));
