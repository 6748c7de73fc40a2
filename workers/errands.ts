import { z } from 'zod';
import type { Card } from '../templates/cards.ts';

/** What the process that is connected as the AI bot, or by Wechaty, is asked to say. */
export const errandSchema = z.object({
  /** The message it answers, if it is a reply to one. */
  answer: z.string().nullable(),
  to: z.object({ kind: z.enum(['single', 'group']), id: z.string().min(1) }),
  /** Empty when the card says it all. */
  text: z.string(),
  card: z.custom<Card>((value) => typeof value === 'object').nullable(),
  /** Said in place of a card that is not taken. */
  instead: z.string(),
  file: z.object({ name: z.string(), content: z.base64() }).nullable(),
});
export type ErrandBody = z.infer<typeof errandSchema>;

/** The lease of the one process that is connected as this AI bot. */
export const aiBotLease = (botId: string): string => `aibot:${botId}`;
export const WECHATY_LEASE = 'wechaty';

/** The key of an errand, by the connection it is for. */
export const errandKey = (channel: 'aibot' | 'wechaty', delivery: string): string => `${channel}:${delivery}`;
