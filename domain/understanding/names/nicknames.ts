import { NICKNAME_PREFIXES, NICKNAME_SUFFIXES } from '../lexicon/people.ts';
import type { Pupil } from './roster.ts';

/** The character of the given name of which a nickname is made: 雨 in 小雨, 雨雨, 雨娃. */
export function nicknameKey(first: string, second: string): string | undefined {
  if (first === second || NICKNAME_PREFIXES.includes(first)) return second;
  return NICKNAME_SUFFIXES.includes(second) ? first : undefined;
}

/** Whether a child may be called so by a character of the given name. */
export function isNicknameOf(said: string, { given }: Pupil): boolean {
  const key = said.length === 2 ? nicknameKey(said.charAt(0), said.charAt(1)) : undefined;
  return key !== undefined && given.includes(key);
}
