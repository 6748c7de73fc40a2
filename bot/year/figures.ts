import type { Instant } from '../../domain/calendar/time.ts';
import type { Database } from '../../prisma/client.ts';
import { audit, type Finding } from '../../workers/audit.ts';

/** What a year has left in the tables. */
export interface Figures {
  facts: number;
  duties: Record<string, number>;
  /** What became of the notices. */
  notices: Record<string, number>;
  /** Pupils by the stage of their file. */
  stages: Record<string, number>;
  /** What the messages were taken for. */
  acts: Record<string, number>;
  findings: Finding[];
}

export const figuresOf = async (database: Database, now: Instant): Promise<Figures> => {
  const counts = async (rows: Promise<{ what: string | null; count: bigint }[]>) =>
    Object.fromEntries((await rows).map(({ what, count }) => [what ?? 'none', Number(count)]));
  return {
    facts: await database.fact.count(),
    duties: await counts(
      database.hot.$queryRaw`SELECT state AS what, count(*) FROM duty GROUP BY 1 ORDER BY 1`,
    ),
    notices: await counts(
      database.hot.$queryRaw`SELECT state AS what, count(*) FROM notice GROUP BY 1 ORDER BY 1`,
    ),
    stages: await counts(
      database.hot.$queryRaw`SELECT stage AS what, count(*) FROM case_file GROUP BY 1 ORDER BY 1`,
    ),
    acts: await counts(database.hot.$queryRaw`SELECT act AS what, count(*) FROM inbox GROUP BY 1 ORDER BY 1`),
    findings: await audit(database, now),
  };
};
