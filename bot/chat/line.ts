import { HOUR, MINUTE } from '../../domain/calendar/time.ts';

/** What one line typed into the chat asks for. */
export type Line =
  | { does: 'nothing' }
  | { does: 'say'; text: string }
  | { does: 'as'; who: string }
  | { does: 'people'; filter: string }
  | { does: 'time' }
  | { does: 'wait'; milliseconds: number }
  | { does: 'next' }
  | { does: 'todo' }
  | { does: 'save'; file: string }
  | { does: 'quit' }
  | { does: 'unknown'; text: string };

const LENGTHS: Readonly<Record<string, number>> = { m: MINUTE, h: HOUR, d: 24 * HOUR };
const LONGEST = 366 * 24 * HOUR;

/** Reads one line: a command where it begins with a slash, else something the current person says. */
export const readLine = (line: string): Line => {
  const text = line.trim();
  if (text === '') return { does: 'nothing' };
  if (!text.startsWith('/')) return { does: 'say', text };
  const [name = '', ...rest] = text.slice(1).split(/\s+/);
  const given = rest.join(' ');
  switch (name) {
    case 'as':
      return { does: 'as', who: given };
    case 'people':
      return { does: 'people', filter: given };
    case 'time':
    case 'next':
    case 'todo':
    case 'quit':
      return { does: name };
    case 'save':
      return { does: 'save', file: given };
    default:
      return wait(name) ?? { does: 'unknown', text };
  }
};

const wait = (name: string): Line | null => {
  const [, count = '', unit = ''] = /^\+(\d{1,5})([mhd])$/.exec(name) ?? [];
  const milliseconds = Number(count) * (LENGTHS[unit] ?? 0);
  return milliseconds > 0 && milliseconds <= LONGEST ? { does: 'wait', milliseconds } : null;
};
