export type Query = Readonly<Record<string, string | number>>;

/** `base` with or without a slash at its end. */
export const addressOf = (base: string, path: string, query: Query): string => {
  const url = new URL(base.replace(/\/$/, '') + path);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  return url.href;
};
