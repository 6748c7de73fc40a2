import type { Instant } from '../../domain/calendar/time.ts';
import { dayOf } from '../../domain/calendar/time.ts';
import type { Decision, SchoolState } from '../../domain/decision.ts';
import type { Directory } from '../../domain/people/directory.ts';
import type { Database } from '../client.ts';
import { Prisma } from '../generated/client.ts';
import { AT_RISK } from './at-risk.ts';
import { type DecisionRows, rowsOf } from './decision-rows.ts';
import { insertNotices } from './notice-store.ts';
import { type Head, RememberedSchool, type Selection, type Spoken } from './remembered-school.ts';
import { loadFilesOf, loadSchools, loadWritten } from './school-load.ts';
import type { Writing } from './transaction.ts';

/** A locked stream: nobody else decides about this school until the transaction ends. */
export interface LockedStream {
  id: string;
  tickedAt: Instant;
  school: RememberedSchool;
}

/** A stream's row under the lock. */
interface Locked extends Head {
  id: string;
  /** The last turn in which rows were changed that do not tell so themselves. */
  rewritten: number;
  atRisk: string[];
}

interface LockedRow {
  id: string;
  turn: number;
  rewritten: number;
  seq: number;
  hash: string;
  ticked_at: Date;
  at_risk: string[] | null;
}

const locked = ({ ticked_at, at_risk, ...row }: LockedRow): Locked => ({
  ...row,
  tickedAt: ticked_at.getTime(),
  atRisk: at_risk ?? [],
});

/**
 * Of the whole county, for the district's own stream, whose duties about villages name them; nobody for a school. The kind is looked
 * up: asked whether such a unit exists, the planner goes through all units.
 */
const AT_RISK_OF_STREAM = Prisma.sql`
  CASE WHEN (SELECT kind FROM unit WHERE unit.id = stream.id) = 'district' THEN ${AT_RISK} END AS at_risk`;

/** What is asked of a stream as it is locked. */
const LOCKED = Prisma.sql`id, turn, rewritten, seq, hash, ticked_at, ${AT_RISK_OF_STREAM}`;

/** Streams on which something is due by `now`, the longest waiting first. */
export const dueStreams = async (database: Database, now: Instant, limit: number): Promise<string[]> => {
  const rows = await database.hot.$queryRaw<{ id: string }[]>`
    SELECT id FROM stream WHERE next_at <= ${new Date(now)} ORDER BY next_at LIMIT ${limit}`;
  return rows.map(({ id }) => id);
};

/**
 * Locks a school's stream and gives what a message about some classes needs (`RememberedSchool.forClasses`). What this
 * process remembers of the school is good if nobody else has decided since, which the lock shows; otherwise it is loaded.
 */
export const lockForClasses = async (
  tx: Writing,
  id: string,
  spoken: Spoken,
  now: Instant,
): Promise<{ stream: LockedStream; state: SchoolState }> => {
  holdStream(tx, id);
  const { row, school } = await tx.$ask(lockSpokenOf, { ...spoken, id, now });
  return given(row, school, school.forClasses(spoken, now));
};

/**
 * Takes a stream that will be decided about for this work (`$hold`), before anything else is done: who comes second is then left
 * out as if it had never begun.
 */
export const holdStream = (tx: Writing, id: string): void => tx.$hold(`stream ${id}`);

interface SpokenOf extends Spoken {
  id: string;
  now: Instant;
}

interface Known {
  row: Locked;
  school: RememberedSchool;
}

/** In the order of their ids, so that two who lock several do not block each other. */
const lockSpokenOf = async (tx: Writing, wanted: readonly SpokenOf[]): Promise<Known[]> => {
  const ids = wanted.map(({ id }) => id);
  const rows = await tx.$queryRaw<LockedRow[]>`
    SELECT ${LOCKED} FROM stream WHERE id = ANY(${ids}) ORDER BY id FOR UPDATE`;
  const missing = ids.find((id) => !rows.some((row) => row.id === id));
  if (missing !== undefined) throw new Error(`no stream ${missing}: the school is not in the database`);
  const since = Math.min(...wanted.map(({ now }) => now));
  const known = await schoolsOf(tx, rows.map(locked), since);
  const asked = wanted.map((spoken) => {
    const found = known.get(spoken.id) as Known;
    return { found, lacking: found.school.lacking(spoken) };
  });
  const lacking = {
    classes: asked.flatMap((one) => one.lacking.classes),
    followed: asked.flatMap((one) => one.lacking.followed),
    pupils: asked.flatMap((one) => one.lacking.pupils),
  };
  const files = await loadFilesOf(tx, lacking, since);
  for (const one of asked) one.found.school.add(one.lacking, files);
  return asked.map(({ found }) => found);
};

