import { nextCheckpoint } from '../domain/attendance/checkpoints.ts';
import type { Instant } from '../domain/calendar/time.ts';
import type { CaseFile } from '../domain/cases/file.ts';
import type { Place } from '../domain/conversation/place.ts';
import type { Question } from '../domain/conversation/question.ts';
import type { Speaker } from '../domain/conversation/speaker.ts';
import { decideFacts } from '../domain/decide.ts';
import { type County, type Decision, type SchoolState, type World, worldOf } from '../domain/decision.ts';
import type { Duty } from '../domain/duties/duty.ts';
import type { Fact, FactBody } from '../domain/facts/fact.ts';
import type { Subject } from '../domain/signals.ts';
import type { Answer } from '../prisma/stores/inbox-store.ts';
import { lockForClasses, saveDecision } from '../prisma/stores/school-store.ts';
import type { Writing } from '../prisma/stores/transaction.ts';
import type { Words } from '../templates/words.ts';

/** What the bot works with; the same for every message. */
export interface Surroundings extends County {
  words: Words;
}

/** One message being answered. */
export interface Turn extends Surroundings {
  tx: Writing;
  /** `channel:messageId`, the root of the keys of its facts. */
  message: string;
  text: string;
  /** What the message quotes: a reminder, a colleague. */
  quote: string | null;
  now: Instant;
  speaker: Speaker;
  question: Question | null;
  /** What the same person sent earlier today, already handled, oldest first. */
  earlier: readonly Earlier[];
  /** Live duties on which this person has to act. */
  duties: readonly Duty[];
  /** The group it was written in. */
  place: Place | null;
  /** What the button that was tapped is about; null for what was typed. */
  tapped: Tapped | null;
  /** How often this message has recorded something; part of its facts' keys. */
  parts: number;
}

/** A button: under which answer or notice, and which duties it settles. */
export interface Tapped {
  notice: string;
  duties: readonly string[];
}

export interface Earlier {
  message: string;
  text: string;
  act: string;
}

/** What the bot answers, and what it now waits for. */
export type Outcome = Answer;

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

/** The world of one of the turn's schools. */
export const worldFor = (turn: Turn, school: string): World => worldOf(turn, school, turn.now);

/** Load, decide, save: the facts of one message about one school. */
export const record = async (
  turn: Turn,
  school: string,
  classes: readonly string[],
  bodies: (state: SchoolState) => { about: Subject; body: FactBody }[],
): Promise<Recorded> => {
  const part = turn.parts;
  turn.parts += 1;
  const factsOf = (before: SchoolState): Fact[] =>
    bodies(before).map(({ about, body }, place) => ({
      key: `${turn.message}:${part}.${place}`,
      about,
      at: turn.now,
      by: { person: turn.speaker.person, role: turn.speaker.role },
      words: turn.text,
      body,
    }));
  return recordFacts(turn.tx, turn, school, classes, factsOf, turn.now);
};

/** Load, decide, save: facts about one school, or about the district's own matters. */
export const recordFacts = async (
  tx: Writing,
  county: County,
  stream: string,
  classes: readonly string[],
  factsOf: (state: SchoolState) => readonly Fact[],
  now: Instant,
): Promise<Recorded> => {
  const world = worldOf(county, stream, now);
  const { stream: locked, state: before } = await lockForClasses(tx, stream, classes, now);
  const decision = decideFacts(before, factsOf(before), world);
  const clock = { now, checkpoint: nextLook(world, locked.tickedAt) };
  saveDecision(tx, locked, decision, county.directory, clock);
  return recorded(world, before, decision);
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
