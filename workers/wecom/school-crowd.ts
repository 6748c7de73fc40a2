import { z } from 'zod';
import type { WecomCodes } from '../../seeds/load-wecom-codes.ts';
import type { CrowdWay } from '../channel.ts';
import type { WecomApi } from './api.ts';
import { bodies, openMessages } from './message-api.ts';
import { uploadRecording } from './recording-upload.ts';
import type { Telling } from './telling.ts';
import { MOST_TEXT_BYTES } from './text-parts.ts';

/** As many parents as one school notice may name (doc 91609). */
const MOST_PARENTS = 1000;

/** What is kept of one request: the notice of the words, and where there is one that of the recording. */
const keptSchema = z.strictObject({ words: z.string(), voice: z.string().nullable() });

/** School notices (学校通知) to many parents in one request, and the recording in a second to the same. */
export const openSchoolCrowd = (
  api: WecomApi,
  agentId: number,
  telling: Telling,
  codes: Pick<WecomCodes, 'answers'>,
): CrowdWay => {
  const messages = openMessages(api, agentId);
  return {
    most: MOST_PARENTS,
    book: 'parent',
    write: async ({ key, text, recording, addresses }) => {
      // Cut by WeCom, it would be shown in part to a thousand people: a defect, found where texts are checked.
      if (Buffer.byteLength(text) > MOST_TEXT_BYTES) throw new Error(`too long for a school notice: ${key}`);
      const media = recording === null ? null : await uploadRecording(recording, messages, telling, codes);
      const salt = `${key}|voice`;
      return JSON.stringify({
        words: bodies.notice({ agentId, to: addresses, salt: key }, text),
        voice: media && bodies.noticeVoice({ agentId, to: addresses, salt }, media),
      });
    },
    send: async (body) => {
      const { words, voice } = keptSchema.parse(JSON.parse(body));
      const { invalidParents } = await messages.notify(words);
      // The words have arrived: what happens to the recording is told, and changes nothing of that.
      if (voice !== null) await messages.notify(voice).catch((fault: unknown) => telling.tellOf(fault));
      return invalidParents;
    },
  };
};
