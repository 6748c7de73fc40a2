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

/** What is loaded of a school whatever is decided; other files come when something is said about their pupils. */
export interface SchoolRows {
  files: FileRow[] | null;
  days: ClassDay[] | null;
  duties: DutyRow[] | null;
}

type KnownFile = Omit<FileRow, 'state'> & { state: CaseFile };
type KnownDuty = { duty: Duty } & Pick<DutyRow, 'class' | 'student'>;

/** What a message speaks of: classes, and of their pupils all (null) or these alone. */
export interface Spoken {
  classes: readonly string[];
  pupils: readonly string[] | null;
}

/** Files that are lacking of what a school's process remembers of some of its classes. */
export interface Lacking {
  /** Of whose pupils all files are wanted. */
  classes: readonly string[];
  /** Of whose pupils only the files are wanted about which something stands, as of a whole school (`loadSchools`). */
  followed: readonly string[];
  pupils: readonly string[];
}

/** What is given to a decision. */
export interface Selection {
  files: CaseFile[];
  classDays: ClassDay[];
  duties: Duty[];
}

/**
 * A school as the last decision of this process left it, and what others have written since: the files that a tick looks at
 * and those of the pupils and classes spoken of, and the duties that are live, will wake or were opened since `#since`. Decisions
 * are given the same part of it that the tables would give them.
 */
