import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { publicSchoolDays } from '../../../bot/public-school-days.ts';
import { answerFile } from '../../../bot/understand.ts';
import { scoreOf, scoreReport } from '../../../bot/understand-score.ts';

const calendar = publicSchoolDays();
const line = {
  id: 'x-1',
  now: '2026-09-15T08:12:00+08:00',
  sender: { role: 'homeroom_teacher', class: '三(2)班' },
  classes: [{ name: '三(2)班', students: ['苏红', '柯小明'] }],
  text: '苏红没来',
  want: {
    act: 'update',
    entries: [{ student: '柯小明', status: 'unaccounted', from: '2026-09-15', until: null }],
    ask: [],
  },
};

function fileOf(...lines: string[]): string {
  const path = join(mkdtempSync(join(tmpdir(), 'understand-')), 'messages.jsonl');
  writeFileSync(path, lines.join('\n'));
  return path;
}

test('a broken line is named by its number', () => {
  expect(() => answerFile(fileOf(JSON.stringify(line), '{"id":'), calendar)).toThrow(/line 2 /);
  expect(() => answerFile(fileOf('{"id":"a"}'), calendar)).toThrow(/line 1 [\s\S]*now/);
});

test('the label has no part in the answer', () => {
  const [labelled] = answerFile(fileOf(JSON.stringify(line)), calendar);
  const [plain] = answerFile(fileOf(JSON.stringify({ ...line, want: undefined })), calendar);
  expect(labelled?.got).toEqual(plain?.got);
});

test('a wrong child recorded without a question is harm, and the report says so', () => {
  const judged = scoreOf(answerFile(fileOf(JSON.stringify(line)), calendar));
  expect(judged).toMatchObject([{ wrong: ['entries'], harmful: true }]);
  expect(scoreReport(judged)).toContain('harm  100.0 % (1)');
});

test('the explanation names the words, and what labelled messages outweighed', () => {
  const told = { ...line, text: '柯小明吃了晌午就着他家大爹领回克了，下午不在' };
  const [plain, outweighed] = answerFile(fileOf(JSON.stringify(line), JSON.stringify(told)), calendar);
  expect(plain?.got.explain).toEqual([
    {
      student: '苏红',
      words: [
        { at: 0, text: '苏红' },
        { at: 2, text: '没来' },
      ],
    },
  ]);
  const [why] = outweighed?.got.explain ?? [];
  expect(why?.outweighed).toMatchObject({ found: 'unaccounted', weighed: 'left_early' });
  expect(why?.outweighed?.runs).toContain('领');
  expect(outweighed?.got.entries).toMatchObject([{ status: 'left_early' }]);
});
