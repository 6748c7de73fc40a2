import type { ErrandBody } from '../../workers/errands.ts';
import type { Receipt } from '../incoming.ts';
import { NotSent } from '../not-sent.ts';
import type { AiBot } from './ai-bot.ts';
import { plainMarkdown } from './plain-markdown.ts';

/**
 * Says what an errand asks, as the AI bot: the words first, then the buttons, then the paper. What follows words that
 * were shown is no reason to say them twice. Throws `NotSent` when surely nothing was said.
 */
export const performErrand = async (
  { answer, to, text, card, instead, file }: ErrandBody,
  bot: AiBot,
): Promise<Receipt> => {
  const say = (words: string): Promise<Receipt> =>
    answer === null
      ? bot.push(to, plainMarkdown(words))
      : bot.reply({ messageId: answer, conversation: to }, plainMarkdown(words));
  let receipt: Receipt | null = text ? await say(text) : null;
  if (receipt && receipt.kind !== 'accepted') return receipt;
  if (card) {
    const shown = await afterWords(receipt, () => bot.pushCard(to, card));
    receipt ??= shown.kind === 'refused' && instead ? await say(instead) : shown;
  }
  if (file && receipt?.kind !== 'refused') {
    const content = Buffer.from(file.content, 'base64');
    const sent = await afterWords(receipt, () => bot.pushFile(to, { name: file.name, content }));
    receipt ??= sent;
  }
  return receipt ?? { kind: 'refused', reason: 'empty' };
};

/** What surely was not sent is a reason to try again only as long as nothing else was. */
const afterWords = async (before: Receipt | null, send: () => Promise<Receipt>): Promise<Receipt> => {
  try {
    return await send();
  } catch (error) {
    if (before === null || !(error instanceof NotSent)) throw error;
    return { kind: 'refused', reason: error.code };
  }
};
