/**
 * WeCom's AI-bot gateway on the loopback, with its manners: it checks the secret, tolerates one connection for a bot,
 * drops duplicates on nobody's behalf, counts messages, and answers only what it was asked for.
 */
import { createCipheriv, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

interface Frame {
  cmd: string;
  headers: { req_id: string };
  body: Record<string, unknown>;
}
interface Asked {
  kind: 'message' | 'enter_chat' | 'template_card_event' | 'other';
  conversation: string;
  task: string;
  at: number;
}
/** What people see in a conversation. */
export interface Shown {
  conversation: string;
  cmd: string;
  body: Record<string, unknown>;
  at: number;
}
export interface Speaker {
  from: string;
  /** A group's id; absent in a chat of two. */
  group?: string;
  msgid?: string;
}
export interface GatewayOptions {
  botId?: string;
  secret?: string;
  now?(): number;
}

const MINUTE = 60_000;
const MOST_PER_MINUTE = 30;
const MOST_PER_HOUR = 1000;
const EVENT_ANSWER = 5000;
const REPLY_ANSWER = 24 * 60 * MINUTE;
const MOST_BYTES = 20_480;

export async function startGateway({
  botId = 'BOT',
  secret = 'S3CRET',
  now = Date.now,
}: GatewayOptions = {}) {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const port = (server.address() as AddressInfo).port;
  const media = await startMedia();

  const frames: Frame[] = [];
  const shown: Shown[] = [];
  const cards = new Map<string, unknown>();
  const asked = new Map<string, Asked>();
  const spoken = new Set<string>();
  const tasks = new Set<string>();
  const withheld = new Map<string, number>();
  const failing = new Map<string, number[]>();
  const watchers = new Set<() => void>();
  const uploads = new Map<string, { name: string; chunks: Map<number, Buffer>; of: number }>();
  const medias = new Map<string, { name: string; content: Buffer }>();
  let live: WebSocket | undefined;
  let serial = 0;
  let evictions = 0;
  let deaf = false;

  const send = (to: WebSocket | undefined, frame: object) => to?.send(JSON.stringify(frame));
  const spread = () => {
    for (const watcher of watchers) watcher();
  };

  const evict = (older: WebSocket) => {
    evictions++;
    send(older, eventFrame(`ev${++serial}`, { eventtype: 'disconnected_event' }, {}));
    older.close();
  };
  const eventFrame = (reqId: string, event: object, more: object) => ({
    cmd: 'aibot_event_callback',
    headers: { req_id: reqId },
    body: {
      msgid: `M${reqId}`,
      create_time: Math.floor(now() / 1000),
      aibotid: botId,
      msgtype: 'event',
      event,
      ...more,
    },
  });

  const tooOften = (conversation: string): boolean => {
    const since = (span: number) =>
      shown.filter((one) => one.conversation === conversation && now() - one.at < span).length;
    return since(MINUTE) >= MOST_PER_MINUTE || since(60 * MINUTE) >= MOST_PER_HOUR;
  };
  /** Shows it, or says why not. */
  const show = (conversation: string, { cmd, body }: Frame): number => {
    const wrong = contentError(body, medias, tasks);
    if (wrong) return wrong;
    if (tooOften(conversation)) return 45009;
    const card = body.template_card as { task_id?: string } | undefined;
    if (card?.task_id) {
      tasks.add(card.task_id);
      cards.set(card.task_id, card);
    }
    shown.push({ conversation, cmd, body, at: now() });
    return 0;
  };

  const answerTo = (frame: Frame, kind: Asked['kind'], within: number): Asked | undefined => {
    const callback = asked.get(frame.headers.req_id);
    return callback?.kind === kind && now() - callback.at <= within ? callback : undefined;
  };

  const handle: Record<string, (frame: Frame) => { code: number; body?: object }> = {
    ping: () => ({ code: 0 }),
    aibot_respond_msg: (frame) => {
      const callback = answerTo(frame, 'message', REPLY_ANSWER);
      return { code: callback ? show(callback.conversation, frame) : 846605 };
    },
    aibot_respond_welcome_msg: (frame) => {
      const callback = answerTo(frame, 'enter_chat', EVENT_ANSWER);
      if (!callback) return { code: 846605 };
      asked.delete(frame.headers.req_id);
      const isText = frame.body.msgtype === 'text';
      if (!isText) return { code: show(callback.conversation, frame) };
      shown.push({ conversation: callback.conversation, cmd: frame.cmd, body: frame.body, at: now() });
      return { code: 0 };
    },
    aibot_respond_update_msg: (frame) => {
      const callback = answerTo(frame, 'template_card_event', EVENT_ANSWER);
      if (!callback) return { code: 846605 };
      const { response_type, template_card } = frame.body;
      if (response_type !== 'update_template_card') return { code: 93050 };
      const wrong = cardError(template_card);
      if (!wrong) cards.set(callback.task, template_card);
      return { code: wrong };
    },
    aibot_send_msg: (frame) => {
      const { chatid = '', chat_type = 0 } = frame.body as { chatid?: string; chat_type?: number };
      const kinds = chat_type === 1 ? ['single'] : chat_type === 2 ? ['group'] : ['group', 'single'];
      const conversation = kinds.map((kind) => `${kind}:${chatid}`).find((one) => spoken.has(one));
      return { code: conversation ? show(conversation, frame) : 93006 };
    },
    aibot_upload_media_init: ({ body }) => {
      const id = `UP${++serial}`;
      uploads.set(id, { name: String(body.filename), chunks: new Map(), of: Number(body.total_chunks) });
      return { code: 0, body: { upload_id: id } };
    },
    aibot_upload_media_chunk: ({ body }) => {
      const upload = uploads.get(String(body.upload_id));
      upload?.chunks.set(Number(body.chunk_index), Buffer.from(String(body.base64_data), 'base64'));
      return { code: upload ? 0 : 40058 };
    },
    aibot_upload_media_finish: ({ body }) => {
      const upload = uploads.get(String(body.upload_id));
      if (!upload || upload.chunks.size !== upload.of) return { code: 40058 };
      const id = `MEDIA${++serial}`;
      const chunks = [...upload.chunks].sort(([a], [b]) => a - b).map(([, chunk]) => chunk);
      medias.set(id, { name: upload.name, content: Buffer.concat(chunks) });
      return { code: 0, body: { type: 'file', media_id: id, created_at: String(Math.floor(now() / 1000)) } };
    },
  };

  const subscribe = (from: WebSocket, { body }: Frame): number => {
    if (body.bot_id !== botId || body.secret !== secret) return 40001;
    if (live && live !== from) evict(live);
    live = from;
    return 0;
  };

  const receive = (from: WebSocket, frame: Frame) => {
    if (deaf) return;
    frames.push(frame);
    const scripted = failing.get(frame.cmd)?.shift();
    const run = (): { code: number; body?: object } => {
      if (scripted !== undefined) return { code: scripted };
      if (frame.cmd === 'aibot_subscribe') return { code: subscribe(from, frame) };
      if (from !== live) return { code: 846609 };
      return handle[frame.cmd]?.(frame) ?? { code: 40008 };
    };
    const { code, body } = run();
    const silences = withheld.get(frame.cmd) ?? 0;
    if (silences > 0) withheld.set(frame.cmd, silences - 1);
    else
      send(from, {
        headers: { req_id: frame.headers.req_id },
        errcode: code,
        errmsg: code === 0 ? 'ok' : `error ${code}`,
        ...(body ? { body } : {}),
      });
    spread();
  };

  server.on('connection', (socket) => {
    socket.on('message', (raw) => receive(socket, JSON.parse(String(raw)) as Frame));
    socket.on('close', () => {
      if (live === socket) live = undefined;
      spread();
    });
  });

  const whereOf = ({ from, group }: Speaker) => ({
    conversation: group ? `group:${group}` : `single:${from}`,
    place: group ? { chattype: 'group', chatid: group } : { chattype: 'single' },
  });
  /** Calls the bot; the request id is what an answer needs. */
  const callMessage = (speaker: Speaker, content: object): string => {
    const { conversation, place } = whereOf(speaker);
    const reqId = `cb${++serial}`;
    asked.set(reqId, { kind: 'message', conversation, task: '', at: now() });
    spoken.add(conversation);
    const body = {
      msgid: speaker.msgid ?? `msg${serial}`,
      aibotid: botId,
      ...place,
      from: { userid: speaker.from },
      ...content,
    };
    send(live, { cmd: 'aibot_msg_callback', headers: { req_id: reqId }, body });
    return reqId;
  };
  const callEvent = (speaker: Speaker, eventtype: string, payload: object): string => {
    const { conversation, place } = whereOf(speaker);
    const reqId = `ev${++serial}`;
    const nested = payload as { template_card_event?: { task_id?: string }; task_id?: string };
    const kind = eventtype === 'enter_chat' || eventtype === 'template_card_event' ? eventtype : 'other';
    const task = nested.template_card_event?.task_id ?? nested.task_id ?? '';
    asked.set(reqId, { kind, conversation, task, at: now() });
    const more = {
      ...place,
      from: { userid: speaker.from },
      ...(speaker.msgid ? { msgid: speaker.msgid } : {}),
    };
    send(live, eventFrame(reqId, { eventtype, ...payload }, more));
    return reqId;
  };

  return {
    url: `ws://127.0.0.1:${port}`,
    frames,
    shown,
    cards,
    medias,
    get evictions() {
      return evictions;
    },
    get connections() {
      return server.clients.size;
    },
    get isOwned() {
      return live !== undefined;
    },
    sent: (cmd: string) => frames.filter((frame) => frame.cmd === cmd),
    /** The next times this command is carried out, and never confirmed. */
    withhold: (cmd: string, times = 1) => withheld.set(cmd, times),
    /** The next times this command is refused with these codes. */
    fail: (cmd: string, ...codes: number[]) => failing.set(cmd, codes),
    /** Takes connections and says nothing. */
    deafen: (is: boolean) => {
      deaf = is;
    },
    say: (speaker: Speaker, text: string, more: object = {}) =>
      callMessage(speaker, { msgtype: 'text', text: { content: text }, ...more }),
    message: callMessage,
    tap: (speaker: Speaker, task: string, key: string) =>
      callEvent(speaker, 'template_card_event', {
        template_card_event: { card_type: 'button_interaction', event_key: key, task_id: task },
      }),
    event: callEvent,
    raw: (frame: object) => send(live, frame),
    drop: () => live?.terminate(),
    /** A file as WeCom keeps it: encrypted with a key of its own. */
    keepFile: (name: string, content: Buffer) => media.keep(name, content),
    forgetFiles: media.forget,
    /** Waits until it holds; looked at after every frame and lost connection. */
    until: (holds: () => boolean): Promise<void> =>
      new Promise((resolve) => {
        const look = () => {
          if (!holds()) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
      }),
    close: async () => {
      for (const client of server.clients) client.terminate();
      server.close();
      await media.close();
    },
  };
}

export type Gateway = Awaited<ReturnType<typeof startGateway>>;

async function startMedia() {
  const files = new Map<string, { name: string; content: Buffer }>();
  const server: Server = createServer((request, response) => {
    const file = files.get(request.url ?? '');
    if (!file) {
      response.writeHead(404).end();
      return;
    }
    const name = encodeURIComponent(file.name);
    response.setHeader('content-disposition', `attachment; filename="file"; filename*=UTF-8''${name}`);
    response.end(file.content);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    keep: (name: string, content: Buffer) => {
      const key = randomBytes(32);
      const path = `/media/${files.size}`;
      files.set(path, { name, content: encryptedFile(content, key) });
      return { url: `http://127.0.0.1:${port}${path}`, aeskey: key.toString('base64') };
    },
    forget: () => files.clear(),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const encryptedFile = (content: Buffer, key: Buffer): Buffer => {
  const length = 32 - (content.length % 32);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(content), cipher.update(Buffer.alloc(length, length)), cipher.final()]);
};

/** The error code for a message's body; 0 when it can be shown. */
const contentError = (
  body: Record<string, unknown>,
  medias: ReadonlyMap<string, unknown>,
  tasks: ReadonlySet<string>,
): number => {
  const bytesOf = (content: unknown) => (typeof content === 'string' ? Buffer.byteLength(content) : 0);
  switch (body.msgtype) {
    case 'markdown':
    case 'stream': {
      const { content } = (body[body.msgtype] ?? {}) as { content?: unknown };
      const bytes = bytesOf(content);
      return bytes === 0 ? 44004 : bytes > MOST_BYTES ? 45002 : 0;
    }
    case 'template_card': {
      const task = (body.template_card as { task_id?: string } | undefined)?.task_id;
      return cardError(body.template_card) || (task && tasks.has(task) ? 42014 : 0);
    }
    case 'file':
      return medias.has((body.file as { media_id?: string } | undefined)?.media_id ?? '') ? 0 : 40007;
    default:
      return 40008;
  }
};

interface AnyCard {
  card_type?: string;
  main_title?: { title?: string; desc?: string };
  sub_title_text?: string;
  button_list?: { text?: string; key?: string; style?: number }[];
  card_action?: { type?: number; url?: string };
  task_id?: string;
}

const PLACES = {
  aibot: { title: 26, desc: 30, sub: 112 },
  app: { title: 36, desc: 44, sub: 160 },
};

/** The code with which WeCom refuses a card; 0 when it is fine. Lengths that WeCom only advises count as limits here. */
export const cardError = (given: unknown, place: keyof typeof PLACES = 'aibot'): number => {
  const card = (given ?? {}) as AnyCard;
  const { title = '', desc = '' } = card.main_title ?? {};
  const limits = PLACES[place];
  if (title.length > limits.title || desc.length > limits.desc) return 42033;
  if ((card.sub_title_text ?? '').length > limits.sub) return 42027;
  if (card.task_id !== undefined && !/^[0-9A-Za-z_@-]{1,128}$/.test(card.task_id)) return 42014;
  switch (card.card_type) {
    case 'text_notice':
      if (!title && !card.sub_title_text) return 42033;
      return card.card_action?.type === 1 && /^https?:/.test(card.card_action.url ?? '') ? 0 : 42045;
    case 'button_interaction':
      if (!title) return 42033;
      return card.task_id ? buttonsError(card.button_list ?? []) : 42014;
    default:
      return 42031;
  }
};

const buttonsError = (buttons: NonNullable<AnyCard['button_list']>): number => {
  if (buttons.length === 0 || buttons.length > 6) return 42037;
  if (buttons.some(({ text = '' }) => text === '' || text.length > 10)) return 42038;
  if (buttons.some(({ key = '' }) => key === '' || Buffer.byteLength(key) > 1024)) return 42039;
  return new Set(buttons.map(({ key }) => key)).size === buttons.length ? 0 : 42051;
};
