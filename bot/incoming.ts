import type { Instant } from '../domain/calendar/time.ts';

/** Where a message was written, and where an answer belongs. A group's id is case-sensitive: never change its case. */
export interface Conversation {
  kind: 'single' | 'group';
  id: string;
}

/** A file that came with a message. WeCom keeps an AI bot's files for five minutes, so they are fetched at once. */
export interface IncomingFile {
  name: string | null;
  /** What a file without a name is, where the channel says it. */
  kind?: 'voice' | 'picture' | 'video';
  /** Throws when it cannot be had, or is larger than is taken. */
  fetch(): Promise<Buffer>;
}

/** One message from outside, whatever channel brought it. */
export interface Incoming {
  channel: 'aibot' | 'app' | 'wechaty' | 'sandbox';
  /** The channel's own id of this message; the same twice is one message. */
  messageId: string;
  conversation: Conversation;
  /** The channel's id of who wrote (a WeCom userid in lower case; a Wechaty contact id). */
  sender: string;
  /** The text, mention of the bot removed; a quote alone becomes the text. */
  text: string;
  quote: string | null;
  /** A tapped button: whose card, which key. */
  tap: { task: string; key: string } | null;
  files: readonly IncomingFile[];
  sentAt: Instant;
}

/** What became of an answer; the same shape as that of the channels that deliver notices. */
export type Receipt = { kind: 'accepted' } | { kind: 'refused'; reason: string } | { kind: 'unknown' };
