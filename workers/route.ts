import type { Instant } from '../domain/calendar/time.ts';
import type { Place } from '../domain/conversation/place.ts';
import type { Database } from '../prisma/client.ts';
import { type Account, accountsOf, type Book } from '../prisma/stores/account-store.ts';
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
  sayInGroup(delivery: Delivery, place: Place, text: string): Promise<Receipt>;
}

export interface RouteDependencies {
  database: Database;
  ways: Ways;
  /** The clock of the outside world, in which limits and pauses run. */
  realNow(): Instant;
  /** What a group hears when the answer cannot be given in private. */
  noPrivateWay(): string;
  onTrouble(what: string, error: unknown): void;
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

/** An AI bot that nobody is connected as may be so again in a while. */
const OFFLINE = 'offline';
const TRY_AGAIN_MS = 30_000;

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
    for (const address of addressesOn(name, accounts, delivery)) {
      const receipt = await way.deliver(delivery, address);
      if (receipt.kind !== 'refused') return receipt;
      refusals.push(`${name}:${receipt.reason}`);
    }
  }
  if (refusals.some((reason) => reason.endsWith(`:${OFFLINE}`)))
    return { kind: 'later', at: realNow() + TRY_AGAIN_MS };
  return { kind: 'refused', reason: refusals.join(' ') || 'no_way' };
};

const toGroup = async (
  delivery: Delivery,
  channel: string,
  id: string,
  { ways }: RouteDependencies,
): Promise<Receipt> => {
  if (channel === 'webhook')
    return ways.webhook ? ways.webhook.deliver(delivery, id) : { kind: 'refused', reason: 'no_way' };
  const way = channel === 'aibot' ? ways.aibot : ways.wechaty;
  if (!way) return { kind: 'refused', reason: 'no_way' };
  const place = { channel: channel === 'aibot' ? 'aibot' : 'wechaty', kind: 'group', id } as const;
  return way.sayInGroup(delivery, place, delivery.text);
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

const addressesOn = (name: WayName, accounts: readonly Account[], { to, role }: Delivery): string[] => {
  if (name === 'sandbox') return [to];
  // A colleague who is a parent too gets no word of work as a parent.
  if (name === 'school' && role !== 'guardian' && role !== ('' as string)) return [];
  return accounts.filter(({ book }) => book === BOOKS[name]).map(({ id }) => id);
};

/** A question asked in a group is answered there too, without names; once it is known whether the private answer went. */
const tellGroup = async (
  delivery: Delivery,
  receipt: Receipt,
  { ways, noPrivateWay, onTrouble }: RouteDependencies,
): Promise<void> => {
  const { answers } = delivery;
  if (answers?.place.kind !== 'group' || receipt.kind === 'later') return;
  const { place, brief } = answers;
  const way = place.channel === 'aibot' ? ways.aibot : place.channel === 'wechaty' ? ways.wechaty : undefined;
  const isPublic = brief === delivery.text;
  const text = receipt.kind === 'refused' && !isPublic ? noPrivateWay() : brief;
  if (!way || !text) return;
  // The private answer is what counts; the line for the group may fail without it.
  const told = await way.sayInGroup(delivery, place, text);
  if (told.kind !== 'accepted')
    onTrouble('group', new Error(`a line for a group was not taken: ${told.kind}`));
};

/** Limits run by the real clock, the outbox by the product's, which the sandbox may have moved. */
const inProductTime = (receipt: Receipt, { at }: Delivery, { realNow }: RouteDependencies): Receipt =>
  receipt.kind === 'later' ? { kind: 'later', at: at + Math.max(0, receipt.at - realNow()) } : receipt;
