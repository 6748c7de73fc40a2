import { type Instant, MINUTE } from '../domain/calendar/time.ts';
import type { Chat } from '../domain/conversation/chat.ts';
import type { Database } from '../prisma/client.ts';
import { type Account, accountsOf, type Book } from '../prisma/stores/account-store.ts';
import { putGroupNotice } from '../prisma/stores/notice-store.ts';
import type { Channel, Delivery, Receipt, Way } from './channel.ts';

/** The ways a message can go, as configured; what is not there is not tried. */
export interface Ways {
  app?: Way;
  aibot?: Way & GroupWay;
  school?: Way;
  wechaty?: Way & GroupWay;
  webhook?: Way;
  /** The last resort where the sandbox runs: a chat for everybody. */
  sandbox?: Way;
}
export type WayName = keyof Ways;

/** A way into the group in which something was asked. */
export interface GroupWay {
  sayInGroup(delivery: Delivery, place: Chat, text: string): Promise<Receipt>;
}

export interface RouteDependencies {
  database: Database;
  ways: Ways;
  /** The clock of the outside world, in which limits and pauses run. */
  realNow(): Instant;
  /** What a group hears when the answer cannot be given in private. */
  noPrivateWay(): string;
}

/** The recipient that stands for a group that takes posts. */
export const groupRecipient = (channel: string, id: string): string => `group:${channel}:${id}`;
const GROUP = /^group:(webhook|aibot|wechaty):(.+)$/s;

const BOOKS: Readonly<Record<WayName, Book | null>> = {
  app: 'member',
  aibot: 'member',
  school: 'parent',
  wechaty: 'wechaty',
  webhook: null,
  sandbox: null,
};

/** An AI bot that nobody is connected as may be so again in a while; what is urgent waits less for it. */
const OFFLINE = 'offline';
const TRY_AGAIN_MS = 15_000;
const PATIENCE_MS = { urgent: MINUTE, ordinary: 10 * MINUTE } as const;

/**
 * Brings a message to a person by the first of their ways that takes it: a refusal moves on to the next. What may
 * have been shown is not said again elsewhere, and what has to wait for a limit waits.
 */
export const openRoute = (dependencies: RouteDependencies): Channel => ({
  deliver: async (delivery) => {
    const receipt = await toRecipient(delivery, dependencies);
    await tellGroup(delivery, receipt, dependencies);
    return inProductTime(receipt, delivery, dependencies);
  },
});

const toRecipient = async (delivery: Delivery, dependencies: RouteDependencies): Promise<Receipt> => {
  const [, channel, id] = GROUP.exec(delivery.to) ?? [];
  if (channel && id) return toGroup(delivery, channel, id, dependencies);
  const { database, ways, realNow } = dependencies;
  const accounts = await accountsOf(database, delivery.to);
  const refusals: string[] = [];
  for (const name of orderFor(delivery)) {
    const way = ways[name];
    if (!way) continue;
    for (const { id: address, subscribed } of accountsOn(name, accounts, delivery)) {
      // WeCom takes a notice to a parent who does not follow them, and shows it to nobody.
      if (subscribed === false) {
        refusals.push(`${name}:not_subscribed`);
        continue;
      }
      const receipt = await way.deliver(delivery, address);
      if (receipt.kind === 'accepted') return { ...receipt, way: name };
      if (receipt.kind !== 'refused') return receipt;
      refusals.push(`${name}:${receipt.reason}`);
    }
  }
  return patiently({ kind: 'refused', reason: refusals.join(' ') || 'no_way' }, delivery, realNow());
};

/** What only a lost connection stands against is tried again for a while; then it counts as reaching nobody. */
const patiently = (receipt: Receipt, { at, since, urgent }: Delivery, realNow: Instant): Receipt => {
  const isOffline = receipt.kind === 'refused' && receipt.reason.split(/[ :]/).includes(OFFLINE);
  const patience = urgent ? PATIENCE_MS.urgent : PATIENCE_MS.ordinary;
  return isOffline && at - since < patience ? { kind: 'later', at: realNow + TRY_AGAIN_MS } : receipt;
};

const toGroup = async (
  delivery: Delivery,
  channel: string,
  id: string,
  { ways, realNow }: RouteDependencies,
): Promise<Receipt> => {
  if (channel === 'webhook')
    return ways.webhook ? ways.webhook.deliver(delivery, id) : { kind: 'refused', reason: 'no_way' };
  const way = channel === 'aibot' ? ways.aibot : ways.wechaty;
  if (!way) return { kind: 'refused', reason: 'no_way' };
  const place = { channel: channel === 'aibot' ? 'aibot' : 'wechaty', kind: 'group', id } as const;
  return patiently(await way.sayInGroup(delivery, place, delivery.text), delivery, realNow());
};

/** Where somebody spoke, they are answered; reminders go by the app; parents by the school's notices. */
const orderFor = ({ role, answers }: Delivery): WayName[] => {
  if (role === 'guardian') return ['school', 'wechaty', 'sandbox'];
  switch (answers?.place.channel) {
    case 'aibot':
      return ['aibot', 'app', 'wechaty', 'school', 'sandbox'];
    case 'wechaty':
      return ['wechaty', 'app', 'aibot', 'sandbox'];
    default:
      return ['app', 'aibot', 'wechaty', 'school', 'sandbox'];
  }
};

const accountsOn = (name: WayName, accounts: readonly Account[], { to, role, kind }: Delivery): Account[] => {
  if (name === 'sandbox') return [{ book: 'member', id: to, subscribed: null }];
  // A colleague who is a parent too gets no word of work as a parent.
  if (name === 'school' && role !== 'guardian' && !isOnlyParent(accounts, kind)) return [];
  return accounts.filter(({ book }) => book === BOOKS[name]);
};

/** An answer has no post; whoever has no other account asked as a parent. */
const isOnlyParent = (accounts: readonly Account[], kind: Delivery['kind']): boolean =>
  kind === 'reply' && accounts.every(({ book }) => book === 'parent');

/**
 * A question asked in a group is answered there too, without names, once it is known whether the private answer went.
 * The line is a notice of its own, so that it waits for limits and connections as others do.
 */
const tellGroup = async (
  delivery: Delivery,
  receipt: Receipt,
  { database, noPrivateWay }: RouteDependencies,
): Promise<void> => {
  const { answers } = delivery;
  if (answers?.place.kind !== 'group' || answers.brief === null || receipt.kind === 'later') return;
  const { place, brief, messageId } = answers;
  const isPublic = brief === delivery.text;
  await putGroupNotice(database, {
    key: `${delivery.key}|group`,
    to: groupRecipient(place.channel, place.id),
    kind: 'reply',
    text: receipt.kind === 'refused' && !isPublic ? noPrivateWay() : brief,
    answers: { messageId, place, brief: null },
    at: delivery.at,
  });
};

/** Limits run by the real clock, the outbox by the product's, which the sandbox may have moved. */
const inProductTime = (receipt: Receipt, { at }: Delivery, { realNow }: RouteDependencies): Receipt =>
  receipt.kind === 'later' ? { kind: 'later', at: at + Math.max(0, receipt.at - realNow()) } : receipt;
