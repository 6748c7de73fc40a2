import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { parseArgs } from 'node:util';
import { schoolCalendar } from '../domain/calendar/school-calendar.ts';
import { at, type Instant } from '../domain/calendar/time.ts';
import type { County } from '../domain/decision.ts';
import { Directory } from '../domain/people/directory.ts';
import { type Database, openDatabase } from '../prisma/client.ts';
import { migrate } from '../prisma/migrate.ts';
import { openSecrets } from '../prisma/secrets.ts';
import { saveDirectory } from '../prisma/stores/directory-store.ts';
import { dueStreams } from '../prisma/stores/school-store.ts';
import { together } from '../prisma/together.ts';
import { loadNationalCalendar } from '../seeds/load-calendar.ts';
import { loadPolicy } from '../seeds/load-policy.ts';
import { makePlan } from '../seeds/scenario-shape.ts';
import { loadWords } from '../templates/words.ts';
import { deliverDue } from '../workers/deliver.ts';
import { createQueues, type Queues, type QueueTarget } from '../workers/queue.ts';
import { tickSchool } from '../workers/tick.ts';
import { callbackFigures } from './bench/callback.ts';
import { comparisonFigures } from './bench/comparison.ts';
import { plainCounty, type Size } from './bench/county.ts';
import { figureTimes } from './bench/figures.ts';
import { messageFigures } from './bench/messages.ts';
import { fallDue, openDuties } from './bench/open-duties.ts';
import { timed } from './bench/pace.ts';
import { figure, percentile, type Row, ratio, table } from './bench/table.ts';
import { understandingOfLong, understandingRates } from './bench/understanding.ts';
import { onThrowAwayDatabase } from './throw-away.ts';

/** How much is measured. */
interface Extent {
  size: Size;
  understandMs: number;
  messages: { warm: number; handled: number; offered: number; perSecond: number };
  calls: { warm: number; offered: number; perSecond: number };
  /** Open duties while a share of them falls due, and how many fall due in each school. */
  open: number;
  duePerSchool: number;
  /** Open duties of the two counties whose ticks are compared, and how often each is ticked. */
  few: number;
  many: number;
  ticks: number;
  notices: number;
  /** The county whose month is counted. */
  counted: Size;
  /** Children on the list of households, and as many records. */
  children: number;
}

const WHOLE: Extent = {
  size: { schools: 40, classes: 12, pupils: 45 },
  understandMs: 2000,
  messages: { warm: 500, handled: 4000, offered: 1000, perSecond: 100 },
  calls: { warm: 600, offered: 4000, perSecond: 200 },
  open: 100_000,
  duePerSchool: 100,
  few: 1000,
  many: 1_000_000,
  ticks: 60,
  notices: 3000,
  counted: { schools: 60, classes: 22, pupils: 45 },
  children: 100_000,
};

const QUICK: Extent = {
  size: { schools: 4, classes: 3, pupils: 20 },
  understandMs: 50,
  messages: { warm: 12, handled: 60, offered: 40, perSecond: 100 },
  calls: { warm: 20, offered: 60, perSecond: 200 },
  open: 1000,
  duePerSchool: 10,
  few: 400,
  many: 4000,
  ticks: 3,
  notices: 60,
  counted: { schools: 4, classes: 3, pupils: 20 },
  children: 300,
};

/** A school day, with the school's own moments of the morning behind it and those of the afternoon ahead. */
const NOW = at('2026-10-14', '10:37');
/** Duties that fall due for one tick. */
const DUE_AT_ONCE = 10;
/** As many at a time as a worker process runs. */
const WORKERS = 4;

interface Bench {
  extent: Extent;
  county: County;
  /** A migrated database of that name with the county's people and no duties. */
  open(name: string): Promise<{ database: Database; url: string }>;
  /** The same without people. */
  openEmpty(name: string): Promise<{ database: Database; url: string }>;
}

