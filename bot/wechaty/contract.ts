import type { Logger } from 'pino';
import type { PuppetInterface } from 'wechaty-puppet/impls';
import type { Instant } from '../../domain/calendar/time.ts';
import type { Lease } from '../../prisma/stores/lease-store.ts';
import type { Conversation, Incoming, Receipt } from '../incoming.ts';

/** What Wechaty's own environment variables say; without them the channel does not exist. */
export interface WechatySettings {
  /** `WECHATY_PUPPET`: the package that speaks to the gateway, as a rule `wechaty-puppet-service`. */
  puppet: string;
  /** `WECHATY_PUPPET_SERVICE_TOKEN`; null for a puppet that wants none. */
  token: string | null;
  /** `WECHATY_PUPPET_SERVICE_ENDPOINT`, `host:port`; null to look it up by the token. */
  endpoint: string | null;
  /** `WECHATY_LOG`; null for silence, since it writes down what people say. */
  log: string | null;
}

/** All in milliseconds. */
export interface WechatyPauses {
  /** Before the next look whether the channel is without an owner; also after a fault. */
  standby: number;
  /** Before connecting again; doubles up to `mostReconnect`, and begins anew once a connection lasted that long. */
  reconnect: number;
  mostReconnect: number;
  /** After the gateway did not accept the token. */
  refusedToken: number;
  /** How long connecting and logging in may take, and how long a person may take to scan a code. */
  login: number;
  scan: number;
  /** How long nothing may be heard before it is asked for, and how long the answer may take. */
  quiet: number;
  dong: number;
  /** How long each step of sending may take, and saying goodbye. */
  send: number;
  stop: number;
  /** Between the tries to keep a message, which the gateway does not send again. */
  takeAgain: readonly number[];
}

export const WECHATY_PAUSES: WechatyPauses = {
  standby: 3000,
  reconnect: 1000,
  mostReconnect: 60_000,
  refusedToken: 10 * 60_000,
  login: 45_000,
  scan: 10 * 60_000,
  quiet: 40_000,
  dong: 10_000,
  send: 15_000,
  stop: 10_000,
  takeAgain: [500, 2000, 10_000, 30_000, 60_000],
};

/** What only a person can put right. */
export type WechatyTrouble =
  /** The account is logged out: somebody has to scan a code at the gateway. */
  | { kind: 'login_needed' }
  /** The gateway does not know the token. */
  | { kind: 'token_refused' }
  /** A message came and could not be kept. */
  | { kind: 'message_lost'; messageId: string };

export interface WechatyDependencies {
  /** Null while another process owns the channel; a gateway has events for one. */
  tryLease(): Promise<Lease | null>;
  /** Keeps a message; the same id may come twice. Called again if it throws. */
  take(message: Incoming): Promise<void>;
  tellAdministrator(trouble: WechatyTrouble): void;
  log: Pick<Logger, 'info' | 'warn' | 'error'>;
  now(): Instant;
  /** Waits, or less when it is told to stop. */
  sleep?(milliseconds: number, signal: AbortSignal): Promise<void>;
  pauses?: Partial<WechatyPauses>;
  /** Instead of the puppet of the settings, a new one for every connection. */
  puppet?(): PuppetInterface;
}

/** A personal or member account that a gateway drives; for groups that no official channel can enter. */
export interface WechatyChannel {
  /** Whether this process is the one that is connected, and the account logged in. */
  readonly online: boolean;
  /**
   * Says something, calling one person of the group by name if so wished. Accepted means by the gateway; throws `NotSent`
   * if it surely did not go.
   */
  say(conversation: Conversation, text: string, mention?: string): Promise<Receipt>;
  start(): void;
  stop(): Promise<void>;
}
