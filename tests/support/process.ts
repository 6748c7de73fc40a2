/** Processes of the product, started as a server would start them, and killed as a power cut would. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port was assigned');
  return address.port;
}

/** A Redis of our own that keeps nothing. */
export async function startRedis(): Promise<{ redisUrl: string; stop(): void }> {
  const port = await freePort();
  const flags = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn('redis-server', flags, { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((resolve, reject) => {
    server.stdout.on('data', (said: Buffer) => said.includes('Ready to accept connections') && resolve());
    server.once('exit', (status) => reject(new Error(`redis-server ended with ${status}`)));
  });
  return { redisUrl: `redis://127.0.0.1:${port}`, stop: () => void server.kill('SIGKILL') };
}

/** One running process. */
export class Child {
  readonly #process: ChildProcess;
  #said = '';
  /** It said that it is ready; or it ended before. */
  readonly ready: Promise<void>;
  /** How it ended: the exit code, or the signal. */
  readonly ended: Promise<number | string>;

  /** Runs a TypeScript file of the project. */
  constructor(file: string, environment: Record<string, string>) {
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, TZ: 'UTC', ...environment };
    const child = spawn(process.execPath, ['--import', 'tsx', path.join(ROOT, file)], {
      cwd: ROOT,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    this.ended = new Promise((resolve) =>
      child.once('exit', (code, signal) => resolve(code ?? signal ?? '')),
    );
    this.ready = new Promise((resolve) => {
      child.stdout.on('data', (said: Buffer) => said.includes('ready') && resolve());
      void this.ended.then(() => resolve());
    });
    child.stderr.on('data', (said: Buffer) => {
      this.#said = (this.#said + said).slice(-2000);
    });
  }

  /** The last of what it said about its troubles. */
  get complaints(): string {
    return this.#said;
  }

  kill(signal: NodeJS.Signals = 'SIGKILL'): void {
    this.#process.kill(signal);
  }
}
