import type { Day, Instant } from '../calendar/time.ts';
import type { Role } from '../people/roles.ts';
import type { Subject } from '../signals.ts';
import type { NoticeFile } from './file.ts';

/** What a message is for; the words of the rehearsal's output format. */
export const NOTICE_KINDS = ['reply', 'reminder', 'escalation', 'notice', 'document', 'digest'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** One thing told in a notice: a duty, a pupil, a class. Only what its reader needs to act. */
export interface NoticeItem {
  rule: string;
  title: string;
  about: Subject;
  /** "张伟（三(1)班）", "三(1)班", "汤丹中心小学". */
  subject: string;
  duty: string | null;
  due: Instant | null;
  /** Who had to act, for those above. */
  actor: string | null;
  note: string | null;
  /** What is to be done, in the words of its rule. */
  how: string | null;
  /** Those of a class or school whom it concerns; of a wider place only how many. */
  pupils?: { names: readonly string[]; count: number };
  /** What its actor has said keeps it from being done, for those above. */
  hindrance?: string;
  /** Told only as long as the child is away, and its duty has not lapsed (T18). */
  whileAway?: true;
  /** Told on this day alone: it says “today”. */
  onlyOn?: Day;
  /** Those whom it is about together, each with what was said of them (`names` of its rule). */
  listed?: readonly { name: string; words: string | null }[];
}

/** A short reply that the notice offers. */
export interface NoticeOption {
  key: string;
  label: string;
}

/** One message to one person. `key` makes saying it twice impossible; `matter` is what the daily cap counts. */
export interface Notice {
  key: string;
  to: string;
  role: Role;
  kind: NoticeKind;
  /** The template and its section: `reminder`, `P3.1-REPORT-2H/list` … */
  words: string;
  rules: string[];
  matter: string;
  items: NoticeItem[];
  options: NoticeOption[];
  /** Plain values for the template beyond the items. */
  values: Record<string, string | number | boolean | null>;
  /** When it was decided, and from when it may be sent (quiet hours). */
  at: Instant;
  sendAt: Instant;
  urgent: boolean;
  late: boolean;
  /** Live duties without which it is no longer wanted; empty: always wanted. */
  duties: string[];
  file: NoticeFile | null;
  /** `none`: takes no place of its reader's day; `taken`: takes one, and does not wait where none is left. */
  room?: 'none' | 'taken';
}
