import { expect, test } from 'vitest';
import type { Receipt } from '../../../bot/incoming.ts';
import { performErrand } from '../../../bot/wechaty/desk.ts';

const to = { kind: 'single', id: 'Teacher1' } as const;
const file = { name: '劝返书.docx', content: '' };

const listening = () => {
  const said: string[] = [];
  const say = async (_to: unknown, text: string): Promise<Receipt> => {
    said.push(text);
    return { kind: 'accepted' };
  };
  return { said, channel: { say } };
};

test('the words are said, or those in place of a card', async () => {
  const { said, channel } = listening();
  await performErrand({ to, text: '请联系家长', instead: '', file: null }, channel);
  await performErrand({ to, text: '', instead: '1 已联系上', file: null }, channel);
  expect(said).toEqual(['请联系家长', '1 已联系上']);
});

test('what comes with a paper is refused before a word is said', async () => {
  const { said, channel } = listening();
  expect(await performErrand({ to, text: '请签字', instead: '', file }, channel)).toEqual({
    kind: 'refused',
    reason: 'no_files',
  });
  expect(said).toEqual([]);
});

test('nobody connected is offline', async () => {
  expect(await performErrand({ to, text: '在', instead: '', file: null }, null)).toEqual({
    kind: 'refused',
    reason: 'offline',
  });
});
