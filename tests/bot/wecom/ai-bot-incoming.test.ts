import { expect, test, vi } from 'vitest';
import type { Incoming } from '../../../bot/incoming.ts';
import { AI_BOT_PAUSES, type AiBotDependencies } from '../../../bot/wecom/ai-bot.ts';
import { connected, watching } from '../../support/wecom/ai-bot.ts';

const teacher = { from: 'Wang', group: 'wrAbC' };
const alone = { from: 'Wang' };

test('what is said reaches the inbox', async () => {
  const { gateway, taken, until } = await connected();
  gateway.say({ ...teacher, msgid: 'M1' }, '@小助手 三(1)班张伟没来');
  await until(() => taken.length === 1);
  expect(taken).toMatchObject([
    {
      channel: 'aibot',
      messageId: 'M1',
      conversation: { kind: 'group', id: 'wrAbC' },
      sender: 'wang',
      text: '三(1)班张伟没来',
      files: [],
    },
  ]);
});

test('a message delivered twice is taken twice with one id, so that the inbox notices', async () => {
  const { gateway, taken, until } = await connected();
  gateway.say({ ...alone, msgid: 'M1' }, '全勤');
  gateway.say({ ...alone, msgid: 'M1' }, '全勤');
  await until(() => taken.length === 2);
  expect(taken.map(({ messageId }) => messageId)).toEqual(['M1', 'M1']);
});

test('frames that mean nothing change nothing, and the log does not repeat them', async () => {
  const { gateway, taken, until, lines, bot } = await connected();
  const headers = { req_id: 'x' };
  gateway.raw({ cmd: 'aibot_brand_new', headers, body: { msgtype: 'text', secret: '张伟' } });
  gateway.raw({ cmd: 'aibot_msg_callback', headers });
  gateway.raw({ cmd: 'aibot_msg_callback', headers, body: { msgtype: 'text', text: { content: '张伟' } } });
  gateway.raw({
    cmd: 'aibot_event_callback',
    headers,
    body: { msgtype: 'event', msgid: 'M1', event: '张伟' },
  });
  gateway.raw({ headers: { req_id: 'nobody asked' }, errcode: 0 });
  gateway.raw({});
  gateway.event(alone, 'brand_new_event', { name: '张伟' });
  gateway.event(alone, 'feedback_event', { feedback_event: { id: 'f', type: 2, content: '张伟' } });
  gateway.say(alone, '全勤');
  await until(() => taken.length === 1);
  expect(bot.online).toBe(true);
  expect(lines.map(({ words }) => words)).toEqual([
    'the AI bot is connected',
    'a message to the AI bot could not be read',
    'an event of the AI bot could not be read',
    'an event that means nothing to us',
    'somebody judged an answer of the AI bot',
  ]);
  expect(JSON.stringify(lines)).not.toContain('张伟');
});

test('a message that could not be kept is tried again, and kept once', async () => {
  let tries = 0;
  const { look, until: tried } = watching();
  const kept: Incoming[] = [];
  const { gateway, rests, until, wake, troubles } = await connected({
    pauses: { takeAgain: [1000, 2000, 3000] },
    take: async (message) => {
      tries++;
      if (tries < 3) throw new Error('no database');
      kept.push(message);
      look();
    },
  });
  gateway.say(alone, '全勤');
  for (const pauses of [[1000], [1000, 2000]]) {
    await until(() => rests.length === pauses.length);
    expect(rests).toEqual(pauses);
    wake();
  }
  await tried(() => kept.length === 1);
  expect({ tries, troubles }).toEqual({ tries: 3, troubles: [] });
});

test('one that can never be kept is told of by its id, and the next one is taken', async () => {
  const taken: string[] = [];
  const { look, until: took } = watching();
  const { gateway, rests, until, wake, troubles } = await connected({
    pauses: { takeAgain: [1000, 2000] },
    take: async ({ messageId }) => {
      if (messageId === 'M1') throw new Error('no database');
      taken.push(messageId);
      look();
    },
  });
  gateway.say({ ...alone, msgid: 'M1' }, '全勤');
  for (const times of [1, 2]) {
    await until(() => rests.length === times);
    wake();
  }
  await until(() => troubles.length === 1);
  expect(troubles).toEqual([{ kind: 'message_lost', messageId: 'M1' }]);
  gateway.say({ ...alone, msgid: 'M2' }, '全勤');
  await took(() => taken.length === 1);
});

