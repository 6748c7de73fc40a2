import type { Subject } from '../signals.ts';
import type { ListName } from './lists.ts';

/** What became of a listed child: nobody has answered, or what was found out; `gone` when newer lists explain it. */
export const LISTED_STATES = ['open', 'explained', 'elsewhere', 'not_enrolled', 'gone'] as const;
export type ListedState = (typeof LISTED_STATES)[number];

/** Which list of whose: a township, or the district for children whom no township can be told. */
export interface ListPlace {
  township: string | null;
  list: ListName;
}

/** A listed child by marks alone: `id` for the child in its place, `digest` for everything that is told of it. */
export interface ListedMark extends ListPlace {
  id: string;
  digest: string;
}
export interface KeptMark extends ListedMark {
  state: ListedState;
  period: string;
}

export interface ListChanges {
  /** New on its list, or back on it after it was gone: with the duty to which it belongs. */
  added: readonly (ListedMark & { period: string })[];
  changed: readonly ListedMark[];
  gone: readonly KeptMark[];
  same: number;
  /** Duties that begin, with how many children. */
  begun: readonly (ListPlace & { period: string; count: number })[];
  /** Duties of which no child is open any more. */
  ended: readonly (ListPlace & { period: string })[];
}

const NUMBERED = /^(.+)-(A|B|C|D|unresolved)-(\d+)\/(\d+)$/;

/** What makes the duty about one township's list unique: the term, the list, the run that found it, how many it found. */
export const listPeriod = (term: string, list: ListName, run: number, count: number): string =>
  `${term}-${list}-${run}/${count}`;

/** How many children a duty began with; null for a duty that is about no list. */
export const childrenIn = (period: string): number | null => {
  const count = NUMBERED.exec(period)?.[4];
  return count === undefined ? null : Number(count);
};

/**
 * What a run changes in the lists of its term. Answers stay. New children join the duty that is still open for their
 * township's list, and where there is none, one begins.
 */
export function listChanges(
  current: readonly KeptMark[],
  wanted: readonly ListedMark[],
  term: string,
  run: number,
): ListChanges {
  const kept = new Map(current.map((mark) => [mark.id, mark]));
  const listed = new Set(wanted.map(({ id }) => id));
  const isNew = ({ id }: ListedMark): boolean => (kept.get(id)?.state ?? 'gone') === 'gone';
  const gone = current.filter(({ id, state }) => state === 'open' && !listed.has(id));
  const staying = current.filter(({ id, state }) => state === 'open' && listed.has(id));
  const openPeriods = new Map(staying.map((mark) => [placeKey(mark), mark.period]));
  const fresh = groupBy(wanted.filter(isNew), placeKey);
  const begun: (ListPlace & { period: string; count: number })[] = [];
  const added = [...fresh].flatMap(([key, marks]) => {
    const [first] = marks;
    if (!first) return [];
    const open = openPeriods.get(key);
    const period = open ?? listPeriod(term, first.list, run, marks.length);
    if (!open) begun.push({ township: first.township, list: first.list, period, count: marks.length });
    return marks.map((mark) => ({ ...mark, period }));
  });
  const live = new Set([...staying, ...added].map((mark) => `${placeKey(mark)}|${mark.period}`));
  const ended = new Map(
    gone
      .filter((mark) => !live.has(`${placeKey(mark)}|${mark.period}`))
      .map(({ township, list, period }) => [`${township}|${period}`, { township, list, period }]),
  );
  return {
    added,
    changed: wanted.filter((mark) => !isNew(mark) && kept.get(mark.id)?.digest !== mark.digest),
    gone,
    same: wanted.filter((mark) => !isNew(mark) && kept.get(mark.id)?.digest === mark.digest).length,
    begun,
    ended: [...ended.values()],
  };
}

/** Whose duty a list is: the township's, or the district's where no township can be told. */
export const listPlaceSubject = ({ township }: Pick<ListPlace, 'township'>, district: string): Subject =>
  township === null ? { district } : { township };

const placeKey = ({ township, list }: ListPlace): string => `${township ?? ''}|${list}`;

function groupBy<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
