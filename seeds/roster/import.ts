import { dayOf, type Instant } from '../../domain/calendar/time.ts';
import type { DirectoryReport } from '../../domain/people/directory-report.ts';
import type { Database } from '../../prisma/client.ts';
import type { Secrets } from '../../prisma/secrets.ts';
import { type ChangeOptions, changeDirectory } from '../../prisma/stores/directory-change-store.ts';
import { directoryRefusals } from '../../templates/directory.ts';
import { problemLines, type RosterProblem } from '../../templates/roster.ts';
import { loadComparison } from '../comparison/load-comparison.ts';
import { isDemoLoaded } from '../demo/loaded.ts';
import { loadWecomPosts } from '../load-wecom-posts.ts';
import { ROSTER } from './ids.ts';
import { readRoster } from './read.ts';
import { rosterWanted } from './wanted.ts';

export interface ImportOptions extends ChangeOptions {
  onProgress?: (done: number, total: number) => void;
}

/** What became of a roster: its report, or why nothing at all was taken, in sentences. */
export type ImportOutcome =
  | { ok: true; report: DirectoryReport }
  | { ok: false; reason: 'demo' | 'problems'; problems: readonly RosterProblem[]; lines: readonly string[] };

/** Ends the transaction: what only the directory knows speaks against a row. */
class RosterConflict extends Error {
  override readonly name = 'RosterConflict';
  readonly problems: readonly RosterProblem[];

  constructor(problems: readonly RosterProblem[]) {
    super('rows that the directory speaks against');
    this.problems = problems;
  }
}

/**
 * Takes a roster workbook into the directory, the whole of it or nothing. The invented county is not mixed with real
 * people: it goes first (`isReplacing`), or nothing is taken. Without an invented county, `isReplacing` does nothing.
 */
export async function importRoster(
  database: Database,
  secrets: Secrets,
  file: Buffer,
  now: Instant,
  { onProgress, isDryRun = false, isReplacing = false }: ImportOptions = {},
): Promise<ImportOutcome> {
  const refused = (problems: readonly RosterProblem[]): ImportOutcome => ({
    ok: false,
    reason: 'problems',
    problems,
    lines: problemLines(problems),
  });
  const isDemo = await isDemoLoaded(database);
  if (isDemo && !isReplacing)
    return { ok: false, reason: 'demo', problems: [], lines: [directoryRefusals.demo] };
  const read = await readRoster(file, loadWecomPosts(), onProgress);
  if (!read.ok) return refused(read.problems);
  try {
    const report = await changeDirectory(
      database,
      secrets,
      now,
      (current) => {
        const { wanted, plain, problems } = rosterWanted(
          read.roster,
          current,
          secrets,
          dayOf(now),
          loadComparison().linking.variants,
        );
        if (problems.length > 0) throw new RosterConflict(problems);
        return { wanted, plain, answers: ROSTER };
      },
      // Only an invented county may be wiped: what is real ends, and stays.
      { isDryRun, isReplacing: isDemo && isReplacing },
    );
    return { ok: true, report };
  } catch (error) {
    if (error instanceof RosterConflict) return refused(error.problems);
    throw error;
  }
}
