import { type FastifyBaseLogger, type FastifyInstance, fastify } from 'fastify';
import { expect, test } from 'vitest';
import { makeLog } from '../../bot/log.ts';
import { guard } from '../../bot/sandbox/guard.ts';

/** What a database says of a row that it would not take. */
const QUOTED = Object.assign(
  new Error('Key (name, phone)=(张伟, 13800000000) already exists.\n    at insert into pupil (张伟)'),
  { code: '23505' },
);

/** A log, and all that was written to it. */
const opened = () => {
  const lines: string[] = [];
  const log = makeLog('info', { write: (line: string) => void lines.push(line) });
  return { log, lines };
};

test.each(['error', 'err'])('a row that a database quotes does not reach the log under “%s”', (name) => {
  const { log, lines } = opened();
  log.error({ [name]: QUOTED }, 'it failed');
  expect(lines.join('')).toContain('23505');
  expect(lines.join('')).toContain('it failed');
  expect(lines.join('')).not.toMatch(/张伟|13800000000/);
});

test('nor where a page of the sandbox fails by it', async () => {
  const { log, lines } = opened();
  const app: FastifyInstance = fastify({ loggerInstance: log as FastifyBaseLogger });
  guard(app);
  app.get('/pupils', async () => {
    throw QUOTED;
  });
  const reply = await app.inject({ url: '/pupils', headers: { host: 'localhost' } });
  expect(reply.statusCode).toBe(500);
  expect(reply.body).not.toMatch(/张伟/);
  expect(lines.join('')).toContain('the sandbox failed');
  expect(lines.join('')).not.toMatch(/张伟|13800000000/);
  await app.close();
});
