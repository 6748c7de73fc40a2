/** The product in one process, as `npm start` runs it, over loopback doubles of everything WeCom offers. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../../bot/config.ts';
import { makeLog } from '../../../bot/log.ts';
import type { Running } from '../../../bot/process.ts';
import { runBot } from '../../../bot/product.ts';
import { SandboxClock } from '../../../bot/sandbox/clock.ts';
import { at, formatInstant } from '../../../domain/calendar/time.ts';
import type { Database } from '../../../prisma/client.ts';
import { testDatabase } from '../../support/database.ts';
import { freePort } from '../../support/process.ts';
import { startWecom, type WecomDouble } from '../../support/wecom/api-double.ts';
import { callbackSender, overHttp } from '../../support/wecom/callback-sender.ts';
import { type Gateway, startGateway } from '../../support/wecom/gateway-double.ts';

const KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const GROUP = 'wrQingXiSchool';
const TEACHER = 'hr-clear-31';
const PUPIL = '张伟';

let wecom: WecomDouble;
let gateway: Gateway;
let running: Running;
let database: Database;
let base: string;
let folder: string;
let callback: ReturnType<typeof callbackSender>;

/** Waits for what the product brings about in its own time. */
const until = async <Value>(
  look: () => Value | Promise<Value>,
  what: string,
): Promise<NonNullable<Value>> => {
  for (let waited = 0; waited < 30_000; waited += 50) {
    const found = await look();
    if (found) return found as NonNullable<Value>;
    await pause(50);
  }
  throw new Error(`it never came: ${what}`);
};

/** What somebody saw of the bot in a conversation, words and cards. */
const seen = (conversation: string): string[] =>
  gateway.shown
    .filter((shown) => shown.conversation === conversation)
    .map(({ body }) => JSON.stringify(body));

