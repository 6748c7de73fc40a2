import type { Day } from '../calendar/time.ts';

/** Leave as a guardian asks for it; school days, both included. */
export type LeaveWanted = {
  from: Day;
  until: Day;
  standing: 'sick_leave' | 'personal_leave';
};

/** What a guardian may ask to be done with what is kept of the child (law.md §7.2). */
export const DATA_WISHES = ['see', 'correct', 'delete'] as const;
export type DataWish = (typeof DATA_WISHES)[number];

/**
 * A guardian's word on the conveniences, which rest on consent: general hints and talks with the bot. What a statutory
 * duty rests on needs none and is not touched by it. `told`: the notice was shown, nothing was said of it yet.
 */
export type Choice = 'told' | 'agreed' | 'declined';

/** What guardians ask for and decide, and what they are answered, one shape per kind. */
export type AnswerFactBody =
  | { kind: 'leave_answer'; student: string; from: Day; until: Day; agreed: boolean; why: string | null }
  | { kind: 'data_request'; student: string; wish: DataWish }
  | {
      kind: 'consent';
      student: string;
      guardian: string;
      choice: Choice;
      /** Of the notice's exact words. */
      version: string;
      channel: string;
    }
  /** The notice on how data are used has gone to a guardian: once, whatever children there are (law.md §7.2). */
  | {
      kind: 'notice_given';
      guardian: string;
      /** Of its exact words. */
      version: string;
      /** By which way it went. */
      channel: string;
    };
