import type { Instant } from '../calendar/time.ts';

/**
 * What became of one parent in a campaign. `accepted`: WeCom took it for them, which is not yet read and told by nobody;
 * `refused`: WeCom said that they did not get it; `unknown`: it may have been shown; `busy`: the family had other news
 * every day; `gone`: no child of theirs is in school any more; `ended`: stopped before it went to them.
 */
export const PARENT_STATES = [
  'waiting',
  'accepted',
  'refused',
  'unknown',
  'no_account',
  'not_subscribed',
  'stopped',
  'withheld',
  'busy',
  'gone',
  'ended',
] as const;
export type ParentState = (typeof PARENT_STATES)[number];

/** How many parents of one school stand in one state. */
export interface Reached {
  school: string;
  state: ParentState;
  parents: number;
  /** Of them, who wrote to the bot within three days. */
  answered: number;
}

/** How many parents stand in each state, and how many of them answered. */
export type ReachedCounts = Readonly<Record<ParentState | 'all' | 'answered', number>>;

export const countsOf = (reached: readonly Reached[]): ReachedCounts => {
  const sum = (parts: readonly number[]): number => parts.reduce((total, part) => total + part, 0);
  const states = PARENT_STATES.map((state) => [
    state,
    sum(reached.filter((one) => one.state === state).map(({ parents }) => parents)),
  ]);
  return {
    ...(Object.fromEntries(states) as Record<ParentState, number>),
    all: sum(reached.map(({ parents }) => parents)),
    answered: sum(reached.map(({ answered }) => answered)),
  };
};

/** What came of the newest message to one guardian about one pupil. */
export interface ToldGuardian {
  student: string;
  guardian: string;
  state: 'accepted' | 'refused' | 'unknown' | 'waiting' | 'no_account' | 'not_subscribed';
  /** When it went out, or was to. */
  at: Instant;
  /** The guardian's next word to the bot. */
  answeredAt: Instant | null;
}