/**
 * Locks those of the streams that are due by `now` and gives what a tick needs (`RememberedSchool.forTick`); those are
 * left out on which nothing is due or somebody else is at work.
 */
export const lockIfDue = async (
  tx: Writing,
  ids: readonly string[],
  now: Instant,
): Promise<{ stream: LockedStream; state: SchoolState }[]> => {
  const rows = await tx.$queryRaw<LockedRow[]>`
    SELECT ${LOCKED} FROM stream
    WHERE id = ANY(${[...ids]}) AND next_at <= ${new Date(now)} ORDER BY id FOR UPDATE SKIP LOCKED`;
  const known = await schoolsOf(tx, rows.map(locked), now);
  return [...known.values()].map(({ row, school }) => given(row, school, school.forTick(now)));
};

/** What is remembered of these schools, brought up to date or else loaded, now that nobody can change it. */
const schoolsOf = async (tx: Writing, rows: readonly Locked[], now: Instant): Promise<Map<string, Known>> => {
  const today = dayOf(now);
  const known = new Map<string, Known>();
  const behind: Known[] = [];
  const unknown: Locked[] = [];
  for (const row of rows) {
    const school = tx.$memory.get(row.id);
    if (!(school instanceof RememberedSchool)) unknown.push(row);
    else if (school.isAt(row, today)) known.set(row.id, { row, school });
    else if (school.isBehind(row, row.rewritten, today)) behind.push({ row, school });
    else unknown.push(row);
  }
  const turns = new Map(behind.map(({ row, school }) => [row.id, school.head.turn]));
  const ids = unknown.map(({ id }) => id);
  const [written, loaded] = await Promise.all([loadWritten(tx, turns, now), loadSchools(tx, ids, now)]);
  for (const { row, school } of behind) {
    school.catchUp(written.get(row.id) ?? NOTHING, row);
    known.set(row.id, { row, school });
  }
  for (const row of unknown)
    known.set(row.id, {
      row,
      school: new RememberedSchool(row.id, row, today, loaded.get(row.id) ?? NOTHING),
    });
  return known;
};

const NOTHING = { files: null, days: null, duties: null };

const given = (row: Locked, school: RememberedSchool, selection: Selection) => ({
  stream: { id: row.id, tickedAt: row.tickedAt, school },
  state: { ...selection, atRisk: row.atRisk, tickedAt: row.tickedAt },
});

/**
 * Sends everything a decision says, in the transaction that holds the stream and in one statement with the other
 * decisions of the transaction, since every message waits for it.
 */
export const saveDecision = (
  tx: Writing,
  { id, tickedAt, school }: LockedStream,
  decision: Decision,
  directory: Directory,
  clock: { now: Instant; checkpoint: Instant },
): void => {
  const { rows, end } = rowsOf(id, school.head, decision, directory, clock.now);
  const head = { ...end, tickedAt: Math.max(tickedAt, decision.tickedAt) };
  school.apply(rows.files, decision.classDays, rows.duties, head);
  tx.$memory.set(id, school.isWhole ? school : null);
  const nextAt = Math.min(clock.checkpoint, school.nextAt ?? clock.checkpoint);
  tx.$gather(sendDecisions, {
    ...rows,
    stream: { id, ...end, ticked_at: new Date(head.tickedAt), next_at: new Date(nextAt) },
  });
};

type Saved = DecisionRows & { stream: object };

