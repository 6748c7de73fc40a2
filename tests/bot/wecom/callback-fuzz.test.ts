import { Writable } from 'node:stream';
import fastify from 'fastify';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { wecomCallback } from '../../../bot/wecom/callback.ts';
import { dice } from '../../../seeds/demo/dice.ts';
import { callbackSender, injected } from '../../support/wecom/callback-sender.ts';

/** A short run each time; `FUZZ_BODIES=100000` for a thorough one. */
const BODIES = Number(process.env.FUZZ_BODIES ?? 5000);

const keys = {
  token: 'SecretTokenOfTheCounty',
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  receiveId: 'ww0123456789abcdef',
};
const NOW = Date.parse('2026-03-02T08:05:00+08:00');
const PRIVATE = '机密学生张伟13800138000';

const chance = dice('callback');
const random = (most: number): number => Math.floor(chance.next() * most);
const oneOf = <One>(list: readonly One[]): One => chance.pick(list);

const GRAINS = [
  '<',
  '>',
  '&',
  '<![CDATA[',
  ']]>',
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  '&b;',
  '&#0;',
  '&#x110000;',
  '</xml>',
  '<xml>',
  '<xml/>',
  '<a b="c">',
  '<?xml version="9"?>',
  '<!-- -->',
  '\0',
  '\ufffd',
  '\ud800',
  '=',
  '+',
  '%00',
  '<__proto__>1</__proto__>',
  '<constructor>',
  '<toString/>',
  '<MsgType>',
  '<Encrypt>',
  '<MsgId>99999999999999999999999</MsgId>',
  '<CreateTime>-1e99</CreateTime>',
  '<a>'.repeat(300),
  '/'.repeat(2000),
  '<MsgType><x>text</x></MsgType>',
  '<Event>hasOwnProperty</Event>',
  '<ChangeType>constructor</ChangeType>',
  '<TaskId><a/><a/></TaskId>',
  '机密',
];

const mutated = (text: string): string => {
  let result = text;
  for (let times = 1 + random(4); times > 0; times--) {
    const at = random(result.length + 1);
    const span = random(oneOf([2, 8, 60]));
    const grain = oneOf([
      () => oneOf(GRAINS),
      () => '',
      () => result.slice(at, at + span).repeat(1 + random(3)),
      () => String.fromCharCode(random(oneOf([128, 65_536]))),
      () => result.slice(random(result.length + 1)),
    ])();
    result = result.slice(0, at) + grain + result.slice(at + span);
  }
  return result;
};

const flipped = (text: string): Buffer => {
  const bytes = Buffer.from(text);
  for (let times = 1 + random(3); times > 0; times--) bytes[random(bytes.length)] = random(256);
  return bytes;
};

test(`${BODIES} mutated bodies: no crash, no failure of ours, nothing private in the log`, {
  timeout: 30_000 + 20 * BODIES,
}, async () => {
  const lines: string[] = [];
  const sink = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  // Errors in full: what is logged must be harmless even where the product's own log would leave it out.
  const log = pino({ level: 'trace' }, sink);
  const app = fastify({ loggerInstance: log });
  let taken = 0;
  app.register(
    wecomCallback({
      keys,
      now: () => NOW,
      take: async (told) => {
        taken++;
        return told.kind === 'tap' ? { buttons: '已确认' } : null;
      },
      fetchMedia: async () => Buffer.alloc(0),
      log,
    }),
  );
  const transport = injected(app);
  const wecom = callbackSender(keys, () => NOW, transport);
  const inner = [
    wecom.text('teacher1', PRIVATE),
    wecom.media('teacher1', 'file', { MediaId: 'M', FileName: PRIVATE }),
    wecom.event('teacher1', 'template_card_event', { EventKey: '1', TaskId: PRIVATE, ResponseCode: 'RC' }),
    wecom.event('sys', 'change_school_contact', { ChangeType: 'create_parent', Id: PRIVATE }),
    wecom.event('sys', 'inactive_alert', { EffectTime: 1_772_500_000 }),
    wecom.text('teacher1', '<!DOCTYPE <xml> ]]>'),
  ];
  const makes = [
    // Within a good seal: the parser of what was decrypted.
    () => wecom.sealed(mutated(oneOf(inner))),
    () => wecom.sealed(mutated(oneOf(inner))),
    // The envelope itself, as anybody on the internet can send it.
    () => {
      const request = wecom.sealed(oneOf(inner));
      return { ...request, body: mutated(String(request.body)) };
    },
    () => {
      const request = wecom.sealed(oneOf(inner));
      return { ...request, body: flipped(String(request.body)) };
    },
    () => {
      const request = wecom.sealed(oneOf(inner));
      const [path = '', query = ''] = request.url.split('?');
      return { ...request, url: `${path}?${mutated(query)}` };
    },
  ];
  const statuses = new Map<number, number>();
  for (let sent = 0; sent < BODIES; sent++) {
    const { status } = await transport(oneOf(makes)());
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([]);
  expect([...statuses.keys()].sort()).toEqual(expect.arrayContaining([200, 400, 401]));
  expect(taken).toBeGreaterThan(BODIES / 100);
  const logged = lines.join('');
  expect(logged).toContain('a callback was turned away');
  for (const secret of [keys.token, keys.encodingAesKey, 'msg_signature', '机密', '13800138000', '<xml>'])
    expect(logged.includes(secret), secret).toBe(false);
});
