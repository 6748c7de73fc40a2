import type { ClassDay } from '../attendance/class-day.ts';
import { type Day, dayOf, type Instant, MINUTE } from '../calendar/time.ts';
import type { CaseFile } from '../cases/file.ts';
import type { World } from '../decision.ts';
import type { Say } from '../notices/compose.ts';
import { itemFor } from '../notices/item.ts';
import type { NoticeItem } from '../notices/notice.ts';
import { callName } from '../people/call-name.ts';
import { posts, type Role } from '../people/roles.ts';
import type { BoundDuty } from '../policy/policy.ts';
import { type Signal, type Subject, subjectKey } from '../signals.ts';
import { type Duty, dutyId, isLive, lapse, type Step, settle, takeSteps } from './duty.ts';
import { dueInstant, planSteps } from './plan.ts';

/** The duties of one decision: opened, settled and lapsed by signals, heard when their time comes. */
export class DutyBook {
  readonly #world: World;
  readonly #duties = new Map<string, Duty>();
  readonly #changed = new Set<string>();
  readonly #says: Say[] = [];
  readonly #speaker: string | null;
  readonly #file: (student: string) => CaseFile;
  readonly #classDay: (classId: string, day: Day) => ClassDay;

  constructor(
    duties: readonly Duty[],
    world: World,
    school: {
      file(student: string): CaseFile;
      classDay(classId: string, day: Day): ClassDay;
      /** Whose report is decided on; null when it is the clock. */
      speaker: string | null;
    },
  ) {
    this.#speaker = school.speaker;
    this.#world = world;
    this.#file = school.file;
    this.#classDay = school.classDay;
    for (const duty of duties) this.#duties.set(duty.id, duty);
  }

  about(student: string): Duty[] {
    return [...this.#duties.values()].filter((duty) => duty.about.student === student);
  }

  changed(): Duty[] {
    return [...this.#changed].flatMap((id) => this.#duties.get(id) ?? []);
  }

  say(...says: Say[]): void {
    this.#says.push(...says);
  }

  /** What is to be told; not of duties that this very decision has settled since. */
  said(): Say[] {
    return this.#says.filter((say) => {
      const duty = say.whileLive && say.item.duty ? this.#duties.get(say.item.duty) : undefined;
      return !duty || isLive(duty);
    });
  }

  react(signal: Signal): void {
    for (const duty of [...this.#duties.values()]) if (isLive(duty)) this.#answer(duty, signal);
    for (const bound of this.#world.policy.opening.get(signal.name) ?? []) this.#open(bound, signal);
  }

  #put(duty: Duty): void {
    this.#duties.set(duty.id, duty);
    this.#changed.add(duty.id);
  }

  #answer(duty: Duty, signal: Signal): void {
    const rule = this.#world.policy.named.get(duty.name)?.duty;
    if (!rule || subjectKey(duty.about) !== subjectKey(signal.about)) return;
    // A class's day is over when it is over: today's roll does not prove yesterday's.
    // Nor does filling one post fill another.
    if (!duty.about.student && duty.period !== signal.period) return;
    if (signal.name === 'school_closed' && duty.period !== signal.period) return;
    const { now } = this.#world;
    const when = Math.max(signal.at, duty.openedAt);
    if (rule.done.includes(signal.name)) {
      this.#put(settle(duty, when, signal.name));
      this.#tellDone(duty);
      if (rule.repeats) this.#repeat(duty, when);
    } else if (rule.attempted === signal.name) this.#attempt(duty, when);
    else if (rule.lapses.includes(signal.name)) this.#put(lapse(duty, now, signal.name));
  }

  #item(bound: BoundDuty, duty: Duty): NoticeItem {
    const item = itemFor(bound, duty, this.#world);
    if (duty.rule !== MARKING || !duty.about.class) return item;
    const day = this.#classDay(duty.about.class, duty.period);
    const students = this.#world.directory.studentsOf(day.class);
    const standings = students.flatMap(({ id, name }) => {
      const mark = this.#file(id).marks[duty.period];
      return mark && mark.standing !== 'present' ? [`${name}:${mark.standing}`] : [];
    });
    return {
      ...item,
      note: [day.expected ?? students.length, day.rolledAt === null ? '' : 'rolled', ...standings].join('|'),
    };
  }

  #tellDone(duty: Duty): void {
    const bound = this.#world.policy.named.get(duty.name);
    for (const role of bound?.duty.tellsDone ?? [])
      for (const holder of this.#reach(role, duty.about, null))
        if (bound)
          this.say({
            to: holder.person,
            role: holder.role,
            kind: 'notice',
            words: 'done',
            item: this.#item(bound, duty),
            options: [],
            urgent: false,
            late: false,
            whileLive: false,
            turn: `done-${duty.id}`,
          });
  }

  /** Every number was tried in time: the clock is met, and when it ends the next rung hears that nobody was reached (AMB-10). */
  #attempt(duty: Duty, when: Instant): void {
    if (when > duty.dueAt) this.#put(settle(duty, when, 'attempted'));
    else {
      const steps = duty.steps.filter((step) => step.does === 'due');
      this.#put({ ...duty, steps, taken: 0, nextAt: steps[0]?.at ?? null, doneAt: when, proof: 'attempted' });
    }
  }

