import type { ClassDay } from '../../domain/attendance/class-day.ts';
import { at, type Day, dayOf, type Instant } from '../../domain/calendar/time.ts';
import { type CaseFile, completeFile, type KeptFile } from '../../domain/cases/file.ts';
import { weeksMarksFrom } from '../../domain/cases/without-cause.ts';
import { type Duty, isLive, isOver } from '../../domain/duties/duty.ts';
import { asStored } from './as-stored.ts';
import { type DutyRow, dutyOf } from './duty-row.ts';

/** Where a stream stands: whoever decides moves all of it, so it tells whether what is remembered is the latest. */
export interface Head {
  turn: number;
  seq: number;
  hash: string;
  tickedAt: Instant;
}

/** A pupil's file as the table has it. */
export interface FileRow {
  student: string;
  school: string;
  class: string | null;
  active: boolean;
  listed: boolean;
  marked: Day | null;
  state: KeptFile;
}

/** What is loaded of a school whatever is decided; the files of a class come when something is said about it. */
export interface SchoolRows {
  files: FileRow[] | null;
  days: ClassDay[] | null;
  duties: DutyRow[] | null;
}

type KnownFile = Omit<FileRow, 'state'> & { state: CaseFile };
type KnownDuty = { duty: Duty } & Pick<DutyRow, 'class' | 'student'>;

/** What is given to a decision. */
export interface Selection {
  files: CaseFile[];
  classDays: ClassDay[];
  duties: Duty[];
}

/**
 * A school as the last decision of this process left it: the files that a tick looks at and those of the classes spoken
 * of, and the duties that are live, will wake or were opened since `#since`. Decisions are given the same part of it
 * that the tables would give them.
 */
export class RememberedSchool {
  head: Head;
  readonly #id: string;
  #since: Day;
  readonly #classes = new Set<string>();
  readonly #files = new Map<string, KnownFile>();
  readonly #days = new Map<string, ClassDay>();
  readonly #duties = new Map<string, KnownDuty>();
  /** All is this school's own, so that nobody else's decision can have changed any of it. */
  isWhole = true;

  constructor(id: string, head: Head, today: Day, { files, days, duties }: SchoolRows) {
    this.#id = id;
    this.head = head;
    this.#since = today;
    this.#addFiles(files ?? []);
    for (const day of days ?? []) this.#days.set(dayKey(day), day);
    for (const row of duties ?? []) this.#duties.set(row.id, { ...row, duty: dutyOf(row) });
  }

  /** Whether it holds good under the lock, for a day that it goes back to. */
  isAt({ turn, seq, hash, tickedAt }: Head, today: Day): boolean {
    const { head } = this;
    const same = head.turn === turn && head.seq === seq && head.hash === hash && head.tickedAt === tickedAt;
    return same && this.#since <= today;
  }

  /** Those of the classes whose files were not asked for yet. */
  lacking(classes: readonly string[]): string[] {
    return classes.filter((item) => !this.#classes.has(item));
  }

  addClasses(classes: readonly string[], files: readonly FileRow[]): void {
    for (const item of classes) this.#classes.add(item);
    this.#addFiles(files);
  }

  #addFiles(rows: readonly FileRow[]): void {
    for (const row of rows) {
      if (row.school !== this.#id) this.isWhole = false;
      if (!this.#files.has(row.student))
        this.#files.set(row.student, { ...row, state: completeFile(row.state) });
    }
  }

  /**
   * What a message about some classes needs: the files of their pupils, their class days, the duties about them that are
   * live or were opened today, and all of the school itself, so that a gap that was dealt with is not told anew.
   */
  forClasses(classes: readonly string[], now: Instant): Selection {
    const [today, midnight] = this.#begin(now);
    const meant = (item: string | null): boolean => item !== null && classes.includes(item);
    return this.#select(
      (row) => meant(row.class) || row.class === null || row.listed,
      (day) => day.day === today && meant(day.class),
      ({ duty, class: ofClass, student }) => {
        const isCurrent = isLive(duty) || duty.openedAt >= midnight;
        if (ofClass !== null) return meant(ofClass) && isCurrent;
        return isLive(duty) || (student === null && (isPost(duty) || isCurrent));
      },
    );
  }

  /**
   * What a tick needs: the active files and those that a week's report may name, today's class days, the duties that are due, live about active pupils, of today,
   * or of the school itself, and those of its classes that go on, so that none is begun beside them.
   */
  forTick(now: Instant): Selection {
    const [today, midnight] = this.#begin(now);
    const marksFrom = weeksMarksFrom(today);
    const isFollowed = (student: string | null): boolean =>
      student !== null && (this.#files.get(student)?.active ?? false);
    return this.#select(
      ({ active, listed, marked }) => active || listed || (marked !== null && marked >= marksFrom),
      (day) => day.day === today,
      ({ duty, class: ofClass, student }) =>
        (duty.nextAt !== null && duty.nextAt <= now) ||
        (isLive(duty) && (ofClass === null || isFollowed(student))) ||
        (isLive(duty) && student === null && !isOver(duty, today)) ||
        duty.openedAt >= midnight ||
        (ofClass === null && student === null && isPost(duty)),
    );
  }

  #select(
    ofFiles: (row: KnownFile) => boolean,
    ofDays: (day: ClassDay) => boolean,
    ofDuties: (known: KnownDuty) => boolean,
  ): Selection {
    const files = [...this.#files.values()].filter(ofFiles).sort((a, b) => (a.student < b.student ? -1 : 1));
    const duties = [...this.#duties.values()]
      .filter(ofDuties)
      .sort((a, b) => (a.duty.id < b.duty.id ? -1 : 1));
    return {
      files: files.map(({ state }) => state),
      classDays: [...this.#days.values()].filter(ofDays),
      duties: duties.map(({ duty }) => duty),
    };
  }

  /** A new day leaves behind what was done and is over. */
  #begin(now: Instant): [today: Day, midnight: Instant] {
    const today = dayOf(now);
    const midnight = at(today, '00:00');
    if (today > this.#since) {
      this.#since = today;
      for (const [key, { day }] of this.#days) if (day < today) this.#days.delete(key);
      for (const [id, { duty }] of this.#duties)
        if (!isLive(duty) && duty.nextAt === null && duty.openedAt < midnight && !isPost(duty))
          this.#duties.delete(id);
    }
    return [today, midnight];
  }

  /** Takes what a decision has changed, as it will be read. */
  apply(files: readonly FileRow[], days: readonly ClassDay[], duties: readonly DutyRow[], head: Head): void {
    for (const row of files)
      this.#files.set(row.student, { ...row, state: completeFile(asStored(row.state) as KeptFile) });
    for (const day of days) this.#days.set(dayKey(day), asStored(day) as ClassDay);
    for (const row of duties) {
      // A duty keeps the class it was opened with.
      const { class: ofClass, student } = this.#duties.get(row.id) ?? row;
      this.#duties.set(row.id, { class: ofClass, student, duty: dutyOf(asStored(row) as DutyRow) });
    }
    this.head = head;
  }

  /** When the first of its duties wakes. */
  get nextAt(): Instant | null {
    let first: Instant | null = null;
    for (const { duty } of this.#duties.values())
      if (duty.nextAt !== null && (first === null || duty.nextAt < first)) first = duty.nextAt;
    return first;
  }
}

const dayKey = ({ class: ofClass, day }: ClassDay): string => `${ofClass}@${day}`;

const isPost = ({ rule }: Duty): boolean => rule === 'P1.2-POST';
