import { Redis } from 'ioredis';
import { dayOf } from '../../domain/calendar/time.ts';
import type { Directory } from '../../domain/people/directory.ts';
import { posts } from '../../domain/people/roles.ts';
import type { Database } from '../../prisma/client.ts';
import type { Secrets } from '../../prisma/secrets.ts';
import { demoCounty } from '../../seeds/demo/county.ts';
import { doctorSays, doctorWords } from '../../templates/doctor.ts';
import { keepersOn } from '../../workers/administrators.ts';
import { bad, type Finding, fine, unsure } from './check.ts';

/** How far two clocks may be apart, in seconds. */
const APART = 30;

/** Our clock against the database's, and WeCom's where it answers. */
export const checkClock = async (
  database: Database,
  others: readonly { whose: string; at: number | null }[],
): Promise<Finding> => {
  const [row] = await database.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`;
  const apart = [{ whose: '数据库', at: row?.now.getTime() ?? null }, ...others].flatMap(({ whose, at }) =>
    at === null ? [] : [{ whose, seconds: Math.abs(Date.now() - at) / 1000 }],
  );
  const [worst] = apart.toSorted((a, b) => b.seconds - a.seconds);
  return worst && worst.seconds > APART
    ? bad(doctorWords.clock, doctorSays.clockOff(worst.seconds, worst.whose))
    : fine(doctorWords.clock, doctorSays.clockFine(worst?.seconds ?? 0));
};

export const checkDatabase = async (database: Database): Promise<Finding> => {
  const begun = Date.now();
  try {
    const [row] = await database.$queryRaw<
      { version: string }[]
    >`SELECT current_setting('server_version') AS version`;
    return fine(
      doctorWords.database,
      doctorSays.databaseFine(row?.version.split(' ')[0] ?? '', Date.now() - begun),
    );
  } catch {
    return bad(doctorWords.database, doctorSays.databaseBad);
  }
};

export const checkQueue = async (redisUrl: string | undefined): Promise<Finding> => {
  const { queue } = doctorWords;
  if (!redisUrl) return fine(queue, doctorSays.queuePostgres);
  const redis = new Redis(redisUrl, { lazyConnect: true, connectTimeout: 5000, retryStrategy: () => null });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    const [, policy = 'noeviction'] = (await redis.config('GET', 'maxmemory-policy')) as string[];
    return policy === 'noeviction'
      ? fine(queue, doctorSays.queueRedisFine)
      : bad(queue, doctorSays.queueRedisEvicts(policy));
  } catch {
    return bad(queue, doctorSays.queueRedisBad);
  } finally {
    redis.disconnect();
  }
};

/** Whether the county is there, and is not the invented one while real channels are on. */
export const checkCounty = async (database: Database, real: boolean): Promise<Finding> => {
  const kinds = await database.unit.groupBy({ by: ['kind'], _count: true });
  const count = (kind: string) => kinds.find((row) => row.kind === kind)?._count ?? 0;
  const students = await database.student.count();
  if (count('class') === 0) return bad(doctorWords.county, doctorSays.countyEmpty);
  const { parts } = demoCounty();
  const isDemo = (await database.unit.count({ where: { id: parts.schools[0]?.id ?? '' } })) > 0;
  if (isDemo && real) return unsure(doctorWords.county, doctorSays.countyDemo);
  return fine(doctorWords.county, doctorSays.countyFine(count('school'), count('class'), students));
};

/** Whether anybody hears of what has to be put right; without an administrator, who hears of it instead. */
export const checkAdministrators = (directory: Directory): Finding => {
  const keepers = keepersOn(directory, dayOf(Date.now()));
  const what = doctorWords.administrators;
  const [first] = keepers;
  return first?.role === 'administrator'
    ? fine(what, doctorSays.administratorsFine(keepers.length))
    : bad(what, doctorSays.administratorsNone(first ? posts[first.role].title : null));
};

/** Whether the key opens what was sealed. */
export const checkKey = async (database: Database, secrets: Secrets): Promise<Finding> => {
  const person = await database.person.findFirst({ where: { phone: { not: null } } });
  if (!person?.phone) return fine(doctorWords.key, doctorSays.keyNone);
  try {
    secrets.open(person.phone, { table: 'person', column: 'phone', row: person.id });
    return fine(doctorWords.key, doctorSays.keyFine);
  } catch {
    return bad(doctorWords.key, doctorSays.keyBad);
  }
};

const WEEK_MS = 7 * 24 * 3_600_000;

/** Notices of the last week that reached nobody, or of which nobody knows. */
export const checkOutbox = async (database: Database): Promise<Finding> => {
  const at = { gte: new Date(Date.now() - WEEK_MS) };
  const [refused, unknown] = await Promise.all([
    database.notice.count({ where: { state: 'refused', at } }),
    database.notice.count({ where: { state: 'unknown', at } }),
  ]);
  return refused + unknown === 0
    ? fine(doctorWords.outbox, doctorSays.outboxFine)
    : bad(doctorWords.outbox, doctorSays.outboxBad(refused, unknown));
};
