import { dayOf } from '../../domain/calendar/time.ts';
import type { Directory } from '../../domain/people/directory.ts';
import type { Database } from '../../prisma/client.ts';
import { tryLease } from '../../prisma/stores/lease-store.ts';
import { doctorSays, doctorWords } from '../../templates/doctor.ts';
import { sayWhen } from '../../templates/words.ts';
import { aiBotLease } from '../../workers/errands.ts';
import type { WecomApi } from '../../workers/wecom/api.ts';
import { WecomRefusal } from '../../workers/wecom/codes.ts';
import { directoryApi } from '../../workers/wecom/directory-api.ts';
import type { ChannelConfig } from '../config-channels.ts';
import { AI_BOT_PAUSES } from '../wecom/ai-bot.ts';
import { AiBotSession } from '../wecom/ai-bot-session.ts';
import { CALLBACK_PATH } from '../wecom/callback.ts';
import { seal } from '../wecom/envelope.ts';
import { bad, type Finding, fine, off, unsure } from './check.ts';

/** What a refusal means, in the sentence that says which setting to change; or that nobody answered. */
const sentenceOf = (fault: unknown, baseUrl: string): string =>
  fault instanceof WecomRefusal
    ? `${fault.meaning.say}（${fault.code}）`
    : doctorSays.silent(new URL(baseUrl).host);

/** The app's token (secret, corp, whitelist), and whom it can see. */
export const checkApp = async (
  api: WecomApi | null,
  { baseUrl }: ChannelConfig,
  database: Database,
): Promise<Finding[]> => {
  const { app, range } = doctorWords;
  if (!api) return [off(app, doctorSays.off('WECOM_CORP_ID、WECOM_AGENT_ID、WECOM_AGENT_SECRET'))];
  try {
    const book = directoryApi(api);
    const seen = new Set<string>();
    for (const department of await book.staffDepartmentIds())
      for (const { userid } of await book.membersIn(department)) seen.add(userid.toLowerCase());
    const known = await database.account.findMany({ where: { channel: 'member' }, select: { id: true } });
    const lacking = known.filter(({ id }) => !seen.has(id)).length;
    const visible =
      seen.size === 0
        ? bad(range, doctorSays.rangeEmpty)
        : lacking > 0
          ? bad(range, doctorSays.rangeLacks(lacking))
          : fine(range, doctorSays.rangeFine(seen.size));
    return [fine(app, doctorSays.tokenFine), visible];
  } catch (fault) {
    return [bad(app, sentenceOf(fault, baseUrl))];
  }
};

/** Asks our own callback address as WeCom would; from outside it can only be tried by WeCom itself. */
export const checkCallback = async (
  { callback }: ChannelConfig,
  base: string,
  database: Database,
): Promise<Finding> => {
  const what = doctorWords.callback;
  if (!callback) return off(what, doctorSays.off('WECOM_CALLBACK_TOKEN、WECOM_ENCODING_AES_KEY'));
  const { token, encodingAesKey, corpId } = callback;
  const stamp = { timestamp: String(Math.floor(Date.now() / 1000)), nonce: 'doctor' };
  const sealed = seal({ token, encodingAesKey, receiveId: corpId }, 'doctor', stamp);
  const query = new URLSearchParams({ msg_signature: sealed.signature, echostr: sealed.encrypted, ...stamp });
  const response = await fetch(`${base}${CALLBACK_PATH}?${query}`, {
    signal: AbortSignal.timeout(5000),
  }).catch(() => null);
  if (!response) return unsure(what, doctorSays.callbackNotRunning);
  if ((await response.text()) !== 'doctor') return bad(what, doctorSays.callbackBad(response.status));
  const last = await database.inbox.findFirst({ where: { channel: 'app' }, orderBy: { id: 'desc' } });
  const since = last
    ? doctorSays.callbackLast(sayWhen(last.receivedAt.getTime(), Date.now()))
    : doctorSays.callbackNever;
  return fine(what, `${doctorSays.callbackFine}${since}`);
};

