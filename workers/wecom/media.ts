import type { WecomCodes } from '../../seeds/load-wecom-codes.ts';
import { addressOf } from './address.ts';
import { meaningOf, WecomRefusal, WecomSilence } from './codes.ts';
import type { Tokens } from './token.ts';

const PATH = '/cgi-bin/media/get';
/** WeCom's own limit for files. */
const MOST_BYTES = 20 * 1024 * 1024;
const WITHIN_MS = 20_000;

/** Fetches what somebody sent to the app, by its media id (doc 90254). WeCom answers with the bytes, or with a code as JSON. */
export const downloadMedia = async (
  { baseUrl, tokens, codes }: { baseUrl: string; tokens: Tokens; codes: WecomCodes },
  mediaId: string,
): Promise<Buffer> => {
  const token = await tokens.current();
  const first = await exchange(baseUrl, token, mediaId);
  if (Buffer.isBuffer(first)) return first;
  const meaning = meaningOf(codes, first.errcode);
  if (meaning.class !== 'token') throw new WecomRefusal(PATH, meaning, false, null);
  const second = await exchange(baseUrl, await tokens.insteadOf(token), mediaId);
  if (Buffer.isBuffer(second)) return second;
  throw new WecomRefusal(PATH, meaningOf(codes, second.errcode), false, null);
};

const exchange = async (
  baseUrl: string,
  token: string,
  mediaId: string,
): Promise<Buffer | { errcode: number }> => {
  const response = await fetch(addressOf(baseUrl, PATH, { access_token: token, media_id: mediaId }), {
    signal: AbortSignal.timeout(WITHIN_MS),
  }).catch(() => {
    throw new WecomSilence(PATH, false);
  });
  const content = Buffer.from(await response.arrayBuffer());
  if (!response.ok || content.length > MOST_BYTES) throw new WecomSilence(PATH, false);
  if (!(response.headers.get('content-type') ?? '').includes('json')) return content;
  const { errcode } = JSON.parse(content.toString('utf8')) as { errcode?: number };
  return { errcode: errcode ?? -1 };
};
