/** A value as PostgreSQL gives it back from `jsonb`: without what is undefined, the shorter keys first. */
export const asStored = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(asStored);
  if (value === null || typeof value !== 'object') return value ?? null;
  if (value instanceof Date) return value.toJSON();
  const stored: Record<string, unknown> = {};
  for (const key of inOrder(Object.keys(value))) {
    const item = (value as Record<string, unknown>)[key];
    if (item !== undefined) stored[key] = asStored(item);
  }
  return stored;
};

/** What was read once and changed a little is in order mostly. */
const inOrder = (keys: string[]): string[] =>
  keys.every((key, place) => place === 0 || shorterFirst(keys[place - 1] ?? '', key) < 0)
    ? keys
    : keys.sort(shorterFirst);

const shorterFirst = (one: string, other: string): number =>
  one.length - other.length || (one < other ? -1 : 1);
