import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Instant } from '../../domain/calendar/time.ts';
import type { Database } from '../../prisma/client.ts';
import type { Draft } from '../../prisma/stores/message-store.ts';
import type { WecomCodes } from '../../seeds/load-wecom-codes.ts';
import type { Receipt, Way } from '../channel.ts';
import type { Pace } from './pace.ts';
import { openSender } from './sending.ts';
import { openTelling, type Trouble } from './telling.ts';
import { textParts } from './text-parts.ts';
import type { Wire } from './wire.ts';

export interface WebhookDependencies {
  database: Database;
  wire: Wire;
  /** Addresses as the group's settings show them, or those of a gateway before it. Whoever has one can write into the group. */
  webhooks: readonly string[];
  codes: WecomCodes;
  pace: Pace;
  now(): Instant;
  tellAdministrator(trouble: Trouble): void | Promise<void>;
}

/** Its name in logs; the address itself holds a secret. */
const API = '/cgi-bin/webhook/send';
const NOT_OURS = '93000';
const anySchema = z.looseObject({});

/** The name of a webhook, from which nobody can write into its group: its key is the same by whatever address. */
export const webhookId = (address: string): string => {
  const key = new URL(address).searchParams.get('key') ?? '';
  return `webhook-${createHash('sha256').update(key).digest('hex').slice(0, 16)}`;
};

/**
 * Groups that only listen (消息推送), each known by its `webhookId`. WeCom checks no duplicates here, so a message that may
 * have been shown is not sent again: it stays unknown. More than 20 a minute wait, 3.1 s apart.
 */
export const openWebhooks = (dependencies: WebhookDependencies): Way => {
  const { database, wire, codes, pace, now } = dependencies;
  const telling = openTelling(dependencies);
  const sendParts = openSender({ database, now, telling });
  const addresses = new Map(dependencies.webhooks.map((address) => [webhookId(address), address]));

  const send = async (id: string, key: string, urgent: boolean, drafts: Draft[]): Promise<Receipt> => {
    const address = addresses.get(id);
    if (!address) return { kind: 'refused', reason: NOT_OURS };
    return sendParts({
      id: { channel: 'webhook', address: id, key },
      isChecked: false,
      isSpaced: true,
      draft: async () => drafts,
      room: (count, isRepetition) =>
        pace.take({ kind: 'webhook', webhook: id }, { urgent: urgent || isRepetition, now: now(), count }),
      send: async ({ body }, { mayRepeat }) => {
        await wire.ask({
          api: API,
          url: address,
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
    deliver: async ({ key, text, urgent, file }, id) => {
      if (file) return refused('no_files_in_group');
      return send(id, key, urgent, textParts(text).map(draftOf));
    },
  };
};

const draftOf = (content: string): Draft => ({
  kind: 'text',
  body: JSON.stringify({ msgtype: 'text', text: { content } }),
});
