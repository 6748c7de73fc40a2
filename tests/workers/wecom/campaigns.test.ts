import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest';
import { at, HOUR, MINUTE } from '../../../domain/calendar/time.ts';
import type { County } from '../../../domain/decision.ts';
import { audienceNamed } from '../../../domain/parents/campaign.ts';
import { countsOf } from '../../../domain/parents/reached.ts';
import { keepCampaign, progressOf, reachedBy, stopCampaign } from '../../../prisma/stores/campaign-store.ts';
import { keepMessage } from '../../../prisma/stores/inbox-store.ts';
import { sendDueCalls } from '../../../workers/campaigns.ts';
import { planCampaign } from '../../../workers/plan-campaign.ts';
import type { Trouble } from '../../../workers/wecom/telling.ts';
import { amr } from '../../support/amr.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { startWecom, type WecomDouble } from '../../support/wecom/api-double.ts';
import { campaignsOn, countyOf, familiesOf, policyWith, RECORDED } from '../../support/wecom/campaigns.ts';

const NOTIFY = '/cgi-bin/externalcontact/message/send';
const SIZE = { schools: 2, classes: 2, pupils: 11 };
const FIRST = '2026-09-14';
const MORNING = at(FIRST, '08:00');

let database: TestDatabase;
let serial = 0;
const open: WecomDouble[] = [];

beforeAll(async () => {
  database = await testDatabase();
});
afterEach(async () => {
  await database.prisma
    .$executeRaw`TRUNCATE campaign, campaign_call, campaign_parent, account, guardian, case_file, daily_message, notice`;
});
afterAll(() => Promise.all(open.map((double) => double.close())));

/** Two schools of two classes with ten families each, all of whom follow the notices; the clock moves when told. */
const openTown = async (policy = policyWith()) => {
  const clock = { at: MORNING };
  const double = await startWecom({ corp: `campaign${++serial}`, now: () => clock.at });
  open.push(double);
  const county = countyOf(familiesOf(SIZE), policy);
  const people = [...new Set(county.directory.parts.students.flatMap(({ guardians }) => guardians))];
  double.addParents(...people);
  await database.prisma.account.createMany({
    data: people.map((person) => ({ channel: 'parent', id: person.toLowerCase(), person, subscribed: true })),
  });
  const told: Trouble[] = [];
  const corp = { url: double.url, corp: double.corp, apps: double.apps, size: SIZE };
  let current: County = county;
  const campaigns = {
    ...campaignsOn(database.prisma, corp, () => clock.at, { county, told }),
    county: () => current,
  };
  const sendDue = () => sendDueCalls(async () => clock.at, database.url, campaigns);
  return {
    clock,
    double,
    told,
    people,
    campaigns,
    review: (ids: readonly string[]) => {
      current = { ...county, policy: policyWith(ids) };
    },
    plan: (text: string, days = 1) => {
      const audience = audienceNamed('township', '测速镇', county.directory);
      if (!audience) throw new Error('no such township');
      const author = { person: 'town-officer', role: 'township_officer' } as const;
      const wanted = { text, audience, author, first: FIRST, days, day: '2026-09-21' };
      return planCampaign(wanted, clock.at, {
        database: database.prisma,
        county: current,
        crowd: campaigns.crowd,
      });
    },
    /** Lets it run to this instant, looking every few minutes. */
    goTo: async (until: number) => {
      for (; clock.at < until; clock.at = Math.min(until, clock.at + 5 * MINUTE)) await sendDue();
      await sendDue();
    },
    sendDue,
    textsOf: (person: string) => double.parentInboxOf(person).map(({ content }) => content.content),
    all: () => people.flatMap((person) => double.parentInboxOf(person)),
  };
};

const counts = async (id: string) => countsOf(await reachedBy(database.prisma, id));

