import { createHash } from 'node:crypto';
import type { Instant } from '../../domain/calendar/time.ts';
import { SETTLED_KEY } from '../../templates/cards.ts';
import type { Incoming, IncomingFile } from '../incoming.ts';
import { textOf, type XmlFields } from './xml.ts';

/** A change in one of the two address books; it carries nothing but ids, so the rest has to be read again. */
export interface DirectoryChange {
  /** 通讯录 (staff) or 家校通讯录 (pupils, parents, classes). */
  book: 'staff' | 'school';
  /** `create_user`, `update_parent`, `create_department`, `subscribe` …; new ones come as WeCom calls them. */
  change: string;
  /** Of the member, department, tag, pupil or parent; as WeCom writes it. */
  id: string;
  /** A member's userid after a change of it. */
  newId: string | null;
  at: Instant;
  /** The same twice is one change. */
  key: string;
}

/** What the app's callback can bring. */
export type Callback =
  | { kind: 'message'; message: Incoming }
  /** A tapped card; the code updates it for all who got it, once, within 72 hours. */
  | { kind: 'tap'; message: Incoming; responseCode: string | null }
  | { kind: 'entered'; sender: string; at: Instant }
  /** Somebody came into, or left, the range of people whom the app reaches. */
  | { kind: 'range'; sender: string; inside: boolean; at: Instant }
  | { kind: 'directory'; change: DirectoryChange }
  /** WeCom is about to put the app to sleep, or has done so, or woken it: for the administrator. */
  | { kind: 'health'; event: AppHealth; effectAt: Instant | null; at: Instant }
  /** Nothing for us. */
  | { kind: 'other'; type: string };

const HEALTH = [
  'inactive_alert',
  'close_inactive_agent',
  'reopen_inactive_agent',
  'low_active_alert',
  'low_active',
  'active_restored',
] as const;
export type AppHealth = (typeof HEALTH)[number];

/** Fetches a file that somebody sent to the app, by its media id. */
export type FetchMedia = (mediaId: string) => Promise<Buffer>;

/** Turns one decrypted callback into what it tells. Undefined when it lacks what every callback has. */
export const callbackOf = (fields: XmlFields, now: Instant, fetchMedia: FetchMedia): Callback | undefined => {
  const type = textOf(fields, 'MsgType');
  const sender = textOf(fields, 'FromUserName').toLowerCase();
  if (!type || !sender) return undefined;
  const at = secondsOf(fields, 'CreateTime') ?? now;
  if (type === 'event') return eventOf(fields, sender, at);
  const messageId = textOf(fields, 'MsgId');
  if (!messageId) return undefined;
  const content = contentOf(type, fields, fetchMedia);
  if (!content) return { kind: 'other', type: plain(type) };
  return { kind: 'message', message: { ...incoming(sender, messageId, at), ...content } };
};

const incoming = (sender: string, messageId: string, sentAt: Instant): Incoming => ({
  channel: 'app',
  messageId,
  conversation: { kind: 'single', id: sender },
  sender,
  text: '',
  quote: null,
  tap: null,
  files: [],
  sentAt,
});

const contentOf = (
  type: string,
  fields: XmlFields,
  fetchMedia: FetchMedia,
): Partial<Pick<Incoming, 'text' | 'files'>> | undefined => {
  switch (type) {
    case 'text':
      return { text: textOf(fields, 'Content').trim() };
    case 'image':
    case 'voice':
    case 'video':
    case 'file':
      return { files: filesOf(type, fields, fetchMedia) };
    default:
      return undefined;
  }
};

const KINDS = { image: 'picture', voice: 'voice', video: 'video' } as const;

const filesOf = (type: string, fields: XmlFields, fetchMedia: FetchMedia): IncomingFile[] => {
  const mediaId = textOf(fields, 'MediaId');
  const name = textOf(fields, 'FileName') || textOf(fields, 'Title') || null;
  const kind = KINDS[type as keyof typeof KINDS];
  return mediaId ? [{ name, ...(kind ? { kind } : {}), fetch: () => fetchMedia(mediaId) }] : [];
};

const eventOf = (fields: XmlFields, sender: string, at: Instant): Callback => {
  const event = textOf(fields, 'Event');
  switch (event) {
    case 'enter_agent':
      return { kind: 'entered', sender, at };
    case 'subscribe':
    case 'unsubscribe':
      return { kind: 'range', sender, inside: event === 'subscribe', at };
    case 'template_card_event':
    case 'template_card_menu_event':
      return textOf(fields, 'EventKey') === SETTLED_KEY
        ? { kind: 'other', type: 'settled card' }
        : tapOf(fields, sender, at);
    case 'change_contact':
      return { kind: 'directory', change: changeOf('staff', fields, at) };
    case 'change_school_contact':
      return { kind: 'directory', change: changeOf('school', fields, at) };
    default:
      return healthOf(event, fields, at) ?? { kind: 'other', type: plain(`event ${event}`) };
  }
};

const tapOf = (fields: XmlFields, sender: string, at: Instant): Callback => ({
  kind: 'tap',
  responseCode: textOf(fields, 'ResponseCode') || null,
  message: {
    ...incoming(sender, eventKey(fields), at),
    tap: { task: textOf(fields, 'TaskId'), key: textOf(fields, 'EventKey') },
  },
});

/** WeCom's own sample misspells one of them, and nobody knows which the servers send. */
const SPELLINGS: Record<string, string> = { create_deparmtment: 'create_department' };

const changeOf = (book: DirectoryChange['book'], fields: XmlFields, at: Instant): DirectoryChange => {
  const change = textOf(fields, 'ChangeType');
  return {
    book,
    change: Object.hasOwn(SPELLINGS, change) ? (SPELLINGS[change] ?? change) : change,
    id: textOf(fields, 'UserID') || textOf(fields, 'Id') || textOf(fields, 'TagId'),
    newId: textOf(fields, 'NewUserID') || null,
    at,
    key: eventKey(fields),
  };
};

const healthOf = (event: string, fields: XmlFields, at: Instant): Callback | undefined => {
  const known = HEALTH.find((name) => name === event);
  return known && { kind: 'health', event: known, effectAt: secondsOf(fields, 'EffectTime') ?? null, at };
};

/** Events have no message id: who, when and what is what makes two of them the same. */
const eventKey = (fields: XmlFields): string => {
  const names = [
    'FromUserName',
    'CreateTime',
    'Event',
    'ChangeType',
    'EventKey',
    'TaskId',
    'UserID',
    'Id',
    'TagId',
  ];
  const parts = JSON.stringify(names.map((name) => textOf(fields, name)));
  return `event-${createHash('sha256').update(parts).digest('hex').slice(0, 32)}`;
};

const secondsOf = (fields: XmlFields, name: string): Instant | undefined => {
  const text = textOf(fields, name);
  return /^\d{1,11}$/.test(text) ? Number(text) * 1000 : undefined;
};

/** Fit for a log line. */
const plain = (type: string): string => type.replace(/[^\w .-]/g, '?').slice(0, 40);
