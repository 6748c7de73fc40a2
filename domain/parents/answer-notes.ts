import type { Instant } from '../calendar/time.ts';
import type { Choice, LeaveWanted } from '../facts/answer-fact.ts';

/** Something a guardian asked, under the key of the fact that tells it, which is the period of its duty. */
export interface Asked {
  key: string;
  by: string;
  at: Instant;
  answeredAt: Instant | null;
}

/** What a pupil's guardians asked for and decided. */
export interface AnswerNotes {
  /** The newest request for leave; `agreed` is null until somebody has decided. */
  leave: (Asked & LeaveWanted & { agreed: boolean | null }) | null;
  asked: readonly Asked[];
  /** By guardian. */
  consents: Readonly<Record<string, { choice: Choice; version: string; at: Instant; channel: string }>>;
}

export const NO_ANSWERS: AnswerNotes = { leave: null, asked: [], consents: {} };
