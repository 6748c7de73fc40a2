import type { SchoolCalendar } from '../calendar/school-calendar.ts';
import { type Day, dayOf, type Instant, type TimeOfDay } from '../calendar/time.ts';
import { CLOCK, type ClockBody, type Fact, type Stage } from '../facts/fact.ts';
import type { Settings } from '../policy/settings.ts';
import type { Signal, SignalName } from '../signals.ts';
import { BY_CLOCK, type CaseFile, inChargeOf } from './file.ts';

/** What holds for a pupil's school while its files are worked on. */
export interface Setting {
  settings: Settings;
  calendar: SchoolCalendar;
  firstLesson: TimeOfDay;
  /** The school, and the township it lies in; null for what stands above the schools. */
  place: { school: string; township: string | null };
  /** Days on which the pupil's class told a whole roll, as far back as something is told; left out where nothing is. */
  whole?: ReadonlySet<Day>;
}

/** A file after something happened to it, with what the rules should hear and what is to be written down. */
export interface Change {
  file: CaseFile;
  signals: Signal[];
  facts: Fact[];
}

/** Collects what happens to one file, so that each step below can say it in one line. */
export class Progress {
  file: CaseFile;
  readonly signals: Signal[] = [];
  readonly facts: Fact[] = [];

  constructor(file: CaseFile) {
    this.file = file;
  }

  set(change: Partial<CaseFile>): void {
    this.file = { ...this.file, ...change };
  }

  mark(day: Day, change: Partial<CaseFile['marks'][Day]>): void {
    const before = this.file.marks[day] ?? { standing: 'unaccounted' as const, source: BY_CLOCK };
    this.set({ marks: { ...this.file.marks, [day]: { ...before, ...change } } });
  }

  signal(name: SignalName, at: Instant, period: string, note?: string): void {
    const noted = note === undefined ? {} : { note };
    this.signals.push({ name, about: { student: this.file.student }, at, period, ...noted });
  }

  /** To whom it concerns in the township that has the case (劝返主体), not in the school's. */
  signalInCharge(name: SignalName, at: Instant, period: string, note?: string): void {
    const noted = note === undefined ? {} : { note };
    this.signals.push({ name, about: inChargeOf(this.file), at, period, ...noted });
  }

  /** Writes down what the clock, not a person, concluded. */
  note(at: Instant, body: ClockBody, key: string): void {
    // The same step may come twice a day: reported, taken back, reported again.
    const notes = (this.file.notes ?? 0) + 1;
    this.set({ notes });
    this.facts.push({
      key: `clock:${this.file.student}:${notes}:${body.kind}:${key}`,
      about: { student: this.file.student },
      at,
      by: CLOCK,
      words: null,
      body,
    });
  }

  move(to: Stage, at: Instant): void {
    const from = this.file.stage;
    if (from === to) return;
    this.set({ stage: to });
    const on = dayOf(at);
    this.note(at, { kind: 'stage', student: this.file.student, from, to, on }, `${from}>${to}:${on}`);
  }
}
