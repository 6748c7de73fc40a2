import { checkpointsOn } from './attendance/checkpoints.ts';
import type { ClassDay } from './attendance/class-day.ts';
import { emptyClassDay, withRoll } from './attendance/class-day.ts';
import { rollStart } from './calendar/clocks.ts';
import { gapToTell } from './calendar/gaps.ts';
import { addDays, at, type Day, dayOf, type Instant } from './calendar/time.ts';
import { advance } from './cases/advance.ts';
import { applyFact } from './cases/apply.ts';
import { attended, carryOver, withdraw } from './cases/daily.ts';
import { type CaseFile, emptyFile, isActive, isListed, isOpenCase, isOrdinary } from './cases/file.ts';
import { type Change, Progress, type Setting } from './cases/progress.ts';
import { listPlaceSubject } from './comparison/changes.ts';
import type { ListName } from './comparison/lists.ts';
import type { Decision, SchoolState, Stilled, World } from './decision.ts';
import { DutyBook } from './duties/book.ts';
import { type Duty, isLive } from './duties/duty.ts';
import type { Fact } from './facts/fact.ts';
import { type FamilyFactBody, isFamilyFact } from './facts/family-fact.ts';
import { isSupportFact, type SupportFactBody } from './facts/support-fact.ts';
import { compose } from './notices/compose.ts';
import { type CasePaper, sayDocuments, sayList, sayRelay, sayReturned } from './notices/said.ts';
import { sayCalendarGap, sayWhereabouts } from './notices/year-said.ts';
import { draftedOn } from './papers/kinds.ts';
import { ALLEGATION, withAllegation, withAnswer } from './parents/answer-apply.ts';
import {
  sayAllegation,
  sayAllegationAnswer,
  sayGuardianAnswer,
  sayGuardianWords,
  sayLeaveAnswer,
} from './parents/answer-said.ts';
import { applyFamily } from './parents/apply.ts';
import { afterRelease } from './parents/release.ts';
import { tellFamily } from './parents/series.ts';
import { stilledBy } from './parents/stilling.ts';
import type { Signal, SignalName, Subject } from './signals.ts';
import { applyAnswer, applySupport, asksOf } from './support/apply.ts';
import { sayAnswered } from './support/said.ts';

/** What a message's facts do to a school. Reads no clock and no database. */
export const decideFacts = (state: SchoolState, facts: readonly Fact[], world: World): Decision => {
  const desk = new Desk(state, world, facts[0]?.by.person ?? null);
  for (const fact of facts) desk.hear(fact);
  desk.attendance(facts);
  desk.advanceTouched();
  return desk.decision(state.tickedAt);
};

/** What the time itself does to a school: its checkpoints since the last look, its clocks, its due duties. */
export const decideTick = (state: SchoolState, world: World): Decision => {
  const desk = new Desk(state, world, null);
  const morning = desk.checkpoints(state.tickedAt);
  desk.advanceAll();
  desk.speakDue();
  if (morning && world.calendar.isSchoolDay(dayOf(world.now))) desk.findStale();
  return desk.decision(world.now);
};

/** One school's papers spread out while one decision is made. */
class Desk {
  readonly #world: World;
  readonly #setting: Setting;
  readonly #files = new Map<string, CaseFile>();
  readonly #classDays = new Map<string, ClassDay>();
  readonly #changedFiles = new Set<string>();
  readonly #changedDays = new Set<string>();
  readonly #facts: Fact[] = [];
  readonly #book: DutyBook;
  readonly #documents: CasePaper[] = [];
  readonly #stilled: Stilled[] = [];

