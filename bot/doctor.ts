import { doctorLine, doctorSays, doctorWords } from '../templates/doctor.ts';
import type { Config } from './config.ts';
import { readConfig } from './config.ts';
import { isReal } from './config-channels.ts';
import { type Finding, fine, off, unsure } from './doctor/check.ts';
import {
  checkAdministrators,
  checkClock,
  checkCounty,
  checkDatabase,
  checkKey,
  checkOutbox,
  checkQueue,
} from './doctor/own.ts';
import {
  checkAccounts,
  checkAiBot,
  checkApp,
  checkCallback,
  checkContact,
  checkSchool,
  wecomTime,
} from './doctor/wecom.ts';
import { endWell } from './ending.ts';
import { makeLog } from './log.ts';
import { type AtHand, withDatabase } from './open-database.ts';
import { openOutside } from './outside.ts';
import { openParts } from './parts.ts';

/** `npm run doctor`: looks at every piece that is configured and says of each, in one line, that it is fine or what to do. */
const examine = async (config: Config, { databaseUrl, dataDir }: AtHand): Promise<Finding[]> => {
  const { channels } = config;
  const parts = await openParts(config, databaseUrl, dataDir, () => undefined);
  const { database, secrets, keeper } = parts;
  try {
    const { apis } = openOutside(config, parts, makeLog('silent'), async () => Date.now());
    const asksWecom = apis.app !== null || apis.school !== null || apis.contact !== null;
    const others = asksWecom ? [{ whose: '企业微信', at: await wecomTime(channels) }] : [];
    const { directory } = keeper.current();
    return [
      await checkDatabase(database),
      await checkClock(database, others),
      await checkQueue(config.REDIS_URL),
      await checkKey(database, secrets),
      await checkCounty(database, isReal(channels)),
      ...(isReal(channels) ? [await checkAccounts(database, directory), checkAdministrators(directory)] : []),
      ...(await checkApp(apis.app, channels, database)),
      await checkCallback(channels, `http://127.0.0.1:${config.PORT}`, database),
      await checkAiBot(channels, databaseUrl),
      ...(await checkSchool(apis.school, channels, database)),
      await checkContact(apis.contact, channels),
      ...checkWebhooks(config, [
        directory.parts.district.name,
        ...directory.parts.townships.map(({ name }) => name),
        ...directory.parts.schools.map(({ name }) => name),
      ]),
      channels.wechaty
        ? unsure(doctorWords.wechaty, doctorSays.wechatyOn)
        : off(doctorWords.wechaty, doctorSays.off('WECHATY_PUPPET')),
      await checkOutbox(database),
    ];
  } finally {
    await database.$disconnect();
  }
};

const checkWebhooks = ({ channels: { webhooks } }: Config, units: readonly string[]): Finding[] => {
  const what = doctorWords.webhook;
  if (webhooks.length === 0) return [off(what, doctorSays.off('WECOM_WEBHOOK_URLS'))];
  const strange = webhooks.flatMap(({ unit }) => (unit !== null && !units.includes(unit) ? [unit] : []));
  return [
    fine(what, doctorSays.webhook(webhooks.length)),
    ...strange.map((unit) => unsure(what, doctorSays.webhookUnit(unit))),
  ];
};

await endWell(async () => {
  const config = readConfig(process.env);
  const findings = await withDatabase(config, (atHand) => examine(config, atHand));
  for (const { health, what, say } of findings) process.stdout.write(`${doctorLine(health, what, say)}\n`);
  const count = findings.filter(({ health }) => health === 'bad').length;
  process.stdout.write(`${doctorSays.summary(count)}\n`);
  if (count > 0) process.exitCode = 1;
});
