import { StartFault } from '../prisma/embedded.ts';
import { MigrationFault } from '../prisma/migrate.ts';
import { YamlFileError } from '../seeds/yaml-file.ts';
import { ConfigFault } from './config.ts';

/** Ends when somebody asks this process to stop. */
export const stopped = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });

/** The sentence of a fault that a person can mend; null for anything else, which keeps its stack. */
const sentenceOf = (error: unknown): string | null => {
  if (!(error instanceof Error)) return null;
  if ('code' in error && error.code === 'EADDRINUSE')
    return '端口已被别的程序占用。请换一个再启动，例如：PORT=3001 npm start（Windows：先 set PORT=3001）';
  const isForPeople =
    error instanceof StartFault ||
    error instanceof ConfigFault ||
    error instanceof MigrationFault ||
    error instanceof YamlFileError ||
    error.message.startsWith('文案有误');
  return isForPeople ? error.message : null;
};

/** Runs a program of ours to its end; a fault that a person can mend is told in its sentence. */
export const endWell = async (program: () => Promise<void>): Promise<void> => {
  try {
    await program();
  } catch (error) {
    const sentence = sentenceOf(error);
    if (sentence === null) throw error;
    process.stderr.write(`${sentence}\n`);
    process.exitCode = 1;
  }
};
