import { afterEach, describe, expect, test, vi } from 'vitest';
import { NotSent } from '../../../bot/not-sent.ts';
import type { CardUpdate } from '../../../bot/wecom/ai-bot.ts';
import { type Card, cardTask, settledCard } from '../../../templates/cards.ts';
import { connected, watching } from '../../support/wecom/ai-bot.ts';

const GROUP = { kind: 'group', id: 'wrAbC' } as const;
const teacher = { from: 'Wang', group: 'wrAbC' };
const DAY = 24 * 60 * 60_000;

afterEach(() => {
  vi.useRealTimers();
});

/** A bot to whom somebody in the group has said `M1`. */
const spokenTo = async (changes: Parameters<typeof connected>[0] = {}) => {
  const setting = await connected(changes);
  const { gateway, taken, until } = setting;
  gateway.say({ ...teacher, msgid: 'M1' }, '@小助手 张伟没来');
  await until(() => taken.length === 1);
  const asked = { messageId: 'M1', conversation: GROUP };
  const shown = () =>
    gateway.shown.map(({ cmd, body }) => [cmd, (body.markdown as { content: string }).content]);
  return { ...setting, asked, shown };
};

describe('replies', () => {
  test('the first answer is a reply, what else is said a push', async () => {
    const { bot, asked, shown } = await spokenTo();
    expect(await bot.reply(asked, '已登记')).toEqual({ kind: 'accepted' });
    expect(await bot.reply(asked, '还有一事')).toEqual({ kind: 'accepted' });
    expect(shown()).toEqual([
      ['aibot_respond_msg', '已登记'],
      ['aibot_send_msg', '还有一事'],
    ]);
  });

  test('what nobody here heard, as after a restart, is answered by a push', async () => {
    const { bot, shown } = await spokenTo();
    await bot.reply({ messageId: 'of yesterday', conversation: GROUP }, '已登记');
    expect(shown()).toEqual([['aibot_send_msg', '已登记']]);
  });

  test('after a day a push is tried at once', async () => {
    const { bot, asked, clock, shown } = await spokenTo();
    clock.now += DAY;
    await bot.reply(asked, '已登记');
    expect(shown()).toEqual([['aibot_send_msg', '已登记']]);
  });

  test.each([846605, 846608])('a reply that is over (%d) becomes a push', async (code) => {
    const { gateway, bot, asked, shown } = await spokenTo();
    gateway.fail('aibot_respond_msg', code);
    expect(await bot.reply(asked, '已登记')).toEqual({ kind: 'accepted' });
    expect(shown()).toEqual([['aibot_send_msg', '已登记']]);
  });

  test('a reply that is over and a push that is refused are refused', async () => {
    const { gateway, bot, asked } = await spokenTo();
    gateway.fail('aibot_respond_msg', 846605);
    gateway.fail('aibot_send_msg', 93008);
    expect(await bot.reply(asked, '已登记')).toEqual({ kind: 'refused', reason: '93008' });
  });

  test('a long answer comes in parts, the first as a reply', async () => {
    const { bot, asked, shown } = await spokenTo();
    const long = Array.from({ length: 2000 }, (_, line) => `${line} 三(1)班张伟没到校\n`).join('');
    expect(Buffer.byteLength(long)).toBeGreaterThan(2 * 20_480);
    expect(await bot.reply(asked, long)).toEqual({ kind: 'accepted' });
    expect(shown().map(([cmd]) => cmd)).toEqual(['aibot_respond_msg', 'aibot_send_msg', 'aibot_send_msg']);
    const parts = shown().map(([, content = '']) => content);
    for (const part of parts) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(20_480);
    expect(parts.join('')).toBe(long);
  });

  test('of an answer in parts, a part that is not shown makes the whole unknown', async () => {
    const { gateway, bot, asked } = await spokenTo();
    gateway.fail('aibot_send_msg', 45009);
    expect(await bot.reply(asked, 'x'.repeat(20_481))).toEqual({ kind: 'unknown' });
    expect(gateway.shown).toHaveLength(1);
  });

  test('nothing to say is refused, and nothing is sent', async () => {
    const { gateway, bot, asked } = await spokenTo();
    expect(await bot.reply(asked, ' \n')).toEqual({ kind: 'refused', reason: 'empty' });
    expect(gateway.sent('aibot_respond_msg')).toEqual([]);
  });

  test('unconfirmed is unknown, and its late confirmation is nobody else’s', async () => {
    const { gateway, bot, asked, shown } = await spokenTo();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    gateway.withhold('aibot_respond_msg');
    const first = bot.reply(asked, '已登记');
    await gateway.until(() => gateway.sent('aibot_respond_msg').length === 1);
    await vi.advanceTimersByTimeAsync(5000);
    expect(await first).toEqual({ kind: 'unknown' });
    gateway.fail('aibot_send_msg', 93006);
    const second = bot.reply(asked, '还有一事');
    const reqId = gateway.sent('aibot_respond_msg')[0]?.headers.req_id;
    gateway.raw({ headers: { req_id: reqId }, errcode: 0, errmsg: 'ok' });
    expect(await second).toEqual({ kind: 'refused', reason: '93006' });
    expect(shown()).toEqual([['aibot_respond_msg', '已登记']]);
  });

  test('two answers at once: neither takes the other’s confirmation', async () => {
    const { gateway, bot, asked, shown } = await spokenTo();
    gateway.fail('aibot_respond_msg', 45009);
    const answers = await Promise.allSettled([bot.reply(asked, '一'), bot.reply(asked, '二')]);
    expect(answers).toEqual([
      { status: 'rejected', reason: new NotSent('busy') },
      { status: 'fulfilled', value: { kind: 'accepted' } },
    ]);
    expect(shown()).toEqual([['aibot_send_msg', '二']]);
  });
});

