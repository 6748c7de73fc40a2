import { deniedKind, isAbsent } from '../attendance/statuses.ts';
import type { Told } from '../attendance/told.ts';
import type { Fact } from '../clauses/statements.ts';
import type { Entry } from '../types.ts';
import type { Standing } from './standing.ts';
import { factOf } from './standing.ts';

/**
 * Brings what a message says of the list sent before to what stands: who is taken off, put on, or changes places. `loose` is what it
 * tells of nobody by name: "事假增加甲" puts Jia on no other list.
 */
export function changeLists(all: readonly Told[], loose: readonly Fact[], standing: Standing): void {
  for (const one of all) {
    forgetEmptyDenials(one, standing);
    const isSilent = one.facts.length + one.contacts.length + loose.length === 0;
    if (one.added && isSilent) one.facts.push(...toldOfAll(standing));
  }
  const [one, other, third] = all.filter(({ swapped }) => swapped);
  if (one !== undefined && other !== undefined && third === undefined) swap(one, other, standing);
}

const stood = ({ entries }: Standing, { pupils }: Told): Entry | undefined =>
  pupils.length === 1 ? entries.get(pupils[0]?.name ?? '') : undefined;

/** Who was not on the list is not struck from it, and "没病" tells nothing of a child who was not told to be ill. */
function forgetEmptyDenials(one: Told, standing: Standing): void {
  const before = stood(standing, one);
  const empty = one.facts.every((fact) => fact.kind === 'struck' || fact.denies !== undefined);
  if (!empty || one.facts.length === 0) return;
  const holds = one.facts.some((fact) =>
    fact.kind === 'struck'
      ? before !== undefined && before.status !== 'present'
      : before === undefined || !isAbsent(before.status) || deniedKind(fact) === factOf(before).kind,
  );
  if (!holds) one.facts.splice(0);
}

/** What the list named last says of all who stand on it; nothing where it says different things of them. */
function toldOfAll({ entries, lastNamed }: Standing): Fact[] {
  const told = lastNamed.flatMap((name) => entries.get(name) ?? []);
  const [first] = told;
  if (first === undefined || first.status === 'present') return [];
  return told.every(({ status }) => status === first.status) ? [factOf(first)] : [];
}

/** "甲乙写反了": what stood of each was meant of the other, unless the message says better. */
function swap(one: Told, other: Told, standing: Standing): void {
  const [mine, theirs] = [stood(standing, one), stood(standing, other)];
  const away = [mine, theirs].filter((entry) => entry !== undefined && entry.status !== 'present');
  if (away.length === 0) return;
  const told = [one.facts.length > 0, other.facts.length > 0];
  if (!told[0]) takeFrom(one, theirs);
  if (!told[1]) takeFrom(other, mine);
}

function takeFrom(one: Told, entry: Entry | undefined): void {
  if (entry === undefined || entry.status === 'present') {
    one.facts.push({ kind: 'notThis', text: '', at: -1, days: [], header: false });
    return;
  }
  one.facts.push(factOf(entry));
  if (one.extents.length === 0 && entry.until !== null) one.extents.push({ kind: 'until', day: entry.until });
}
