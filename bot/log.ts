import { type DestinationStream, type Logger, pino } from 'pino';

/** Logs carry ids, counts and causes; never a name, a number or what somebody wrote. */
export const makeLog = (level: string, destination?: DestinationStream): Logger => {
  const options = {
    level,
    base: null,
    // `err` is pino's own word for it, and that of the libraries that log by it.
    serializers: { error: errorLine, err: errorLine },
    redact: {
      paths: ['text', 'words', '*.text', '*.words', 'name', '*.name', 'phone', '*.phone'],
      remove: true,
    },
  };
  return destination ? pino(options, destination) : pino(options);
};

/** The kind and place of an error. A database's message may quote the row, so it stays out. */
const errorLine = (error: unknown): object => {
  if (!(error instanceof Error)) return { kind: typeof error };
  const { name, message, stack = '' } = error;
  const code = 'code' in error ? String(error.code) : undefined;
  // Whatever a line of the message begins with, it is no place.
  const places = stack
    .slice(stack.indexOf(message) + message.length)
    .split('\n')
    .filter((line) => line.trim().startsWith('at '))
    .slice(0, 6)
    .map((line) => line.trim());
  return { kind: name, ...(code ? { code } : {}), places };
};
