import { nextCheckpoint } from '../../domain/attendance/checkpoints.ts';
import type { ClassDay } from '../../domain/attendance/class-day.ts';
import { addDays, dayOf, type Instant } from '../../domain/calendar/time.ts';
import type { CaseFile } from '../../domain/cases/file.ts';
import { decideFacts } from '../../domain/decide.ts';
import { type County, type Decision, type SchoolState, type World, worldOf } from '../../domain/decision.ts';
import type { Duty } from '../../domain/duties/duty.ts';
import type { Fact } from '../../domain/facts/fact.ts';
import { classDaysOf } from './answer-store.ts';
import { lockForClasses, saveDecision } from './school-store.ts';
import type { Writing } from './transaction.ts';

/** What recording did: the school's state as it was, and what was decided on it. */
export interface Recorded {
  world: World;
  before: SchoolState;
  decision: Decision;
  /** A pupil's file as it stands now. */
  file(student: string): CaseFile | undefined;
  /** Duties as they stand now. */
  duties(): Duty[];
}

/** What a recording speaks of beside its classes. */
export interface Besides {
  /** The only pupils of the classes who are spoken of by name; all may be when left out. */
  pupils?: readonly string[];
  /** Duties that are over and spoken of all the same: decisions are given no others of these. */
  over?: readonly Duty[];
}

/** Load, decide, save: facts about one school, or about the district's own matters. */
export const recordFacts = async (
  tx: Writing,
  county: County,
  stream: string,
  classes: readonly string[],
  factsOf: (state: SchoolState) => readonly Fact[],
  now: Instant,
  { pupils, over = [] }: Besides = {},
): Promise<Recorded> => {
  const world = worldOf(county, stream, now);
  const { stream: locked, state } = await lockForClasses(
    tx,
    stream,
    { classes, pupils: pupils ?? null },
    now,
  );
  const given = new Set(state.duties.map(({ id }) => id));
  const before = { ...state, duties: [...state.duties, ...over.filter(({ id }) => !given.has(id))] };
  const facts = factsOf(before);
  const earlier = await daysToldLate(tx, facts, world);
  const known = { ...before, classDays: [...before.classDays, ...earlier] };
  const decision = decideFacts(known, facts, world);
  const clock = { now, checkpoint: nextLook(world, locked.tickedAt) };
  saveDecision(tx, locked, decision, county.directory, clock);
  return recorded(world, before, decision);
};

/** What was told of the classes since a day that is over: their whole rolls show whether a child missed then came after it. */
const daysToldLate = async (
  tx: Writing,
  facts: readonly Fact[],
  { directory, now }: World,
): Promise<ClassDay[]> => {
  const today = dayOf(now);
  const late = facts.flatMap(({ body }) => (body.kind === 'standing' && body.day < today ? [body] : []));
  const classes = new Set(late.flatMap(({ student }) => directory.students.get(student)?.class ?? []));
  const [first] = late.map(({ day }) => day).toSorted();
  return first === undefined ? [] : classDaysOf(tx, [...classes], first, addDays(today, -1));
};

/** The next moment at which the clock must look at the school; a checkpoint not yet taken is not passed over. */
const nextLook = ({ now, place, calendar, policy }: World, tickedAt: Instant): Instant => {
  const from = Math.min(now, tickedAt);
  return nextCheckpoint(from, place.firstLesson, calendar, policy.settings).at;
};

const recorded = (world: World, before: SchoolState, decision: Decision): Recorded => {
  const files = new Map([...before.files, ...decision.files].map((file) => [file.student, file]));
  const duties = new Map([...before.duties, ...decision.duties].map((duty) => [duty.id, duty]));
  return {
    world,
    before,
    decision,
    file: (student) => files.get(student),
    duties: () => [...duties.values()],
  };
};
