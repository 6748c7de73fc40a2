import type { Day, Instant } from '../../domain/calendar/time.ts';
import { dayOf } from '../../domain/calendar/time.ts';
import type { SurveyCounts, SurveyRow } from '../../domain/survey/survey.ts';
import type { Database } from '../client.ts';
import type { Secrets } from '../secrets.ts';
import type { Transaction } from './transaction.ts';

/** A township's newest survey of a year, as it is told of: counts alone. */
export interface KeptSurvey {
  township: string;
  counts: SurveyCounts;
  missed: number;
  wrong: number;
  day: Day;
}

const placeOf = (township: string, year: string, row: number) => ({
  table: 'survey_row',
  column: 'details',
  row: `${township}/${year}/${row}`,
});

/** Keeps a township's table in place of the one before it; every row of it is sealed. */
export async function keepSurvey(
  tx: Transaction,
  secrets: Secrets,
  {
    township,
    year,
    rows,
    ...told
  }: {
    township: string;
    year: string;
    rows: readonly SurveyRow[];
    counts: SurveyCounts;
    missed: number;
    wrong: number;
    by: string;
  },
  now: Instant,
): Promise<void> {
  const { counts, missed, wrong, by } = told;
  await tx.$executeRaw`
    INSERT INTO survey (township, year, at, by, counts, missed, wrong)
    VALUES (${township}, ${year}, ${new Date(now)}, ${by}, ${JSON.stringify(counts)}::jsonb, ${missed}, ${wrong})
    ON CONFLICT (township, year) DO UPDATE SET at = excluded.at, by = excluded.by, counts = excluded.counts,
      missed = excluded.missed, wrong = excluded.wrong`;
  await tx.$executeRaw`DELETE FROM survey_row WHERE township = ${township} AND year = ${year}`;
  const sealed = rows.map((row) => ({
    ...{ township, year, row: row.row },
    details: secrets.seal(JSON.stringify(row), placeOf(township, year, row.row)),
  }));
  await tx.$executeRaw`
    INSERT INTO survey_row SELECT * FROM jsonb_populate_recordset(null::survey_row, ${JSON.stringify(sealed)}::jsonb)`;
}

/** What each township's newest survey of a year comes to; townships without one are left out. */
export async function surveysOf(
  { hot }: Pick<Database, 'hot'>,
  year: string,
): Promise<ReadonlyMap<string, KeptSurvey>> {
  const rows = await hot.$queryRaw<(Omit<KeptSurvey, 'day'> & { at: Date })[]>`
    SELECT township, at, counts, missed, wrong FROM survey WHERE year = ${year}`;
  return new Map(rows.map(({ at, ...survey }) => [survey.township, { ...survey, day: dayOf(at.getTime()) }]));
}

/** The rows of a township's newest survey of a year, opened. */
export async function surveyRows(
  database: Database,
  secrets: Secrets,
  township: string,
  year: string,
): Promise<SurveyRow[]> {
  const rows = await database.surveyRow.findMany({ where: { township, year }, orderBy: { row: 'asc' } });
  return rows.map(
    ({ row, details }) => JSON.parse(secrets.open(details, placeOf(township, year, row))) as SurveyRow,
  );
}
