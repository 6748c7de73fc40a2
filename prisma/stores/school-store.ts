import { createHash } from 'node:crypto';
import type { ClassDay } from '../../domain/attendance/class-day.ts';
import { at, dayOf, type Instant } from '../../domain/calendar/time.ts';
import { type CaseFile, completeFile, isActive, isListed } from '../../domain/cases/file.ts';
import type { Decision, SchoolState } from '../../domain/decision.ts';
import type { Duty } from '../../domain/duties/duty.ts';
import type { Fact } from '../../domain/facts/fact.ts';
import type { Directory } from '../../domain/people/directory.ts';
import type { Database } from '../client.ts';
import { Prisma } from '../generated/client.ts';
import { type DutyRow, dutyOf } from './duty-row.ts';
import { insertNotices, noticeRows } from './notice-store.ts';
import type { Transaction, Writing } from './transaction.ts';

/** A locked stream: nobody else decides about this school until the transaction ends. */
export interface LockedStream {
  id: string;
  seq: number;
  hash: string;
  tickedAt: Instant;
}

interface StreamRow {
  id: string;
  seq: number;
  hash: string;
  ticked_at: Date;
}

const locked = (row: StreamRow): LockedStream => ({
  id: row.id,
  seq: row.seq,
  hash: row.hash,
  tickedAt: row.ticked_at.getTime(),
});

/** Of the whole county, for the district's own stream, whose duties about villages name them; nobody for a school. */
const AT_RISK = Prisma.sql`
  CASE WHEN EXISTS (SELECT FROM unit WHERE unit.id = stream.id AND kind = 'district') THEN
    (SELECT json_agg(student ORDER BY student) FROM case_file WHERE listed AND state->'year'->>'risk' IS NOT NULL)
  END AS at_risk`;

/** Streams on which something is due by `now`, the longest waiting first. */
export const dueStreams = async (database: Database, now: Instant, limit: number): Promise<string[]> => {
  const rows = await database.hot.$queryRaw<{ id: string }[]>`
    SELECT id FROM stream WHERE next_at <= ${new Date(now)} ORDER BY next_at LIMIT ${limit}`;
  return rows.map(({ id }) => id);
};

/** A stream with what was read beside its lock; where another transaction held it meanwhile, the turns differ. */
interface LoadedRow extends StreamRow {
  turn: number;
  turn_read: number;
  files: CaseFile[] | null;
  days: ClassDay[] | null;
  duties: DutyRow[] | null;
  at_risk: string[] | null;
}

const loaded = (row: LoadedRow): { stream: LockedStream; state: SchoolState } => {
  const stream = locked(row);
  const state = {
    files: (row.files ?? []).map(completeFile),
    classDays: row.days ?? [],
    duties: (row.duties ?? []).map(dutyOf),
    atRisk: row.at_risk ?? [],
    tickedAt: stream.tickedAt,
  };
  return { stream, state };
};

/**
 * Locks a school's stream and loads what a message about some classes needs: the files of their pupils, their class
 * days, the duties about them that are live or were opened today, and all of the school itself, so that a gap that was
 * dealt with is not told anew. One statement; where another transaction held
 * the stream meanwhile, what was read beside the lock is old and is read again.
 */
export const lockForClasses = async (
  tx: Transaction,
  id: string,
  classes: readonly string[],
  now: Instant,
): Promise<{ stream: LockedStream; state: SchoolState }> => {
  const today = dayOf(now);
  const midnight = new Date(at(today, '00:00'));
  for (;;) {
    const [row] = await tx.$queryRaw<LoadedRow[]>`
      SELECT id, seq, hash, ticked_at, turn,
        (SELECT turn FROM stream AS read WHERE read.id = stream.id) AS turn_read,
        (SELECT json_agg(state ORDER BY student) FROM case_file
          WHERE class = ANY(${classes}) OR school = stream.id AND (class IS NULL OR listed)) AS files,
        ${AT_RISK},
        (SELECT json_agg(state) FROM class_day WHERE class = ANY(${classes}) AND day = ${today}::date) AS days,
        (SELECT json_agg(to_json(duty) ORDER BY id) FROM duty WHERE id IN (
          SELECT id FROM duty WHERE class = ANY(${classes}) AND state IN ('open', 'overdue')
          UNION SELECT id FROM duty WHERE class = ANY(${classes}) AND opened_at >= ${midnight}
          UNION SELECT id FROM duty
            WHERE duty.stream = stream.id AND class IS NULL
              AND (state IN ('open', 'overdue') OR student IS NULL AND (rule = 'P1.2-POST' OR opened_at >= ${midnight}))
        )) AS duties
      FROM stream WHERE id = ${id} FOR UPDATE`;
    if (!row) throw new Error(`no stream ${id}: the school is not in the database`);
    if (row.turn === row.turn_read) return loaded(row);
  }
};

