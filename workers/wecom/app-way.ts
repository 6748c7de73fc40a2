import { z } from 'zod';
import { HOUR, type Instant } from '../../domain/calendar/time.ts';
import type { Database } from '../../prisma/client.ts';
import { dropCard, keepCard, setCode } from '../../prisma/stores/card-store.ts';
import { keepMedia, mediaOf, type Part } from '../../prisma/stores/message-store.ts';
import type { WecomCodes } from '../../seeds/load-wecom-codes.ts';
import type { Words } from '../../templates/words.ts';
import type { Delivery, Way } from '../channel.ts';
import type { WecomApi } from './api.ts';
import { appPlan } from './app-plan.ts';
import { unsent, WecomRefusal } from './codes.ts';
import { bodies, openMessages, type Sent } from './message-api.ts';
import type { Pace } from './pace.ts';
import { openSender, type PartOutcome, type PartTools } from './sending.ts';
import { openTaking, type Taking } from './taking.ts';
import { openTelling, type Trouble } from './telling.ts';
import { textParts } from './text-parts.ts';

export interface AppWayDependencies {
  database: Database;
  api: WecomApi;
  /** Also names the app where its pace is kept. */
  agentId: number;
  codes: WecomCodes;
  pace: Pace;
  words: Words;
  now(): Instant;
  /** Whether the app has a callback address, without which WeCom shows no buttons. */
  cards: boolean;
  /** A paper by its id. */
  openFile(id: string): Promise<{ name: string; content: Uint8Array }>;
  tellAdministrator(trouble: Trouble): void | Promise<void>;
}

const NO_CALLBACK = 43012;
/** As long as no card is tried after WeCom said that there is no callback address. */
const CARDS_REST = HOUR;

/**
 * Members of the corp, by their userid, through the self-built app. A receipt says `accepted` when WeCom took every part
 * of the notice; a refusal carries WeCom's code, or `invalid_user` or `unlicensed_user`, which WeCom tells without one.
 */
export const openAppWay = (dependencies: AppWayDependencies): Way & Taking => {
  const { database, api, agentId, codes, pace, words, now, openFile } = dependencies;
  const messages = openMessages(api, agentId);
  const telling = openTelling(dependencies);
  const send = openSender({ database, now, telling });
  let cardsFrom: Instant = 0;

  const upload = async (file: string): Promise<string> => {
    const { name, content } = await openFile(file);
    const media = await messages.upload(name, content);
    await keepMedia(database, file, media, now());
    return media;
  };

  const outcomeOf = async ({ invalidUsers, unlicensedUsers, ...accepted }: Sent): Promise<PartOutcome> => {
    if (invalidUsers.length > 0) return { kind: 'refused', reason: 'invalid_user' };
    if (unlicensedUsers.length === 0) return { kind: 'accepted', ...accepted };
    await telling.tell('unlicensed_user', codes.answers.unlicensed_user);
    return { kind: 'refused', reason: 'unlicensed_user' };
  };

  const sendCard = async (part: Part, tools: PartTools, delivery: Delivery, address: string) => {
    const card = shownIn(part.body);
    const { key, to, duties } = delivery;
    const kept = { ...card, channel: 'app', notice: key, person: to, address, duties, code: null } as const;
    await keepCard(database, { ...kept, at: now() });
    try {
      const outcome = await outcomeOf(await messages.send(part.body, tools.mayRepeat));
      if (outcome.kind === 'refused') await dropCard(database, card.task);
      else if (outcome.responseCode) await setCode(database, card.task, outcome.responseCode);
      return outcome;
    } catch (fault) {
      if (!tools.isDoubtful(fault)) await dropCard(database, card.task);
      if (!isOfClass(fault, 'card') || tools.isDoubtful(fault)) throw fault;
      await telling.tellOf(fault);
      if (fault.code === NO_CALLBACK) cardsFrom = now() + CARDS_REST;
      if (!card.hasText) return { kind: 'accepted', msgid: null, responseCode: null } as const;
      const [text = ''] = textParts(delivery.text);
      const body = bodies.text({ agentId, to: address, salt: `${key}|text` }, text);
      await tools.rewrite({ kind: 'text', body });
      return outcomeOf(await messages.send(body, tools.mayRepeat));
    }
  };

  const sendFile = async (part: Part, tools: PartTools, { key, file }: Delivery, address: string) => {
    try {
      return await outcomeOf(await messages.send(part.body, tools.mayRepeat));
    } catch (fault) {
      if (!file || !isOfClass(fault, 'media') || tools.isDoubtful(fault)) throw fault;
      const media = await unsent('media/upload', () => upload(file.id));
      const body = bodies.file({ agentId, to: address, salt: `${key}|${part.part}` }, media);
      await tools.rewrite({ kind: 'file', body });
      return outcomeOf(await messages.send(body, tools.mayRepeat));
    }
  };

  return {
    ...openTaking({ ...dependencies, messages, telling }),
    deliver: (delivery, address) =>
      send({
        id: { channel: 'app', address: address.toLowerCase(), key: delivery.key },
        isChecked: true,
        isSpaced: false,
        draft: async () => {
          const { file } = delivery;
          const media = file ? ((await mediaOf(database, file.id, now())) ?? (await upload(file.id))) : null;
          const mayShow = dependencies.cards && delivery.options.length > 0 && now() >= cardsFrom;
          const title = mayShow ? titleOf(delivery, words, now()) : null;
          return appPlan({ delivery, agentId, address, title, media, now: now() });
        },
        room: (count, isRepetition) =>
          pace.take(
            { kind: 'member', app: String(agentId), member: address },
            // Whoever wrote to us is waiting for the answer.
            { urgent: delivery.urgent || delivery.kind === 'reply' || isRepetition, now: now(), count },
          ),
        send: async (part, tools) => {
          if (part.kind === 'card') return sendCard(part, tools, delivery, address);
          if (part.kind === 'file') return sendFile(part, tools, delivery, address);
          return outcomeOf(await messages.send(part.body, tools.mayRepeat));
        },
      }),
  };
};

const isOfClass = (fault: unknown, name: 'card' | 'media'): fault is WecomRefusal =>
  fault instanceof WecomRefusal && fault.meaning.class === name;

const cardSchema = z.object({
  template_card: z.object({
    task_id: z.string(),
    main_title: z.object({ title: z.string() }),
    sub_title_text: z.string().optional(),
  }),
});

const shownIn = (body: string) => {
  const { template_card: card } = cardSchema.parse(JSON.parse(body));
  return {
    task: card.task_id,
    title: card.main_title.title,
    hasText: card.sub_title_text !== undefined,
  };
};

/** What the card is about: the one thing, or what its things have in common. */
const titleOf = ({ items, text }: Delivery, words: Words, now: Instant): string => {
  const [first, ...others] = items;
  if (!first) return text.split('\n')[0] ?? '';
  if (others.length > 0) return first.title;
  return words.say('phrase:duty_settled', { values: { subject: first.subject, title: first.title }, now });
};
