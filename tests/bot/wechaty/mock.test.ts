import { describe, expect, test } from 'vitest';
import { NotSent } from '../../../bot/not-sent.ts';
import { WECHATY_PAUSES } from '../../../bot/wechaty/contract.ts';
import { mockChannel, mockWorld, startChannel, type World } from '../../support/wechaty/mock-world.ts';
import { leaseOfOne, NOW, watching } from '../../support/wecom/ai-bot.ts';

const GROUP = { kind: 'group', id: 'School1@chatroom' } as const;

describe('what is heard', () => {
  test('a message of a group that calls the bot by name', async () => {
    const { bring, room, bot, taken, until } = await mockChannel();
    bring({ id: 'M1', roomId: room.id, text: '@小助手\u2005三年二班 张三 病假', mentionIdList: [bot.id] });
    await until(() => taken.length === 1);
    expect(taken).toEqual([
      {
        channel: 'wechaty',
        messageId: 'M1',
        conversation: GROUP,
        sender: 'Teacher1',
        text: '三年二班 张三 病假',
        quote: null,
        tap: null,
        files: [],
        sentAt: NOW,
      },
    ]);
  });

  test('a message to the bot alone needs no name', async () => {
    const { bring, taken, until } = await mockChannel();
    bring({ text: '全勤' });
    await until(() => taken.length === 1);
    expect(taken[0]).toMatchObject({ conversation: { kind: 'single', id: 'Teacher1' }, text: '全勤' });
  });

  test('not what others say to each other, nor what it says itself, nor what is no message', async () => {
    const { bring, room, bot, colleague, taken, until, channel, lines } = await mockChannel();
    bring({ roomId: room.id, text: '张伟怎么没来' });
    bring({ roomId: room.id, text: '@小助手二号\u2005张伟没来', mentionIdList: [colleague.id] });
    bring({ roomId: room.id, text: '@所有人 开会', mentionIdList: ['all'] });
    bring({ roomId: room.id, text: '@小助手\u2005我自己', talkerId: bot.id, mentionIdList: [bot.id] });
    bring({ text: '撤回', type: 13 });
    bring({ text: '<xml>名片</xml>', type: 3 });
    await channel.say(GROUP, '这是我说的');
    bring({ id: 'last', text: '全勤' });
    await until(() => taken.length === 1);
    expect(taken.map(({ messageId }) => messageId)).toEqual(['last']);
    expect(JSON.stringify(lines)).not.toMatch(/张伟|我说的|王老师/);
  });

  test('only the bot’s own name goes, even one with a space', async () => {
    const world = mockWorld({ botName: '控辍 小助手' });
    const { bring, room, bot, colleague, taken, until } = await mockChannel({ world });
    const text = '@控辍 小助手\u2005@小助手二号\u2005张伟没来';
    bring({ roomId: room.id, text, mentionIdList: [bot.id, colleague.id] });
    await until(() => taken.length === 1);
    expect(taken[0]?.text).toBe('@小助手二号\u2005张伟没来');
  });

  test('a message that comes twice is taken once', async () => {
    const { bring, puppet, taken, until } = await mockChannel();
    const messageId = bring({ id: 'M1', text: '全勤' });
    puppet.emit('message', { messageId });
    bring({ id: 'M2', text: '全勤' });
    await until(() => taken.some((one) => one.messageId === 'M2'));
    expect(taken.map((one) => one.messageId)).toEqual(['M1', 'M2']);
  });

  test('a file, its name and its content', async () => {
    const { bringFile, taken, until } = await mockChannel();
    const content = Buffer.from('picture');
    bringFile('假条.png', content);
    await until(() => taken.length === 1);
    const [file] = taken[0]?.files ?? [];
    expect([taken[0]?.text, file?.name]).toEqual(['', '假条.png']);
    expect(await file?.fetch()).toEqual(content);
  });

  test('a file that cannot be had costs no message', async () => {
    const { bring, taken, until } = await mockChannel();
    bring({ type: 1, text: '花名册.xlsx' });
    await until(() => taken.length === 1);
    expect(taken[0]?.files.map(({ name }) => name)).toEqual([null]);
    await expect(taken[0]?.files[0]?.fetch()).rejects.toThrow();
  });

  test('a message that cannot be kept is tried again, then told of, and the next one is taken', async () => {
    const taken: string[] = [];
    let tries = 0;
    const { bring, troubles, until, look } = await mockChannel({
      pauses: { takeAgain: [1, 1] },
      take: async ({ messageId }) => {
        if (messageId === 'M1') {
          tries++;
          throw new Error('no database');
        }
        taken.push(messageId);
        look();
      },
      tellAdministrator: async (trouble) => {
        troubles.push(trouble);
        look();
        throw new Error('nobody there');
      },
    });
    bring({ id: 'M1', text: '全勤' });
    await until(() => troubles.length === 1);
    expect({ tries, troubles }).toEqual({ tries: 3, troubles: [{ kind: 'message_lost', messageId: 'M1' }] });
    bring({ id: 'M2', text: '全勤' });
    await until(() => taken.length === 1);
  });
});

