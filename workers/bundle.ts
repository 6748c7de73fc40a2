import type { Instant } from '../domain/calendar/time.ts';
import { dutiesIn, type Outgoing } from '../prisma/stores/notice-store.ts';
import type { Words } from '../templates/words.ts';
import type { Delivery } from './channel.ts';

/** Room for one message in WeCom, in bytes of UTF-8. */
const MOST_BYTES = 2048;

/** One message, and the notices that go out in it. */
export interface Bundle {
  delivery: Delivery;
  notices: Outgoing[];
  /** Why it cannot be said: it has no words. */
  fault?: unknown;
}

/** As `bundled`; a notice that cannot be said stands by itself, and keeps nothing else back. */
export const gather = (claimed: readonly Outgoing[], words: Words, now: Instant): Bundle[] => {
  try {
    return bundled(claimed, words, now);
  } catch (fault) {
    const [only, ...more] = claimed;
    if (!only || more.length === 0) return only ? [{ ...single(only, '', now), fault }] : [];
    const alone = claimed.flatMap((notice) => gather([{ ...notice, digest: null }], words, now));
    const unsaid = alone.filter((bundle) => bundle.fault !== undefined);
    if (unsaid.length === 0) return alone;
    const wordless = new Set(unsaid.flatMap(({ notices }) => notices.map(({ id }) => id)));
    const said = claimed.filter(({ id }) => !wordless.has(id));
    return [...gather(said, words, now), ...unsaid];
  }
};

/**
 * What had to wait (quiet hours, a full day, or while nothing ran) comes as one digest, but to a family each text by
 * itself; everything else as it is. What was
 * cut off in sending goes out in the same shape as before, since the channel may know its key. The digest first: it
 * tells the most.
 */
const bundled = (claimed: readonly Outgoing[], words: Words, now: Instant): Bundle[] => {
  const again = claimed.filter(({ digest }) => digest !== null);
  const waited = claimed.filter((notice) => notice.attempts === 1 && canWait(notice));
  const fresh = waited.length > 1 ? waited : [];
  const digested = [...again, ...fresh];
  const alone = claimed.filter((notice) => !digested.includes(notice));
  const before = [...new Set(again.map(({ digest }) => digest))].map((key) =>
    again.filter(({ digest }) => digest === key),
  );
  return [
    ...[...before, fresh].flatMap((notices) => digests(notices, words, now)),
    ...alone.map((notice) => single(notice, wordsOf(notice, words, now), now)),
  ];
};

const canWait = ({ kind, urgent, at, sendAt, late, role }: Outgoing): boolean =>
  role !== 'guardian' && kind !== 'reply' && kind !== 'document' && !urgent && (sendAt > at || late);

/** Whom a message is for, its words, and the time of it: the same for one notice and for several, of which the first tells. */
const addressed = ({ to, role, putOffAt }: Outgoing, text: string, now: Instant) => ({
  to,
  role,
  text,
  at: now,
  since: putOffAt ?? now,
  file: null,
});

const wordsOf = (notice: Outgoing, words: Words, now: Instant): string =>
  notice.text ?? words.say(notice.words, { ...notice, now });

const single = (notice: Outgoing, text: string, now: Instant): Bundle => ({
  delivery: {
    ...addressed(notice, text, now),
    key: notice.key,
    kind: notice.kind,
    rules: notice.rules,
    items: notice.items,
    options: notice.options,
    urgent: notice.urgent,
    duties: dutiesIn(notice),
    answers: notice.answers ?? null,
    ...(notice.recording ? { recording: notice.recording } : {}),
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
  let left = waited;
  while (left.length > 0) {
    const { notices, text } = mostThatFit(left, words, now);
    bundles.push(digestOf(notices, text, now));
    left = left.slice(notices.length);
  }
  return bundles;
};

/** The first of these that have room in one message, at least one: all are tried before fewer, since a day's rarely are too many. */
const mostThatFit = (
  waited: readonly Outgoing[],
  words: Words,
  now: Instant,
): { notices: Outgoing[]; text: string } => {
  const together = (count: number) => {
    const notices = waited.slice(0, count);
    return { notices, text: sayTogether(notices, words, now) };
  };
  const hasRoom = ({ text }: { text: string }): boolean => Buffer.byteLength(text) <= MOST_BYTES;
  const all = together(waited.length);
  if (hasRoom(all)) return all;
  let fits = together(1);
  let tooMany = waited.length;
  while (tooMany - fits.notices.length > 1) {
    const middle = together(Math.floor((fits.notices.length + tooMany) / 2));
    if (hasRoom(middle)) fits = middle;
    else tooMany = middle.notices.length;
  }
  return fits;
};

const digestOf = (notices: Outgoing[], text: string, now: Instant): Bundle => {
  const [first] = notices as [Outgoing, ...Outgoing[]];
  return {
    delivery: {
      ...addressed(first, text, now),
      key: first.digest ?? `${first.key}|digest`,
      kind: 'digest',
      rules: [...new Set(notices.flatMap(({ rules }) => rules))],
      items: notices.flatMap(({ items }) => items),
      options: [],
      urgent: false,
      duties: [],
      answers: null,
    },
    notices,
  };
};

/** The same words about several matters are said once over all of them; each with its replies, to be given in words. */
const sayTogether = (notices: readonly Outgoing[], words: Words, now: Instant): string => {
  const groups = new Map<string, Outgoing>();
  for (const notice of notices) {
    if (isOvertaken(notice, notices)) continue;
    const key = JSON.stringify([notice.words, notice.rules, notice.values, notice.late, notice.options]);
    const known = groups.get(key);
    groups.set(key, known ? { ...known, items: [...known.items, ...notice.items] } : notice);
  }
  const parts = [...groups.values()].map((notice) => {
    const options = notice.options.map(({ label }) => ({ key: '', label }));
    return words.say(notice.words, { ...notice, options, now });
  });
  return words.say('digest', { parts, now });
};
