/** A command of the product, run to its end as somebody in a terminal would. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Runs `program`, a path from the root of the project, with nothing of this environment but these settings. */
export const runCommand = async (
  program: string,
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<{ code: number | null; out: string; err: string }> => {
  const child = spawn(process.execPath, ['--import', 'tsx', path.join(ROOT, program), ...args], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, TZ: 'UTC', ...settings },
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
