import type { Day, Instant } from '../../domain/calendar/time.ts';
import {
  type KeptMark,
  type ListChanges,
  type ListedMark,
  type ListedState,
  listChanges,
} from '../../domain/comparison/changes.ts';
import type { ComparisonKey, Counts } from '../../domain/comparison/compare.ts';
import type { Ground, Listed, ListName } from '../../domain/comparison/lists.ts';
import type { Source } from '../../domain/comparison/types.ts';
import type { Sex } from '../../domain/people/id-number.ts';
import type { Database } from '../client.ts';
import type { Secrets } from '../secrets.ts';
import type { Transaction } from './transaction.ts';

/** A comparison as it is kept. */
export interface ComparisonRun {
  id: number;
  term: string;
  asOf: Day;
  files: string;
}

/** What a comparison tells of itself, without anybody's name: where its lists came from, and what was held against what. */
export interface ComparisonTold {
  sources: readonly {
    source: Source;
    /** The day of the data, where the list tells it. */
    date: Day | null;
    by: string;
    rows: number;
    leftOut: number;
    /** How many cells had something to be checked. */
    problems: number;
  }[];
  counts: Readonly<Record<ComparisonKey, Counts>>;
  /** Household entries that are not of school age. */
  notOfAge: number;
  /** Enrolment records of whom nobody is expected in school. */
  excused: number;
}

/** The newest comparison of a term; null where none was run. */
export const newestRun = async (
  tx: Pick<Transaction, '$queryRaw'>,
  term: string,
): Promise<{ asOf: Day; told: ComparisonTold } | null> => {
  const [row] = await tx.$queryRaw<{ asOf: Day; told: ComparisonTold }[]>`
    SELECT as_of::text AS "asOf", told FROM comparison_run WHERE term = ${term} ORDER BY id DESC LIMIT 1`;
  return row ?? null;
};

