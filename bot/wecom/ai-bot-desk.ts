import type { Instant } from '../../domain/calendar/time.ts';
import type { Database } from '../../prisma/client.ts';
import type { Secrets } from '../../prisma/secrets.ts';
import { finishErrand, takeErrands } from '../../prisma/stores/errand-store.ts';
import { type ErrandBody, errandSchema } from '../../workers/errands.ts';
import type { Receipt } from '../incoming.ts';
import type { AiBot } from './ai-bot.ts';
import { NotSent } from './ai-bot-outcome.ts';
import { plainMarkdown } from './plain-markdown.ts';

export interface DeskDependencies {
  database: Database;
  secrets: Secrets;
  bot: AiBot;
  now(): Instant;
  onTrouble(what: string, error: unknown): void;
}

const TAKEN_TOGETHER = 20;

/** Does what workers have left for the process that is connected as the AI bot; nothing where that is another. */
export const doErrands = async (dependencies: DeskDependencies): Promise<void> => {
  const { bot, database, secrets, now } = dependencies;
  if (!bot.online) return;
  const errands = await takeErrands({ database, secrets }, now(), TAKEN_TOGETHER);
  await Promise.all(errands.map(({ key, body }) => runErrand(key, body, dependencies)));
};

const runErrand = async (
  key: string,
  body: unknown,
  { bot, database, onTrouble }: DeskDependencies,
): Promise<void> => {
  const parsed = errandSchema.safeParse(body);
  if (!parsed.success) return finishErrand(database, key, 'refused', 'not an errand');
  try {
    const receipt = await perform(parsed.data, bot);
    await finishErrand(database, key, receipt.kind, receipt.kind === 'refused' ? receipt.reason : null);
  } catch (error) {
    // Surely not said: whoever asked may try again, or another way.
    if (error instanceof NotSent && error.code === 'busy')
      return finishErrand(database, key, 'later', error.code);
    if (error instanceof NotSent) return finishErrand(database, key, 'refused', 'offline');
    onTrouble('errand', error);
    await finishErrand(database, key, 'unknown', null);
  }
};

/** The words first, then the buttons, then the paper. What follows words that were shown is no reason to say them twice. */
const perform = async (
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
