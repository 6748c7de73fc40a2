import { dayOf, type Instant } from '../domain/calendar/time.ts';
import { speakerOf } from '../domain/conversation/speaker.ts';
import { withoutNumbers } from '../domain/people/masking.ts';
import { splitQuote } from '../domain/understanding/text/quote.ts';
import type { Database } from '../prisma/client.ts';
import { Entangled } from '../prisma/open-transaction.ts';
import {
  type Conversation,
  claimMessages,
  FILE_MARK,
  finishMessage,
  type InboxMessage,
  loadConversations,
} from '../prisma/stores/inbox-store.ts';
import { dutiesOffered } from '../prisma/stores/notice-store.ts';
import type { Writing } from '../prisma/stores/transaction.ts';
import { unboundHint } from './acts/county/group.ts';
import { guardianSends } from './acts/guardian/sent.ts';
import { withToneWarning } from './acts/visits/tone-warning.ts';
import { phrase } from './phrase.ts';
import { takeTap, takeTurn } from './take-turn.ts';
import type { Outcome, Surroundings, Turn } from './turn.ts';

/** Acts after which people or closures may have changed. */
export const CHANGES_COUNTY: ReadonlySet<string> = new Set(['answer', 'command']);

/** Longer messages are answered, kept, and not read. */
const MOST_CHARACTERS = 2000;

/**
 * Answers one message out of the inbox, in one transaction: what was said becomes facts, the facts duties and
 * notices, and the answer a reply in the outbox. Null when another process has answered it already.
 */
export const handleMessage = async (
  database: Database,
  inboxId: bigint,
  now: Instant,
  surroundings: Surroundings,
): Promise<Handled> => {
  const [handled] = await handleInOne(database, [{ id: inboxId, now }], surroundings);
  // Alone it meets nobody.
  return handled === LEFT || !handled ? null : handled;
};

/** What a message was taken for; null when another process has answered it. */
export type Handled = { act: string } | null;

/** Not answered: another message of the transaction was about the same school, and nothing was done yet. */
export const LEFT = 'left';

/**
 * Answers several messages in one transaction, side by side: they share its round trips and its end. Of two that are about one
 * school one is left (`LEFT`), or `Entangled` is thrown when both have done something.
 */
export const handleInOne = async (
  database: Database,
  kept: readonly { id: bigint; now: Instant }[],
  surroundings: Surroundings,
): Promise<(Handled | typeof LEFT)[]> =>
  database.hot.transaction(async (tx) => {
    const [claimed, conversations] = await Promise.all([
      claimMessages(
        tx,
        kept.map(({ id }) => id),
      ),
      // Sent right behind the claim, it is read after whatever the claim has waited for.
      loadConversations(tx, kept),
    ]);
    const messages = new Map(claimed.map((message) => [message.id, message]));
    return Promise.all(
      kept.map(async ({ id, now }) => {
        const message = messages.get(id);
        const conversation = conversations.get(id);
        if (!message || !conversation) return null;
        const own = tx.$apart();
        own.$hold(`person ${message.sender}`);
        try {
          const outcome = await respond(own, message, conversation, now, surroundings);
          finishMessage(own, message, outcome, now);
          return { act: outcome.act };
        } catch (error) {
          if (error instanceof Entangled && error.hasOnlyAsked) return LEFT;
          throw error;
        }
      }),
    );
  });

const respond = async (
  tx: Writing,
  message: InboxMessage,
  { question, earlier, duties }: Conversation,
  now: Instant,
  surroundings: Surroundings,
): Promise<Outcome> => {
  const { directory, words } = surroundings;
  const speaker = speakerOf(directory, message.sender, dayOf(now), referredIn(duties));
  if (!speaker) {
    const known = directory.people.has(message.sender);
    return {
      act: 'stranger',
      reply: words.say(known ? 'replies/no_post' : 'replies/unknown_sender', { now }),
    };
  }
  const { place, notice } = message;
  const { quote, own } = splitQuote(message.text);
  const text = own.trim();
  if (message.text.startsWith(FILE_MARK) && speaker.role !== 'guardian')
    return { act: 'file', reply: words.say('phrase:file_lost', { now }) };
  if (text.length > MOST_CHARACTERS)
    return {
      act: 'too_long',
      reply: words.say('replies/too_long', { values: { length: text.length }, now }),
    };
  const turn: Turn = {
    ...surroundings,
    tx,
    message: `${message.channel}:${message.messageId}`,
    text,
    quote,
    now,
    speaker,
    question: question && question.until > now ? question : null,
    earlier,
    duties,
    place,
    tapped:
      notice === null ? null : { notice, duties: (await dutiesOffered(tx, notice, message.sender)) ?? [] },
    recorded: { times: 0 },
  };
  const outcome = message.text.startsWith(FILE_MARK)
    ? await guardianSends(turn, message.text.slice(FILE_MARK.length))
    : turn.tapped
      ? await takeTap(turn, turn.tapped)
      : withToneWarning(turn, await takeTurn(turn));
  const answer = withNumbersHidden(outcome, message.text);
  return place?.kind === 'group' ? { ...answer, brief: await forGroup(turn, outcome) } : answer;
};

/** Once a message is answered nobody needs the telephones and identity numbers in it any more (decision 008). */
const withNumbersHidden = (outcome: Outcome, text: string): Outcome => {
  const kept = withoutNumbers(outcome.kept ?? text);
  return outcome.kept === undefined && kept === text ? outcome : { ...outcome, kept };
};

/** The pupils whom somebody was asked to act for. */
const referredIn = (duties: Conversation['duties']): string[] =>
  duties.flatMap(({ asked, about }) => (asked && about.student ? [about.student] : []));

/** What the whole group may read: a group text carries counts and a pointer (policy.md §5.2.1). */
const forGroup = async (turn: Turn, { brief }: Outcome): Promise<string> =>
  [brief ?? phrase(turn, 'brief_private'), await unboundHint(turn, turn.place)].filter(Boolean).join('\n');
