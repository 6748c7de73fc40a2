import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { WecomCodes } from '../../seeds/load-wecom-codes.ts';
import { WecomRefusal } from './codes.ts';
import type { MessageApi } from './message-api.ts';
import type { Telling } from './telling.ts';

/**
 * The media id of a recording, a file, as WeCom keeps it; null where WeCom does not take it or the file is gone, which is told
 * and keeps nobody from the words themselves. Throws `WecomSilence`.
 */
export const uploadRecording = async (
  recording: string,
  messages: Pick<MessageApi, 'upload'>,
  { tell, tellOf }: Telling,
  { answers }: Pick<WecomCodes, 'answers'>,
): Promise<string | null> => {
  const content = await readFile(recording).catch(() => null);
  if (content === null) {
    await tell('recording_gone', answers.recording_gone);
    return null;
  }
  try {
    return await messages.upload(path.basename(recording), content, 'voice');
  } catch (fault) {
    if (!(fault instanceof WecomRefusal)) throw fault;
    await tellOf(fault);
    return null;
  }
};
