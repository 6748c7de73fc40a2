import { WSAuthFailureError, WSClient, type WsFrame } from '@wecom/aibot-node-sdk';
import { NOT_SUBSCRIBED, type Outcome, outcomeOf } from './ai-bot-outcome.ts';

export interface SessionSettings {
  botId: string;
  secret: string;
  /** Null for the public gateway. */
  url: string | null;
}

/** All in milliseconds. */
export interface SessionPauses {
  /** The first pause before connecting again; it doubles up to 30 seconds. */
  reconnect: number;
  heartbeat: number;
  /** How long connecting, and then logging in, may each take. */
  login: number;
}

export interface SessionHandlers {
  onMessage(frame: WsFrame): void;
  onEvent(frame: WsFrame): void;
  onOnline(): void;
  onOffline(): void;
}

export type SessionEnd =
  | { kind: 'evicted' }
  | { kind: 'login_refused'; code: number | null }
  /** The gateway took the connection and then said nothing. */
  | { kind: 'silent' }
  | { kind: 'closed' };

type Send = (client: WSClient) => Promise<unknown>;

/**
 * One client of the SDK from its first connection until it must not be used any more. A lost connection is no end: the
 * SDK connects again for ever. Who is evicted, or not let in, has to be asked what to do, so that is one.
 */
export class AiBotSession {
  readonly ended: Promise<SessionEnd>;
  private isOnline = false;
  private readonly client: WSClient;
  private readonly handlers: SessionHandlers;
  private readonly pauses: SessionPauses;
  private end: (how: SessionEnd) => void = () => undefined;
  private refusal: number | null = null;
  private patience: NodeJS.Timeout | undefined;

  constructor({ botId, secret, url }: SessionSettings, pauses: SessionPauses, handlers: SessionHandlers) {
    this.handlers = handlers;
    this.pauses = pauses;
    this.ended = new Promise((resolve) => {
      this.end = resolve;
    });
    this.client = new WSClient({
      botId,
      secret,
      ...(url ? { wsUrl: url } : {}),
      wsOptions: { handshakeTimeout: pauses.login },
      reconnectInterval: pauses.reconnect,
      heartbeatInterval: pauses.heartbeat,
      maxReconnectAttempts: -1,
      // A secret that is wrong does not get right by asking; how often to try is decided by whoever reads `ended`.
      maxAuthFailureAttempts: 0,
      // It would log whole messages.
      logger: SILENT,
    });
    this.listen();
    this.client.connect();
  }

  get online(): boolean {
    return this.isOnline;
  }

  /** Sends, and waits for WeCom to confirm each frame: five seconds at most. */
  async send(work: Send): Promise<Outcome> {
    if (!this.isOnline) return { kind: 'offline' };
    const outcome = await outcomeOf(work(this.client));
    if (outcome.kind === 'error' && outcome.code === NOT_SUBSCRIBED) this.close({ kind: 'silent' });
    return outcome;
  }

  close(how: SessionEnd = { kind: 'closed' }): void {
    clearTimeout(this.patience);
    this.client.disconnect();
    this.goneOffline();
    this.end(how);
  }

  private listen(): void {
    const { client } = this;
    client.on('connected', () => this.waitForLogin());
    client.on('authenticated', () => this.goneOnline());
    client.on('disconnected', (reason) => this.disconnected(reason));
    client.on('error', (error) => this.failed(error));
    client.on('message', (frame) => this.handlers.onMessage(frame));
    client.on('event', (frame) => this.handlers.onEvent(frame));
  }

  /** The SDK itself would wait for ever, and beats its heart only after the login. */
  private waitForLogin(): void {
    clearTimeout(this.patience);
    this.patience = setTimeout(() => this.close({ kind: 'silent' }), this.pauses.login);
  }

  private goneOnline(): void {
    clearTimeout(this.patience);
    this.isOnline = true;
    this.handlers.onOnline();
  }

  private goneOffline(): void {
    clearTimeout(this.patience);
    if (!this.isOnline) return;
    this.isOnline = false;
    this.handlers.onOffline();
  }

  /** The SDK connects again after every loss but this one; its own event for it is left out when a field is missing. */
  private disconnected(reason: string): void {
    this.goneOffline();
    if (reason.startsWith('New connection established')) this.end({ kind: 'evicted' });
  }

  /** The SDK tells the code only in words, and that it gives up in an error of its own. */
  private failed(error: Error): void {
    const code = /^Authentication failed: .*\(code: (-?\d+)\)$/s.exec(error.message)?.[1];
    if (code !== undefined) this.refusal = Number(code);
    if (error instanceof WSAuthFailureError) this.close({ kind: 'login_refused', code: this.refusal });
  }
}

const nothing = (): void => undefined;
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };
