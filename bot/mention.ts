/** Takes the bot's own names away, and no other: teachers also call each other with @. */
export const withoutMention = (text: string, names: readonly (string | null | undefined)[]): string => {
  const own = names.filter((name) => name).map((name) => String(name).replace(SYNTAX, '\\$&'));
  if (own.length === 0) return text.trim();
  const name = `(?:${own.join('|')})`;
  // A colleague's name may begin like the bot's, but the bot is called first in most messages.
  const mention = new RegExp(`^\\s*[@＠]${name}|[@＠]${name}(?=[\\s\\p{P}]|$)`, 'gu');
  return text.replace(mention, '').trim();
};

/**
 * Takes one name at the very beginning away, up to the space that WeCom puts after it: for a bot in a group whose own name
 * nobody has set. Without a space it cannot be told where the name ends, and all of it stays.
 */
export const withoutFirstMention = (text: string): string => text.trim().replace(/^[@＠]\S+\s+/u, '');

const SYNTAX = /[.*+?^${}()|[\]\\]/g;
