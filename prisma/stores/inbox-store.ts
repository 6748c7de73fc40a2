import { at, dayOf, type Instant } from '../../domain/calendar/time.ts';
import type { Place } from '../../domain/conversation/place.ts';
import { offersOf, type Question } from '../../domain/conversation/question.ts';
import type { Duty } from '../../domain/duties/duty.ts';
import type { NoticeFile } from '../../domain/notices/file.ts';
import type { NoticeKind, NoticeOption } from '../../domain/notices/notice.ts';
import type { Database } from '../client.ts';
import { type DutyRow, dutyOf } from './duty-row.ts';
import type { Transaction, Writing } from './transaction.ts';

/** A message as a channel brought it. */
export interface IncomingMessage {
  channel: string;
  /** The channel's own id; the same message twice is one message. */
  messageId: string;
  sender: string;
  text: string;
  sentAt: Instant;
  /** Where it was written, if the answer must find its way back there. */
  place?: Place | null;
  /** The key of the notice whose button was tapped. */
  notice?: string | null;
}

export interface InboxMessage {
  id: bigint;
  channel: string;
  messageId: string;
  sender: string;
  text: string;
  place: Place | null;
  notice: string | null;
}

/** Before the name of a file, where a message is nothing else. */
export const FILE_MARK = '［文件］';

/** Keeps a message before anything is done with it. Returns its id, or null when it is known already. */
export const keepMessage = async (
  database: Database,
  message: IncomingMessage,
  now: Instant,
): Promise<bigint | null> => {
  const [row] = await database.hot.$queryRaw<{ id: bigint }[]>`
    INSERT INTO inbox (channel, message_id, sender, text, sent_at, received_at, place, notice)
    VALUES (${message.channel}, ${message.messageId}, ${message.sender}, ${printable(message.text)},
      ${new Date(message.sentAt)}, ${new Date(now)},
      ${message.place ? JSON.stringify(message.place) : null}::jsonb, ${message.notice ?? null})
    ON CONFLICT (channel, message_id) DO NOTHING RETURNING id`;
  return row?.id ?? null;
};

/** PostgreSQL keeps no NUL, and nobody can read the other control characters (Unicode's Cc, but tab and line feed). */
const printable = (text: string): string => text.replace(/(?![\t\n\r])\p{Cc}/gu, '');

/** Messages kept and not answered, oldest first: what a dead process left behind. */
export const unhandledMessages = async (database: Database, limit: number): Promise<bigint[]> => {
  const rows = await database.hot.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM inbox WHERE handled_at IS NULL AND attempts < 5 ORDER BY id LIMIT ${limit}`;
  return rows.map(({ id }) => id);
};

/**
 * Takes a message for answering and locks its sender's conversation, so that a person is answered in order; null when
 * it is answered or another process is at it.
 */
export const claimMessage = async (tx: Transaction, id: bigint): Promise<InboxMessage | null> => {
  const [row] = await tx.$queryRaw<(Omit<InboxMessage, 'messageId'> & { message_id: string })[]>`
    WITH message AS (
      SELECT id, channel, message_id, sender, text, place, notice FROM inbox
      WHERE id = ${id} AND handled_at IS NULL FOR UPDATE SKIP LOCKED),
    talk AS (
      INSERT INTO conversation (person) SELECT sender FROM message
      ON CONFLICT (person) DO UPDATE SET person = excluded.person RETURNING person)
    SELECT message.* FROM message, talk`;
  return row ? { ...row, messageId: row.message_id } : null;
};

/** Counts a try that failed, outside the transaction that was rolled back. */
export const countAttempt = async (database: Database, id: bigint): Promise<void> => {
  await database.hot.$executeRaw`UPDATE inbox SET attempts = attempts + 1 WHERE id = ${id}`;
};

interface ConversationRow {
  question: Question | null;
  earlier: { message: string; text: string; act: string }[] | null;
  duties: DutyRow[] | null;
}

/** What a person's message is understood by. */
export interface Conversation {
  question: Question | null;
  earlier: { message: string; text: string; act: string }[];
  duties: Duty[];
}

/** The context in which a message stands. */
export const loadConversation = async (tx: Transaction, id: bigint, now: Instant): Promise<Conversation> => {
  const [row] = await tx.$queryRaw<ConversationRow[]>`
    WITH said AS (SELECT sender FROM inbox WHERE id = ${id})
    SELECT (SELECT question FROM conversation WHERE person = (SELECT sender FROM said)) AS question,
      (SELECT json_agg(json_build_object('message', channel || ':' || message_id, 'text', text, 'act', act) ORDER BY id)
        FROM inbox WHERE sender = (SELECT sender FROM said) AND sent_at >= ${new Date(at(dayOf(now), '00:00'))}
          AND handled_at IS NOT NULL AND act <> 'other') AS earlier,
      (SELECT json_agg(to_json(duty) ORDER BY id) FROM duty
        WHERE actor = (SELECT sender FROM said) AND state IN ('open', 'overdue')) AS duties`;
  return {
    question: row?.question ?? null,
    earlier: row?.earlier ?? [],
    duties: (row?.duties ?? []).map(dutyOf),
  };
};

/** What a message was answered with. */
export interface Answer {
  act: string;
  reply: string | null;
  question?: Question | null;
  /** Short replies that the answer offers, and the duties they settle. */
  offers?: { options: readonly NoticeOption[]; duties: readonly string[] };
  /** A file that goes with the answer. */
  file?: NoticeFile;
  /** What is kept of the message in place of its words, where they are not to be kept (P5.5-PSY-RETURN). */
  kept?: string;
  /** The answer for a group: without a pupil's name. */
  brief?: string;
}

/** The key of the answer to a message. */
const replyKey = ({ channel, messageId }: Pick<InboxMessage, 'channel' | 'messageId'>): string =>
  `reply:${channel}:${messageId}`;

/**
 * Marks a message answered and puts the answer, if any, into the outbox; `question` undefined leaves an open question
 * open, null closes it.
 */
export const finishMessage = (tx: Writing, message: InboxMessage, outcome: Answer, now: Instant): void => {
  const { act, reply, offers, brief = null, file = null } = outcome;
  const kind: NoticeKind = file ? 'document' : 'reply';
  const key = replyKey(message);
  const question = outcome.question && { ...outcome.question, asked: key };
  const content = {
    ...{ words: 'reply', rules: [], items: [], values: {}, late: false, file },
    options: offers?.options ?? (question ? offersOf(question) : []),
    offered: offers?.duties ?? [],
    answers: message.place ? { messageId: message.messageId, place: message.place, brief } : null,
  };
  tx.$send`
    WITH asked AS (
      UPDATE conversation SET question = ${question ? JSON.stringify(question) : null}::jsonb
      WHERE person = ${message.sender} AND ${outcome.question !== undefined}),
    answered AS (
      INSERT INTO notice (key, recipient, role, kind, stream, matter, day, content, duties, at, send_at, urgent, state, text)
      SELECT ${key}, ${message.sender}, '', ${kind}, '', ${key}, ${dayOf(now)}::date, ${JSON.stringify(content)}::jsonb,
        '{}', ${new Date(now)}, ${new Date(now)}, false, 'pending', ${reply ?? ''}
      WHERE ${reply !== null && reply !== ''}
      ON CONFLICT (key) DO NOTHING)
    UPDATE inbox SET handled_at = ${new Date(now)}, act = ${act}, text = coalesce(${outcome.kept ?? null}, text)
    WHERE id = ${message.id}`;
};
