import { periodOn } from '../calendar/occasions.ts';
import { type Day, dayOf, type Instant, MINUTE } from '../calendar/time.ts';
import { actingFor } from '../cases/in-charge.ts';
import type { World } from '../decision.ts';
import type { Fact } from '../facts/fact.ts';
import type { Say } from '../notices/compose.ts';
import { FOUND, FOUND_BY_FAMILY } from '../notices/found-said.ts';
import { subjectFor } from '../notices/item.ts';
import { PLACED, RETURNED } from '../notices/said.ts';
import { isGuarded } from '../parents/safe.ts';
import { isKeyGroup } from '../people/key-group.ts';
import { posts, type Role } from '../people/roles.ts';
import type { BoundDuty } from '../policy/policy.ts';
import { type Signal, type SignalName, type Subject, subjectKey } from '../signals.ts';
import { addressed, askedOf } from '../support/addressing.ts';
import {
  type Duty,
  dutyId,
  giveUp,
  handOver,
  hinder,
  isLive,
  lapse,
  repeatedPeriod,
  settle,
  takeOn,
  takeSteps,
  UNFILLED,
} from './duty.ts';
import { dueInstant, fitsInTerm, occasionOf, planSteps } from './plan.ts';
import { PupilGroups } from './pupil-groups.ts';
import { hasPupils, related, subjectsOf } from './subjects.ts';
import { type Desktop, Telling } from './telling.ts';

type Report = Extract<Fact['body'], { kind: 'duty_report' }>;

/** The duties of one decision: opened, settled and lapsed by signals and reports, heard when their time comes. */
export class DutyBook {
  readonly #world: World;
  readonly #duties = new Map<string, Duty>();
  readonly #changed = new Set<string>();
  readonly #says: Say[] = [];
  readonly #desktop: Desktop;
  readonly #telling: Telling;
  readonly #groups: PupilGroups;

