import { createHash } from 'node:crypto';
import type { Instant } from '../../domain/calendar/time.ts';
import type { Draft } from '../../prisma/stores/message-store.ts';
import { buttonCard, cardTask } from '../../templates/cards.ts';
import type { Delivery } from '../channel.ts';
import { bodies } from './message-api.ts';
import { plainText, textParts } from './text-parts.ts';

export interface AppPlan {
  delivery: Pick<Delivery, 'key' | 'text' | 'options'>;
  agentId: number;
  address: string;
  /** What a card is about; null when no card may be shown. */
  title: string | null;
  /** Under which WeCom holds the file; null without one. */
  media: string | null;
  now: Instant;
}

/**
 * The requests of a notice to a member: one card with words and buttons where all of it fits, else the words and a card
 * with the buttons alone, else only the words, in which the numbered replies stand. A file comes last.
 */
export const appPlan = ({ delivery, agentId, address, title, media, now }: AppPlan): Draft[] => {
  const { key, text, options } = delivery;
  const to = (part: number) => ({ agentId, to: address, salt: `${key}|${part}` });
  const cardWith = (words: string) =>
    title === null
      ? null
      : buttonCard({
          place: 'app',
          task: cardTask(key, serialOf(address, now)),
          title: plainText(title),
          text: plainText(words),
          options: options.map((option) => ({ ...option, label: plainText(option.label) })),
        });
  const whole = cardWith(text);
  const card = whole ?? cardWith('');
  const texts = whole ? [] : textParts(text);
  const drafts = texts.map((words, part): Draft => ({ kind: 'text', body: bodies.text(to(part), words) }));
  if (card) drafts.push({ kind: 'card', body: bodies.card(to(drafts.length), card) });
  if (media !== null) drafts.push({ kind: 'file', body: bodies.file(to(drafts.length), media) });
  return drafts;
};

/** A card's id is taken once in an app: the same notice to two accounts, or worded afresh, needs another. */
const serialOf = (address: string, now: Instant): number =>
  Number.parseInt(createHash('sha256').update(`${address}|${now}`).digest('hex').slice(0, 12), 16);
