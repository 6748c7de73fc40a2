import type { Instant } from '../domain/calendar/time.ts';
import type { County } from '../domain/decision.ts';
import type { Paper } from '../domain/facts/fact.ts';
import type { Database } from '../prisma/client.ts';
import {
  claimNotices,
  dutiesIn,
  isOtherGuardianTold,
  keepDigest,
  markNotices,
  type Outcome,
  type Outgoing,
  putNotices,
} from '../prisma/stores/notice-store.ts';
import type { Words } from '../templates/words.ts';
import type { Channel, Delivery, Receipt } from './channel.ts';
import { type Undelivered, undeliveredNotice } from './undelivered.ts';

/** Room for one message in WeCom, in bytes of UTF-8. */
const MOST_BYTES = 2048;

export interface DeliverDependencies {
  database: Database;
  county(): County;
  channel: Channel;
  words: Words;
  /** Told of a channel that threw. */
  onTrouble?(what: string, error: unknown): void;
  /** Drafts a paper, once; returns its id. */
  draft(file: { paper: Paper; student: string }, now: Instant): Promise<string>;
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
  { database, county, channel, words, draft, onTrouble }: DeliverDependencies,
): Promise<{ taken: number; marked: Promise<void> }> => {
  const claimed = await claimNotices(database, now, recipients);
  let outcomes: Outcome[] = [];
  const reached: Delivery[] = [];
  const refused: Undelivered[] = [];
  for (const notices of byRecipient(claimed))
    for (const bundle of await gather(notices, words, draft, now)) {
      const { delivery } = bundle;
      if (delivery.kind === 'digest') await keepDigest(database, idsOf(bundle), delivery.key);
      const receipt = await attempt(channel, delivery, onTrouble);
      if (receipt.kind === 'refused') refused.push({ delivery, reason: receipt.reason });
      if (receipt.kind === 'accepted') reached.push(delivery);
      outcomes.push(...settle(bundle, receipt));
      if (outcomes.length < MARKED_TOGETHER) continue;
      await markNotices(database, outcomes, now);
      outcomes = [];
    }
  // Before the last are written down: who was told of nothing must not be forgotten.
  for (const one of refused) await tellAbove(one, reached, now, database, county());
  const marked = markNotices(database, outcomes, now);
  // Whoever awaits it later still hears of a fault; until then it is nobody's.
  marked.catch(() => undefined);
  return { taken: claimed.length, marked };
};

/** Few, so that a process that dies leaves little that was sent and not yet marked. */
const MARKED_TOGETHER = 10;

const byRecipient = (claimed: readonly Outgoing[]): Outgoing[][] => {
  const groups = new Map<string, Outgoing[]>();
  for (const notice of claimed) groups.set(notice.to, [...(groups.get(notice.to) ?? []), notice]);
  return [...groups.values()];
};

const idsOf = ({ notices }: Bundle): bigint[] => notices.map(({ id }) => id);

/** Reaching nobody is told to the next rung; of two parents it is enough that one was reached. */
const tellAbove = async (
  undelivered: Undelivered,
  reached: readonly Delivery[],
  now: Instant,
  database: Database,
  county: County,
): Promise<void> => {
  const { delivery } = undelivered;
  const isTold =
    delivery.role === 'guardian' &&
    (reached.some((other) => isSameNews(other, delivery)) ||
      (await isOtherGuardianTold(database, delivery, now)));
  const notice = isTold ? null : undeliveredNotice(undelivered, now, county);
  if (notice) await putNotices(database, [notice]);
};

const isSameNews = (one: Delivery, other: Delivery): boolean =>
  one.role === other.role &&
  one.rules[0] === other.rules[0] &&
  one.items[0]?.about.student === other.items[0]?.about.student;

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
      return [{ id, state: 'sent', text, reason: null }, ...others];
    case 'refused':
      return [{ id, state: 'refused', text, reason: receipt.reason }, ...others];
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

interface Bundle {
  delivery: Delivery;
  notices: Outgoing[];
}

/**
 * What had to wait (quiet hours, or while nothing ran) comes as one digest; everything else as it is. What was cut off
 * in sending goes out in the same shape as before, since the channel may know its key.
 */
const gather = async (
  claimed: readonly Outgoing[],
  words: Words,
  draft: DeliverDependencies['draft'],
  now: Instant,
): Promise<Bundle[]> => {
  const again = claimed.filter(({ digest }) => digest !== null);
  const waited = claimed.filter((notice) => notice.attempts === 1 && canWait(notice));
  const fresh = waited.length > 1 ? waited : [];
  const digested = [...again, ...fresh];
  const alone = claimed.filter((notice) => !digested.includes(notice));
  const bundles: Bundle[] = [];
  for (const notice of alone) {
    const file = notice.file ? { ...notice.file, id: await draft(notice.file, now) } : null;
    bundles.push(single(notice, file, words, now));
  }
  const before = [...new Set(again.map(({ digest }) => digest))].map((key) =>
    again.filter(({ digest }) => digest === key),
  );
  return [...bundles, ...[...before, fresh].flatMap((notices) => digests(notices, words, now))];
};

const canWait = ({ kind, urgent, at, sendAt, late }: Outgoing): boolean =>
  kind !== 'reply' && kind !== 'document' && !urgent && (sendAt > at || late);

const single = (notice: Outgoing, file: Delivery['file'], words: Words, now: Instant): Bundle => ({
  delivery: {
    key: notice.key,
    to: notice.to,
    role: notice.role,
    kind: notice.kind,
    rules: notice.rules,
    items: notice.items,
    options: notice.options,
    text: notice.text ?? words.say(notice.words, { ...notice, now }),
    urgent: notice.urgent,
    at: now,
    since: notice.putOffAt ?? now,
    file,
    duties: dutiesIn(notice),
    answers: notice.answers ?? null,
  },
  notices: [notice],
});

/** A reminder of what a later word in the same digest says has run out meanwhile. */
const isOvertaken = (notice: Outgoing, all: readonly Outgoing[]): boolean =>
  notice.kind === 'reminder' &&
  notice.items.length > 0 &&
  notice.items.every(({ duty }) =>
    all.some(
      (later) =>
        later.id > notice.id && later.kind === 'reminder' && later.items.some((item) => item.duty === duty),
    ),
  );

/** As many digests as WeCom's message length asks for; nothing is cut. */
const digests = (waited: readonly Outgoing[], words: Words, now: Instant): Bundle[] => {
  const bundles: Bundle[] = [];
  let notices: Outgoing[] = [];
  const say = (parts: readonly Outgoing[]): string =>
    words.say('digest', {
      parts: parts
        .filter((notice) => !isOvertaken(notice, parts))
        .map((notice) => words.say(notice.words, { ...notice, options: [], now })),
      now,
    });
  const close = () => {
    const [first] = notices;
    if (!first) return;
    bundles.push({
      delivery: {
        key: first.digest ?? `${first.key}|digest`,
        to: first.to,
        role: first.role,
        kind: 'digest',
        rules: [...new Set(notices.flatMap(({ rules }) => rules))],
        items: notices.flatMap(({ items }) => items),
        options: [],
        text: say(notices),
        urgent: false,
        at: now,
        since: first.putOffAt ?? now,
        file: null,
        duties: [],
        answers: null,
      },
      notices,
    });
    notices = [];
  };
  for (const notice of waited) {
    if (notices.length > 0 && Buffer.byteLength(say([...notices, notice])) > MOST_BYTES) close();
    notices.push(notice);
  }
  close();
  return bundles;
};
