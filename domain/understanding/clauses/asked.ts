import type { Told } from '../attendance/told.ts';
import { Characters } from '../text/characters.ts';

const SENTENCE_ENDS = new Characters('.!?;\n•');
const CLAUSE_ENDS = new Characters(',.!?;\n• ');

/** In which part of a text, cut at such marks, a place lies. */
function partsOf(text: string, marks: Characters): (at: number) => number {
  const parts = new Int32Array(text.length + 1);
  let part = 0;
  let ended = false;
  for (let at = 0; at <= text.length; at++) {
    const ends = marks.at(text, at);
    if (ended && !ends) part++;
    parts[at] = part;
    ended = ends;
  }
  return (at) => parts[at] ?? 0;
}

/** What is asked is not told, where the message tells something beside it: "怎么通知说没到? 她在教室里". */
export function withoutAsked(told: readonly Told[], askedAt: readonly number[], text: string): Told[] {
  if (askedAt.length === 0) return [...told];
  const part = partsOf(text, SENTENCE_ENDS);
  const asked = new Set(askedAt.map(part));
  const isAsked = ({ at }: { at: number }): boolean => at >= 0 && asked.has(part(at));
  if (!told.some(({ facts }) => facts.some((fact) => !isAsked(fact)))) return [...told];
  return told.map((one) => ({
    ...one,
    facts: one.facts.filter((fact) => !isAsked(fact)),
    contacts: one.contacts.filter((contact) => !isAsked(contact)),
  }));
}

/** Whether every fact stands in another sentence than what is asked; with `clauses`, one in another clause. */
export function isAskedBeside(
  told: readonly Told[],
  askedAt: readonly number[],
  text: string,
  clauses: boolean,
): boolean {
  const facts = told.flatMap((one) => one.facts).filter(({ at }) => at >= 0);
  if (facts.length === 0 || askedAt.length === 0) return false;
  const part = partsOf(text, clauses ? CLAUSE_ENDS : SENTENCE_ENDS);
  const asked = new Set(askedAt.map(part));
  const isApart = ({ at }: { at: number }): boolean => !asked.has(part(at));
  return clauses ? facts.some(isApart) : facts.every(isApart);
}