test('one that stops while a message waits tries it once more, and says that it is lost', async () => {
  let tries = 0;
  const { gateway, bot, rests, until, troubles } = await connected({
    pauses: { takeAgain: AI_BOT_PAUSES.takeAgain.map((pause) => pause * 10) },
    take: async () => {
      tries++;
      throw new Error('no database');
    },
  });
  gateway.say({ ...alone, msgid: 'M1' }, '全勤');
  await until(() => rests.length === 1);
  await bot.stop();
  expect({ tries, troubles }).toEqual({ tries: 2, troubles: [{ kind: 'message_lost', messageId: 'M1' }] });
});

test('whoever opens the chat is welcomed', async () => {
  const welcome = vi.fn(async () => '您好，请直接告诉我谁没来。');
  const { gateway } = await connected({ welcome });
  gateway.event(alone, 'enter_chat', {});
  await gateway.until(() => gateway.shown.length === 1);
  expect(welcome).toHaveBeenCalledWith('wang');
  expect(gateway.shown[0]).toMatchObject({
    conversation: 'single:Wang',
    body: { msgtype: 'text', text: { content: '您好，请直接告诉我谁没来。' } },
  });
});

test.each<[string, number, string]>([
  ['within five seconds', 4700, 'accepted'],
  ['not later, when WeCom would refuse it', 4900, 'late'],
])('a welcome goes out %s', async (_name, took, fate) => {
  const clock = { now: 0 };
  const { gateway, until, lines } = await connected({
    clock,
    welcome: async () => {
      clock.now += took;
      return '您好';
    },
  });
  gateway.event(alone, 'enter_chat', {});
  if (fate === 'accepted') await gateway.until(() => gateway.shown.length === 1);
  else await until(() => lines.some(({ words }) => words === 'a welcome came too late'));
  expect(gateway.sent('aibot_respond_welcome_msg')).toHaveLength(fate === 'accepted' ? 1 : 0);
});

test('who has no words for a newcomer says nothing', async () => {
  const { gateway, taken, until } = await connected();
  gateway.event(alone, 'enter_chat', {});
  gateway.say(alone, '全勤');
  await until(() => taken.length === 1);
  expect(gateway.sent('aibot_respond_welcome_msg')).toEqual([]);
});

test('handlers that fail, at once or later, cost neither the process nor the next message', async () => {
  const fail = async () => {
    throw new Error('张伟');
  };
  const failAtOnce = () => {
    throw new Error('张伟');
  };
  for (const failing of [fail, failAtOnce]) {
    const dependencies: Partial<AiBotDependencies> = {
      welcome: failing,
      settle: failing,
      tellAdministrator: failing,
    };
    const taken: string[] = [];
    const { gateway, until, lines, look } = await connected({
      ...dependencies,
      pauses: { takeAgain: [] },
      take: async ({ messageId }) => {
        if (messageId === 'lost') throw new Error('张伟');
        taken.push(messageId);
        look();
      },
    });
    gateway.event(alone, 'enter_chat', {});
    gateway.tap({ ...alone, msgid: 'tap' }, 'k1@1', '1');
    gateway.say({ ...alone, msgid: 'lost' }, '全勤');
    gateway.say({ ...alone, msgid: 'next' }, '全勤');
    const errors = () => lines.filter(({ level }) => level === 'error').map(({ words }) => words);
    await until(() => taken.length === 2 && errors().length === 4);
    expect(errors().toSorted()).toEqual([
      'a message could not be kept',
      'the AI bot failed over: event',
      'the AI bot failed over: event',
      'the AI bot failed over: telling the administrator',
    ]);
  }
});
