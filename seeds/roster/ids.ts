import { createHash } from 'node:crypto';
import { FOUND_PREFIX } from '../../domain/people/found-child.ts';
import type { Answers } from '../../domain/people/register.ts';

/** By what a post is known as a roster's. */
export const SOURCE = 'roster';

/** What rosters answer for; of children found without a school, those whom they take into a class. */
export const ROSTER: Answers = {
  units: ['x-'],
  people: ['x-'],
  students: ['x-', FOUND_PREFIX],
  posts: [SOURCE],
  accounts: ['member', 'parent', 'wechaty'],
};

/** The same for the same words, without telling them: a mark stands for a phone or an identity number. */
export const idOf = (...words: readonly string[]): string =>
  `x-${createHash('sha256').update(JSON.stringify(words), 'utf8').digest('hex').slice(0, 16)}`;

export const schoolId = (name: string): string => idOf('school', name);
export const classId = (school: string, name: string): string => idOf('class', school, name);
