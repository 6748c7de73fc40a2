import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MIGRATIONS, migrate } from '../../prisma/migrate.ts';
import { emptyDatabase } from '../support/database.ts';

const PAPERS = '20261127190000_papers';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'migrations-'));
  for (const name of await readdir(MIGRATIONS))
    if (name < PAPERS || name.endsWith('.toml'))
      await cp(path.join(MIGRATIONS, name), path.join(folder, name), { recursive: true });
});
afterAll(() => rm(folder, { recursive: true }));

test('papers from before keep their numbers and their case, and a draft in the outbox finds its paper', async () => {
  const url = await emptyDatabase();
  await migrate(url, folder);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`
      INSERT INTO paper (id, kind, student, school, at, number, fields) VALUES
        ('D1-z-1-0', 'D1', 'z-1', 'tangdan', now(), '汤丹中心小学控辍〔2026〕1号', 'sealed'),
        ('D2-z-1-2', 'D2', 'z-1', 'tangdan', now(), '汤丹中心小学控辍〔2026〕12号', 'sealed');
      INSERT INTO case_file (student, school, stage, active, state) VALUES ('z-1', 'tangdan', 'SUSPECTED', true, '{"relapse": 2}');
      INSERT INTO notice (key, recipient, role, kind, stream, matter, day, content, at, send_at, urgent, state)
        VALUES ('k', 'wang', 'homeroom_teacher', 'document', 'tangdan', 'm', now(), '{"file": {"paper": "D1", "student": "z-1"}}', now(), now(), false, 'pending');`);
    await cp(path.join(MIGRATIONS, PAPERS), path.join(folder, PAPERS), { recursive: true });
    await migrate(url, folder);
    const papers = await client.query(
      'SELECT id, subject, period, issuer, series, year, ordinal FROM paper ORDER BY id',
    );
    expect(papers.rows).toEqual([
      { id: 'D1-z-1-0', subject: 'student:z-1', period: 'case-0', ...series(1) },
      { id: 'D2-z-1-2', subject: 'student:z-1', period: 'case-2', ...series(12) },
    ]);
    const notices = await client.query(`SELECT content->'file' AS file FROM notice`);
    expect(notices.rows).toEqual([
      { file: { is: 'paper', paper: 'D1', about: { student: 'z-1' }, period: 'case-2' } },
    ]);
  } finally {
    await client.end();
  }
});

const series = (ordinal: number) => ({ issuer: 'tangdan', series: '控辍', year: 2026, ordinal });
