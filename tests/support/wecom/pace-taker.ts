/** A process of its own that takes as much as it is given, at one instant: prints how many times it found room. */
import { openDatabase } from '../../../prisma/client.ts';
import { openPace } from '../../../workers/wecom/pace.ts';

const [url = '', at = '0', asks = '0'] = process.argv.slice(2);
const database = openDatabase(url, { poolSize: 4 });
const pace = openPace({ database, personTimesPerDay: null });
const target = { kind: 'member', app: '1', member: 'wang' } as const;
const rooms = await Promise.all(
  Array.from({ length: Number(asks) }, () => pace.take(target, { urgent: true, now: Number(at) })),
);
process.stdout.write(`${rooms.filter(({ ok }) => ok).length}`);
await database.$disconnect();
