import { patternOf } from '../lexicon/layout.ts';
import { PLACES } from '../lexicon/places.ts';
import type { Token } from '../tokens/tokens.ts';
import { isBreak, isCue } from '../tokens/tokens.ts';
import type { Fact } from './statements.ts';

const GONE = new RegExp(`^(?:[去到回往在克]|搬[去到])(?:${patternOf(PLACES)})$`);
/** With whom a child goes. */
const WITH = /^(?:随|跟着?|跟起|跟到|和|同|被|着)$/;
const BETWEEN = 6;

/**
 * "甲跟着家里去拉萨了，乙到校": of a child beside others it is told to what town it is gone, and of those named after it, whatever
 * comes next. The town to which its father went is none.
 */
export function goneTo(tokens: readonly Token[], place: number): Token | undefined {
  const [town, to] = [tokens[place], tokens[place - 1]];
  if (town === undefined || to === undefined || !isToTown(tokens, place)) return undefined;
  if (tokens.filter(({ kind }) => kind === 'name').length < 2) return undefined;
  const before = tokens.slice(Math.max(0, place - BETWEEN), place - 1);
  const since = before.slice(before.findLastIndex(({ kind }) => kind === 'name' || kind === 'break') + 1);
  const kin = since.findIndex((token) => isCue(token, 'kin', 'sibling'));
  const isCompany = since.slice(0, Math.max(0, kin)).some(({ text }) => WITH.test(text));
  if ((kin >= 0 && !isCompany) || since.some(({ kind }) => kind === 'time')) return undefined;
  return { ...town, text: to.text + town.text, start: to.start };
}

/** "去拉萨了", "去昆明": told to the end. */
export function isToTown(tokens: readonly Token[], place: number): boolean {
  const next = tokens[place + 1];
  if (!isCue(tokens[place], 'place') || !isCue(tokens[place - 1], 'to')) return false;
  return next?.text === '了' || isBreak(next, 'soft', 'space', 'hard');
}

/** A town to which a child is gone; why it went, nobody said. */
export const isGone = ({ kind, text }: Fact): boolean => kind === 'absent' && GONE.test(text);
