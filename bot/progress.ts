import type { WriteStream } from 'node:tty';

const WIDTH = 24;
const STEP = 10;

/** Told how far a long work is. */
export type Progress = (label: string, done: number, total: number) => void;

type Output = Pick<WriteStream, 'write'> & { isTTY?: boolean };

/** A bar that is drawn over itself on a terminal; elsewhere a line for each ten percent. */
export function progressOn(output: Output): { tell: Progress; end(): void } {
  let shown = '';
  const tell: Progress = (label, done, total) => {
    const percent = total === 0 ? 100 : Math.floor((done / total) * 100);
    if (!output.isTTY) {
      const line = `${label} ${percent - (percent % STEP)}%`;
      if (line !== shown) output.write(`${line}\n`);
      shown = line;
      return;
    }
    const filled = Math.round((percent / 100) * WIDTH);
    const bar = `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)}`;
    const line = `${label} ${bar} ${String(percent).padStart(3)}%`;
    if (line !== shown) output.write(`\r\x1b[K${line}`);
    shown = line;
  };
  return {
    tell,
    end: () => {
      if (output.isTTY && shown !== '') output.write('\n');
    },
  };
}
