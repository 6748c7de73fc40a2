import fastify from 'fastify';
import { expect, test } from 'vitest';
import { makeLog } from '../../../bot/log.ts';
import { type CallbackOptions, wecomCallback } from '../../../bot/wecom/callback.ts';
import type { Callback } from '../../../bot/wecom/callback-message.ts';
import type { Card } from '../../../templates/cards.ts';
import vectors from '../../fixtures/wecom/envelopes.json' with { type: 'json' };
import { callbackSender, type Fields, injected, PATH, xml } from '../../support/wecom/callback-sender.ts';

const keys = {
  token: 'countyToken2024',
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  receiveId: 'ww0123456789abcdef',
};
const NOW = Date.parse('2026-03-02T08:05:00+08:00');

const setUp = (changes: Partial<CallbackOptions> = {}) => {
  const told: Callback[] = [];
  const clock = { now: NOW };
  const app = fastify({ logger: false });
  app.register(
    wecomCallback({
      keys,
      now: () => clock.now,
      take: async (one) => {
        told.push(one);
        return null;
      },
      fetchMedia: async (id) => Buffer.from(`content of ${id}`),
      log: makeLog('silent'),
      ...changes,
    }),
  );
  return { app, told, clock, wecom: callbackSender(keys, () => clock.now, injected(app)) };
};
const messageOf = (told: Callback | undefined) =>
  told?.kind === 'message' || told?.kind === 'tap' ? told.message : undefined;

test('the check of the address is answered with the bare text', async () => {
  const { wecom } = setUp();
  expect(await wecom.verify('5927782489442352469')).toEqual({
    status: 200,
    body: '5927782489442352469',
    type: 'text/plain; charset=utf-8',
  });
});

test('vector B comes through the address as it stands, whatever the day', async () => {
  const { app } = setUp();
  const { signature, timestamp, nonce, encrypted, message } = vectors[1] ?? expect.fail();
  const query = new URLSearchParams({ msg_signature: signature, timestamp, nonce, echostr: encrypted });
  expect((await app.inject(`${PATH}?${query}`)).body).toBe(message);
  // Some proxies turn an unescaped plus sign into a space.
  const loose = `${PATH}?msg_signature=${signature}&timestamp=${timestamp}&nonce=${nonce}&echostr=${encrypted}`;
  expect((await app.inject(loose)).body).toBe(message);
});

test.each<[string, Parameters<ReturnType<typeof callbackSender>['verify']>[1], number]>([
  ['a wrong signature', { signature: '0'.repeat(40) }, 401],
  ['somebody else as receiver', { receiveId: 'ww9999999999999999' }, 403],
])('a check with %s is turned away', async (_name, sealing, status) => {
  expect(await setUp().wecom.verify('1', sealing)).toMatchObject({ status, body: '' });
});

test('vector C, in its own minute, is a message', async () => {
  const { app, told, clock } = setUp();
  clock.now = 1_700_000_001_000;
  const { signature, timestamp, nonce, encrypted } = vectors[2] ?? expect.fail();
  const query = new URLSearchParams({ msg_signature: signature, timestamp, nonce });
  const answer = await app.inject({
    method: 'POST',
    url: `${PATH}?${query}`,
    headers: { 'content-type': 'application/xml' },
    payload: xml({ ToUserName: keys.receiveId, AgentID: '1000002', Encrypt: encrypted }),
  });
  expect([answer.statusCode, answer.body]).toEqual([200, '']);
  expect(told).toEqual([
    {
      kind: 'message',
      message: {
        channel: 'app',
        messageId: '7000000000000000001',
        conversation: { kind: 'single', id: 'teacher1' },
        sender: 'teacher1',
        text: '三年二班 张三 病假',
        quote: null,
        tap: null,
        files: [],
        sentAt: 1_700_000_001_000,
      },
    },
  ]);
});

test('a 64-bit message id keeps every digit, and the sender is in lower case', async () => {
  const { wecom, told } = setUp();
  await wecom.deliver(wecom.text('Teacher1', '全勤', '9223372036854775807'));
  expect(messageOf(told[0])).toMatchObject({ messageId: '9223372036854775807', sender: 'teacher1' });
});

test('what looks like markup, an entity or a declaration in a text is text', async () => {
  const { wecom, told } = setUp();
  const words = '<!DOCTYPE x> &lt;b> ]]> 3<5 &nbsp; <a>';
  expect(await wecom.deliver(wecom.text('t', words))).toMatchObject({ status: 200 });
  expect(messageOf(told[0])?.text).toBe(words);
});

