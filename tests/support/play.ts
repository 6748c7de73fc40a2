/** Plays a story through the real understanding, rules, stores and workers on a database of its own. */

import { expect, onTestFinished } from 'vitest';
import { play } from '../../bot/play.ts';
import type { SchoolYearPlan } from '../../domain/calendar/school-year.ts';
import type { FactBody } from '../../domain/facts/fact.ts';
import type { DirectoryParts } from '../../domain/people/directory.ts';
import type { Role } from '../../domain/people/roles.ts';
import type { Database } from '../../prisma/client.ts';
import { makePlan } from '../../seeds/scenario.ts';
import type { Aside } from './asides.ts';
import { testDatabase } from './database.ts';
import { TOWN, when } from './town.ts';

interface Line {
  at: string;
  to: string;
  role?: string;
  kind: string;
  rule?: string;
  rules?: string[];
  subject?: Record<string, string>;
  subjects?: Record<string, string>[];
  text: string;
}

interface EndDuty {
  rule: string;
  subject: Record<string, string>;
  actor: string | null;
  openedAt: string;
  dueAt: string;
  state: string;
  doneAt: string | null;
}

interface EndState {
  students: Record<
    string,
    {
      stage: string;
      unexcusedDays: number;
      day7On: string | null;
      persuasions: number;
      educationSessions: number;
      fourStep: string;
      platform: string;
      township: string | null;
      closing: string | null;
    }
  >;
  duties: EndDuty[];
}

interface Setting {
  from?: string;
  until: string;
  town?: DirectoryParts;
  set?: Record<string, unknown>;
  /** The autumn term alone, unless said. */
  terms?: { name: string; first: string; last: string }[];
  off?: string[];
  on?: string[];
  /** The school's own year, where it differs. */
  own?: Partial<SchoolYearPlan>;
}

const moment = (iso: string): string => iso.slice(5, 16).replace('T', ' ');

/**
 * What was told in a story, and how it stands at its end. A story is whole: its test fails on every message to anybody
 * that was looked at by none of `of`, `to`, `during`, `texts`, `rest` and `ignoring`. What answers a message of the story
 * is looked at by its being there.
 */
export class PlayedStory {
  readonly lines: readonly Line[];
  readonly state: EndState;

  readonly #kept: Kept;
  /** Of each message, the rules by which it was looked at. */
  readonly #seen = new Map<Line, Set<string>>();

  constructor(lines: readonly Line[], state: EndState, kept: Kept) {
    this.lines = lines;
    this.state = state;
    this.#kept = kept;
  }

  /** Leaves aside what these rules tell these roles, which is another story's promise. */
  ignoring(...asides: readonly Aside[]): this {
    for (const line of this.lines)
      for (const rule of rulesOf(line))
        if (asides.some((aside) => aside[line.role as Role]?.includes(rule))) this.#look(line, rule);
    return this;
  }

  /** Everything that nothing has looked at so far, as `during` gives it. */
  rest(): string[] {
    const lines = this.#unseen();
    for (const line of lines) this.#look(line);
    return shown(lines);
  }

  /** What fails the story: everything that nothing has looked at so far. */
  unexpected(): string[] {
    return shown(this.#unseen());
  }

  #unseen(): Line[] {
    return this.lines.filter(
      (line) => line.kind !== 'reply' && rulesOf(line).some((rule) => !this.#seen.get(line)?.has(rule)),
    );
  }

  #look(line: Line, ...rules: readonly string[]): void {
    const seen = this.#seen.get(line) ?? new Set();
    for (const rule of rules.length > 0 ? rules : rulesOf(line)) seen.add(rule);
    this.#seen.set(line, seen);
  }

  /** What is kept of one person's messages. */
  kept(person: string): string[] {
    return this.#kept.inbox.filter(({ sender }) => sender === person).map(({ text }) => text);
  }

