import { readdirSync, readFileSync } from 'node:fs';

/** What this process and all it started have used; null where the system does not tell. */
export interface Usage {
  /** Seconds of processor time. */
  processorSeconds: number;
  /** The most memory that was held at a time, in megabytes; what processes share is counted once. */
  peakMb: number;
}

/** Asking the system costs it some hundredths of a second. */
const EVERY_MS = 20_000;
const TICKS_PER_SECOND = 100;

/** Watches until it is stopped. */
export const watchUsage = (): { stop(): Usage | null } => {
  const before = sumOver(ticksOf);
  let peak = sumOver(bytesOf);
  const look = (): void => {
    peak = Math.max(peak, sumOver(bytesOf));
  };
  const timer = setInterval(look, EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      look();
      if (peak === 0) return null;
      return {
        processorSeconds: Math.round((sumOver(ticksOf) - before) / TICKS_PER_SECOND),
        peakMb: Math.round(peak / 1e6),
      };
    },
  };
};

const sumOver = (figureOf: (pid: string) => number): number =>
  family().reduce((sum, pid) => sum + figureOf(pid), 0);

/** This process, and all that it and its children started. */
const family = (): string[] => {
  const parents = new Map(
    list('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => [pid, /^PPid:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? '']),
  );
  const own = new Set([`${process.pid}`]);
  for (let size = 0; size !== own.size; ) {
    size = own.size;
    for (const [pid, parent] of parents) if (own.has(parent)) own.add(pid);
  }
  return [...own];
};

const list = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    // Only Linux tells.
    return [];
  }
};

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // The process has ended meanwhile.
    return '';
  }
};

const bytesOf = (pid: string): number =>
  Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) * 1024;

/** Its own time and that of its children that have ended: fields 14 to 17 of proc(5), the name in the second taken off. */
const ticksOf = (pid: string): number => {
  const fields = read(`/proc/${pid}/stat`)
    .replace(/^.*\) /s, '')
    .split(' ');
  return fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
};
