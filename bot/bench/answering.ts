import type { Instant } from '../../domain/calendar/time.ts';
import { deliverDue } from '../../workers/deliver.ts';
import type { Queues } from '../../workers/queue.ts';
import { handleMessage } from '../handle.ts';
import type { MessageSetting } from './messages.ts';

interface Kept {
  id: bigint;
  sender: string;
  sentAt: Instant;
}

/** So many at a time, as in a worker process. */
const WORKERS = 4;

/** Answers what was kept, oldest first, and delivers the answers by way of the queue. */
export const startAnswering = async ({ database, county, words }: MessageSetting, queues: Queues) => {
  let now: Instant = 0;
  const done = { handled: 0, delivered: 0 };
  const waiting: Kept[] = [];
  const running = new Set<Promise<void>>();
  const channel = {
    deliver: async () => {
      done.delivered += 1;
      return { kind: 'accepted' } as const;
    },
  };
  const makeFile = async (): Promise<string> => '';
  const phonesOf = async (): Promise<Map<string, string>> => new Map();
  const deliver = async ({ person }: { person: string }): Promise<void> => {
    await deliverDue([person], now, { database, county: () => county, channel, words, makeFile, phonesOf });
  };
  let trouble: Error | null = null;
  const onFailed = ({ error }: { error: Error }): void => {
    trouble ??= error;
  };
  await queues.work('deliver', deliver, { concurrency: WORKERS, onFailed });
  const handle = async ({ id, sender, sentAt }: Kept): Promise<void> => {
    await handleMessage(database, id, sentAt, { ...county, words });
    done.handled += 1;
    now = Math.max(now, sentAt);
    await queues.add('deliver', { person: sender }, { jobId: `deliver-${sender}` });
  };
  const next = (): void => {
    const one = running.size < WORKERS ? waiting.shift() : undefined;
    if (!one) return;
    const answered = handle(one)
      .catch((error: Error) => onFailed({ error }))
      .finally(() => {
        running.delete(answered);
        next();
      });
    running.add(answered);
  };
  return {
    done,
    answer: (kept: Kept): void => {
      waiting.push(kept);
      next();
    },
    /** Leaves what is not begun; throws what went wrong. */
    stop: async (): Promise<void> => {
      waiting.length = 0;
      await Promise.all(running);
      if (trouble) throw trouble;
    },
  };
};
