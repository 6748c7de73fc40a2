import type { Day } from '../calendar/time.ts';

/** What the clock finds about reaching families, one shape per kind. */
export type ReachFactBody =
  /** A message to the family of a pupil reached nobody, or was answered by nobody in time; `text` says which, and how. */
  | { kind: 'family_unheard'; student: string; text: string }
  /** The family has written after all. */
  | { kind: 'family_heard'; student: string }
  /** How many families of a school no message reaches, once a week. */
  | { kind: 'contacts_stale'; school: string; week: Day; families: number; text: string };
