import type { Instant } from '../../domain/calendar/time.ts';
import type { Lease } from '../../prisma/stores/lease-store.ts';
import type { Conversation, Incoming, Receipt } from '../incoming.ts';
import { keepPatiently } from '../keep.ts';
import { NotSent } from '../not-sent.ts';
import { rest } from '../rest.ts';
import {
  WECHATY_PAUSES,
  type WechatyChannel,
  type WechatyDependencies,
  type WechatyPauses,
  type WechatySettings,
  type WechatyTrouble,
} from './contract.ts';
import { grpcCode } from './grpc-code.ts';
import { puppetFor, setLog } from './puppet.ts';
import { Session, type SessionEnd, type SessionHandlers } from './session.ts';

const MOST_SEEN = 5000;

/** The channel by Wechaty: of all processes that run this, the one with the lease is connected, for ever again. */
export class Channel implements WechatyChannel {
  private readonly settings: WechatySettings;
  private readonly uses: WechatyDependencies;
  private readonly pauses: WechatyPauses;
  private readonly stopping = new AbortController();
  private readonly work = new Set<Promise<void>>();
  private session: Session | null = null;
  private running: Promise<void> | null = null;
  private failures = 0;
  private onlineSince: Instant | null = null;
  private told: WechatyTrouble['kind'] | null = null;
  /** The ids of messages that came lately; a gateway may bring one twice. */
  private readonly seen = new Set<string>();

  constructor(settings: WechatySettings, dependencies: WechatyDependencies) {
    this.settings = settings;
    this.uses = dependencies;
    this.pauses = { ...WECHATY_PAUSES, ...dependencies.pauses };
    setLog(settings.log);
  }

  get online(): boolean {
    return this.session?.online ?? false;
  }

  async say(conversation: Conversation, text: string, mention?: string): Promise<Receipt> {
    if (text.trim() === '') return { kind: 'refused', reason: 'empty' };
    if (!this.session) throw new NotSent('offline');
    return this.session.say(conversation, text, mention);
  }

  start(): void {
    this.running ??= this.run();
  }

  /** Gives the channel back and waits for what is under way. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.session?.close();
    await this.running;
    while (this.work.size > 0) await Promise.allSettled(this.work);
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      let pause = this.pauses.standby;
      try {
        const lease = await this.uses.tryLease();
        if (lease) pause = await this.own(lease);
      } catch (error) {
        this.fault(error, 'lease');
      }
      await this.sleep(pause);
    }
  }

  /** Is connected until something ends it; returns how long to wait then, without the lease. */
  private async own(lease: Lease): Promise<number> {
    try {
      const puppet = this.uses.puppet?.() ?? (await puppetFor(this.settings));
      if (this.stopping.signal.aborted) return 0;
      const session = new Session(puppet, this.pauses, this.handlers());
      this.session = session;
      const lost = lease.ended.then(() => ({ kind: 'lease_lost' }) as const);
      const end = await Promise.race([session.ended, lost]);
      this.session = null;
      await session.close();
      this.uses.log.warn({ end }, 'the Wechaty channel has given up its connection');
      // Another process would be refused as well.
      if (end.kind === 'token_refused') await this.waitForToken();
      return this.pauseAfter(end);
    } finally {
      await lease.release();
    }
  }

  private async waitForToken(): Promise<void> {
    this.tellOnce({ kind: 'token_refused' });
    await this.sleep(this.pauses.refusedToken);
  }

  private pauseAfter(end: SessionEnd | { kind: 'lease_lost' }): number {
    const { reconnect, mostReconnect, standby } = this.pauses;
    if (end.kind === 'closed') return 0;
    if (end.kind === 'lease_lost') return standby;
    const hasLasted = this.onlineSince !== null && this.uses.now() - this.onlineSince >= mostReconnect;
    this.failures = hasLasted ? 0 : this.failures;
    this.onlineSince = null;
    const pause = Math.min(reconnect * 2 ** this.failures, mostReconnect);
    this.failures++;
    return pause;
  }

  private handlers(): SessionHandlers {
    const { log, now } = this.uses;
    return {
      onMessage: (message) => this.track(this.keep(message)),
      onOnline: () => {
        this.onlineSince = now();
        this.told = null;
        log.info({}, 'the Wechaty channel is connected');
      },
      onScan: () => this.tellOnce({ kind: 'login_needed' }),
      onFault: (error, what) => this.fault(error, what),
    };
  }

  private async keep(message: Incoming): Promise<void> {
    const { take, log } = this.uses;
    const { messageId } = message;
    if (this.seen.has(messageId)) return;
    this.remember(messageId);
    const isKept = await keepPatiently(message, {
      take,
      pauses: this.pauses.takeAgain,
      sleep: (milliseconds) => this.sleep(milliseconds),
      signal: this.stopping.signal,
      log,
    });
    if (isKept) return;
    this.seen.delete(messageId);
    this.tell({ kind: 'message_lost', messageId });
  }

  private remember(messageId: string): void {
    this.seen.add(messageId);
    const [oldest] = this.seen;
    if (this.seen.size > MOST_SEEN && oldest !== undefined) this.seen.delete(oldest);
  }

  private track(doing: Promise<void>): Promise<void> {
    const done = doing.finally(() => this.work.delete(done));
    this.work.add(done);
    return done;
  }

  /** Its code alone: the words of Wechaty's errors quote the token, and what people say. */
  private fault(error: unknown, what: string): void {
    this.uses.log.warn({ code: grpcCode(error) }, `the Wechaty channel failed over: ${what}`);
  }

  private tellOnce(trouble: WechatyTrouble): void {
    if (this.told === trouble.kind) return;
    this.told = trouble.kind;
    this.tell(trouble);
  }

  private tell(trouble: WechatyTrouble): void {
    const telling = (async () => this.uses.tellAdministrator(trouble))();
    void this.track(telling.catch((error: unknown) => this.fault(error, 'telling the administrator')));
  }

  private sleep(milliseconds: number): Promise<void> {
    const { sleep = rest } = this.uses;
    return milliseconds > 0 ? sleep(milliseconds, this.stopping.signal) : Promise.resolve();
  }
}
