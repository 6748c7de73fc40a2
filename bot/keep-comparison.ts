import type { Day, Instant } from '../domain/calendar/time.ts';
import { type ListChanges, type ListPlace, listPlaceSubject } from '../domain/comparison/changes.ts';
import type { Compared } from '../domain/comparison/compare.ts';
import type { Listed } from '../domain/comparison/lists.ts';
import type { County } from '../domain/decision.ts';
import { COMPARISON, type Fact } from '../domain/facts/fact.ts';
import type { Database } from '../prisma/client.ts';
import type { Secrets } from '../prisma/secrets.ts';
import { type ComparisonTold, keepRun, lockComparisons } from '../prisma/stores/comparison-store.ts';
import { recordFacts } from '../prisma/stores/recording.ts';

export interface ComparisonToKeep {
  asOf: Day;
  /** Whether somebody named the day; without that the same files are the same comparison on any day. */
  isDayAsked: boolean;
  /** Digest of what the lists say. */
  files: string;
  /** Where the lists came from and the counts, without anybody's name. */
  told: ComparisonTold;
  listed: readonly Listed[];
}

/** What is kept of a comparison besides its children. */
export const toldOf = ({
  sources,
  compared: { counts, notOfAge, excused },
}: {
  sources: readonly (Omit<ComparisonTold['sources'][number], 'problems'> & {
    problems: readonly unknown[];
  })[];
  compared: Pick<Compared, 'counts' | 'notOfAge' | 'excused'>;
}): ComparisonTold => ({
  sources: sources.map(({ problems, ...told }) => ({ ...told, problems: problems.length })),
  ...{ counts, notOfAge, excused },
});

/**
 * Keeps a comparison and gives each township the duty to find out about its children, in one transaction. Null when the
 * same files were compared last: then nothing is changed.
 */
export const keepComparison = (
  database: Database,
  secrets: Secrets,
  county: County,
  now: Instant,
  { asOf, isDayAsked, files, told, listed }: ComparisonToKeep,
): Promise<ListChanges | null> =>
  database.hot.transaction(async (tx) => {
    const latest = await lockComparisons(tx);
    if (latest?.files === files && (!isDayAsked || latest.asOf === asOf)) return null;
    const district = county.directory.parts.district.id;
    const term = termOf(county, district, asOf);
    const changes = await keepRun(tx, secrets, now, { term, asOf, files, told, listed });
    const { run, begun, ended } = changes;
    const factOf = (place: ListPlace, body: Fact['body']): Fact => ({
      key: `comparison:${run}:${body.kind}:${place.township ?? district}:${place.list}`,
      about: listPlaceSubject(place, district),
      at: now,
      by: COMPARISON,
      words: null,
      body,
    });
    const facts = [
      ...ended.map(({ township, list, period }) =>
        factOf({ township, list }, { kind: 'list_explained', township, list, period }),
      ),
      ...begun.map(({ township, list, period, count }) =>
        factOf({ township, list }, { kind: 'children_listed', township, list, period, count }),
      ),
    ];
    if (facts.length > 0) await recordFacts(tx, county, district, [], () => facts, now);
    return changes;
  });

/** The term in which a day lies, or that it follows; before the first known one, that one. */
function termOf(county: County, district: string, day: Day): string {
  const { terms } = county.calendarOf(district);
  const term = terms.findLast(({ first }) => first <= day) ?? terms[0];
  if (!term) throw new Error('the county’s calendar has no term');
  return term.name;
}
