import type { Told } from './told.ts';

const SENTENCE_END = /[.!?;\n•]/;
const CLAUSE_END = /[,.!?;\n• ]/;

/** In which part of a text, cut at such marks, a place lies. */
function partsOf(text: string, mark: RegExp): (at: number) => number {
  const parts = new Int32Array(text.length + 1);
  for (let at = 1; at <= text.length; at++) {
    const begins = !mark.test(text.charAt(at)) && mark.test(text.charAt(at - 1));
    parts[at] = (parts[at - 1] ?? 0) + (begins ? 1 : 0);
  }
  return (at) => parts[at] ?? 0;
}

/** What is asked is not told, where the message tells something beside it: "怎么通知说没到? 她在教室里". */
export function withoutAsked(told: readonly Told[], askedAt: readonly number[], text: string): Told[] {
  if (askedAt.length === 0) return [...told];
  const part = partsOf(text, SENTENCE_END);
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
  const part = partsOf(text, clauses ? CLAUSE_END : SENTENCE_END);
  const asked = new Set(askedAt.map(part));
  const isApart = ({ at }: { at: number }): boolean => !asked.has(part(at));
  return clauses ? facts.some(isApart) : facts.every(isApart);
}
