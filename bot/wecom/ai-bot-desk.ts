import type { ErrandBody } from '../../workers/errands.ts';
import type { Receipt } from '../incoming.ts';
import { NotSent } from '../not-sent.ts';
import type { AiBot } from './ai-bot.ts';
import { plainMarkdown } from './plain-markdown.ts';

/** What of the AI bot an errand needs. */
export type ErrandBot = Pick<AiBot, 'reply' | 'push' | 'pushCard' | 'pushFile'>;

/**
 * Says what an errand asks, as the AI bot: the paper first, then the words, then the buttons. Without its paper nothing
 * is said, so that another way can take all of it; buttons that follow words which were shown are no reason to say
 * those twice. Throws `NotSent` when surely nothing was said.
 */
export const performErrand = async (errand: ErrandBody, bot: ErrandBot): Promise<Receipt> => {
  const { to, text, card, file } = errand;
  if (!file) return sayWords(errand, bot);
  const content = Buffer.from(file.content, 'base64');
  const paper = await bot.pushFile(to, { name: file.name, content });
  if (paper.kind === 'refused' || (!text && !card)) return paper;
  const said = await afterAnother(() => sayWords(errand, bot));
  return said.kind === 'accepted' ? paper : said;
};

const sayWords = async (
  { answer, to, text, card, instead }: ErrandBody,
  bot: ErrandBot,
): Promise<Receipt> => {
  const say = (words: string): Promise<Receipt> =>
    answer === null
      ? bot.push(to, plainMarkdown(words))
      : bot.reply({ messageId: answer, conversation: to }, plainMarkdown(words));
  if (text) {
    const said = await say(text);
    if (card && said.kind === 'accepted') await afterAnother(() => bot.pushCard(to, card));
    return said;
  }
  if (!card) return { kind: 'refused', reason: 'empty' };
  const shown = await bot.pushCard(to, card);
  return shown.kind === 'refused' && instead ? say(instead) : shown;
};

/** What surely was not sent is a reason to try again only as long as nothing else was. */
const afterAnother = async (send: () => Promise<Receipt>): Promise<Receipt> => {
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof NotSent)) throw error;
    return { kind: 'refused', reason: error.code };
  }
};
