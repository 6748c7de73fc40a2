import { once } from 'node:events';
import { Agent, request } from 'node:http';
import fastify from 'fastify';
import { at, type Day } from '../../domain/calendar/time.ts';
import { type IncomingMessage, keepMessage } from '../../prisma/stores/inbox-store.ts';
import type { Queues } from '../../workers/queue.ts';
import { makeLog } from '../log.ts';
import { CALLBACK_PATH, type CallbackOptions, wecomCallback } from '../wecom/callback.ts';
import { type EnvelopeKeys, seal } from '../wecom/envelope.ts';
import { cdata } from '../wecom/xml.ts';
import { startAnswering } from './answering.ts';
import { type MessageSetting, messagesOf } from './messages.ts';
import { offered } from './pace.ts';

const KEYS: EnvelopeKeys = {
  token: 'benchToken',
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  receiveId: 'ww0123456789abcdef',
};
/** The moment of all calls: mornings pass within seconds here, and an old call would be turned away. */
const CALLED_AT = at('2026-09-30', '12:00');
/** As many connections as WeCom is taken to hold open. */
const CONNECTIONS = 16;

export interface CallbackFigures {
  /** From when a request should have left to its answer, in milliseconds. */
  latencies: number[];
  /** Messages answered, and answers delivered, in the meantime. */
  handled: number;
  delivered: number;
}

/**
 * WeCom calls over HTTP, at a fixed rate and in its own encryption; every message is kept before the call is answered.
 * Meanwhile this same process answers what was kept, and the queue delivers those answers.
 */
export const callbackFigures = async (
  setting: MessageSetting,
  queues: Queues,
  days: readonly Day[],
  counts: { warm: number; offered: number; perSecond: number },
): Promise<CallbackFigures> => {
  const work = await startAnswering(setting, queues);
  const app = fastify({ logger: false });
  const take: CallbackOptions['take'] = async (told) => {
    if (told.kind !== 'message') throw new Error(`${told.kind} is no message`);
    const { message } = told;
    const id = await keepMessage(setting.database, message, message.sentAt);
    if (id !== null) work.answer({ id, sender: message.sender, sentAt: message.sentAt });
    return null;
  };
  const fetchMedia = async () => Buffer.alloc(0);
  app.register(wecomCallback({ keys: KEYS, now: () => CALLED_AT, take, fetchMedia, log: makeLog('silent') }));
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  try {
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    const calls = messagesOf(setting.county, days, counts.warm + counts.offered).map(sealed);
    const call = async ({ path, body }: Call): Promise<void> => {
      const status = await post(agent, new URL(path, url), body);
      if (status !== 200) throw new Error(`a call was answered with ${status}`);
    };
    await offered(calls.slice(0, counts.warm), counts.perSecond, call);
    const before = { ...work.done };
    const latencies = await offered(calls.slice(counts.warm), counts.perSecond, call);
    const { handled, delivered } = work.done;
    return { latencies, handled: handled - before.handled, delivered: delivered - before.delivered };
  } finally {
    agent.destroy();
    await app.close();
    await work.stop();
  }
};

/** One call as WeCom makes it. */
interface Call {
  path: string;
  body: string;
}

const sealed = ({ sender, text, messageId, sentAt }: IncomingMessage): Call => {
  const timestamp = String(CALLED_AT / 1000);
  const message = [
    `<xml><ToUserName>${cdata(KEYS.receiveId)}</ToUserName><FromUserName>${cdata(sender)}</FromUserName>`,
    `<CreateTime>${sentAt / 1000}</CreateTime><MsgType>${cdata('text')}</MsgType>`,
    `<Content>${cdata(text)}</Content><MsgId>${messageId}</MsgId><AgentID>1000002</AgentID></xml>`,
  ].join('');
  const { encrypted, signature, nonce } = seal(KEYS, message, { timestamp, nonce: 'n' });
  const query = new URLSearchParams({ msg_signature: signature, timestamp, nonce });
  const body = `<xml><ToUserName>${cdata(KEYS.receiveId)}</ToUserName><Encrypt>${cdata(encrypted)}</Encrypt></xml>`;
  return { path: `${CALLBACK_PATH}?${query}`, body };
};

const post = async (agent: Agent, url: URL, body: string): Promise<number | undefined> => {
  const call = request(url, { agent, method: 'POST', headers: { 'content-type': 'text/xml' } });
  call.end(body);
  const [response] = await once(call, 'response');
  response.resume();
  await once(response, 'end');
  return response.statusCode;
};
