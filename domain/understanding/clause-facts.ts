import type { FactKind } from './statements.ts';
import type { Token } from './tokens.ts';
import { isCue } from './tokens.ts';

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
  attended: 'attended',
  home: 'home',
};

export type CueToken = Extract<Token, { kind: 'cue' }>;

/** Whether a token tells anything of a student. */
export const isTelling = (token: Token | undefined): boolean =>
  token?.kind === 'cue' &&
  (FACTS[token.cue] !== undefined || isCue(token, 'all', 'rest', 'unreachable', 'same'));