describe('what is said', () => {
  test('to a group, to one of it, to somebody alone', async () => {
    const { channel, puppet } = await mockChannel();
    expect(await channel.say(GROUP, '已登记')).toEqual({ kind: 'accepted' });
    expect(await channel.say(GROUP, '请联系家长', 'Teacher1')).toEqual({ kind: 'accepted' });
    expect(await channel.say({ kind: 'single', id: 'Teacher1' }, '在')).toEqual({ kind: 'accepted' });
    expect(puppet.sent).toEqual([
      { to: GROUP.id, text: '已登记', mentions: [] },
      { to: GROUP.id, text: '@王老师\u2005请联系家长', mentions: ['Teacher1'] },
      { to: 'Teacher1', text: '在', mentions: [] },
    ]);
  });

  test('whoever cannot be called by name is not, and the rest is said', async () => {
    const { channel, puppet } = await mockChannel();
    expect(await channel.say(GROUP, '请联系家长', 'nobody')).toEqual({ kind: 'accepted' });
    expect(puppet.sent).toEqual([{ to: GROUP.id, text: '请联系家长', mentions: [] }]);
  });

  test('nothing, or to nobody, is refused', async () => {
    const { channel, puppet } = await mockChannel();
    const nobody = { kind: 'refused', reason: 'no_such_conversation' };
    expect(await channel.say(GROUP, ' ')).toEqual({ kind: 'refused', reason: 'empty' });
    expect(await channel.say({ kind: 'group', id: 'Gone@chatroom' }, '在')).toEqual(nobody);
    expect(await channel.say({ kind: 'single', id: 'gone' }, '在')).toEqual(nobody);
    expect(puppet.sent).toEqual([]);
  });

  const failing = (error: unknown) => async () => {
    throw error;
  };
  const grpc = (code: number) => Object.assign(new Error(`${code} WHATEVER: x`), { code });
  test.each<[string, () => Promise<void>, object]>([
    ['a failure that tells nothing', failing(new Error('x')), { kind: 'unknown' }],
    ['a failure inside the gateway', failing(grpc(13)), { kind: 'unknown' }],
    ['a gateway that is gone', failing(grpc(14)), { kind: 'unknown' }],
    ['no answer', () => new Promise(() => undefined), { kind: 'unknown' }],
    ['no permission', failing(grpc(7)), { kind: 'refused', reason: 'grpc_7' }],
  ])('%s', async (_name, sending, receipt) => {
    const { channel, puppet } = await mockChannel({ pauses: { send: 20 } });
    puppet.sending = sending;
    expect(await channel.say(GROUP, '已登记')).toEqual(receipt);
  });

  test('without a connection nothing is sent, and it says so', async () => {
    const world = mockWorld({ logsIn: false });
    const { channel } = await startChannel({ puppet: () => world.puppet });
    await expect(channel.say(GROUP, '已登记')).rejects.toThrow(new NotSent('offline'));
  });
});

