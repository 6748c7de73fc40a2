import type { ClassDay } from '../attendance/class-day.ts';
import { emptyClassDay } from '../attendance/class-day.ts';
import type { Day, Instant } from '../calendar/time.ts';
import { advance } from '../cases/advance.ts';
import { type CaseFile, emptyFile, isActive } from '../cases/file.ts';
import type { Change, Setting } from '../cases/progress.ts';
import { twelveSignals } from '../cases/twelve.ts';
import { type Decision, type SchoolState, type Stilled, settingOf, type World } from '../decision.ts';
import { DutyBook } from '../duties/book.ts';
import type { Duty } from '../duties/duty.ts';
import type { Fact } from '../facts/fact.ts';
import { compose } from '../notices/compose.ts';
import { sayFoundToFamily } from '../notices/found-said.ts';
import { sayInformed } from '../notices/informed.ts';
import { type CasePaper, sayDocuments, sayNotReturned, sayReturned } from '../notices/said.ts';
import { draftedOn } from '../papers/kinds.ts';
import { tellFamily } from '../parents/series.ts';
import { stilledBy } from '../parents/stilling.ts';
import type { Signal } from '../signals.ts';

/** One school's papers spread out while one decision is made. */
export class Desk {
  readonly world: World;
  readonly setting: Setting;
  readonly #files = new Map<string, CaseFile>();
  readonly #classDays = new Map<string, ClassDay>();
  readonly #changedFiles = new Set<string>();
  readonly #changedDays = new Set<string>();
  /** Pupils of whom a day that is over was told. */
  readonly #heardLate = new Set<string>();
  readonly #facts: Fact[] = [];
  readonly book: DutyBook;
  readonly #documents: CasePaper[] = [];
  readonly #stilled: Stilled[] = [];
  /** Whose report is decided on; null for the clock's. */
  readonly speaker: string | null;

  constructor(state: SchoolState, world: World, speaker: string | null) {
    this.world = world;
    this.speaker = speaker;
    this.setting = settingOf(world);
    for (const file of state.files) this.#files.set(file.student, file);
    for (const classDay of state.classDays)
      this.#classDays.set(dayKey(classDay.class, classDay.day), classDay);
    this.book = new DutyBook(state.duties, world, {
      file: (student) => this.file(student),
      classDay: (classId, day) => this.classDay(classId, day),
      files: () => this.files(),
      atRisk: state.atRisk ?? [],
      speaker,
    });
  }

  /** A pupil's file as it stands by now, an empty one if there is none yet. */
  file(student: string): CaseFile {
    return this.known(student) ?? emptyFile(student);
  }

  /** The file of a pupil of whom anything was ever told. */
  known(student: string): CaseFile | undefined {
    return this.#files.get(student);
  }

  files(): Iterable<CaseFile> {
    return this.#files.values();
  }

  classDay(classId: string, day: Day): ClassDay {
    return this.#classDays.get(dayKey(classId, day)) ?? emptyClassDay(classId, day);
  }

  putClassDay(classDay: ClassDay): void {
    this.#classDays.set(dayKey(classDay.class, classDay.day), classDay);
    this.#changedDays.add(dayKey(classDay.class, classDay.day));
  }

  /** Days on which a pupil's class told a whole roll, of those that this decision was given. */
  wholeRolls(student: string): Set<Day> {
    const classId = this.world.directory.students.get(student)?.class;
    const days = [...this.#classDays.values()].filter((day) => day.class === classId);
    return new Set(days.flatMap(({ day, whole, rolledAt }) => (whole && rolledAt !== null ? [day] : [])));
  }

  heardLate(student: string): void {
    this.#heardLate.add(student);
  }

  /** A fact that was told; those that follow from it come with `take`. */
  keep(fact: Fact): void {
    this.#facts.push(fact);
  }

  /** A pupil's new file, where nothing follows from it. */
  put(file: CaseFile): void {
    if (this.file(file.student) === file) return;
    this.#files.set(file.student, file);
    this.#changedFiles.add(file.student);
  }

  /** A pupil's new file, with what follows from its change. */
  take(change: Change): void {
    this.put(change.file);
    this.#facts.push(...change.facts);
    for (const signal of change.signals) this.react(signal);
  }

  /** What a signal opens and ends: duties, papers, what a family is not to be told any more. */
  react(signal: Signal): void {
    const { student } = signal.about;
    const searches = student ? this.book.searches(student) : [];
    this.book.react(this.#timed(signal));
    if (student) this.#tellFound(student, searches);
    if (student)
      for (const paper of draftedOn(signal.name))
        this.#documents.push({ student, paper, period: signal.period });
    if (student) this.#stilled.push(...stilledBy(signal.name, this.file(student), this.world));
    if (student) this.book.say(...sayInformed(signal, this.file(student), this.world, this.speaker));
    if (student)
      for (const next of twelveSignals(signal, this.file(student), this.world)) this.book.react(next);
    if (student && signal.name === 'return_withdrawn') {
      this.book.takeBackReturn(student, Number(signal.note));
      this.book.say(...sayNotReturned(this.file(student), signal.period, this.world));
    }
    if (student && signal.name === 'returned')
      this.book.say(...sayReturned(this.file(student), signal.period, this.world));
  }

  /** Of searches for a child, those that have just ended with it found: to its family. */
  #tellFound(student: string, searches: readonly Duty[]): void {
    const ended = searches
      .flatMap(({ id }) => this.book.now(id) ?? [])
      .filter(({ state }) => FOUND_STATES.has(state));
    this.book.say(...sayFoundToFamily(ended, this.file(student), this.world, this.speaker));
  }

  /** An absence at the roll counts from t0, not from the moment it was typed (policy.md §1.3, AMB-10, AMB-11). */
  #timed(signal: Signal): Signal {
    const { student } = signal.about;
    if (signal.name !== 'absent' || !student) return signal;
    const classId = this.world.directory.students.get(student)?.class;
    const classDay = classId ? this.#classDays.get(dayKey(classId, signal.period)) : undefined;
    if (!classDay?.t0) return signal;
    const missedLater = classDay.rolledAt !== null && classDay.rolledAt < signal.at;
    return missedLater ? signal : { ...signal, at: classDay.t0 };
  }

  /** Lets time go on for the files that were changed. */
  advanceTouched(): void {
    for (const student of [...this.#changedFiles]) this.#advance(student);
  }

  /** The same for all that have anything under way. */
  advanceAll(): void {
    for (const [student, file] of [...this.#files]) if (isActive(file)) this.#advance(student);
  }

  #advance(student: string): void {
    const { now } = this.world;
    const heard = this.#heardLate.has(student) ? now : undefined;
    this.take(advance(this.file(student), now, this.setting, heard));
    const { says, ...told } = tellFamily(this.file(student), this.world);
    this.take({ ...told, facts: [] });
    this.book.say(...says);
  }

  decision(tickedAt: Instant): Decision {
    const { now, policy } = this.world;
    this.book.say(...sayDocuments(this.#documents, (student) => this.file(student), this.world));
    return {
      facts: this.#facts,
      files: [...this.#changedFiles].map((id) => this.file(id)),
      classDays: [...this.#changedDays].flatMap((key) => this.#classDays.get(key) ?? []),
      duties: this.book.changed(),
      notices: compose(this.book.said(), now, policy.settings),
      stilled: this.#stilled,
      tickedAt,
    };
  }
}

const FOUND_STATES: ReadonlySet<string> = new Set(['done', 'done_late']);

const dayKey = (classId: string, day: Day): string => `${classId}@${day}`;
