import { type Day, dayOf, type Instant } from '../../domain/calendar/time.ts';
import { type CaseFile, completeFile, type KeptFile } from '../../domain/cases/file.ts';
import type { Duty } from '../../domain/duties/duty.ts';
import type { FactBody, Stage } from '../../domain/facts/fact.ts';
import type { NoticeItem, NoticeKind } from '../../domain/notices/notice.ts';
import type { Role } from '../../domain/people/roles.ts';
import type { Database } from '../client.ts';
import { type DutyRow, dutyOf } from './duty-row.ts';
import type { Transaction } from './transaction.ts';

/** What the ledger (台账) holds, for those who look at it; nothing here changes a case. */

/** A duty with the school or district in whose stream it stands. */
export type KeptDuty = Duty & { stream: string };

const kept = ({ duty }: { duty: DutyRow }): KeptDuty => ({ ...dutyOf(duty), stream: duty.stream });

/**
 * The live duties of all schools by due time. Those whose name is in `routine` come last while they are in time,
 * so that a limit never hides what is out of line behind the daily work. With `actor`, that person's alone.
 */
export const liveDuties = async (
  database: Database,
  {
    now,
    routine,
    limit,
    actor = null,
  }: { now: Instant; routine: readonly string[]; limit: number; actor?: string | null },
): Promise<KeptDuty[]> => {
  const rows = await database.$queryRaw<{ duty: DutyRow }[]>`
    SELECT to_json(duty) AS duty FROM duty
    WHERE state IN ('open', 'overdue') AND (${actor}::text IS NULL OR actor = ${actor})
    ORDER BY name = ANY(${[...routine]}) AND state = 'open' AND due_at > ${new Date(now)}, due_at, id
    LIMIT ${limit}`;
  return rows.map(kept);
};

/** How many duties are live, and how many of them are late; with `actor`, that person's alone. */
export const countLiveDuties = async (
  database: Database,
  { now, actor }: { now: Instant; actor: string | null },
): Promise<{ open: number; late: number }> => {
  const [counted] = await database.$queryRaw<{ open: number; late: number }[]>`
    SELECT count(*)::int AS open,
      (count(*) FILTER (WHERE state = 'overdue' OR due_at <= ${new Date(now)}))::int AS late
    FROM duty WHERE state IN ('open', 'overdue') AND (${actor}::text IS NULL OR actor = ${actor})`;
  return counted ?? { open: 0, late: 0 };
};

/** What is still to be done of these rules, in the order in which it is due. */
export const liveDutiesNamed = async (database: Database, names: readonly string[]): Promise<KeptDuty[]> => {
  const rows = await database.$queryRaw<{ duty: DutyRow }[]>`
    SELECT to_json(duty) AS duty FROM duty
    WHERE name = ANY(${[...names]}) AND state IN ('open', 'overdue') ORDER BY due_at, id`;
  return rows.map(kept);
};

/** Every duty about a pupil, oldest first. */
export const dutiesAbout = async (database: Database, student: string): Promise<KeptDuty[]> => {
  const rows = await database.$queryRaw<{ duty: DutyRow }[]>`
    SELECT to_json(duty) AS duty FROM duty WHERE student = ${student} ORDER BY opened_at, id`;
  return rows.map(kept);
};

/** What came with the newest duty of a name that was done between two instants; null while none was. */
export const detailOf = async (
  database: Database,
  name: string,
  from: Instant,
  until: Instant,
): Promise<string | null> => {
  const rows = await database.$queryRaw<{ duty: DutyRow }[]>`
    SELECT to_json(duty) AS duty FROM duty WHERE name = ${name} AND done_at IS NOT NULL
      AND opened_at BETWEEN ${new Date(from)} AND ${new Date(until)} ORDER BY opened_at DESC LIMIT 1`;
  return rows[0] ? dutyOf(rows[0].duty).detail : null;
};

type Decision = Extract<FactBody, { kind: 'task_set' }>;

/** What meetings decided between two instants, in the order of telling (P1.0-MEET-DECIDE). */
export const decisionsIn = async (database: Database, from: Instant, until: Instant): Promise<Decision[]> => {
  const rows = await database.fact.findMany({
    where: { kind: 'task_set', at: { gte: new Date(from), lte: new Date(until) } },
    orderBy: [{ at: 'asc' }, { seq: 'asc' }],
  });
  return rows.map(({ body }) => body as unknown as Decision).filter(({ task }) => task === 'decision');
};

/** A fact as the ledger keeps it. */
export interface KeptFact {
  author: string;
  authorRole: string;
  at: Instant;
  recordedAt: Instant;
  words: string | null;
  body: FactBody;
}