  #repeat(duty: Duty, when: Instant): void {
    const bound = this.#world.policy.named.get(duty.name);
    if (!bound) return;
    const [base = duty.period, turn = '0'] = duty.period.split('#');
    const period = `${base}#${Number(turn) + 1}`;
    this.#open(bound, { name: bound.duty.opens, about: duty.about, at: when, period });
  }

  #open(bound: BoundDuty, signal: Signal): void {
    const { directory, now, policy, school } = this.#world;
    const about = subjectOf(bound, signal, school.id);
    if (!about) return;
    const id = dutyId(bound.name, about, signal.period);
    // What is urgent and already being dealt with is not begun again.
    if (bound.duty.urgent && this.#isLiveFor(bound.name, about)) return;
    const known = this.#duties.get(id);
    if (known && !isUndone(known)) return;
    const { holder, gaps } = directory.resolve(bound.duty.actor, signal.about, dayOf(now));
    const due = dueInstant(bound.duty, signal.at, this.#dueWorld(about));
    const grace = bound.duty.grace ? Number(policy.settings[bound.duty.grace]) * MINUTE : 0;
    const steps = planSteps(bound.duty, signal.at, due, due + grace, policy.settings).filter(
      (step) => step.does !== 'remind' || step.at > now,
    );
    const duty: Duty = {
      id,
      name: bound.name,
      rule: bound.rule.id,
      about,
      period: signal.period,
      role: holder?.role ?? bound.duty.actor,
      actor: holder?.person ?? null,
      openedAt: signal.at,
      dueAt: due,
      lateAt: due + grace,
      steps,
      ladder: [...bound.duty.ladder],
      taken: 0,
      nextAt: steps[0]?.at ?? null,
      state: 'open',
      doneAt: null,
      proof: null,
      policy: policy.version,
    };
    this.#put(duty);
    this.#tellGaps(gaps, signal.about);
    this.#announce(bound, duty);
  }

  #isLiveFor(name: string, about: Subject): boolean {
    const key = subjectKey(about);
    return [...this.#duties.values()].some(
      (duty) => duty.name === name && isLive(duty) && subjectKey(duty.about) === key,
    );
  }

  #dueWorld(about: Subject) {
    const { policy, calendar, school } = this.#world;
    const firstMissed = about.student ? this.#file(about.student).firstMissed : null;
    return { settings: policy.settings, calendar, firstLesson: school.firstLesson, firstMissed };
  }

  #announce(bound: BoundDuty, duty: Duty): void {
    const { urgent = false } = bound.duty;
    const common = {
      item: this.#item(bound, duty),
      urgent,
      late: false,
      turn: `opened-${duty.period}-${duty.openedAt}`,
    };
    if (!this.#isQuiet(bound, duty) && duty.actor)
      this.say({
        ...common,
        to: duty.actor,
        role: duty.role,
        kind: 'notice',
        words: this.#wordsOf(bound, 'opened'),
        options: bound.duty.replies ?? [],
        whileLive: true,
      });
    for (const role of bound.duty.tells ?? [])
      for (const holder of this.#reach(role, duty.about, duty.actor))
        this.say({
          ...common,
          to: holder.person,
          role: holder.role,
          kind: 'notice',
          words: this.#wordsOf(bound, 'told'),
          options: [],
          whileLive: false,
        });
    this.#tellGuardians(bound, duty, common);
  }

  /** Both guardians get the same facts (law.md §8.11); in the words of the family, with the name of a person to answer. */
  #tellGuardians(bound: BoundDuty, duty: Duty, common: Pick<Say, 'item' | 'urgent' | 'late' | 'turn'>): void {
    const words = bound.duty.tellsGuardians;
    const { directory, now } = this.#world;
    const student = directory.students.get(duty.about.student ?? '');
    if (!words || !student) return;
    const { holder } = directory.resolve('homeroom_teacher', duty.about, dayOf(now));
    const values = {
      child: callName(student.name),
      class: directory.classes.get(student.class ?? '')?.name ?? this.#world.school.name,
      teacher: holder ? directory.nameOf(holder.person) : this.#world.school.name,
    };
    for (const to of student.guardians)
      this.say({
        ...common,
        to,
        role: 'guardian',
        kind: 'notice',
        words,
        values,
        options: [],
        whileLive: true,
      });
  }

  /** The reply to the report tells its sender; somebody else's report must still reach whoever has to act. */
  #isQuiet({ duty: rule }: BoundDuty, duty: Duty): boolean {
    return rule.quiet === 'to_speaker'
      ? this.#speaker === null || this.#speaker === duty.actor
      : rule.quiet === true;
  }

  /** The holder of a role, or of the next rung that has one; nobody twice in one telling. */
  #reach(role: Role, about: Subject, besides: string | null): { person: string; role: Role }[] {
    const { directory, now } = this.#world;
    const { holder, gaps } = directory.resolve(role, about, dayOf(now));
    this.#tellGaps(gaps, about);
    return holder && holder.person !== besides ? [holder] : [];
  }

  /** P1.2-POST: the gap itself is told once, to whoever can fill it. */
  #tellGaps(gaps: readonly Role[], about: Subject): void {
    const { directory, now } = this.#world;
    for (const role of gaps) {
      const unit = directory.unitFor(role, about);
      // Nobody is missing where there is no such place: a child without a village has no village cadre.
      if (unit === null) continue;
      const { level } = posts[role];
      const name = level === 'class' || level === 'school' ? 'vacant' : 'vacant_above';
      const period = `${role}@${unit}@${directory.lastHeld(role, about)}`;
      this.react({ name, about: { school: this.#world.school.id }, at: now, period });
    }
  }

  /** Every live duty whose time has come says so, once, however long nobody looked. */
  speakDue(): void {
    const { now } = this.#world;
    for (const duty of [...this.#duties.values()]) {
      if (!isLive(duty) || duty.nextAt === null || duty.nextAt > now) continue;
      const bound = this.#world.policy.named.get(duty.name);
      if (!bound)
        throw new Error(`duty ${duty.id} rests on rule ${duty.name}, which the policy no longer has`);
      const { duty: after, taken } = takeSteps(duty, now);
      if (duty.proof === 'attempted') {
        this.#put({ ...after, state: 'done' });
        this.#escalate(bound, duty, taken, 'unreached');
        continue;
      }
      this.#put(this.#handedOn(bound, after));
      this.#speak(bound, this.#duties.get(duty.id) ?? after, taken);
    }
  }

  /** The post, not the person: who must act is looked up again each time the duty speaks. */
  #handedOn(bound: BoundDuty, duty: Duty): Duty {
    const { directory, now } = this.#world;
    const { holder, gaps } = directory.resolve(bound.duty.actor, duty.about, dayOf(now));
    this.#tellGaps(gaps, duty.about);
    return holder ? { ...duty, actor: holder.person, role: holder.role } : duty;
  }

  #speak(bound: BoundDuty, duty: Duty, taken: readonly Step[]): void {
    const overdue = taken.some((step) => step.does !== 'remind');
    this.#remind(bound, duty, taken, overdue ? 'overdue' : 'reminder');
    if (overdue) this.#escalate(bound, duty, taken, 'escalation');
  }

  #remind(bound: BoundDuty, duty: Duty, taken: readonly Step[], words: string): void {
    // At twice the time the level above is told; the actor has heard it already.
    if (!duty.actor || taken.every((step) => step.does === 'again')) return;
    this.say({
      to: duty.actor,
      role: duty.role,
      kind: 'reminder',
      words: this.#wordsOf(bound, words),
      item: this.#item(bound, duty),
      options: bound.duty.replies ?? [],
      urgent: bound.duty.urgent ?? false,
      late: this.#isLate(taken),
      whileLive: true,
      turn: turnOf(taken),
    });
  }

  #escalate(bound: BoundDuty, duty: Duty, taken: readonly Step[], words: string): void {
    const told = new Set<string>(duty.actor ? [duty.actor] : []);
    for (const step of taken.filter(({ does }) => does !== 'remind')) {
      const role = duty.ladder[step.rung];
      if (!role) continue;
      for (const holder of this.#reach(role, duty.about, null)) {
        if (told.has(holder.person)) continue;
        told.add(holder.person);
        this.say({
          to: holder.person,
          role: holder.role,
          kind: 'escalation',
          words: this.#wordsOf(bound, words),
          item: this.#item(bound, duty),
          options: [],
          urgent: bound.duty.urgent ?? false,
          late: this.#isLate(taken),
          whileLive: words !== 'unreached',
          turn: turnOf(taken),
        });
      }
    }
  }

  #wordsOf(bound: BoundDuty, words: string): string {
    return bound.duty.words === 'own' ? `${bound.name}/${words}` : words;
  }

  /** Late when the moment itself was missed by more than a few minutes: the product was not running. */
  #isLate(taken: readonly Step[]): boolean {
    const last = taken.at(-1);
    return last !== undefined && this.#world.now - last.at > LATE_AFTER;
  }

  /** A taken-back roll is asked for again; the proof it gave no longer stands. */
  reopen(rules: readonly string[], classId: string, day: string): void {
    for (const duty of [...this.#duties.values()]) {
      if (!rules.includes(duty.rule) || duty.about.class !== classId || duty.period !== day || isLive(duty))
        continue;
      const taken = duty.steps.filter((step) => step.at <= this.#world.now).length;
      this.#put({
        ...duty,
        state: this.#world.now >= duty.lateAt ? 'overdue' : 'open',
        doneAt: null,
        proof: null,
        taken,
        nextAt: duty.steps[taken]?.at ?? null,
      });
    }
  }
}

/** Whose reminder brings the day's summary ready to copy (AMB-38). */
const MARKING = 'P3.3-ATT-1500';

/** Ended only because the absence was taken back or the pupil came: missing once more that day, it counts anew. */
const isUndone = ({ state, proof }: Duty): boolean =>
  state === 'not_applicable' && (proof === 'withdrawn' || proof === 'back');

const LATE_AFTER = 5 * 60_000;

const turnOf = (taken: readonly Step[]): string => `step-${taken.at(-1)?.at ?? 0}`;

const subjectOf = (bound: BoundDuty, signal: Signal, school: string): Subject | null => {
  const { student, class: classId } = signal.about;
  switch (bound.duty.subject) {
    case 'student':
      return student ? { student } : null;
    case 'class':
      return classId ? { class: classId } : null;
    case 'school':
      return { school: signal.about.school ?? school };
  }
};
