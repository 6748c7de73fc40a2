import type { Day } from '../../calendar/time.ts';
import { NUMBER_CHARACTERS } from '../text/chinese-number.ts';

/** A day told in a message. A bare weekday or date may be the last one or the next; the sentence tells which. */
export interface DayTold {
  readonly kind: 'day';
  readonly last: Day;
  readonly next: Day;
  /** The words say nothing of which side: 周五, 20号. */
  readonly open: boolean;
  /** The last of several days told in one word: 明后天. */
  readonly through?: Day;
  /** "从上周四就没来": it has gone on since. */
  readonly since?: boolean;
  /** 昨晚: when somebody fell ill, and no day of school unless something of school is told of it. */
  readonly night?: boolean;
}

/** A length of leave: school days, or no length that ends on a later day (半天). */
export interface LengthTold {
  readonly kind: 'length';
  readonly schoolDays: number | null;
  /** 半个月, 30天: so many days of the calendar. */
  readonly calendarDays?: number;
}

/** A stretch that is named by its end: 这周, 月底. */
export interface StretchTold {
  readonly kind: 'stretch';
  readonly first: Day;
  readonly last: Day;
}

export type TimeTold = DayTold | LengthTold | StretchTold | { readonly kind: 'clock' };

export interface TimeMatch {
  readonly told: TimeTold;
  readonly end: number;
}

/** A number in a pattern, in figures or in words. */
export const N = `(?:\\d+|[${NUMBER_CHARACTERS}]+)`;

/** A day of which the words leave no doubt. */
export const dayTold = (value: Day): DayTold => ({ kind: 'day', last: value, next: value, open: false });
