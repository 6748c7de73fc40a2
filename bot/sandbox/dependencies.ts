import type { FastifyBaseLogger } from 'fastify';
import type { Instant } from '../../domain/calendar/time.ts';
import type { NoticeFile } from '../../domain/notices/file.ts';
import type { Directory } from '../../domain/people/directory.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { Database } from '../../prisma/client.ts';
import type { Secrets } from '../../prisma/secrets.ts';

/** One message as a person sent it. */
export interface SandboxMessage {
  /** Unique within the channel; the page makes one for each message and repeats it when it sends again. */
  id: string;
  from: string;
  text: string;
  at: Instant;
}

/** A story that plays itself: what is said, by whom, when. */
export interface Story {
  id: string;
  title: string;
  about: string;
  start: Instant;
  end: Instant;
  /** In the order of time. */
  messages: readonly { at: Instant; from: string; text: string; isRoutine: boolean }[];
}

/** What happens next without anybody saying a word. */
export interface Upcoming {
  at: Instant;
  what: string;
}

/** What the sandbox is joined with at the start of the product. */
export interface SandboxDependencies {
  database: Database;
  /** Opens the papers; without it they cannot be downloaded. */
  secrets?: Secrets;
  /** Makes a paper that nobody has signed say what its ledger tells now, before it is opened. */
  draftAnew?(paper: Extract<NoticeFile, { is: 'paper' }>): Promise<unknown>;
  policy(): Policy;
  /** Read anew for every request. */
  directory(): Directory;
  /** The product's time. */
  now(): Promise<Instant>;
  /** Lets everything up to `target` happen, each at its own instant; the clock is set to `target` afterwards. */
  runUntil(target: Instant): Promise<void>;
  nextInstant(): Promise<Upcoming | null>;
  /** Takes a message in and handles it. Called again with the same id it must do nothing. */
  receive(message: SandboxMessage): Promise<void>;
  stories: readonly Story[];
  /** Empties the sandbox and sets the clock to `start`, or to its usual beginning. */
  reset(start?: Instant): Promise<void>;
  /** Real milliseconds between two steps of a story. */
  pace: number;
  /** Without it nothing is logged. */
  logger?: FastifyBaseLogger;
}
