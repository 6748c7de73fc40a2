import { formatInstant, HOUR, type Instant, MINUTE } from '../../domain/calendar/time.ts';
import { refusals } from '../../templates/sandbox.ts';
import type { SandboxClock } from './clock.ts';
import type { SandboxDependencies } from './dependencies.ts';
import { Refusal } from './refusal.ts';

/** What the bar with the time can ask for. */
export type ClockMove =
  | { add: '10m' | '1d' }
  | { to: 'next' }
  | { play: true; speed: number }
  | { play: false };

const LENGTHS = { '10m': 10 * MINUTE, '1d': 24 * HOUR } as const;

/** `GET /api/clock`. */
export const clockView = async ({ nextInstant }: SandboxDependencies, clock: SandboxClock) => {
  const [{ now, speed }, next] = await Promise.all([clock.read(), nextInstant()]);
  return {
    now: formatInstant(now),
    playing: speed > 0,
    next: next && { at: formatInstant(next.at), what: next.what },
  };
};

/** Moves the product's time; what lies between happens, each thing at its own instant. */
export const moveClock = async (
  dependencies: SandboxDependencies,
  clock: SandboxClock,
  move: ClockMove,
): Promise<Refusal | undefined> => {
  if ('play' in move) {
    await clock.play(move.play ? move.speed : 0);
    return undefined;
  }
  const { now } = await clock.read();
  const target = 'add' in move ? now + LENGTHS[move.add] : await nextAfter(dependencies, now);
  if (target === null) return new Refusal(409, refusals.nothingNext);
  await goTo(dependencies, clock, target);
  return undefined;
};

const nextAfter = async ({ nextInstant }: SandboxDependencies, now: Instant): Promise<Instant | null> => {
  const next = await nextInstant();
  return next && Math.max(next.at, now);
};

/** A clock that runs stands still on the way, so that nothing overtakes what happens in between. */
export const goTo = async (
  { runUntil }: Pick<SandboxDependencies, 'runUntil'>,
  clock: SandboxClock,
  target: Instant,
): Promise<void> => {
  const { speed } = await clock.read();
  if (speed > 0) await clock.play(0);
  try {
    await runUntil(target);
    await clock.set(target);
  } finally {
    if (speed > 0) await clock.play(speed);
  }
};
