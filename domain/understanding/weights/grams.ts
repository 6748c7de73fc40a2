import type { Reading } from '../reading.ts';
import type { Token } from '../tokens/tokens.ts';
import type { SpeakerRole } from '../types.ts';

/** Runs of up to so many characters are weighed. */
export const LONGEST = 3;
/** Of a longer message, no more characters than these. */
const MOST = 300;
/** Of what was said before, runs of so many characters, and no more of them than these. */
export const LONGEST_BEFORE = 2;
export const MOST_BEFORE = 120;
/** How the grams are marked that are not of the message itself. */
export const SPEAKER = 'role:';
export const BEFORE = 'before:';

/** What is weighed of a message. */
export interface Weighed {
  /** The message as `shownOf` shows it. */
  readonly said: string;
  readonly speaker: SpeakerRole;
  /** The same of the message before; empty where it does not matter. */
  readonly before: string;
}

/** Digits, blanks, and pictures, which stand outside of the basic plane: how many of them there are is the same. */
const ALIKE = /\d+|\s+|[\ud800-\udfff]+/g;

/** What a greeting or thanks leaves behind. */
const OUTER = /^[\s,.!]+|[\s,.!]+$/g;

/** A message as it is weighed, with whoever is named and whichever class the same; `^` is its beginning and `$` its end. */
export function shownOf(speech: string, tokens: readonly Token[]): string {
  let said = '';
  for (const { kind, start, end } of tokens) {
    if (start - (tokens[0]?.start ?? 0) >= MOST) break;
    said += kind === 'name' ? '#' : kind === 'class' ? 'C' : speech.slice(start, end);
  }
  return `^${said.replace(OUTER, '').replace(ALIKE, (run) => (/\d/.test(run) ? '0' : /\s/.test(run) ? ' ' : '☺'))}$`;
}

/** A message by itself. */
export const weighedAlone = ({ shown, heard }: Reading): Weighed => ({
  said: shown,
  speaker: heard.sender.role,
  before: '',
});

/** A message after the one before it. */
export const weighedAfter = (reading: Reading): Weighed => ({
  ...weighedAlone(reading),
  before: reading.standing.shown,
});

/** All grams of a message, each once: who speaks, every run of characters, and those of what they said before. */
export function gramsOf({ said, speaker, before }: Weighed): Set<string> {
  return new Set([
    `${SPEAKER}${speaker}`,
    ...runsOf(said, said.length, LONGEST),
    ...runsOf(before, MOST_BEFORE, LONGEST_BEFORE).map((run) => `${BEFORE}${run}`),
  ]);
}

/** Every run of up to `longest` characters that begins before `last`. */
export function runsOf(text: string, last: number, longest: number): string[] {
  const runs: string[] = [];
  for (let start = 0; start < Math.min(last, text.length); start++)
    for (let end = start + 1; end <= Math.min(text.length, start + longest); end++)
      runs.push(text.slice(start, end));
  return runs;
}
