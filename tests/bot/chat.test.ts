import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readLine } from '../../bot/chat/line.ts';
import { scenarioText } from '../../bot/chat/scenario-text.ts';
import { at } from '../../domain/calendar/time.ts';
import { demoCounty } from '../../seeds/demo/county.ts';
import { readScenario } from '../../seeds/scenario.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'not-one-less-chat-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a typed line', () => {
  test.each([
    ['张伟没来', { does: 'say', text: '张伟没来' }],
    ['  全到齐  ', { does: 'say', text: '全到齐' }],
    ['', { does: 'nothing' }],
    ['/as 王老师', { does: 'as', who: '王老师' }],
    ['/people', { does: 'people', filter: '' }],
    ['/people 清溪 中心', { does: 'people', filter: '清溪 中心' }],
    ['/time', { does: 'time' }],
    ['/next', { does: 'next' }],
    ['/todo', { does: 'todo' }],
    ['/+10m', { does: 'wait', milliseconds: 600_000 }],
    ['/+2h', { does: 'wait', milliseconds: 7_200_000 }],
    ['/+1d', { does: 'wait', milliseconds: 86_400_000 }],
    ['/+0m', { does: 'unknown', text: '/+0m' }],
    ['/+999d', { does: 'unknown', text: '/+999d' }],
    ['/save a.yaml', { does: 'save', file: 'a.yaml' }],
    ['/quit', { does: 'quit' }],
    ['/dance', { does: 'unknown', text: '/dance' }],
  ])('%j', (line, meant) => {
    expect(readLine(line)).toEqual(meant);
  });
});

test('a saved county has the school that took part, its people, and nobody who is only there for others', async () => {
  const { parts, start } = demoCounty();
  const conversation = { name: '一句话', policy: 'dongchuan', start, end: at('2026-09-14', '09:00'), parts };
  const messages = [{ at: start, from: 'hr-pine-11', text: '全到齐：“真的”# 好' }];
  const file = path.join(folder, 'one-school.yaml');
  await writeFile(file, scenarioText({ ...conversation, schools: new Set(['s-pine']), messages }));
  const read = readScenario(file);
  const kept = (school: string) => ({
    classes: parts.classes.filter((item) => item.school === school),
    students: parts.students.filter((student) => student.school === school),
  });
  expect(read.messages).toEqual(messages);
  expect(read.parts.schools).toEqual(parts.schools.filter(({ id }) => id === 's-pine'));
  expect(read.parts.classes).toEqual(kept('s-pine').classes);
  expect(read.parts.students).toEqual(kept('s-pine').students);
  const stay = read.parts.posts.map(({ person, role }) => `${person} ${role}`);
  expect(stay).toContain('office-pine academic_office');
  expect(stay.some((post) => post.endsWith('bureau_officer'))).toBe(true);
  expect(stay.some((post) => post.endsWith('township_officer'))).toBe(true);
  expect(stay).not.toContain('office-clear academic_office');
  expect(stay).not.toContain('hr-clear-31 homeroom_teacher');
});

test('a conversation shows what reaches anybody, and what it prints can be rehearsed', async () => {
  const saved = path.join(folder, 'saved.yaml');
  const talk = await run(
    'bot/chat.ts',
    [],
    [
      '三(1)班应到42实到41，张伟没来',
      '/todo',
      '/next',
      '1',
      '/as 赵',
      '/as office-clear',
      '/+1h',
      '今天谁没来',
      `/save ${saved}`,
    ],
  );
  expect(talk.status).toBe(0);
  expect(talk.stderr).toContain('→ 赵主任（教务处主任）\n    【未到学生名单】1人');
  expect(talk.stderr).toContain('→ 王老师（三(1)班班主任）');
  expect(talk.stderr).toContain('张伟（三(1)班）：联系家长');
  expect(talk.stderr).toContain('“赵”不止一个');
  const printed = path.join(folder, 'printed.yaml');
  await writeFile(printed, talk.stdout);
  expect(await readFile(saved, 'utf8')).toBe(talk.stdout);

  const rehearsal = await run('bot/rehearse.ts', [printed], []);
  expect(rehearsal.stderr).toBe('');
  const lines = rehearsal.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const told = lines.filter(({ text }) => text).map(({ at: when, to, text }) => ({ when, to, text }));
  expect(told.length).toBeGreaterThan(5);
  // Whatever the rehearsal says, the conversation said too, at the same minute and in the same words.
  const inTalk = talk.stderr.replace(/^ {4}/gm, '');
  for (const { when, text } of told)
    expect(inTalk).toMatch(new RegExp(`^${when.slice(11, 16)} → .*\n${literal(text.trim())}`, 'm'));
  expect(lines.at(-1).state.duties).toContainEqual(
    expect.objectContaining({ rule: 'P3.1-CHECK-1H', actor: 'hr-clear-31', state: 'done' }),
  );
});

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs one of the product's programs with `input` piped into it. */
const run = (program: string, given: readonly string[], input: readonly string[]): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', program, ...given], { cwd: ROOT });
    const said = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const)
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        said[stream] += text;
      });
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, ...said }));
    child.stdin.end(input.map((line) => `${line}\n`).join(''));
  });
