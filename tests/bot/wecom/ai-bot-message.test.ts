import { describe, expect, test } from 'vitest';
import { readEvent, readMessage } from '../../../bot/wecom/ai-bot-message.ts';

const NOW = Date.parse('2026-03-02T08:05:00+08:00');
const common = { msgid: 'M1', aibotid: 'BOT', chattype: 'group', chatid: 'wrAbC', from: { userid: 'Wang' } };
const text = (content: string) => ({ msgtype: 'text', text: { content } });
const image = { msgtype: 'image', image: { url: 'http://x/1', aeskey: 'k1' } };
const read = (body: object, name: string | null = '小助手') => readMessage({ ...common, ...body }, name, NOW);

test('a message in a group: ids as they are, the sender in lower case', () => {
  expect(read({ ...text('@小助手 三年二班 张三 病假'), create_time: 1_772_409_900 })).toEqual({
    message: {
      channel: 'aibot',
      messageId: 'M1',
      conversation: { kind: 'group', id: 'wrAbC' },
      sender: 'wang',
      text: '三年二班 张三 病假',
      quote: null,
      tap: null,
      sentAt: 1_772_409_900_000,
    },
    media: [],
  });
});

test.each([
  ['a chat of two', { chattype: 'single', chatid: undefined }],
  ['a chat of two with an id', { chattype: 'single', chatid: 'wrAbC' }],
  ['neither kind nor id', { chattype: undefined, chatid: undefined }],
])('%s is the conversation with its sender', (_name, place) => {
  expect(read({ ...place, ...text('全勤') })?.message.conversation).toEqual({ kind: 'single', id: 'Wang' });
});

test.each<[string, string, string | null, string]>([
  ['in front', '@小助手 全勤', '小助手', '全勤'],
  ['with no space after it', '@小助手全勤', '小助手', '全勤'],
  ['with the space of WeCom', '@小助手\u2005全勤', '小助手', '全勤'],
  ['with a wide sign', '＠小助手，全勤', '小助手', '，全勤'],
  ['at the end', '全勤 @小助手', '小助手', '全勤'],
  ['alone', '@小助手', '小助手', ''],
  ['twice', '@小助手 全勤 @小助手 ', '小助手', '全勤'],
  ['beside a colleague', '@小助手 @王老师 张伟没来', '小助手', '@王老师 张伟没来'],
  ['behind a colleague', '@王老师 @小助手 张伟没来', '小助手', '@王老师  张伟没来'],
  [
    'beside a colleague whose name begins alike',
    '@王老师 @小助手二号 张伟没来',
    '小助手',
    '@王老师 @小助手二号 张伟没来',
  ],
  ['a name with a space', '@控辍 小助手 全勤', '控辍 小助手', '全勤'],
  ['a name with signs', '@bot(v1.0)+ 全勤', 'bot(v1.0)+', '全勤'],
  ['with no space before it', '张伟病假@小助手', '小助手', '张伟病假'],
  ['nobody knows its name', ' @小助手 绑定 汤丹中学 ', null, '绑定 汤丹中学'],
  ['nobody knows its name, beside a colleague', '@小助手\u2005@王老师 张伟没来', null, '@王老师 张伟没来'],
  ['nobody knows its name, nor where it ends', '@小助手全勤', null, '@小助手全勤'],
  ['nobody knows its name, and it is not called', '全勤 @王老师 知道', null, '全勤 @王老师 知道'],
])('the mention of the bot goes: %s', (_name, content, name, left) => {
  expect(read(text(content), name)?.message.text).toBe(left);
});

test('alone with the bot, a name in front is somebody else’s', () => {
  const content = '@王老师 张伟没来';
  expect(read({ ...text(content), chattype: 'single' }, null)?.message.text).toBe(content);
});

test('over a quote, a mention alone means the quote', () => {
  const quote = text('张伟没到校');
  expect(read({ ...text('@小助手'), quote })?.message).toMatchObject({
    text: '张伟没到校',
    quote: '张伟没到校',
  });
  expect(read({ ...text('@小助手 是病假'), quote })?.message).toMatchObject({
    text: '是病假',
    quote: '张伟没到校',
  });
  expect(read({ msgtype: 'text', quote })?.message.text).toBe('张伟没到校');
});

