/** One school decided about in memory: the pure rules with a hand-made world, and a clock that jumps as the workers do. */
import { nextCheckpoint } from '../../domain/attendance/checkpoints.ts';
import type { ClassDay } from '../../domain/attendance/class-day.ts';
import type { SchoolCalendar } from '../../domain/calendar/school-calendar.ts';
import { at, dayOf, formatInstant, type Instant } from '../../domain/calendar/time.ts';
import { type CaseFile, emptyFile, isActive } from '../../domain/cases/file.ts';
import type { Setting } from '../../domain/cases/progress.ts';
import { decideFacts, decideTick } from '../../domain/decide.ts';
import { type Decision, type SchoolState, settingOf, type World } from '../../domain/decision.ts';
import { type Duty, dutyId, isLive } from '../../domain/duties/duty.ts';
import type { Author, Fact, FactBody } from '../../domain/facts/fact.ts';
import type { Notice } from '../../domain/notices/notice.ts';
import type { Directory, DirectoryParts } from '../../domain/people/directory.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { Subject } from '../../domain/signals.ts';
import { loadPolicy } from '../../seeds/load-policy.ts';
import { TOWN, townCalendar, townDirectory, when } from './town.ts';

export const POLICY = loadPolicy('dongchuan');

export const WANG: Author = { person: 'wang', role: 'homeroom_teacher' };
export const ZHAO: Author = { person: 'zhao', role: 'academic_office' };
export const QIAN: Author = { person: 'qian', role: 'principal', posts: [{ role: 'principal', unit: 's1' }] };
export const SUN: Author = {
  person: 'sun',
  role: 'township_officer',
  posts: [{ role: 'township_officer', unit: 't1' }],
};
export const ZHOU: Author = { person: 'zhou', role: 'bureau_officer' };

export interface Surroundings {
  parts?: DirectoryParts;
  policy?: Policy;
  plan?: Parameters<typeof townCalendar>[0];
  from?: string;
}

/** The day and time of an instant, as stories write them. */
export const moment = (instant: Instant): string => formatInstant(instant).slice(5, 16).replace('T', ' ');

/** A roll of the class: who is missing, everybody else there. */
export const roll = (day: string, ...named: string[]): FactBody => ({
  kind: 'roll',
  class: 'c1',
  day: `2026-${day}`,
  expected: 6,
  present: 6 - named.length,
  whole: true,
  named,
});

export const absent = (student: string, day: string): FactBody => ({
  kind: 'standing',
  student,
  day: `2026-${day}`,
  standing: 'unaccounted',
  until: null,
});

/** A day's message: when, by whom, what. */
export type Said = [time: string, by: Author, ...bodies: FactBody[]];

/** The rolls of every school day from one to another, with nobody missing. */
export const allThere = (from: string, until: string): Said[] =>
  townCalendar()
    .schoolDays(`2026-${from}`, `2026-${until}`)
    .map((day) => [`${day.slice(5)} 08:05`, WANG, roll(day.slice(5))]);

/** The talks with a child that its return began (P5.5-PSY-RETURN), one after the other. */
export const talks = (time: string, period = 'case-0', student = 'zhang'): Said[] =>
  ['P5.5-PSY-RETURN', ...['', '#1', '#2', '#3'].map((turn) => `P5.5-PSY-RETURN/weekly${turn}`)].map(
    (name) => {
      const [rule = '', turn] = name.split('#');
      const duty = dutyId(rule, { student }, turn === undefined ? period : `${period}#${turn}`);
      return [time, QIAN, { kind: 'duty_report', duty, outcome: 'done', detail: null, to: null }];
    },
  );

export class School {
  readonly files = new Map<string, CaseFile>();
  readonly classDays = new Map<string, ClassDay>();
  readonly duties = new Map<string, Duty>();
  readonly notices: Notice[] = [];
  readonly facts: Fact[] = [];
  /** Looks at every decision as it is made. */
  watch: (decision: Decision, school: School) => void = () => undefined;
  now: Instant;
  directory: Directory;
  readonly #policy: Policy;
  readonly #calendar: SchoolCalendar;
  #tickedAt: Instant;
  #told = 0;

  constructor({ parts = TOWN, policy = POLICY, plan = null, from = '09-14 07:00' }: Surroundings = {}) {
    this.directory = townDirectory(parts);
    this.#policy = policy;
    this.#calendar = townCalendar(plan);
    this.now = when(from);
    this.#tickedAt = this.now;
  }

  get world(): World {
    const place = this.directory.schools.get('s1');
    if (!place) throw new Error('the town has no school');
    return {
      policy: this.#policy,
      directory: this.directory,
      calendar: this.#calendar,
      place,
      now: this.now,
    };
  }

