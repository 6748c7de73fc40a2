import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { at } from '../../../domain/calendar/time.ts';
import { audienceNamed } from '../../../domain/parents/campaign.ts';
import { countsOf } from '../../../domain/parents/reached.ts';
import { keepCampaign, progressOf, reachedBy } from '../../../prisma/stores/campaign-store.ts';
import { planCampaign } from '../../../workers/plan-campaign.ts';
import { testDatabase } from '../../support/database.ts';
import { Child } from '../../support/process.ts';
import { faultsAt, startWecom } from '../../support/wecom/api-double.ts';
import { campaignsOn, countyOf, familiesOf, policyWith } from '../../support/wecom/campaigns.ts';

const NOTIFY = '/cgi-bin/externalcontact/message/send';
const FIRST = '2026-09-14';
/** 66 000 pupils, whose families are 60 000. */
const SIZE = { schools: 60, classes: 22, pupils: 50 };
/** Product seconds in a real one: WeCom's memory of a request is minutes, the half hour of the campaign half a minute. */
const SPEED = 60;
const MOST_KILLS = 8;

const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
});

test('60 000 parents hear once each, whenever the process is killed and whatever WeCom answers', async () => {
  let origin = Date.now();
  const start = at(FIRST, '11:40');
  const now = (): number => start + (Date.now() - origin) * SPEED;
  const { url, prisma: database } = await testDatabase();
  const double = await startWecom({ corp: 'county', now });
  closing.push(() => double.close());
  const county = countyOf(familiesOf(SIZE), policyWith(undefined, { from: '11:40', to: '12:10' }));
  const people = [...new Set(county.directory.parts.students.flatMap(({ guardians }) => guardians))];
  expect(people).toHaveLength(60_000);
  // Of twenty two have no account, two do not follow the notices, and of one WeCom alone knows that.
  const accounts = people.flatMap((person, place) =>
    place % 20 < 2 ? [] : [{ channel: 'parent', id: person, person, subscribed: place % 20 >= 4 }],
  );
  // One statement: createMany takes a quarter of a minute for so many.
  await database.$executeRaw`
    INSERT INTO account SELECT * FROM jsonb_populate_recordset(null::account, ${JSON.stringify(accounts)}::jsonb)`;
  const isReached = (place: number): boolean => place % 20 > 4;
  for (const [place, person] of people.entries())
    double.parents.set(person, { subscribed: isReached(place) });
  const corp = { url: double.url, corp: double.corp, apps: double.apps, size: SIZE };
  const audience = audienceNamed('district', '', county.directory);
  if (!audience) throw new Error('no district');
  const { crowd } = campaignsOn(database, corp, now, { county });
  // The county took its time.
  origin = Date.now();
  const plan = await planCampaign(
    {
      ...{ text: 'C-school', audience },
      ...{ author: { person: 'bureau', role: 'bureau_officer' }, first: FIRST, days: 1, day: '2026-09-21' },
    },
    now(),
    { database, county, crowd },
  );
  expect(Math.max(...plan.calls.map(({ parents }) => parents.length))).toBeLessThanOrEqual(1000);
  await keepCampaign(database, plan);

  const { random } = Math;
  double.randomly((path) => (path === NOTIFY ? faultsAt(0.15, random, QUICK)() : null));
  const child = () =>
    new Child('tests/support/wecom/campaign-sender.ts', {
      DATABASE_URL: url,
      CORP: JSON.stringify(corp),
      ORIGIN: String(origin),
      START: String(start),
      SPEED: String(SPEED),
    });
  const asked = (): number => double.callsOf(NOTIFY).length;
  let kills = 0;
  for (let running = child(); ; running = child()) {
    let isOver = false;
    const ended = running.ended.then((how) => {
      isOver = true;
      return how;
    });
    // In the midst of a request, or after some.
    const before = asked();
    while (!isOver && asked() === before) await pause(2);
    if (kills < MOST_KILLS) {
      await Promise.race([pause(random() * 1500), ended]);
      running.kill();
    }
    const how = await ended;
    if (how === 'SIGKILL') kills += 1;
    else expect(`${how} ${running.complaints}`).toBe('0 ');
    if ((await progressOf(database, plan.campaign.id)).next === null) break;
  }
  expect(kills).toBeGreaterThan(3);

  const wrong = people.filter(
    (person, place) => double.parentInboxOf(person).length !== (isReached(place) ? 1 : 0),
  );
  expect(wrong).toEqual([]);
  const counts = countsOf(await reachedBy(database, plan.campaign.id));
  expect(counts).toMatchObject({
    ...{ all: 60_000, accepted: 45_000, refused: 3000, no_account: 6000, not_subscribed: 6000 },
    ...{ unknown: 0, waiting: 0 },
  });
}, 300_000);

/** Nothing that is waited for longer than a moment. */
const QUICK = [
  { kind: 'code', code: -1 },
  { kind: 'code', code: 45009 },
  { kind: 'status', isDone: false },
  { kind: 'status', isDone: true },
  { kind: 'reset', isDone: false },
  { kind: 'reset', isDone: true },
  { kind: 'nonsense', isDone: true },
] as const;