test('a guardian of two children hears once, in the words of the own school, in the hours and on the days for it', async () => {
  const town = await openTown();
  const plan = await town.plan('C-school', 2);
  expect(plan.calls.map(({ school, parents }) => [school, parents.length])).toEqual([
    ['s0', 20],
    ['s1', 20],
  ]);
  await keepCampaign(database.prisma, plan);
  await town.goTo(at(FIRST, '11:35'));
  expect(town.all()).toEqual([]);
  await town.goTo(at(FIRST, '21:00'));
  expect(town.all()).toHaveLength(20);
  await town.goTo(at('2026-09-15', '21:00'));
  for (const person of town.people) expect(town.textsOf(person)).toHaveLength(1);
  expect(town.textsOf('g-s1-c0-p0')).toEqual(['s1小学的家长：2026-09-21开学。']);
  const times = town.all().map((shown) => shown.at);
  for (const time of times) {
    expect(time).toBeGreaterThanOrEqual(at(time < at('2026-09-15', '00:00') ? FIRST : '2026-09-15', '11:40'));
  }
  expect(await counts(plan.campaign.id)).toMatchObject({ all: 40, accepted: 40, answered: 0, waiting: 0 });
});

test('where the class teacher signs each class is told by itself, where the child is named each family', async () => {
  const town = await openTown();
  const plan = await town.plan('C-class');
  expect(plan.calls.map((call) => call.class)).toEqual(['s0-c0', 's0-c1', 's1-c0', 's1-c1']);
  await keepCampaign(database.prisma, plan);
  await town.goTo(at(FIRST, '20:00'));
  expect(town.textsOf('g-s0-c1-p0')).toEqual(['二(1)班的家长：上学不收学费。s0小学s0-c1-t']);
  const named = await town.plan('C-child');
  expect(named.calls).toHaveLength(40);
  await keepCampaign(database.prisma, named);
  town.clock.at = at('2026-09-15', '08:00');
  await town.goTo(at('2026-09-15', '20:00'));
  // The eleventh pupil of the class is the tenth's brother or sister.
  expect(town.textsOf('g-s0-c0-p9').at(-1)).toMatch(/^..、..（一\(1\)班）的家长：放假了。$/);
});

test('whoever likes another language or to listen gets a request of their own, with the recording after the words', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'recordings-'));
  const [chinese, yi] = ['C-school', 'ii/C-school'].map((id) => {
    const file = path.join(folder, `${id.replace('/', '-')}.amr`);
    writeFileSync(file, amr(50));
    RECORDED[id] = file;
    return file;
  });
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
    for (const id of Object.keys(RECORDED)) delete RECORDED[id];
  });
  const town = await openTown(policyWith());
  const wishes = [
    { language: null, voice: true },
    { language: 'ii', voice: true },
    { language: 'ii', voice: false },
    { language: 'lis', voice: false },
  ];
  await database.prisma.guardian.createMany({
    data: wishes.map((wish, place) => ({ student: `w${place}`, person: town.people[place] ?? '', ...wish })),
  });
  await keepCampaign(database.prisma, await town.plan('C-school'));
  await town.goTo(at(FIRST, '20:00'));
  const shown = (person = '') =>
    town.double
      .parentInboxOf(person)
      .map(({ msgtype, content }) =>
        msgtype === 'text' ? content.content : town.double.medias.get(String(content.media_id))?.name,
      );
  expect(town.people.slice(0, 5).map(shown)).toEqual([
    ['s0小学的家长：2026-09-21开学。', path.basename(chinese ?? '')],
    ['ꌠs0小学：2026-09-21。', path.basename(yi ?? '')],
    ['ꌠs0小学：2026-09-21。'],
    ['s0小学的家长：2026-09-21开学。'],
    ['s0小学的家长：2026-09-21开学。'],
  ]);
  for (const person of town.people) expect(shown(person).length).toBeLessThanOrEqual(2);
  // Four kinds of readers in one school and one kind in the other, and two recordings.
  expect(town.double.callsOf(NOTIFY)).toHaveLength(5 + 2);
});

test('a translation without a review stays away, and a recording that is refused keeps nobody from the words', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'recordings-'));
  RECORDED['C-school'] = path.join(folder, 'C-school.amr');
  writeFileSync(RECORDED['C-school'], 'no recording');
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
    delete RECORDED['C-school'];
  });
  const town = await openTown(policyWith(['C-school']));
  const person = town.people[1] ?? '';
  await database.prisma.guardian.create({ data: { student: 'w1', person, language: 'ii', voice: true } });
  await keepCampaign(database.prisma, await town.plan('C-school'));
  await town.goTo(at(FIRST, '20:00'));
  expect(town.textsOf(person)).toEqual(['s0小学的家长：2026-09-21开学。']);
  expect(town.told.length).toBe(1);
});

