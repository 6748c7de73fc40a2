import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { at } from '../../domain/calendar/time.ts';
import { loadWords } from '../../templates/words.ts';

/** A folder of texts, by their names. */
const folderOf = (texts: Readonly<Record<string, string>>): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'words-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(path.join(folder, 'phrases.yaml'), 'a: "甲"\n');
  for (const [name, text] of Object.entries(texts)) {
    const file = path.join(folder, `${name}.liquid`);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return folder;
};

/** Short as it is written, and too long for WeCom with a long name in every place. */
const growing = '{{values.teacher}}'.repeat(80);

test('our own texts are fit to be sent', () => {
  expect(() => loadWords()).not.toThrow();
});

test('for staff a text that long names make too long is divided, and may stand', () => {
  expect(() => loadWords(folderOf({ reminder: growing }))).not.toThrow();
});

const task = (about: object, subject: string, actor: string | null = null) => ({
  ...{ rule: 'P4.1-PUBLICITY', title: '开学法律宣传', about, subject, actor },
  ...{ duty: null, due: at('2026-09-30', '18:00'), note: null, how: null },
});

test('what is said of a task without short replies gives a visit as its example only where a pupil can be visited', () => {
  const opened = (about: object, subject: string) =>
    loadWords().say('opened', { items: [task(about, subject)], now: at('2026-09-01', '08:10') });
  expect(opened({ student: 'zhang' }, '张伟（三(1)班）')).toContain('例如“家访了张伟，……”');
  expect(opened({ school: 's1' }, '汤丹中心小学')).toMatch(/办完一件说一件；回“待办”看全部。$/);
});

test('a task of a post that nobody holds is told as that, not as somebody’s', () => {
  const told = (actor: string | null) =>
    loadWords().say('told', {
      items: [task({ school: 's1' }, '汤丹中心小学', actor)],
      now: at('2026-09-01', '08:10'),
    });
  expect(told('钱校长')).toContain('· 开学法律宣传，钱校长负责，9月30日（周三）18:00前完成');
  expect(told(null)).toContain('· 开学法律宣传，岗位空缺，还没有人负责，9月30日（周三）18:00前完成');
});

test('the reminder of a limit says how long it still runs, and on the last day that it is the last', () => {
  const say = (now: string) =>
    loadWords()
      .say('parents/L6', { values: { limit: '2026-10-08', document: '通知书' }, now: at(now, '09:00') })
      .split('\n')[0];
  expect(say('2026-09-29')).toContain('期限是10月8日（周四），还有9天。');
  expect(say('2026-10-07')).toContain('期限是10月8日（周四），就是明天。');
  expect(say('2026-10-08')).toContain('期限是10月8日（周四），今天是最后一天。');
});

test('a day of another year is said with its year, one of this year without', () => {
  const say = (day: string, now: string) =>
    loadWords().say('phrase:legal_date', {
      values: { what: '可申请行政复议到', day },
      now: at(now, '09:00'),
    });
  expect(say('2027-03-22', '2026-10-12')).toBe('可申请行政复议到：2027年3月22日（周一）');
  expect(say('2026-12-11', '2026-10-12')).toBe('可申请行政复议到：12月11日（周五）');
});
