import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { Config } from './config.ts';
import type { HearDependencies } from './wecom/hear-callback.ts';

/**
 * The one web server: the sandbox page, WeCom's callback, or both; null when neither is on. Whoever can open the page
 * can speak as anybody, so with it the settings allow this machine alone.
 */
export const listen = async (
  { channels: { callback }, HOST, PORT }: Config,
  page: FastifyInstance | null,
  hearing: HearDependencies,
): Promise<FastifyInstance | null> => {
  if (!page && !callback) return null;
  const logger: FastifyBaseLogger = hearing.log;
  const server =
    page ??
    fastify({
      loggerInstance: logger,
      logController: new LogController({ disableRequestLogging: true }),
    });
  if (callback) {
    const { hearCallback } = await import('./wecom/hear-callback.ts');
    await server.register(hearCallback(callback, hearing));
  }
  await server.listen({ host: HOST, port: PORT });
  return server;
};