test.each([
  ['a DTD', '<!DOCTYPE xml><xml><MsgType>text</MsgType><FromUserName>t</FromUserName><MsgId>1</MsgId></xml>'],
  [
    'an entity',
    '<!DOCTYPE xml [<!ENTITY e SYSTEM "file:///etc/passwd">]><xml><MsgType>text</MsgType><Content>&e;</Content></xml>',
  ],
  ['an element that is never closed', '<xml><MsgType>text</MsgType>'],
  ['no xml', '{"msgtype":"text"}'],
  ['nothing', ''],
  ['no sender', xml({ MsgType: 'text', Content: 'x', MsgId: '1' })],
  ['no message id', xml({ MsgType: 'text', FromUserName: 't', Content: 'x' })],
  ['two hundred levels', `<xml>${'<a>'.repeat(200)}${'</a>'.repeat(200)}</xml>`],
])('a signed message with %s is refused, not failed over', async (_name, inner) => {
  const { wecom, told } = setUp();
  expect(await wecom.deliver(inner)).toMatchObject({ status: 400, body: '' });
  expect(told).toEqual([]);
});

test.each<[string, object, number]>([
  ['a wrong signature', { signature: 'f'.repeat(40) }, 401],
  ['another receiver', { receiveId: 'ww9999999999999999' }, 403],
  ['a time that is no number', { timestamp: 'soon' }, 400],
  ['a time six minutes ago', { timestamp: String(NOW / 1000 - 360) }, 403],
  ['a time six minutes ahead', { timestamp: String(NOW / 1000 + 360) }, 403],
])('%s is turned away', async (_name, sealing, status) => {
  const { wecom, told } = setUp();
  expect(await wecom.deliver(wecom.text('t', 'x'), sealing)).toMatchObject({ status, body: '' });
  expect(told).toEqual([]);
});

test('five minutes to either side are within the window', async () => {
  const { wecom, told } = setUp();
  for (const seconds of [-300, 300])
    await wecom.deliver(wecom.text('t', 'x'), { timestamp: String(NOW / 1000 + seconds) });
  expect(told).toHaveLength(2);
});

test('a missing or doubled query is refused', async () => {
  const { app, wecom } = setUp();
  const { url, body } = wecom.sealed(wecom.text('t', 'x'));
  for (const wrong of [PATH, `${url}&nonce=1`, url.replace('timestamp', 'time')]) {
    const answer = await app.inject({ method: 'POST', url: wrong, payload: body });
    expect(answer.statusCode).toBe(400);
  }
  expect((await app.inject(PATH)).statusCode).toBe(400);
  expect((await app.inject({ method: 'POST', url })).statusCode).toBe(400);
});

test('a body over one megabyte is refused unread', async () => {
  const { app, told } = setUp();
  const payload = `<xml>${'x'.repeat(1024 * 1024)}</xml>`;
  const answer = await app.inject({
    method: 'POST',
    url: `${PATH}?msg_signature=a&timestamp=1&nonce=1`,
    payload,
  });
  expect([answer.statusCode, answer.body, told.length]).toEqual([413, '', 0]);
});

test.each(['<![CDATA[', '<![CDATA[]]>', '<a>', '</a>', '<a/>', ']]>', '<a b="'])(
  'a megabyte of %s, which anybody may send, is turned away without stopping the others',
  async (grain) => {
    const { app, told } = setUp();
    for (const head of ['', '<xml>', '<xml><Encrypt>', '<xml><a>']) {
      const payload = (head + grain.repeat(1024 * 1024)).slice(0, 1024 * 1024);
      const url = `${PATH}?msg_signature=a&timestamp=1&nonce=1`;
      // A pattern that looks for every end anew takes half a minute for one of them.
      expect((await app.inject({ method: 'POST', url, payload })).statusCode).toBe(400);
    }
    expect(told).toEqual([]);
  },
);

test.each([undefined, 'text/xml', 'application/json', 'text/plain', 'application/octet-stream'])(
  'the content type says nothing: %s',
  async (type) => {
    const { app, wecom, told } = setUp();
    const { url, body } = wecom.sealed(wecom.text('t', 'x'));
    const headers = type === undefined ? {} : { 'content-type': type };
    expect((await app.inject({ method: 'POST', url, payload: body, headers })).statusCode).toBe(200);
    expect(told).toHaveLength(1);
  },
);

test('the same request again is answered alike and taken once', async () => {
  const { app, wecom, told } = setUp();
  const request = wecom.sealed(wecom.text('t', 'x'));
  for (let time = 0; time < 3; time++)
    expect((await app.inject({ method: 'POST', url: request.url, payload: request.body })).statusCode).toBe(
      200,
    );
  expect(told).toHaveLength(1);
});

