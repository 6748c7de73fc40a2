import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import type { Instant } from '../domain/calendar/time.ts';
import { dayOf } from '../domain/calendar/time.ts';
import { openPhones } from '../prisma/stores/directory-store.ts';
import { putNotices } from '../prisma/stores/notice-store.ts';
import { loadWecomCodes } from '../seeds/load-wecom-codes.ts';
import { administratorNotices } from '../workers/administrators.ts';
import type { CampaignDependencies } from '../workers/campaigns.ts';
import { sandboxChannel } from '../workers/channels/sandbox.ts';
import { sandboxCrowd } from '../workers/channels/sandbox-crowd.ts';
import { aiBotLease, WECHATY_LEASE } from '../workers/errands.ts';
import type { Ways } from '../workers/route.ts';
import { openApi, type WecomApi } from '../workers/wecom/api.ts';
import { openAppWay } from '../workers/wecom/app-way.ts';
import { openErrandWay } from '../workers/wecom/errand-way.ts';
import { downloadMedia } from '../workers/wecom/media.ts';
import { openPace } from '../workers/wecom/pace.ts';
import { openSchoolCrowd } from '../workers/wecom/school-crowd.ts';
import { openSchoolWay } from '../workers/wecom/school-way.ts';
import { openSync, type Sync } from '../workers/wecom/sync/sync.ts';
import type { Taking } from '../workers/wecom/taking.ts';
import { openTelling } from '../workers/wecom/telling.ts';
import { openTokens, type Tokens, tokenSource } from '../workers/wecom/token.ts';
import { openWebhooks, webhookId } from '../workers/wecom/webhook.ts';
import { openWire } from '../workers/wecom/wire.ts';
import type { Config } from './config.ts';
import { openGiven } from './given-file.ts';
import type { Parts } from './parts.ts';

/** The outside world as one process reaches it. */
export interface Outside {
  ways: Ways;
  /** Changes what was shown; null without an app. */
  taking: Taking | null;
  /** WeCom's server under each identity that is set. */
  apis: { app: WecomApi | null; school: WecomApi | null; contact: WecomApi | null };
  /** Reads the corp's address books; null without the right to. */
  sync: Sync | null;
  /** Tells those who keep the system running. */
  tellAdministrator(told: { code: string; say: string }): Promise<void>;
  /** What somebody sent to the app, by its media id. */
  fetchMedia(mediaId: string): Promise<Buffer>;
  /** How one text reaches many parents; null where no way does. */
  crowd: Pick<CampaignDependencies, 'crowd' | 'phonesOf' | 'app' | 'pace' | 'telling' | 'realNow'> | null;
  /** Groups that take posts, with the unit each belongs to; null for the county. */
  webhooks: readonly { id: string; unit: string | null }[];
}

/** Opens every way to people that the settings turn on. Nothing is asked of WeCom yet. */
export const openOutside = (
  { channels, sandbox }: Config,
  parts: Parts,
  log: Logger,
  now: () => Promise<Instant>,
): Outside => {
  const { database, secrets, words, keeper } = parts;
  const { app, school, contact, webhooks, baseUrl } = channels;
  const codes = loadWecomCodes();
  const real = { now: () => Date.now(), sleep };
  const wire = openWire({ codes, random: Math.random, ...real });
  const pace = openPace({ database, personTimesPerDay: null });
  const tellAdministrator = async ({ code, say }: { code: string; say: string }) => {
    log.warn({ code }, say);
    const at = await now();
    // What a person has to put right is told once a day, until it is.
    const news = { code, words: 'trouble', values: { say, code }, turn: dayOf(at) };
    await putNotices(database, administratorNotices(keeper.current(), at, news));
  };
  const tokensOf = ({ corpId: corp, secret }: { corpId: string; secret: string }): Tokens => {
    const fetchToken = tokenSource({ wire, baseUrl, corp, secret, now: real.now });
    return openTokens({ database, secrets, now: real.now, app: appName(corp, secret), fetchToken });
  };
  const apiOf = (tokens: Tokens | null): WecomApi | null => tokens && openApi({ baseUrl, wire, tokens });
  const appTokens = app && tokensOf(app);
  const apis = {
    app: apiOf(appTokens),
    school: apiOf(school && tokensOf(school)),
    contact: apiOf(contact && tokensOf(contact)),
  };
  const openFile = (id: string) =>
    openGiven({ database, secrets, directory: keeper.current().directory }, id);
  const sending = { database, codes, pace, now: real.now, tellAdministrator };
  const errands = { database, secrets, pace, openFile, ...real };
  const appWay =
    app && apis.app
      ? openAppWay({
          ...sending,
          api: apis.app,
          agentId: app.agentId,
          words,
          cards: channels.callback !== null,
          openFile,
        })
      : null;
  const ways: Ways = {
    ...(appWay ? { app: appWay } : {}),
    ...(channels.aiBot
      ? {
          aibot: openErrandWay({
            ...errands,
            channel: 'aibot',
            lease: aiBotLease(channels.aiBot.botId),
            cards: true,
          }),
        }
      : {}),
    ...(school && apis.school
      ? { school: openSchoolWay({ ...sending, api: apis.school, agentId: school.agentId }) }
      : {}),
    ...(channels.wechaty
      ? {
          wechaty: openErrandWay({
            ...errands,
            channel: 'wechaty',
            lease: WECHATY_LEASE,
            cards: false,
          }),
        }
      : {}),
    ...(webhooks.length > 0
      ? { webhook: openWebhooks({ ...sending, wire, webhooks: webhooks.map(({ url }) => url) }) }
      : {}),
    ...(sandbox ? { sandbox: sandboxChannel(database) } : {}),
  };
  const crowdTelling = openTelling({ pace, now: real.now, tellAdministrator });
  const crowd =
    school && apis.school
      ? openSchoolCrowd(apis.school, school.agentId, crowdTelling, codes)
      : sandbox
        ? sandboxCrowd(database)
        : null;
  return {
    ways,
    crowd: crowd && {
      crowd,
      phonesOf: (people) => openPhones(database, secrets, people),
      app: school ? appName(school.corpId, school.secret) : 'sandbox',
      pace,
      telling: crowdTelling,
      realNow: real.now,
    },
    taking: appWay,
    apis,
    sync:
      apis.contact || apis.school
        ? openSync({
            database,
            secrets,
            contact: apis.contact ?? apis.app,
            school: apis.school,
            now: real.now,
          })
        : null,
    tellAdministrator,
    fetchMedia: (mediaId) => {
      if (!appTokens) throw new Error('no app is configured to fetch files with');
      return downloadMedia({ baseUrl, tokens: appTokens, codes }, mediaId);
    },
    webhooks: webhooks.map(({ unit, url }) => ({ id: webhookId(url), unit })),
  };
};

const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** Two secrets of one corp have two tokens; the secret itself is not written down anywhere. */
const appName = (corp: string, secret: string): string =>
  `${corp}:${createHash('sha256').update(secret).digest('hex').slice(0, 12)}`;