/** Nobody else keeps a comparison until the transaction ends; gives the latest there is. */
export async function lockComparisons(tx: Transaction): Promise<ComparisonRun | null> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('comparison'))`;
  const [row] = await tx.$queryRaw<(Omit<ComparisonRun, 'asOf'> & { as_of: string })[]>`
    SELECT id, term, as_of::text, files FROM comparison_run ORDER BY id DESC LIMIT 1`;
  return row ? { id: row.id, term: row.term, asOf: row.as_of, files: row.files } : null;
}

export interface KeepRun {
  term: string;
  asOf: Day;
  files: string;
  told: ComparisonTold;
  listed: readonly Listed[];
}

/** Keeps a run, makes the lists of its term say what it found, and tells what changed. Answers stay as they were given. */
export async function keepRun(
  tx: Transaction,
  secrets: Secrets,
  now: Instant,
  { term, asOf, files, told, listed }: KeepRun,
): Promise<ListChanges & { run: number }> {
  const [{ id: run } = { id: 0 }] = await tx.$queryRaw<{ id: number }[]>`
    INSERT INTO comparison_run (term, as_of, at, files, told)
    VALUES (${term}, ${asOf}::date, ${new Date(now)}, ${files}, ${JSON.stringify(told)}::jsonb) RETURNING id`;
  const current = await tx.$queryRaw<KeptMark[]>`
    SELECT id, list, township, period, digest, state FROM listed_child WHERE term = ${term} ORDER BY id`;
  const children = new Map<string, Listed>();
  const wanted = listed.map((child): ListedMark => {
    const { list, township, key, ...told } = child;
    const id = secrets.index(JSON.stringify([term, list, township, key]), 'listed_child');
    children.set(id, child);
    return { id, list, township, digest: secrets.index(JSON.stringify(told), 'listed_child') };
  });
  const changes = listChanges(current, wanted, term, run);
  const rowOf = (mark: ListedMark): object => {
    const child = children.get(mark.id);
    if (!child) throw new Error(`listed child ${mark.id} was not given`);
    return {
      ...mark,
      ...columnsOf(child, mark.id, secrets),
      term,
      state: 'open',
      first_run: run,
      last_run: run,
    };
  };
  await tx.$executeRaw`
    INSERT INTO listed_child SELECT * FROM jsonb_populate_recordset(null::listed_child, ${JSON.stringify(changes.added.map(rowOf))}::jsonb)
    ON CONFLICT (id) DO UPDATE SET period = excluded.period, name = excluded.name, village = excluded.village,
      school = excluded.school, class = excluded.class, kind = excluded.kind, details = excluded.details,
      digest = excluded.digest, state = 'open', answer = null, answered_by = null, answered_at = null,
      last_run = excluded.last_run`;
  await tx.$executeRaw`
    UPDATE listed_child SET name = given.name, village = given.village, school = given.school, class = given.class,
      kind = given.kind, details = given.details, digest = given.digest, last_run = given.last_run
    FROM jsonb_populate_recordset(null::listed_child, ${JSON.stringify(changes.changed.map(rowOf))}::jsonb) AS given
    WHERE listed_child.id = given.id`;
  await tx.$executeRaw`
    UPDATE listed_child SET state = 'gone', last_run = ${run}
    WHERE id = ANY(${changes.gone.map(({ id }) => id)}::text[])`;
  return { ...changes, run };
}

const DETAILS = { table: 'listed_child', column: 'details' } as const;

/** What is kept sealed of a listed child. */
interface ListedDetails {
  sex: Sex | null;
  birth: Day | null;
  idNumber: string | null;
  guardians: readonly string[];
  ground: Ground;
}

const columnsOf = (child: Listed, id: string, secrets: Secrets) => {
  const { person, name, village, school, class: inClass, sex, birth, idNumber, guardians, ground } = child;
  const details: ListedDetails = { sex, birth, idNumber, guardians, ground };
  return {
    person: secrets.index(person, 'listed_child'),
    name,
    village,
    school,
    class: inClass,
    kind: ground.kind,
    id_number_index: idNumber === null ? null : secrets.index(idNumber, 'id_number'),
    details: secrets.seal(JSON.stringify(details), { ...DETAILS, row: id }),
  };
};

/** A child on a list, as far as it is kept open. */
export interface ListedChild {
  id: string;
  term: string;
  list: ListName;
  township: string | null;
  period: string;
  person: string;
  name: string;
  village: string | null;
  school: string | null;
  class: string | null;
  kind: Ground['kind'];
  idNumberIndex: string | null;
  state: ListedState;
  answer: string | null;
}

/** The children of some townships' lists of whom nothing is found out yet; `null` is the district's own. */
export const openListed = (
  tx: Pick<Transaction, '$queryRaw'>,
  townships: readonly (string | null)[],
): Promise<ListedChild[]> =>
  tx.$queryRaw<ListedChild[]>`
    SELECT id, term, list, township, period, person, name, village, school, class, kind,
      id_number_index AS "idNumberIndex", state, answer
    FROM listed_child
    WHERE state = 'open' AND (township = ANY(${townships.filter((id) => id !== null)}::text[])
      OR township IS NULL AND ${townships.includes(null)}::boolean)
    ORDER BY list, village NULLS LAST, school NULLS LAST, name, id`;

/** The open children of a list with everything that is told of them, in the order in which they are shown. */
export async function openDetails(
  database: Database,
  secrets: Secrets,
  list: ListName,
  townships: readonly (string | null)[],
): Promise<Omit<Listed, 'key' | 'person'>[]> {
  const open = await openListed(database.hot, townships);
  const ids = open.filter((child) => child.list === list).map(({ id }) => id);
  const rows = await database.listedChild.findMany({ where: { id: { in: ids } } });
  const sealed = new Map(rows.map(({ id, details }) => [id, details]));
  return open.flatMap((child) => {
    const details = sealed.get(child.id);
    if (details === undefined) return [];
    const told = JSON.parse(secrets.open(details, { ...DETAILS, row: child.id })) as ListedDetails;
    const { township, village, school, class: inClass, name } = child;
    return [{ list, township, village, school, class: inClass, name, ...told }];
  });
}

/** A child as a township's lists of a term name it, with what was found out. */
export type ListedFinding = Omit<ListedChild, 'idNumberIndex' | 'person' | 'term' | 'township'> & {
  ground: Ground;
};

/** Every child on one township's lists of a term, but for those whom newer lists explain. */
export async function listedIn(
  database: Database,
  secrets: Secrets,
  { term, township }: { term: string; township: string },
): Promise<ListedFinding[]> {
  const rows = await database.listedChild.findMany({
    where: { term, township, state: { not: 'gone' } },
    orderBy: [{ list: 'asc' }, { name: 'asc' }, { id: 'asc' }],
  });
  return rows.map(
    ({ id, list, period, name, village, school, class: inClass, kind, state, answer, details }) => ({
      ...{ id, period, name, village, school, class: inClass, answer },
      list: list as ListName,
      kind: kind as Ground['kind'],
      state: state as ListedState,
      ground: (JSON.parse(secrets.open(details, { ...DETAILS, row: id })) as ListedDetails).ground,
    }),
  );
}

/** Keeps what was found out; `state` stays `open` while the proof is missing. Gives how many of the duty are still open. */
export async function answerListed(
  tx: Transaction,
  child: Pick<ListedChild, 'id' | 'township' | 'period'>,
  { state, answer, by }: { state: ListedState; answer: string; by: string },
  now: Instant,
): Promise<number> {
  await tx.$executeRaw`
    UPDATE listed_child SET state = ${state}, answer = ${answer}, answered_by = ${by}, answered_at = ${new Date(now)}
    WHERE id = ${child.id}`;
  const [row] = await tx.$queryRaw<{ left: bigint }[]>`
    SELECT count(*) AS left FROM listed_child
    WHERE state = 'open' AND period = ${child.period} AND township IS NOT DISTINCT FROM ${child.township}`;
  return Number(row?.left ?? 0);
}

/** The pupil of the directory who has this number, by its blind index. */
export const pupilWithNumber = async (tx: Transaction, index: string): Promise<string | null> => {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM student WHERE id_number_index = ${index}`;
  return row?.id ?? null;
};
