import { dayOf, type Instant } from '../../domain/calendar/time.ts';
import {
  applyChanges,
  type Change,
  type DirectoryChanges,
  directoryChanges,
  sizeOf,
} from '../../domain/people/directory-change.ts';
import { type DirectoryReport, reportOf } from '../../domain/people/directory-report.ts';
import {
  type Answers,
  directoryOf,
  EMPTY_REGISTER,
  isHeld,
  type PersonRow,
  type PostRow,
  type PupilRow,
  type Register,
  type Wanted,
} from '../../domain/people/register.ts';
import type { Role } from '../../domain/people/roles.ts';
import type { Subject } from '../../domain/signals.ts';
import type { Database } from '../client.ts';
import type { Secrets } from '../secrets.ts';
import { withoutGuards } from './append-only.ts';
import { loadLeaves, loadRegister } from './directory-store.ts';
import type { Transaction } from './transaction.ts';

/** What a source says, and in `plain` what its marks stand for: phones and identity numbers to be sealed. */
export interface Said {
  wanted: Wanted;
  answers: Answers;
  plain: ReadonlyMap<string, string>;
}

export interface ChangeOptions {
  /** Tells what would change, and changes nothing. */
  isDryRun?: boolean;
  /** Begins with an empty directory: everything there is goes, what happened in it too. */
  isReplacing?: boolean;
}

/**
 * Makes the directory say what a source says, all of it or nothing. `say` is given the directory under a lock, so that
 * two who change it at once do it one after the other. Duties and case files follow the pupils and posts that moved.
 */
export async function changeDirectory(
  database: Database,
  secrets: Secrets,
  now: Instant,
  say: (current: Register) => Said,
  { isDryRun = false, isReplacing = false }: ChangeOptions = {},
): Promise<DirectoryReport> {
  const today = dayOf(now);
  return database.hot.transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('directory'))`;
    if (isReplacing && !isDryRun) await wipeCounty(tx);
    const current = isReplacing ? EMPTY_REGISTER : await loadRegister(tx);
    const { wanted, answers, plain } = say(current);
    const changes = directoryChanges(current, wanted, answers, today);
    const after = applyChanges(current, changes);
    const report = reportOf(changes, after, today);
    if (isDryRun || sizeOf(changes) === 0) return report;
    await write(tx, changes, { secrets, plain, now });
    await follow(tx, changes, after, now);
    await tx.$executeRaw`
      INSERT INTO directory_state (id, version) VALUES (1, 1)
      ON CONFLICT (id) DO UPDATE SET version = directory_state.version + 1`;
    return report;
  });
}

interface Writing {
  secrets: Secrets;
  plain: ReadonlyMap<string, string>;
  now: Instant;
}

const json = (rows: readonly object[]): string => JSON.stringify(rows);

const rowsAfter = <Row>(changes: readonly Change<Row>[]): Row[] =>
  changes.flatMap(({ after }) => (after === null ? [] : [after]));

/** Statements for whole tables: a county has 40,000 pupils, and as many guardians. */
async function write(tx: Transaction, changes: DirectoryChanges, writing: Writing): Promise<void> {
  await writeUnits(tx, changes, writing.now);
  await writePeople(tx, changes, writing);
  await writePosts(tx, changes.posts);
  await writePupils(tx, changes, writing);
  await writeAccounts(tx, changes);
}

async function writeUnits(tx: Transaction, { units }: DirectoryChanges, now: Instant): Promise<void> {
  const rows = rowsAfter(units).map(({ firstLesson, ...unit }) => ({ ...unit, first_lesson: firstLesson }));
  await tx.$executeRaw`
    INSERT INTO unit (id, kind, name, parent, first_lesson, until)
    SELECT id, kind, name, parent, first_lesson, until FROM jsonb_populate_recordset(null::unit, ${json(rows)}::jsonb)
    ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name, parent = excluded.parent,
      first_lesson = excluded.first_lesson, until = excluded.until`;
  const places = rows.filter(({ kind }) => kind === 'school' || kind === 'district').map(({ id }) => id);
  // What falls on `now` itself is still to come: the last look was before it.
  await tx.$executeRaw`
    INSERT INTO stream (id, ticked_at, next_at)
    SELECT id, ${new Date(now - 1)}, ${new Date(now)} FROM unnest(${places}::text[]) AS id
    ON CONFLICT (id) DO NOTHING`;
}

async function writePeople(
  tx: Transaction,
  { people }: DirectoryChanges,
  { secrets, plain }: Writing,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO person (id, name, until)
    SELECT id, name, until FROM jsonb_populate_recordset(null::person, ${json(
      rowsAfter(people).map(({ id, name, until }) => ({ id, name, until })),
    )}::jsonb)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, until = excluded.until`;
  const phones = people.flatMap(({ before, after }) => {
    if (!after || (before?.phone ?? null) === after.phone) return [];
    const place = { table: 'person', column: 'phone', row: after.id };
    const phone = after.phone === null ? null : secrets.seal(plainOf(after, 'phone', plain), place);
    return [{ id: after.id, phone, phone_index: after.phone }];
  });
  await tx.$executeRaw`
    UPDATE person SET phone = given.phone, phone_index = given.phone_index
    FROM jsonb_populate_recordset(null::person, ${json(phones)}::jsonb) AS given WHERE person.id = given.id`;
}

