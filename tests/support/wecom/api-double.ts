/**
 * WeCom's server API on the loopback, with its manners: tokens that end, limits beyond which it drops in silence,
 * requests it recognises, cards it refuses, codes good for one use. What it shows is kept per person; faults are
 * scripted by path or drawn at random, before or after the work is done.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cardError } from './gateway-double.ts';

type Json = Record<string, unknown>;

/** Answers a request that the double does not know; undefined for one it does not know either. */
export type DoubleRoute = (
  method: string,
  path: string,
  query: URLSearchParams,
  body: unknown,
) => object | undefined;

export interface DoubleApp {
  secret: string;
  agentId: number;
  /** Whether it has a callback address, without which cards with buttons are refused. */
  callback?: boolean;
  /** Whether parents may be written to (家长可使用的应用). */
  forParents?: boolean;
}

export interface DoubleOptions {
  corp?: string;
  apps?: readonly DoubleApp[];
  now?(): number;
  routes?: DoubleRoute;
  /** In seconds. */
  tokenLife?: number;
  /** Gives the same token again while it is good, as WeCom is said to do. */
  repeatsToken?: boolean;
  /** What becomes of a text that is too long. */
  onLongText?: 'cut' | 'refuse';
}

/** Where a fault strikes: `hang` and the resets differ in what the caller sees, and the work may be done or not. */
export type Fault =
  | { kind: 'code'; code: number }
  | { kind: 'status' | 'reset' | 'hang' | 'nonsense'; isDone: boolean };

/** A message in somebody's chat. */
export interface Shown {
  to: string;
  agentId: number;
  msgtype: string;
  content: Json;
  msgid: string;
  at: number;
  recalled: boolean;
}

/** A card as somebody sees it now. */
export interface ShownCard {
  card: Json;
  to: string[];
  /** The word on the greyed buttons. */
  replaced: string | null;
}