const measure = async (url: string, extent: Extent, only: string | undefined): Promise<Row[]> => {
  const parts = plainCounty(extent.size);
  const calendar = schoolCalendar(makePlan(), loadNationalCalendar());
  const policy = loadPolicy('dongchuan');
  const county: County = { policy, directory: new Directory(parts), calendarOf: () => calendar };
  const server = openDatabase(url, { poolSize: 1 });
  const opened: Database[] = [server];
  const openEmpty = async (name: string) => {
    await server.$executeRawUnsafe(`CREATE DATABASE ${name}`);
    const own = Object.assign(new URL(url), { pathname: `/${name}` }).href;
    await migrate(own);
    const database = openDatabase(own, { poolSize: 10 });
    opened.push(database);
    return { database, url: own };
  };
  const open = async (name: string) => {
    const made = await openEmpty(name);
    await saveDirectory(made.database, parts, {}, openSecrets(Buffer.alloc(32, 7)), NOW);
    return made;
  };
  try {
    const bench = { extent, county, open, openEmpty };
    if (only === 'figures') return await figures(bench);
    if (only === 'comparison') return await comparison(bench);
    return [
      ...understanding(bench),
      ...(await messages(bench)),
      ...(await callback(bench)),
      ...(await dueDuties(bench)),
      ...(await tickCost(bench)),
      ...(await figures(bench)),
      memory(),
    ];
  } finally {
    await Promise.all(opened.map((database) => database.$disconnect()));
  }
};

const understanding = ({ extent }: Bench): Row[] => {
  const { teacher, office } = understandingRates(extent.understandMs);
  const share = `${ratio(office / teacher)} of a teacher's`;
  const { slowest, growth } = understandingOfLong(extent.understandMs);
  return [
    { what: 'understand, class of 45', figure: `${figure(teacher)}/s`, beside: 'one core' },
    { what: 'understand, office with 2,025 pupils', figure: `${figure(office)}/s`, beside: share },
    {
      what: 'understand, 20,000 characters',
      figure: `${figure(slowest)} ms`,
      beside: `one core; at most ${ratio(growth)} times that of 5,000`,
    },
  ];
};

const messages = async ({ extent, county, open }: Bench): Promise<Row[]> => {
  const { database } = await open('bench_messages');
  const days = county.calendarOf('').schoolDays('2026-09-01', '2026-09-30');
  const setting = { database, county, words: loadWords() };
  const { handled, commits, latencies } = await messageFigures(setting, days, extent.messages);
  const share = `${ratio(handled / commits)} of plain one-row commits (${figure(commits)}/s)`;
  const p50 = `${figure(percentile(latencies, 0.5))} ms`;
  const p99 = `${figure(percentile(latencies, 0.99))} ms`;
  const rate = `at ${extent.messages.perSecond}/s offered`;
  return [
    { what: 'messages end to end', figure: `${figure(handled)}/s`, beside: share },
    { what: 'message latency, p50', figure: p50, beside: rate },
    { what: 'message latency, p99', figure: p99, beside: rate },
  ];
};

/** The answers to WeCom's calls, while what they bring is answered and delivered. */
const callback = async ({ extent, county, open }: Bench): Promise<Row[]> => {
  const { database, url } = await open('bench_callback');
  const days = county.calendarOf('').schoolDays('2026-09-01', '2026-09-30');
  const queues = createQueues({ databaseUrl: url }, { namespace: 'callback' });
  try {
    const setting = { database, county, words: loadWords() };
    const { latencies, handled, delivered } = await callbackFigures(setting, queues, days, extent.calls);
    const p99 = `${figure(percentile(latencies, 0.99))} ms`;
    const p50 = `p50 ${figure(percentile(latencies, 0.5))} ms`;
    const meanwhile = `${figure(handled)} answered and ${figure(delivered)} delivered meanwhile`;
    const beside = `at ${extent.calls.perSecond}/s offered, ${p50}, ${meanwhile}`;
    return [{ what: 'callback answered, p99', figure: p99, beside }];
  } finally {
    await queues.close();
  }
};

