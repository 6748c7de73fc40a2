import { createHash } from 'node:crypto';
import { dayOf, type Instant } from '../calendar/time.ts';

/** `0914-3812`: what a referral is called; short enough to type, and always the same for the same origin. */
export const referralNumber = (origin: string, when: Instant): string => {
  const digits = Number.parseInt(createHash('sha256').update(origin).digest('hex').slice(0, 8), 16) % 10_000;
  return `${dayOf(when).slice(5).replace('-', '')}-${String(digits).padStart(4, '0')}`;
};
