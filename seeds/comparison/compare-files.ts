import { createHash } from 'node:crypto';
import type { Day } from '../../domain/calendar/time.ts';
import { type Compared, compare } from '../../domain/comparison/compare.ts';
import type { Linking } from '../../domain/comparison/link.ts';
import { type Listed, listsOf } from '../../domain/comparison/lists.ts';
import { type Entries, SOURCES, type Source } from '../../domain/comparison/types.ts';
import type { Directory } from '../../domain/people/directory.ts';
import type { ListProblem } from '../../templates/comparison.ts';
import type { SourceTold } from '../../templates/comparison-sheets.ts';
import { loadComparison } from './load-comparison.ts';
import { type Places, type ReadList, readList } from './read-list.ts';

export interface CompareOptions {
  /** On which day ages count; without it the latest date that a list tells, or else `today`. */
  asOf: Day | null;
  today: Day;
  onProgress?: (source: Source, done: number, total: number) => void;
}

/** What the four lists say together, or the lists that could not be read at all. */
export type CompareOutcome =
  | {
      ok: true;
      asOf: Day;
      /** The same for four lists that say the same. */
      digest: string;
      sources: SourceTold[];
      compared: Compared;
      listed: Listed[];
      linking: Linking;
    }
  | { ok: false; problems: readonly ListProblem[] };

/** Reads the four lists one after the other, so that only one workbook is in memory, and compares them. */
export async function compareFiles(
  files: Readonly<Record<Source, { name: string; content: () => Promise<Buffer> }>>,
  directory: Directory,
  { asOf: asked, today, onProgress = () => undefined }: CompareOptions,
): Promise<CompareOutcome> {
  const { format, linking } = loadComparison();
  const places = placesOf(directory);
  const lists: Partial<{ [Own in Source]: ReadList<Own> }> = {};
  const problems: ListProblem[] = [];
  const digest = createHash('sha256');
  for (const source of SOURCES) {
    const read = await readList(await files[source].content(), source, {
      format,
      places,
      onProgress: (done, total) => onProgress(source, done, total),
    });
    if (!read.ok) {
      problems.push(read.problem);
      continue;
    }
    const { list } = read;
    // Of what was read, not of the bytes: a workbook that was merely saved again says the same.
    digest.update(JSON.stringify([source, list.date, list.by, list.entries]));
    Object.assign(lists, { [source]: list });
  }
  const { household, enrolment, in_school, monitored } = lists;
  if (!household || !enrolment || !in_school || !monitored) return { ok: false, problems };
  const all = [household, enrolment, in_school, monitored];
  const [latest = today] = all
    .flatMap(({ date }) => date ?? [])
    .sort()
    .reverse();
  const asOf = asked ?? latest;
  const entries: Entries = {
    household: household.entries,
    enrolment: enrolment.entries,
    in_school: in_school.entries,
    monitored: monitored.entries,
  };
  const compared = compare(entries, asOf, linking);
  const townships = new Map([...directory.schools.values()].map(({ name, township }) => [name, township]));
  return {
    ok: true,
    asOf,
    digest: digest.digest('hex'),
    sources: all.map(({ source, date, by, rows, leftOut, problems: own }) => ({
      source,
      file: files[source].name,
      date,
      by: by ?? format.lists[source].source,
      rows,
      leftOut,
      problems: own,
    })),
    compared,
    listed: listsOf(compared, (school) => townships.get(school) ?? null),
    linking,
  };
}

const placesOf = ({ townships, schools }: Directory): Places => ({
  townships: new Map([...townships.values()].map(({ id, name }) => [name, id])),
  schools: new Set([...schools.values()].map(({ name }) => name)),
});