  constructor(state: SchoolState, world: World, speaker: string | null) {
    this.#world = world;
    this.#setting = {
      settings: world.policy.settings,
      calendar: world.calendar,
      firstLesson: world.place.firstLesson,
    };
    for (const file of state.files) this.#files.set(file.student, file);
    for (const classDay of state.classDays)
      this.#classDays.set(dayKey(classDay.class, classDay.day), classDay);
    this.#book = new DutyBook(state.duties, world, {
      file: (student) => this.#file(student),
      classDay: (classId, day) => this.#classDay(classId, day),
      files: () => this.#files.values(),
      atRisk: state.atRisk ?? [],
      speaker,
    });
  }

  #file(student: string): CaseFile {
    return this.#files.get(student) ?? emptyFile(student);
  }

  #classDay(classId: string, day: Day): ClassDay {
    return this.#classDays.get(dayKey(classId, day)) ?? emptyClassDay(classId, day);
  }

  #putClassDay(classDay: ClassDay): void {
    this.#classDays.set(dayKey(classDay.class, classDay.day), classDay);
    this.#changedDays.add(dayKey(classDay.class, classDay.day));
  }

  #take(change: Change): void {
    const { student } = change.file;
    if (this.#file(student) !== change.file) {
      this.#files.set(student, change.file);
      this.#changedFiles.add(student);
    }
    this.#facts.push(...change.facts);
    for (const signal of change.signals) this.#react(signal);
  }

  #react(signal: Signal): void {
    this.#book.react(this.#timed(signal));
    const { student } = signal.about;
    if (student)
      for (const paper of draftedOn(signal.name))
        this.#documents.push({ student, paper, period: signal.period });
    if (student) this.#stilled.push(...stilledBy(signal.name, this.#file(student), this.#world));
    if (student && signal.name === 'returned')
      this.#book.say(...sayReturned(student, signal.period, this.#world));
  }

  /** An absence at the roll counts from t0, not from the moment it was typed (policy.md §1.3, AMB-10, AMB-11). */
  #timed(signal: Signal): Signal {
    const { student } = signal.about;
    if (signal.name !== 'absent' || !student) return signal;
    const classId = this.#world.directory.students.get(student)?.class;
    const classDay = classId ? this.#classDays.get(dayKey(classId, signal.period)) : undefined;
    if (!classDay?.t0) return signal;
    const missedLater = classDay.rolledAt !== null && classDay.rolledAt < signal.at;
    return missedLater ? signal : { ...signal, at: classDay.t0 };
  }

  hear(fact: Fact): void {
    this.#facts.push(fact);
    const { body } = fact;
    switch (body.kind) {
      case 'roll':
        this.#putClassDay(this.#timedRoll(withRoll(this.#classDay(body.class, body.day), fact, body), fact));
        this.#react({ name: 'rolled', about: { class: body.class }, at: fact.at, period: body.day });
        return;
      case 'marked':
        this.#putClassDay({ ...this.#classDay(body.class, body.day), markedAt: fact.at });
        this.#react({ name: 'marked', about: { class: body.class }, at: fact.at, period: body.day });
        return;
      case 'withdrawal':
        this.#withdraw(fact, body);
        return;
      case 'closure':
        this.#close(fact, body.day);
        return;
      case 'task_set':
        for (const about of ownersOf(body))
          this.#react({
            name: body.task === 'decision' ? 'decided' : 'rectify_asked',
            about,
            at: fact.at,
            period: fact.key,
            task: body.text,
            ...(body.due === null ? {} : { due: body.due }),
          });
        return;
      case 'incident':
        this.#react({ name: 'incident', about: fact.about, at: fact.at, period: fact.key, task: body.text });
        return;
      case 'family_unheard':
      case 'family_heard':
        this.#react({
          ...{ name: body.kind, about: { student: body.student }, at: fact.at, period: fact.key },
          ...(body.kind === 'family_unheard' ? { task: body.text } : {}),
        });
        return;
      case 'contacts_stale':
        this.#react({
          ...{ name: 'contacts_stale', about: { school: body.school }, at: fact.at, period: body.week },
          task: body.text,
        });
        return;
      case 'publicity':
        this.#react({ name: 'publicised', about: fact.about, at: fact.at, period: fact.key });
        return;
      case 'relay':
        this.#book.say(...sayRelay(body, fact, this.#world));
        return;
      case 'children_listed':
        this.#react({ name: LISTED[body.list], ...this.#ofList(body), at: fact.at });
        return;
      case 'list_explained':
        this.#react({ name: 'list_answered', ...this.#ofList(body), at: fact.at });
        return;
      case 'child_answered':
        if (body.left === 0) this.#react({ name: 'list_answered', ...this.#ofList(body), at: fact.at });
        return;
      case 'duty_report':
        this.#answered(this.#book.report(fact, body), fact, body);
        return;

      case 'post_filled':
        this.#react({ name: 'filled', about: { school: body.school }, at: fact.at, period: body.post });
        return;
      default:
        if (isSupportFact(body)) {
          this.#help(fact, body);
          return;
        }
        if (isFamilyFact(body)) {
          this.#take(applyFamily(this.#file(body.student), fact, body));
          this.#tellAllegation(fact, body);
          return;
        }
        if (body.kind === 'whereabouts') this.#book.say(...sayWhereabouts(body, fact, this.#world));
        if ('student' in body) this.#take(applyFact(this.#file(body.student), fact, this.#setting));
        if (body.kind === 'standing') this.#endBefore(body, dayOf(fact.at));
        this.#tellFamilies(fact);
    }
  }

  #help(fact: Fact, body: SupportFactBody): void {
    if ('student' in body) this.#take(applySupport(this.#file(body.student), fact, body));
    else for (const signal of asksOf(fact, body)) this.#react(signal);
  }

  /** What a guardian says goes to the class teacher, what a guardian asked for comes back. */
  #tellFamilies(fact: Fact): void {
    const { body } = fact;
    if (body.kind === 'guardian_words')
      this.#book.say(...sayGuardianWords(body, fact, this.#book.about(body.student), this.#world));
    if (body.kind === 'leave_answer')
      this.#book.say(...sayLeaveAnswer(body, this.#file(body.student), fact, this.#world));
  }

  /** What a guardian says of the school itself goes past the class teacher, and the principal's answer comes back. */
  #tellAllegation(fact: Fact, body: FamilyFactBody): void {
    if (body.kind !== 'circumstance' || body.circumstance !== 'alleged') return;
    const file = this.#file(body.student);
    if (body.holds) this.#book.say(...sayAllegation(body.student, fact, this.#world));
    else this.#book.say(...sayAllegationAnswer(file, fact, this.#world));
    const next = body.holds ? withAllegation(file, fact) : withAnswer(file, ALLEGATION, fact.at);
    this.#take({ file: next, signals: [], facts: [] });
  }

  /** What is answered to a referral, to a guardian, or of a text that waits: onto the child's file, and back to whoever asked. */
  #answered(duty: Duty | null, fact: Fact, report: Extract<Fact['body'], { kind: 'duty_report' }>): void {
    const { student } = duty?.about ?? {};
    if (!duty) return;
    if (student && !isLive(duty)) {
      const file = this.#file(student);
      this.#book.say(...sayGuardianAnswer(duty, report, file, fact, this.#world));
      const answered = afterRelease(withAnswer(file, duty.period, fact.at), duty);
      this.#take({ file: answered, signals: [], facts: [] });
    }
    if (!duty.asked) return;
    if (student) {
      const file = applyAnswer(this.#file(student), duty, report, fact);
      this.#take({ file, signals: [], facts: [] });
    }
    this.#book.say(...sayAnswered(duty, report, this.#world));
  }

  #ofList(body: { township: string | null; period: string }): Pick<Signal, 'about' | 'period'> {
    return { about: listPlaceSubject(body, this.#world.place.id), period: body.period };
  }

  #timedRoll(classDay: ClassDay, fact: Fact): ClassDay {
    if (classDay.t0 !== fact.at || dayOf(fact.at) !== classDay.day) return classDay;
    const { firstLesson, settings } = this.#setting;
    return { ...classDay, t0: rollStart(classDay.day, firstLesson, settings['roll.grace_min'], fact.at) };
  }

  /**
   * What follows from a roll as a whole: those not named were there; the list goes to the office (P3.1-REPORT-2H),
   * with those on leave marked as such (AMB-45).
   */
  attendance(facts: readonly Fact[]): void {
    const missing = facts.flatMap(({ body }) =>
      body.kind === 'standing' && isAbsence(body.standing) ? [body.student] : [],
    );
    for (const { body, at: when } of facts) {
      if (body.kind !== 'roll') continue;
      if (body.whole) this.#presume(body, when);
      if (!body.whole) this.#listDue(body.class, body.day);
    }
    const listed = missing.filter((student) => this.#todayAbsent(student));
    if (listed.length > 0) this.#sendLists(listed, facts);
    for (const { body, at: when } of facts)
      if (body.kind === 'roll' && body.whole) this.#listSent(body.class, body.day, when);
  }

  /** An absence told of an earlier day is over where today's whole roll does not name the child. */
  #endBefore({ student, day }: Extract<Fact['body'], { kind: 'standing' }>, today: Day): void {
    const classId = this.#world.directory.students.get(student)?.class;
    if (day >= today || !classId || this.#file(student).away === null || this.#todayAbsent(student)) return;
    const { rolledAt, whole } = this.#classDay(classId, today);
    if (rolledAt === null || !whole) return;
    const progress = new Progress(this.#file(student));
    attended(progress, rolledAt, today, this.#setting);
    this.#take(progress);
  }

  #todayAbsent(student: string): boolean {
    const mark = this.#file(student).marks[dayOf(this.#world.now)];
    return mark !== undefined && isAbsence(mark.standing);
  }

  #presume(body: Extract<Fact['body'], { kind: 'roll' }>, when: Instant): void {
    for (const { id } of this.#world.directory.studentsOf(body.class)) {
      const file = this.#files.get(id);
      if (!file || body.named.includes(id)) continue;
      if (!(isActive(file) || isListed(file) || file.marks[body.day])) continue;
      const mark = file.marks[body.day];
      if (file.stage === 'RETURNED' && file.away === null && !mark) continue;
      const progress = new Progress(file);
      if (mark && isAbsence(mark.standing))
        progress.mark(body.day, { standing: 'present', was: mark, source: `roll:${when}` });
      attended(progress, when, body.day, this.#setting);
      this.#take(progress);
    }
  }

  #sendLists(students: readonly string[], facts: readonly Fact[]): void {
    const source = facts[0]?.key ?? '';
    this.#book.say(...sayList(students, (id) => this.#file(id), this.#world, source));
    for (const classId of new Set(students.map((id) => this.#world.directory.students.get(id)?.class))) {
      if (!classId) continue;
      const day = dayOf(this.#world.now);
      this.#listDue(classId, day);
      const classDay = this.#classDay(classId, day);
      if (classDay.rolledAt === null || classDay.whole) this.#listSent(classId, day, this.#world.now);
    }
  }

  #listDue(classId: string, day: Day): void {
    const from = this.#classDay(classId, day).t0 ?? this.#world.now;
    this.#react({ name: 'list_due', about: { class: classId }, at: from, period: day });
  }

  #listSent(classId: string, day: Day, when: Instant): void {
    const classDay = this.#classDay(classId, day);
    if (!classDay.listSentAt) this.#putClassDay({ ...classDay, listSentAt: when });
    this.#react({ name: 'list_sent', about: { class: classId }, at: when, period: day });
  }

  #withdraw(fact: Fact, body: Extract<Fact['body'], { kind: 'withdrawal' }>): void {
    for (const { id } of this.#world.directory.studentsOf(body.class)) {
      const file = this.#files.get(id);
      if (file) this.#take(withdraw(file, body.message, fact.at));
    }
    const classDay = this.#classDay(body.class, body.day);
    if (classDay.source !== body.message) return;
    this.#putClassDay({ ...emptyClassDay(body.class, body.day), markedAt: classDay.markedAt });
    this.#book.reopen(['P3.1-ROLL', 'P3.1-REPORT-2H'], body.class, body.day);
  }

  /** The school does not teach on `day` after all: its clocks of that day stop. */
  #close(fact: Fact, day: Day): void {
    for (const { id } of this.#world.directory.classesOf(this.#world.place.id))
      this.#react({ name: 'school_closed', about: { class: id }, at: fact.at, period: day });
    for (const file of this.#files.values())
      if (file.marks[day] || file.away === day) this.#take(withdrawn(file, day, fact.at));
  }

  /** Takes today's checkpoints that have come since; true when the morning's look was among them. */
  checkpoints(since: Instant): boolean {
    let morning = false;
    const { now, calendar, place, policy } = this.#world;
    const today = dayOf(now);
    // What the clock did not see of earlier days cannot be asked of anybody any more; the counts catch up below.
    for (const point of checkpointsOn(today, place.firstLesson, calendar, policy.settings)) {
      if (point.at <= since || point.at > now) continue;
      if (point.does === 'open_day') this.#openDay(today, point.at);
      if (point.does === 'roll_missing' && calendar.isSchoolDay(today)) this.#missRolls(today);
      morning ||= point.does === 'roll_missing';
    }
    this.#occasions(since);
    return morning;
  }

  /** What the year itself begins, looked at each morning; of days that nobody looked at, now: a meeting in March is not lost. */
  #occasions(since: Instant): void {
    const { now, calendar, place, policy } = this.#world;
    for (let day = dayOf(since); day <= dayOf(now); day = addDays(day, 1)) {
      const morning = checkpointsOn(day, place.firstLesson, calendar, policy.settings).find(
        ({ does }) => does === 'roll_missing',
      );
      if (!morning || morning.at <= since || morning.at > now) continue;
      this.#book.openOccasions(day, morning.at);
      this.#findNewHolders(day, morning.at);
      this.#tellCalendarGap(day);
    }
  }

  /** The county's calendar is looked at once, where the district's own matters are. */
  #tellCalendarGap(day: Day): void {
    const { calendar, directory, place, policy } = this.#world;
    if (place.id !== directory.parts.district.id) return;
    const gap = gapToTell(day, calendar, policy.settings['calendar.warn_days']);
    if (gap) this.#book.say(...sayCalendarGap(gap, day, this.#world));
  }

  /** P1.2-LETTER-EDU2: whoever takes over a class or subject during the year signs too. In the first week all do. */
  #findNewHolders(day: Day, when: Instant): void {
    const { calendar, directory, place } = this.#world;
    const term = calendar.termOf(day);
    const week = term && calendar.firstWeek(term);
    if (!week || day <= week.last) return;
    for (const { person } of directory.newHolders(place.id, day))
      this.#react({
        name: 'new_holder',
        about: { school: place.id },
        at: when,
        period: `${person}-${day}`,
        task: directory.nameOf(person),
      });
  }

  #openDay(day: Day, when: Instant): void {
    for (const { id } of this.#world.directory.classesOf(this.#world.place.id)) {
      if (this.#world.directory.studentsOf(id).length === 0) continue;
      this.#react({ name: 'school_day', about: { class: id }, at: when, period: day });
      const { rolledAt, markedAt } = this.#classDay(id, day);
      if (rolledAt !== null) this.#react({ name: 'rolled', about: { class: id }, at: rolledAt, period: day });
      if (markedAt !== null) this.#react({ name: 'marked', about: { class: id }, at: markedAt, period: day });
    }
  }

  /** Nobody told the roll in time: t0 becomes the first lesson so that the clocks run all the same. */
  #missRolls(day: Day): void {
    const { directory, place, now } = this.#world;
    for (const { id } of directory.classesOf(place.id)) {
      const classDay = this.#classDay(id, day);
      if (classDay.rolledAt !== null || directory.studentsOf(id).length === 0) continue;
      const t0 = at(day, place.firstLesson);
      this.#putClassDay({ ...classDay, t0 });
      this.#react({ name: 'roll_missing', about: { class: id }, at: now, period: day });
      this.#react({ name: 'list_due', about: { class: id }, at: t0, period: day });
      for (const student of directory.studentsOf(id)) {
        const file = this.#files.get(student.id);
        if (file) this.#take(carryOver(file, t0, day));
      }
    }
  }

  advanceTouched(): void {
    for (const student of [...this.#changedFiles]) this.#advance(student);
  }

  advanceAll(): void {
    for (const [student, file] of [...this.#files]) if (isActive(file)) this.#advance(student);
  }

  #advance(student: string): void {
    this.#take(advance(this.#file(student), this.#world.now, this.#setting));
    const { says, ...told } = tellFamily(this.#file(student), this.#world);
    this.#take({ ...told, facts: [] });
    this.#book.say(...says);
  }

  speakDue(): void {
    this.#book.speakDue();
  }

  /**
   * P3.1-EACH-CASE: no open case without an owner and a next date. Looked at in the morning, so that there is a day to
   * act in; asked again after `contact.max_gap_days` when nothing came of it.
   */
  findStale(): void {
    const { now, policy } = this.#world;
    const asked = addDays(dayOf(now), 1 - policy.settings['contact.max_gap_days']);
    for (const file of this.#files.values()) {
      if (!isOpenCase(file)) continue;
      const live = this.#book.about(file.student).filter(isLive);
      if (live.some((duty) => duty.nextAt !== null)) continue;
      if (live.some((duty) => duty.rule === 'P3.1-EACH-CASE' && dayOf(duty.openedAt) >= asked)) continue;
      this.#react({ name: 'stale', about: { student: file.student }, at: now, period: dayOf(now) });
    }
  }

  decision(tickedAt: Instant): Decision {
    const { now, policy } = this.#world;
    this.#book.say(...sayDocuments(this.#documents, this.#world));
    return {
      facts: this.#facts,
      files: [...this.#changedFiles].map((id) => this.#file(id)),
      classDays: [...this.#changedDays].flatMap((key) => this.#classDays.get(key) ?? []),
      duties: this.#book.changed(),
      notices: compose(this.#book.said(), now, policy.settings),
      stilled: this.#stilled,
      tickedAt,
    };
  }
}

const LISTED: Readonly<Record<ListName, SignalName>> = {
  A: 'without_record_listed',
  B: 'deferred_listed',
  C: 'mismatch_listed',
  D: 'monitored_listed',
  unresolved: 'unresolved_listed',
};

const dayKey = (classId: string, day: Day): string => `${classId}@${day}`;

/** Who must do what was set: a township, a member unit, or both. */
const ownersOf = ({ township, unit }: Extract<Fact['body'], { kind: 'task_set' }>): Subject[] => [
  ...(township === null ? [] : [{ township }]),
  ...(unit === null ? [] : [{ unit }]),
];

const isAbsence = (standing: string): boolean =>
  standing !== 'present' && standing !== 'late' && standing !== 'left_early';

/** A day without school leaves no mark; an absence from before goes on, its clocks of that day do not. */
const withdrawn = (file: CaseFile, day: Day, when: Instant): Change => {
  const progress = new Progress(file);
  const { [day]: _, ...marks } = file.marks;
  progress.set({ marks });
  if (file.away === day) {
    progress.set({ away: null });
    if (isOrdinary(file)) progress.move('ENROLLED', when);
  }
  progress.signal('school_closed', when, day);
  return progress;
};
