import type { SendMsgBody, TemplateCard, WsFrame } from '@wecom/aibot-node-sdk';
import type { Logger } from 'pino';
import type { Instant } from '../../domain/calendar/time.ts';
import type { Lease } from '../../prisma/stores/lease-store.ts';
import { type Card, SETTLED_KEY } from '../../templates/cards.ts';
import type { Conversation, Incoming, Receipt } from '../incoming.ts';
import { keepPatiently } from '../keep.ts';
import { NotSent } from '../not-sent.ts';
import { rest } from '../rest.ts';
import { openFile } from './ai-bot-files.ts';
import { readEvent, readMessage } from './ai-bot-message.ts';
import { isBusy, isReplyOver, type Outcome, receiptOf } from './ai-bot-outcome.ts';
import {
  AiBotSession,
  type SessionEnd,
  type SessionHandlers,
  type SessionPauses,
  type SessionSettings,
} from './ai-bot-session.ts';
import { CallbackFrames } from './callback-frames.ts';
import { markdownParts } from './markdown-parts.ts';

export interface AiBotSettings extends SessionSettings {
  /** The name by which it is called with @ in groups. */
  name: string | null;
}

/** All in milliseconds. */
export interface AiBotPauses extends SessionPauses {
  /** Before the next look whether the bot is without an owner; also after a fault. */
  standby: number;
  /** After somebody else logged in as this bot; doubles each time up to `mostEviction`. */
  eviction: number;
  mostEviction: number;
  /** After WeCom did not accept the secret, and after it asked to come back later. */
  refusedLogin: number;
  busyLogin: number;
  /** Between the tries to keep a message, which WeCom does not send again. */
  takeAgain: readonly number[];
}

export const AI_BOT_PAUSES: AiBotPauses = {
  standby: 3000,
  eviction: 60_000,
  mostEviction: 30 * 60_000,
  refusedLogin: 10 * 60_000,
  busyLogin: 60_000,
  takeAgain: [500, 2000, 10_000, 30_000, 60_000],
  reconnect: 1000,
  heartbeat: 30_000,
  login: 15_000,
};

/** What only a person can put right. */
export type AiBotTrouble =
  /** Something else logs in with this bot's id and secret. */
  | { kind: 'evicted' }
  /** WeCom does not accept the bot's id and secret; its code, if it gave one. */
  | { kind: 'login_refused'; code: number | null }
  /** A message came and could not be kept. */
  | { kind: 'message_lost'; messageId: string };

/** What a tapped card becomes, and for whom; all who got it if nobody is named. */
export interface CardUpdate {
  card: Card;
  userids?: string[];
}

export interface AiBotDependencies {
  /** Null while another process owns the bot. */
  tryLease(): Promise<Lease | null>;
  /** Keeps a message; the same id may come twice. Called again if it throws. */
  take(message: Incoming): Promise<void>;
  /** Words for somebody who opens the chat; null for none. Wanted within five seconds. */
  welcome(sender: string): Promise<string | null>;
  /** The new face of a card that was tapped and kept; null to leave it. Wanted within five seconds. */
  settle(tap: Incoming): Promise<CardUpdate | null>;
  tellAdministrator(trouble: AiBotTrouble): void;
  log: Pick<Logger, 'info' | 'warn' | 'error'>;
  now(): Instant;
  /** Waits, or less when it is told to stop. */
  sleep?(milliseconds: number, signal: AbortSignal): Promise<void>;
  pauses?: Partial<AiBotPauses>;
}

/** A message to answer: any `Incoming`, or what is left of it in the inbox. */
export type Answered = Pick<Incoming, 'messageId' | 'conversation'>;

/** WeCom takes a welcome or a changed card for five seconds. */
const ANSWER_WITHIN = 4800;
/** Whoever held the connection this long was not being fought over. */
const SETTLED_AFTER = 10 * 60_000;
/** WeCom's own limit for files. */
const MOST_FILE_BYTES = 20 * 1024 * 1024;

/**
 * The AI bot (智能机器人) over its long connection. WeCom allows one connection for a bot, so of all processes that run
 * this, the one with the lease is connected; the others stand by. Answers and pushes go out from the owner alone.
 */
export class AiBot {
  private readonly settings: AiBotSettings;
  private readonly uses: AiBotDependencies;
  private readonly pauses: AiBotPauses;
  private readonly frames = new CallbackFrames();
  private readonly stopping = new AbortController();
  private readonly work = new Set<Promise<void>>();
  private session: AiBotSession | null = null;
  private running: Promise<void> | null = null;
  private isOwner = false;
  private evictions = 0;
  private onlineSince: Instant | null = null;
  private toldRefusal: number | null | undefined;

  constructor(settings: AiBotSettings, dependencies: AiBotDependencies) {
    this.settings = settings;
    this.uses = dependencies;
    this.pauses = { ...AI_BOT_PAUSES, ...dependencies.pauses };
  }

  /** Whether this process is the one that is connected, and logged in. */
  get online(): boolean {
    return this.session?.online ?? false;
  }

  /** Whether this process holds the bot, connected or not. */
  get owns(): boolean {
    return this.isOwner;
  }

