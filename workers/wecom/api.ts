import type { z } from 'zod';
import { addressOf, type Query } from './address.ts';
import { doubted, unsent, WecomRefusal } from './codes.ts';
import type { Tokens } from './token.ts';
import type { Form, Wire } from './wire.ts';

export interface CallOptions {
  query?: Query;
  /** True when doing it twice does no harm; reads are, and sends under WeCom's duplicate check. */
  isRepeatable?: boolean;
  /** Asked before each repetition; false ends the tries. */
  mayRepeat?: () => Promise<boolean>;
}

/** WeCom's server API under one identity (corp and secret). `path` as documented, such as `/cgi-bin/message/send`. */
export interface WecomApi {
  get<Value>(path: string, schema: z.ZodType<Value>, query?: Query): Promise<Value>;
  /** `body` is sent as it is, so that a repetition is the same to the byte. */
  post<Value>(
    path: string,
    body: string | Form,
    schema: z.ZodType<Value>,
    options?: CallOptions,
  ): Promise<Value>;
}

export interface ApiDependencies {
  baseUrl: string;
  wire: Wire;
  tokens: Tokens;
}

/** A token that WeCom no longer takes is replaced once, and the same asked once more. */
export const openApi = ({ baseUrl, wire, tokens }: ApiDependencies): WecomApi => {
  const ask = async <Value>(
    path: string,
    body: string | Form | null,
    schema: z.ZodType<Value>,
    { query = {}, isRepeatable = body === null, mayRepeat }: CallOptions = {},
  ): Promise<Value> => {
    const once = (token: string): Promise<Value> =>
      wire.ask({
        api: path,
        url: addressOf(baseUrl, path, { ...query, access_token: token }),
        body,
        schema,
        isRepeatable,
        lane: path,
        ...(mayRepeat ? { mayRepeat } : {}),
      });
    const token = await unsent(path, () => tokens.current());
    try {
      return await once(token);
    } catch (fault) {
      if (!(fault instanceof WecomRefusal) || fault.meaning.class !== 'token') throw fault;
      try {
        return await once(await unsent(path, () => tokens.insteadOf(token)));
      } catch (second) {
        throw fault.isDoubtful ? doubted(path, second) : second;
      }
    }
  };
  return {
    get: (path, schema, query = {}) => ask(path, null, schema, { query }),
    post: (path, body, schema, options) => ask(path, body, schema, options),
  };
};