const MOST_ENTRIES = 500;

/** The newest facts about a pupil, oldest first. */
export const factsAbout = async (database: Database, student: string): Promise<KeptFact[]> => {
  const rows = await database.fact.findMany({
    where: { student },
    orderBy: [{ at: 'desc' }, { seq: 'desc' }],
    take: MOST_ENTRIES,
  });
  return rows.reverse().map(({ author, authorRole, at, recordedAt, words, body }) => ({
    author,
    authorRole,
    at: at.getTime(),
    recordedAt: recordedAt.getTime(),
    words,
    body: body as unknown as FactBody,
  }));
};

/** A notice that has left, as far as it is about one pupil. */
export interface SentNotice {
  to: string;
  kind: NoticeKind;
  at: Instant;
  rules: string[];
  items: NoticeItem[];
}

/** The newest notices about a pupil that were sent, oldest first, with the items about this pupil only. */
export const noticesAbout = async (
  database: Database,
  { student, school }: { student: string; school: string },
): Promise<SentNotice[]> => {
  const about = JSON.stringify([{ about: { student } }]);
  const rows = await database.$queryRaw<
    { recipient: string; kind: NoticeKind; at: Date; rules: string[]; items: NoticeItem[] }[]
  >`
    SELECT recipient, kind, coalesce(sent_at, at) AS at, content->'rules' AS rules, content->'items' AS items
    FROM notice WHERE stream = ${school} AND state = 'sent' AND content->'items' @> ${about}::jsonb
    ORDER BY 3 DESC, id DESC LIMIT ${MOST_ENTRIES}`;
  return rows.reverse().map(({ recipient, kind, at, rules, items }) => ({
    to: recipient,
    kind,
    at: at.getTime(),
    rules,
    items: items.filter((item) => item.about.student === student),
  }));
};

/** A pupil's case file (一生一案); null for one about whom nothing was ever told. */
export const caseFileOf = async (database: Database, student: string): Promise<CaseFile | null> =>
  (await caseFilesOf(database, [student])).get(student) ?? null;

/** The files of these pupils, as far as anything was ever told of them. */
export const caseFilesOf = async (
  database: Database,
  students: readonly string[],
): Promise<ReadonlyMap<string, CaseFile>> => {
  if (students.length === 0) return new Map();
  const rows = await database.hot.$queryRaw<{ student: string; state: KeptFile }[]>`
    SELECT student, state FROM case_file WHERE student = ANY(${[...students]})`;
  return new Map(rows.map(({ student, state }) => [student, completeFile(state)]));
};

/** Of these pupils, the files of those whose guardians may not all hear of them; of most there is none. */
export const guardedFilesOf = async (
  database: Database,
  students: readonly string[],
): Promise<ReadonlyMap<string, CaseFile>> => {
  if (students.length === 0) return new Map();
  const rows = await database.hot.$queryRaw<{ student: string; state: KeptFile }[]>`
    SELECT student, state FROM case_file WHERE student = ANY(${[...students]})
      AND ((state->>'safeguard')::boolean OR jsonb_typeof(state->'family'->'safe') = 'array' OR state->'family' ? 'strangers')`;
  return new Map(rows.map(({ student, state }) => [student, completeFile(state)]));
};

/** The files of all open cases of the county, by pupil. */
export const openCases = async (database: Database): Promise<CaseFile[]> => {
  const rows = await database.hot.$queryRaw<{ state: KeptFile }[]>`
    SELECT state FROM case_file
    WHERE stage IN ('SUSPECTED', 'SUSPECTED_7', 'LONG_ABSENT', 'DROPOUT', 'NOT_ENROLLED') ORDER BY student`;
  return rows.map(({ state }) => completeFile(state));
};

/** A pupil's guardians as the school's register has them; by pupil. */
export const guardiansOf = async (
  database: Database,
  student: string,
): Promise<{ person: string; relation: string | null; working: boolean }[]> =>
  database.guardian.findMany({
    where: { student, until: null },
    select: { person: true, relation: true, working: true },
    orderBy: { person: 'asc' },
  });

/** Every case file of these schools, in the order of the pupils. */
export const caseFilesIn = async (
  database: Database,
  schools: readonly string[],
  /** Also of children whom no school has (T10): the township's, kept in the ledger of one of its schools. */
  unenrolled: 'with' | 'without' = 'without',
): Promise<CaseFile[]> => {
  const rows = await database.caseFile.findMany({
    where: { school: { in: [...schools] }, ...(unenrolled === 'with' ? {} : { class: { not: null } }) },
    orderBy: { student: 'asc' },
  });
  return rows.map(({ state }) => completeFile(state as unknown as KeptFile));
};

