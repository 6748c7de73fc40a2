import { afterQuiet } from '../domain/calendar/clocks.ts';
import type { Instant } from '../domain/calendar/time.ts';
import type { County } from '../domain/decision.ts';
import { type Room, roomOf, roomOfParent } from '../domain/notices/daily.ts';
import type { NoticeFile } from '../domain/notices/file.ts';
import type { Notice } from '../domain/notices/notice.ts';
import type { Database } from '../prisma/client.ts';
import { takePlaces } from '../prisma/stores/daily-store.ts';
import {
  claimNotices,
  holdNotices,
  keepDigests,
  markNotices,
  type Outcome,
  type Outgoing,
} from '../prisma/stores/notice-store.ts';
import type { Words } from '../templates/words.ts';
import { type Bundle, gather } from './bundle.ts';
import type { Channel, Delivery, Receipt } from './channel.ts';
import { forTheirReaders } from './readers.ts';
import { tellReviewers } from './reviewers.ts';
import { isSameNews, type ToFamily, tellAbove, toFamilyIn, undeliveredOf } from './tell-above.ts';
import { NOT_MADE, UNSAFE, type Undelivered } from './undelivered.ts';
import { unsafeAmong } from './unsafe.ts';

export interface DeliverDependencies {
  database: Database;
  county(): County;
  channel: Channel;
  words: Words;
  /** Told of a channel that threw. */
  onTrouble?(what: string, error: unknown): void;
  /** The telephones of these people, as far as they are known. */
  phonesOf(people: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Makes a file, once; returns its id. */
  makeFile(file: NoticeFile, now: Instant): Promise<string>;
}

/**
 * Sends these people (or, with null, everybody) what is due to them and still wanted. Returns how many notices were
 * taken, so that a caller knows whether to look again.
 */
export const deliverDue = async (
  recipients: readonly string[] | null,
  now: Instant,
  dependencies: DeliverDependencies,
): Promise<number> => {
  const { taken, marked } = await sendDue(recipients, now, dependencies);
  await marked;
  return taken;
};

/** The same, for a caller that goes on while the last outcomes are still being written down. */
export const sendDue = async (
  recipients: readonly string[] | null,
  now: Instant,
  dependencies: DeliverDependencies,
): Promise<{ taken: number; marked: Promise<void> }> => {
  const { database, county, words, phonesOf, onTrouble } = dependencies;
  const claimed = await claimNotices(database, now, recipients);
  const awake = await withoutResting(claimed, now, database, county());
  const { notices, withheld } = await forTheirReaders(awake, now, {
    database,
    county: county(),
    // Without a telephone the words go all the same.
    phonesOf: (people) =>
      phonesOf(people).catch((error: unknown) => {
        onTrouble?.('phones', error);
        return new Map();
      }),
  });
  await tellReviewers(withheld, now, database, county());
  const bundles = byRecipient(notices).flatMap((some) => gather(some, words, now));
  const unsafe = await unsafeAmong(bundles, database);
  const told = (bundle: Bundle, reason: string): Undelivered[] => undeliveredOf(bundle, reason, words, now);
  let outcomes: Outcome[] = [];
  let refused = [...unsafe].map(
    (bundle): Refused => ({
      undelivered: told(bundle, UNSAFE),
      news: toFamilyIn(bundle),
      outcomes: dropped(bundle),
    }),
  );
  const reached: ToFamily[] = [];
  let markedAt = performance.now();
  const safe = bundles.filter((bundle) => !unsafe.has(bundle));
  const going = await placed(safe, now, database, county());
  const digests = going.filter(({ delivery }) => delivery.kind === 'digest');
  await keepDigests(
    database,
    digests.map((bundle) => ({ key: bundle.delivery.key, ids: idsOf(bundle) })),
  );
  // Who was told of nothing must not be forgotten: above is told before that is written down, and only once everybody
  // else who is to hear the same has been tried.
  const settled = async (left: readonly Bundle[]): Promise<Outcome[]> => {
    const isOpen = ({ news }: Refused): boolean =>
      left.some((bundle) => isSameNews(toFamilyIn(bundle), news));
    const ended = refused.filter((one) => !isOpen(one));
    refused = refused.filter(isOpen);
    const undelivered = ended.flatMap((one) => one.undelivered);
    await tellAbove(undelivered, reached, now, database, county());
    const all = [...outcomes, ...ended.flatMap((one) => one.outcomes)];
    outcomes = [];
    return all;
  };
  for (const [place, bundle] of going.entries()) {
    const receipt = await send(bundle, now, dependencies);
    const news = toFamilyIn(bundle);
    const came = settle(bundle, receipt);
    if (receipt.kind === 'refused')
      refused.push({ undelivered: told(bundle, receipt.reason), news, outcomes: came });
    else outcomes.push(...came);
    if (receipt.kind === 'accepted' && news) reached.push(news);
    if (performance.now() - markedAt < MARKED_EVERY_MS) continue;
    await markNotices(database, await settled(going.slice(place + 1)), now);
    markedAt = performance.now();
  }
  const marked = markNotices(database, await settled([]), now);
  // Whoever awaits it later still hears of a fault; until then it is nobody's.
  marked.catch(() => undefined);
  return { taken: claimed.length, marked };
};

/** What no way took or may not be sent any more, until it is told above and written down. */
interface Refused {
  undelivered: Undelivered[];
  news: ToFamily | null;
  outcomes: Outcome[];
}

/** Soon, so that a process that dies leaves little that was sent and not yet marked: of a channel of the net, one or two. */
const MARKED_EVERY_MS = 200;

/**
 * What was decided by day and comes late, after a limit or an outage, wakes no family: it waits for the morning like what is
 * decided at night (law.md §8.10).
 */
const withoutResting = async (
  claimed: readonly Outgoing[],
  now: Instant,
  database: Database,
  { policy: { settings } }: County,
): Promise<readonly Outgoing[]> => {
  const until = afterQuiet(now, settings['quiet.parent']);
  if (until === now) return claimed;
  const rests = ({ role, urgent, kind }: Outgoing): boolean =>
    role === 'guardian' && !urgent && kind !== 'reply';
  await holdNotices(
    database,
    claimed.filter(rests).map(({ id }) => ({ id, until })),
  );
  return claimed.filter((notice) => !rests(notice));
};

const byRecipient = (claimed: readonly Outgoing[]): Outgoing[][] => {
  const groups = new Map<string, Outgoing[]>();
  for (const notice of claimed) groups.set(notice.to, [...(groups.get(notice.to) ?? []), notice]);
  return [...groups.values()];
};

/**
 * What cannot be said, or whose file cannot be made, was surely not sent: it is tried once more by itself. Then the words go
 * without their file and say so; without words it has reached nobody.
 */
const send = async (
  bundle: Bundle,
  now: Instant,
  { channel, words, makeFile, onTrouble }: DeliverDependencies,
): Promise<Receipt> => {
  const { delivery, notices, fault } = bundle;
  const isLast = (notices[0]?.attempts ?? 0) >= 2;
  if (fault !== undefined) {
    onTrouble?.('words', fault);
    return isLast ? { kind: 'refused', reason: NOT_MADE } : { kind: 'unknown' };
  }
  try {
    return await attempt(channel, await withFile(bundle, makeFile, now), onTrouble);
  } catch (error) {
    onTrouble?.('file', error);
    if (!isLast) return { kind: 'unknown' };
    const text = `${delivery.text}\n${words.say('phrase:file_not_made', { now })}`;
    return attempt(channel, { ...delivery, text }, onTrouble);
  }
};

/** A file is made when it goes out, once. */
const withFile = async (
  { delivery, notices }: Bundle,
  makeFile: DeliverDependencies['makeFile'],
  now: Instant,
): Promise<Delivery> => {
  const file = delivery.kind === 'digest' ? null : (notices[0]?.file ?? null);
  return file ? { ...delivery, file: { id: await makeFile(file, now) } } : delivery;
};

/** What today still has room for; the rest waits for the next gathering, and nothing of it is dropped (docs/decisions/013). */
const placed = async (
  bundles: readonly Bundle[],
  now: Instant,
  database: Database,
  { directory, policy: { settings } }: County,
): Promise<Bundle[]> => {
  const counted = bundles.filter(isCounted);
  const roomFor = ({ delivery: { to, role, kind, items } }: Bundle): Room =>
    role === 'guardian'
      ? roomOfParent(now, settings)
      : roomOf(to, now, directory, settings, kind === 'notice' ? nextDue(items, now) : null);
  const wanted = counted.map((bundle) => ({
    person: bundle.delivery.to,
    asParent: bundle.delivery.role === 'guardian',
    key: bundle.delivery.key,
    places: roomFor(bundle).places,
  }));
  const taken = await takePlaces(database, now, wanted);
  const isFree = (bundle: Bundle): boolean =>
    !isCounted(bundle) || roomWanted(bundle) === 'taken' || taken.has(bundle.delivery.key);
  const waiting = bundles.filter((bundle) => !isFree(bundle));
  await holdNotices(
    database,
    waiting.flatMap((bundle) => bundle.notices.map(({ id }) => ({ id, until: roomFor(bundle).next }))),
  );
  return bundles.filter(isFree);
};

/** When the first of the tasks told of falls due, of those whose time still runs. */
const nextDue = (items: Delivery['items'], now: Instant): Instant | null =>
  items.reduce<Instant | null>(
    (first, { due }) =>
      due !== null && due > now && due < (first ?? Number.POSITIVE_INFINITY) ? due : first,
    null,
  );

/** Answers and what is urgent come whatever the day has brought; a group is no person. Of what a family is sent, the texts count. */
const isCounted = (bundle: Bundle): boolean => {
  const { kind, urgent, role } = bundle.delivery;
  if (bundle.fault !== undefined) return false;
  if (kind === 'reply' || urgent || (role as string) === '' || roomWanted(bundle) === 'none') return false;
  return role !== 'guardian' || bundle.notices.some(({ words }) => words.startsWith('parents/'));
};

const roomWanted = ({ notices }: Bundle): Notice['room'] => notices[0]?.room;

const idsOf = ({ notices }: Bundle): bigint[] => notices.map(({ id }) => id);

/** A channel that throws has not said no: what it did is unknown. */
const attempt = async (
  channel: Channel,
  delivery: Delivery,
  onTrouble: DeliverDependencies['onTrouble'],
): Promise<Receipt> => {
  try {
    return await channel.deliver(delivery);
  } catch (error) {
    onTrouble?.('deliver', error);
    return { kind: 'unknown' };
  }
};

/** An earlier try whose end nobody knows may have been shown all the same. */
const dropped = ({ notices }: Bundle): Outcome[] =>
  notices.map(({ id, attempts }) => ({
    ...{ id, text: null, reason: 'whoever it is for is not to be told any more' },
    state: attempts >= 2 ? 'unknown' : 'dropped',
  }));

const settle = ({ delivery, notices }: Bundle, receipt: Receipt): Outcome[] => {
  const [carrier, ...gathered] = notices;
  if (!carrier) return [];
  const { text, key } = delivery;
  const { id } = carrier;
  const others = gathered.map(
    (notice): Outcome => ({ id: notice.id, state: 'gathered', text: null, reason: key }),
  );
  switch (receipt.kind) {
    case 'accepted':
      return [{ id, state: 'sent', text, reason: receipt.way ?? null }, ...others];
    case 'refused':
      // An earlier try whose end nobody knows may have been shown all the same.
      return [
        { id, state: carrier.attempts >= 2 ? 'unknown' : 'refused', text, reason: receipt.reason },
        ...others,
      ];
    case 'unknown':
      // Left in `sending`, it is given out once more under the same key; the second time it stays unknown, in sight.
      return carrier.attempts >= 2 ? [{ id, state: 'unknown', text, reason: null }, ...others] : [];
    case 'later':
      return notices.map((notice) => ({
        id: notice.id,
        state: 'pending',
        text: null,
        reason: notice.digest,
        again: receipt.at,
      }));
  }
};
