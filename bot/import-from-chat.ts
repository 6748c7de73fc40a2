import type { Instant } from '../domain/calendar/time.ts';
import { importRoster } from '../seeds/roster/import.ts';
import { reportLines } from '../templates/directory.ts';
import type { Parts } from './parts.ts';

/** A phone screen; whoever has more wrong rows runs the import at the desk. */
const MOST_LINES = 15;

/** Takes in a list of people that somebody sent into the chat; the answer says what changed, or every row that is wrong. */
export const importFromChat = async (
  file: Buffer,
  { database, secrets, words }: Pick<Parts, 'database' | 'secrets' | 'words'>,
  now: Instant,
): Promise<string> => {
  const outcome = await importRoster(database, secrets, file, now);
  const lines = outcome.ok ? reportLines(outcome.report) : outcome.lines;
  const shown = lines.slice(0, MOST_LINES);
  const values = { done: outcome.ok, more: lines.length - shown.length };
  return words.say('replies/imported', { values, lines: shown, now });
};
