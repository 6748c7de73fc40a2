import { z } from 'zod';
import type { Instant } from '../../domain/calendar/time.ts';
import type { Conversation, Incoming } from '../incoming.ts';
import { withoutFirstMention, withoutMention } from '../mention.ts';

/** A file that WeCom keeps for five minutes, encrypted with a key of its own. */
export interface AiBotMedia {
  kind: 'image' | 'file' | 'video';
  url: string;
  key: string | null;
}

/** A message whose files are still to be fetched. */
export interface AiBotMessage {
  message: Omit<Incoming, 'files'>;
  media: AiBotMedia[];
}

export type AiBotEvent =
  /** The first look of the day into the chat with the bot. */
  | { kind: 'entered'; sender: string }
  | { kind: 'tap'; message: Incoming }
  | { kind: 'feedback' }
  | { kind: 'evicted' }
  | { kind: 'other'; type: string };

const words = z.object({ content: z.string() });
const media = z.object({ url: z.string().min(1), aeskey: z.string().min(1).nullish() });
const piece = {
  msgtype: z.string(),
  text: words.optional().catch(undefined),
  voice: words.optional().catch(undefined),
  image: media.optional().catch(undefined),
  file: media.optional().catch(undefined),
  video: media.optional().catch(undefined),
};
const item = z.object(piece);
const whole = z.object({
  ...piece,
  mixed: z
    .object({ msg_item: z.array(item.optional().catch(undefined)) })
    .optional()
    .catch(undefined),
});
type Whole = z.infer<typeof whole>;

const head = z.object({
  msgid: z.string().min(1),
  chatid: z.string().min(1).nullish(),
  chattype: z.enum(['single', 'group']).nullish().catch(null),
  from: z.object({ userid: z.string().min(1) }),
  create_time: z.number().nullish().catch(null),
});
const messageSchema = head.extend({ ...whole.shape, quote: whole.optional().catch(undefined) });

/** Turns the body of a message frame into our own message; undefined when it lacks what every message has. */
export const readMessage = (
  body: unknown,
  botName: string | null,
  now: Instant,
): AiBotMessage | undefined => {
  const parsed = messageSchema.safeParse(body);
  if (!parsed.success) return undefined;
  const own = contentOf(parsed.data);
  const quoted = parsed.data.quote ? contentOf(parsed.data.quote) : null;
  const quote = quoted?.text || null;
  const isNameless = botName === null && conversationOf(parsed.data).kind === 'group';
  const text = isNameless ? withoutFirstMention(own.text) : withoutMention(own.text, [botName]);
  return {
    // "@bot" over a quote: the quote is what is meant.
    message: {
      ...incoming(parsed.data, now),
      text: text || (own.media.length > 0 ? '' : (quote ?? '')),
      quote,
    },
    media: [...own.media, ...(quoted?.media ?? [])],
  };
};

const eventSchema = z.object({
  msgid: z.string().min(1),
  event: z.looseObject({ eventtype: z.string() }),
});
const tapSchema = z.object({ event_key: z.string(), task_id: z.string().catch('') });

/** Turns the body of an event frame into what happened; undefined when that cannot be told. */
export const readEvent = (body: unknown, now: Instant): AiBotEvent | undefined => {
  const parsed = eventSchema.safeParse(body);
  if (!parsed.success) return undefined;
  const { event } = parsed.data;
  if (event.eventtype === 'disconnected_event') return { kind: 'evicted' };
  if (event.eventtype === 'feedback_event') return { kind: 'feedback' };
  const known = head.safeParse(body);
  if (event.eventtype === 'enter_chat' && known.success)
    return { kind: 'entered', sender: known.data.from.userid.toLowerCase() };
  // The documents nest it, the SDK's own sample does not.
  const tap = tapSchema.safeParse(event.template_card_event ?? event);
  if (event.eventtype === 'template_card_event' && known.success && tap.success) {
    const { task_id: task, event_key: key } = tap.data;
    return { kind: 'tap', message: { ...incoming(known.data, now), tap: { task, key }, files: [] } };
  }
  return { kind: 'other', type: event.eventtype.replace(/[^\w.-]/g, '?').slice(0, 40) };
};

const incoming = (body: z.infer<typeof head>, now: Instant): Omit<Incoming, 'files'> => ({
  channel: 'aibot',
  messageId: body.msgid,
  conversation: conversationOf(body),
  sender: body.from.userid.toLowerCase(),
  text: '',
  quote: null,
  tap: null,
  sentAt: body.create_time ? body.create_time * 1000 : now,
});

/** Ids as WeCom wrote them: a group's id in lower case is no group. */
const conversationOf = ({ chattype, chatid, from }: z.infer<typeof head>): Conversation =>
  chatid && chattype !== 'single' ? { kind: 'group', id: chatid } : { kind: 'single', id: from.userid };

const contentOf = (content: Whole): { text: string; media: AiBotMedia[] } => {
  const all = content.msgtype === 'mixed' ? (content.mixed?.msg_item ?? []) : [content];
  const items = all.filter((one) => one !== undefined);
  const texts = items.map((one) => textOf(one).trim());
  return { text: texts.filter(Boolean).join('\n'), media: items.flatMap(mediaOf) };
};

const textOf = ({ msgtype, text, voice }: z.infer<typeof item>): string => {
  if (msgtype === 'text') return text?.content ?? '';
  return msgtype === 'voice' ? (voice?.content ?? '') : '';
};

const KINDS = ['image', 'file', 'video'] as const;

const mediaOf = (content: z.infer<typeof item>): AiBotMedia[] =>
  KINDS.filter((kind) => kind === content.msgtype).flatMap((kind) => {
    const { url, aeskey = null } = content[kind] ?? {};
    return url ? [{ kind, url, key: aeskey }] : [];
  });
