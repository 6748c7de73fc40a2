import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Instant } from '../../domain/calendar/time.ts';
import type { Database } from '../../prisma/client.ts';
import type { Draft } from '../../prisma/stores/message-store.ts';
import type { WecomCodes } from '../../seeds/load-wecom-codes.ts';
import type { Receipt, Way } from '../channel.ts';
import { addressOf } from './address.ts';
import type { Pace } from './pace.ts';
import { openSender } from './sending.ts';
import { openTelling, type Told } from './telling.ts';
import { plainText, textParts } from './text-parts.ts';
import type { Wire } from './wire.ts';

export interface WebhookDependencies {
  database: Database;
  wire: Wire;
  baseUrl: string;
  /** Addresses as the group's settings show them, or their keys alone. Whoever has one can write into the group. */
  webhooks: readonly string[];
  codes: WecomCodes;
  pace: Pace;
  now(): Instant;
  tellAdministrator(told: Told): void | Promise<void>;
}

/** Groups that only listen (消息推送). Each is known by `webhookId`, since its key is a secret. */
export interface Webhooks extends Way {
  /** Which groups there are. */
  readonly ids: readonly string[];
  /** A message with bold type and the like, within 4096 bytes; a longer one is refused with 45002. */
  deliverMarkdown(message: { key: string; content: string; urgent: boolean }, id: string): Promise<Receipt>;
}

const MOST_MARKDOWN_BYTES = 4096;
const PATH = '/cgi-bin/webhook/send';
const NOT_OURS = '93000';
const TOO_LONG = '45002';
const anySchema = z.looseObject({});

/** The name of a webhook, from which nobody can write into its group. */
export const webhookId = (webhook: string): string =>
  `webhook-${createHash('sha256').update(keyOf(webhook)).digest('hex').slice(0, 16)}`;

/** The key out of an address; what is none is a key itself. */
const keyOf = (webhook: string): string => {
  const given = webhook.trim();
  return URL.canParse(given) ? (new URL(given).searchParams.get('key') ?? '') : given;
};

/**
 * WeCom checks no duplicates here, so a message that may have been shown is not sent again: it stays unknown. More than
 * 20 a minute wait, 3.1 s apart.
 */
export const openWebhooks = (dependencies: WebhookDependencies): Webhooks => {
  const { database, wire, baseUrl, codes, pace, now } = dependencies;
  const telling = openTelling(dependencies);
  const sendParts = openSender({ database, now, telling });
  const keys = new Map(dependencies.webhooks.map((webhook) => [webhookId(webhook), keyOf(webhook)]));

  const send = async (id: string, key: string, urgent: boolean, drafts: Draft[]): Promise<Receipt> => {
    const secret = keys.get(id);
    if (!secret) return { kind: 'refused', reason: NOT_OURS };
    return sendParts({
      id: { channel: 'webhook', address: id, key },
      isChecked: false,
      isSpaced: true,
      draft: async () => drafts,
      room: (count, isRepetition) =>
        pace.take({ kind: 'webhook', webhook: id }, { urgent: urgent || isRepetition, now: now(), count }),
      send: async ({ body }, { mayRepeat }) => {
        await wire.ask({
          api: PATH,
          url: addressOf(baseUrl, PATH, { key: secret }),
          body,
          schema: anySchema,
          isRepeatable: false,
          lane: id,
          mayRepeat,
        });
        return { kind: 'accepted', msgid: null, responseCode: null };
      },
    });
  };

  const refused = async (reason: 'no_files_in_group'): Promise<Receipt> => {
    await telling.tell(reason, codes.answers[reason]);
    return { kind: 'refused', reason };
  };

  return {
    ids: [...keys.keys()],
    deliver: async ({ key, text, urgent, file }, id) => {
      if (file) return refused('no_files_in_group');
      const drafts = textParts(text).map((content): Draft => draftOf('text', content));
      return send(id, key, urgent, drafts);
    },
    deliverMarkdown: async ({ key, content, urgent }, id) => {
      const plain = plainText(content);
      if (Buffer.byteLength(plain) > MOST_MARKDOWN_BYTES) return { kind: 'refused', reason: TOO_LONG };
      return send(id, key, urgent, plain.trim() === '' ? [] : [draftOf('markdown', plain)]);
    },
  };
};

const draftOf = (kind: 'text' | 'markdown', content: string): Draft => ({
  kind,
  body: JSON.stringify({ msgtype: kind, [kind]: { content } }),
});