  start(): void {
    this.running ??= this.run();
  }

  /** Gives the bot back and waits for what is under way. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.session?.close();
    await this.running;
    while (this.work.size > 0) await Promise.allSettled(this.work);
  }

  /** Answers a message: as a reply while WeCom allows it, else as a push. Throws `NotSent` if it surely did not go. */
  async reply({ messageId, conversation }: Answered, markdown: string): Promise<Receipt> {
    const [first, ...rest] = markdownParts(markdown);
    const frame = this.frames.ofMessage(messageId, this.uses.now());
    if (!frame || first === undefined) return this.push(conversation, markdown);
    // A late confirmation would be taken for that of the next answer under the same id, so there is only one of them;
    // what else is said goes as a push.
    this.frames.forget(messageId);
    const outcome = await this.send((client) => client.reply(frame, markdownBody(first)));
    if (isReplyOver(outcome)) return this.push(conversation, markdown);
    return this.withRest(receiptOf(outcome), conversation, rest);
  }

  /** Says something into a conversation in which somebody has spoken to the bot before. */
  async push(conversation: Conversation, markdown: string): Promise<Receipt> {
    const [first, ...rest] = markdownParts(markdown);
    if (first === undefined) return { kind: 'refused', reason: 'empty' };
    const receipt = await this.pushBody(conversation, markdownBody(first));
    return this.withRest(receipt, conversation, rest);
  }

  pushCard(conversation: Conversation, card: Card): Promise<Receipt> {
    return this.pushBody(conversation, { msgtype: 'template_card', template_card: card });
  }

  async pushFile(conversation: Conversation, file: { name: string; content: Buffer }): Promise<Receipt> {
    const { content, name } = file;
    if (content.length === 0) return { kind: 'refused', reason: 'empty' };
    if (content.length > MOST_FILE_BYTES) return { kind: 'refused', reason: 'too_large' };
    let media = '';
    const outcome = await this.send(async (client) => {
      media = (await client.uploadMedia(content, { type: 'file', filename: name })).media_id;
    });
    // Nobody sees an upload, so one that went astray may be done again.
    if (outcome.kind === 'unknown') throw new NotSent('offline');
    if (outcome.kind !== 'accepted') return receiptOf(outcome);
    return this.pushBody(conversation, { msgtype: 'file', file: { media_id: media } });
  }

  /** Changes a card within five seconds of the tap on it; later, or when another process heard the tap, it is refused. */
  async updateCard(messageId: string, { card, userids }: CardUpdate): Promise<Receipt> {
    const tap = this.frames.ofTap(messageId, this.uses.now() - ANSWER_WITHIN);
    if (!tap) return { kind: 'refused', reason: 'too_late' };
    const { frame, task } = tap;
    const changed: TemplateCard = { ...card, task_id: task };
    return receiptOf(await this.send((client) => client.updateTemplateCard(frame, changed, userids)));
  }

  private async withRest(first: Receipt, to: Conversation, rest: readonly string[]): Promise<Receipt> {
    if (first.kind !== 'accepted') return first;
    for (const part of rest) {
      const outcome = await this.sendBody(to, markdownBody(part));
      // Part of it was shown, so it is neither refused nor to be sent as if nothing had been.
      if (outcome.kind !== 'accepted') return { kind: 'unknown' };
    }
    return first;
  }

  private async pushBody(to: Conversation, body: SendMsgBody): Promise<Receipt> {
    return receiptOf(await this.sendBody(to, body));
  }

  private sendBody({ kind, id }: Conversation, body: SendMsgBody): Promise<Outcome> {
    // The SDK does not say which kind of conversation it is; without it WeCom guesses.
    const whole = { ...body, chat_type: kind === 'group' ? 2 : 1 };
    return this.send((client) => client.sendMessage(id, whole));
  }

