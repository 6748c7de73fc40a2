import { z } from 'zod';
import type { Instant } from '../../domain/calendar/time.ts';
import type { WecomCodes } from '../../seeds/load-wecom-codes.ts';
import { doubted, meaningOf, WecomRefusal, WecomSilence } from './codes.ts';

export interface WireOptions {
  codes: WecomCodes;
  now(): Instant;
  sleep(milliseconds: number): Promise<void>;
  /** From 0 up to but not including 1, for the jitter. */
  random(): number;
  /** How long one try may take, in milliseconds; 10 s if absent. */
  timeoutMs?: number;
}

/** A form with a file, its parts already joined. */
export interface Form {
  readonly type: string;
  readonly content: Uint8Array<ArrayBuffer>;
}

/** One request, and what is known of repeating it. */
export interface Request<Value> {
  /** Its name in errors and logs; without query, since that holds the token or key. */
  api: string;
  url: string;
  /** Sent as it is, with POST; null asks with GET. */
  body: string | Form | null;
  schema: z.ZodType<Value>;
  /**
   * True when doing it twice does no harm, so that silence may be answered with a repetition: once for what changes
   * something, until the tries are over for a read.
   */
  isRepeatable: boolean;
  /** What rests together when WeCom says too often. */
  lane: string;
  /** Asked before each repetition; false ends the tries. */
  mayRepeat?: () => Promise<boolean>;
}

/** The way to WeCom's server, without identity. */
export interface Wire {
  /** The answer, checked. Throws `WecomRefusal` or `WecomSilence` when three tries, or the first hopeless one, are over. */
  ask<Value>(request: Request<Value>): Promise<Value>;
}

const MOST_TRIES = 3;
const FIRST_PAUSE = 500;
const PAUSE_MS = 60_000;
/** What three tries did not bring waits this long before the next three. */
const REST_MS = 30_000;

const codeSchema = z.looseObject({ errcode: z.number().int().default(0) });

export const openWire = ({ codes, now, sleep, random, timeoutMs = 10_000 }: WireOptions): Wire => {
  const resting = new Map<string, Instant>();

  const oneTry = async <Value>(request: Request<Value>, isDoubtful: boolean): Promise<Value> => {
    const until = resting.get(request.lane) ?? 0;
    if (until > now()) throw new WecomRefusal(request.api, meaningOf(codes, TOO_OFTEN), isDoubtful, until);
    const answer = await exchange(request, timeoutMs);
    const { errcode } = understood(request.api, codeSchema, answer);
    if (errcode === 0) return understood(request.api, request.schema, answer);
    const meaning = meaningOf(codes, errcode);
    if (meaning.class === 'pause') resting.set(request.lane, now() + PAUSE_MS);
    const again =
      meaning.class === 'pause' ? now() + PAUSE_MS : meaning.class === 'retry' ? now() + REST_MS : null;
    throw new WecomRefusal(request.api, meaning, isDoubtful, again);
  };

  return {
    ask: async (request) => {
      let doubts = 0;
      for (let count = 1; ; count += 1) {
        try {
          return await oneTry(request, doubts > 0);
        } catch (fault) {
          if (fault instanceof WecomSilence && fault.isAmbiguous) doubts += 1;
          const isOver = count >= MOST_TRIES || !isWorthAnother(fault, request, doubts);
          if (isOver || (request.mayRepeat && !(await request.mayRepeat())))
            throw doubts > 0 ? doubted(request.api, fault) : fault;
        }
        // Full jitter above a half, so that many senders do not come back together.
        await sleep(FIRST_PAUSE * 2 ** (count - 1) * (0.5 + random()));
      }
    },
  };
};

/** The code of "too often", for what is not even asked while an interface rests. */
const TOO_OFTEN = 45009;

const isWorthAnother = (
  fault: unknown,
  { isRepeatable, body }: Request<unknown>,
  doubts: number,
): boolean => {
  if (fault instanceof WecomRefusal) return fault.meaning.class === 'retry';
  if (!(fault instanceof WecomSilence)) return false;
  return !fault.isAmbiguous || (isRepeatable && (body === null || doubts < 2));
};

/** An answer of another shape is none: what was asked may have been done. */
const understood = <Value>(api: string, schema: z.ZodType<Value>, answer: unknown): Value => {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map(({ path, code }) => `${path.join('.')} ${code}`);
  throw new WecomSilence(api, true, { cause: new Error(`the answer's shape: ${places.join(', ')}`) });
};

const exchange = async (
  { api, url, body }: Pick<Request<unknown>, 'api' | 'url' | 'body'>,
  timeoutMs: number,
): Promise<unknown> => {
  try {
    const response = await fetch(url, {
      method: body === null ? 'GET' : 'POST',
      ...contentOf(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) throw new Error(`HTTP status ${response.status}`);
    return await response.json();
  } catch (cause) {
    throw new WecomSilence(api, !hasNotLeft(cause), { cause: withoutAddress(cause) });
  }
};

const contentOf = (body: string | Form | null) => {
  if (body === null) return {};
  const [type, content] =
    typeof body === 'string' ? ['application/json; charset=utf-8', body] : [body.type, body.content];
  return { body: content, headers: { 'content-type': type } };
};

const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'EHOSTUNREACH',
]);

const hasNotLeft = (error: unknown): boolean => NEVER_CONNECTED.has(codeOf(error));

const codeOf = (error: unknown): string => {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return inner instanceof Error && 'code' in inner && typeof inner.code === 'string' ? inner.code : '';
};

/** Some errors quote the URL, which holds a secret. */
const withoutAddress = (error: unknown): Error => {
  const code = codeOf(error);
  const name = error instanceof Error ? error.name : 'Error';
  const status = error instanceof Error && /^HTTP status \d+$/.test(error.message) ? error.message : '';
  return new Error([name, code, status].filter(Boolean).join(' '));
};
