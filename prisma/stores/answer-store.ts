import type { ClassDay } from '../../domain/attendance/class-day.ts';
import { type Day, dayOf, type Instant } from '../../domain/calendar/time.ts';
import { type CaseFile, completeFile, type KeptFile } from '../../domain/cases/file.ts';
import { type Duty, type DutyState, UNFILLED } from '../../domain/duties/duty.ts';
import type { FactBody, Stage } from '../../domain/facts/fact.ts';
import type { Review } from '../../domain/parents/texts.ts';
import type { Student } from '../../domain/people/directory.ts';
import type { SettingKey } from '../../domain/policy/settings.ts';
import { AT_RISK } from './at-risk.ts';
import { type DutyRow, dutyOf } from './duty-row.ts';
import { followedSince } from './followed.ts';
import type { Transaction, Writing } from './transaction.ts';

/** What the bot reads and writes to answer a question, inside the message's own transaction. */

export const fileOf = (tx: Writing, student: string): Promise<CaseFile | null> => tx.$ask(loadFiles, student);

const loadFiles = async (tx: Transaction, students: readonly string[]): Promise<(CaseFile | null)[]> => {
  const rows = await tx.$queryRaw<{ student: string; state: KeptFile }[]>`
    SELECT student, state FROM case_file WHERE student = ANY(${[...students]})`;
  const files = new Map(rows.map(({ student, state }) => [student, completeFile(state)]));
  return students.map((student) => files.get(student) ?? null);
};

/** What is still to be done about a pupil, the soonest first. */
export const liveDutiesAbout = async (tx: Transaction, student: string): Promise<Duty[]> => {
  const rows = await tx.$queryRaw<{ duty: DutyRow }[]>`
    SELECT to_json(duty) AS duty FROM duty
    WHERE student = ${student} AND state IN ('open', 'overdue') ORDER BY due_at, id`;
  return rows.map(({ duty }) => dutyOf(duty));
};

/**
 * Which of these duties somebody was shown numbered replies for; a list of several matters and a digest show none. What was sent
 * before the oldest of them was opened spoke of none of them.
 */
export const shownWithNumbers = (
  tx: Writing,
  person: string,
  duties: readonly Duty[],
): Promise<Set<string>> =>
  tx.$ask(loadShown, {
    person,
    duties: duties.map(({ id }) => id),
    since: dayOf(Math.min(...duties.map(({ openedAt }) => openedAt))),
  });

const loadShown = async (
  tx: Transaction,
  asked: readonly { person: string; duties: readonly string[]; since: Day }[],
): Promise<Set<string>[]> => {
  const rows = await tx.$queryRaw<{ shown: string[] | null }[]>`
    SELECT (SELECT array_agg(DISTINCT one.duty) FROM notice, unnest(notice.duties) AS one(duty)
      WHERE recipient = asked.person AND day >= asked.since AND state IN ('sent', 'sending') AND notice.duties <> '{}'
        AND notice.duties && asked.duties AND jsonb_array_length(content->'options') > 0) AS shown
    FROM jsonb_to_recordset(${inPlaces(asked)}::jsonb) AS asked(place int, person text, duties text[], since date)
    ORDER BY place`;
  return rows.map(({ shown }) => new Set(shown));
};

/** What several ask, as rows with their place among them. */
const inPlaces = (asked: readonly object[]): string =>
  JSON.stringify(asked.map((one, place) => ({ ...one, place })));

/** The files of some classes that anybody still looks at, or in which something stands about `day` or later. */
export const filesOfClasses = async (
  tx: Transaction,
  classes: readonly string[],
  day: Day,
): Promise<{ school: string; file: CaseFile }[]> => {
  const rows = await tx.$queryRaw<{ school: string; file: KeptFile }[]>`
    SELECT school, state AS file FROM case_file
    WHERE class = ANY(${classes}) AND ${followedSince(day)} ORDER BY class, student`;
  return rows.map(({ school, file }) => ({ school, file: completeFile(file) }));
};

