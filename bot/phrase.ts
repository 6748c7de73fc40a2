import type { Turn } from './turn.ts';

/** A short piece of a reply (`templates/messages/phrases.yaml`). */
export const phrase = (
  turn: Pick<Turn, 'words' | 'now'>,
  name: string,
  values: Record<string, unknown> = {},
): string => turn.words.say(`phrase:${name}`, { values, now: turn.now });
