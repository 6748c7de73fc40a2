import { HOUR, type Instant, MINUTE } from '../../domain/calendar/time.ts';
import type { Database } from '../../prisma/client.ts';
import {
  type Accepted,
  acceptPart,
  beginParts,
  type Draft,
  forgetMessages,
  type MessageId,
  type Part,
  partsOf,
  releasePart,
  rewritePart,
  tryPart,
} from '../../prisma/stores/message-store.ts';
import type { Receipt } from '../channel.ts';
import { undoubted } from './codes.ts';
import { CHECKED_FOR, type MayRepeat } from './message-api.ts';
import type { Room } from './pace.ts';
import type { Telling } from './telling.ts';
import { isDoubtful, receiptOf } from './verdict.ts';

/** What one request came to, if nothing was thrown. */
export type PartOutcome =
  | ({ kind: 'accepted' } & Accepted)
  /** WeCom took the call, and this recipient did not get it. */
  | { kind: 'refused'; reason: string };

/** What a request may do while it is being sent. */
export interface PartTools {
  /** To be asked before each repetition. */
  mayRepeat: MayRepeat;
  /** Whether an earlier try, or the one that ended in this fault, may have been carried out. */
  isDoubtful(fault: unknown): boolean;
  /** Keeps another request in its stead, the first being surely refused. */
  rewrite(draft: Draft): Promise<void>;
}

/** How the requests of one delivery are written and sent. */
export interface Sending {
  id: MessageId;
  /**
   * Whether WeCom shows the same bytes once. Without that, what may have been carried out is never tried again.
   */
  isChecked: boolean;
  /** Whether its requests need a pause between them, so that each finds its own room. */
  isSpaced: boolean;
  /** Writes them; asked only while nothing was ever tried. Empty: there is nothing to say. */
  draft(): Promise<Draft[]>;
  /** Finds room for so many. A repetition may use the room that is kept for the urgent. */
  room(count: number, isRepetition: boolean): Promise<Room>;
  /** Faults as in `WecomApi`. */
  send(part: Part, tools: PartTools): Promise<PartOutcome>;
}

export interface SenderDependencies {
  database: Database;
  now(): Instant;
  telling: Telling;
}

/** Sends deliveries part by part. */
export type Sender = (sending: Sending) => Promise<Receipt>;

/** WeCom's memory of a request is not relied on in its last minutes. */
const RECOGNISED_FOR = CHECKED_FOR * 1000 - 5 * MINUTE;
/** Longer than anything is repeated, taken back or changed. */
const KEPT = 7 * 24 * HOUR;

/**
 * Each part goes out as it was first written, in order, and what WeCom has accepted is never sent again. After a part
 * that may have been carried out nothing is said to be surely unsent: it is repeated under WeCom's duplicate check for
 * as long as that holds, and stays unknown after.
 */
export const openSender = ({ database, now, telling }: SenderDependencies): Sender => {
  let swept: Instant | null = null;
  const sweep = async (): Promise<void> => {
    if (swept !== null && now() - swept < HOUR) return;
    swept = now();
    await forgetMessages(database, now() - KEPT);
  };

  /** Null when it was accepted. */
  const sendPart = async (sending: Sending, part: Part, triedAt: Instant): Promise<Receipt | null> => {
    const { id } = sending;
    let wasTried = part.state === 'tried';
    const tools: PartTools = {
      mayRepeat: async () => (await sending.room(1, true)).ok,
      isDoubtful: (fault) => wasTried || isDoubtful(fault),
      rewrite: async (draft) => {
        await rewritePart(database, id, part.part, draft, now());
        wasTried = false;
      },
    };
    try {
      const outcome = await sending.send(part, tools);
      if (outcome.kind === 'accepted') {
        await acceptPart(database, id, part.part, outcome);
        return null;
      }
      await releasePart(database, id, part.part, triedAt);
      return outcome;
    } catch (fault) {
      await telling.tellOf(fault);
      const receipt = receiptOf(fault, tools.isDoubtful(fault), now());
      if (receipt.kind !== 'unknown') await releasePart(database, id, part.part, triedAt);
      return receipt;
    }
  };

  const begin = async (sending: Sending): Promise<{ parts: Part[]; isMine: boolean } | Receipt> => {
    let drafts: Draft[];
    try {
      drafts = await sending.draft();
    } catch (fault) {
      await telling.tellOf(fault);
      // Nothing was sent, whatever became of what is needed to write it.
      return receiptOf(undoubted('what comes before a message', fault), false, now());
    }
    if (drafts.length === 0) return { kind: 'refused', reason: EMPTY };
    const room = await sending.room(sending.isSpaced ? 1 : drafts.length, false);
    if (!room.ok) return { kind: 'later', at: room.again };
    return beginParts(database, sending.id, drafts, now());
  };

  const resume = async (sending: Sending, known: Part[]): Promise<Receipt | null> => {
    const left = known.filter(({ state }) => state !== 'accepted');
    if (left.length === 0) return { kind: 'accepted' };
    const isRepetition = left.some(({ state }) => state === 'tried');
    if (left.some((part) => !mayTry(part, sending, now()))) return { kind: 'unknown' };
    const room = await sending.room(sending.isSpaced ? 1 : left.length, isRepetition);
    if (room.ok) return null;
    return isRepetition ? { kind: 'unknown' } : { kind: 'later', at: room.again };
  };

  return async (sending) => {
    await sweep();
    const known = await partsOf(database, sending.id);
    const begun = known.length > 0 ? await resume(sending, known) : await begin(sending);
    if (begun && 'kind' in begun) return begun;
    const { parts, isMine } = begun ?? { parts: known, isMine: false };
    let isFirst = true;
    let isBegun = parts.some(({ state }) => state === 'accepted');
    for (const part of parts) {
      if (part.state === 'accepted') continue;
      if (sending.isSpaced && !isFirst) {
        const room = await sending.room(1, false);
        if (!room.ok) return { kind: 'later', at: room.again };
      }
      isFirst = false;
      const triedAt = isMine && part.part === 0 ? part.at : now();
      const held: Part | null =
        isMine && part.part === 0
          ? { ...part, state: 'open' }
          : await tryPart(database, sending.id, part.part, triedAt, sending.isChecked);
      // Another process is at it, or has done it.
      if (!held && !sending.isChecked) return { kind: 'unknown' };
      if (!held) continue;
      const receipt = await sendPart(sending, held, triedAt);
      // What was shown in part is neither refused nor to be said again from the start elsewhere.
      if (receipt) return receipt.kind === 'refused' && isBegun ? { kind: 'unknown' } : receipt;
      isBegun = true;
    }
    return { kind: 'accepted' };
  };
};

const EMPTY = '44004';

const mayTry = ({ state, at }: Part, { isChecked }: Sending, now: Instant): boolean =>
  state === 'open' || (isChecked && now - at < RECOGNISED_FOR);
