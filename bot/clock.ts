import type { Instant } from '../domain/calendar/time.ts';

/** The product's time. */
export interface Clock {
  now(): Promise<Instant>;
}