const plainOf = <Column extends 'phone' | 'idNumber'>(
  row: Column extends 'phone' ? PersonRow : PupilRow,
  column: Column,
  plain: ReadonlyMap<string, string>,
): string => {
  const mark = (row as unknown as Record<Column, string>)[column];
  const text = plain.get(mark);
  if (text === undefined) throw new Error(`what is to be sealed for ${row.id} was not given`);
  return text;
};

/** By all that makes a post unique: a unit may be null, which no unique index compares. */
async function writePosts(tx: Transaction, posts: readonly Change<PostRow>[]): Promise<void> {
  const begun = posts.flatMap(({ before, after }) => (before === null && after ? [after] : []));
  const changed = posts.flatMap(({ before, after }) => (before && after ? [after] : []));
  await tx.$executeRaw`
    INSERT INTO post (person, role, unit, office, students, "from", until, source)
    SELECT person, role, unit, office, coalesce(students, '{}'), "from", until, source
    FROM jsonb_populate_recordset(null::post, ${json(begun)}::jsonb)`;
  await tx.$executeRaw`
    UPDATE post SET until = given.until, office = given.office, students = coalesce(given.students, '{}'),
      source = given.source
    FROM jsonb_populate_recordset(null::post, ${json(changed)}::jsonb) AS given
    WHERE post.person = given.person AND post.role = given.role AND post.unit IS NOT DISTINCT FROM given.unit
      AND post."from" = given."from"`;
}