const goTo = async (time: string): Promise<void> => {
  const clock = new SandboxClock(database);
  for (;;) {
    const now = await clock.now();
    if (now >= at('2026-09-14', time)) return;
    const response = await fetch(`${base}/api/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ add: '10m' }),
    });
    expect(response.status, formatInstant(now)).toBe(200);
  }
};

beforeAll(async () => {
  const opened = await testDatabase();
  database = opened.prisma;
  folder = await mkdtemp(path.join(tmpdir(), 'chain-'));
  wecom = await startWecom({});
  gateway = await startGateway();
  const port = await freePort();
  base = `http://127.0.0.1:${port}`;
  const clock = new SandboxClock(database);
  await clock.set(at('2026-09-14', '07:55'));
  const config = readConfig({
    ...{ PORT: String(port), SANDBOX: 'on', SWEEP_MS: '100', LOG_LEVEL: 'silent' },
    ...{ WECOM_CORP_ID: wecom.corp, WECOM_AGENT_ID: '1000002', WECOM_AGENT_SECRET: 'S3CRET' },
    ...{ WECOM_SCHOOL_SECRET: 'S3CRET', WECOM_API_BASE_URL: wecom.url },
    ...{ WECOM_CALLBACK_TOKEN: 'countyToken2024', WECOM_ENCODING_AES_KEY: KEY },
    ...{ WECOM_AIBOT_ID: 'BOT', WECOM_AIBOT_SECRET: 'S3CRET', WECOM_AIBOT_NAME: '小助手' },
    WECOM_AIBOT_WS_URL: gateway.url,
  });
  const log = makeLog(config.LOG_LEVEL);
  running = await runBot(config, opened.url, folder, log, { work: true });
  const { directory } = running.parts.keeper.current();
  wecom.addMembers(...directory.parts.people.map(({ id }) => id));
  const pupil = directory.parts.students.find(({ name }) => name === PUPIL);
  for (const guardian of pupil?.guardians ?? []) {
    await database.account.create({
      data: { channel: 'parent', id: `p-${guardian}`, person: guardian, subscribed: true },
    });
    wecom.addParents(`p-${guardian}`);
  }
  callback = callbackSender(
    { token: 'countyToken2024', encodingAesKey: KEY, receiveId: wecom.corp },
    Date.now,
    overHttp(base),
  );
  await until(() => gateway.isOwned, 'the AI bot logs in');
});

afterAll(async () => {
  await running?.close();
  await gateway?.close();
  await wecom?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

describe('a morning on which nobody acts, over WeCom', () => {
  test('a report in the group is answered there by numbers, and in private by name, with buttons', async () => {
    gateway.say({ from: TEACHER }, '你好');
    await until(() => seen(`single:${TEACHER}`).length > 0, 'the first private answer');
    gateway.say({ from: TEACHER, group: GROUP }, `@小助手 三(1)班应到42实到41，${PUPIL}没来`);
    const [line = ''] = await until(
      () => (seen(`group:${GROUP}`).length > 0 ? seen(`group:${GROUP}`) : null),
      'the line for the group',
    );
    expect(line).toContain('应到42 实到41');
    expect(line).toContain('1人没到');
    expect(seen(`group:${GROUP}`).join()).not.toContain(PUPIL);
    const card = await until(
      () => seen(`single:${TEACHER}`).find((body) => body.includes('button_interaction')),
      'the card',
    );
    expect(card).toContain('1 已联系上');
    expect(seen(`single:${TEACHER}`).join()).toContain(PUPIL);
  });

  test('the parents are asked by the school’s notice, by given name or whole name alone', async () => {
    const { directory } = running.parts.keeper.current();
    const pupil = directory.parts.students.find(({ name }) => name === PUPIL);
    for (const guardian of pupil?.guardians ?? []) {
      const shown = await until(
        () => (wecom.parentInboxOf(`p-${guardian}`).length > 0 ? wecom.parentInboxOf(`p-${guardian}`) : null),
        'the notice',
      );
      expect(String(shown[0]?.content.content)).toContain('今天还没到班里上课');
    }
  });

  test('the academic office has the list as a message of the app', async () => {
    const office = officeOf();
    const text = await until(() => wecom.textsOf(office).find((one) => one.includes(PUPIL)), 'the list');
    expect(text).toContain('未到学生名单');
  });

  test('silence climbs by the app, the reminder with buttons', async () => {
    await goTo('08:30');
    await until(
      () => wecom.inboxOf(TEACHER).find(({ msgtype }) => msgtype === 'template_card'),
      'the reminder’s card',
    );
    await goTo('09:10');
    await until(
      () => wecom.textsOf(officeOf()).find((one) => one.includes('到时限未办')),
      'the escalation to the office',
    );
  });

  test('a tap on the AI bot’s card settles it: the card says who and when, and the app’s card loses its buttons', async () => {
    const [task] = [...gateway.cards.keys()];
    expect(task).toBeDefined();
    gateway.tap({ from: TEACHER }, task ?? '', '1');
    await until(
      () => JSON.stringify(gateway.cards.get(task ?? '')).includes('选了“已联系上”'),
      'the new face of the card',
    );
    const row = await until(
      () =>
        database.duty.findFirst({ where: { rule: 'P3.1-CHECK-1H', state: { in: ['done', 'done_late'] } } }),
      'the duty done',
    );
    expect(row.proof).toBe('contact_reached');
    const shown = await until(
      () => [...wecom.cards.values()].find(({ to, replaced }) => to.includes(TEACHER) && replaced),
      'the app’s card is greyed',
    );
    expect(shown.replaced).toBe('已办');
  });

  test('a card tapped again says that it is over, and changes nothing', async () => {
    const facts = await database.fact.count();
    const [task = ''] = [...gateway.cards.keys()];
    const before = seen(`single:${TEACHER}`).length;
    gateway.tap({ from: TEACHER }, task, '2');
    // A reminder that falls due meanwhile may come before it.
    const answers = () => seen(`single:${TEACHER}`).slice(before);
    await until(() => answers().some((text) => text.includes('已经办好')), 'the answer to the second tap');
    expect(await database.fact.count()).toBe(facts);
  });

  test('the app’s card, tapped late, says at once who chose what, and when', async () => {
    const [task = ''] = [...wecom.cards].find(([, { to }]) => to.includes(TEACHER)) ?? [];
    const tap = callback.event(TEACHER, 'template_card_event', { EventKey: '1', TaskId: task });
    const face = callback.opened((await callback.deliver(tap)).body);
    expect(face).toContain('<MsgType><![CDATA[update_template_card]]></MsgType>');
    expect(face).toMatch(/<Desc><!\[CDATA\[\S+ 今天\d\d:\d\d 选了“已联系上”/);
  });

  test('somebody else’s tap on it says nothing', async () => {
    const [task = ''] = [...gateway.cards.keys()];
    const before = await database.inbox.count();
    gateway.tap({ from: 'somebody' }, task, '1');
    await pause(300);
    expect(await database.inbox.count()).toBe(before);
  });

  test('a message to the app is answered by the app; a stranger is told what to do', async () => {
    const answer = await callback.deliver(callback.text(TEACHER, '待办'));
    expect(answer).toMatchObject({ status: 200, body: '' });
    await until(() => wecom.textsOf(TEACHER).length > 0, 'the answer');
    wecom.addMembers('stranger');
    await callback.deliver(callback.text('Stranger', '你好'));
    await until(
      () => wecom.textsOf('stranger').find((one) => one.includes('没有登记')),
      'the answer to a stranger',
    );
  });

  test('a parent’s answer comes by the app that parents may use: it is read, answered, and the class teacher has it', async () => {
    const { directory } = running.parts.keeper.current();
    const [guardian = ''] = directory.parts.students.find(({ name }) => name === PUPIL)?.guardians ?? [];
    await callback.deliver(callback.text(`P-${guardian}`, '孩子发烧了，请假到明天'));
    // Everybody of this county stands in the members' book too, so the app answers where it was written to.
    await until(
      () => wecom.textsOf(guardian).find((text) => text.includes('请病假')),
      'the answer to the parent',
    );
    await until(
      () => wecom.inboxOf(TEACHER).find(({ content }) => JSON.stringify(content).includes('家长回话')),
      'the teacher hears of it',
    );
    const [words] = await database.fact.findMany({ where: { kind: 'guardian_words' } });
    expect(words).toMatchObject({ author: guardian, words: '孩子发烧了，请假到明天' });
  });

  test('a group is bound by whoever answers for it, and by nobody else', async () => {
    const before = seen(`group:${GROUP}`).length;
    gateway.say({ from: TEACHER, group: GROUP }, '@小助手 绑定 清溪中心小学');
    await until(() => seen(`group:${GROUP}`).length > before, 'the refusal');
    expect(await database.group.count()).toBe(0);
    gateway.say({ from: officeOf(), group: GROUP }, '@小助手 绑定 清溪中心小学');
    await until(() => database.group.findFirst({ where: { id: GROUP } }), 'the bound group');
    await until(() => seen(`group:${GROUP}`).some((body) => body.includes('本群已绑定')), 'the confirmation');
  });

  test('nothing is left in doubt, and nobody was written to beyond WeCom’s limits', async () => {
    expect(wecom.done).toMatchObject({ dropped: 0, cut: 0 });
    expect(await database.notice.count({ where: { state: 'unknown' } })).toBe(0);
  });
});

const officeOf = (): string => {
  const { directory } = running.parts.keeper.current();
  const pupil = directory.parts.students.find(({ name }) => name === PUPIL);
  const { holder } = directory.resolve('academic_office', { student: pupil?.id ?? '' }, '2026-09-14');
  return holder?.person ?? '';
};