/**
 * Locks a stream that is due by `now` and loads what a tick needs: the active files, today's class days, the duties that
 * are due, live about active pupils, of today, or of the school itself. Null when nothing is due or somebody else is at
 * it.
 */
export const lockIfDue = async (
  tx: Transaction,
  id: string,
  now: Instant,
): Promise<{ stream: LockedStream; state: SchoolState } | null> => {
  const today = dayOf(now);
  const midnight = new Date(at(today, '00:00'));
  for (;;) {
    const [row] = await tx.$queryRaw<LoadedRow[]>`
      SELECT id, seq, hash, ticked_at, turn,
        (SELECT turn FROM stream AS read WHERE read.id = stream.id) AS turn_read,
        (SELECT json_agg(state ORDER BY student) FROM case_file
          WHERE school = stream.id AND (active OR listed OR marked >= ${today}::date)) AS files,
        ${AT_RISK},
        (SELECT json_agg(state) FROM class_day WHERE school = stream.id AND day = ${today}::date) AS days,
        (SELECT json_agg(to_json(duty) ORDER BY id) FROM duty WHERE id IN (
          SELECT id FROM duty WHERE duty.stream = stream.id AND next_at <= ${new Date(now)}
          UNION SELECT duty.id FROM case_file JOIN duty USING (student)
            WHERE case_file.school = stream.id AND active AND duty.state IN ('open', 'overdue')
          UNION SELECT id FROM duty WHERE duty.stream = stream.id AND opened_at >= ${midnight}
          UNION SELECT id FROM duty
            WHERE duty.stream = stream.id AND class IS NULL
              AND (state IN ('open', 'overdue') OR student IS NULL AND rule = 'P1.2-POST')
        )) AS duties
      FROM stream WHERE id = ${id} AND next_at <= ${new Date(now)} FOR UPDATE SKIP LOCKED`;
    if (!row) return null;
    if (row.turn === row.turn_read) return loaded(row);
  }
};

/**
 * Sends everything a decision says, in the transaction that holds the stream and in one statement, since every message
 * waits for it.
 */