/** Duties that fall due among many that do not, then the notices that came of them delivered. */
const dueDuties = async ({ extent, county, open }: Bench): Promise<Row[]> => {
  const { database, url } = await open('bench_due');
  await openDuties(database, extent.open, extent.size, NOW);
  const schools = [...county.directory.schools.keys()];
  await fallDue(database, schools, extent.duePerSchool, NOW);
  const due = await database.duty.count({ where: { nextAt: { lte: new Date(NOW) } } });
  const took = await timed(async () => {
    const streams = await dueStreams(database, NOW, schools.length);
    await together(streams, WORKERS, (school) => tickSchool(database, school, NOW, county));
  });
  const notices = await database.notice.count();
  const spoken = `${figure((notices * 1000) / took)} notices/s, ${figure(extent.open)} open`;
  return [
    { what: 'due duties told', figure: `${figure((due * 1000) / took)}/s`, beside: spoken },
    ...(await deliveries(database, { databaseUrl: url }, 'PostgreSQL', extent.notices, county)),
    ...(await onRedis((target) => deliveries(database, target, 'Redis', extent.notices, county))),
  ];
};

/** Delivery jobs, one notice each to a channel that takes everything at once, against jobs that do nothing. */
const deliveries = async (
  database: Database,
  target: QueueTarget,
  name: string,
  count: number,
  county: County,
): Promise<Row[]> => {
  const people = Array.from({ length: count }, (_, place) => `${name}-${place}`);
  await database.$executeRaw`
    INSERT INTO notice (key, recipient, role, kind, stream, matter, day, content, duties, at, send_at, urgent, state)
    SELECT 'bench|' || person, person, role, kind, stream, 'bench', day,
      jsonb_set(content, '{items}', jsonb_build_array(content->'items'->0)), duties[1:1], at, send_at, urgent, 'pending'
    FROM (SELECT * FROM notice WHERE kind = 'reminder' LIMIT 1) AS pattern, unnest(${people}::text[]) AS person`;
  await database.$executeRaw`ANALYZE notice`;
  const words = loadWords();
  let accepted = 0;
  const channel = {
    deliver: async () => {
      accepted += 1;
      return { kind: 'accepted' } as const;
    },
  };
  const makeFile = async (): Promise<string> => '';
  const phonesOf = async (): Promise<Map<string, string>> => new Map();
  const deliver = async (person: string) => {
    await deliverDue([person], NOW, { database, county: () => county, channel, words, makeFile, phonesOf });
  };
  const nothing = await jobsPerSecond(target, `${name}_nothing`, people, async () => undefined);
  const sent = await jobsPerSecond(target, `${name}_deliver`, people, deliver);
  if (accepted !== count) throw new Error(`${accepted} of ${count} notices were delivered`);
  const share = `${ratio(sent / nothing)} of jobs that do nothing (${figure(nothing)}/s)`;
  return [{ what: `notices delivered, queue on ${name}`, figure: `${figure(sent)}/s`, beside: share }];
};

const jobsPerSecond = async (
  target: QueueTarget,
  namespace: string,
  people: readonly string[],
  work: (person: string) => Promise<void>,
): Promise<number> => {
  const queues = createQueues(target, { namespace: namespace.toLowerCase() });
  try {
    await together(people, 20, (person) => queues.add('deliver', { person }, { jobId: person }));
    const took = await timed(() => allDone(queues, people.length, work));
    return (people.length * 1000) / took;
  } finally {
    await queues.close();
  }
};

const allDone = (queues: Queues, count: number, work: (person: string) => Promise<void>): Promise<void> =>
  new Promise((resolve, reject) => {
    let left = count;
    const handler = async ({ person }: { person: string }): Promise<void> => {
      await work(person);
      left -= 1;
      if (left === 0) resolve();
    };
    const onFailed = ({ error }: { error: Error }): void => reject(error);
    queues.work('deliver', handler, { concurrency: WORKERS, onFailed }).catch(reject);
  });

