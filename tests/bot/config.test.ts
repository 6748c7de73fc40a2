import { describe, expect, test } from 'vitest';
import { ConfigFault, readConfig, readCounty } from '../../bot/config.ts';

const KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const APP = { WECOM_CORP_ID: 'ww1', WECOM_AGENT_ID: '1000002', WECOM_AGENT_SECRET: 'secret' };
const BOT = { WECOM_AIBOT_ID: 'BOT', WECOM_AIBOT_SECRET: 'secret' };

const complaint = (environment: Record<string, string>): string => {
  try {
    readConfig(environment);
    return '';
  } catch (error) {
    if (error instanceof ConfigFault) return error.message;
    throw error;
  }
};

test('without any setting there is a sandbox and no channel', () => {
  const { sandbox, channels } = readConfig({});
  expect(sandbox).toBe(true);
  expect(channels).toEqual({
    ...{ app: null, callback: null, aiBot: null, school: null, contact: null, wechaty: null },
    webhooks: [],
    baseUrl: 'https://qyapi.weixin.qq.com',
  });
});

test('the county is the one that was typed, that is set, or Dongchuan', () => {
  expect(readCounty({ COUNTY: 'other' }, 'typed')).toBe('typed');
  expect(readCounty({ COUNTY: 'other' })).toBe('other');
  expect(readCounty({ COUNTY: '' })).toBe('dongchuan');
  expect(() => readCounty({}, '../other')).toThrow('COUNTY: wants a folder name');
});

describe('each channel is on when its own settings are complete', () => {
  test.each([
    ['app', APP],
    ['callback', { ...APP, WECOM_CALLBACK_TOKEN: 'token1', WECOM_ENCODING_AES_KEY: KEY }],
    ['aiBot', BOT],
    ['school', { ...APP, WECOM_SCHOOL_SECRET: 's' }],
    ['school', { WECOM_CORP_ID: 'ww1', WECOM_AGENT_ID: '1000002', WECOM_SCHOOL_SECRET: 's' }],
    ['contact', { WECOM_CORP_ID: 'ww1', WECOM_CONTACT_SECRET: 's' }],
    ['wechaty', { WECHATY_PUPPET: 'wechaty-puppet-service', WECHATY_PUPPET_SERVICE_TOKEN: 'insecure_1' }],
    ['wechaty', { WECHATY_PUPPET: 'wechaty-puppet-mock', WECHATY_LOG: 'warn' }],
  ] as const)('%s', (name, environment) => {
    expect(readConfig(environment).channels[name]).not.toBeNull();
  });

  test('the parents’ channel alone turns on no app', () => {
    const { channels } = readConfig({
      ...{ WECOM_CORP_ID: 'ww1', WECOM_AGENT_ID: '1000002', WECOM_SCHOOL_SECRET: 's' },
    });
    expect(channels.app).toBeNull();
    expect(channels.school).toEqual({ corpId: 'ww1', agentId: 1_000_002, secret: 's' });
  });

  test('a group that takes posts, for the county or for one unit', () => {
    const url = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=K1';
    const { channels } = readConfig({ WECOM_WEBHOOK_URLS: `${url}, 汤丹镇=${url}2` });
    expect(channels.webhooks).toEqual([
      { unit: null, url },
      { unit: '汤丹镇', url: `${url}2` },
    ]);
  });
});

describe('half a channel is a mistake that names what is missing', () => {
  test.each([
    [{ WECOM_CORP_ID: 'ww1' }, ['WECOM_AGENT_ID', 'WECOM_AGENT_SECRET']],
    [{ WECOM_AGENT_ID: '1' }, ['WECOM_CORP_ID', 'WECOM_AGENT_SECRET']],
    [{ WECOM_AGENT_SECRET: 's' }, ['WECOM_CORP_ID', 'WECOM_AGENT_ID']],
    [{ ...APP, WECOM_CALLBACK_TOKEN: 't' }, ['WECOM_ENCODING_AES_KEY']],
    [
      { WECOM_ENCODING_AES_KEY: KEY },
      ['WECOM_CALLBACK_TOKEN', 'WECOM_CORP_ID', 'WECOM_AGENT_ID', 'WECOM_AGENT_SECRET'],
    ],
    [{ WECOM_AIBOT_ID: 'b' }, ['WECOM_AIBOT_SECRET']],
    [{ WECOM_AIBOT_NAME: 'n' }, ['WECOM_AIBOT_ID', 'WECOM_AIBOT_SECRET']],
    [{ WECOM_SCHOOL_SECRET: 's' }, ['WECOM_CORP_ID', 'WECOM_AGENT_ID']],
    [{ WECOM_CORP_ID: 'ww1', WECOM_SCHOOL_SECRET: 's' }, ['WECOM_AGENT_ID']],
    [{ WECOM_CORP_ID: 'ww1', WECOM_AGENT_ID: '1', WECOM_CONTACT_SECRET: 's' }, ['WECOM_AGENT_SECRET']],
    [{ WECOM_CONTACT_SECRET: 's' }, ['WECOM_CORP_ID']],
    [{ WECHATY_PUPPET_SERVICE_TOKEN: 't_1' }, ['WECHATY_PUPPET']],
    [{ WECHATY_PUPPET: 'wechaty-puppet-service' }, ['WECHATY_PUPPET_SERVICE_TOKEN']],
  ])('%o', (environment, missing) => {
    const said = complaint(environment as unknown as Record<string, string>);
    const named = [...said.matchAll(/^ {2}(\w+): wanted/gm)].map(([, name]) => name);
    expect(named.sort()).toEqual([...missing].sort());
  });
});

test.each([
  ['WECOM_CALLBACK_TOKEN', 'not a token!'],
  ['WECOM_ENCODING_AES_KEY', 'short'],
  ['WECOM_AGENT_ID', 'abc'],
  ['WECOM_API_BASE_URL', 'ftp://somewhere'],
  ['WECOM_AIBOT_WS_URL', 'https://somewhere'],
  ['WECOM_WEBHOOK_URLS', 'https://somewhere/without-a-key'],
  ['WECHATY_PUPPET_SERVICE_ENDPOINT', 'no-port'],
])('%s cannot be %s', (name, value) => {
  expect(complaint({ [name]: value })).toContain(name);
});

test('all that is wrong is said at once', () => {
  const said = complaint({ WECOM_AGENT_ID: 'abc', PORT: '99999999', WECOM_ENCODING_AES_KEY: 'short' });
  for (const name of ['WECOM_AGENT_ID', 'PORT', 'WECOM_ENCODING_AES_KEY']) expect(said).toContain(name);
});

test('the page can speak as anybody, so it is never open to other machines', () => {
  expect(complaint({ HOST: '0.0.0.0' })).toContain('HOST');
  expect(readConfig({ ...BOT, HOST: '0.0.0.0' }).sandbox).toBe(false);
  expect(complaint({ ...BOT, SANDBOX: 'on', HOST: '0.0.0.0' })).toContain('HOST');
});