export interface Call {
  path: string;
  query: URLSearchParams;
  body: string;
  at: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TEXT_BYTES = 2048;
const WEBHOOK_MARKDOWN_BYTES = 4096;

export async function startWecom({
  corp = 'wwcorp',
  apps = [{ secret: 'S3CRET', agentId: 1_000_002, callback: true, forParents: true }],
  now = Date.now,
  routes = () => undefined,
  tokenLife = 7200,
  repeatsToken = false,
  onLongText = 'cut',
}: DoubleOptions = {}) {
  const tokens = new Map<string, { app: DoubleApp; until: number }>();
  /** Who is in the address book; `inRange` for the app, `licensed` for the interface. */
  const members = new Map<string, { inRange: boolean; licensed: boolean }>();
  const parents = new Map<string, { subscribed: boolean }>();
  const inboxes = new Map<string, Shown[]>();
  const parentInboxes = new Map<string, Shown[]>();
  const counted = new Map<string, number[]>();
  const recognised = new Map<string, { at: number; answer: Json }>();
  const cards = new Map<string, ShownCard>();
  const responseCodes = new Map<string, { task: string; at: number; used: boolean }>();
  const sentCards = new Set<string>();
  const medias = new Map<string, { name: string; content: Buffer; at: number }>();
  const chats = new Map<
    string,
    {
      name: string;
      owner: string;
      userlist: string[];
      shown: { msgtype: string; content: Json; at: number }[];
    }
  >();
  const webhooks = new Map<string, { msgtype: string; content: Json; at: number }[]>();
  const calls: Call[] = [];
  const scripted = new Map<string, (number | Fault)[]>();
  const done = { dropped: 0, cut: 0, duplicates: 0, tooOften: 0 };
  let serial = 0;
  let isWhitelisted = true;
  let random: ((path: string) => Fault | null) | null = null;

  const member = (id: string) => members.get(id.toLowerCase());
  const recent = (key: string, span: number) =>
    (counted.get(key) ?? []).filter((instant) => now() - instant < span).length;
  const count = (key: string) => counted.set(key, [...(counted.get(key) ?? []), now()]);
  const inbox = (all: Map<string, Shown[]>, id: string): Shown[] => {
    const shown = all.get(id.toLowerCase()) ?? [];
    all.set(id.toLowerCase(), shown);
    return shown;
  };

  /** Shows it unless that would be too much: then nobody hears of it. */
  const show = (shown: Shown): void => {
    const key = `member:${shown.agentId}:${shown.to}`;
    if (recent(key, MINUTE) >= 30 || recent(key, HOUR) >= 1000) {
      done.dropped += 1;
      return;
    }
    count(key);
    inbox(inboxes, shown.to).push(shown);
  };

  /** The code for a message's content; 0 when it is fine. Cuts what is too long, as WeCom does. */
  const contentError = (body: Json, app: DoubleApp, types: readonly string[]): number => {
    const type = String(body.msgtype);
    if (!types.includes(type)) return 40008;
    const content = body[type] as Json | undefined;
    if (!content) return 40058;
    switch (type) {
      case 'text':
      case 'markdown': {
        const text = String(content.content ?? '');
        if (text.trim() === '') return 44004;
        if (Buffer.byteLength(text) <= TEXT_BYTES) return 0;
        if (type === 'markdown' || onLongText === 'refuse') return 45002;
        done.cut += 1;
        content.content = Buffer.from(text).subarray(0, TEXT_BYTES).toString();
        return 0;
      }
      case 'voice':
      case 'file': {
        const media = medias.get(String(content.media_id));
        return media && now() - media.at < 3 * DAY ? 0 : 40007;
      }
      case 'template_card': {
        const isInteractive = content.card_type === 'button_interaction';
        if (isInteractive && !app.callback) return 43012;
        const wrong = cardError(content, 'app');
        if (wrong) return wrong;
        return sentCards.has(String(content.task_id)) ? 42014 : 0;
      }
      default:
        return 0;
    }
  };

  /** Does it once within the interval that the request names; the second time WeCom only says yes. */
  const showOnce = (raw: string, body: Json, work: () => Json): Json => {
    if (body.enable_duplicate_check !== 1) return work();
    const interval = Number(body.duplicate_check_interval ?? 1800);
    if (interval > 14_400 || interval < 1) return { errcode: 40058, errmsg: 'duplicate_check_interval' };
    const known = recognised.get(raw);
    if (known && now() - known.at < interval * SECOND) {
      done.duplicates += 1;
      // Whether WeCom gives the code of a card again is not documented; a caller must do without.
      const { response_code: _, ...answer } = known.answer;
      return answer;
    }
    const answer = work();
    if (!answer.errcode) recognised.set(raw, { at: now(), answer });
    return answer;
  };

  const sendMessage = (raw: string, body: Json, app: DoubleApp): Json => {
    if (body.agentid !== app.agentId) return { errcode: 301002 };
    const touser = String(body.touser ?? '');
    if (touser === '') return { errcode: 82001 };
    return showOnce(raw, body, () => {
      const ids = touser.split('|');
      if (ids.length > 1000) return { errcode: 40058 };
      const invalid = ids.filter((id) => !member(id)?.inRange);
      if (invalid.length === ids.length) return { errcode: 81013 };
      const wrong = contentError(body, app, ['text', 'markdown', 'template_card', 'file']);
      if (wrong) return { errcode: wrong };
      const unlicensed = ids.filter((id) => member(id)?.inRange && !member(id)?.licensed);
      const reached = ids.filter((id) => !invalid.includes(id) && !unlicensed.includes(id));
      const msgid = `msg${++serial}`;
      const msgtype = String(body.msgtype);
      const content = body[msgtype] as Json;
      for (const to of reached)
        show({
          to: to.toLowerCase(),
          agentId: app.agentId,
          msgtype,
          content,
          msgid,
          at: now(),
          recalled: false,
        });
      return {
        errcode: 0,
        errmsg: 'ok',
        msgid,
        invaliduser: invalid.join('|').toLowerCase(),
        invalidparty: '',
        invalidtag: '',
        unlicenseduser: unlicensed.join('|').toLowerCase(),
        ...(msgtype === 'template_card' ? codeFor(content, reached) : {}),
      };
    });
  };

  const codeFor = (card: Json, to: string[]): Json => {
    const task = String(card.task_id);
    sentCards.add(task);
    cards.set(task, { card, to, replaced: null });
    if (card.card_type !== 'button_interaction') return {};
    return { response_code: newCode(task) };
  };
  const newCode = (task: string): string => {
    const code = `RC${++serial}`;
    responseCodes.set(code, { task, at: now(), used: false });
    return code;
  };

  const updateCard = (body: Json, app: DoubleApp): Json => {
    if (body.agentid !== app.agentId) return { errcode: 301002 };
    const code = responseCodes.get(String(body.response_code));
    const shown = code && cards.get(code.task);
    if (!code || !shown || code.used || now() - code.at >= 72 * HOUR) return { errcode: 60140 };
    const button = body.button as { replace_name?: string } | undefined;
    if (button) {
      if (!button.replace_name) return { errcode: 42038 };
      shown.replaced = button.replace_name;
    } else {
      const wrong = cardError(body.template_card, 'app');
      if (wrong) return { errcode: wrong };
      shown.card = body.template_card as Json;
    }
    code.used = true;
    return { errcode: 0, errmsg: 'ok', invaliduser: [] };
  };

  const recall = ({ msgid }: Json): Json => {
    const shown = [...inboxes.values()].flat().filter((one) => one.msgid === msgid);
    if (shown.length === 0) return { errcode: 40058 };
    if (shown.some(({ at }) => now() - at >= DAY)) return { errcode: 42052 };
    for (const one of shown) one.recalled = true;
    return { errcode: 0, errmsg: 'ok' };
  };

  const upload = (query: URLSearchParams, type: string, raw: Buffer): Json => {
    const kind = query.get('type');
    if (kind !== 'file' && kind !== 'voice') return { errcode: 40004 };
    const file = filePart(type, raw);
    if (!file) return { errcode: 41005 };
    if (file.length !== file.content.length) return { errcode: 44001 };
    if (file.content.length <= 5) return { errcode: 40006 };
    // A voice is AMR and small (doc 90253).
    if (kind === 'voice' && !file.content.subarray(0, 6).equals(Buffer.from('#!AMR\n')))
      return { errcode: 40005 };
    if (file.content.length > (kind === 'voice' ? 2 : 20) * 1024 * 1024) return { errcode: 45001 };
    const id = `MEDIA${++serial}`;
    medias.set(id, { name: file.name, content: file.content, at: now() });
    return {
      errcode: 0,
      errmsg: '',
      type: kind,
      media_id: id,
      created_at: String(Math.floor(now() / 1000)),
    };
  };

  const notify = (raw: string, body: Json, app: DoubleApp): Json => {
    if (body.agentid !== app.agentId) return { errcode: 301002 };
    if (!app.forParents) return { errcode: 48002 };
    return showOnce(raw, body, () => {
      const ids = (body.to_parent_userid ?? []) as string[];
      if (ids.length === 0) return { errcode: 82001 };
      if (ids.length > 1000) return { errcode: 40058 };
      const invalid = ids.filter((id) => !parents.get(id.toLowerCase())?.subscribed);
      if (invalid.length === ids.length && ids.every((id) => !parents.has(id.toLowerCase())))
        return { errcode: 81013 };
      const wrong = contentError(body, app, ['text', 'voice']);
      if (wrong) return { errcode: wrong };
      const msgtype = String(body.msgtype);
      for (const to of ids.filter((id) => !invalid.includes(id)))
        inbox(parentInboxes, to).push({
          to: to.toLowerCase(),
          agentId: app.agentId,
          msgtype,
          content: body[msgtype] as Json,
          msgid: '',
          at: now(),
          recalled: false,
        });
      return {
        errcode: 0,
        errmsg: 'ok',
        invalid_parent_userid: invalid,
        invalid_student_userid: [],
        invalid_party: [],
      };
    });
  };

  const createChat = (body: Json): Json => {
    const {
      name = '',
      owner = '',
      userlist = [],
      chatid = `chat${++serial}`,
    } = body as {
      name?: string;
      owner?: string;
      userlist?: string[];
      chatid?: string;
    };
    if (!/^[0-9a-zA-Z]{1,32}$/.test(chatid)) return { errcode: 86001 };
    if (chats.has(chatid)) return { errcode: 86215 };
    if ([...name].length > 50) return { errcode: 86004 };
    if (userlist.length < 2 || userlist.length > 2000) return { errcode: 86006 };
    if (!member(owner)) return { errcode: 86005 };
    if (!userlist.includes(owner)) return { errcode: 86207 };
    if (!userlist.every(member)) return { errcode: 86216 };
    chats.set(chatid, { name, owner, userlist: [...userlist], shown: [] });
    return { errcode: 0, errmsg: 'ok', chatid };
  };
  const changeChat = (body: Json): Json => {
    const chat = chats.get(String(body.chatid));
    if (!chat) return { errcode: 40050 };
    const {
      name,
      owner,
      add_user_list: add = [],
      del_user_list: gone = [],
    } = body as Record<string, string[]>;
    if (name) chat.name = String(name);
    if (owner) chat.owner = String(owner);
    chat.userlist = [...new Set([...chat.userlist, ...add])].filter((id) => !gone.includes(id));
    return { errcode: 0, errmsg: 'ok' };
  };
  const sendToChat = (body: Json, app: DoubleApp): Json => {
    const chat = chats.get(String(body.chatid));
    if (!chat) return { errcode: 86003 };
    const wrong = contentError(body, app, ['text', 'markdown', 'file']);
    if (wrong) return { errcode: wrong };
    for (const id of chat.userlist) {
      if (recent(`chat:${app.agentId}:${id}`, MINUTE) >= 200) done.dropped += 1;
      else count(`chat:${app.agentId}:${id}`);
    }
    const msgtype = String(body.msgtype);
    chat.shown.push({ msgtype, content: body[msgtype] as Json, at: now() });
    return { errcode: 0, errmsg: 'ok' };
  };

  const blocked = new Map<string, number>();
  const sendWebhook = (query: URLSearchParams, body: Json): Json => {
    const key = query.get('key') ?? '';
    const shown = webhooks.get(key);
    if (!shown) return { errcode: 93000 };
    if ((blocked.get(key) ?? 0) > now()) return { errcode: 45009 };
    const msgtype = String(body.msgtype);
    const text = String((body[msgtype] as Json | undefined)?.content ?? '');
    if (msgtype !== 'text' && msgtype !== 'markdown') return { errcode: 40008 };
    if (text === '') return { errcode: msgtype === 'text' ? 44004 : 93017 };
    if (Buffer.byteLength(text) > (msgtype === 'text' ? TEXT_BYTES : WEBHOOK_MARKDOWN_BYTES))
      return { errcode: 45002 };
    if (recent(`webhook:${key}`, MINUTE) >= 20) {
      done.tooOften += 1;
      blocked.set(key, now() + MINUTE);
      return { errcode: 45009 };
    }
    count(`webhook:${key}`);
    shown.push({ msgtype, content: body[msgtype] as Json, at: now() });
    return { errcode: 0, errmsg: 'ok' };
  };

  const gettoken = (query: URLSearchParams): Json => {
    if (!isWhitelisted) return { errcode: 60020 };
    if (query.get('corpid') !== corp) return { errcode: 40013 };
    const app = apps.find(({ secret }) => secret === query.get('corpsecret'));
    if (!app) return { errcode: 40001 };
    const held = [...tokens].find(([, one]) => one.app === app && one.until > now());
    if (repeatsToken && held)
      return {
        errcode: 0,
        errmsg: 'ok',
        access_token: held[0],
        expires_in: Math.ceil((held[1].until - now()) / SECOND),
      };
    const token = `TOKEN${++serial}`;
    tokens.set(token, { app, until: now() + tokenLife * SECOND });
    return { errcode: 0, errmsg: 'ok', access_token: token, expires_in: tokenLife };
  };

  const work = (method: string, path: string, query: URLSearchParams, type: string, raw: Buffer): object => {
    if (path === '/cgi-bin/gettoken') return gettoken(query);
    const text = type.includes('json') ? raw.toString() : '';
    if (/\\u[0-9a-f]{4}/i.test(text)) return { errcode: 40033 };
    const body = text === '' ? {} : (JSON.parse(text) as Json);
    if (path === '/cgi-bin/webhook/send') return sendWebhook(query, body);
    const given = query.get('access_token') ?? '';
    const token = tokens.get(given);
    if (given === '') return { errcode: 41001 };
    if (!token) return { errcode: 40014 };
    if (token.until <= now()) return { errcode: 42001 };
    if (!isWhitelisted) return { errcode: 60020 };
    switch (`${method} ${path}`) {
      case 'POST /cgi-bin/message/send':
        return sendMessage(text, body, token.app);
      case 'POST /cgi-bin/message/update_template_card':
        return updateCard(body, token.app);
      case 'POST /cgi-bin/message/recall':
        return recall(body);
      case 'POST /cgi-bin/media/upload':
        return upload(query, type, raw);
      case 'POST /cgi-bin/externalcontact/message/send':
        return notify(text, body, token.app);
      case 'POST /cgi-bin/appchat/create':
        return createChat(body);
      case 'POST /cgi-bin/appchat/update':
        return changeChat(body);
      case 'POST /cgi-bin/appchat/send':
        return sendToChat(body, token.app);
      case 'GET /cgi-bin/appchat/get': {
        const chatid = query.get('chatid') ?? '';
        const { shown: _, ...chat } = chats.get(chatid) ?? { shown: null };
        return chats.has(chatid)
          ? { errcode: 0, errmsg: 'ok', chat_info: { chatid, ...chat, chat_type: 0 } }
          : { errcode: 86003 };
      }
      default:
        return routes(method, path, query, text === '' ? undefined : body) ?? { errcode: 40058 };
    }
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://double');
    const raw = await contentOf(request);
    const type = request.headers['content-type'] ?? '';
    calls.push({ path, query, body: type.includes('json') ? raw.toString() : '', at: now() });
    const script = scripted.get(path)?.shift();
    const fault =
      typeof script === 'number'
        ? ({ kind: 'code', code: script } as const)
        : (script ?? random?.(path) ?? null);
    const send = (json: object) => {
      response.setHeader('content-type', 'application/json; charset=utf-8');
      response.end(JSON.stringify(json));
    };
    if (fault?.kind === 'code') {
      send({ errcode: fault.code, errmsg: `error ${fault.code}` });
      return;
    }
    if (fault?.isDone === false) {
      fail(fault.kind, response);
      return;
    }
    const json = work(request.method ?? 'GET', path, query, type, raw);
    if (fault) fail(fault.kind, response);
    else send({ errmsg: 'ok', ...json });
  };

  const held = new Set<ServerResponse>();
  const fail = (kind: Exclude<Fault['kind'], 'code'>, response: ServerResponse): void => {
    switch (kind) {
      case 'status':
        response.writeHead(502).end('<html>Bad Gateway</html>');
        return;
      case 'nonsense':
        response.end('<html>WLAN login</html>');
        return;
      case 'reset':
        response.socket?.resetAndDestroy();
        return;
      case 'hang':
        held.add(response);
    }
  };

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(500).end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    corp,
    apps,
    members,
    parents,
    chats,
    cards,
    medias,
    calls,
    /** What went wrong without anybody being told: `dropped` and `cut`; and what was recognised or refused as too often. */
    done,
    callsOf: (path: string) => calls.filter((call) => call.path === path),
    /** Puts people into the address book and the app's range. */
    addMembers: (...ids: string[]) => {
      for (const id of ids) members.set(id.toLowerCase(), { inRange: true, licensed: true });
    },
    addParents: (...ids: string[]) => {
      for (const id of ids) parents.set(id.toLowerCase(), { subscribed: true });
    },
    addWebhook: (key: string) => void webhooks.set(key, []),
    /** As the group's settings show it. */
    webhookAddress: (key: string) => `${url}/cgi-bin/webhook/send?key=${key}`,
    /** What a member sees, oldest first; without what was taken back. */
    inboxOf: (id: string) => inbox(inboxes, id).filter(({ recalled }) => !recalled),
    parentInboxOf: (id: string) => inbox(parentInboxes, id),
    groupOf: (key: string) => webhooks.get(key) ?? [],
    textsOf: (id: string) =>
      inbox(inboxes, id).flatMap(({ msgtype, content }) =>
        msgtype === 'text' ? [String(content.content)] : [],
      ),
    /** The code that a tap on a card brings. */
    newCode,
    /** Nothing that was given out is good any more. */
    revokeTokens: () => tokens.clear(),
    whitelist: (is: boolean) => {
      isWhitelisted = is;
    },
    /** The next calls of this path end so, one after the other. */
    fail: (path: string, ...faults: (number | Fault)[]) =>
      scripted.set(path, [...(scripted.get(path) ?? []), ...faults]),
    /** Asked for every call that is not scripted; null for none. */
    randomly: (draw: ((path: string) => Fault | null) | null) => {
      random = draw;
    },
    close: async () => {
      for (const response of held) response.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export type WecomDouble = Awaited<ReturnType<typeof startWecom>>;

const contentOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

/** The part `media` of a form, with the length it says it has. */
const filePart = (type: string, raw: Buffer): { name: string; length: number; content: Buffer } | null => {
  const boundary = /^multipart\/form-data; boundary=(.+)$/.exec(type)?.[1];
  if (!boundary) return null;
  const start = raw.indexOf('\r\n\r\n');
  const end = raw.lastIndexOf(`\r\n--${boundary}--`);
  const head = raw.subarray(0, start).toString();
  const [, name, length] =
    /name="media"; filename="([^"]+)"; filelength=(\d+)/.exec(head) ?? ([] as (string | undefined)[]);
  if (!head.startsWith(`--${boundary}\r\n`) || end < start || name === undefined) return null;
  return { name, length: Number(length), content: raw.subarray(start + 4, end) };
};

/** Draws faults at this rate from all kinds, with a random of one's own. */
export const faultsAt =
  (rate: number, random: () => number, kinds: readonly Fault[] = EVERY_FAULT) =>
  (): Fault | null =>
    random() < rate ? (kinds[Math.floor(random() * kinds.length)] ?? null) : null;

export const EVERY_FAULT: readonly Fault[] = [
  { kind: 'code', code: -1 },
  { kind: 'code', code: 6000 },
  { kind: 'code', code: 45009 },
  { kind: 'status', isDone: false },
  { kind: 'status', isDone: true },
  { kind: 'reset', isDone: false },
  { kind: 'reset', isDone: true },
  { kind: 'nonsense', isDone: true },
  { kind: 'hang', isDone: false },
  { kind: 'hang', isDone: true },
];
