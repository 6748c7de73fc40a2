import { at, dayOf, type Instant } from '../../domain/calendar/time.ts';
import type { Chat } from '../../domain/conversation/chat.ts';
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
  place?: Chat | null;
  /** The key of the notice whose button was tapped. */
  notice?: string | null;
}

export interface InboxMessage {
  id: bigint;
  channel: string;
  messageId: string;
  sender: string;
  text: string;
  place: Chat | null;
  notice: string | null;
}

/** Before the name of a file, where a message is nothing else. */
export const FILE_MARK = '［文件］';

/** Keeps a message before anything is done with it. Returns its id, or null when it is known already. */
export const keepMessage = async (
  database: Database,
  message: IncomingMessage,
  now: Instant,
): Promise<bigint | null> => (await keepMessages(database, [{ message, now }]))[0] ?? null;

/** Keeps several at once, the first first; of each its id, or null when it is known already. */
export const keepMessages = async (
  database: Database,
  incoming: readonly { message: IncomingMessage; now: Instant }[],
): Promise<(bigint | null)[]> => {
  const rows = incoming.map(({ message, now }) => ({
    channel: message.channel,
    message_id: message.messageId,
    sender: message.sender,
    text: printable(message.text),
    sent_at: new Date(message.sentAt),
    received_at: new Date(now),
    place: message.place ?? null,
    notice: message.notice ?? null,
  }));
  const kept = await database.hot.$queryRaw<{ id: bigint; channel: string; message_id: string }[]>`
    INSERT INTO inbox (channel, message_id, sender, text, sent_at, received_at, place, notice)
    SELECT channel, message_id, sender, text, sent_at, received_at, place, notice
    FROM jsonb_populate_recordset(null::inbox, ${JSON.stringify(rows)}::jsonb)
    ON CONFLICT (channel, message_id) DO NOTHING RETURNING id, channel, message_id`;
  const ids = new Map(kept.map(({ id, channel, message_id }) => [`${channel}:${message_id}`, id]));
  return incoming.map(({ message: { channel, messageId } }) => ids.get(`${channel}:${messageId}`) ?? null);
};

/** PostgreSQL keeps no NUL, and nobody can read the other control characters (Unicode's Cc, but tab and line feed). */
const printable = (text: string): string => text.replace(/(?![\t\n\r])\p{Cc}/gu, '');

/** Messages kept and not answered, oldest first: what a dead process left behind. */
export const unhandledMessages = async (
  database: Database,
  limit: number,
): Promise<{ id: bigint; sender: string }[]> =>
  database.hot.$queryRaw<{ id: bigint; sender: string }[]>`
    SELECT id, sender FROM inbox WHERE handled_at IS NULL AND attempts < 5 ORDER BY id LIMIT ${limit}`;

/**
 * Takes messages for answering and locks their senders' conversations, so that a person is answered in order; those are
 * left out that are answered or that another process is at.
 */
export const claimMessages = async (tx: Transaction, ids: readonly bigint[]): Promise<InboxMessage[]> => {
  const rows = await tx.$queryRaw<(Omit<InboxMessage, 'messageId'> & { message_id: string })[]>`
    WITH message AS (
      SELECT id, channel, message_id, sender, text, place, notice FROM inbox
      WHERE id = ANY(${ids.map(String)}::bigint[]) AND handled_at IS NULL ORDER BY id FOR UPDATE SKIP LOCKED),
    talk AS (
      INSERT INTO conversation (person) SELECT DISTINCT sender FROM message ORDER BY sender
      ON CONFLICT (person) DO UPDATE SET person = excluded.person RETURNING person)
    SELECT message.* FROM message JOIN talk ON talk.person = message.sender ORDER BY id`;
  return rows.map(({ message_id, ...row }) => ({ ...row, messageId: message_id }));
};

/** Counts a try that failed, outside the transaction that was rolled back. */
export const countAttempt = async (database: Database, id: bigint): Promise<void> => {
  await database.hot.$executeRaw`UPDATE inbox SET attempts = attempts + 1 WHERE id = ${id}`;
};

interface ConversationRow {
  id: bigint;
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

/** The context in which each of these messages stands. */
export const loadConversations = async (
  tx: Transaction,
  messages: readonly { id: bigint; now: Instant }[],
): Promise<Map<bigint, Conversation>> => {
  const asked = messages.map(({ id, now }) => ({
    id: id.toString(),
    since: new Date(at(dayOf(now), '00:00')),
  }));
  const rows = await tx.$queryRaw<ConversationRow[]>`
    SELECT said.id, conversation.question,
      (SELECT json_agg(json_build_object('message', channel || ':' || message_id, 'text', text, 'act', act) ORDER BY id)
        FROM inbox WHERE inbox.sender = said.sender AND inbox.sent_at >= asked.since
          AND handled_at IS NOT NULL AND act <> 'other') AS earlier,
      (SELECT json_agg(to_json(duty) ORDER BY id) FROM duty
        WHERE actor = said.sender AND state IN ('open', 'overdue')) AS duties
    FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS asked(id bigint, since timestamptz)
      JOIN inbox AS said ON said.id = asked.id LEFT JOIN conversation ON conversation.person = said.sender`;
  return new Map(
    rows.map(({ id, question, earlier, duties }) => [
      id,
      { question, earlier: earlier ?? [], duties: (duties ?? []).map(dutyOf) },
    ]),
  );
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
export const finishMessage = (tx: Writing, message: InboxMessage, answer: Answer, now: Instant): void =>
  tx.$gather(sendAnswers, { message, answer, now });

interface Answered {
  message: InboxMessage;
  answer: Answer;
  now: Instant;
}

const sendAnswers = (tx: Writing, answered: readonly Answered[]): void => {
  const rows = JSON.stringify(answered.map(answeredRow));
  tx.$send`
    WITH answered AS (
      SELECT * FROM jsonb_to_recordset(${rows}::jsonb) AS one(
        id bigint, sender text, now timestamptz, day date, act text, kept text, asks boolean, question jsonb,
        key text, kind text, content jsonb, reply text)),
    asked AS (
      UPDATE conversation SET question = answered.question FROM answered
      WHERE person = answered.sender AND answered.asks AND conversation.question IS DISTINCT FROM answered.question),
    told AS (
      INSERT INTO notice (key, recipient, role, kind, stream, matter, day, content, duties, at, send_at, urgent, state, text)
      SELECT key, sender, '', kind, '', key, day, content, '{}', now, now, false, 'pending', reply
      FROM answered WHERE reply <> '' ORDER BY id
      ON CONFLICT (key) DO NOTHING)
    UPDATE inbox SET handled_at = answered.now, act = answered.act, text = coalesce(answered.kept, text)
    FROM answered WHERE inbox.id = answered.id`;
};

const answeredRow = ({ message, answer, now }: Answered) => {
  const { act, reply, offers, brief = null, file = null, kept = null } = answer;
  const kind: NoticeKind = file ? 'document' : 'reply';
  const key = replyKey(message);
  const question = answer.question && { ...answer.question, asked: key };
  const content = {
    ...{ words: 'reply', rules: [], items: [], values: {}, late: false, file },
    options: offers?.options ?? (question ? offersOf(question) : []),
    offered: offers?.duties ?? [],
    answers: message.place ? { messageId: message.messageId, place: message.place, brief } : null,
  };
  return {
    ...{ id: message.id.toString(), sender: message.sender, now: new Date(now), day: dayOf(now), act, kept },
    ...{ asks: answer.question !== undefined, question: question ?? null, key, kind, content, reply },
  };
};
