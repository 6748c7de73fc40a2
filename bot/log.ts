import { type Logger, pino } from 'pino';

/** Logs carry ids, counts and causes; never a name, a number or what somebody wrote. */
export const makeLog = (level: string): Logger =>
  pino({
    level,
    base: null,
    serializers: { error: errorLine },
    redact: {
      paths: ['text', 'words', '*.text', '*.words', 'name', '*.name', 'phone', '*.phone'],
      remove: true,
    },
  });

/** The kind and place of an error. A database's message may quote the row, so it stays out. */
const errorLine = (error: unknown): object => {
  if (!(error instanceof Error)) return { kind: typeof error };
  const { name, stack = '' } = error;
  const code = 'code' in error ? String(error.code) : undefined;
  const places = stack
    .split('\n')
    .filter((line) => line.trim().startsWith('at '))
    .slice(0, 6)
    .map((line) => line.trim());
  return { kind: name, ...(code ? { code } : {}), places };
};
