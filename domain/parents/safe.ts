import type { CaseFile } from '../cases/file.ts';

/** Harm was told of, and nobody knows yet which guardian is safe: until then nobody calls any (policy.md §6.5). */
export const isGuarded = ({ family, safeguard }: Pick<CaseFile, 'family' | 'safeguard'>): boolean =>
  safeguard && !family?.safe;

/**
 * Whether a guardian may hear of the child: only those who were named (law.md §8.11), and where harm was told of and nobody
 * knows yet who is safe, none (policy.md §6.5).
 */
export const isSafe = (guardian: string, file: Pick<CaseFile, 'family' | 'safeguard'> | null): boolean =>
  file === null || (file.family?.safe?.includes(guardian) ?? !file.safeguard);