describe('pushes', () => {
  test('only where somebody has spoken, and in the very id', async () => {
    const { bot } = await spokenTo();
    expect(await bot.push(GROUP, '提醒')).toEqual({ kind: 'accepted' });
    for (const conversation of [
      { kind: 'group', id: 'wrabc' },
      { kind: 'single', id: 'Wang' },
      { kind: 'single', id: 'wrAbC' },
    ] as const)
      expect(await bot.push(conversation, '提醒')).toEqual({ kind: 'refused', reason: '93006' });
  });

  test('more than WeCom takes in a minute is not sent, and is an hour’s or a minute’s matter, not a refusal', async () => {
    const { gateway, bot, clock, asked } = await spokenTo();
    for (let times = 0; times < 30; times++) await bot.push(GROUP, `${times}`);
    await expect(bot.push(GROUP, '31')).rejects.toThrow(new NotSent('busy'));
    await expect(bot.reply(asked, '31')).rejects.toThrow(new NotSent('busy'));
    expect(gateway.shown).toHaveLength(30);
    clock.now += 60_000;
    expect(await bot.push(GROUP, '31')).toEqual({ kind: 'accepted' });
  });

  test.each([-1, 6000, 45009, 45033])('%d is "later"', async (code) => {
    const { gateway, bot } = await spokenTo();
    gateway.fail('aibot_send_msg', code);
    await expect(bot.push(GROUP, '提醒')).rejects.toThrow(new NotSent('busy'));
  });

  test('unconfirmed is unknown', async () => {
    const { gateway, bot } = await spokenTo();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    gateway.withhold('aibot_send_msg');
    const receipt = bot.push(GROUP, '提醒');
    await gateway.until(() => gateway.sent('aibot_send_msg').length === 1);
    await vi.advanceTimersByTimeAsync(5000);
    expect(await receipt).toEqual({ kind: 'unknown' });
    expect(gateway.shown).toHaveLength(1);
  });

  test('a gateway that forgot the login is connected to again; the message was not sent', async () => {
    const { gateway, bot, until, online } = await spokenTo();
    gateway.fail('aibot_send_msg', 846609);
    await expect(bot.push(GROUP, '提醒')).rejects.toThrow(new NotSent('offline'));
    await until(() => !bot.online);
    await online();
    expect(gateway.sent('aibot_subscribe')).toHaveLength(2);
    expect(await bot.push(GROUP, '提醒')).toEqual({ kind: 'accepted' });
    expect(gateway.evictions).toBe(0);
  });
});

describe('files', () => {
  const file = { name: '通知书.docx', content: Buffer.alloc(1_200_000, 'x') };

  test('a file is uploaded in pieces and shown', async () => {
    const { gateway, bot } = await spokenTo();
    expect(await bot.pushFile(GROUP, file)).toEqual({ kind: 'accepted' });
    const { media_id } = (gateway.shown[0] ?? expect.fail()).body.file as { media_id: string };
    const media = gateway.medias.get(media_id);
    expect([media?.name, media?.content.equals(file.content)]).toEqual(['通知书.docx', true]);
    expect(gateway.sent('aibot_upload_media_chunk')).toHaveLength(3);
  });

  test.each([
    ['empty', 0],
    ['too_large', 20 * 1024 * 1024 + 1],
  ])('one that is %s is refused before anything is sent', async (reason, bytes) => {
    const { gateway, bot } = await spokenTo();
    const receipt = await bot.pushFile(GROUP, { name: 'a', content: Buffer.alloc(bytes) });
    expect(receipt).toEqual({ kind: 'refused', reason });
    expect(gateway.sent('aibot_upload_media_init')).toEqual([]);
  });

  test.each<[string, number, NotSent['code']]>([
    ['an upload that shall wait is not sent yet', 45009, 'busy'],
    ['an upload that finds the login forgotten too', 846609, 'offline'],
  ])('%s', async (_name, code, expected) => {
    const { gateway, bot, online } = await spokenTo();
    gateway.fail('aibot_upload_media_init', code);
    await expect(bot.pushFile(GROUP, file)).rejects.toThrow(new NotSent(expected));
    await online();
    expect(gateway.sent('aibot_subscribe')).toHaveLength(expected === 'offline' ? 2 : 1);
    expect(gateway.shown).toEqual([]);
  });

  test('an upload cut off is as if nothing had been, since nobody saw it', async () => {
    const { gateway, bot } = await spokenTo();
    gateway.withhold('aibot_upload_media_init');
    const receipt = bot.pushFile(GROUP, file);
    await Promise.all([
      expect(receipt).rejects.toThrow(new NotSent('offline')),
      gateway.until(() => gateway.sent('aibot_upload_media_init').length === 1).then(() => gateway.drop()),
    ]);
  });
});