test('what could not be kept is asked for again, and the repetition is no replay', async () => {
  let failures = 2;
  const told: Callback[] = [];
  const { wecom } = setUp({
    take: async (one) => {
      if (failures-- > 0) throw new Error('the database is away');
      told.push(one);
      return null;
    },
  });
  const answers = await wecom.insist(wecom.text('t', 'x'));
  expect(answers.map(({ status, body }) => [status, body])).toEqual([
    [503, ''],
    [503, ''],
    [200, ''],
  ]);
  expect(told).toHaveLength(1);
});

test('keeping that takes too long is given up before WeCom hangs up', async () => {
  const { wecom } = setUp({ patience: 5, take: () => new Promise(() => undefined) });
  expect(await wecom.deliver(wecom.text('t', 'x'))).toMatchObject({ status: 503 });
});

const tapFields: Fields = {
  EventKey: '1',
  TaskId: 'esc-42@3',
  CardType: 'button_interaction',
  ResponseCode: 'RC',
};

test('a tapped card is kept and its buttons are greyed', async () => {
  const { wecom, told } = setUp({
    take: async (one) => {
      told.push(one);
      return { buttons: '王老师已确认 ]]>' };
    },
  });
  const answer = await wecom.deliver(wecom.event('Lead1', 'template_card_event', tapFields));
  const inner = wecom.opened(answer.body);
  expect(inner).toContain(
    '<ToUserName><![CDATA[lead1]]></ToUserName><FromUserName><![CDATA[ww0123456789abcdef]]>',
  );
  expect(inner).toContain('<MsgType><![CDATA[update_button]]></MsgType>');
  expect(inner).toContain('<ReplaceName><![CDATA[王老师已确认 ]]]]><![CDATA[>]]></ReplaceName>');
  expect(told).toMatchObject([
    {
      kind: 'tap',
      responseCode: 'RC',
      message: { sender: 'lead1', tap: { task: 'esc-42@3', key: '1' }, text: '' },
    },
  ]);
});

test.each<[string, Card, string]>([
  [
    'grey buttons',
    {
      card_type: 'button_interaction',
      main_title: { title: '请联系家长', desc: '王老师 今天08:12 选了“已联系上” ]]>' },
      button_list: [
        { text: '已办', style: 2, key: 'settled' },
        { text: '查看', style: 1, key: 'look' },
      ],
      task_id: 'esc-42@3',
    },
    '<CardType><![CDATA[button_interaction]]></CardType>' +
      '<MainTitle><Title><![CDATA[请联系家长]]></Title>' +
      '<Desc><![CDATA[王老师 今天08:12 选了“已联系上” ]]]]><![CDATA[>]]></Desc></MainTitle>' +
      '<ButtonList><Text><![CDATA[已办]]></Text><Style>2</Style><Key><![CDATA[settled]]></Key></ButtonList>' +
      '<ButtonList><Text><![CDATA[查看]]></Text><Style>1</Style><Key><![CDATA[look]]></Key></ButtonList>',
  ],
  [
    'its words below',
    {
      card_type: 'button_interaction',
      main_title: { title: '请联系家长' },
      sub_title_text: '张伟',
      button_list: [],
      task_id: 'esc-42@3',
    },
    '<CardType><![CDATA[button_interaction]]></CardType>' +
      '<MainTitle><Title><![CDATA[请联系家长]]></Title></MainTitle>' +
      '<SubTitleText><![CDATA[张伟]]></SubTitleText>',
  ],
])('a tapped card becomes another one, with %s', async (_name, card, expected) => {
  const { wecom } = setUp({ take: async () => ({ card }) });
  const answer = await wecom.deliver(wecom.event('Lead1', 'template_card_event', tapFields));
  const inner = wecom.opened(answer.body);
  expect(inner).toContain('<ToUserName><![CDATA[lead1]]></ToUserName>');
  expect(inner).toContain(
    `<MsgType><![CDATA[update_template_card]]></MsgType><TemplateCard>${expected}</TemplateCard></xml>`,
  );
});

test('a tapped card with nothing to show, and a message with words, are answered with nothing', async () => {
  const silent = setUp();
  expect((await silent.wecom.deliver(silent.wecom.event('l', 'template_card_event', tapFields))).body).toBe(
    '',
  );
  const talking = setUp({ take: async () => ({ buttons: '好' }) });
  expect((await talking.wecom.deliver(talking.wecom.text('l', 'x'))).body).toBe('');
});

