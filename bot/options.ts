import { type ParseArgsConfig, parseArgs } from 'node:util';

/** What was typed behind a command; null when it was called the wrong way, which its usage line answers. */
export const optionsOf = <Config extends ParseArgsConfig>(
  config: Config,
): ReturnType<typeof parseArgs<Config>> | null => {
  try {
    return parseArgs(config);
  } catch (error) {
    if (isWrongCall(error)) return null;
    throw error;
  }
};

const isWrongCall = (error: unknown): boolean =>
  error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_');

/** Says how a command is called, and ends it so. */
export const misused = (usage: string): number => {
  process.stderr.write(`${usage}\n`);
  return 2;
};