test('who is not a safe guardian hears nothing, and nobody does where harm is told of', async () => {
  const town = await openTown();
  const [safe = '', unsafe = '', harmed = ''] = town.people;
  const told = (student: string, guardian: string, state: object) =>
    Promise.all([
      database.prisma.guardian.create({ data: { student, person: guardian } }),
      database.prisma.caseFile.upsert({
        where: { student },
        create: { student, school: 's0', stage: 'SUSPECTED', active: true, state },
        update: {},
      }),
    ]);
  await told('one', safe, { safeguard: true, family: { safe: [safe] } });
  await told('two', unsafe, { safeguard: false, family: { safe: [safe] } });
  await told('three', harmed, { safeguard: true });
  const plan = await town.plan('C-school');
  await keepCampaign(database.prisma, plan);
  await town.goTo(at(FIRST, '20:00'));
  expect(await counts(plan.campaign.id)).toMatchObject({ accepted: 38, withheld: 2 });
  expect([safe, unsafe, harmed].map((person) => town.textsOf(person).length)).toEqual([1, 0, 0]);
});

test('who writes back within three days has answered', async () => {
  const town = await openTown();
  const plan = await town.plan('C-school');
  await keepCampaign(database.prisma, plan);
  await town.goTo(at(FIRST, '20:00'));
  const message = { channel: 'test', messageId: `answer${serial}`, sender: town.people[3] ?? '', text: '好' };
  await keepMessage(database.prisma, { ...message, sentAt: town.clock.at }, town.clock.at);
  expect(await counts(plan.campaign.id)).toMatchObject({ accepted: 40, answered: 1 });
});

test('a family that has other news today hears tomorrow, and after a week of it not at all', async () => {
  const town = await openTown();
  const [busy = ''] = town.people;
  const otherNews = (day: string) =>
    database.prisma.notice.create({
      data: {
        ...{
          key: `other|${serial}|${day}`,
          recipient: busy,
          role: 'guardian',
          kind: 'notice',
          stream: '',
          matter: day,
        },
        ...{ day: new Date(day), ordinal: 1, content: {}, duties: [], at: new Date(at(day, '09:00')) },
        ...{ sendAt: new Date(at(day, '09:00')), urgent: true, state: 'sent' },
      },
    });
  await otherNews(FIRST);
  const plan = await town.plan('C-school');
  await keepCampaign(database.prisma, plan);
  await town.goTo(at(FIRST, '20:00'));
  expect(town.all()).toHaveLength(39);
  expect(await counts(plan.campaign.id)).toMatchObject({ accepted: 39, waiting: 1 });
  for (let day = 15; day <= 22; day += 1) {
    await otherNews(`2026-09-${day}`);
    await town.goTo(at(`2026-09-${day}`, '20:00'));
  }
  expect(await counts(plan.campaign.id)).toMatchObject({ accepted: 39, waiting: 0, busy: 1 });
  expect(town.textsOf(busy)).toEqual([]);
});

test('a text whose review does not hold waits until somebody has reviewed it', async () => {
  const town = await openTown();
  await keepCampaign(database.prisma, await town.plan('C-school'));
  town.review([]);
  await town.goTo(at(FIRST, '15:00'));
  expect(town.all()).toEqual([]);
  // Who can put it right hears of it once, however often it is looked at.
  const told = await database.prisma.notice.findMany({
    where: { key: { startsWith: 'campaign_blocked' } },
    orderBy: { recipient: 'asc' },
  });
  expect(told.map(({ recipient, role }) => [recipient, role])).toEqual([
    ['bureau', 'bureau_officer'],
    ['town-officer', 'township_officer'],
  ]);
  expect(told[0]?.content).toMatchObject({
    values: { place: '测速镇', waiting: 40 },
    items: [{ note: 'C-school|unreviewed||' }],
  });
  town.review(['C-school']);
  await town.goTo(at(FIRST, '19:00'));
  expect(town.all()).toHaveLength(40);
});

test('too often, busy and wrong answers put it off; what was not answered is asked again in the same bytes', async () => {
  const town = await openTown();
  const plan = await town.plan('C-school');
  await keepCampaign(database.prisma, plan);
  const silent = { kind: 'reset', isDone: true } as const;
  town.double.fail(NOTIFY, 45009, silent, { kind: 'status', isDone: true }, -1, silent, silent, silent);
  await town.goTo(at(FIRST, '20:00'));
  for (const person of town.people) expect(town.textsOf(person)).toHaveLength(1);
  expect(await counts(plan.campaign.id)).toMatchObject({ accepted: 40, unknown: 0 });
  const bodies = new Set(town.double.callsOf(NOTIFY).map(({ body }) => body));
  expect(bodies.size).toBe(2);
  expect(town.double.done.duplicates).toBeGreaterThan(0);
});