  get setting(): Setting {
    return settingOf(this.world);
  }

  /** `told`: duties that are over are given to a decision only where a fact fills something in, days that are over where one is told of. */
  #state(told: readonly Fact[] = []): SchoolState {
    const today = dayOf(this.now);
    const midnight = at(today, '00:00');
    const late = told.flatMap(({ body }) => (body.kind === 'standing' ? [body.day] : []));
    const [from = today] = [...late, today].toSorted();
    const filled = told.flatMap(({ body }) =>
      body.kind === 'duty_report' && body.outcome === 'filled_in' ? [body.duty] : [],
    );
    return {
      files: [...this.files.values()],
      classDays: [...this.classDays.values()].filter(({ day }) => day >= from && day <= today),
      duties: [...this.duties.values()].filter(
        (duty) =>
          isLive(duty) || duty.openedAt >= midnight || duty.rule === 'P1.2-POST' || filled.includes(duty.id),
      ),
      tickedAt: this.#tickedAt,
    };
  }

  #take(decision: Decision): void {
    for (const file of decision.files) this.files.set(file.student, file);
    for (const classDay of decision.classDays)
      this.classDays.set(`${classDay.class}@${classDay.day}`, classDay);
    for (const duty of decision.duties) this.duties.set(duty.id, duty);
    this.facts.push(...decision.facts);
    this.notices.push(...decision.notices);
    this.#tickedAt = Math.max(this.#tickedAt, decision.tickedAt);
    this.watch(decision, this);
  }

  /** Lets the clock look at every moment at which it must, up to and with `until` (`09-14 18:00`). */
  runTo(until: string | Instant): this {
    return this.#run(typeof until === 'string' ? when(until) : until);
  }

  #run(target: Instant): this {
    const { place, calendar, policy } = this.world;
    for (;;) {
      const checkpoint = nextCheckpoint(this.#tickedAt, place.firstLesson, calendar, policy.settings).at;
      const wakes = [...this.duties.values()].flatMap(({ nextAt }) => (nextAt === null ? [] : [nextAt]));
      const next = Math.min(checkpoint, ...wakes);
      if (next > target) break;
      this.now = Math.max(this.now, next);
      this.#take(decideTick(this.#state(), this.world));
    }
    this.now = target;
    return this;
  }

  /** What several messages say, in their order. */
  tellAll(said: readonly Said[]): this {
    for (const [time, by, ...bodies] of said) this.tell(time, by, ...bodies);
    return this;
  }

  /** What one message says. What is said at the very moment a time runs out is said in time. */
  tell(time: string, by: Author, ...bodies: FactBody[]): this {
    this.#told += 1;
    const facts = bodies.map(
      (body, place): Fact => ({
        key: `test:${this.#told}:0.${place}`,
        about: aboutOf(body),
        at: when(time),
        by,
        words: null,
        body,
      }),
    );
    return this.hear(facts);
  }

  /** The facts of one message, as they were recorded. */
  hear(facts: readonly Fact[]): this {
    const at = facts[0]?.at ?? this.now;
    this.#run(at - 1);
    this.now = at;
    this.#take(decideFacts(this.#state(facts), facts, this.world));
    return this;
  }

  /** What is still to be done about a pupil, by the names of the rules. */
  live(student: string): string[] {
    return [...this.duties.values()]
      .filter((duty) => duty.about.student === student && isLive(duty))
      .map(({ name }) => name)
      .sort();
  }

  file(student: string): CaseFile {
    return this.files.get(student) ?? emptyFile(student);
  }

  isActive(student: string): boolean {
    return isActive(this.file(student));
  }

  /** `zhao 09-14 08:05 → 09-14 18:00 done` for every duty of a rule or of one of its parts. */
  dutiesOf(name: string): string[] {
    return [...this.duties.values()]
      .filter((duty) => duty.name === name)
      .map(({ actor, openedAt, dueAt, state }) => `${actor} ${moment(openedAt)} → ${moment(dueAt)} ${state}`);
  }

  /** `09-14 08:35 wang reminder` for what was decided to be said of a rule or part, at the moment it is to be sent. */
  saidOf(name: string): string[] {
    return this.notices
      .filter(({ items }) => items.some(({ duty }) => duty?.split('|')[0] === name))
      .map(({ sendAt, to, kind }) => `${moment(sendAt)} ${to} ${kind}`);
  }
}

const aboutOf = (body: FactBody): Subject => {
  if ('student' in body) return { student: body.student };
  if ('class' in body) return { class: body.class };
  return 'school' in body ? { school: body.school } : {};
};
