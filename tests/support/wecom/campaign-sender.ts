/** A process of its own that sends what campaigns have due until nothing is left; its clock runs at a speed of its own. */
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../../../prisma/client.ts';
import { sendDueCalls } from '../../../workers/campaigns.ts';
import { type Corp, campaignsOn, countyOf, familiesOf, policyWith } from './campaigns.ts';

const { DATABASE_URL: url = '', CORP = '{}', ORIGIN, START, SPEED } = process.env;
const now = (): number => Number(START) + (Date.now() - Number(ORIGIN)) * Number(SPEED);
const database = openDatabase(url, { poolSize: 4 });
const corp = JSON.parse(CORP) as Corp;
// Long enough for the whole of it, whatever the machine has to do besides.
const county = countyOf(familiesOf(corp.size), policyWith(undefined, { from: '08:00', to: '20:59' }));
const campaigns = campaignsOn(database, corp, now, { county });
const isOver = async (): Promise<boolean> =>
  (await database.campaignCall.count({ where: { state: { in: ['open', 'tried'] } } })) === 0;
process.stdout.write('ready\n');
while (!(await isOver())) {
  await sendDueCalls(async () => now(), url, campaigns);
  await sleep(20);
}
await database.$disconnect();
