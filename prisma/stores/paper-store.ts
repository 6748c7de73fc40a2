import type { Instant } from '../../domain/calendar/time.ts';
import type { PaperKind } from '../../domain/papers/kinds.ts';
import type { PaperStepTold } from '../../domain/papers/trail.ts';
import type { Database } from '../client.ts';
import type { SealedField, Secrets } from '../secrets.ts';
import type { Transaction } from './transaction.ts';

/** A paper that was drafted, `at` for what it says now; `fields` is sealed at `paperPlace(id)`. */
export interface KeptPaper {
  id: string;
  kind: PaperKind;
  /** A `subjectKey`. */
  subject: string;
  period: string;
  at: Instant;
  number: string | null;
  fields: string;
}

/** Where the fields of a paper may be opened. */
export const paperPlace = (id: string): SealedField => ({ table: 'paper', column: 'fields', row: id });

interface PaperRow extends Omit<KeptPaper, 'at' | 'kind'> {
  kind: string;
  at: Date;
}

const kept = (row: PaperRow): KeptPaper => ({
  ...row,
  kind: row.kind as PaperKind,
  at: row.at.getTime(),
});

/** The papers about one subject, oldest first. */
export const papersAbout = async (database: Database, subject: string): Promise<KeptPaper[]> => {
  const rows = await database.paper.findMany({ where: { subject }, orderBy: { at: 'asc' } });
  return rows.map(kept);
};

export const paperById = async (database: Database, id: string): Promise<KeptPaper | null> => {
  const row = await database.paper.findUnique({ where: { id } });
  return row && kept(row);
};

export const paperOf = async (
  database: Database,
  kind: PaperKind,
  subject: string,
  period: string,
): Promise<KeptPaper | null> => {
  const row = await database.paper.findUnique({
    where: { kind_subject_period: { kind, subject, period } },
  });
  return row && kept(row);
};

/** A paper without what it says, for those who only tell of it. */
export const draftedPaper = async (
  tx: Transaction,
  kind: PaperKind,
  subject: string,
  period: string,
): Promise<Pick<KeptPaper, 'kind' | 'period' | 'at' | 'number'> | null> => {
  const [row] = await tx.$queryRaw<{ at: Date; number: string | null }[]>`
    SELECT at, number FROM paper WHERE kind = ${kind} AND subject = ${subject} AND period = ${period}`;
  return row ? { kind, period, at: row.at.getTime(), number: row.number } : null;
};

/** A paper before it is numbered and sealed. */
export interface NewPaper {
  id: string;
  kind: PaperKind;
  subject: string;
  period: string;
  /** The unit in whose series it is numbered. */
  issuer: string;
  series: string | null;
  year: string;
  at: Instant;
}

/**
 * Keeps a paper once for its kind, subject and period, under the next number of its series: in order, and none given
 * twice, however many processes draft at a time. `fieldsFor` makes what it says of that place in the series; null where
 * there is no series.
 */
export const keepPaper = async (
  { database, secrets }: { database: Database; secrets: Secrets },
  paper: NewPaper,
  fieldsFor: (ordinal: number | null) => { number: string | null; fields: object },
): Promise<string> => {
  const { id, kind, subject, period, issuer, series, at } = paper;
  const year = Number(paper.year);
  return database.hot.transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`paper:${issuer}`}))`;
    const [place] = await tx.$queryRaw<{ known: string | null; next: number }[]>`
      SELECT (SELECT id FROM paper WHERE kind = ${kind} AND subject = ${subject} AND period = ${period}) AS known,
        (SELECT coalesce(max(ordinal), 0) + 1 FROM paper
          WHERE issuer = ${issuer} AND series = ${series}::text AND year = ${year}) AS next`;
    if (place?.known) return place.known;
    const ordinal = series === null ? null : (place?.next ?? 1);
    const { number, fields } = fieldsFor(ordinal);
    const sealed = secrets.seal(JSON.stringify(fields), paperPlace(id));
    await tx.$executeRaw`
      INSERT INTO paper (id, kind, subject, period, issuer, series, year, ordinal, number, at, fields)
      VALUES (${id}, ${kind}, ${subject}, ${period}, ${issuer}, ${series}, ${year}, ${ordinal}, ${number},
        ${new Date(at)}, ${sealed})`;
    return id;
  });
};

/**
 * Makes an unsigned paper say what its ledger tells now, under its own id and number; a draft that says the same stays, with
 * who has checked it.
 */
export const draftAnew = async (
  { database, secrets }: { database: Database; secrets: Secrets },
  { id, fields: before }: KeptPaper,
  fields: object,
  now: Instant,
): Promise<string> => {
  const content = JSON.stringify(fields);
  if (secrets.open(before, paperPlace(id)) !== content)
    await database.paper.update({
      where: { id },
      data: { fields: secrets.seal(content, paperPlace(id)), at: new Date(now) },
    });
  return id;
};

/** The steps told of a subject's papers, oldest first. */
export const paperSteps = async (
  database: Transaction,
  subject: string,
): Promise<{ at: Instant; by: string; told: PaperStepTold }[]> => {
  const student = subject.startsWith('student:') ? subject.slice('student:'.length) : null;
  const rows = await database.$queryRaw<{ at: Date; by: string; told: PaperStepTold }[]>`
    SELECT at, author AS by, body AS told FROM fact
    WHERE kind = 'paper' AND CASE WHEN ${student}::text IS NULL THEN body->>'subject' = ${subject} ELSE student = ${student} END
    ORDER BY at, seq`;
  return rows.map((row) => ({ ...row, at: row.at.getTime() }));
};

const handoutPlace = (id: string): SealedField => ({ table: 'handout', column: 'content', row: id });

/** A file that was made for one person. */
export interface Handout {
  name: string;
  content: Buffer;
}

export const keepHandout = async (
  { database, secrets }: { database: Database; secrets: Secrets },
  { id, name, content, at }: Handout & { id: string; at: Instant },
): Promise<void> => {
  const sealed = secrets.seal(content.toString('base64'), handoutPlace(id));
  await database.handout.createMany({
    data: [{ id, name, content: sealed, at: new Date(at) }],
    skipDuplicates: true,
  });
};

export const handoutName = async (database: Database, id: string): Promise<string | null> =>
  (await database.handout.findUnique({ where: { id }, select: { name: true } }))?.name ?? null;

export const openHandout = async (
  { database, secrets }: { database: Database; secrets: Secrets },
  id: string,
): Promise<Handout | null> => {
  const row = await database.handout.findUnique({ where: { id } });
  return (
    row && { name: row.name, content: Buffer.from(secrets.open(row.content, handoutPlace(id)), 'base64') }
  );
};

/** Whether a file is kept under this id. */
export const handoutKept = async (tx: Transaction, id: string): Promise<boolean> => {
  const rows = await tx.$queryRaw<{ id: string }[]>`SELECT id FROM handout WHERE id = ${id}`;
  return rows.length > 0;
};

/** A handout is kept only as long as a delivery of it may be repeated. */
export const forgetHandouts = async (database: Database, before: Instant): Promise<void> => {
  await database.handout.deleteMany({ where: { at: { lt: new Date(before) } } });
};
