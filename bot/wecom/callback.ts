import type {
  FastifyError,
  FastifyInstance,
  FastifyPluginAsync,
  FastifyReply,
  FastifyRequest,
} from 'fastify';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Instant } from '../../domain/calendar/time.ts';
import type { Card } from '../../templates/cards.ts';
import { within } from '../within.ts';
import { type Callback, callbackOf, type FetchMedia } from './callback-message.ts';
import { cardXml } from './card-xml.ts';
import { checkKeys, type EnvelopeKeys, isSigned, type Seal, seal, unseal } from './envelope.ts';
import { ReplayCache } from './replay-cache.ts';
import { cdata, readXml, textOf } from './xml.ts';

export interface CallbackOptions {
  keys: EnvelopeKeys;
  now(): Instant;
  /**
   * Keeps what was told, and returns once it is kept; the work comes later. If it throws, WeCom is told to send again.
   */
  take(callback: Exclude<Callback, { kind: 'other' }>): Promise<TapAnswer | null>;
  fetchMedia: FetchMedia;
  log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** How long `take` may last, in milliseconds. WeCom hangs up after five seconds. */
  patience?: number;
}

/** What the one who tapped sees instead of the card: another, or the same with a word on grey buttons. */
export type TapAnswer = { card: Card } | { buttons: string };

export const CALLBACK_PATH = '/wecom/callback';
const BODY_LIMIT = 1024 * 1024;
/** How far a request's time may be from ours, in milliseconds. */
const TIME_WINDOW = 5 * 60_000;
const MOST_REMEMBERED = 50_000;
const PATIENCE = 4000;

const sealSchema = z
  .object({
    msg_signature: z.string().min(1).max(128),
    timestamp: z.string().regex(/^\d{1,12}$/),
    nonce: z.string().min(1).max(128),
  })
  .transform(({ msg_signature: signature, ...rest }): Seal => ({ signature, ...rest }));
const echoSchema = z.object({ echostr: z.string().min(1).max(4096) });

/** A request that is turned away; the reason goes to the log, the sender learns the status alone. */
interface Turned {
  status: 400 | 401 | 403;
  why: string;
}
const turned = (status: Turned['status'], why: string): Turned => ({ status, why });

/**
 * The address that WeCom calls: `GET` proves that it is ours, `POST` brings messages and events. Whatever is not
 * signed, whole and recent is turned away with 4xx; 503 means "not kept, send again".
 */
export const wecomCallback = (options: CallbackOptions): FastifyPluginAsync => {
  checkKeys(options.keys);
  const answered = new ReplayCache(MOST_REMEMBERED);
  return async (app) => {
    plainAnswers(app, options.log);
    // The query holds signatures: requests here leave no line of fastify's own.
    app.get(
      CALLBACK_PATH,
      { logLevel: 'silent', exposeHeadRoute: false, config: { isForOutside: true } },
      (request, reply) => answer(reply, echo(request, options), options),
    );
    app.post(
      CALLBACK_PATH,
      { logLevel: 'silent', bodyLimit: BODY_LIMIT, config: { isForOutside: true } },
      async (request, reply) => answer(reply, await receive(request, options, answered), options),
    );
  };
};

const plainAnswers = (app: FastifyInstance, log: CallbackOptions['log']): void => {
  // WeCom's content type varies; the body is XML whatever it says.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.setErrorHandler<FastifyError>((error, _request, reply) => {
    const status = error.statusCode ?? 503;
    if (status >= 500) log.error({ error }, 'a callback failed');
    else log.warn({ status }, 'a callback was turned away');
    return send(reply, status >= 500 ? 503 : status, '');
  });
};

const answer = (reply: FastifyReply, result: string | Turned, { log }: CallbackOptions): FastifyReply => {
  if (typeof result === 'string') return send(reply, 200, result);
  log.warn(result, 'a callback was turned away');
  return send(reply, result.status, '');
};

const send = (reply: FastifyReply, status: number, text: string): FastifyReply =>
  reply.code(status).type('text/plain; charset=utf-8').header('cache-control', 'no-store').send(text);

/**
 * The answer to WeCom's check of the address. An old check may be asked again: it changes nothing, and shows only what
 * the asker could read already.
 */
