import type { Day } from '../calendar/time.ts';
import type { Directory } from '../people/directory.ts';
import type { Settings } from '../policy/settings.ts';
import { type CaseFile, inChargeOf } from './file.ts';

/** 政府线, 教育线. */
export const LINES = ['government', 'education'] as const;

/** One of the 双线十二人: what the seat is called, and the names of whoever sits on it; null for an empty one. */
export interface TwelveSeat {
  line: (typeof LINES)[number];
  title: string;
  who: string | null;
}

/**
 * Both lines for one child's case, by the county's own list of seats (policy.md §5.3, AMB-29): who holds the post today,
 * in the township in charge; of teachers, the one who was assigned to the child (P3.1-NODE-ASSIGN).
 */
export const twelveOf = (
  file: CaseFile,
  directory: Directory,
  day: Day,
  settings: Pick<Settings, 'twelve.seats'>,
): TwelveSeat[] =>
  settings['twelve.seats'].map(({ line, title, posts }) => {
    if (file.teacher && posts.includes('subject_teacher')) return { line, title, who: file.teacher };
    const held = posts
      .map((role) => directory.holders(role, inChargeOf(file), day))
      .find((holders) => holders.length > 0);
    const who = held?.map(({ person }) => directory.nameOf(person)).join('、') ?? null;
    return { line, title, who };
  });