test('a quote may hold files, and words among pictures', () => {
  const quote = { msgtype: 'mixed', mixed: { msg_item: [text('假条'), image] } };
  expect(read({ ...text('@小助手'), quote })).toMatchObject({
    message: { text: '假条', quote: '假条' },
    media: [{ kind: 'image', url: 'http://x/1', key: 'k1' }],
  });
});

test('speech comes as words', () => {
  expect(read({ msgtype: 'voice', voice: { content: '张伟今天请病假' } })?.message.text).toBe(
    '张伟今天请病假',
  );
});

test('words and pictures of one message stay together', () => {
  const mixed = { msg_item: [text('@小助手 假条在这'), image, text('明天来')] };
  expect(read({ msgtype: 'mixed', mixed })).toMatchObject({
    message: { text: '假条在这\n明天来' },
    media: [{ kind: 'image', url: 'http://x/1' }],
  });
});

test('of a message with pictures, what cannot be read is left out and the rest is kept', () => {
  const mixed = { msg_item: [text('病假'), null, { text: 1 }, { msgtype: 'sticker' }, image] };
  const { message, media } = read({ msgtype: 'mixed', mixed }) ?? expect.fail();
  expect([message.text, media.length]).toEqual(['病假', 1]);
});

test.each([
  ['image', { url: 'http://x/1', aeskey: 'k' }, 'k'],
  ['file', { url: 'http://x/1', aeskey: null }, null],
  ['video', { url: 'http://x/1' }, null],
])('%s: where it is, and its key', (kind, media, key) => {
  expect(read({ msgtype: kind, [kind]: media })?.media).toEqual([{ kind, url: 'http://x/1', key }]);
});

test('a kind nobody knows is a message without words', () => {
  expect(read({ msgtype: 'location', location: { name: '汤丹' } })).toMatchObject({
    message: { text: '' },
    media: [],
  });
});

test.each([
  ['a time that is none', { create_time: 'soon' }],
  ['a kind of chat that is none', { chattype: 'channel' }],
  ['a voice that is none', { voice: 7 }],
  ['a quote that is none', { quote: 'x' }],
])('%s costs no message', (_name, wrong) => {
  expect(read({ ...text('@小助手 全勤'), ...wrong })?.message).toMatchObject({
    text: '全勤',
    conversation: { kind: 'group', id: 'wrAbC' },
    sentAt: NOW,
  });
});

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['null', null],
  ['words', 'text'],
  ['a list', []],
  ['no id', { ...common, msgid: undefined, ...text('x') }],
  ['an empty id', { ...common, msgid: '', ...text('x') }],
  ['a number as id', { ...common, msgid: 7, ...text('x') }],
  ['no sender', { ...common, from: undefined, ...text('x') }],
  ['a sender without id', { ...common, from: {}, ...text('x') }],
  ['no kind', { ...common, text: { content: 'x' } }],
])('a body with %s is no message and no event', (_name, body) => {
  expect(readMessage(body, '小助手', NOW)).toBeUndefined();
  expect(readEvent(body, NOW)).toBeUndefined();
});

describe('events', () => {
  const event = (eventtype: string, more: object = {}) =>
    readEvent({ ...common, msgtype: 'event', event: { eventtype, ...more } }, NOW);
  const tap = { event_key: '1', task_id: 'k1@2' };

  test('a tap is read as the documents have it, and as the SDK has it', () => {
    const message = { messageId: 'M1', sender: 'wang', tap: { task: 'k1@2', key: '1' }, files: [] };
    expect(event('template_card_event', { template_card_event: tap })).toMatchObject({
      kind: 'tap',
      message,
    });
    expect(event('template_card_event', tap)).toMatchObject({ kind: 'tap', message });
  });

  test.each([
    ['enter_chat', { kind: 'entered', sender: 'wang' }],
    ['disconnected_event', { kind: 'evicted' }],
    ['feedback_event', { kind: 'feedback' }],
    ['auth_change_event', { kind: 'other', type: 'auth_change_event' }],
    ['template_card_event', { kind: 'other', type: 'template_card_event' }],
    ['x\n{"level":60}张', { kind: 'other', type: 'x???level??60??' }],
  ])('%s', (type, expected) => {
    expect(event(type)).toEqual(expected);
  });

  test('an eviction names nobody', () => {
    const body = { msgid: 'k1', msgtype: 'event', event: { eventtype: 'disconnected_event' } };
    expect(readEvent(body, NOW)).toEqual({ kind: 'evicted' });
  });
});
