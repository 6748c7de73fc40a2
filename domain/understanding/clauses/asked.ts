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

/**
 * What is asked is not told, where the message tells something beside it: "怎么通知说没到? 她在教室里". `whether` a child came is asked
 * in one clause: "甲来了没，乙病假".
 */
export function withoutAsked(
  told: readonly Told[],
  askedAt: readonly number[],
  text: string,
  whether: boolean,
): Told[] {
  const apart = withoutAskedIn(told, askedAt, text, SENTENCE_ENDS);
  if (apart !== undefined || !whether) return apart ?? [...told];
  return withoutAskedIn(told, askedAt, text, CLAUSE_ENDS) ?? [...told];
}

/** What is told in other parts than those in which something is asked; undefined where that is nothing. */
function withoutAskedIn(
  told: readonly Told[],
  askedAt: readonly number[],
  text: string,
  ends: Characters,
): Told[] | undefined {
  if (askedAt.length === 0) return undefined;
  const part = partsOf(text, ends);
  const asked = new Set(askedAt.map(part));
  const isAsked = ({ at }: { at: number }): boolean => at >= 0 && asked.has(part(at));
  if (!told.some(({ facts }) => facts.some((fact) => !isAsked(fact)))) return undefined;
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