const sendDecisions = (tx: Writing, saved: readonly Saved[]): void => {
  const rows = {
    facts: saved.flatMap(({ facts }) => facts),
    files: saved.flatMap(({ files }) => files),
    days: saved.flatMap(({ days }) => days),
    duties: saved.flatMap(({ duties }) => duties),
    notices: saved.flatMap(({ notices }) => notices),
    streams: saved.map(({ stream }) => stream),
    stilled: saved.flatMap(({ stilled }) => stilled),
  };
  // What there is nothing of is left out: looking at an empty list costs as much as a short one.
  const parts = (Object.keys(PARTS) as (keyof typeof PARTS)[]).filter((part) => rows[part].length > 0);
  const inserts = [
    Prisma.sql`SELECT ${JSON.stringify(rows)}::jsonb AS rows`,
    ...parts.map((part) => PARTS[part]),
  ];
  const names = ['given', ...parts].map(Prisma.raw);
  tx.$send`
    WITH ${Prisma.join(inserts.map((insert, place) => Prisma.sql`${names[place]} AS (${insert})`))}
    UPDATE stream SET turn = moved.turn, seq = moved.seq, hash = moved.hash, ticked_at = moved.ticked_at,
      next_at = moved.next_at
    FROM given, jsonb_populate_recordset(null::stream, rows->'streams') AS moved WHERE stream.id = moved.id`;
};

/** How each part of a decision is written. */
const PARTS = {
  facts: Prisma.sql`
    INSERT INTO fact SELECT f.* FROM given, jsonb_populate_recordset(null::fact, rows->'facts') AS f`,
  files: Prisma.sql`
    INSERT INTO case_file SELECT f.* FROM given, jsonb_populate_recordset(null::case_file, rows->'files') AS f
    ON CONFLICT (student) DO UPDATE
      SET stage = excluded.stage, active = excluded.active, listed = excluded.listed, marked = excluded.marked,
        state = excluded.state, class = excluded.class, township = excluded.township, turn = excluded.turn`,
  days: Prisma.sql`
    INSERT INTO class_day SELECT d.* FROM given, jsonb_populate_recordset(null::class_day, rows->'days') AS d
    ON CONFLICT (class, day) DO UPDATE SET state = excluded.state, turn = excluded.turn`,
  duties: Prisma.sql`
    INSERT INTO duty SELECT d.* FROM given, jsonb_populate_recordset(null::duty, rows->'duties') AS d
    ON CONFLICT (id) DO UPDATE SET role = excluded.role, actor = excluded.actor,
      opened_at = excluded.opened_at, due_at = excluded.due_at, next_at = excluded.next_at,
      state = excluded.state, done_at = excluded.done_at, proof = excluded.proof, plan = excluded.plan,
      turn = excluded.turn`,
  notices: insertNotices(Prisma.sql`SELECT rows->'notices' FROM given`),
  // Those of this very decision are not seen by it: a child who is back is thanked.
  stilled: Prisma.sql`
    UPDATE notice SET state = CASE WHEN one.until IS NULL THEN 'dropped' ELSE 'pending' END,
      outcome = CASE WHEN one.until IS NULL THEN 'the family is not to be told any more' END,
      send_at = greatest(send_at, coalesce(one.until, send_at))
    FROM given, jsonb_to_recordset(rows->'stilled')
      AS one(student text, texts text[], recipients text[], until timestamptz)
    WHERE state = 'pending' AND role = 'guardian' AND content->'items'->0->'about'->>'student' = one.student
      AND split_part(content->>'words', '-', 1) = ANY(one.texts)
      AND (one.recipients IS NULL OR recipient = ANY(one.recipients))`,
};

/** A moment at which something is due: schools whose clock must be looked at, and whether the outbox holds something. */
export interface Wake {
  at: Instant;
  schools: string[];
  outbox: boolean;
}

/** The next moment at which anything is due anywhere; null when nothing is to come. */
export const nextWake = async (database: Database): Promise<Wake | null> => {
  const [row] = await database.hot.$queryRaw<
    { at: Date | null; schools: string[] | null; outbox: boolean }[]
  >`
    WITH first AS (
      SELECT (SELECT min(next_at) FROM stream) AS clock, (SELECT min(send_at) FROM notice WHERE state = 'pending') AS held),
    wake AS (SELECT least(clock, held) AS at, coalesce(held <= clock, held IS NOT NULL) AS outbox FROM first)
    SELECT at, outbox, (SELECT array_agg(id ORDER BY next_at, id) FROM stream WHERE next_at <= at) AS schools FROM wake`;
  return row?.at ? { at: row.at.getTime(), schools: row.schools ?? [], outbox: row.outbox } : null;
};