/** Rows measured on a Redis of our own; one row that says why when there is none. */
const onRedis = async (work: (target: QueueTarget) => Promise<Row[]>): Promise<Row[]> => {
  if (spawnSync('redis-server', ['--version']).status !== 0)
    return [
      { what: 'notices delivered, queue on Redis', figure: '–', beside: 'no redis-server on this machine' },
    ];
  const port = await freePort();
  const flags = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn('redis-server', flags, { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    await ready(server);
    return await work({ redisUrl: `redis://127.0.0.1:${port}` });
  } finally {
    server.kill('SIGKILL');
  }
};

const ready = (server: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    server.stdout?.on('data', (said: Buffer) => {
      if (said.includes('Ready to accept connections')) resolve();
    });
    server.once('exit', (status) => reject(new Error(`redis-server ended with ${status}`)));
  });

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port was assigned');
  return address.port;
};

/** The same tick beside few and beside many open duties, in turns, so that both meet the same machine. */
const tickCost = async ({ extent, county, open }: Bench): Promise<Row[]> => {
  const sides = [];
  for (const [name, count] of [
    ['bench_few', extent.few],
    ['bench_many', extent.many],
  ] as const) {
    const { database } = await open(name);
    await openDuties(database, count, extent.size, NOW);
    sides.push({ database, times: [] as number[] });
  }
  const schools = [...county.directory.schools.keys()];
  for (let turn = 0; turn < extent.ticks; turn += 1)
    for (const { database, times } of sides) {
      const school = schools[turn % schools.length] ?? '';
      const now = NOW + turn;
      await fallDue(database, [school], DUE_AT_ONCE, now);
      times.push(await timed(() => tick(database, school, now, county)));
    }
  // The first ticks prepare statements.
  const [few = 0, many = 0] = sides.map(({ times }) => percentile(times.slice(times.length / 4), 0.5));
  const due = `${DUE_AT_ONCE} duties due`;
  const against = `${ratio(many / few)} times that`;
  return [
    { what: `one tick, ${figure(extent.few)} duties open`, figure: `${figure(few)} ms`, beside: due },
    { what: `one tick, ${figure(extent.many)} duties open`, figure: `${figure(many)} ms`, beside: against },
  ];
};

const tick = async (database: Database, school: string, now: Instant, county: County): Promise<void> => {
  if (!(await tickSchool(database, school, now, county))) throw new Error(`nothing was due at ${school}`);
};

/** A month of a county counted, and one of its numbers opened (policy.md P3.R1-ROLLUP, G4.2-MONTHLY). */
const figures = async ({ extent, county, openEmpty }: Bench): Promise<Row[]> => {
  const { database } = await openEmpty('bench_figures');
  const parts = plainCounty(extent.counted);
  await saveDirectory(database, parts, {}, openSecrets(Buffer.alloc(32, 7)), NOW);
  const days = county.calendarOf('').schoolDays('2026-10-01', '2026-10-31');
  const { counted, opened, duties, facts } = await figureTimes(database, extent.counted, days);
  const beside = `${figure(parts.students.length)} pupils, ${figure(duties)} duties, ${figure(facts)} facts`;
  return [
    { what: 'all figures of a month', figure: `${figure(counted)} ms`, beside },
    { what: 'one number opened', figure: `${figure(opened)} ms`, beside: 'the same county' },
  ];
};

const memory = (): Row => ({
  what: 'peak memory of this process',
  figure: `${figure(process.resourceUsage().maxRSS / 1024)} MB`,
  beside: 'without the database server',
});

/** By itself, since its memory is measured too. */
const comparison = async ({ extent, county, open }: Bench): Promise<Row[]> => {
  const { database } = await open('bench_comparison');
  return comparisonFigures(database, county, extent.children, NOW);
};

const main = async (): Promise<void> => {
  const { values, positionals } = parseArgs({
    options: { quick: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const begun = performance.now();
  const rows = await onThrowAwayDatabase(
    (url) => measure(url, values.quick ? QUICK : WHOLE, positionals[0]),
    {},
  );
  const seconds = Math.round((performance.now() - begun) / 1000);
  process.stdout.write(`${table(rows)}\n\n${seconds} s\n`);
};

if (process.argv[1] && import.meta.filename === process.argv[1]) await main();
