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

/**
 * What nobody has caught ends the process, as Node would have it, and is told like everything else: Node itself prints the whole
 * error, with the row that a database quotes in it.
 */
export const endOnFault = (log: Logger): void => {
  process.once('uncaughtException', (error) => {
    log.fatal({ error }, 'an unexpected fault');
    process.exit(1);
  });
};

/** The place of a call, and nothing that merely begins like one. */
const PLACE = /^at (?:[^\s:]+ )*\(?\S+:\d+:\d+\)?$/u;

/** The kind and place of an error. A database's message may quote the row, so it stays out. */
const errorLine = (error: unknown): object => {
  if (!(error instanceof Error)) return { kind: typeof error };
  const { name, message, stack = '' } = error;
  const told = 'code' in error ? String(error.code) : '';
  const code = /^[\w.-]{1,60}$/.test(told) ? told : undefined;
  // Whatever a line of the message begins with, it is no place.
  const places = stack
    .slice(stack.indexOf(message) + message.length)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => PLACE.test(line))
    .slice(0, 6);
  return { kind: name, ...(code ? { code } : {}), places };
};
