/** Commands of the product, run to their end as somebody in a terminal would. */
import { fork, spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Called } from './command-host.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HOST = path.join(ROOT, 'tests/support/command-host.ts');

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

export type RunCommand = (
  program: string,
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
) => Promise<Ended>;

/** Nothing of this environment but these settings. */
const environmentOf = (settings: Readonly<Record<string, string>>) => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  TZ: 'UTC',
  ...settings,
});

/** Runs `program`, a path from the root of the project, as a process of its own. */
export const runCommand: RunCommand = async (program, args, settings) => {
  const child = spawn(process.execPath, ['--import', 'tsx', path.join(ROOT, program), ...args], {
    cwd: ROOT,
    env: environmentOf(settings),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (part) => {
    out += part;
  });
  child.stderr.on('data', (part) => {
    err += part;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, out, err };
};

/**
 * Runs commands one after another in one process, where what they stand on is loaded only once: that takes longer than
 * most commands. Whether a program ends by itself is seen only in a process of its own: each has a test that runs it so.
 */
export const openTerminal = (): { run: RunCommand; close(): void } => {
  const host = fork(HOST, {
    cwd: ROOT,
    env: environmentOf({}),
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  let last: Promise<unknown> = Promise.resolve();
  const inHost = (called: Called): Promise<Ended> =>
    new Promise((resolve, reject) => {
      const gone = (): void => reject(new Error(`${called.program} ended the terminal`));
      host.once('exit', gone);
      host.once('message', (ended) => {
        host.off('exit', gone);
        resolve(ended as Ended);
      });
      host.send(called);
    });
  return {
    run: (program, args, settings) => {
      const turn = last.then(() => inHost({ program, args, environment: environmentOf(settings) }));
      last = turn.catch(() => undefined);
      return turn;
    },
    close: () => host.disconnect(),
  };
};
