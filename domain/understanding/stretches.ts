import { shownOf } from './grams.ts';
import type { Token } from './tokens.ts';
import { isBreak, isCue } from './tokens.ts';

/** What may stand between the names of a group: "甲、乙和丙同学". */
const JOINING = /^(?:[\s、,，.;；和跟与及同\d]|还有|以及|同学|学生)*$/;

/**
 * What stands about each name of a message, as it is weighed, by where the name begins. Names that are listed together share a stretch:
 * from the clause in which they are named to the clause in which others are.
 */
export function stretchesOf(speech: string, tokens: readonly Token[]): ReadonlyMap<number, string> {
  const groups = groupsOf(tokens);
  const begins = groups.map(({ first }, place) => beginOf(tokens, groups[place - 1]?.last ?? -1, first));
  const stretches = new Map<number, string>();
  for (const [place, { first, last }] of groups.entries()) {
    const shown = shownOf(speech, tokens.slice(begins[place], begins[place + 1] ?? tokens.length));
    for (const token of tokens.slice(first, last + 1))
      if (token.kind === 'name') stretches.set(token.start, shown);
  }
  return stretches;
}

/** The places of the first and the last name. */
interface Group {
  first: number;
  last: number;
}

function groupsOf(tokens: readonly Token[]): Group[] {
  const groups: Group[] = [];
  let between = '';
  for (const [place, token] of tokens.entries()) {
    if (token.kind !== 'name') {
      between += isBreak(token, 'hard') && token.text.trim() !== '' ? '|' : token.text;
      continue;
    }
    const group = groups.at(-1);
    if (group !== undefined && JOINING.test(between)) group.last = place;
    else groups.push({ first: place, last: place });
    between = '';
  }
  return groups;
}

/** Where the clause begins in which the name at `first` stands, behind the name at `before`. */
function beginOf(tokens: readonly Token[], before: number, first: number): number {
  if (before < 0) return 0;
  for (let place = first - 1; place > before; place--) {
    const token = tokens[place];
    if (token?.kind === 'break' && !isBreak(token, 'colon', 'open') && !isCue(token, 'and')) return place + 1;
  }
  return first;
}
