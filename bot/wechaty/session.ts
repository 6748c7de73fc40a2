import { type Message, type Wechaty, WechatyBuilder } from 'wechaty';
import type { PuppetInterface } from 'wechaty-puppet/impls';
import type { Conversation, Incoming, Receipt } from '../incoming.ts';
import { NotSent } from '../not-sent.ts';
import { within } from '../within.ts';
import type { WechatyPauses } from './contract.ts';
import { grpcCode, isUnsent, UNAUTHENTICATED } from './grpc-code.ts';
import { readMessage } from './read-message.ts';

export interface SessionHandlers {
  onMessage(message: Incoming): Promise<void>;
  onOnline(): void;
  onScan(): void;
  onFault(error: unknown, what: string): void;
}

export type SessionEnd = {
  kind: 'token_refused' | 'no_login' | 'logged_out' | 'silent' | 'closed';
};

/**
 * One connection to the gateway, from its start until it is of no use any more. Wechaty's own `start` succeeds even where
 * nothing listens, and after a loss nothing tells that nothing comes, so the login is waited for and silence is asked
 * whether it is one.
 */
export class Session {
  readonly ended: Promise<SessionEnd>;
  private readonly bot: Wechaty;
  private readonly pauses: WechatyPauses;
  private readonly handlers: SessionHandlers;
  private readonly started: Promise<void>;
  private end: (how: SessionEnd) => void = () => undefined;
  private timer: NodeJS.Timeout | undefined;
  private isOnline = false;
  private isAsking = false;
  private isOver = false;

  constructor(puppet: PuppetInterface, pauses: WechatyPauses, handlers: SessionHandlers) {
    this.pauses = pauses;
    this.handlers = handlers;
    this.ended = new Promise((resolve) => {
      this.end = resolve;
    });
    // Without a name it keeps no file of what it remembers.
    this.bot = WechatyBuilder.build({ puppet });
    this.listen();
    this.wait(pauses.login, 'no_login');
    this.started = this.bot.start().catch((error: unknown) => this.failed(error));
  }

  get online(): boolean {
    return this.isOnline;
  }

  /** Ends it at once; the goodbye may take a while and is waited for, but not for ever. */
  async close(how: SessionEnd = { kind: 'closed' }): Promise<void> {
    this.finish(how);
    // One that is still starting would go on afterwards.
    const goodbye = this.started.then(() => this.bot.stop());
    goodbye.catch((error: unknown) => this.handlers.onFault(error, 'stop'));
    await within(this.pauses.stop, goodbye).catch(() => undefined);
  }

  async say({ kind, id }: Conversation, text: string, mention?: string): Promise<Receipt> {
    if (!this.isOnline) throw new NotSent('offline');
    const { puppet } = this.bot;
    const { send } = this.pauses;
    try {
      await within<unknown>(send, kind === 'group' ? puppet.roomPayload(id) : puppet.contactPayload(id));
    } catch (error) {
      this.failed(error);
      // The gateway answered that it knows no such conversation; or it did not answer.
      if (isUnsent(error)) throw new NotSent('offline', { cause: error });
      return { kind: 'refused', reason: 'no_such_conversation' };
    }
    const name = kind === 'group' && mention ? await this.nameIn(id, mention) : null;
    const [words, called] = name && mention ? [`@${name}\u2005${text}`, [mention]] : [text, []];
    try {
      await within(send, puppet.messageSendText(id, words, called));
      return { kind: 'accepted' };
    } catch (error) {
      this.failed(error);
      const code = grpcCode(error);
      const isRefused = code !== null && REFUSED.has(code);
      return isRefused ? { kind: 'refused', reason: `grpc_${code}` } : { kind: 'unknown' };
    }
  }

  /** How somebody is called in a group; null if that cannot be told, and then nobody is called. */
  private async nameIn(room: string, person: string): Promise<string | null> {
    try {
      const { roomAlias, name } = await within(
        this.pauses.send,
        this.bot.puppet.roomMemberPayload(room, person),
      );
      return roomAlias || name || null;
    } catch {
      return null;
    }
  }

  private listen(): void {
    const { bot, handlers } = this;
    bot.on('error', (error) => this.failed(error));
    bot.on('heartbeat', () => this.heard());
    bot.on('dong', () => this.heard());
    bot.on('scan', () => this.scanned());
    bot.on('login', () => {
      if (this.isOver) return;
      this.isOnline = true;
      this.heard();
      handlers.onOnline();
    });
    bot.on('logout', () => this.finish({ kind: 'logged_out' }));
    bot.on('message', (message) => {
      this.heard();
      this.received(message).catch((error: unknown) => handlers.onFault(error, 'message'));
    });
  }

  private async received(message: Message): Promise<void> {
    if (this.isOver) return;
    const incoming = await readMessage(message, this.bot.currentUser);
    if (incoming) await this.handlers.onMessage(incoming);
  }

  /** A sign of life. */
  private heard(): void {
    this.isAsking = false;
    if (this.isOnline && !this.isOver) this.after(this.pauses.quiet, () => this.ask());
  }

  /** Any sound within the limit will do for an answer. */
  private ask(): void {
    if (this.isAsking) return;
    this.isAsking = true;
    this.wait(this.pauses.dong, 'silent');
    try {
      this.bot.ding('');
    } catch (error) {
      this.handlers.onFault(error, 'ding');
    }
  }

  private scanned(): void {
    if (this.isOver || this.isOnline) return;
    this.wait(this.pauses.scan, 'no_login');
    this.handlers.onScan();
  }

  /** Most errors cost one event; one may be the end of all events, and only silence would tell. */
  private failed(error: unknown): void {
    if (this.isOver) return;
    this.handlers.onFault(error, 'gateway');
    if (grpcCode(error) === UNAUTHENTICATED) this.finish({ kind: 'token_refused' });
    else if (this.isOnline) this.ask();
  }

  private finish(how: SessionEnd): void {
    if (this.isOver) return;
    this.isOver = true;
    this.isOnline = false;
    clearTimeout(this.timer);
    this.end(how);
  }

  private wait(milliseconds: number, kind: SessionEnd['kind']): void {
    this.after(milliseconds, () => this.finish({ kind }));
  }

  private after(milliseconds: number, act: () => void): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(act, milliseconds);
  }
}

/** Codes of gRPC after which nothing was done: wrong argument, not found, not allowed, not possible, not known. */
const REFUSED: ReadonlySet<number> = new Set([3, 5, 7, 9, 12, UNAUTHENTICATED]);