/** What these classes told of a day, or of the days from one to another. */
export const classDaysOf = async (
  tx: Transaction,
  classes: readonly string[],
  first: Day,
  last = first,
): Promise<ClassDay[]> => {
  const rows = await tx.$queryRaw<{ state: ClassDay }[]>`
    SELECT state FROM class_day WHERE class = ANY(${classes}) AND day BETWEEN ${first}::date AND ${last}::date`;
  return rows.map(({ state }) => state);
};

/** By whom and when the roll of a class was last told for a day; null where it was not. */
export const lastRollOf = async (
  tx: Transaction,
  classId: string,
  day: Day,
): Promise<{ by: string; at: Instant } | null> => {
  const [row] = await tx.$queryRaw<{ author: string; at: Date }[]>`
    SELECT author, at FROM fact WHERE class = ${classId} AND kind = 'roll' AND body->>'day' = ${day}
    ORDER BY at DESC, seq DESC LIMIT 1`;
  return row ? { by: row.author, at: row.at.getTime() } : null;
};

/** How many pupils of these classes are told as absent on a day, with leave or without. */
export const absentOn = async (tx: Transaction, classes: readonly string[], day: Day): Promise<number> => {
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) FROM case_file
    WHERE class = ANY(${classes}) AND state->'marks'->${day}->>'standing' NOT IN ('present', 'late', 'left_early')`;
  return Number(row?.count ?? 0);
};

/** Pupils with a case anywhere in the county, open, observed or closed, and the township that persuades; not those on leave, who are their school's matter. */
export const studentsWithCases = (tx: Writing): Promise<readonly StudentWithCase[]> =>
  tx.$ask(loadStudentsWithCases, null);

export interface StudentWithCase {
  student: string;
  township: string | null;
}

/** One answer for all who ask. */
const loadStudentsWithCases = async (
  tx: Transaction,
  asked: readonly null[],
): Promise<(readonly StudentWithCase[])[]> => {
  const [row] = await tx.$queryRaw<{ files: StudentWithCase[] | null }[]>`
    SELECT json_agg(json_build_object('student', student, 'township', township) ORDER BY student) AS files FROM case_file
    WHERE (active OR listed OR stage = 'CLOSED') AND (listed OR stage <> 'ABSENT_EXCUSED')`;
  return asked.map(() => row?.files ?? []);
};

/** Pupils anywhere in the county who are missing, or were found since then (T22). */
export const filesSought = async (tx: Transaction, since: Instant): Promise<CaseFile[]> => {
  const rows = await tx.$queryRaw<{ state: KeptFile }[]>`
    SELECT state FROM case_file
    WHERE (state->>'missing')::boolean OR (state->'lastFound'->>'at')::bigint >= ${since}
    ORDER BY student`;
  return rows.map(({ state }) => completeFile(state));
};

/** Those of these children whose case says that they have entered one of these schools (T10), each with its class where that was told. */
export const studentsEntered = (tx: Writing, among: Entered): Promise<ReadonlyMap<string, string | null>> =>
  tx.$ask(loadEntered, among);

interface Entered {
  students: readonly string[];
  schools: readonly string[];
}

const loadEntered = async (
  tx: Transaction,
  asked: readonly Entered[],
): Promise<ReadonlyMap<string, string | null>[]> => {
  const students = [...new Set(asked.flatMap((one) => one.students))];
  const rows = await tx.$queryRaw<{ student: string; school: string; class: string | null }[]>`
    SELECT student, state->>'placedIn' AS school, state->>'placedClass' AS class FROM case_file
    WHERE student = ANY(${students}) AND state->>'placedIn' IS NOT NULL`;
  return asked.map(({ students: among, schools }) => {
    const here = rows.filter((row) => among.includes(row.student) && schools.includes(row.school));
    return new Map(here.map((row) => [row.student, row.class]));
  });
};

/** Duties about these classes under these names that opened since an instant and are over. */
export const settledDuties = (tx: Writing, about: DutiesAbout): Promise<Duty[]> =>
  tx.$ask(loadSettledDuties, about);

interface DutiesAbout {
  classes: readonly string[];
  names: readonly string[];
  since: Instant;
}

const loadSettledDuties = async (tx: Transaction, asked: readonly DutiesAbout[]): Promise<Duty[][]> => {
  const about = inPlaces(asked.map(({ since, ...one }) => ({ ...one, since: new Date(since) })));
  const rows = await tx.$queryRaw<{ duties: DutyRow[] | null }[]>`
    SELECT (SELECT json_agg(to_json(duty) ORDER BY opened_at DESC) FROM duty
      WHERE class = ANY(asked.classes) AND opened_at >= asked.since AND name = ANY(asked.names)
        AND state NOT IN ('open', 'overdue')) AS duties
    FROM jsonb_to_recordset(${about}::jsonb)
      AS asked(place int, classes text[], names text[], since timestamptz) ORDER BY place`;
  return rows.map(({ duties }) => (duties ?? []).map(dutyOf));
};

/**
 * The files of a school, or of the children whom a township has to bring back, that anybody still has to look at, and those
 * in which something stands about `marked` or a later day.
 */
export const filesOfPlace = async (
  tx: Transaction,
  { school, township }: { school?: string | undefined; township?: string | undefined },
  marked: Day | null = null,
): Promise<CaseFile[]> => {
  const isWanted = followedSince(marked);
  const rows = await tx.$queryRaw<{ state: KeptFile }[]>`
    SELECT state FROM (
      SELECT student, state FROM case_file WHERE school = ${school ?? null} AND ${isWanted}
      UNION ALL
      SELECT student, state FROM unit JOIN case_file ON school = unit.id
        WHERE parent = ${township ?? null} AND township IS NULL AND ${isWanted}
      UNION ALL
      SELECT student, state FROM case_file WHERE township = ${township ?? null} AND ${isWanted}
    ) AS file ORDER BY student`;
  return rows.map(({ state }) => completeFile(state));
};

/** What somebody has done since an instant and left something of it unfilled, the latest first. */
export const unfilledDuties = async (tx: Transaction, person: string, since: Instant): Promise<Duty[]> => {
  const rows = await tx.$queryRaw<{ duty: DutyRow }[]>`
    SELECT to_json(duty) AS duty FROM duty
    WHERE actor = ${person} AND done_at >= ${new Date(since)} AND plan->>'detail' = ${UNFILLED}
    ORDER BY done_at DESC, id`;
  return rows.map(({ duty }) => dutyOf(duty));
};

/** Pupils on the list of P2.R2-ENDTERM-LIST, anywhere in the county. */
export const atRiskStudents = (tx: Writing): Promise<readonly string[]> => tx.$ask(loadAtRisk, null);

const loadAtRisk = async (tx: Transaction, asked: readonly null[]): Promise<(readonly string[])[]> => {
  const [row] = await tx.$queryRaw<{ students: string[] | null }[]>`SELECT ${AT_RISK} AS students`;
  return asked.map(() => row?.students ?? []);
};

/** Those of these pupils of whose whereabouts somebody has told on `day` or later. */
export const seenSince = async (
  tx: Transaction,
  students: readonly string[],
  day: Day,
): Promise<string[]> => {
  const rows = await tx.$queryRaw<{ student: string }[]>`
    SELECT student FROM case_file
    WHERE student = ANY(${students}) AND state->'year'->'seen'->-1->>'on' >= ${day}`;
  return rows.map(({ student }) => student);
};

/** The stage in which each of these pupils stood at an instant; whoever is missing in it had always been in school. */
export const stagesAt = async (
  tx: Pick<Transaction, '$queryRaw'>,
  students: readonly string[],
  instant: Instant,
): Promise<Map<string, Stage>> => {
  const rows = await tx.$queryRaw<{ student: string; stage: Stage }[]>`
    SELECT DISTINCT ON (student) student, body->>'to' AS stage FROM fact
    WHERE student = ANY(${[...students]}) AND kind = 'stage' AND at <= ${new Date(instant)}
    ORDER BY student, recorded_at DESC, seq DESC`;
  return new Map(rows.map(({ student, stage }) => [student, stage]));
};

/** What guardians wrote of these children at these moments, `student@moment` to their words. */
export const familyWordsAt = async (
  tx: Transaction,
  asked: readonly { student: string; at: Instant }[],
): Promise<Map<string, string>> => {
  if (asked.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ student: string; at: Date; words: string }[]>`
    SELECT student, at, words FROM fact
    WHERE student = ANY(${asked.map(({ student }) => student)}) AND kind = 'guardian_words' AND words IS NOT NULL
      AND at = ANY(${asked.map(({ at }) => new Date(at))})`;
  return new Map(rows.map(({ student, at, words }) => [`${student}@${at.getTime()}`, words]));
};

/** Keeps that somebody outside the school looked at a case, and what for (policy.md §5.2.4). */
export const keepLook = async (
  tx: Transaction,
  look: { viewer: string; role: string; student: string; purpose: string },
  now: Instant,
): Promise<void> => {
  await tx.$executeRaw`
    INSERT INTO look (viewer, role, student, purpose, at)
    VALUES (${look.viewer}, ${look.role}, ${look.student}, ${look.purpose}, ${new Date(now)})`;
};

/** Pupils of these schools with a case, open or over. */
export const casesIn = async (tx: Transaction, schools: readonly string[]): Promise<string[]> => {
  const rows = await tx.$queryRaw<{ student: string }[]>`
    SELECT student FROM case_file WHERE school = ANY(${schools}) AND state->>'opened' IS NOT NULL ORDER BY student`;
  return rows.map(({ student }) => student);
};

/** A day on which a school does not teach, by its own word. */
export const keepClosure = async (tx: Transaction, school: string, day: Day): Promise<void> => {
  await tx.$executeRaw`INSERT INTO closure (school, day) VALUES (${school}, ${day}::date) ON CONFLICT DO NOTHING`;
};

/** It does all the same. */
export const dropClosure = async (tx: Transaction, school: string, day: Day): Promise<void> => {
  await tx.$executeRaw`DELETE FROM closure WHERE school = ${school} AND day = ${day}::date`;
};

/** The day of which a message said that the school does not teach on it, if that still stands. */
export const closureTold = async (
  tx: Transaction,
  message: string,
): Promise<{ school: string; day: Day } | null> => {
  const [told] = await tx.$queryRaw<{ school: string; day: Day }[]>`
    SELECT body->>'school' AS school, body->>'day' AS day FROM fact
    WHERE starts_with(key, ${`${message}:`}) AND kind = 'closure'
      AND EXISTS (SELECT 1 FROM closure WHERE school = body->>'school' AND day = (body->>'day')::date)`;
  return told ?? null;
};

/** What a closure ended of a day, in its school. */
export const dutiesClosed = async (tx: Transaction, school: string, day: Day): Promise<Duty[]> => {
  const rows = await tx.$queryRaw<{ duty: DutyRow }[]>`
    SELECT to_json(duty) AS duty FROM duty
    WHERE stream = ${school} AND period = ${day} AND state = 'not_applicable' AND proof = 'school_closed'
    ORDER BY opened_at, id`;
  return rows.map(({ duty }) => dutyOf(duty));
};

/** A setting that somebody who may has changed, with what it rests on. */
export const keepSetting = async (
  tx: Transaction,
  change: { key: SettingKey; value: unknown; author: string; words: string },
  now: Instant,
): Promise<void> => {
  await tx.$executeRaw`
    INSERT INTO setting_change (key, value, at, author, words)
    VALUES (${change.key}, ${JSON.stringify(change.value)}::jsonb, ${new Date(now)}, ${change.author}, ${change.words})`;
};

/** What a reviewer has said of a text for parents, word for word. */
export const keepReview = async (
  tx: Transaction,
  { text, language, digest, reviewer, on, until }: Review,
  said: { author: string; words: string },
  now: Instant,
): Promise<void> => {
  await tx.$executeRaw`
    INSERT INTO text_review (text, language, digest, author, reviewer, "on", until, at, words)
    VALUES (${text}, ${language}, ${digest}, ${said.author}, ${reviewer}, ${on}::date, ${until}::date, ${new Date(now)}, ${said.words})`;
};

/** The rolls and standings that a message recorded, in their order, with the class of each. */
export const attendanceTold = (tx: Transaction, message: string): Promise<AttendanceTold[]> => tx.$queryRaw<
  AttendanceTold[]
>`
  SELECT class, body FROM fact
  WHERE starts_with(key, ${`${message}:`}) AND kind IN ('roll', 'standing') AND class IS NOT NULL
  ORDER BY stream, seq`;

/** A visit as a message told it, with the key of its fact. */
export interface VisitOnRecord {
  key: string;
  body: Extract<FactBody, { kind: 'visit' }>;
}

/** The visits that a message told and nobody has taken back. */
export const visitsTold = (tx: Transaction, message: string): Promise<VisitOnRecord[]> => tx.$queryRaw<
  VisitOnRecord[]
>`
  SELECT key, body FROM fact
  WHERE starts_with(key, ${`${message}:`}) AND kind = 'visit' AND NOT EXISTS (
    SELECT 1 FROM fact AS taken
    WHERE taken.kind = 'visit_withdrawn' AND taken.student = fact.student AND taken.body->>'visit' = fact.key)
  ORDER BY stream, seq`;

/** The duties about these pupils that have ended in one of these ways since an instant. */
export const dutiesEndedSince = async (
  tx: Transaction,
  students: readonly string[],
  since: Instant,
  states: readonly DutyState[],
): Promise<Duty[]> => {
  const rows = await tx.$queryRaw<{ duty: DutyRow }[]>`
    SELECT to_json(duty) AS duty FROM duty
    WHERE student = ANY(${[...students]}) AND state = ANY(${[...states]}) AND done_at >= ${new Date(since)}
    ORDER BY opened_at, id`;
  return rows.map(({ duty }) => dutyOf(duty));
};

export interface AttendanceTold {
  class: string;
  body: Extract<FactBody, { kind: 'roll' | 'standing' }>;
}

/** Who of these people was told that day that one of these pupils is missing: by the question to the family, or the list. */
export const whoWasAlarmed = (
  tx: Transaction,
  students: readonly string[],
  people: readonly string[],
  day: Day,
): Promise<{ student: string; person: string }[]> => tx.$queryRaw<{ student: string; person: string }[]>`
  SELECT DISTINCT item->'about'->>'student' AS student, recipient AS person
  FROM notice, jsonb_array_elements(content->'items') AS told(item)
  WHERE recipient = ANY(${[...people]}) AND day = ${day}::date AND state IN ('sent', 'sending', 'unknown', 'gathered')
    AND content->>'words' IN ('parents/L1', 'parents/L2', 'P3.1-REPORT-2H/list')
    AND item->'about'->>'student' = ANY(${[...students]})
  ORDER BY 1, 2`;

/** A person's leave and who stands in; told again for the same first day, the last word counts. */
export const keepCover = async (
  tx: Transaction,
  cover: { person: string; deputy: string | null; from: Day; until: Day },
): Promise<void> => {
  await tx.$executeRaw`
    INSERT INTO staff_leave (person, deputy, "from", until)
    VALUES (${cover.person}, ${cover.deputy}, ${cover.from}::date, ${cover.until}::date)
    ON CONFLICT (person, "from") DO UPDATE SET deputy = excluded.deputy, until = excluded.until`;
};

/** A school-age child with no school, as a township found it (T10). */
export const keepChild = async (tx: Transaction, child: Student): Promise<void> => {
  const { id, name, school, household, village = null } = child;
  await tx.$executeRaw`
    INSERT INTO student (id, name, class, school, household, village, flags)
    VALUES (${id}, ${name}, null, ${school}, ${household}, ${village}, '{}')`;
};
