import type { Instant } from '../domain/calendar/time.ts';
import type { NoticeItem, NoticeKind, NoticeOption } from '../domain/notices/notice.ts';
import type { Role } from '../domain/people/roles.ts';
import type { Answers } from '../prisma/stores/notice-store.ts';

/** One message as it goes out, its words final. */
export interface Delivery {
  /** The same key is the same message: a channel that is given it twice shows it once. */
  key: string;
  to: string;
  role: Role;
  kind: NoticeKind;
  rules: readonly string[];
  items: readonly NoticeItem[];
  options: readonly NoticeOption[];
  text: string;
  /** Goes before what can wait. */
  urgent: boolean;
  at: Instant;
  /** When it was first put off; now, if it never was. */
  since: Instant;
  /** A recording of the words, as a file, for a reader who likes to listen. */
  recording?: string;
  /** What goes with it, by the id it is opened with. */
  file: { id: string } | null;
  /** The duties that the options settle. */
  duties: readonly string[];
  /** What it answers, if that was written in a conversation of some channel. */
  answers: Answers | null;
}

/** What a channel says of a delivery. Accepted is not delivered, and unknown is not refused. */
export type Receipt =
  /** By which way it went, where there are several. */
  | { kind: 'accepted'; way?: string }
  | { kind: 'refused'; reason: string }
  | { kind: 'unknown' }
  /** Surely not sent: a limit is reached, or WeCom asks for a pause. It may be tried from `at` on. */
  | { kind: 'later'; at: Instant };

/** How people are reached. */
export interface Channel {
  deliver(delivery: Delivery): Promise<Receipt>;
}

/** One way to reach a person: at an address of theirs, in one of WeCom's channels or another. */
export interface Way {
  deliver(delivery: Delivery, address: string): Promise<Receipt>;
}

/** A way to tell many people the same in one request. */
export interface CrowdWay {
  /** The most people one request may name. */
  readonly most: number;
  /** In which book they are addressed; null where their own ids do. */
  readonly book: 'parent' | null;
  /**
   * The request, to be kept and sent unchanged; another key is another message. `recording` is a file, for readers who
   * like to listen. Throws what uploading it throws, unless WeCom refuses it or the file is gone: then the words go alone.
   */
  write(message: {
    key: string;
    text: string;
    recording: string | null;
    addresses: readonly string[];
    at: Instant;
  }): Promise<string>;
  /** Sends it. Returns the addresses that did not get it. Throws `WecomRefusal` or `WecomSilence`. */
  send(body: string): Promise<readonly string[]>;
}
