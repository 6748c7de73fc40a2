/** WeCom's side of the callback: it encrypts, signs, calls, and calls again when the answer is not 200. */
import { decrypt, encrypt, getSignature } from '@wecom/crypto';
import type { FastifyInstance } from 'fastify';

export interface CallbackKeys {
  token: string;
  encodingAesKey: string;
  receiveId: string;
}

export interface CallbackRequest {
  method: 'GET' | 'POST';
  url: string;
  body?: string | Buffer;
  type?: string;
}
export interface CallbackAnswer {
  status: number;
  body: string;
  type: string;
}
export type Transport = (request: CallbackRequest) => Promise<CallbackAnswer>;

export const injected =
  (app: Pick<FastifyInstance, 'inject'>): Transport =>
  async ({ method, url, body, type = 'text/xml' }) => {
    const headers = body === undefined ? {} : { 'content-type': type };
    const answer = await app.inject({
      method,
      url,
      headers,
      ...(body === undefined ? {} : { payload: body }),
    });
    return { status: answer.statusCode, body: answer.body, type: String(answer.headers['content-type']) };
  };

export const overHttp =
  (base: string): Transport =>
  async ({ method, url, body, type = 'text/xml' }) => {
    const content = body === undefined ? {} : { body, headers: { 'content-type': type } };
    const answer = await fetch(new URL(url, base), { method, ...content });
    return {
      status: answer.status,
      body: await answer.text(),
      type: answer.headers.get('content-type') ?? '',
    };
  };

const escaped = (text: string): string => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;

/** Fields of a message in the order given; a number stands bare, a list repeats its element. */
export type Fields = { readonly [name: string]: string | number | Fields | readonly (string | Fields)[] };

const elements = (fields: Fields): string =>
  Object.entries(fields)
    .flatMap(([name, value]) => [value].flat().map((one) => [name, one] as const))
    .map(([name, one]) => {
      if (typeof one === 'object') return `<${name}>${elements(one as Fields)}</${name}>`;
      return `<${name}>${typeof one === 'number' ? one : escaped(one)}</${name}>`;
    })
    .join('');
export const xml = (fields: Fields): string => `<xml>${elements(fields)}</xml>`;

export interface Sealing {
  timestamp?: string;
  nonce?: string;
  signature?: string;
  receiveId?: string;
}

export const PATH = '/wecom/callback';

export const callbackSender = (keys: CallbackKeys, now: () => number, transport: Transport) => {
  let serial = 7_000_000_000_000_000_000n;
  const common = (from: string) => ({
    ToUserName: keys.receiveId,
    FromUserName: from,
    CreateTime: Math.floor(now() / 1000),
  });
  const address = (encrypted: string, sealing: Sealing, extra: Record<string, string> = {}): string => {
    const { timestamp = String(Math.floor(now() / 1000)), nonce = String(++serial % 10_000_000n) } = sealing;
    const signature = sealing.signature ?? getSignature(keys.token, timestamp, nonce, encrypted);
    return `${PATH}?${new URLSearchParams({ msg_signature: signature, timestamp, nonce, ...extra })}`;
  };
  const sealed = (inner: string, sealing: Sealing = {}): Required<CallbackRequest> => {
    const encrypted = encrypt(keys.encodingAesKey, inner, sealing.receiveId ?? keys.receiveId);
    const body = xml({ ToUserName: keys.receiveId, AgentID: '1000002', Encrypt: encrypted });
    return { method: 'POST', url: address(encrypted, sealing), body, type: 'text/xml' };
  };
  const deliver = async (inner: string, sealing?: Sealing) => transport(sealed(inner, sealing));
  return {
    sealed,
    deliver,
    /** As WeCom does it: the same request up to four times, until it is answered with 200. */
    insist: async (inner: string) => {
      const request = sealed(inner);
      const answers = [await transport(request)];
      while (answers.at(-1)?.status !== 200 && answers.length < 4) answers.push(await transport(request));
      return answers;
    },
    verify: (echo: string, sealing: Sealing = {}) => {
      const echostr = encrypt(keys.encodingAesKey, echo, sealing.receiveId ?? keys.receiveId);
      return transport({ method: 'GET', url: address(echostr, sealing, { echostr }) });
    },
    text: (from: string, content: string, id = String(++serial)) =>
      xml({ ...common(from), MsgType: 'text', Content: content, MsgId: id, AgentID: 1000002 }),
    media: (from: string, type: 'image' | 'voice' | 'video' | 'file', fields: Fields) =>
      xml({ ...common(from), MsgType: type, ...fields, MsgId: String(++serial), AgentID: 1000002 }),
    event: (from: string, event: string, fields: Fields = {}) =>
      xml({ ...common(from), MsgType: 'event', Event: event, ...fields, AgentID: 1000002 }),
    /** Opens an encrypted answer as WeCom would, its signature and receiver checked. */
    opened: (body: string): string => {
      const part = (name: string) =>
        new RegExp(`<${name}>(?:<!\\[CDATA\\[)?(.*?)(?:\\]\\]>)?</${name}>`, 's').exec(body)?.[1] ?? '';
      const encrypted = part('Encrypt');
      const signature = getSignature(keys.token, part('TimeStamp'), part('Nonce'), encrypted);
      if (signature !== part('MsgSignature')) throw new Error('the answer is not signed');
      const { message, id } = decrypt(keys.encodingAesKey, encrypted);
      if (id !== keys.receiveId) throw new Error('the answer is from somebody else');
      return message;
    },
  };
};