/** A new world for every connection. */
const worlds = (make: (place: number) => World) => {
  const all: World[] = [];
  const { look, until } = watching();
  const puppet = () => {
    const world = make(all.length);
    all.push(world);
    look();
    return world.puppet;
  };
  return { all, puppet, number: (count: number) => until(() => all.length === count) };
};

describe('the connection', () => {
  test('a login that does not come is waited for, and begun anew, more and more seldom', async () => {
    const { all, puppet } = worlds((place) => mockWorld({ logsIn: place >= 5 }));
    const pauses = { login: 20, reconnect: 1000, mostReconnect: 4000 };
    const { online, until, rests, wake } = await startChannel({ puppet, pauses });
    for (let times = 1; times <= 5; times++) {
      await until(() => rests.length === times);
      wake();
    }
    await online();
    expect(rests).toEqual([1000, 2000, 4000, 4000, 4000]);
    expect(all).toHaveLength(6);
  });

  test('a code to be scanned is told once, and waited for longer', async () => {
    const { all, puppet, number } = worlds(() => mockWorld({ logsIn: false }));
    const { online, until, troubles } = await startChannel({ puppet, pauses: { login: 50 } });
    await number(2);
    const { mocker, bot, puppet: inner } = all[1] ?? expect.fail();
    inner.on('start', () => mocker.scan('code'));
    await until(() => troubles.length === 1);
    mocker.scan('code');
    mocker.login(bot);
    await online();
    expect(troubles).toEqual([{ kind: 'login_needed' }]);
    expect(all).toHaveLength(2);
  });

  test('silence is asked, and an answer is enough', async () => {
    const { channel, puppet } = await mockChannel({ pauses: { quiet: 5, dong: 5000 } });
    let dongs = 0;
    await new Promise<void>((resolve) => {
      puppet.on('dong', () => {
        dongs++;
        if (dongs === 5) resolve();
      });
    });
    expect(channel.online).toBe(true);
  });

  test('silence that stays silent is a lost connection, and a new one follows', async () => {
    const { all, puppet, number } = worlds(() => mockWorld());
    const started = await startChannel({ puppet, pauses: { quiet: 10, dong: 200 } });
    await started.online();
    for (const world of all) world.puppet.isMute = true;
    await number(2);
    await started.online();
    expect(JSON.stringify(started.lines)).toContain('silent');
  });

  test('an error is not the end, unless silence follows', async () => {
    const { all, puppet, number } = worlds(() => mockWorld());
    const { online, taken, until } = await startChannel({ puppet, pauses: { dong: 20 } });
    await online();
    const { puppet: first, bring } = all[0] ?? expect.fail();
    const answered = new Promise((resolve) => first.once('dong', resolve));
    first.emit('error', { data: 'no payload found for 张伟' });
    await answered;
    bring({ text: '全勤' });
    await until(() => taken.length === 1);
    expect(all).toHaveLength(1);
    first.isMute = true;
    first.emit('error', { data: '1 CANCELLED: Call cancelled' });
    await number(2);
    await online();
  });

  test('after a logout it logs in again', async () => {
    const { all, puppet, number } = worlds(() => mockWorld());
    const { online } = await startChannel({ puppet });
    await online();
    await all[0]?.puppet.logout('elsewhere');
    await number(2);
    await online();
  });

  test('whoever loses the lease is no longer connected; whoever stops gives it back', async () => {
    const lease = leaseOfOne();
    const { puppet, number } = worlds(() => mockWorld());
    const { channel, online } = await startChannel({ puppet, tryLease: lease.tryLease });
    await online();
    lease.rob();
    await number(2);
    await online();
    await channel.stop();
    expect(channel.online).toBe(false);
    expect(await lease.tryLease()).not.toBeNull();
  });

  test('the pauses of the product are such that its own watchdog comes before Wechaty’s of a minute', () => {
    expect(WECHATY_PAUSES.quiet + WECHATY_PAUSES.dong).toBeLessThan(60_000);
  });
});