test('what WeCom has never answered for three hours stays unknown and is not asked again', async () => {
  const town = await openTown();
  const plan = await town.plan('C-school');
  await keepCampaign(database.prisma, plan);
  town.double.randomly((path) => (path === NOTIFY ? { kind: 'reset', isDone: true } : null));
  await town.goTo(at(FIRST, '11:40') + 3 * HOUR);
  const calls = town.double.callsOf(NOTIFY).length;
  expect(await counts(plan.campaign.id)).toMatchObject({ unknown: 20, waiting: 20 });
  town.double.randomly(null);
  await town.goTo(at(FIRST, '20:00'));
  expect(town.double.callsOf(NOTIFY).length).toBe(calls + 1);
  expect(await counts(plan.campaign.id)).toMatchObject({ unknown: 20, accepted: 20, waiting: 0 });
  for (const person of town.people) expect(town.textsOf(person).length).toBeLessThanOrEqual(1);
});

test('a setting of the corp that stands in the way is told to the administrator and waited for', async () => {
  const town = await openTown();
  const plan = await town.plan('C-school');
  await keepCampaign(database.prisma, plan);
  town.double.fail(NOTIFY, 48002);
  await town.goTo(at(FIRST, '20:00'));
  expect(town.told.map(({ code }) => code)).toEqual(['48002']);
  expect(await counts(plan.campaign.id)).toMatchObject({ accepted: 40 });
});

test('stopped, it goes to nobody more; planned again, to those who have not had it this season', async () => {
  const town = await openTown();
  const plan = await town.plan('C-school', 2);
  await keepCampaign(database.prisma, plan);
  await town.goTo(at(FIRST, '20:00'));
  expect(await stopCampaign(database.prisma, plan.campaign.id, town.clock.at)).toBe(20);
  await town.goTo(at('2026-09-15', '20:00'));
  expect(town.all()).toHaveLength(20);
  expect(await progressOf(database.prisma, plan.campaign.id)).toMatchObject({ waiting: 0, next: null });
  const again = await town.plan('C-school');
  expect(again).toMatchObject({ before: 20, calls: [{ school: 's1' }] });
  await keepCampaign(database.prisma, again);
  await town.goTo(at('2026-09-16', '20:00'));
  for (const person of town.people) expect(town.textsOf(person)).toHaveLength(1);
  expect((await town.plan('C-school')).calls).toEqual([]);
});

// Last, since nothing is taken out of the ledger again.
test('who is not there, does not follow or wants no hints is left out and counted; WeCom knows of more', async () => {
  const town = await openTown();
  const [gone = '', deaf = '', weary = '', willing = '', invalid = ''] = town.people;
  await database.prisma.account.deleteMany({ where: { person: gone } });
  await database.prisma.account.updateMany({ where: { person: deaf }, data: { subscribed: false } });
  const said = (guardian: string, choice: string, seq: number) => database.prisma.$executeRaw`
    INSERT INTO fact (stream, seq, key, kind, author, author_role, at, recorded_at, body, previous, hash)
    VALUES ('x', ${seq}, ${`consent${serial}.${seq}`}, 'consent', ${guardian}, 'guardian', now(), now(),
      ${JSON.stringify({ kind: 'consent', guardian, choice })}::jsonb, '', '')`;
  await said(weary, 'declined', serial * 10);
  await said(willing, 'declined', serial * 10 + 1);
  await said(willing, 'agreed', serial * 10 + 2);
  town.double.parents.set(invalid.toLowerCase(), { subscribed: false });
  const plan = await town.plan('C-school');
  await keepCampaign(database.prisma, plan);
  await town.goTo(at(FIRST, '20:00'));
  expect(await counts(plan.campaign.id)).toMatchObject({
    ...{ all: 40, accepted: 36, refused: 1, no_account: 1, not_subscribed: 1, stopped: 1, waiting: 0 },
  });
  expect(town.textsOf(weary)).toEqual([]);
  expect(town.textsOf(willing)).toHaveLength(1);
});
