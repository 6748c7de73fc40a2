import type { Token } from '../tokens/tokens.ts';
import { isBreak, isCue, lastBefore } from '../tokens/tokens.ts';
import { isAway, isIdle } from './labels.ts';

/** What a class's numbers are told under: 应到, 实到. */
export type Numbered = 'expected' | 'present';

/** Which number is put right here: the one told last, or the one whose label stands before the words for a mistake. */
export function correctedNumber(
  tokens: readonly Token[],
  place: number,
  labelled: boolean,
  last: Numbered | undefined,
): Numbered | undefined {
  // "实到16不对应该是17缺的是…"
  const atOnce = isCue(tokens[place - 1], 'copula', 'correct') && isMistake(tokens[place - 2]);
  const again = (!labelled || atOnce) && isAmended(tokens, place) ? last : undefined;
  return (
    again ??
    changedLabel(tokens, place) ??
    (labelled ? undefined : amendedLabel(tokens, place)) ??
    correctedLabel(tokens, place)
  );
}

/** A word by which one number takes the place of another. */
export const CHANGED = /^(?:更?改|更正|修改|调整|变更?)[为成]?$/;

/** "实到人数由40改为39": the label stands before the number that holds no longer. */
function changedLabel(tokens: readonly Token[], place: number): Numbered | undefined {
  const at = isCue(tokens[place - 1], 'copula') ? place - 2 : place - 1;
  if (!CHANGED.test(tokens[at]?.text ?? '') || !isChangedFrom(tokens, at - 1)) return undefined;
  // The number's own label stands right before it, or before 由.
  const from = isCue(tokens[at - 2], 'expected', 'actual') ? at - 1 : at - 2;
  const label = lastBefore(tokens, from, (token) => !isIdle(token) && !isBreak(token, 'soft'));
  if (isCue(label, 'expected')) return 'expected';
  return isCue(label, 'actual') ? 'present' : undefined;
}

/** "由40改为39", "实16改17": what the number was. */
export const isChangedFrom = (tokens: readonly Token[], place: number): boolean =>
  tokens[place]?.kind === 'count' &&
  (/^[由从原]/.test(tokens[place - 1]?.text ?? '') || isCue(tokens[place - 1], 'expected', 'actual')) &&
  CHANGED.test(tokens[place + 1]?.text ?? '');

const isMistake = (token: Token | undefined): boolean =>
  isCue(token, 'correct') && /不对|错|^[多少]/.test(token?.text ?? '');

/** "不是39" */
export const isDenied = (tokens: readonly Token[], place: number): boolean =>
  tokens[place]?.kind === 'count' && isCue(tokens[place - 1], 'negate');

/** "实到 23→22" */
function isBecome(tokens: readonly Token[], place: number): boolean {
  const arrow = isBreak(tokens[place - 1], 'space') ? place - 2 : place - 1;
  const before = isBreak(tokens[arrow - 1], 'space') ? arrow - 2 : arrow - 1;
  return /[→⇒>]$/.test(tokens[arrow]?.text ?? '') && tokens[before]?.kind === 'count';
}

/** "来了27个, 不对, 28个": the number is said again. */
function isAmended(tokens: readonly Token[], place: number): boolean {
  const at =
    isCue(tokens[place - 1], 'copula', 'correct') && isMistake(tokens[place - 2]) ? place - 1 : place;
  if (isBecome(tokens, place)) return true;
  if (isCue(tokens[at - 1], 'copula', 'correct') && !isMistake(tokens[at - 1])) return false;
  const said = lastBefore(
    tokens,
    at,
    ({ kind, text }) => kind === 'count' || kind === 'ratio' || (kind === 'cue' && /不对|错/.test(text)),
  );
  return isCue(said, 'correct');
}

/** "实到打错了，应为33", "实到说错了，不是39是38": the label stands before what says that it was wrong. */
function correctedLabel(tokens: readonly Token[], place: number): Numbered | undefined {
  const said = tokens[place - 1];
  const end = isBreak(tokens[place - 2], 'soft', 'space') ? place - 3 : place - 2;
  // "应到多写了两个, 是36": by how many it was wrong.
  const last = tokens[end]?.kind === 'count' && isCue(tokens[end - 1], 'correct') ? end - 1 : end;
  const amends = said?.text === '是' && (isDenied(tokens, last) || isMistake(tokens[last]));
  if (!amends && !/^(?:应为|应该为|应该是|应是|改[为成]?)$/.test(said?.text ?? '')) return undefined;
  const wrong = isDenied(tokens, last) ? last - 1 : end === last ? place - 1 : last;
  const from = amends ? wrong : place - 1;
  const label = lastBefore(tokens, from, (token) => !isIdle(token) && !isBreak(token, 'soft'));
  if (isCue(label, 'expected')) return 'expected';
  return isCue(label, 'actual') ? 'present' : undefined;
}

/** No sentence has more tokens between a number and the word that labels it. */
const NEAR = 14;

/** "实到写错了，40", "应到打反了, 重新数了, 是42": the label, what says that it was wrong, and the number alone. */
function amendedLabel(tokens: readonly Token[], place: number): Numbered | undefined {
  let amends = false;
  for (let at = place - 1; at >= Math.max(0, place - NEAR); at--) {
    const token = tokens[at];
    if (token?.kind === 'name' || token?.kind === 'count' || token?.kind === 'ratio' || isAway(token))
      return undefined;
    if (isCue(token, 'correct')) amends = true;
    else if (isCue(token, 'expected', 'actual'))
      return amends ? (isCue(token, 'expected') ? 'expected' : 'present') : undefined;
  }
  return undefined;
}
