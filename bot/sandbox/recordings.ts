import { existsSync, readFileSync } from 'node:fs';
import { type KeptLine, lineById } from '../../prisma/stores/sandbox-store.ts';
import { amrSeconds } from '../../templates/recording.ts';
import { refusals } from '../../templates/sandbox.ts';
import type { SandboxDependencies } from './dependencies.ts';
import { Refusal } from './refusal.ts';

/** How long a recording is and where to have it; no browser plays AMR, so it is a file to download. Null: none came. */
export const voiceCard = ({ id, person, recording }: KeptLine) => {
  if (recording === null || !existsSync(recording)) return null;
  const seconds = Math.ceil(amrSeconds(readFileSync(recording)) ?? 0);
  return { seconds, url: `/api/recordings/${id}?${new URLSearchParams({ viewer: person })}` };
};

/** `GET /api/recordings/:id`: the recording that came with a line, for whoever it came to. */
export const recordingDownload = async (
  { database }: SandboxDependencies,
  id: string,
  viewer: string,
): Promise<{ name: string; content: Buffer } | Refusal> => {
  const line = /^\d{1,18}$/.test(id) ? await lineById(database, BigInt(id)) : null;
  if (line?.person !== viewer || line.recording === null || !existsSync(line.recording))
    return new Refusal(404, refusals.noRecording);
  return { name: `语音${id}.amr`, content: readFileSync(line.recording) };
};