test('two taps are two messages; the same tap sent anew is one', async () => {
  const { wecom, told, clock } = setUp();
  const tap = wecom.event('lead1', 'template_card_event', tapFields);
  await wecom.deliver(tap);
  await wecom.deliver(tap);
  clock.now += 1000;
  await wecom.deliver(wecom.event('lead1', 'template_card_event', tapFields));
  const ids = told.map((one) => messageOf(one)?.messageId);
  expect(ids[0]).toBe(ids[1]);
  expect(ids[2]).not.toBe(ids[0]);
});

test('picture, voice and file come without words and can be fetched', async () => {
  const { wecom, told } = setUp();
  await wecom.deliver(wecom.media('t', 'image', { PicUrl: 'http://x', MediaId: 'M1' }));
  await wecom.deliver(wecom.media('t', 'voice', { MediaId: 'M2', Format: 'amr' }));
  await wecom.deliver(wecom.media('t', 'file', { MediaId: 'M3', FileName: '花名册.xlsx' }));
  const files = told.map((one) => messageOf(one)?.files[0]);
  expect(files.map((file) => file?.name)).toEqual([null, null, '花名册.xlsx']);
  expect(String(await files[2]?.fetch())).toBe('content of M3');
});

const events: [string, string, Fields, object][] = [
  ['entering the app', 'enter_agent', {}, { kind: 'entered', sender: 'lead1' }],
  ['coming into range', 'subscribe', {}, { kind: 'range', inside: true, sender: 'lead1' }],
  ['leaving range', 'unsubscribe', {}, { kind: 'range', inside: false }],
  [
    'a new userid',
    'change_contact',
    { ChangeType: 'update_user', UserID: 'wang', NewUserID: 'wang2' },
    { kind: 'directory', change: { book: 'staff', change: 'update_user', id: 'wang', newId: 'wang2' } },
  ],
  [
    'a department gone',
    'change_contact',
    { ChangeType: 'delete_party', Id: 7 },
    { kind: 'directory', change: { book: 'staff', change: 'delete_party', id: '7', newId: null } },
  ],
  [
    'a parent who subscribes',
    'change_school_contact',
    { ChangeType: 'subscribe', Id: 'p1' },
    { kind: 'directory', change: { book: 'school', change: 'subscribe', id: 'p1' } },
  ],
  ...['create_department', 'create_deparmtment'].map((spelling): [string, string, Fields, object] => [
    spelling,
    'change_school_contact',
    { ChangeType: spelling, Id: '12' },
    { kind: 'directory', change: { book: 'school', change: 'create_department', id: '12' } },
  ]),
  [
    'an app about to sleep',
    'inactive_alert',
    { EffectTime: 1_772_500_000 },
    { kind: 'health', event: 'inactive_alert', effectAt: 1_772_500_000_000 },
  ],
  ...[
    'close_inactive_agent',
    'reopen_inactive_agent',
    'low_active_alert',
    'low_active',
    'active_restored',
  ].map((event): [string, string, Fields, object] => [
    event,
    event,
    {},
    { kind: 'health', event, effectAt: null },
  ]),
];

test.each(events)('%s is told', async (_name, event, fields, expected) => {
  const { wecom, told } = setUp();
  expect(await wecom.deliver(wecom.event('Lead1', event, fields))).toMatchObject({ status: 200, body: '' });
  expect(told).toMatchObject([expected]);
});

test('one of several, or the only one: repeated elements are read alike', async () => {
  const { wecom, told } = setUp();
  const item = { QuestionKey: 'q', OptionIds: { OptionId: ['o1', 'o2'] } };
  for (const SelectedItem of [[item], [item, item]])
    await wecom.deliver(
      wecom.event('l', 'template_card_event', { ...tapFields, SelectedItems: { SelectedItem } }),
    );
  await wecom.deliver(xml({ FromUserName: ['a', 'b'], MsgType: 'text', Content: 'x', MsgId: '1' }));
  expect(told.map((one) => messageOf(one)?.sender)).toEqual(['l', 'l', 'a']);
});

test('unknown messages and events are acknowledged and logged by their type alone', async () => {
  const lines: unknown[] = [];
  const keep = (...line: unknown[]) => void lines.push(line);
  const { wecom, told } = setUp({ log: { info: keep, warn: keep, error: keep } });
  await wecom.deliver(wecom.event('t', 'brand_new\n{"level":60}', { Secret: '张伟' }));
  await wecom.deliver(xml({ FromUserName: 't', MsgType: 'location', Label: '汤丹镇', MsgId: '1' }));
  expect(told).toEqual([]);
  expect(lines).toEqual([
    [{ type: 'event brand_new???level??60?' }, 'a callback that means nothing to us'],
    [{ type: 'location' }, 'a callback that means nothing to us'],
  ]);
});
