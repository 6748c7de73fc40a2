import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../prisma/client.ts';
import type { Secrets } from '../prisma/secrets.ts';
import { DemoCounty } from '../seeds/demo/loaded.ts';
import { loadWecomCodes } from '../seeds/load-wecom-codes.ts';
import { bookParts, reportLines } from '../templates/directory.ts';
import { syncWords } from '../templates/roster.ts';
import { openApi, type WecomApi } from '../workers/wecom/api.ts';
import { WecomRefusal, WecomSilence } from '../workers/wecom/codes.ts';
import { openSync } from '../workers/wecom/sync/sync.ts';
import { openTokens, tokenSource } from '../workers/wecom/token.ts';
import { openWire } from '../workers/wecom/wire.ts';
import { type Config, readConfig } from './config.ts';
import { endWell } from './ending.ts';
import { misused, optionsOf } from './options.ts';
import { onOwnDatabase } from './own-database.ts';
import { progressOn } from './progress.ts';

/**
 * Reads the corp's two address books into the directory, once, by hand:
 *
 *     npm run sync [-- --replace-demo]
 *
 * Ends with 1 when nothing was taken, with 2 when it was called the wrong way.
 */
const main = async (): Promise<number> => {
  const asked = askedFor();
  if (!asked) return misused(syncWords.usage);
  const config = readConfig(process.env);
  const { school } = config.channels;
  // An app that sees the staff tells of them as well, if only of those in its range.
  const contact = config.channels.contact ?? config.channels.app;
  if (!school && !contact) {
    process.stderr.write(`${syncWords.noSecrets}\n`);
    return 1;
  }
  const progress = progressOn(process.stderr);
  return onOwnDatabase(config, async (database, secrets) => {
    const identities = identitiesOn(config, database, secrets);
    const sync = openSync({
      database,
      secrets,
      contact: contact && identities(contact),
      school: school && identities(school),
      now: Date.now,
    });
    try {
      const report = await sync.full({
        isReplacing: asked.isReplacing,
        onProgress: (book, done, total) =>
          progress.tell(book === 'staff' ? bookParts.members : bookParts.students, done, total),
      });
      progress.end();
      process.stdout.write(`${[syncWords.done, ...reportLines(report, report.notes)].join('\n')}\n`);
      return 0;
    } catch (error) {
      progress.end();
      const sentence = sentenceOf(error);
      if (sentence === null) throw error;
      process.stderr.write(`${sentence}\n`);
      return 1;
    }
  });
};

function askedFor(): { isReplacing: boolean } | null {
  const called = optionsOf({ options: { 'replace-demo': { type: 'boolean' } } });
  return called && { isReplacing: called.values['replace-demo'] ?? false };
}

const sentenceOf = (error: unknown): string | null => {
  if (error instanceof DemoCounty) return error.message;
  if (error instanceof WecomSilence) return syncWords.failed;
  return error instanceof WecomRefusal ? syncWords.refused(error.meaning.say) : null;
};

/** WeCom's server under each identity that is set. */
const identitiesOn = (config: Config, database: Database, secrets: Secrets) => {
  const { baseUrl } = config.channels;
  const wire = openWire({
    codes: loadWecomCodes(),
    now: Date.now,
    sleep: (milliseconds) => sleep(milliseconds),
    random: Math.random,
  });
  return ({ corpId, secret }: { corpId: string; secret: string }): WecomApi => {
    const fetchToken = tokenSource({ wire, baseUrl, corp: corpId, secret, now: Date.now });
    // The name under which the running product keeps the token too; the secret itself is written down nowhere.
    const app = `${corpId}:${createHash('sha256').update(secret).digest('hex').slice(0, 12)}`;
    return openApi({
      baseUrl,
      wire,
      tokens: openTokens({ database, secrets, now: Date.now, app, fetchToken }),
    });
  };
};

await endWell(async () => {
  process.exitCode = await main();
});
