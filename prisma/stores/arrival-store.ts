import type { DaySpan } from '../../domain/calendar/school-calendar.ts';
import type { ClassArrival } from '../../domain/figures/arrivals.ts';
import type { Transaction } from './transaction.ts';

/** What was told of each class in the first week of a term; whoever is missing in it told nothing. */
export const arrivalsTold = async (
  tx: Pick<Transaction, '$queryRaw'>,
  { week, term, asking }: { week: DaySpan; term: string; asking: readonly string[] },
): Promise<Map<string, ClassArrival>> => {
  const rows = await tx.$queryRaw<
    { class: string; answered: boolean; missing: bigint; expected: number | null; present: number | null }[]
  >`
    SELECT class, coalesce(answered, false) AS answered, coalesce(missing, 0) AS missing, expected, present
    FROM (
      SELECT DISTINCT class, true AS answered FROM duty
      WHERE class IS NOT NULL AND student IS NULL AND name = ANY(${[...asking]}) AND period = ${term}
        AND state IN ('done', 'done_late')
    ) AS answer
    FULL JOIN (
      SELECT DISTINCT ON (class) class, (state->>'expected')::int AS expected, (state->>'present')::int AS present
      FROM class_day
      WHERE day BETWEEN ${week.first}::date AND ${week.last}::date
        AND state->>'expected' IS NOT NULL AND state->>'present' IS NOT NULL
      ORDER BY class, day
    ) AS roll USING (class)
    LEFT JOIN (
      SELECT class, count(*) AS missing FROM case_file
      WHERE active AND state->>'notRegisteredSince' IS NOT NULL AND state->>'away' IS NOT NULL
      GROUP BY class
    ) AS unregistered USING (class)`;
  return new Map(
    rows.map(({ class: id, answered, missing, expected, present }) => [
      id,
      {
        answered,
        missing: Number(missing),
        roll: expected === null || present === null ? null : { expected, present },
      },
    ]),
  );
};
