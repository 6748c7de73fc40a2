import { isTelling } from '../clauses/facts.ts';
import type { Break, Token } from './tokens.ts';
import { isBreak, isCue, tokenOf } from './tokens.ts';

/**
 * A list goes on from line to line: "病假：甲⏎乙", "没来的⏎甲⏎乙", "甲⏎乙⏎都没来". Where a line holds nothing but names, the
 * end of the line between it and what it belongs to parts no more than a comma, and under a heading no more than a colon.
 */
export function withJoinedLines(all: readonly Token[]): readonly Token[] {
  const tokens = withHeadedLines(withFieldsApart(all));
  if (!tokens.some(isLineEnd)) return tokens;
  const ends = tokens.flatMap((token, place) => (isLineEnd(token) ? [place] : []));
  const joined = new Map<number, Break>();
  let headed: boolean | undefined;
  for (const [turn, end] of ends.entries()) {
    const before = tokens.slice((ends[turn - 1] ?? -1) + 1, end);
    const after = tokens.slice(end + 1, ends[turn + 1] ?? tokens.length);
    if (isHeading(before) && isOfNames(after)) headed ??= true;
    else if (isOfNames(before) && isHeading(after)) headed ??= false;
    if (headed === true && isHeading(before) && isOfNames(after)) joined.set(end, 'colon');
    else if (goesOn(before, after) || (headed !== true && isToldBelow(before, after)))
      joined.set(end, 'soft');
  }
  return withMarks(tokens, joined);
}

/** The same words, with other breaks at these places. */
const withMarks = (tokens: readonly Token[], marks: ReadonlyMap<number, Break>): readonly Token[] =>
  tokens.map((token, place) => {
    const mark = marks.get(place);
    return mark === undefined ? token : tokenOf({ kind: 'break', mark }, token.text, token.start, token.end);
  });

/** "应到：32 实到：31 病假：甲 迟到：无": the fields of a form in one line are as lines of their own. */
function withFieldsApart(tokens: readonly Token[]): readonly Token[] {
  const isField = (place: number): boolean =>
    isLabelled(tokens[place]) && isBreak(tokens[place + 1], 'colon');
  const fields = tokens.filter((_, place) => isField(place)).length;
  if (fields < FORM) return tokens;
  return tokens.map((token, place) =>
    isBreak(token, 'space') && isField(place + 1)
      ? tokenOf({ kind: 'break', mark: 'hard' }, token.text, token.start, token.end)
      : token,
  );
}

/** "未到 甲⏎迟到 乙⏎早退 无": each line begins with its heading, as if a colon stood behind it. */
function withHeadedLines(tokens: readonly Token[]): readonly Token[] {
  const colons = new Map<number, Break>();
  let start = 0;
  for (let end = 0; end <= tokens.length; end++) {
    if (end < tokens.length && !isBreak(tokens[end], 'hard')) continue;
    if (isTelling(tokens[start]) && isBreak(tokens[start + 1], 'space') && isName(tokens[start + 2])) {
      if (!isToldAfter(tokens.slice(start + 2, end))) colons.set(start + 1, 'colon');
    }
    start = end + 1;
  }
  return colons.size < 2 ? tokens : withMarks(tokens, colons);
}

/** Whether something is told outside of brackets. */
function isToldAfter(line: readonly Token[]): boolean {
  let depth = 0;
  return line.some((token) => {
    if (isBreak(token, 'open')) depth++;
    else if (isBreak(token, 'close')) depth--;
    return depth === 0 && isTelling(token);
  });
}

/** So many fields make a form. */
const FORM = 3;

const isLabelled = (token: Token | undefined): boolean =>
  isTelling(token) || isCue(token, 'expected', 'actual');

const isLineEnd = (token: Token): boolean => token.text === '\n' && isBreak(token, 'hard');

const isName = (token: Token | undefined): boolean => token?.kind === 'name';
const isBetween = (token: Token): boolean => isBreak(token, 'soft', 'space') || isCue(token, 'and');

const isOfNames = (line: readonly Token[]): boolean =>
  line.some(isName) && line.every((token) => isName(token) || isBetween(token));

/** "迟到", "请假的" on a line of its own: over the names, or under them all the way. */
const isHeading = (line: readonly Token[]): boolean =>
  line.some(isTelling) &&
  line.every((token) => isTelling(token) || isBreak(token, 'space') || isCue(token, 'particle', 'copula'));

/** "病假：甲⏎乙" */
function goesOn(before: readonly Token[], after: readonly Token[]): boolean {
  if (!isOfNames(after)) return false;
  const last = before.findLast((token) => !isBreak(token, 'space'));
  return isName(last) || isBreak(last, 'colon');
}

/** "甲⏎乙⏎三人病假", which heads no other names. */
function isToldBelow(before: readonly Token[], after: readonly Token[]): boolean {
  if (!isOfNames(before) || after.some(isName)) return false;
  const first = after.find(
    (token) =>
      !isBreak(token, 'space') &&
      token.kind !== 'count' &&
      token.kind !== 'time' &&
      !isCue(token, 'particle', 'pronoun'),
  );
  return isTelling(first) && !after.some((token) => isBreak(token, 'colon'));
}
