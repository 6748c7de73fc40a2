import type { Instant } from '../../domain/calendar/time.ts';
import type { NoticeKind, NoticeOption } from '../../domain/notices/notice.ts';
import type { Database } from '../../prisma/client.ts';
import { addLine } from '../../prisma/stores/sandbox-store.ts';
import type { Channel } from '../channel.ts';

/** One message for a person's chat in the sandbox; `paper` is the id of a row of `paper`. */
export interface SandboxDelivery {
  key: string;
  to: string;
  text: string;
  kind: NoticeKind;
  rules: readonly string[];
  options: readonly NoticeOption[];
  paper: string | null;
  /** A file. */
  recording: string | null;
  /** The product's time. */
  at: Instant;
}

/** Writes a message into a chat of the sandbox. The same key is written once, however often it is delivered. */
export const deliverToSandbox = async (
  database: Database,
  { to, ...message }: SandboxDelivery,
): Promise<'accepted'> => {
  await addLine(database, { ...message, person: to, from: 'bot' });
  return 'accepted';
};

/** The sandbox's chats as a channel like any other. */
export const sandboxChannel = (database: Database): Channel => ({
  deliver: async ({ to, file, key, text, kind, rules, options, at, recording = null }) => ({
    kind: await deliverToSandbox(database, {
      to,
      key,
      text,
      kind,
      rules,
      options,
      at,
      paper: file?.id ?? null,
      recording,
    }),
  }),
});
