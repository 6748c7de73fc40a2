import { dayOf } from './calendar/time.ts';
import type { Decision, SchoolState, World } from './decision.ts';
import { findStale, passCheckpoints } from './desk/clock.ts';
import { Desk } from './desk/desk.ts';
import { hear } from './desk/hear.ts';
import { followRolls } from './desk/rolls.ts';
import type { Fact } from './facts/fact.ts';

/** What a message's facts do to a school. Reads no clock and no database. */
export const decideFacts = (state: SchoolState, facts: readonly Fact[], world: World): Decision => {
  const desk = new Desk(state, world, facts[0]?.by.person ?? null);
  for (const fact of facts) hear(desk, fact);
  followRolls(desk, facts);
  desk.advanceTouched();
  return desk.decision(state.tickedAt);
};

/** What the time itself does to a school: its checkpoints since the last look, its clocks, its due duties. */
export const decideTick = (state: SchoolState, world: World): Decision => {
  const desk = new Desk(state, world, null);
  const morning = passCheckpoints(desk, state.tickedAt);
  desk.advanceAll();
  desk.book.speakDue();
  if (morning && world.calendar.isSchoolDay(dayOf(world.now))) findStale(desk);
  return desk.decision(world.now);
};
