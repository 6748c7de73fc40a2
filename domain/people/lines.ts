import type { Line } from '../facts/fact.ts';
import { type Level, posts, type Role } from './roles.ts';

export const LINES: readonly Line[] = ['school', 'township'];

const LEVELS: Readonly<Partial<Record<Level, Line>>> = {
  class: 'school',
  school: 'school',
  group: 'township',
  village: 'township',
  household: 'township',
  township: 'township',
};

/** For which of the two lines (双线) a post goes to a family; null for whoever stands above both, and for the family. */
export const lineOf = (role: string): Line | null =>
  isRole(role) ? (LEVELS[posts[role].level] ?? null) : null;

const isRole = (role: string): role is Role => role in posts;
