import type { Day } from '../domain/calendar/time.ts';
import type { Audience } from '../domain/parents/campaign.ts';
import { optionsOf } from './options.ts';

/** What the command for texts to all parents was asked to do. */
export type Asked =
  | { act: 'list' }
  | { act: 'stop'; text: string; kind: Audience['kind']; place: string }
  | {
      act: 'send';
      text: string;
      kind: Audience['kind'];
      place: string;
      by: string;
      /** As they were typed; null where nothing was. */
      from: Day | null;
      date: Day | null;
      days: number | null;
      isDryRun: boolean;
    };

/** Null when it was called the wrong way. */
export const askedFor = (args: readonly string[]): Asked | null => {
  const called = optionsOf({
    args: [...args],
    options: {
      text: { type: 'string' },
      school: { type: 'string' },
      township: { type: 'string' },
      district: { type: 'boolean' },
      by: { type: 'string' },
      from: { type: 'string' },
      days: { type: 'string' },
      date: { type: 'string' },
      'dry-run': { type: 'boolean' },
      list: { type: 'boolean' },
      stop: { type: 'boolean' },
    },
  });
  if (!called) return null;
  const { values } = called;
  if (values.list) return { act: 'list' };
  const places = (['school', 'township'] as const).flatMap((kind) => {
    const place = values[kind];
    return place === undefined ? [] : [{ kind, place }];
  });
  const all = values.district ? [...places, { kind: 'district' as const, place: '' }] : places;
  const [found] = all;
  const { text, by } = values;
  if (!text || !found || all.length > 1) return null;
  if (values.stop) return { act: 'stop', text, ...found };
  const days = values.days === undefined ? null : Number(values.days);
  if (!by || (days !== null && !(Number.isInteger(days) && days >= 1 && days <= MOST_DAYS))) return null;
  const { from = null, date = null } = values;
  return { act: 'send', text, ...found, by, from, date, days, isDryRun: values['dry-run'] ?? false };
};

/** Whoever hears of the first school day three weeks late is not told of it. */
const MOST_DAYS = 20;
