import type { Day } from '../../calendar/time.ts';
import { asMeant } from '../names/misheard.ts';
import type { RosterBook } from '../names/roster.ts';
import { timeAt } from '../times/days.ts';
import type { TimeMatch } from '../times/time-told.ts';
import type { SchoolDays } from '../types.ts';
import type { Cue, PhraseMatch } from './phrases.ts';
import { ATTENDANCE } from './phrases.ts';

/** No phrase of which a word is the end begins further before it. */
const LONGEST = 20;

/** A message with what the tables say of each place in it, looked up once. */
export class LookedUp {
  readonly text: string;
  /** The same in standard speech, by which all but names are read. */
  speech: string;
  private readonly today: Day;
  private readonly calendar: SchoolDays;
  private readonly phrases: (PhraseMatch<Cue> | undefined | null)[];
  private readonly times: (TimeMatch | undefined | null)[];

  constructor(text: string, book: RosterBook, today: Day, calendar: SchoolDays) {
    this.text = text;
    this.speech = asMeant(text, book);
    this.today = today;
    this.calendar = calendar;
    this.phrases = new Array<null>(text.length + 1).fill(null);
    this.times = new Array<null>(text.length + 1).fill(null);
  }

  /** Reads what stands at a place as a word of the same length. */
  readAs(word: string, start: number): void {
    this.speech = this.speech.slice(0, start) + word + this.speech.slice(start + word.length);
    // A longer phrase or day may begin a little before.
    this.phrases.fill(null, Math.max(0, start - LONGEST), start + word.length);
    this.times.fill(null, Math.max(0, start - LONGEST), start + word.length);
  }

  /** The longest phrase of attendance that begins at a place. */
  phraseAt(at: number): PhraseMatch<Cue> | undefined {
    const known = this.phrases[at];
    if (known !== null) return known;
    const found = ATTENDANCE.longest(this.speech, at);
    this.phrases[at] = found;
    return found;
  }

  /** The day, length or clock time that begins at a place. */
  timeAt(at: number): TimeMatch | undefined {
    const known = this.times[at];
    if (known !== null) return known;
    const found = timeAt(this.speech, at, this.today, this.calendar);
    this.times[at] = found;
    return found;
  }
}
