import { at, type Day, type Instant, MINUTE } from '../../domain/calendar/time.ts';
import type { County } from '../../domain/decision.ts';
import type { Database } from '../../prisma/client.ts';
import { type IncomingMessage, keepMessage } from '../../prisma/stores/inbox-store.ts';
import { together } from '../../prisma/together.ts';
import type { Words } from '../../templates/words.ts';
import { handleMessage } from '../handle.ts';
import { offered, timed } from './pace.ts';

export interface MessageSetting {
  database: Database;
  county: County;
  words: Words;
}

/** How many at a time, as an HTTP server would have them. */
const AT_ONCE = 8;

/** What the homeroom teachers of the county say on one morning: each a roll with one absent pupil, then a call. */
function* morning({ directory }: County, day: Day, place: number): Generator<IncomingMessage> {
  const classes = directory.parts.classes.toSorted((one, other) => (turn(one.id) < turn(other.id) ? -1 : 1));
  for (const step of ['roll', 'call'] as const)
    for (const { id } of classes) {
      const pupils = directory.studentsOf(id);
      const name = pupils[(place * 5 + 3) % pupils.length]?.name ?? '';
      const text =
        step === 'roll'
          ? `应到${pupils.length}实到${pupils.length - 1}，${name}没来`
          : `${name}家长联系上了，发烧`;
      const sentAt = at(day, '07:45') + (step === 'roll' ? 0 : 20 * MINUTE);
      yield { channel: 'bench', messageId: `${day}-${step}-${id}`, sender: `${id}-t`, text, sentAt };
    }
}

/** One class of every school after the other, so that neighbours in the list are of different schools. */
const turn = (id: string): string => id.split('-').reverse().join(' ');

/** So many messages of as many mornings as are needed. */
export const messagesOf = (county: County, days: readonly Day[], count: number): IncomingMessage[] => {
  const all = days.flatMap((day, place) => [...morning(county, day, place)]);
  if (all.length < count) throw new Error(`${days.length} days give ${all.length} messages, not ${count}`);
  return all.slice(0, count);
};

export interface MessageFigures {
  /** Handled per second, as many at a time as it can. */
  handled: number;
  /** Plain commits of one row per second, as many at a time. */
  commits: number;
  /** Latencies in milliseconds at the offered rate. */
  latencies: number[];
}

/** Messages from the inbox to the committed outbox. */
export const messageFigures = async (
  setting: MessageSetting,
  days: readonly Day[],
  counts: { warm: number; handled: number; offered: number; perSecond: number },
): Promise<MessageFigures> => {
  const { county, database } = setting;
  const all = messagesOf(county, days, counts.warm + counts.handled + counts.offered);
  const take = (message: IncomingMessage) => handle(setting, message, message.sentAt);
  await together(all.slice(0, counts.warm), AT_ONCE, take);
  const rest = all.slice(counts.warm);
  const handling = await timed(() => together(rest.slice(0, counts.handled), AT_ONCE, take));
  const latencies = await offered(rest.slice(counts.handled), counts.perSecond, take);
  const plain = rest.slice(0, counts.handled).map((message) => ({ ...message, channel: 'bench-plain' }));
  const committing = await timed(() =>
    together(plain, AT_ONCE, (message) => keepMessage(database, message, message.sentAt)),
  );
  return {
    handled: (counts.handled * 1000) / handling,
    commits: (counts.handled * 1000) / committing,
    latencies,
  };
};

const handle = async (
  { database, county, words }: MessageSetting,
  message: IncomingMessage,
  now: Instant,
): Promise<void> => {
  const id = await keepMessage(database, message, now);
  const handled = id === null ? null : await handleMessage(database, id, now, { ...county, words });
  if (handled?.act !== 'report' && handled?.act !== 'update' && handled?.act !== 'answer')
    throw new Error(`${message.messageId} was taken for ${handled?.act}`);
};
