import { spawnSync } from 'node:child_process';
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

test('nor by a message that was changed after, or an error’s own code', () => {
  const { log, lines } = opened();
  const changed = new Error('张伟\n    at 张伟家 (三(1)班)');
  changed.message = 'changed';
  log.error({ error: changed }, 'it failed');
  log.error({ error: Object.assign(new Error('张伟'), { code: '张伟 13800000000' }) }, 'it failed');
  expect(lines.join('')).toContain('log.test.ts');
  expect(lines.join('')).not.toMatch(/张伟|13800000000/);
});

test.each(['throw fault;', 'void Promise.reject(fault);', 'await Promise.reject(fault);'])(
  'nor by what nobody has caught: %s',
  (ends) => {
    const program = `import { endOnFault, makeLog } from './bot/log.ts';
      endOnFault(makeLog('info'));
      const fault = Object.assign(new Error('Key (name)=(张伟) exists'), { code: '23505', detail: '13800000000' });
      ${ends}`;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '-e', program],
      { encoding: 'utf8' },
    );
    expect(status).toBe(1);
    expect(stdout).toContain('an unexpected fault');
    expect(stdout + stderr).not.toMatch(/张伟|13800000000/);
  },
);