describe('cards', () => {
  const task = cardTask('reminder:7', 1);
  const card: Card = {
    card_type: 'button_interaction',
    main_title: { title: '请联系家长' },
    button_list: [{ text: '1 已联系上', style: 1, key: '1' }],
    task_id: task,
  };
  const words = { place: 'aibot', task, title: '请联系家长', text: '', label: '已处理' } as const;
  const settled = settledCard({ ...words, done: '王老师 08:12 已联系上' });
  const nested = { template_card_event: { card_type: 'button_interaction', event_key: '1', task_id: task } };

  test('a card is pushed, and the same one again is refused', async () => {
    const { gateway, bot } = await spokenTo();
    expect(await bot.pushCard(GROUP, card)).toEqual({ kind: 'accepted' });
    expect(gateway.cards.get(task)).toEqual(card);
    expect(await bot.pushCard(GROUP, card)).toEqual({ kind: 'refused', reason: '42014' });
  });

  test.each<[string, object]>([
    ['as the documents have it', nested],
    ['as the SDK has it', { event_key: '1', task_id: task }],
  ])('a tap, %s, is kept and changes the card', async (_name, payload) => {
    const settle = vi.fn(async (): Promise<CardUpdate> => ({ card: settled }));
    const { gateway, bot, taken, until } = await spokenTo({ settle });
    await bot.pushCard(GROUP, card);
    gateway.event({ ...teacher, msgid: 'T1' }, 'template_card_event', payload);
    await until(() => taken.length === 2);
    await gateway.until(() => gateway.cards.get(task) !== card && gateway.sent(UPDATE).length === 1);
    expect(taken[1]).toMatchObject({ messageId: 'T1', sender: 'wang', tap: { task, key: '1' } });
    expect(settle).toHaveBeenCalledExactlyOnceWith(taken[1]);
    expect(gateway.cards.get(task)).toEqual(settled);
  });

  const UPDATE = 'aibot_respond_update_msg';

  test('the change may be for some alone', async () => {
    const update = { card: settled, userids: ['Wang'] };
    const { gateway, bot } = await spokenTo({ settle: async () => update });
    await bot.pushCard(GROUP, card);
    gateway.tap(teacher, task, '1');
    await gateway.until(() => gateway.sent(UPDATE).length === 1);
    expect(gateway.sent(UPDATE)[0]?.body).toMatchObject({
      response_type: 'update_template_card',
      userids: ['Wang'],
    });
  });

  test('a tap whose card is settled too late leaves it, and says so', async () => {
    const clock = { now: 0 };
    const settle = async () => {
      clock.now += 4900;
      return { card: settled };
    };
    const { gateway, bot, until, lines } = await spokenTo({ clock, settle });
    await bot.pushCard(GROUP, card);
    gateway.tap({ ...teacher, msgid: 'T1' }, task, '1');
    await until(() => lines.some(({ words }) => words === 'a tapped card was not changed'));
    expect(lines.at(-1)?.fields).toEqual({
      messageId: 'T1',
      receipt: { kind: 'refused', reason: 'too_late' },
    });
    expect(gateway.sent(UPDATE)).toEqual([]);
    expect(await bot.updateCard('T2', { card: settled })).toEqual({ kind: 'refused', reason: 'too_late' });
  });

  test('a tap on a settled card says nothing', async () => {
    const { gateway, taken, until } = await spokenTo();
    gateway.tap(teacher, task, 'settled');
    gateway.say(teacher, '全勤');
    await until(() => taken.length === 2);
    expect(taken.map(({ tap }) => tap)).toEqual([null, null]);
  });

  test('a tap that could not be kept changes no card', async () => {
    const settle = vi.fn(async () => null);
    const { gateway, until, troubles } = await connected({
      settle,
      pauses: { takeAgain: [] },
      take: async () => {
        throw new Error('no database');
      },
    });
    gateway.tap({ ...teacher, msgid: 'T1' }, task, '1');
    await until(() => troubles.length === 1);
    expect(settle).not.toHaveBeenCalled();
  });

  test('what was tapped is not answered with a reply, which WeCom would refuse, but with a push', async () => {
    const { look, until: settledOnce } = watching();
    let isSettled = false;
    const settle = async () => {
      isSettled = true;
      look();
      return null;
    };
    const { gateway, bot, shown } = await spokenTo({ settle });
    gateway.tap({ ...teacher, msgid: 'T1' }, task, '1');
    await settledOnce(() => isSettled);
    await bot.reply({ messageId: 'T1', conversation: GROUP }, '已登记');
    expect(shown()).toEqual([['aibot_send_msg', '已登记']]);
  });
});