  private async send(work: Parameters<AiBotSession['send']>[0]): Promise<Outcome> {
    return this.session ? this.session.send(work) : { kind: 'offline' };
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        const lease = await this.uses.tryLease();
        if (lease) await this.own(lease);
      } catch (error) {
        this.uses.log.error({ error }, 'the AI bot could not have its lease, or hold it');
      }
      await this.sleep(this.pauses.standby);
    }
  }

  /**
   * Is the bot until it is lost. A pause that WeCom asked for is sat out with the lease in hand: else every other process
   * would do at once what this one was told not to.
   */
  private async own(lease: Lease): Promise<void> {
    let isHeld = true;
    this.isOwner = true;
    const lost = lease.ended.then(() => {
      isHeld = false;
      return { kind: 'lease_lost' } as const;
    });
    try {
      while (isHeld && !this.stopping.signal.aborted) {
        const end = await this.connect(lost);
        this.uses.log.warn({ end }, 'the AI bot has given up its connection');
        const pause = this.pauseAfter(end);
        if (pause === null) return;
        await this.sleep(pause);
      }
    } finally {
      this.isOwner = false;
      await lease.release();
    }
  }

  private async connect<Lost>(lost: Promise<Lost>): Promise<SessionEnd | Lost> {
    const session = new AiBotSession(this.settings, this.pauses, this.handlers());
    this.session = session;
    const end = await Promise.race([session.ended, lost]);
    this.session = null;
    session.close();
    return end;
  }

  private handlers(): SessionHandlers {
    const { log, now } = this.uses;
    return {
      onMessage: (frame) => this.guard('message', () => this.onMessage(frame)),
      onEvent: (frame) => this.guard('event', () => this.onEvent(frame)),
      onOnline: () => {
        this.onlineSince = now();
        this.toldRefusal = undefined;
        log.info({}, 'the AI bot is connected');
      },
      onOffline: () => log.warn({}, 'the AI bot lost its connection'),
    };
  }

  /** How long to keep away; null when another process may do better at once. */
  private pauseAfter(end: SessionEnd | { kind: 'lease_lost' }): number | null {
    switch (end.kind) {
      case 'closed':
      case 'lease_lost':
      case 'silent':
        return null;
      case 'login_refused':
        return this.pauseAfterRefusal(end.code);
      case 'evicted':
        return this.pauseAfterEviction();
    }
  }

  private pauseAfterRefusal(code: number | null): number {
    if (code !== null && isBusy(code)) return this.pauses.busyLogin;
    if (this.toldRefusal !== code) this.tell({ kind: 'login_refused', code });
    this.toldRefusal = code;
    return this.pauses.refusedLogin;
  }

  /** Whoever answers an eviction by connecting again evicts the other, and so on for ever. */
  private pauseAfterEviction(): number {
    const { onlineSince, uses, pauses } = this;
    if (onlineSince !== null && uses.now() - onlineSince >= SETTLED_AFTER) this.evictions = 0;
    const pause = Math.min(pauses.eviction * 2 ** this.evictions, pauses.mostEviction);
    this.evictions++;
    this.tell({ kind: 'evicted' });
    return pause;
  }

  private async onMessage(frame: WsFrame): Promise<void> {
    const { now, log } = this.uses;
    const read = readMessage(frame.body, this.settings.name, now());
    if (!read) return log.warn({}, 'a message to the AI bot could not be read');
    const { message, media } = read;
    this.frames.keepMessage(message.messageId, frame, now());
    const files = await Promise.all(media.map((one) => openFile(one, now)));
    await this.keep({ ...message, files });
  }

  private async onEvent(frame: WsFrame): Promise<void> {
    const { now, log } = this.uses;
    const event = readEvent(frame.body, now());
    switch (event?.kind) {
      case undefined:
        return log.warn({}, 'an event of the AI bot could not be read');
      case 'entered':
        return this.greet(event.sender, frame, now());
      case 'tap':
        return this.onTap(event.message, frame);
      case 'evicted':
        return;
      case 'feedback':
        return log.info({}, 'somebody judged an answer of the AI bot');
      case 'other':
        return log.info({ type: event.type }, 'an event that means nothing to us');
    }
  }

  private async greet(sender: string, frame: WsFrame, since: Instant): Promise<void> {
    const { welcome, now, log } = this.uses;
    const content = await welcome(sender);
    if (!content) return;
    if (now() - since > ANSWER_WITHIN) return log.warn({}, 'a welcome came too late');
    const body = { msgtype: 'text', text: { content } } as const;
    const outcome = await this.send((client) => client.replyWelcome(frame, body));
    if (outcome.kind !== 'accepted') log.warn({ outcome }, 'a welcome was not accepted');
  }

  private async onTap(message: Incoming, frame: WsFrame): Promise<void> {
    const { settle, now, log } = this.uses;
    const { messageId, tap } = message;
    if (tap?.key === SETTLED_KEY) return;
    this.frames.keepTap(messageId, frame, tap?.task ?? '', now());
    if (!(await this.keep(message))) return;
    const update = await settle(message);
    if (!update) return;
    const receipt = await this.updateCard(messageId, update);
    if (receipt.kind !== 'accepted') log.warn({ messageId, receipt }, 'a tapped card was not changed');
  }

  private async keep(message: Incoming): Promise<boolean> {
    const { take, log } = this.uses;
    const { messageId } = message;
    const isKept = await keepPatiently(message, {
      take,
      pauses: this.pauses.takeAgain,
      sleep: (milliseconds) => this.sleep(milliseconds),
      signal: this.stopping.signal,
      log,
    });
    if (!isKept) this.tell({ kind: 'message_lost', messageId });
    return isKept;
  }

  /** The SDK does not wait for handlers: what they throw would end the process. */
  private guard(what: string, handle: () => Promise<void>): void {
    const done = (async () => handle())()
      .catch((error: unknown) => this.uses.log.error({ error }, `the AI bot failed over: ${what}`))
      .finally(() => this.work.delete(done));
    this.work.add(done);
  }

  private tell(trouble: AiBotTrouble): void {
    this.guard('telling the administrator', async () => this.uses.tellAdministrator(trouble));
  }

  private sleep(milliseconds: number): Promise<void> {
    const { sleep = rest } = this.uses;
    return milliseconds > 0 ? sleep(milliseconds, this.stopping.signal) : Promise.resolve();
  }
}

const markdownBody = (content: string) => ({ msgtype: 'markdown', markdown: { content } }) as const;
