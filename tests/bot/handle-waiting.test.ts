import { afterEach, beforeEach, expect, test } from 'vitest';
import { handleWaiting } from '../../bot/handle-waiting.ts';
import { CountyKeeper } from '../../prisma/stores/county-store.ts';
import { keepMessages, unhandledMessages } from '../../prisma/stores/inbox-store.ts';
import { loadNationalCalendar, loadTerms } from '../../seeds/load-calendar.ts';
import { closeFields, Field, POLICY, WORDS } from '../support/field.ts';

let town: Field;
let faults: unknown[];

afterEach(closeFields);

beforeEach(async () => {
  town = await Field.open();
  await town.goTo('07:55');
  faults = [];
});

/** All of it comes at once; what the bot answers, in the order of what was said. */
const answers = async (...said: [sender: string, text: string][]): Promise<(string | undefined)[]> => {
  const { database, now } = town;
  const incoming = said.map(([sender, text], place) => ({
    now,
    message: { channel: 'test', messageId: `w${place}`, sender, text, sentAt: now },
  }));
  const ids = await keepMessages(database, incoming);
  const keeper = await CountyKeeper.open(database, {
    policy: POLICY,
    plan: loadTerms(),
    national: loadNationalCalendar(),
  });
  await handleWaiting(
    said.map(([sender], place) => ({ id: ids[place] ?? 0n, sender, now })),
    { database, keeper, words: WORDS, onFault: async (_, error) => void faults.push(error) },
  );
  const replies = await database.notice.findMany({ where: { key: { startsWith: 'reply:test:w' } } });
  return said.map((_, place) => replies.find(({ key }) => key === `reply:test:w${place}`)?.text ?? undefined);
};

const facts = async (): Promise<string[]> =>
  (await town.database.fact.findMany({ where: { kind: 'roll' } })).map(({ author }) => author).sort();

test('what waits together is answered together: each school its first, then its second', async () => {
  const said = await answers(
    ['wang', '应到10人，实到9人，张伟没来'],
    ['he', '全到齐'],
    ['liu', '应到6人，全到齐'],
    ['wang', '张伟发烧请病假'],
  );
  expect(said[0]).toContain('张伟');
  expect(said.slice(1)).not.toContain(undefined);
  expect(await facts()).toEqual(['he', 'liu', 'wang']);
  const file = await town.database.caseFile.findFirst({ where: { student: 'c31-1' } });
  expect(file?.state).toMatchObject({ marks: { '2026-09-14': { standing: 'sick_leave' } } });
  expect(faults).toEqual([]);
});

test('of two who speak of one child in a shared transaction one is left for a transaction of its own', async () => {
  await town.says('sun', '登记失学儿童：罗小弟，户籍汤丹镇');
  const turns = async (): Promise<number> => {
    const [row] = await town.database.$queryRaw<{ turns: bigint }[]>`SELECT sum(turn) AS turns FROM stream`;
    return Number(row?.turns);
  };
  const before = await turns();
  const [persuaded, dispatched] = await answers(
    ['sun', '劝学罗小弟，家长答应送来'],
    ['zhou', '罗小弟派给汤丹镇'],
  );
  expect(persuaded).toContain('罗小弟：已劝返1次');
  expect(dispatched).toContain('已记：派单');
  expect(await turns()).toBe(before + 2);
  expect(faults).toEqual([]);
});

test('a message that cannot be saved is found out, and the others are answered by themselves', async () => {
  await town.database.$executeRawUnsafe(`
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN IF NEW.author = 'he' THEN RAISE EXCEPTION 'no room'; END IF; RETURN NEW; END $$`);
  await town.database.$executeRawUnsafe(
    'CREATE TRIGGER refuse BEFORE INSERT ON fact FOR EACH ROW EXECUTE FUNCTION refuse()',
  );
  const said = await answers(['wang', '全到齐'], ['he', '全到齐']);
  expect(said[0]).toBeDefined();
  expect(said[1]).toBeUndefined();
  expect(await facts()).toEqual(['wang']);
  expect(faults).toEqual([expect.objectContaining({ message: expect.stringContaining('no room') })]);
  // Nothing is lost: it waits still, and is answered once there is room.
  const left = await unhandledMessages(town.database, 10);
  expect(left.map(({ sender }) => sender)).toEqual(['he']);
});
