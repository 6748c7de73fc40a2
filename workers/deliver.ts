import type { Instant } from '../domain/calendar/time.ts';
import type { Database } from '../prisma/client.ts';
import { claimNotices, markNotice, type Outgoing } from '../prisma/stores/notice-store.ts';
import type { Words } from '../templates/words.ts';
import type { Channel, Delivery, Receipt } from './channel.ts';

/** Room for one message in WeCom, in bytes of UTF-8. */
const MOST_BYTES = 2048;

export interface DeliverDependencies {
  database: Database;
  channel: Channel;
  words: Words;
}

/** Sends one person everything that is due to them and still wanted. Returns how many messages went out. */
export const deliverTo = async (
  recipient: string,
  now: Instant,
  { database, channel, words }: DeliverDependencies,
): Promise<number> => {
  const claimed = await database.$transaction((tx) => claimNotices(tx, recipient, now));
  const bundles = gather(claimed, words, now);
  for (const { delivery, notices } of bundles) {
    const receipt = await attempt(channel, delivery);
    const [carrier, ...gathered] = notices;
    if (carrier) await settle(database, carrier, delivery, receipt, now);
    for (const notice of gathered)
      await markNotice(database, notice.id, { state: 'gathered', into: delivery.key }, now);
  }
  return bundles.length;
};

/** A channel that throws has not said no: what it did is unknown. */
const attempt = async (channel: Channel, delivery: Delivery): Promise<Receipt> => {
  try {
    return await channel.deliver(delivery);
  } catch {
    return { kind: 'unknown' };
  }
};

const settle = async (
  database: Database,
  notice: Outgoing,
  { text }: Delivery,
  receipt: Receipt,
  now: Instant,
): Promise<void> => {
  if (receipt.kind === 'accepted') return markNotice(database, notice.id, { state: 'sent', text }, now);
  if (receipt.kind === 'refused')
    return markNotice(database, notice.id, { state: 'refused', reason: receipt.reason, text }, now);
  // Left in `sending`, it is given out once more under the same key; the second time it stays unknown, in sight.
  if (notice.attempts >= 2) await markNotice(database, notice.id, { state: 'unknown', text }, now);
};

interface Bundle {
  delivery: Delivery;
  notices: Outgoing[];
}

/** What had to wait (quiet hours, or while nothing ran) comes as one digest; everything else as it is. */
const gather = (claimed: readonly Outgoing[], words: Words, now: Instant): Bundle[] => {
  const waited = claimed.filter(canWait);
  const digested = waited.length > 1 ? waited : [];
  const alone = claimed.filter((notice) => !digested.includes(notice));
  return [...alone.map((notice) => single(notice, words, now)), ...digests(digested, words, now)];
};

const canWait = ({ kind, urgent, at, sendAt, late }: Outgoing): boolean =>
  kind !== 'reply' && kind !== 'document' && !urgent && (sendAt > at || late);

const single = (notice: Outgoing, words: Words, now: Instant): Bundle => ({
  delivery: {
    key: notice.key,
    to: notice.to,
    role: notice.role,
    kind: notice.kind,
    rules: notice.rules,
    items: notice.items,
    options: notice.options,
    text: notice.text ?? words.say(notice.words, { ...notice, now }),
    at: now,
    file: notice.file,
  },
  notices: [notice],
});

/** As many digests as WeCom's message length asks for; nothing is cut. */
const digests = (waited: readonly Outgoing[], words: Words, now: Instant): Bundle[] => {
  const bundles: Bundle[] = [];
  let notices: Outgoing[] = [];
  const say = (parts: readonly Outgoing[]): string =>
    words.say('digest', {
      parts: parts.map((notice) => words.say(notice.words, { ...notice, options: [], now })),
      now,
    });
  const close = () => {
    const [first] = notices;
    if (!first) return;
    bundles.push({
      delivery: {
        key: `${first.key}|digest`,
        to: first.to,
        role: first.role,
        kind: 'digest',
        rules: [...new Set(notices.flatMap(({ rules }) => rules))],
        items: notices.flatMap(({ items }) => items),
        options: [],
        text: say(notices),
        at: now,
        file: null,
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
