/** The first day in a real corp: keys are entered, the product starts, and the county stands as the address books have it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../../../bot/config.ts';
import { makeLog } from '../../../bot/log.ts';
import type { Running } from '../../../bot/process.ts';
import { runBot } from '../../../bot/product.ts';
import type { Database } from '../../../prisma/client.ts';
import { testDatabase } from '../../support/database.ts';
import { freePort } from '../../support/process.ts';
import { startWecom, type WecomDouble } from '../../support/wecom/api-double.ts';
import { callbackSender, overHttp } from '../../support/wecom/callback-sender.ts';
import { directoryRoutes, emptyCorp } from '../../support/wecom/directory-double.ts';

const KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const corp = emptyCorp();
let wecom: WecomDouble;
let running: Running;
let database: Database;
let folder: string;
let callback: ReturnType<typeof callbackSender>;

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

beforeAll(async () => {
  furnish();
  const opened = await testDatabase();
  database = opened.prisma;
  folder = await mkdtemp(path.join(tmpdir(), 'books-'));
  wecom = await startWecom({ routes: directoryRoutes(corp) });
  wecom.addMembers('wang01', 'zhao01');
  const port = await freePort();
  const config = readConfig({
    ...{ PORT: String(port), SWEEP_MS: '100', LOG_LEVEL: 'silent', WECOM_API_BASE_URL: wecom.url },
    ...{ WECOM_CORP_ID: wecom.corp, WECOM_AGENT_ID: '1000002', WECOM_AGENT_SECRET: 'S3CRET' },
    ...{ WECOM_SCHOOL_SECRET: 'S3CRET', WECOM_CONTACT_SECRET: 'S3CRET' },
    ...{ WECOM_CALLBACK_TOKEN: 'countyToken2024', WECOM_ENCODING_AES_KEY: KEY },
  });
  running = await runBot(config, opened.url, folder, makeLog('silent'), { work: true });
  const keys = { token: 'countyToken2024', encodingAesKey: KEY, receiveId: wecom.corp };
  callback = callbackSender(keys, Date.now, overHttp(`http://127.0.0.1:${port}`));
});

afterAll(async () => {
  await running?.close();
  await wecom?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

test('no invented child is ever put beside real ones; the books are read at the first start', async () => {
  await until(() => database.student.count(), 'the pupils');
  expect(await database.student.findMany({ select: { name: true } })).toEqual([{ name: '张伟' }]);
  await until(() => running.parts.keeper.current().directory.classes.size > 0, 'the county in memory');
});

test('the class teacher of the school book may report, and is answered by the app', async () => {
  // Whatever day it is: the real clock runs, and a Sunday has no roll.
  await callback.deliver(callback.text('Wang01', '帮助'));
  await until(
    () => wecom.textsOf('wang01').find((text) => text.includes('应到42实到41')),
    'the help for teachers',
  );
});

test('a pupil who comes is read when WeCom tells of it, without waiting for the night', async () => {
  enrol('s-li', '李思雨');
  const told = await callback.deliver(
    callback.event('sys', 'change_school_contact', { ChangeType: 'create_student', Id: 's-li' }),
  );
  expect(told).toMatchObject({ status: 200, body: '' });
  await until(() => database.student.findFirst({ where: { name: '李思雨' } }), 'the new pupil');
});

/** One school with one class, its teacher, a pupil and a parent. */
function furnish(): void {
  corp.departments.push(
    { id: 1, name: '云岭区教育体育局', parentid: 0 },
    { id: 11, name: '清溪镇', parentid: 1 },
    { id: 21, name: '清溪中心小学', parentid: 11 },
  );
  corp.members.push(
    { userid: 'Wang01', name: '王老师', department: [21], position: '语文教师' },
    { userid: 'Zhao01', name: '赵主任', department: [21], position: '教务处主任' },
  );
  corp.schoolDepartments.push(
    { id: 1, parentid: 0, name: '云岭区', type: 5 },
    { id: 100, parentid: 1, name: '清溪中心小学', type: 4 },
    { id: 113, parentid: 100, name: '三年级', type: 2, standard_grade: 3 },
    { id: 131, parentid: 113, name: '1班', type: 1, department_admins: [{ userid: 'Wang01', type: 3 }] },
  );
  enrol('s-zhang', '张伟');
}

function enrol(student: string, name: string): void {
  corp.students.push({ student_userid: student, name, department: [131] });
  const children = [{ student_userid: student, relation: '母亲' }];
  corp.parents.push({ parent_userid: `p-${student}`, mobile: '13900000000', is_subscribe: 1, children });
}