export const saveDecision = (
  tx: Writing,
  stream: LockedStream,
  decision: Decision,
  directory: Directory,
  clock: { now: Instant; checkpoint: Instant },
): void => {
  const { facts, head } = chained(stream, decision.facts, directory, clock.now);
  const duties = dutyRows(stream.id, decision.duties, directory);
  const tickedAt = Math.max(stream.tickedAt, decision.tickedAt);
  const rows = {
    facts,
    files: fileRows(stream.id, decision.files, directory),
    days: dayRows(stream.id, decision.classDays),
    duties,
    notices: noticeRows(stream.id, decision.notices),
    stilled: decision.stilled.map(({ until, ...one }) => ({ ...one, until: until && new Date(until) })),
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
    UPDATE stream SET turn = turn + 1, seq = ${head.seq}, hash = ${head.hash}, ticked_at = ${new Date(tickedAt)},
      next_at = LEAST(${new Date(clock.checkpoint)}, ${earliest(decision.duties)},
        (SELECT min(next_at) FROM duty
          WHERE stream = ${stream.id} AND next_at IS NOT NULL AND id <> ALL(${duties.map(({ id }) => id)})))
    WHERE id = ${stream.id}`;
};

/** How each part of a decision is written. */
const PARTS = {
  facts: Prisma.sql`
    INSERT INTO fact SELECT f.* FROM given, jsonb_populate_recordset(null::fact, rows->'facts') AS f`,
  files: Prisma.sql`
    INSERT INTO case_file SELECT f.* FROM given, jsonb_populate_recordset(null::case_file, rows->'files') AS f
    ON CONFLICT (student) DO UPDATE
      SET stage = excluded.stage, active = excluded.active, listed = excluded.listed, marked = excluded.marked,
        state = excluded.state, class = excluded.class`,
  days: Prisma.sql`
    INSERT INTO class_day SELECT d.* FROM given, jsonb_populate_recordset(null::class_day, rows->'days') AS d
    ON CONFLICT (class, day) DO UPDATE SET state = excluded.state`,
  duties: Prisma.sql`
    INSERT INTO duty SELECT d.* FROM given, jsonb_populate_recordset(null::duty, rows->'duties') AS d
    ON CONFLICT (id) DO UPDATE SET role = excluded.role, actor = excluded.actor,
      opened_at = excluded.opened_at, due_at = excluded.due_at, next_at = excluded.next_at,
      state = excluded.state, done_at = excluded.done_at, proof = excluded.proof, plan = excluded.plan`,
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

const earliest = (duties: readonly Duty[]): Date | null => {
  const instants = duties.flatMap(({ nextAt }) => (nextAt === null ? [] : [nextAt]));
  return instants.length > 0 ? new Date(Math.min(...instants)) : null;
};

/** The hash of a fact over the one before it: who changes one line of the ledger changes all that follow. */
export const factHash = (
  previous: string,
  fact: Pick<Fact, 'key' | 'at' | 'by' | 'words' | 'body'>,
): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        previous,
        fact.key,
        fact.at,
        fact.by.person,
        fact.by.role,
        fact.words,
        sorted(fact.body),
      ]),
    )
    .digest('hex');

/** Keys in order, since the database does not keep theirs. */
const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : value !== null && typeof value === 'object'
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, item]) => [key, sorted(item)]),
        )
      : value;

const chained = (stream: LockedStream, facts: readonly Fact[], directory: Directory, now: Instant) => {
  let { seq, hash } = stream;
  const rows = facts.map((fact) => {
    const previous = hash;
    seq += 1;
    hash = factHash(previous, fact);
    const student = fact.about.student ?? null;
    return {
      stream: stream.id,
      seq,
      key: fact.key,
      kind: fact.body.kind,
      student,
      class: fact.about.class ?? classOf(student, directory),
      author: fact.by.person,
      author_role: fact.by.role,
      at: new Date(fact.at),
      recorded_at: new Date(now),
      words: fact.words,
      body: fact.body,
      previous,
      hash,
    };
  });
  return { facts: rows, head: { ...stream, seq, hash } };
};

const classOf = (student: string | null | undefined, directory: Directory): string | null =>
  student ? (directory.students.get(student)?.class ?? null) : null;

const fileRows = (school: string, files: readonly CaseFile[], directory: Directory) =>
  files.map((file) => ({
    student: file.student,
    school,
    class: classOf(file.student, directory),
    stage: file.stage,
    active: isActive(file),
    listed: isListed(file),
    marked: Object.keys(file.marks).sort().at(-1) ?? null,
    state: file,
  }));

const dayRows = (school: string, days: readonly ClassDay[]) =>
  days.map((day) => ({ class: day.class, day: day.day, school, state: day }));

const dutyRows = (stream: string, duties: readonly Duty[], directory: Directory) =>
  duties.map((duty) => ({
    id: duty.id,
    name: duty.name,
    rule: duty.rule,
    stream,
    student: duty.about.student ?? null,
    class: duty.about.class ?? classOf(duty.about.student, directory),
    period: duty.period,
    role: duty.role,
    actor: duty.actor,
    opened_at: new Date(duty.openedAt),
    due_at: new Date(duty.dueAt),
    next_at: duty.nextAt === null ? null : new Date(duty.nextAt),
    state: duty.state,
    done_at: duty.doneAt === null ? null : new Date(duty.doneAt),
    proof: duty.proof,
    policy: duty.policy,
    plan: {
      lateAt: duty.lateAt,
      steps: duty.steps,
      ladder: duty.ladder,
      taken: duty.taken,
      about: duty.about,
      delegate: duty.delegate,
      acceptedAt: duty.acceptedAt,
      task: duty.task,
      detail: duty.detail,
      asked: duty.asked,
    },
  }));

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