async function writePupils(
  tx: Transaction,
  { students, guardians }: DirectoryChanges,
  { secrets, plain }: Writing,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO student (id, name, class, school, household, village, flags, until)
    SELECT id, name, class, school, household, village, coalesce(flags, '{}'), until
    FROM jsonb_populate_recordset(null::student, ${json(rowsAfter(students).map(({ idNumber: _, ...row }) => row))}::jsonb)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, class = excluded.class, school = excluded.school,
      household = excluded.household, village = excluded.village, flags = excluded.flags, until = excluded.until`;
  const numbers = students.flatMap(({ before, after }) => {
    if (!after || (before?.idNumber ?? null) === after.idNumber) return [];
    const place = { table: 'student', column: 'id_number', row: after.id };
    const sealed = after.idNumber === null ? null : secrets.seal(plainOf(after, 'idNumber', plain), place);
    return [{ id: after.id, id_number: sealed, id_number_index: after.idNumber }];
  });
  // Two may swap their numbers; a unique index looks at each row as it comes, so they are let go first.
  await tx.$executeRaw`
    UPDATE student SET id_number = null, id_number_index = null WHERE id = ANY(${numbers.map(({ id }) => id)}::text[])`;
  await tx.$executeRaw`
    UPDATE student SET id_number = given.id_number, id_number_index = given.id_number_index
    FROM jsonb_populate_recordset(null::student, ${json(numbers)}::jsonb) AS given WHERE student.id = given.id`;
  await tx.$executeRaw`
    INSERT INTO guardian (student, person, relation, language, voice, until)
    SELECT student, person, relation, language, voice, until
    FROM jsonb_populate_recordset(null::guardian, ${json(rowsAfter(guardians))}::jsonb)
    ON CONFLICT (student, person) DO UPDATE SET relation = excluded.relation, language = excluded.language,
      voice = excluded.voice, until = excluded.until`;
}

async function writeAccounts(tx: Transaction, { accounts }: DirectoryChanges): Promise<void> {
  const gone = accounts.flatMap(({ before, after }) => (before && !after ? [before] : []));
  await tx.$executeRaw`
    DELETE FROM account USING jsonb_populate_recordset(null::account, ${json(gone)}::jsonb) AS given
    WHERE account.channel = given.channel AND account.id = given.id`;
  await tx.$executeRaw`
    INSERT INTO account (channel, id, person, subscribed)
    SELECT channel, id, person, subscribed
    FROM jsonb_populate_recordset(null::account, ${json(rowsAfter(accounts))}::jsonb)
    ON CONFLICT (channel, id) DO UPDATE SET person = excluded.person, subscribed = excluded.subscribed`;
}

interface LiveDuty {
  id: string;
  stream: string;
  role: Role;
  actor: string;
  about: Subject;
}

/**
 * Case files and live duties go where their pupils went, to the stream of another school if need be, and from those who
 * lost a post to whoever holds it now. The facts stay in the ledger in which they were written.
 */
async function follow(
  tx: Transaction,
  changes: DirectoryChanges,
  after: Register,
  now: Instant,
): Promise<void> {
  const today = dayOf(now);
  const lost = changes.posts.flatMap(({ before, after: row }) =>
    before && row && isHeld(before, today) && !isHeld(row, today) ? [row.person] : [],
  );
  const moved = changes.students.filter(
    ({ before, after: row }) => before && (before.class !== row?.class || before.school !== row.school),
  );
  const pupils = moved.flatMap(({ before }) => before?.id ?? []);
  const schools = new Set(
    moved.flatMap(({ before, after: row }) => [before?.school ?? [], row?.school ?? []].flat()),
  );
  const touched = await tx.$queryRaw<{ stream: string }[]>`
    SELECT DISTINCT stream FROM duty
    WHERE state IN ('open', 'overdue') AND (actor = ANY(${lost}::text[]) OR student = ANY(${pupils}::text[]))`;
  const streams = [...new Set([...schools, ...touched.map(({ stream }) => stream)])];
  // In the order of their ids, as nobody else locks more than one.
  await tx.$queryRaw`SELECT id FROM stream WHERE id = ANY(${streams}::text[]) ORDER BY id FOR UPDATE`;
  await tx.$executeRaw`
    UPDATE case_file SET class = student.class, school = student.school FROM student
    WHERE student.id = case_file.student AND student.id = ANY(${pupils}::text[])`;
  await tx.$executeRaw`
    UPDATE duty SET class = student.class, stream = student.school FROM student
    WHERE student.id = duty.student AND student.id = ANY(${pupils}::text[]) AND duty.state IN ('open', 'overdue')`;
  await handOn(tx, lost, after, now);
  await tx.$executeRaw`
    UPDATE stream SET turn = turn + 1, rewritten = turn + 1, next_at = LEAST(next_at, ${new Date(now)}) WHERE id = ANY(${streams}::text[])`;
}

async function handOn(
  tx: Transaction,
  lost: readonly string[],
  after: Register,
  now: Instant,
): Promise<void> {
  const duties = await tx.$queryRaw<LiveDuty[]>`
    SELECT id, stream, role, actor, plan->'about' AS about FROM duty
    WHERE state IN ('open', 'overdue') AND actor = ANY(${[...lost]}::text[])`;
  if (duties.length === 0) return;
  const directory = directoryOf(after, await loadLeaves(tx));
  const handed = duties.flatMap(({ id, role, actor, about }) => {
    const holder = directory?.resolve(role, about, dayOf(now)).holder;
    return holder && holder.person !== actor ? [{ id, actor: holder.person, role: holder.role }] : [];
  });
  await tx.$executeRaw`
    UPDATE duty SET actor = given.actor, role = given.role
    FROM jsonb_populate_recordset(null::duty, ${json(handed)}::jsonb) AS given WHERE duty.id = given.id`;
}

/**
 * Empties the directory and everything that happened in it. The guards of what is append-only are lifted for
 * this one transaction: what is wiped is an invented county.
 */
async function wipeCounty(tx: Transaction): Promise<void> {
  await withoutGuards(tx, async () => {
    await tx.$executeRaw`
      TRUNCATE unit, person, post, staff_leave, student, guardian, account, stream, fact, case_file, class_day, duty,
        notice, inbox, conversation, paper, handout, look, closure, setting_change, text_review, snapshot, snapshot_cell, comparison_run,
        listed_child, survey, survey_row, twelve_phone, sandbox_line, sandbox_clock,
        chat_group, card, errand, wecom_message`;
  });
}

/** How many of these places the directory has; tells whether an invented county is loaded. */
export const countUnits = (database: Database, ids: readonly string[]): Promise<number> =>
  database.unit.count({ where: { id: { in: [...ids] } } });