/** Logs in as the AI bot, unless a running process is connected: a second login would throw it out. */
export const checkAiBot = async ({ aiBot }: ChannelConfig, databaseUrl: string): Promise<Finding> => {
  const what = doctorWords.aiBot;
  if (!aiBot) return off(what, doctorSays.off('WECOM_AIBOT_ID、WECOM_AIBOT_SECRET'));
  const named = aiBot.name ? '' : doctorSays.aiBotNoName;
  const lease = await tryLease(databaseUrl, aiBotLease(aiBot.botId));
  if (!lease) return fine(what, `${doctorSays.aiBotRunning}${named}`);
  try {
    const end = await login(aiBot);
    switch (end) {
      case 'online':
        return fine(what, `${doctorSays.aiBotFine}${named}`);
      case 'silent':
        return bad(what, doctorSays.aiBotSilent);
      default:
        return bad(what, doctorSays.aiBotBad(end));
    }
  } finally {
    await lease.release();
  }
};

const LOGIN_MS = 10_000;

/** `online`, `silent`, or the code with which the login was refused. */
const login = async (settings: NonNullable<ChannelConfig['aiBot']>): Promise<string> => {
  let session: AiBotSession | null = null;
  try {
    return await new Promise<string>((resolve) => {
      session = new AiBotSession(
        settings,
        { ...AI_BOT_PAUSES, login: LOGIN_MS },
        {
          onMessage: () => undefined,
          onEvent: () => undefined,
          onOnline: () => resolve('online'),
          onOffline: () => undefined,
        },
      );
      void session.ended.then((end) =>
        resolve(end.kind === 'login_refused' ? String(end.code ?? '') : 'silent'),
      );
      setTimeout(() => resolve('silent'), LOGIN_MS).unref();
    });
  } finally {
    (session as AiBotSession | null)?.close();
  }
};

/** The parents' channel: its token, its scope, and how many parents it reaches. */
export const checkSchool = async (
  api: WecomApi | null,
  { school, baseUrl }: ChannelConfig,
  database: Database,
): Promise<Finding[]> => {
  const { school: what, parents } = doctorWords;
  if (!api || !school) return [off(what, doctorSays.off('WECOM_SCHOOL_SECRET'))];
  const book = directoryApi(api);
  const findings: Finding[] = [];
  try {
    await book.allowScope(school.agentId);
    findings.push(fine(what, doctorSays.tokenFine));
  } catch (fault) {
    findings.push(bad(what, sentenceOf(fault, baseUrl)));
  }
  const [all, subscribed] = await Promise.all([
    database.account.count({ where: { channel: 'parent' } }),
    database.account.count({ where: { channel: 'parent', subscribed: true } }),
  ]);
  if (all === 0) return [...findings, unsure(parents, doctorSays.parentsNone)];
  const rate = doctorSays.parents(subscribed, all);
  if (subscribed / all >= ENOUGH) return [...findings, fine(parents, rate)];
  const link = await book.subscribeCode().catch(() => null);
  return [...findings, bad(parents, `${rate}${doctorSays.parentsFew(link)}`)];
};

/** The share of parents below which too many can only be telephoned. */
const ENOUGH = 0.9;

export const checkContact = async (api: WecomApi | null, { baseUrl }: ChannelConfig): Promise<Finding> => {
  const what = doctorWords.contact;
  if (!api) return off(what, doctorSays.off('WECOM_CONTACT_SECRET'));
  try {
    await directoryApi(api).staffDepartmentIds();
    return fine(what, doctorSays.tokenFine);
  } catch (fault) {
    return bad(what, sentenceOf(fault, baseUrl));
  }
};

/** Whether everybody who holds a post has an account to be reached at. */
export const checkAccounts = async (database: Database, directory: Directory): Promise<Finding> => {
  const today = dayOf(Date.now());
  const staff = new Set(
    directory.parts.posts.filter(({ until }) => until === null || until >= today).map(({ person }) => person),
  );
  const rows = await database.account.findMany({ where: { channel: 'member' }, select: { person: true } });
  const known = new Set(rows.map(({ person }) => person));
  const lacking = [...staff].filter((person) => !known.has(person)).length;
  return lacking === 0
    ? fine(doctorWords.accounts, doctorSays.accountsFine(staff.size))
    : unsure(doctorWords.accounts, doctorSays.accountsLack(lacking, staff.size));
};

/** WeCom's clock, by the date of any answer of its; null when it does not answer. */
export const wecomTime = async ({ baseUrl }: ChannelConfig): Promise<number | null> => {
  const response = await fetch(`${baseUrl}/cgi-bin/gettoken`, { signal: AbortSignal.timeout(5000) }).catch(
    () => null,
  );
  const date = Date.parse(response?.headers.get('date') ?? '');
  return Number.isNaN(date) ? null : date;
};
