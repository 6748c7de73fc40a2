import type { ImportOutcome } from '../seeds/import-roster.ts';
import { reportLines } from '../templates/directory.ts';
import type { Words } from '../templates/words.ts';

/** A phone screen; whoever has more wrong rows runs the import at the desk. */
const MOST_LINES = 15;

/** What somebody hears who sent a list of people into the chat: what changed, or every row that is wrong. */
export const importFromChat = (outcome: ImportOutcome, words: Words): string => {
  const lines = outcome.ok ? reportLines(outcome.report) : outcome.lines;
  const shown = lines.slice(0, MOST_LINES);
  return words.say('replies/imported', {
    values: { done: outcome.ok, more: lines.length - shown.length },
    lines: shown,
    now: 0,
  });
};