const echo = ({ query }: FastifyRequest, { keys }: CallbackOptions): string | Turned => {
  const given = sealSchema.safeParse(query);
  const asked = echoSchema.safeParse(query);
  if (!given.success || !asked.success) return turned(400, 'query');
  // A plus sign that nobody escaped has become a space.
  const encrypted = asked.data.echostr.replaceAll(' ', '+');
  if (!isSigned(keys.token, given.data, encrypted)) return turned(401, 'signature');
  const opened = unseal(keys, encrypted);
  return opened.ok ? opened.message : turned(opened.reason === 'receiver' ? 403 : 400, opened.reason);
};

const receive = async (
  { query, body }: FastifyRequest,
  options: CallbackOptions,
  answered: ReplayCache,
): Promise<string | Turned> => {
  const given = sealSchema.safeParse(query);
  if (!given.success) return turned(400, 'query');
  const message = messageIn(body, given.data, options);
  if (typeof message !== 'string') return message;
  const { signature, nonce } = given.data;
  const key = `${signature} ${nonce}`;
  const before = answered.answerTo(key);
  if (before !== undefined) return before;
  const result = await takeIn(message, options);
  // Only what was kept: a request that failed has to be taken when it comes again.
  if (typeof result === 'string') answered.keep(key, result);
  return result;
};

/** The decrypted text of a body that is signed, recent and meant for us. */
const messageIn = (body: unknown, given: Seal, { keys, now }: CallbackOptions): string | Turned => {
  const envelope = Buffer.isBuffer(body) ? readXml(body.toString('utf8')) : undefined;
  const encrypted = envelope ? textOf(envelope, 'Encrypt') : '';
  if (!encrypted) return turned(400, 'body');
  if (!isSigned(keys.token, given, encrypted)) return turned(401, 'signature');
  if (Math.abs(now() - Number(given.timestamp) * 1000) > TIME_WINDOW) return turned(403, 'time');
  const opened = unseal(keys, encrypted);
  return opened.ok ? opened.message : turned(opened.reason === 'receiver' ? 403 : 400, opened.reason);
};

const takeIn = async (message: string, options: CallbackOptions): Promise<string | Turned> => {
  const { now, fetchMedia, log, keys, patience = PATIENCE } = options;
  const fields = readXml(message);
  const callback = fields && callbackOf(fields, now(), fetchMedia);
  if (!callback) return turned(400, 'message');
  if (callback.kind === 'other') {
    log.info({ type: callback.type }, 'a callback that means nothing to us');
    return '';
  }
  // What it brings about when it is late is found by the inbox when WeCom sends again.
  const shown = await within(patience, options.take(callback));
  return callback.kind === 'tap' && shown ? cardAnswer(callback.message.sender, shown, keys, now()) : '';
};

/** An encrypted answer that changes the tapped card, for the one who tapped. */
const cardAnswer = (to: string, shown: TapAnswer, keys: EnvelopeKeys, now: Instant): string => {
  const seconds = String(Math.floor(now / 1000));
  const inner = [
    `<ToUserName>${cdata(to)}</ToUserName>`,
    `<FromUserName>${cdata(keys.receiveId)}</FromUserName>`,
    `<CreateTime>${seconds}</CreateTime>`,
    'card' in shown
      ? `<MsgType>${cdata('update_template_card')}</MsgType><TemplateCard>${cardXml(shown.card)}</TemplateCard>`
      : `<MsgType>${cdata('update_button')}</MsgType><Button><ReplaceName>${cdata(shown.buttons)}</ReplaceName></Button>`,
  ];
  const nonce = String(Math.floor(Math.random() * 1e10));
  const sealed = seal(keys, `<xml>${inner.join('')}</xml>`, { timestamp: seconds, nonce });
  return [
    '<xml>',
    `<Encrypt>${cdata(sealed.encrypted)}</Encrypt>`,
    `<MsgSignature>${cdata(sealed.signature)}</MsgSignature>`,
    `<TimeStamp>${seconds}</TimeStamp>`,
    `<Nonce>${cdata(nonce)}</Nonce>`,
    '</xml>',
  ].join('');
};
