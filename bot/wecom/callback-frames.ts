import type { WsFrame } from '@wecom/aibot-node-sdk';
import type { Instant } from '../../domain/calendar/time.ts';

/** All that the SDK needs of a frame to answer it. */
type Answerable = Pick<WsFrame, 'headers'>;
interface Kept {
  frame: Answerable;
  /** The card that was tapped; null for a message. */
  task: string | null;
  at: Instant;
}

const MOST = 10_000;
/** WeCom takes replies for a day. */
const REPLY_WITHIN = 24 * 60 * 60_000;

/** The frames that can still be answered. What is not here, after a restart for instance, is answered by a push. */
export class CallbackFrames {
  private readonly frames = new Map<string, Kept>();

  keepMessage(messageId: string, frame: WsFrame, at: Instant): void {
    this.keep(messageId, { frame: answerable(frame), task: null, at });
  }

  keepTap(messageId: string, frame: WsFrame, task: string, at: Instant): void {
    this.keep(messageId, { frame: answerable(frame), task, at });
  }

  /** The frame of a message that WeCom still lets us reply to. A card's tap takes no reply. */
  ofMessage(messageId: string, now: Instant): Answerable | undefined {
    const kept = this.frames.get(messageId);
    return kept && kept.task === null && now - kept.at < REPLY_WITHIN ? kept.frame : undefined;
  }

  /** The frame of a tap that came at `since` or later. */
  ofTap(messageId: string, since: Instant): { frame: Answerable; task: string } | undefined {
    const { frame, task = null, at = 0 } = this.frames.get(messageId) ?? {};
    return frame && task !== null && at >= since ? { frame, task } : undefined;
  }

  forget(messageId: string): void {
    this.frames.delete(messageId);
  }

  private keep(messageId: string, kept: Kept): void {
    this.frames.delete(messageId);
    this.frames.set(messageId, kept);
    if (this.frames.size <= MOST) return;
    for (const oldest of this.frames.keys()) {
      this.frames.delete(oldest);
      return;
    }
  }
}

const answerable = ({ headers }: WsFrame): Answerable => ({ headers: { req_id: headers.req_id } });
