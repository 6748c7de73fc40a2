import type { Outcome, Turn } from './turn.ts';

/** Nothing was recorded, and why; what was asked before is asked no more. */
export const refused = (reply: string): Outcome => ({ act: 'refused', reply, question: null });

/** The same of what somebody in another post tells or decides. */
export const notYours = (turn: Turn, what: string, who: string): Outcome =>
  refused(turn.words.say('replies/not_yours', { values: { what, who }, now: turn.now }));
