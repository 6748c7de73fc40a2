import type { Token } from './tokens.ts';
import type { SpeakerRole } from './types.ts';

/** Runs of up to so many characters are weighed. */
const LONGEST = 3;
/** Of a longer message, no more characters than these. */
const MOST = 300;

/** Pictures, which stand outside of the basic plane. */
const PICTURES = /[\ud800-\udfff]+/g;

/** A token as it is weighed: whoever is named, of whichever class, however many, and every picture, is the same. */
function shown(token: Token, speech: string): string {
  if (token.kind === 'name') return '#';
  if (token.kind === 'class') return 'C';
  const said = speech.slice(token.start, token.end);
  return said.replace(/\d+/g, '0').replace(/\s+/g, ' ').replace(PICTURES, '☺');
}

/** The grams of a message: who speaks, and every run of characters, of which `^` is its beginning and `$` its end. */
export function gramsOf(speech: string, tokens: readonly Token[], speaker: SpeakerRole): Set<string> {
  const first = tokens.filter(({ start }) => start < MOST);
  const said = `^${first.map((token) => shown(token, speech)).join('')}$`;
  const grams = new Set([`role:${speaker}`]);
  for (let start = 0; start < said.length; start++)
    for (let end = start + 1; end <= Math.min(said.length, start + LONGEST); end++)
      grams.add(said.slice(start, end));
  return grams;
}