/** The classes of a school that have answered one of these duties of a period, in time or not. */
export const answeredClasses = async (
  database: Transaction,
  { school, names, period }: { school: string; names: readonly string[]; period: string },
): Promise<Set<string>> => {
  const rows = await database.$queryRaw<{ class: string }[]>`
    SELECT DISTINCT class FROM duty
    WHERE stream = ${school} AND name = ANY(${[...names]}) AND period = ${period}
      AND state IN ('done', 'done_late') AND class IS NOT NULL`;
  return new Set(rows.map((row) => row.class));
};

/** The classes of a school of which a roll was told on some day of a span. */
export const rolledClasses = async (
  database: Transaction,
  { school, first, last }: { school: string; first: Day; last: Day },
): Promise<Set<string>> => {
  const rows = await database.$queryRaw<{ class: string }[]>`
    SELECT DISTINCT class FROM class_day
    WHERE school = ${school} AND day BETWEEN ${first}::date AND ${last}::date AND state->>'rolledAt' IS NOT NULL`;
  return new Set(rows.map((row) => row.class));
};

/** What was reported with a rule's duties of one period, by township, and on which day. */
export const reportsOf = async (
  database: Database,
  { name, period }: { name: string; period: string },
): Promise<Map<string, { detail: string; day: Day }>> => {
  const rows = await database.$queryRaw<{ duty: DutyRow }[]>`
    SELECT to_json(duty) AS duty FROM duty
    WHERE name = ${name} AND period = ${period} AND state IN ('done', 'done_late') ORDER BY id`;
  return new Map(
    rows
      .map(kept)
      .flatMap(({ about, detail, doneAt }) =>
        about.township && detail !== null && doneAt !== null
          ? [[about.township, { detail, day: dayOf(doneAt) }] as const]
          : [],
      ),
  );
};

/** The day on which the duty of each of these periods is due, the latest where there are several. */
export const dueDays = async (database: Database, periods: readonly string[]): Promise<Map<string, Day>> => {
  const rows = await database.duty.findMany({
    where: { period: { in: [...periods] } },
    select: { period: true, dueAt: true },
    orderBy: { dueAt: 'asc' },
  });
  return new Map(rows.map(({ period, dueAt }) => [period, dayOf(dueAt.getTime())]));
};

/**
 * Pupils with something going on: an active file, or a duty that somebody still has. What a unit was asked to do goes on
 * beside a closed case, which is over all the same.
 */
export const stirredStudents = async (database: Database): Promise<Set<string>> => {
  const rows = await database.$queryRaw<{ student: string }[]>`
    SELECT student FROM case_file WHERE active
    UNION SELECT student FROM duty WHERE student IS NOT NULL AND state IN ('open', 'overdue')
      AND NOT (coalesce(jsonb_typeof(plan->'asked'), 'null') = 'object' AND EXISTS (
        SELECT 1 FROM case_file WHERE case_file.student = duty.student AND stage = 'CLOSED'))`;
  return new Set(rows.map(({ student }) => student));
};

/** The stages of some pupils; whoever is missing in it was always in school. */
export const stagesOf = async (
  database: Database,
  students: readonly string[],
): Promise<Map<string, Stage>> => {
  const rows = await database.caseFile.findMany({
    where: { student: { in: [...students] } },
    select: { student: true, stage: true },
  });
  return new Map(rows.map(({ student, stage }) => [student, stage as Stage]));
};

/** Who looked at whose case, in which post, what for (policy.md §5.2.4). */
export interface LookEntry {
  viewer: string;
  role: Role;
  student: string;
  purpose: string;
  at: Instant;
}

const SAME_LOOK = '10 minutes';

/** Keeps a look; the same look going on (a page that refreshes itself) is one entry. */
export const recordLook = async (database: Database, look: LookEntry): Promise<void> => {
  const { viewer, role, student, purpose } = look;
  const at = new Date(look.at);
  await database.$executeRaw`
    INSERT INTO look (viewer, role, student, purpose, at)
    SELECT ${viewer}, ${role}, ${student}, ${purpose}, ${at}
    WHERE NOT EXISTS (
      SELECT 1 FROM look WHERE viewer = ${viewer} AND role = ${role} AND student = ${student}
        AND purpose = ${purpose} AND at BETWEEN ${at}::timestamptz - ${SAME_LOOK}::interval AND ${at})`;
};
