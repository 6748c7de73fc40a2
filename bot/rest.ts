import { setTimeout as passing } from 'node:timers/promises';

/** Waits so long, or until it is told to stop. */
export const rest = async (milliseconds: number, signal: AbortSignal): Promise<void> => {
  await passing(milliseconds, undefined, { signal }).catch(() => undefined);
};
