import type { Instant } from '../../domain/calendar/time.ts';
import type { CodeClass } from '../../seeds/load-wecom-codes.ts';
import { WecomRefusal } from './codes.ts';
import type { Pace } from './pace.ts';

/** What the administrator is told: WeCom's code or one of ours, and what to change where. No names, no content. */
export interface Trouble {
  code: string;
  say: string;
}

export interface TellingDependencies {
  pace: Pace;
  now(): Instant;
  tellAdministrator(trouble: Trouble): void | Promise<void>;
}

/** Tells the administrator what a person has to heal, each code once an hour over all processes. */
export interface Telling {
  tell(code: string, say: string): Promise<void>;
  /** Says nothing of what heals by itself, or of a recipient who is reached in another way. */
  tellOf(fault: unknown): Promise<void>;
}

const HEALS_OTHERWISE: ReadonlySet<CodeClass> = new Set(['retry', 'pause', 'recipient', 'expired']);

export const openTelling = ({ pace, now, tellAdministrator }: TellingDependencies): Telling => {
  const tell = async (code: string, say: string): Promise<void> => {
    const room = await pace.take({ kind: 'told', code }, { urgent: true, now: now() });
    if (!room.ok) return;
    try {
      await tellAdministrator({ code, say });
    } catch {
      // What became of the message counts more than that somebody hears of it.
    }
  };
  return {
    tell,
    tellOf: async (fault) => {
      if (!(fault instanceof WecomRefusal) || HEALS_OTHERWISE.has(fault.meaning.class)) return;
      await tell(String(fault.code), fault.meaning.say);
    },
  };
};
