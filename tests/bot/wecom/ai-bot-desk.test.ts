import { describe, expect, test } from 'vitest';
import type { Receipt } from '../../../bot/incoming.ts';
import { NotSent } from '../../../bot/not-sent.ts';
import { type ErrandBot, performErrand } from '../../../bot/wecom/ai-bot-desk.ts';
import type { Card } from '../../../templates/cards.ts';
import type { ErrandBody } from '../../../workers/errands.ts';

const ACCEPTED: Receipt = { kind: 'accepted' };
const REFUSED: Receipt = { kind: 'refused', reason: '846604' };
const UNKNOWN: Receipt = { kind: 'unknown' };

/** A bot that answers as told, and with "accepted" where nothing is told; an error is thrown. */
const botWith = (answers: Partial<Record<keyof ErrandBot, Receipt | Error>>) => {
  const said: string[] = [];
  const answer = (name: keyof ErrandBot) => async (): Promise<Receipt> => {
    said.push(name);
    const given = answers[name] ?? ACCEPTED;
    if (given instanceof Error) throw given;
    return given;
  };
  const bot: ErrandBot = {
    reply: answer('reply'),
    push: answer('push'),
    pushCard: answer('pushCard'),
    pushFile: answer('pushFile'),
  };
  return { bot, said };
};

const file = { name: '劝返书.docx', content: Buffer.from('paper').toString('base64') };
const card: Card = {
  card_type: 'button_interaction',
  main_title: { title: '请联系家长' },
  button_list: [{ text: '1 已联系上', style: 1, key: '1' }],
  task_id: 'k1',
};
const errand = (change: Partial<ErrandBody> = {}): ErrandBody => ({
  ...{
    answer: null,
    to: { kind: 'single', id: 'wang' },
    text: '请签字',
    card: null,
    instead: '',
    file: null,
  },
  ...change,
});

describe('with a paper', () => {
  test('the paper goes first, then words and buttons', async () => {
    const { bot, said } = botWith({});
    expect(await performErrand(errand({ file, card }), bot)).toEqual(ACCEPTED);
    expect(said).toEqual(['pushFile', 'push', 'pushCard']);
  });

  test('refused, it is the refusal of all, and not a word is said', async () => {
    const { bot, said } = botWith({ pushFile: REFUSED });
    expect(await performErrand(errand({ file }), bot)).toEqual(REFUSED);
    expect(said).toEqual(['pushFile']);
  });

  test('surely not sent, everything may be tried again', async () => {
    const { bot, said } = botWith({ pushFile: new NotSent('busy') });
    await expect(performErrand(errand({ file }), bot)).rejects.toThrow(NotSent);
    expect(said).toEqual(['pushFile']);
  });

  test('when nobody knows whether it came, the words are said, and it stays unknown', async () => {
    const { bot, said } = botWith({ pushFile: UNKNOWN });
    expect(await performErrand(errand({ file }), bot)).toEqual(UNKNOWN);
    expect(said).toEqual(['pushFile', 'push']);
  });

  test.each([
    ['refused', REFUSED, REFUSED],
    ['not sent', new NotSent('busy'), { kind: 'refused', reason: 'busy' }],
    ['unknown', UNKNOWN, UNKNOWN],
  ] as const)('words that were %s after it are not reported as said', async (_name, push, receipt) => {
    expect(await performErrand(errand({ file }), botWith({ push }).bot)).toEqual(receipt);
  });

  test('alone, it is the message', async () => {
    const { bot, said } = botWith({});
    expect(await performErrand(errand({ file, text: '' }), bot)).toEqual(ACCEPTED);
    expect(said).toEqual(['pushFile']);
  });
});

describe('without a paper', () => {
  test('buttons that fail after the words cost nothing', async () => {
    for (const pushCard of [REFUSED, UNKNOWN, new NotSent('busy')])
      expect(await performErrand(errand({ card }), botWith({ pushCard }).bot)).toEqual(ACCEPTED);
  });

  test('a card that is not taken is said in words, to whoever asked as an answer', async () => {
    const { bot, said } = botWith({ pushCard: REFUSED });
    expect(await performErrand(errand({ answer: 'm1', text: '', card, instead: '1 已联系上' }), bot)).toEqual(
      ACCEPTED,
    );
    expect(said).toEqual(['pushCard', 'reply']);
  });

  test('nothing to say is refused', async () => {
    expect(await performErrand(errand({ text: '' }), botWith({}).bot)).toEqual({
      kind: 'refused',
      reason: 'empty',
    });
  });
});
