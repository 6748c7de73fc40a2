import type { Instant } from '../../domain/calendar/time.ts';
import type { Chat } from '../../domain/conversation/chat.ts';
import type { Database } from '../../prisma/client.ts';
import type { Secrets } from '../../prisma/secrets.ts';
import { singleTalk } from '../../prisma/stores/account-store.ts';
import { dropCard, keepCard } from '../../prisma/stores/card-store.ts';
import {
  type ErrandResult,
  errandResult,
  leaveErrand,
  withdrawErrand,
} from '../../prisma/stores/errand-store.ts';
import { isLeased } from '../../prisma/stores/lease-store.ts';
import { buttonCard, cardTask } from '../../templates/cards.ts';
import type { Delivery, Receipt, Way } from '../channel.ts';
import { type ErrandBody, errandKey } from '../errands.ts';
import type { GroupWay } from '../route.ts';
import type { Pace } from './pace.ts';

export interface ErrandWayDependencies {
  database: Database;
  secrets: Secrets;
  channel: 'aibot' | 'wechaty';
  /** The lease of whichever process is connected. */
  lease: string;
  pace: Pace;
  /** Whether cards can be shown there. */
  cards: boolean;
  openFile(id: string): Promise<{ name: string; content: Buffer }>;
  now(): Instant;
  sleep(milliseconds: number): Promise<void>;
}

/** How long the connected process may take to begin, and then to end, in milliseconds. */
const BEGIN_WITHIN = 3000;
const END_WITHIN = 15_000;
const LOOK_EVERY = 50;

/**
 * The way over a connection that one process of all holds: the message is left as an errand, and its end awaited.
 * Nobody connected: refused as `offline`, and surely not said.
 */
export const openErrandWay = (dependencies: ErrandWayDependencies): Way & GroupWay => {
  const { database, channel, pace, now } = dependencies;

  const run = async (key: string, body: ErrandBody, urgent: boolean): Promise<Receipt> => {
    if (!(await isLeased(database, dependencies.lease))) return OFFLINE;
    const target = { kind: 'conversation', bot: channel, conversation: body.to.id } as const;
    const room = await pace.take(target, { urgent, now: now(), count: framesOf(body) });
    if (!room.ok) return { kind: 'later', at: room.again };
    return receiptOf(await errand(errandKey(channel, key), body, dependencies), now());
  };

  return {
    deliver: async (delivery, address) => {
      const id = await conversationOf(delivery, address, channel, database);
      if (id === null) return { kind: 'refused', reason: 'never_spoken' };
      const { body, task } = await bodyFor(delivery, id, dependencies);
      // Before it is shown: a tap may come sooner than the answer.
      if (task)
        await keepCard(database, {
          ...{ task, channel: 'aibot', notice: delivery.key, person: delivery.to, address: id },
          ...{ title: titleOf(delivery), duties: delivery.duties, code: null, at: now() },
        });
      const receipt = await run(delivery.key, body, isPressing(delivery));
      if (task && (receipt.kind === 'refused' || receipt.kind === 'later')) await dropCard(database, task);
      return receipt;
    },
    sayInGroup: (delivery, place: Chat, text) =>
      run(
        delivery.key,
        {
          answer: delivery.answers?.place.id === place.id ? delivery.answers.messageId : null,
          to: { kind: 'group', id: place.id },
          text,
          ...{ card: null, instead: '', file: null },
        },
        isPressing(delivery),
      ),
  };
};

/** Nobody is connected: surely not said. */
const OFFLINE: Receipt = { kind: 'refused', reason: 'offline' };

/** As many messages as WeCom counts. */
const framesOf = ({ text, card, file }: ErrandBody): number =>
  Math.max(1, [text, card, file].filter((part) => part !== null && part !== '').length);

/** Whoever asked waits for the answer. */
const isPressing = ({ urgent, kind }: Delivery): boolean => urgent || kind === 'reply';

/** The single chat in which the person is answered, or has ever spoken. */
const conversationOf = async (
  { answers }: Delivery,
  address: string,
  channel: 'aibot' | 'wechaty',
  database: Database,
): Promise<string | null> =>
  answers?.place.channel === channel && answers.place.kind === 'single'
    ? answers.place.id
    : singleTalk(database, channel, address);

const bodyFor = async (
  delivery: Delivery,
  id: string,
  { channel, cards, openFile }: ErrandWayDependencies,
): Promise<{ body: ErrandBody; task: string | null }> => {
  const { text, options, key, file, answers } = delivery;
  const task = cardTask(key, 0);
  const make = (within: string) =>
    cards ? buttonCard({ place: 'aibot', task, title: titleOf(delivery), text: within, options }) : null;
  const whole = make(text);
  const card = whole ?? make('');
  const paper = file ? await openFile(file.id) : null;
  const answered = answers?.place.channel === channel && answers.place.kind === 'single';
  return {
    task: card ? task : null,
    body: {
      answer: answered ? answers.messageId : null,
      to: { kind: 'single', id },
      text: whole ? '' : text,
      card,
      instead: whole ? text : '',
      file: paper ? { name: paper.name, content: paper.content.toString('base64') } : null,
    },
  };
};

/** A line above the buttons: what it is about, without a name where there are several. */
const titleOf = ({ text }: Delivery): string => text.split('\n', 1)[0]?.trim() || '…';

const errand = async (
  key: string,
  body: ErrandBody,
  { database, secrets, now, sleep }: ErrandWayDependencies,
): Promise<ErrandResult> => {
  let result = await leaveErrand({ database, secrets }, key, body, now());
  const begun = now();
  while (result.state === 'open' && now() - begun < BEGIN_WITHIN) {
    await sleep(LOOK_EVERY);
    result = await errandResult(database, key);
  }
  if (result.state === 'open' && (await withdrawErrand(database, key)))
    return { state: 'withdrawn', reason: null };
  while (isUnderWay(result.state) && now() - begun < END_WITHIN) {
    await sleep(LOOK_EVERY);
    result = await errandResult(database, key);
  }
  return result;
};

const isUnderWay = (state: ErrandResult['state']): boolean => state === 'open' || state === 'taken';

const LATER_MS = 60_000;

const receiptOf = ({ state, reason }: ErrandResult, now: Instant): Receipt => {
  switch (state) {
    case 'accepted':
      return { kind: 'accepted' };
    case 'refused':
      return { kind: 'refused', reason: reason ?? 'refused' };
    case 'withdrawn':
      return OFFLINE;
    case 'later':
      return reason === 'busy' ? { kind: 'later', at: now + LATER_MS } : OFFLINE;
    case 'open':
    case 'taken':
    case 'unknown':
      return { kind: 'unknown' };
  }
};
