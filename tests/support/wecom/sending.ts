/** A corp on the loopback and our ways into it, with a clock that moves when told. */

import type { Database } from '../../../prisma/client.ts';
import { openSecrets } from '../../../prisma/secrets.ts';
import { loadWecomCodes } from '../../../seeds/load-wecom-codes.ts';
import { loadWords } from '../../../templates/words.ts';
import type { Delivery } from '../../../workers/channel.ts';
import { openApi } from '../../../workers/wecom/api.ts';
import { type AppWayDependencies, openAppWay } from '../../../workers/wecom/app-way.ts';
import { openPace } from '../../../workers/wecom/pace.ts';
import { openSchoolWay } from '../../../workers/wecom/school-way.ts';
import type { Trouble } from '../../../workers/wecom/telling.ts';
import { openTokens, tokenSource } from '../../../workers/wecom/token.ts';
import { openWebhooks } from '../../../workers/wecom/webhook.ts';
import { openWire } from '../../../workers/wecom/wire.ts';
import { type DoubleOptions, startWecom, type WecomDouble } from './api-double.ts';

export const codes = loadWecomCodes();
const words = loadWords();
const secrets = openSecrets(Buffer.alloc(32, 7));

/** Monday, 14 September 2026, 08:07 in Shanghai. */
export const MORNING = Date.parse('2026-09-14T00:07:00Z');

export interface Clock {
  at: number;
}

export interface OfficeOptions {
  database: Database;
  double: WecomDouble;
  clock: Clock;
  /** How long an answer is waited for, in real milliseconds. */
  timeoutMs?: number;
  random?(): number;
  app?: Partial<AppWayDependencies>;
  personTimesPerDay?: number | null;
  /** Keys of groups at the double. */
  webhooks?: readonly string[];
}

/** What one process of ours has of the corp; open two on one database for two processes. */
export const openOffice = ({
  database,
  double,
  clock,
  timeoutMs = 10_000,
  random = () => 0.5,
  app = {},
  personTimesPerDay = null,
  webhooks = [],
}: OfficeOptions) => {
  const now = () => clock.at;
  const [identity] = double.apps;
  if (!identity) throw new Error('the corp has no app');
  const { secret, agentId } = identity;
  const slept: number[] = [];
  const told: Trouble[] = [];
  const sleep = async (milliseconds: number) => {
    slept.push(milliseconds);
  };
  const wire = openWire({ codes, now, sleep, random, timeoutMs });
  const fetchToken = tokenSource({ wire, baseUrl: double.url, corp: double.corp, secret, now });
  const tokens = openTokens({ database, secrets, now, app: `${double.corp}:${agentId}`, fetchToken });
  const api = openApi({ baseUrl: double.url, wire, tokens });
  const pace = openPace({ database, personTimesPerDay });
  const tellAdministrator = (one: Trouble) => void told.push(one);
  const common = { database, api, agentId, codes, pace, now, tellAdministrator };
  const openFile = async (id: string) => ({
    name: `${id} 疑似辍学书面报告.docx`,
    content: Buffer.from(`content of ${id}`),
  });
  return {
    wire,
    tokens,
    api,
    pace,
    slept,
    told,
    appWay: openAppWay({ ...common, words, cards: true, openFile, ...app }),
    schoolWay: openSchoolWay(common),
    webhooks: openWebhooks({ ...common, wire, webhooks: webhooks.map(double.webhookAddress) }),
  };
};
export type Office = ReturnType<typeof openOffice>;

let corps = 0;

/** A corp and one process of ours, on one clock. */
export const openCorp = async (
  database: Database,
  options: Omit<OfficeOptions, 'database' | 'double' | 'clock'> & { double?: DoubleOptions } = {},
) => {
  const clock: Clock = { at: MORNING };
  // A corp of its own, since the database keeps the tokens of all.
  const double = await startWecom({ corp: `ww${++corps}`, now: () => clock.at, ...options.double });
  const office = openOffice({ ...options, database, double, clock });
  return { clock, double, ...office };
};

let serial = 0;

/** A reminder to 王老师, with a key of its own. */
export const delivery = (given: Partial<Delivery> = {}): Delivery => ({
  key: `notice:${++serial}`,
  to: 'wang',
  role: 'homeroom_teacher',
  kind: 'reminder',
  rules: ['P3.1-CHECK-1H'],
  items: [],
  options: [],
  text: '【提醒】联系家长\n· 张伟（三(1)班），今天09:10前',
  urgent: false,
  at: MORNING,
  since: MORNING,
  file: null,
  duties: [],
  answers: null,
  ...given,
});

/** What a reminder about one pupil offers. */
export const withButtons = (given: Partial<Delivery> = {}): Delivery =>
  delivery({
    items: [
      {
        rule: 'P3.1-CHECK-1H',
        title: '联系家长',
        about: { student: 's1' },
        subject: '张伟（三(1)班）',
        duty: 'duty:1',
        due: null,
        actor: null,
        note: null,
        how: null,
      },
    ],
    options: [
      { key: '1', label: '已联系上' },
      { key: '2', label: '没打通，已请帮扶联系人帮忙找' },
    ],
    text: '【提醒】联系家长\n· 张伟（三(1)班），今天09:10前\n回复：1 已联系上　2 没打通，已请帮扶联系人帮忙找',
    duties: ['duty:1'],
    ...given,
  });
