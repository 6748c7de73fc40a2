import type { Instant } from '../../domain/calendar/time.ts';
import type { Database } from '../../prisma/client.ts';
import type { WecomCodes } from '../../seeds/load-wecom-codes.ts';
import type { Way } from '../channel.ts';
import type { WecomApi } from './api.ts';
import { WecomRefusal, WecomSilence } from './codes.ts';
import { bodies, openMessages } from './message-api.ts';
import type { Pace } from './pace.ts';
import { uploadRecording } from './recording-upload.ts';
import { openSender } from './sending.ts';
import { openTelling, type Trouble } from './telling.ts';
import { MOST_TEXT_BYTES, plainText } from './text-parts.ts';

export interface SchoolWayDependencies {
  database: Database;
  /** Under the secret of the app that parents may use (家长可使用的应用). */
  api: WecomApi;
  agentId: number;
  codes: WecomCodes;
  pace: Pace;
  now(): Instant;
  tellAdministrator(trouble: Trouble): void | Promise<void>;
}

/**
 * Parents, by their id in the school's address book, through 学校通知: plain words, one message, never cut. A refusal
 * carries WeCom's code, `invalid_parent` for one who does not follow the notices, `too_long_for_parents` or
 * `no_files_for_parents`.
 */
export const openSchoolWay = (dependencies: SchoolWayDependencies): Way => {
  const { database, api, agentId, codes, now } = dependencies;
  const messages = openMessages(api, agentId);
  const telling = openTelling(dependencies);
  const send = openSender({ database, now, telling });
  const refused = async (reason: 'too_long_for_parents' | 'no_files_for_parents') => {
    await telling.tell(reason, codes.answers[reason]);
    return { kind: 'refused', reason } as const;
  };
  /** Nobody waits for the recording of words that can be read now (docs/decisions/016). */
  const mediaOf = async (recording: string): Promise<string | null> => {
    try {
      return await uploadRecording(recording, messages, telling, codes);
    } catch (fault) {
      if (!(fault instanceof WecomSilence)) throw fault;
      return null;
    }
  };
  /** What cannot be listened to has been read: the recording is no message of its own. */
  const heard = async (body: string) => {
    try {
      await messages.notify(body);
    } catch (fault) {
      if (!(fault instanceof WecomRefusal) || fault.isDoubtful) throw fault;
      await telling.tellOf(fault);
    }
    return { kind: 'accepted', msgid: null, responseCode: null } as const;
  };
  return {
    deliver: async ({ key, text, file, recording }, address) => {
      const plain = plainText(text);
      if (file) return refused('no_files_for_parents');
      if (Buffer.byteLength(plain) > MOST_TEXT_BYTES) return refused('too_long_for_parents');
      return send({
        id: { channel: 'school', address: address.toLowerCase(), key },
        isChecked: true,
        isSpaced: false,
        draft: async () => {
          if (plain.trim() === '') return [];
          const written = {
            kind: 'text',
            body: bodies.notice({ agentId, to: [address], salt: key }, plain),
          } as const;
          const media = recording ? await mediaOf(recording) : null;
          if (media === null) return [written];
          const salt = `${key}|voice`;
          return [
            written,
            { kind: 'voice', body: bodies.noticeVoice({ agentId, to: [address], salt }, media) },
          ];
        },
        // No limit of its own is published; the interface's answers with 45009.
        room: async () => ({ ok: true }),
        send: async ({ kind, body }) => {
          if (kind === 'voice') return heard(body);
          const { invalidParents } = await messages.notify(body);
          if (invalidParents.length > 0) return { kind: 'refused', reason: 'invalid_parent' };
          return { kind: 'accepted', msgid: null, responseCode: null };
        },
      });
    },
  };
};
