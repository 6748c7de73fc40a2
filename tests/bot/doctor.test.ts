import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../prisma/client.ts';
import { openTerminal, type RunCommand, runCommand } from '../support/command.ts';
import { testDatabase } from '../support/database.ts';
import { startWecom, type WecomDouble } from '../support/wecom/api-double.ts';
import { directoryRoutes, emptyCorp } from '../support/wecom/directory-double.ts';
import { type Gateway, startGateway } from '../support/wecom/gateway-double.ts';

const KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';

const terminal = openTerminal();
let wecom: WecomDouble;
let gateway: Gateway;
let url: string;
let folder: string;
const corp = emptyCorp();

beforeAll(async () => {
  url = (await testDatabase()).url;
  folder = await mkdtemp(path.join(tmpdir(), 'doctor-'));
  corp.departments.push({ id: 1, name: '云岭区教育体育局', parentid: 0 });
  corp.members.push({ userid: 'hr-clear-31', name: '王老师', department: [1] });
  wecom = await startWecom({ routes: directoryRoutes(corp) });
  gateway = await startGateway();
});

afterAll(async () => {
  terminal.close();
  await gateway?.close();
  await wecom?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** Runs the command as somebody at the keyboard would; its lines by what they are about. */
const doctor = async (
  settings: Record<string, string> = {},
  run: RunCommand = terminal.run,
): Promise<{ code: number | null; lines: string[]; says(what: string): string }> => {
  const more = { DATABASE_URL: url, DATA_DIR: folder, PORT: '1', ...settings };
  const { code, out, err } = await run('bot/doctor.ts', [], more);
  const lines = `${out}${err}`.split('\n').filter(Boolean);
  const says = (what: string) => lines.find((line) => line.slice(2).startsWith(`${what}：`)) ?? '';
  return { code, lines, says };
};

const app = () => ({
  ...{ WECOM_CORP_ID: wecom.corp, WECOM_AGENT_ID: '1000002', WECOM_AGENT_SECRET: 'S3CRET' },
  WECOM_API_BASE_URL: wecom.url,
});
const aiBot = () => ({
  ...{ WECOM_AIBOT_ID: 'BOT', WECOM_AIBOT_SECRET: 'S3CRET', WECOM_AIBOT_NAME: '小助手' },
  WECOM_AIBOT_WS_URL: gateway.url,
});

test('with nothing set all that is there is fine, and what is off says how to turn it on', async () => {
  const { code, lines, says } = await doctor({}, runCommand);
  expect(code).toBe(0);
  expect(says('数据库')).toMatch(/^✓/);
  expect(says('时钟')).toMatch(/^✓/);
  expect(says('县区数据')).toMatch(/^✓.*所学校/);
  expect(says('自建应用')).toMatch(/^–.*WECOM_AGENT_SECRET/);
  expect(lines.at(-1)).toBe('都正常。');
});

test('settings that cannot be are said before anything is tried', async () => {
  const { code, lines } = await doctor({ WECOM_AGENT_ID: '1000002' });
  expect(code).toBe(1);
  expect(lines.join('\n')).toContain('WECOM_CORP_ID');
});

describe('a configured corp', () => {
  test('what works is fine; the invented county beside real channels is pointed out', async () => {
    const { says } = await doctor({ ...app(), ...aiBot(), SANDBOX: 'on' }, runCommand);
    expect(says('自建应用')).toMatch(/^✓/);
    expect(says('应用可见范围')).toMatch(/^✓.*1名成员/);
    expect(says('智能机器人')).toMatch(/^✓.*能登录/);
    expect(says('县区数据')).toMatch(/^\?.*演示县.*npm run sync -- --replace-demo/);
  });

  test('an administrator is counted; without one it says who hears instead, and what to do', async () => {
    const database = openDatabase(url, { poolSize: 1 });
    const { id } = await database.post.findFirstOrThrow({ where: { role: 'administrator' } });
    expect((await doctor(app())).says('系统管理员')).toMatch(/^✓.*1人/);
    await database.post.update({ where: { id }, data: { until: new Date('2026-09-02') } });
    const nobody = await doctor(app());
    await database.post.update({ where: { id }, data: { until: null } });
    await database.$disconnect();
    expect(nobody.code).toBe(1);
    expect(nobody.says('系统管理员')).toMatch(/^✗.*控辍保学专干.*职务/);
  });

  test('a secret that is wrong, an address that is not listed: which setting to change', async () => {
    const wrong = await doctor({ ...app(), WECOM_AGENT_SECRET: 'wrong' });
    expect(wrong.code).toBe(1);
    expect(wrong.says('自建应用')).toMatch(/^✗.*WECOM_AGENT_SECRET/);
    wecom.whitelist(false);
    const closed = await doctor(app());
    wecom.whitelist(true);
    expect(closed.says('自建应用')).toMatch(/^✗.*企业可信IP/);
  });

  test('an AI bot that is not let in, or has no name', async () => {
    const refused = await doctor({ ...aiBot(), WECOM_AIBOT_SECRET: 'wrong' });
    expect(refused.says('智能机器人')).toMatch(/^✗.*40001/);
    const { WECOM_AIBOT_NAME: _, ...nameless } = aiBot();
    expect((await doctor(nameless)).says('智能机器人')).toMatch(/WECOM_AIBOT_NAME/);
  });

  test('a callback that nobody answers here, since nothing runs', async () => {
    const callback = { WECOM_CALLBACK_TOKEN: 'token', WECOM_ENCODING_AES_KEY: KEY };
    expect((await doctor({ ...app(), ...callback })).says('应用回调')).toMatch(/^\?.*没有在运行/);
  });

  test('parents who do not follow the notices are counted', async () => {
    const database = openDatabase(url, { poolSize: 1 });
    await database.account.createMany({
      data: [
        { channel: 'parent', id: 'p1', person: 'a', subscribed: true },
        { channel: 'parent', id: 'p2', person: 'b', subscribed: false },
      ],
    });
    await database.$disconnect();
    const { says } = await doctor({ ...app(), WECOM_SCHOOL_SECRET: 'S3CRET' });
    expect(says('学校通知')).toMatch(/^✓/);
    expect(says('家长关注率')).toMatch(/^✗.*2位家长中1位.*50%/);
  });

  test('a group address for a unit that is none', async () => {
    const webhook = `不存在的学校=${wecom.url}/cgi-bin/webhook/send?key=K`;
    const { lines } = await doctor({ WECOM_WEBHOOK_URLS: webhook });
    expect(lines.join('\n')).toContain('“不存在的学校”不是已有的学校或乡镇');
  });

  test('no secret is ever printed', async () => {
    const { lines } = await doctor({ ...app(), ...aiBot(), WECOM_AGENT_SECRET: 'VERYSECRET' });
    expect(lines.join('\n')).not.toContain('VERYSECRET');
  });
});
