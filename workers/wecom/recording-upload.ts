import { readFileSync } from 'node:fs';
import path from 'node:path';
import { WecomRefusal } from './codes.ts';
import type { MessageApi } from './message-api.ts';
import type { Telling } from './telling.ts';

/**
 * The media id of a recording, a file, as WeCom keeps it; null where WeCom does not take it, which is told and keeps nobody
 * from the words themselves. Throws `WecomSilence`.
 */
export const uploadRecording = async (
  recording: string,
  messages: Pick<MessageApi, 'upload'>,
  telling: Pick<Telling, 'tellOf'>,
): Promise<string | null> => {
  try {
    return await messages.upload(path.basename(recording), readFileSync(recording), 'voice');
  } catch (fault) {
    if (!(fault instanceof WecomRefusal)) throw fault;
    await telling.tellOf(fault);
    return null;
  }
};
