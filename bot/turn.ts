import type { Instant } from '../domain/calendar/time.ts';
import type { Chat } from '../domain/conversation/chat.ts';
import type { Question } from '../domain/conversation/question.ts';
import type { Speaker } from '../domain/conversation/speaker.ts';
import { type County, type SchoolState, type World, worldOf } from '../domain/decision.ts';
import type { Duty } from '../domain/duties/duty.ts';
import type { Author, Fact, FactBody } from '../domain/facts/fact.ts';
import type { Student } from '../domain/people/directory.ts';
import { withoutIdNumbers } from '../domain/people/masking.ts';
import type { Subject } from '../domain/signals.ts';
import type { Secrets } from '../prisma/secrets.ts';
import type { Answer } from '../prisma/stores/inbox-store.ts';
import { type Besides, type Recorded, recordFacts } from '../prisma/stores/recording.ts';
import type { Writing } from '../prisma/stores/transaction.ts';
import type { Words } from '../templates/words.ts';

/** What the bot works with; the same for every message. */
export interface Surroundings extends County {
  words: Words;
  /** Seals what lies in no column in clear; absent where nothing of the kind is kept: a benchmark, a rehearsed year. */
  seal?: Secrets['seal'] | undefined;
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
  place: Chat | null;
  /** What the button that was tapped is about; null for what was typed. */
  tapped: Tapped | null;
  /** How often this message has recorded something; part of its facts' keys. Every copy of the turn counts on. */
  readonly recorded: { times: number };
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

/** What part of a message came to, and the rest of it, which is taken as a message of its own. */
export interface Partly {
  outcome: Outcome;
  rest: string;
}

/** The world of one of the turn's schools. */
export const worldFor = (turn: Turn, school: string): World => worldOf(turn, school, turn.now);

/** A speaker as the author of what is told, with the posts by which it counts. */
export const authorOf = ({ person, role, posts }: Speaker): Author => ({ person, role, posts });

/** Load, decide, save: the facts of one message about one school. */
export const record = async (
  turn: Turn,
  school: string,
  classes: readonly string[],
  bodies: (state: SchoolState) => { about: Subject; body: FactBody }[],
  besides: Besides = {},
): Promise<Recorded> => {
  const part = turn.recorded.times;
  turn.recorded.times += 1;
  const factsOf = (before: SchoolState): Fact[] =>
    bodies(before).map(({ about, body }, place) => ({
      key: `${turn.message}:${part}.${place}`,
      about,
      at: turn.now,
      by: authorOf(turn.speaker),
      // An identity number is of use to nobody who reads what was said.
      words: withoutIdNumbers(turn.text),
      body,
    }));
  return recordFacts(turn.tx, turn, school, classes, factsOf, turn.now, besides);
};

/** The same of one pupil, of whom alone these facts speak. */
export const recordOfPupil = (
  turn: Turn,
  { id, school, class: classId }: Student,
  bodies: readonly FactBody[],
): Promise<Recorded> => {
  const facts = () => bodies.map((body) => ({ about: { student: id }, body }));
  return record(turn, school, classId ? [classId] : [], facts, { pupils: [id] });
};