  /** Every sentence that the database holds: messages, facts, notices, open questions. */
  everythingKept(): string {
    return JSON.stringify(this.#kept);
  }

  /** `civil_affairs zhang 上门核查` for every look at a child. */
  get looks(): string[] {
    return this.#kept.looks.map(({ viewer, student, purpose }) => `${viewer} ${student} ${purpose}`);
  }

  /** `09-14 08:35 wang reminder` for everything told of a rule, in order of time; of one pupil only, if named. */
  of(rule: string, student?: string): string[] {
    const lines = this.lines
      .filter((line) => line.rule === rule || line.rules?.includes(rule))
      .filter((line) => !student || (line.subjects ?? [line.subject]).some((it) => it?.student === student));
    for (const line of lines) this.#look(line, rule);
    return lines.map(({ at, to, kind }) => `${moment(at)} ${to} ${kind}`);
  }

  /** `09-14 08:35 reminder P3.1-CHECK-1H` for everything one person was told. */
  to(person: string): string[] {
    const lines = this.lines.filter((line) => line.to === person);
    for (const line of lines) this.#look(line);
    return lines.map(({ at, kind, rules, rule }) =>
      [moment(at), kind, (rules ?? [rule ?? '']).join('+')].join(' ').trim(),
    );
  }

  /**
   * `09-14 08:35 wang reminder P3.1-CHECK-1H` for everything told between two moments, both included, to one person or to
   * all, what came at one moment in the order of the alphabet. A story that lists it whole fails on a message nobody expected, as on one that did not come.
   */
  during(from: string, until: string, person?: string): string[] {
    const lines = this.lines.filter(
      ({ at, to }) => moment(at) >= from && moment(at) <= until && (!person || to === person),
    );
    for (const line of lines) this.#look(line);
    return shown(lines);
  }

  texts(person: string, kind?: string): string[] {
    const lines = this.lines.filter((line) => line.to === person && (!kind || line.kind === kind));
    for (const line of lines) this.#look(line);
    return lines.map(({ text }) => text);
  }

  /** `zhao 09-14 08:05 → 09-14 18:00 done 09-14 16:00` for every duty of a rule, in order of opening. */
  duties(rule: string, student?: string): string[] {
    return this.state.duties
      .filter((duty) => duty.rule === rule && (!student || duty.subject.student === student))
      .map(({ actor, openedAt, dueAt, state, doneAt }) =>
        [actor, moment(openedAt), '→', moment(dueAt), state, doneAt ? moment(doneAt) : ''].join(' ').trim(),
      );
  }

  /** `li persuasion promised` for every visit on file, in the order in which they were told. */
  visits(): string[] {
    return this.#kept.facts
      .map(({ body }) => body as { kind: string; student: string; purpose: string; result: string })
      .filter(({ kind }) => kind === 'visit')
      .map(({ student, purpose, result }) => `${student} ${purpose} ${result}`);
  }

  /** What was told of one kind, in order. */
  facts<Body extends FactBody>(kind: Body['kind']): Body[] {
    return this.#kept.facts
      .map(({ body }) => body as FactBody)
      .filter((body): body is Body => body.kind === kind);
  }

  stage(student: string): string | undefined {
    return this.state.students[student]?.stage;
  }
}

/** Fails the test that runs, at its end, on what nothing in it looked at. A test that has failed already is not told of twice. */
export const failOnUnexpected = (told: PlayedStory): void =>
  onTestFinished(({ task }) => {
    if (task.result?.state !== 'fail')
      expect(told.unexpected(), 'told, and nothing looked at it').toEqual([]);
  });

const rulesOf = ({ rules, rule, kind }: Line): string[] => rules ?? [rule ?? kind];

const shown = (lines: readonly Line[]): string[] =>
  lines
    .map(({ at, to, kind, rules, rule }) =>
      [moment(at), to, kind, (rules ?? [rule ?? '']).join('+')].join(' ').trim(),
    )
    .sort();

interface Kept {
  inbox: { sender: string; text: string }[];
  looks: { viewer: string; student: string; purpose: string }[];
  facts: { words: string | null; body: unknown }[];
  notices: { text: string | null; content: unknown }[];
  questions: { question: unknown }[];
}

const keptIn = async (prisma: Database): Promise<Kept> => ({
  inbox: await prisma.inbox.findMany({ select: { sender: true, text: true }, orderBy: { id: 'asc' } }),
  looks: await prisma.look.findMany({
    select: { viewer: true, student: true, purpose: true },
    orderBy: { id: 'asc' },
  }),
  facts: await prisma.fact.findMany({
    select: { words: true, body: true },
    orderBy: [{ stream: 'asc' }, { seq: 'asc' }],
  }),
  notices: await prisma.notice.findMany({ select: { text: true, content: true } }),
  questions: await prisma.conversation.findMany({ select: { question: true } }),
});

const SAID = /^(\d\d-\d\d \d\d:\d\d) (\S+) (.+)$/;

/** Messages as lines `09-14 08:05 wang 三(1)班全到齐`; the rest of a line is what was said. */
export const story = async (setting: Setting, said: string): Promise<PlayedStory> => {
  const messages = said
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [, at = '', from = '', text = ''] = SAID.exec(line) ?? [];
      if (!at) throw new Error(`not a line of a story: ${line}`);
      return { at: when(at), from, text };
    });
  const { prisma } = await testDatabase();
  const lines: object[] = [];
  await play(
    {
      name: 'story',
      policy: 'dongchuan',
      set: setting.set ?? {},
      start: when(setting.from ?? '09-14 07:00'),
      end: when(setting.until),
      plan: makePlan({
        ...(setting.terms ? { terms: setting.terms } : {}),
        off: setting.off ?? [],
        on: setting.on ?? [],
      }),
      schools: setting.own ? { 汤丹中心小学: setting.own } : {},
      parts: setting.town ?? TOWN,
      phones: {},
      messages,
    },
    prisma,
    (line) => lines.push(line),
  );
  const { state } = lines.pop() as { state: EndState };
  const told = new PlayedStory(lines as Line[], state, await keptIn(prisma));
  failOnUnexpected(told);
  return told;
};