export class RememberedSchool {
  head: Head;
  readonly #id: string;
  #since: Day;
  /** Classes of whose pupils all files are known, or all about which something stands, and pupils asked for by themselves. */
  readonly #classes = new Set<string>();
  readonly #followed = new Set<string>();
  readonly #pupils = new Set<string>();
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
    this.#take(days ?? [], duties ?? []);
  }

  #take(days: readonly ClassDay[], duties: readonly DutyRow[]): void {
    for (const day of days) this.#days.set(dayKey(day), day);
    for (const row of duties)
      this.#duties.set(row.id, { class: row.class, student: row.student, duty: dutyOf(row) });
  }

  /** Whether it holds good under the lock, for a day that it goes back to. */
  isAt({ turn, seq, hash, tickedAt }: Head, today: Day): boolean {
    const { head } = this;
    const same = head.turn === turn && head.seq === seq && head.hash === hash && head.tickedAt === tickedAt;
    return same && this.#since <= today;
  }

  /** Whether all that was decided since tells so itself, row by row. */
  isBehind({ turn }: Head, rewritten: number, today: Day): boolean {
    return rewritten <= this.head.turn && this.head.turn < turn && this.#since <= today;
  }

  /** Takes what others have written since. */
  catchUp({ files, days, duties }: SchoolRows, head: Head): void {
    for (const row of files ?? []) this.#putFile(row);
    this.#take(days ?? [], duties ?? []);
    this.head = head;
  }

  /** What was not asked for yet of what is spoken of. */
  lacking({ classes, pupils }: Spoken): Lacking {
    const unknown = classes.filter((item) => !this.#classes.has(item));
    if (pupils === null) return { classes: unknown, followed: [], pupils: [] };
    const ofDuties = [...this.#duties.values()].flatMap(({ duty, class: ofClass, student }) =>
      student !== null && ofClass !== null && unknown.includes(ofClass) && isLive(duty) ? [student] : [],
    );
    return {
      classes: [],
      followed: unknown.filter((item) => !this.#followed.has(item)),
      pupils: [...new Set([...pupils, ...ofDuties])].filter(
        (id) => !this.#files.has(id) && !this.#pupils.has(id),
      ),
    };
  }

  /** Takes what was lacking: of these rows those that were meant. */
  add({ classes, followed, pupils }: Lacking, rows: readonly FileRow[]): void {
    for (const item of classes) this.#classes.add(item);
    for (const item of followed) this.#followed.add(item);
    for (const id of pupils) this.#pupils.add(id);
    const asked = new Set([...classes, ...followed]);
    const alone = new Set(pupils);
    this.#addFiles(
      rows.filter((row) => (row.class !== null && asked.has(row.class)) || alone.has(row.student)),
    );
  }

  #addFiles(rows: readonly FileRow[]): void {
    for (const row of rows) {
      if (row.school !== this.#id) this.isWhole = false;
      if (!this.#files.has(row.student)) this.#putFile(row);
    }
  }

  #putFile(row: FileRow): void {
    this.#files.set(row.student, { ...row, state: completeFile(row.state) });
  }

  /**
   * What a message about some classes needs: the files of their pupils, their class days, the duties about them that are
   * live or were opened today, and all of the school itself, so that a gap that was dealt with is not told anew. Where it speaks of
   * certain pupils alone, of the others only those about whom something stands or is to be done: what a roll costs does
   * not grow with all who were ever ill.
   */
  forClasses({ classes, pupils }: Spoken, now: Instant): Selection {
    const [today, midnight] = this.#begin(now);
    const meant = (item: string | null): boolean => item !== null && classes.includes(item);
    const duties = this.#dutiesWhere(({ duty, class: ofClass, student }) => {
      const isCurrent = isLive(duty) || duty.openedAt >= midnight;
      if (ofClass !== null) return meant(ofClass) && isCurrent;
      return isLive(duty) || (student === null && (isPost(duty) || isCurrent));
    });
    const watched = duties.flatMap((duty) => (isLive(duty) ? (duty.about.student ?? []) : []));
    const named = new Set([...(pupils ?? []), ...watched]);
    const marksFrom = weeksMarksFrom(today);
    const isWanted = (row: KnownFile): boolean =>
      pupils === null || named.has(row.student) || isFollowed(row, marksFrom);
    return {
      files: this.#filesWhere(
        (row) => (meant(row.class) && isWanted(row)) || row.class === null || row.listed,
      ),
      classDays: this.#daysWhere((day) => day.day === today && meant(day.class)),
      duties,
    };
  }

  /**
   * What a tick needs: the active files and those that a week's report may name, today's class days, the duties that are due, live about active pupils, of today,
   * or of the school itself, and those of its classes that go on, so that none is begun beside them.
   */
  forTick(now: Instant): Selection {
    const [today, midnight] = this.#begin(now);
    const marksFrom = weeksMarksFrom(today);
    const isWatched = (student: string | null): boolean =>
      student !== null && (this.#files.get(student)?.active ?? false);
    return {
      files: this.#filesWhere((row) => isFollowed(row, marksFrom)),
      classDays: this.#daysWhere((day) => day.day === today),
      duties: this.#dutiesWhere(
        ({ duty, class: ofClass, student }) =>
          (duty.nextAt !== null && duty.nextAt <= now) ||
          (isLive(duty) && (ofClass === null || isWatched(student))) ||
          (isLive(duty) && student === null && !isOver(duty, today)) ||
          duty.openedAt >= midnight ||
          (ofClass === null && student === null && isPost(duty)),
      ),
    };
  }

  #filesWhere(isWanted: (row: KnownFile) => boolean): CaseFile[] {
    return [...this.#files.values()]
      .filter(isWanted)
      .sort((a, b) => (a.student < b.student ? -1 : 1))
      .map(({ state }) => state);
  }

  #daysWhere(isWanted: (day: ClassDay) => boolean): ClassDay[] {
    return [...this.#days.values()].filter(isWanted);
  }

  #dutiesWhere(isWanted: (known: KnownDuty) => boolean): Duty[] {
    return [...this.#duties.values()]
      .filter(isWanted)
      .sort((a, b) => (a.duty.id < b.duty.id ? -1 : 1))
      .map(({ duty }) => duty);
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

/** Whether anybody still looks at a pupil, or something stands about the pupil as lately as a week's report reaches back. */
const isFollowed = ({ active, listed, marked }: KnownFile, marksFrom: Day): boolean =>
  active || listed || (marked !== null && marked >= marksFrom);

const dayKey = ({ class: ofClass, day }: ClassDay): string => `${ofClass}@${day}`;

const isPost = ({ rule }: Duty): boolean => rule === 'P1.2-POST';
