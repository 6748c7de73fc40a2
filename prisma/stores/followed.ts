import type { Day } from '../../domain/calendar/time.ts';
import { Prisma } from '../generated/client.ts';

/** Of files: anybody still looks at the pupil, or something stands about `day` or later (null: the former alone). */
export const followedSince = (day: Day | null): Prisma.Sql =>
  Prisma.sql`(active OR listed OR marked >= ${day}::date)`;
