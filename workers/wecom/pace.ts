import { addDays, at, dayOf, HOUR, type Instant, MINUTE } from '../../domain/calendar/time.ts';
import type { Database } from '../../prisma/client.ts';
import { changePace, forgetPace } from '../../prisma/stores/pace-store.ts';

/** Whose patience is counted. Members and parents are the same in capitals or not; conversations are not. */
export type Target =
  /** One member, for one app. */
  | { kind: 'member'; app: string; member: string }
  /** One conversation with the AI bot; a whole group shares one. */
  | { kind: 'conversation'; bot: string; conversation: string }
  /** One webhook, by the digest of its address. */
  | { kind: 'webhook'; webhook: string }
  /** One member in all groups that one app has made. */
  | { kind: 'appchat_member'; app: string; member: string }
  /** All requests of one app that name many parents. */
  | { kind: 'crowd'; app: string }
  /** What the administrator was told. */
  | { kind: 'told'; code: string };

export type Room = { ok: true } | { ok: false; again: Instant };

export interface PaceAsk {
  urgent: boolean;
  now: Instant;
  /** How many are to be sent together; 1 if absent. Either all find room or none. */
  count?: number;
}

/** WeCom's limits, kept on our side and across processes: beyond some of them WeCom drops in silence. */
export interface Pace {
  /** Takes room with these targets, with all or with none; `again` is when there may be some. */
  take(targets: Target | readonly Target[], ask: PaceAsk): Promise<Room>;
}

/** At most so many within a span; what can wait leaves the last fifth to what cannot. */
export interface Limit {
  readonly most: number;
  readonly span: number;
}

/** How often something may be sent to a target: all limits hold at once, and two are `apart` by so many ms. */
export interface Tempo {
  readonly limits: readonly Limit[];
  readonly apart: number;
}

/** As long as a request may be under way: what left at the end of one minute may be counted in the next. */
const UNDER_WAY = 10_000;
const MINUTELY = MINUTE + UNDER_WAY;
const HOURLY = HOUR + UNDER_WAY;

const CONVERSATION: Tempo = {
  limits: [
    { most: 30, span: MINUTELY },
    { most: 1000, span: HOURLY },
  ],
  apart: 0,
};

/** Reference of the base frequency (docs 90236, 90312, 99110, 101463). */
export const TEMPOS: Readonly<Record<Target['kind'], Tempo>> = {
  member: CONVERSATION,
  conversation: CONVERSATION,
  // A webhook that is asked too often says so, and what it gets in excess is not lost: no margin is needed.
  webhook: { limits: [{ most: 20, span: MINUTE }], apart: 3100 },
  appchat_member: { limits: [{ most: 200, span: MINUTELY }], apart: 0 },
  // The interface takes 10 000 a minute (doc 90312). What concerns one child today must never find it used up.
  crowd: { limits: [{ most: 600, span: MINUTELY }], apart: 0 },
  told: { limits: [{ most: 1, span: HOUR }], apart: 0 },
};

/** What can wait may fill a limit up to here. */
const ordinaryRoom = (most: number): number => Math.max(1, Math.floor(most * 0.8));

/**
 * Whether `count` more may be sent at `now`, given when others were, oldest first; null when they may, else from when
 * it is worth asking again. More than a limit holds at all are let in when nothing else was sent.
 */
export const waitFor = (
  taken: readonly Instant[],
  { limits, apart }: Tempo,
  { urgent, now, count = 1 }: PaceAsk,
): Instant | null => {
  const waits = limits.flatMap(({ most, span }) => {
    const recent = taken.filter((instant) => instant > now - span);
    const room = urgent ? most : ordinaryRoom(most);
    const tooMany = recent.length + Math.min(count, room) - room;
    const last = recent[tooMany - 1];
    return tooMany > 0 && last !== undefined ? [last + span] : [];
  });
  const latest = taken.at(-1);
  if (latest !== undefined && latest + apart > now) waits.push(latest + apart);
  return waits.length > 0 ? Math.max(...waits) : null;
};

export interface PaceDependencies {
  database: Database;
  /** Messages times people that WeCom takes from one app a day: 200 for each account. Null: not counted. */
  personTimesPerDay: number | null;
}

/** What has not been sent to for longer than any span, and longer than a day for its count, is forgotten. */
const KEPT = 25 * HOUR;

export const openPace = ({ database, personTimesPerDay }: PaceDependencies): Pace => {
  let swept: Instant | null = null;
  const sweep = async (now: Instant): Promise<void> => {
    if (swept !== null && now - swept < HOUR) return;
    swept = now;
    await forgetPace(database, now - KEPT);
  };
  return {
    take: async (given, ask) => {
      const targets = [given].flat();
      const { now, count = 1 } = ask;
      await sweep(now);
      const days = personTimesPerDay === null ? [] : [...new Set(targets.flatMap((one) => dayRow(one, now)))];
      const rows = [...targets.map(rowOf), ...days];
      return changePace<Room>(database, rows, now, (taken) => {
        const takenFrom = (row: string) => taken.get(row) ?? [];
        const waits = targets.map((target) => waitFor(takenFrom(rowOf(target)), TEMPOS[target.kind], ask));
        for (const row of days) waits.push(waitForDay(takenFrom(row), personTimesPerDay ?? 0, ask));
        const again = Math.max(...waits.map((wait) => wait ?? 0));
        if (again > 0) return { taken: null, result: { ok: false, again } };
        const changed = new Map<string, readonly number[]>();
        for (const target of targets) {
          const row = rowOf(target);
          const span = Math.max(...TEMPOS[target.kind].limits.map((limit) => limit.span));
          const recent = takenFrom(row).filter((instant) => instant > now - span);
          changed.set(
            row,
            [...recent, ...Array<Instant>(count).fill(now)].sort((a, b) => a - b),
          );
        }
        for (const row of days) changed.set(row, [(takenFrom(row)[0] ?? 0) + count * targets.length]);
        return { taken: changed, result: { ok: true } };
      });
    },
  };
};

const rowOf = (target: Target): string => {
  switch (target.kind) {
    case 'member':
    case 'appchat_member':
      return `${target.kind}:${target.app}:${target.member.toLowerCase()}`;
    case 'conversation':
      return `conversation:${target.bot}:${target.conversation}`;
    case 'webhook':
      return `webhook:${target.webhook}`;
    case 'crowd':
      return `crowd:${target.app}`;
    case 'told':
      return `told:${target.code}`;
  }
};

/** A day is counted by a number instead of instants: it may be a hundred thousand. */
const dayRow = (target: Target, now: Instant): string[] =>
  target.kind === 'member' ? [`day:${target.app}:${dayOf(now)}`] : [];

const waitForDay = ([sent = 0]: readonly number[], most: number, { urgent, now, count = 1 }: PaceAsk) => {
  const room = urgent ? most : ordinaryRoom(most);
  return sent + count > room ? at(addDays(dayOf(now), 1), '00:00') : null;
};