  constructor(duties: readonly Duty[], world: World, desktop: Desktop) {
    this.#world = world;
    this.#desktop = desktop;
    this.#groups = new PupilGroups(world, desktop);
    this.#telling = new Telling(world, desktop, this.#groups, (gaps, about, bound) =>
      this.#tellGaps(gaps, about, bound),
    );
    for (const duty of duties) this.#duties.set(duty.id, duty);
  }

  about(student: string): Duty[] {
    return [...this.#duties.values()].filter((duty) => duty.about.student === student);
  }

  /** Whether such a duty of the place is open, with its time still running. */
  isUnderWay(name: string): boolean {
    return [...this.#duties.values()].some((duty) => duty.name === name && duty.state === 'open');
  }

  /** Whether a signal is the proof of something that is still to be done about a pupil. */
  awaits(student: string, name: SignalName): boolean {
    return this.about(student).some(
      (duty) => isLive(duty) && this.#world.policy.named.get(duty.name)?.duty.done.includes(name),
    );
  }

  changed(): Duty[] {
    return [...this.#changed].flatMap((id) => this.#duties.get(id) ?? []);
  }

  say(...says: Say[]): void {
    this.#says.push(...says);
  }

  /** The live searches for a pupil, whose end everybody hears who heard of them. */
  searches(student: string): Duty[] {
    return this.about(student).filter(
      (duty) => isLive(duty) && this.#world.policy.named.get(duty.name)?.duty.tellsEnd !== undefined,
    );
  }

  /** What a family says of a child that is looked for, to everybody who looks for it (T22). */
  tellSearchers(student: string, { key, words: said }: Fact): void {
    for (const duty of this.searches(student)) {
      const bound = this.#world.policy.named.get(duty.name);
      const turn = { words: FOUND_BY_FAMILY, turn: `found-${key}` };
      if (bound) this.say(...this.#telling.heardOf(bound, duty, turn, { said }));
    }
  }

  /** A duty as it stands by now. */
  now(id: string): Duty | undefined {
    return this.#duties.get(id);
  }

  /** What is to be told; not of duties that this very decision has settled since. */
  said(): Say[] {
    // Whoever hears that the child is back in school need not hear that it was found.
    const back = new Set(
      this.#says.filter(({ words }) => words === RETURNED || words === PLACED).map(toldOf),
    );
    return this.#says
      .filter((say) => say.words !== FOUND || !back.has(toldOf(say)))
      .filter((say) => {
        const duty = say.whileLive && say.item.duty ? this.#duties.get(say.item.duty) : undefined;
        return !duty || isLive(duty);
      })
      .map((say) => {
        const subject = subjectFor(say.item, say.role, this.#world);
        return { ...say, item: { ...say.item, subject, ...this.#namesIn(say) } };
      });
  }

  /**
   * The pupils a duty is about together, once everything told has been heard: in the school with what was said of them,
   * further out by name alone.
   */
  #namesIn({ item, words }: Say): Pick<Say['item'], 'listed'> {
    if (words === 'done') return {};
    const duty = this.#duties.get(item.duty ?? '');
    const { names, subject } = (duty && this.#world.policy.named.get(duty.name)?.duty) ?? {};
    if (!duty || !names || subject === 'student') return {};
    const inSchool = subject === 'class' || subject === 'school';
    return {
      listed: this.#groups
        .of(names, duty.about)
        .map(({ student, words }) => ({ name: student.name, words: inSchool ? words : null })),
    };
  }

  react(signal: Signal): void {
    for (const duty of [...this.#duties.values()]) if (isLive(duty)) this.#answer(duty, signal);
    if (signal.name === 'teacher_assigned') this.#handToAssigned(signal);
    for (const bound of this.#world.policy.opening.get(this.#beginning(signal)) ?? [])
      for (const meant of addressed(bound, signal, this.#world)) this.#open(bound, meant);
  }

  /** What sends somebody to the family sends nobody while no guardian is known to be safe; that the child is away is the principal's. */
  #beginning({ name, about }: Signal): SignalName {
    const guarded = TO_FAMILY[name];
    return guarded && about.student && isGuarded(this.#desktop.file(about.student)) ? guarded : name;
  }

  /** What somebody reports of one duty: done, taken on, handed on, hindered, not applicable, or that it cannot be done. Null when it is over. */
  report(fact: Fact, body: Report): Duty | null {
    const duty = this.#duties.get(body.duty);
    const bound = duty && this.#world.policy.named.get(duty.name);
    if (duty && body.outcome === 'filled_in') this.#fillIn(duty, body.detail);
    if (!bound || !isLive(duty)) return null;
    this.#reported(bound, duty, fact, body);
    return this.#duties.get(duty.id) ?? null;
  }

  /** What was missing when it was done comes to what is over already, and nothing else follows from it. */
  #fillIn(duty: Duty, detail: string | null): void {
    if (!isLive(duty) && duty.detail === UNFILLED) this.#put({ ...duty, detail });
  }

  #reported(bound: BoundDuty, duty: Duty, fact: Fact, body: Report): void {
    const { detail } = body;
    switch (body.outcome) {
      case 'done':
        this.#settled(bound, settle({ ...duty, detail }, fact.at, fact.key));
        return;
      case 'cannot': {
        const given = giveUp({ ...duty, detail }, fact.at, fact.key);
        this.#put(given);
        this.say(...this.#telling.ended(bound, given, 'cannot'));
        return;
      }
      case 'not_applicable': {
        const ended = lapse({ ...duty, detail }, fact.at, fact.key);
        this.#put(ended);
        this.say(...this.#telling.ended(bound, ended, 'not_applicable'));
        return;
      }
      case 'hindered': {
        // The same reason once more is nothing new.
        if (detail === duty.hindrance) return;
        const hindered = hinder(duty, detail);
        this.#put(hindered);
        this.say(...this.#telling.hindered(bound, hindered));
        return;
      }
      case 'accepted':
        this.#put(takeOn(duty, fact.at));
        return;
      case 'handed_over': {
        if (body.to === null) return;
        const handed = handOver(duty, body.to);
        this.#put(handed);
        this.say(this.#telling.assigned(bound, handed, body.to));
        return;
      }
      case 'filled_in':
        // Only what is over can lack something.
        return;
    }
  }

  /** Opens what a day of the year begins in this place (policy.md §4). */
  openOccasions(day: Day, when: Instant): void {
    const { policy, calendar, place, directory } = this.#world;
    const isDistrict = place.id === directory.parts.district.id;
    for (const { bound, on } of policy.occasions) {
      const period = periodOn(occasionOf(on, policy.settings), day, calendar);
      if (period === null) continue;
      for (const about of subjectsOf(bound.duty, isDistrict, this.#world))
        if (this.#concerns(bound, about) && !this.#goesOn(bound, about))
          this.#open(bound, { name: 'occasion', about, at: when, period });
    }
  }

  #put(duty: Duty): void {
    this.#duties.set(duty.id, duty);
    this.#changed.add(duty.id);
  }

  #answer(duty: Duty, signal: Signal): void {
    const bound = this.#world.policy.named.get(duty.name);
    if (!bound) return;
    const { duty: rule } = bound;
    const isDone = rule.done.includes(signal.name);
    const isTried = rule.attempted === signal.name;
    if (!isDone && !isTried && !rule.lapses.includes(signal.name)) return;
    if (subjectKey(duty.about) !== subjectKey(signal.about)) return;
    // A class's day is over when it is over: today's roll does not prove yesterday's.
    // Nor does filling one post fill another.
    if (!duty.about.student && duty.period !== signal.period) return;
    if (OF_ONE_DAY.has(signal.name) && duty.period !== signal.period) return;
    const { now } = this.#world;
    const when = Math.max(signal.at, duty.openedAt);
    if (isDone) this.#settled(bound, settle(duty, when, signal.name));
    else if (isTried) this.#attempt(duty, when);
    else this.#put(lapse(duty, now, signal.name));
  }

  /** A duty is done: those who wait for it hear, it starts anew if it repeats, and what follows it begins. */
  #settled(bound: BoundDuty, duty: Duty): void {
    this.#put(duty);
    const when = duty.doneAt ?? this.#world.now;
    this.say(...this.#telling.done(bound, duty));
    if (bound.duty.repeats) this.#repeat(bound, duty, when);
    this.#follow(this.#world.policy.following.get(duty.name), duty, when);
  }

  /** What one duty begins in others: about the same thing, of the same period, with what was said. */
  #follow(
    followers: readonly BoundDuty[] | undefined,
    { about, period, detail, task }: Duty,
    when: Instant,
  ): void {
    const said = detail === UNFILLED ? task : (detail ?? task);
    for (const next of followers ?? [])
      for (const subject of this.#following(next, about))
        this.#open(next, {
          name: 'occasion',
          about: subject,
          at: when,
          period,
          ...(said === null ? {} : { task: said }),
        });
  }

  /** Of pupils, those whom the rule is about; of places, the duty's own, the wider, or all within it. */
  #following({ duty: next }: BoundDuty, about: Subject): Subject[] {
    if (next.subject !== 'student' || about.student || !next.names) return related(next, about, this.#world);
    return this.#groups.of(next.names, about).map(({ student }) => ({ student: student.id }));
  }

  /** Whether a rule that is only about certain pupils has any of them here. */
  #concerns({ duty: { names, ifAny } }: BoundDuty, about: Subject): boolean {
    return !ifAny || !names || this.#groups.of(names, about).length > 0;
  }

  /** Whether it is under way already and starts anew by itself. */
  #goesOn(bound: BoundDuty, about: Subject): boolean {
    return bound.duty.repeats === 'within_term' && this.#isLiveFor(bound.name, about);
  }

  /** Every number was tried in time: the clock is met, and when it ends the next rung hears that nobody was reached (AMB-10). */
  #attempt(duty: Duty, when: Instant): void {
    if (when > duty.dueAt) this.#put(settle(duty, when, 'attempted'));
    else {
      const steps = duty.steps.filter((step) => step.does === 'due');
      this.#put({ ...duty, steps, taken: 0, nextAt: steps[0]?.at ?? null, doneAt: when, proof: 'attempted' });
    }
  }

  #repeat(bound: BoundDuty, duty: Duty, when: Instant): void {
    const { base, turn } = repeatedPeriod(duty.period);
    const { repeats } = bound.duty;
    const { policy } = this.#world;
    if (repeats === 'within_term') {
      if (!fitsInTerm(bound.duty, when, this.#dueWorld(duty.about))) return;
      if (!hasPupils(bound.duty, duty.about, this.#world)) return;
    } else if (repeats !== true && repeats && turn + 1 >= Number(policy.settings[repeats])) return;
    this.#open(bound, { name: 'occasion', about: duty.about, at: when, period: `${base}#${turn + 1}` });
  }

  #open(bound: BoundDuty, signal: Signal): void {
    const { now, policy } = this.#world;
    const about = this.#subject(bound, signal);
    if (!about) return;
    const id = dutyId(bound.name, about, signal.period);
    // A child whom people are looking for already is not begun with again.
    if (bound.duty.urgent && about.student && this.#isLiveFor(bound.name, about)) return;
    const known = this.#duties.get(id);
    if (known && !isUndone(known)) return;
    const where = { ...signal.about, ...about };
    const { holder, gaps } = this.#actorOf(bound, where);
    const dueWorld = { ...this.#dueWorld(about), stated: signal.due };
    const from = this.#runsFrom(bound, signal, dueWorld);
    const due = dueInstant(bound.duty, from, dueWorld);
    const grace = bound.duty.grace ? Number(policy.settings[bound.duty.grace]) * MINUTE : 0;
    // Who tells of something late is told at once what has run out, and not that the product missed it.
    const earliest = this.#desktop.speaker === null ? Number.NEGATIVE_INFINITY : now;
    const steps = planSteps(bound.duty, from, due, due + grace, dueWorld)
      .filter((step) => step.does === 'due' || step.does === 'again' || step.at > now)
      .map((step) => ({ ...step, at: Math.max(step.at, earliest) }));
    const duty: Duty = {
      id,
      name: bound.name,
      rule: bound.rule.id,
      about,
      period: signal.period,
      role: holder?.role ?? bound.duty.actor,
      actor: holder?.person ?? null,
      delegate: null,
      openedAt: signal.at,
      dueAt: due,
      lateAt: due + grace,
      steps,
      ladder: [...bound.duty.ladder],
      taken: 0,
      nextAt: steps[0]?.at ?? null,
      state: 'open',
      acceptedAt: null,
      doneAt: null,
      proof: null,
      task: signal.task ?? null,
      detail: null,
      hindrance: null,
      asked: askedOf(bound, signal, this.#world),
      policy: policy.version,
    };
    this.#put(duty);
    this.#tellGaps(gaps, where, bound);
    this.say(...this.#telling.opened(bound, duty, signal.shows));
  }

  /**
   * From when the time of a duty runs: from what began it, or from when that was told where it would be over by then. A roll's
   * own clocks run from t0 whenever it is told (policy.md §1.3, AMB-10, AMB-11).
   */
  #runsFrom(
    { duty }: BoundDuty,
    { name, at: began }: Signal,
    dueWorld: Parameters<typeof dueInstant>[2],
  ): Instant {
    const { now } = this.#world;
    if (this.#desktop.speaker === null || OF_THE_ROLL.has(name)) return began;
    return dueInstant(duty, began, dueWorld) <= now ? Math.max(began, now) : began;
  }

  #subject({ duty: { subject } }: BoundDuty, { about }: Signal): Subject | null {
    // What is said of one pupil may begin something for the school: a list that names it.
    const id = about[subject] ?? (subject === 'school' && about.student ? this.#world.place.id : undefined);
    if (id === undefined) return null;
    // A case that was dispatched is the business of the township in charge, not of the school's.
    const inCharge = subject === 'student' && about.township ? { township: about.township } : {};
    return { [subject]: id, ...inCharge, ...(about.unit ? { unit: about.unit } : {}) };
  }

  #isLiveFor(name: string, about: Subject): boolean {
    const key = subjectKey(about);
    return [...this.#duties.values()].some(
      (duty) => duty.name === name && isLive(duty) && subjectKey(duty.about) === key,
    );
  }

  #dueWorld(about: Subject) {
    const { policy, calendar, place, directory } = this.#world;
    const firstMissed = about.student ? this.#desktop.file(about.student).firstMissed : null;
    const keyGroup = isKeyGroup(directory.students.get(about.student ?? ''), directory);
    return { settings: policy.settings, calendar, firstLesson: place.firstLesson, firstMissed, keyGroup };
  }

  /** P1.2-POST: the gap itself is told once, to whoever can fill it. */
  #tellGaps(gaps: readonly Role[], about: Subject, bound: BoundDuty | null): void {
    const { directory, now, place } = this.#world;
    for (const role of gaps) {
      const unit = directory.unitFor(role, about);
      // Nobody is missing where there is no such place: a child without a village has no village cadre.
      if (unit === null) continue;
      const { level } = posts[role];
      const name = level === 'class' || level === 'school' ? 'vacant' : 'vacant_above';
      const office = role === 'unit' && bound ? officeOf(bound, about) : null;
      const period = `${role}@${office ?? unit}@${directory.lastHeld(role, about)}`;
      this.react({ name, about: { school: place.id }, at: now, period });
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
        this.say(...this.#telling.escalate(bound, duty, taken, 'unreached'));
        continue;
      }
      const current = this.#handedOn(bound, after);
      this.#put(current);
      this.say(...this.#telling.step(bound, this.#duties.get(duty.id) ?? current, taken));
      if (taken.some(({ does }) => does === 'due'))
        this.#follow(this.#world.policy.lateFollowing.get(duty.name), current, now);
    }
  }

  /** The post, not the person: who must act is looked up again each time the duty speaks, unless it was handed to somebody. */
  #handedOn(bound: BoundDuty, duty: Duty): Duty {
    if (duty.delegate !== null) return duty;
    const { holder, gaps } = this.#actorOf(bound, duty.about);
    this.#tellGaps(gaps, duty.about, bound);
    return holder ? { ...duty, actor: holder.person, role: holder.role } : duty;
  }

  /** Who acts today: the teacher assigned to the child where the rule says so, else whoever holds the post (P3.1-NODE-ASSIGN). */
  #actorOf(bound: BoundDuty, about: Subject): ReturnType<World['directory']['resolve']> {
    const { directory, now } = this.#world;
    const day = dayOf(now);
    const file = about.student ? this.#desktop.file(about.student) : null;
    const responsible = bound.duty.assigned ? (file?.responsible ?? null) : null;
    const holder = responsible === null ? null : directory.named(responsible, day);
    return holder
      ? { holder, gaps: [] }
      : directory.resolve(
          bound.duty.actor,
          actingFor(bound.duty.actor, about, file, directory),
          day,
          officeOf(bound, about),
        );
  }

  /** What was the class teacher's to do is the assigned teacher's from now on. */
  #handToAssigned({ about }: Signal): void {
    for (const duty of [...this.#duties.values()]) {
      const bound = this.#world.policy.named.get(duty.name);
      if (bound?.duty.assigned && isLive(duty) && duty.about.student === about.student)
        this.#put(this.#handedOn(bound, duty));
    }
  }

  /** A taken-back roll is asked for again; the proof it gave no longer stands. */
  reopen(rules: readonly string[], classId: string, day: string): void {
    for (const duty of [...this.#duties.values()]) {
      if (!rules.includes(duty.rule) || duty.about.class !== classId || duty.period !== day || isLive(duty))
        continue;
      this.#reopen(duty);
    }
  }

  /** A closure is taken back: what it had ended of the day is asked again. */
  reopenDay(day: Day): void {
    for (const duty of [...this.#duties.values()])
      if (duty.period === day && duty.state === 'not_applicable' && duty.proof === 'school_closed')
        this.#reopen(duty);
  }

  #reopen(duty: Duty): void {
    const { now } = this.#world;
    const taken = duty.steps.filter((step) => step.at <= now).length;
    this.#put({
      ...duty,
      state: now >= duty.lateAt ? 'overdue' : 'open',
      doneAt: null,
      proof: null,
      taken,
      nextAt: duty.steps[taken]?.at ?? null,
    });
  }

  /**
   * A visit was taken back: what it alone had proved (`isUnproven`) is to be done again, and what began with that, or with the
   * visit itself, does not apply.
   */
  takeBack(student: string, key: string, isUnproven: (duty: Duty) => boolean): void {
    const { policy, now } = this.#world;
    for (const duty of this.about(student)) {
      if (!isLive(duty) && isUnproven(duty)) {
        const begun = new Set((policy.following.get(duty.name) ?? []).map(({ name }) => name));
        for (const next of this.about(student)) {
          const isNext = begun.has(next.name) || (next.name === duty.name && next.id !== duty.id);
          if (isLive(next) && isNext && next.openedAt === duty.doneAt)
            this.#put(lapse(next, now, 'withdrawn'));
        }
        this.#reopen(duty);
      } else if (isLive(duty) && duty.period.endsWith(`-${key}`)) this.#put(lapse(duty, now, 'withdrawn'));
    }
  }

  /** A return was taken back: what it had ended since `cameAt` stands again, and what it began does not apply. */
  takeBackReturn(student: string, cameAt: Instant): void {
    const { policy, now } = this.#world;
    const begun = new Set(
      (['returned', 'steps_held'] as const).flatMap((name) =>
        (policy.opening.get(name) ?? []).map((bound) => bound.name),
      ),
    );
    for (const duty of this.about(student)) {
      const { doneAt, proof, openedAt, name } = duty;
      if (isLive(duty) && openedAt >= cameAt && begun.has(name)) this.#put(lapse(duty, now, 'withdrawn'));
      else if (!isLive(duty) && doneAt !== null && doneAt >= cameAt && ENDED_BY_RETURN.has(proof ?? ''))
        this.#reopen(duty);
    }
  }
}

const toldOf = ({ to, item }: Say): string => `${to}|${item.about.student ?? ''}`;

/** What begins a call or a visit to a family, and what it begins instead where nobody may be called (policy.md §6.5). */
const TO_FAMILY: Readonly<Partial<Record<SignalName, SignalName>>> = {
  absent: 'absent_guarded',
  list_received: 'absent_guarded',
  contact_tried: 'absent_guarded',
  hazard: 'absent_guarded',
};

/** What concerns one day of a pupil ends what began that day, nothing that began another day or with the case. */
const OF_ONE_DAY: ReadonlySet<SignalName> = new Set<SignalName>(['school_closed', 'withdrawn']);

/** Which member unit answers: the rule's, or the one that was asked. */
const officeOf = ({ duty }: BoundDuty, about: Subject) => duty.unit ?? about.unit ?? null;

/** Ended only because the absence was taken back, the pupil came or was given leave: missing once more that day, it counts anew. */
const UNDONE: ReadonlySet<string> = new Set<SignalName>(['withdrawn', 'back', 'leave_recorded']);

/** What begins at the roll, however late it is told. */
const OF_THE_ROLL: ReadonlySet<string> = new Set<SignalName>(['absent', 'list_due']);

const isUndone = ({ state, proof }: Duty): boolean => state === 'not_applicable' && UNDONE.has(proof ?? '');

/** What a return ends, by the signal that ended it. */
const ENDED_BY_RETURN: ReadonlySet<string> = new Set<SignalName>(['returned', 'back', 'steps_held', 'found']);
