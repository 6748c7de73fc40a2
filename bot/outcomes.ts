import { at, dayOf } from '../domain/calendar/time.ts';
import type { Outcome, Turn } from './turn.ts';

/** Nothing was recorded, and why; what was asked before is asked no more. */
export const refused = (reply: string): Outcome => ({ act: 'refused', reply, question: null });

/** The same of what somebody in another post tells or decides. */
export const notYours = (turn: Turn, what: string, who: string): Outcome =>
  refused(turn.words.say('replies/not_yours', { values: { what, who }, now: turn.now }));

/** A question with what may be answered by a number: the options from 1, and under 0 that it is none of them. */
export const sayAsks = (
  turn: Turn,
  question: string,
  options: readonly string[] = [],
  none: string | null = null,
): string => turn.words.say('replies/asks', { values: { question, none }, lines: options, now: turn.now });

/** Until when a question is mostly open. */
export const endOfDay = ({ now }: Turn): number => at(dayOf(now), '24:00');
