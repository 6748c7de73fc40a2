import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refusals } from '../../templates/sandbox.ts';
import { Refusal } from './refusal.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** An address that others call: it has checks of its own. */
    isForOutside?: boolean;
  }
}

const LOCAL_HOST = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i;

const HEADERS = {
  'content-security-policy':
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/**
 * What holds for every request: only pages of this machine are answered (another site may point its own name at
 * 127.0.0.1), nothing is cached, only JSON is taken, and whatever goes wrong becomes a sentence.
 */
export function guard(app: FastifyInstance): void {
  app.removeContentTypeParser('text/plain');
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(HEADERS);
    if (!request.routeOptions.config.isForOutside && !isOwn(request))
      return reply.code(403).send({ message: refusals.notHere });
  });
  app.addHook('preSerialization', async (_request, reply, payload) => {
    if (!(payload instanceof Refusal)) return payload;
    reply.code(payload.status);
    return { message: payload.message };
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ message: refusals.noAddress }));
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) request.log.error({ error }, 'the sandbox failed');
    return reply.code(status).send({ message: sentenceFor(status) });
  });
}

/** Whether the request names this machine, and comes from a page of this very server if from a page at all. */
const isOwn = ({ headers: { host, origin } }: FastifyRequest): boolean =>
  host !== undefined && LOCAL_HOST.test(host) && (origin === undefined || origin === `http://${host}`);

const sentenceFor = (status: number): string => {
  if (status === 413) return refusals.longMessage;
  if (status === 415) return refusals.notJson;
  return status >= 500 ? refusals.fault : refusals.badRequest;
};

/** The answer to an address that is too long or no address at all; it comes before any hook. */
export const unreadable = (error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void => {
  reply.code(error.statusCode ?? 400).send({ message: refusals.badRequest });
};
