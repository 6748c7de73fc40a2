import type { Pupil } from '../names/roster.ts';
import type { TimeTold } from '../times/time-told.ts';
import type { ClassRoster } from '../types.ts';
import type { Cue } from './phrases.ts';

/** Who a stretch of text may mean: one pupil, several, or nobody on the rosters. */
export interface Mention {
  readonly said: string;
  readonly pupils: readonly Pupil[];
  /** All of them are meant: "何家两兄弟". */
  readonly together?: boolean;
}

/** `hard` ends a sentence or a line, `item` begins an item of a list, `soft` ends a clause, `space` may do either. */
export type Break = 'hard' | 'item' | 'soft' | 'space' | 'open' | 'close' | 'colon' | 'question';

export type TokenBody =
  | { readonly kind: 'break'; readonly mark: Break }
  | { readonly kind: 'name'; readonly mention: Mention }
  | { readonly kind: 'class'; readonly roster: ClassRoster | undefined }
  | { readonly kind: 'time'; readonly told: TimeTold }
  | { readonly kind: 'count'; readonly n: number; readonly unit: boolean }
  | { readonly kind: 'ratio'; readonly larger: number; readonly smaller: number }
  | { readonly kind: 'cue'; readonly cue: Cue }
  | { readonly kind: 'word' };

export type Token = TokenBody & { readonly text: string; readonly start: number; readonly end: number };

export type CueToken = Extract<Token, { kind: 'cue' }>;

/** Every token has all fields in one order, so that reading a long message stays fast. */
interface Fields {
  readonly kind: TokenBody['kind'];
  readonly mark?: Break;
  readonly mention?: Mention;
  readonly roster?: ClassRoster | undefined;
  readonly told?: TimeTold;
  readonly n?: number;
  readonly unit?: boolean;
  readonly larger?: number;
  readonly smaller?: number;
  readonly cue?: Cue;
}

/** The token that a stretch of text makes. */
export function tokenOf(body: TokenBody, text: string, start: number, end: number): Token {
  const { kind, mark, mention, roster, told, n, unit, larger, smaller, cue }: Fields = body;
  const all = { kind, text, start, end, mark, mention, roster, told, n, unit, larger, smaller, cue };
  return all as Token;
}

/** Lets a word that is being read go on to `end`; it is not made anew for each of its characters. */
export function lengthen(word: Token, text: string, end: number): void {
  const open: { text: string; end: number } = word;
  open.text = text;
  open.end = end;
}

/**
 * Whether a token is one of these cues. They are asked for one by one: a long message asks some hundred thousand times,
 * and a list of them would be made each time.
 */
export function isCue(
  token: Token | undefined,
  a: Cue,
  b?: Cue,
  c?: Cue,
  d?: Cue,
  e?: Cue,
  f?: Cue,
  g?: Cue,
  h?: Cue,
): boolean {
  if (token?.kind !== 'cue') return false;
  const { cue } = token;
  return cue === a || cue === b || cue === c || cue === d || cue === e || cue === f || cue === g || cue === h;
}

/** Whether a token names a child of a roster. */
export const isPupil = (token: Token): boolean => token.kind === 'name' && token.mention.pupils.length > 0;

/** "又少一个", "还差两个": what stands at a place comes to what was told before. */
export const isAdded = (tokens: readonly Token[], place: number): boolean =>
  /^[又还也]$/.test(tokens[place - 1]?.text ?? '');

/** Whether a token is one of these breaks. */
export function isBreak(token: Token | undefined, a: Break, b?: Break, c?: Break, d?: Break): boolean {
  if (token?.kind !== 'break') return false;
  const { mark } = token;
  return mark === a || mark === b || mark === c || mark === d;
}

/** Words that belong together stand no further apart; so a word of a long message takes no more time to read. */
const FARTHEST = 60;

/** The last token before `place`, and near it, of which `wanted` holds. */
export function lastBefore(
  tokens: readonly Token[],
  place: number,
  wanted: (token: Token) => boolean,
): Token | undefined {
  for (let at = place - 1; at >= Math.max(0, place - FARTHEST); at--) {
    const token = tokens[at];
    if (token !== undefined && wanted(token)) return token;
  }
  return undefined;
}

/** The first token after `place`, and near it, of which `wanted` holds. */
export function firstAfter(
  tokens: readonly Token[],
  place: number,
  wanted: (token: Token) => boolean,
): Token | undefined {
  for (let at = place + 1; at < Math.min(tokens.length, place + FARTHEST); at++) {
    const token = tokens[at];
    if (token !== undefined && wanted(token)) return token;
  }
  return undefined;
}
