import { type Day, type Instant, isDay } from '../calendar/time.ts';
import type { Role } from '../people/roles.ts';
import { type Subject, subjectKey } from '../signals.ts';

/** One of the moments at which a duty speaks. */
export interface Step {
  at: Instant;
  /** Remind the actor; say that it was not taken on; tell actor and first rung that time is up; tell the next rung. */
  does: 'remind' | 'accept' | 'due' | 'again';
  rung: number;
}

/** What the register keeps of a calendar duty (policy.md §4): done, done late, not done and why, not applicable and why. */
export type DutyState = 'open' | 'overdue' | 'done' | 'done_late' | 'not_done' | 'not_applicable';

/** What somebody asked of whoever must act (转办). */
export interface Asked {
  number: string;
  /** Null where a rule asked, not a person. */
  by: string | null;
  /** What its notices call it: of a child no more than their reader may know (policy.md §5.1). */
  shows: string;
}

/**
 * A rule at work on one subject. Its id is rule, subject and period, so that the same duty cannot exist twice;
 * its steps and ladder are those of the rule at the moment it opened.
 */
export interface Duty {
  id: string;
  /** The rule, with its part: `P3.1-LINK-TEAM/visit`. */
  name: string;
  rule: string;
  about: Subject;
  period: string;
  role: Role;
  /** Who had to act when it opened or last spoke. */
  actor: string | null;
  /** Somebody to whom it was handed by name; then the post is not looked up again. */
  delegate: string | null;
  openedAt: Instant;
  dueAt: Instant;
  /** From when it is late: the due instant, or the end of its grace. */
  lateAt: Instant;
  steps: Step[];
  ladder: Role[];
  /** Steps already taken. */
  taken: number;
  nextAt: Instant | null;
  state: DutyState;
  /** When its actor took it on. */
  acceptedAt: Instant | null;
  doneAt: Instant | null;
  /** Key of the fact that proves it, or why it does not apply. */
  proof: string | null;
  /** What is asked in this very case; else its rule says it for all. */
  task: string | null;
  /** What was said with the report: a number, names, a reason. */
  detail: string | null;
  /** What keeps it from being done, as its actor said; the clock runs on. */
  hindrance: string | null;
  asked: Asked | null;
  policy: string;
}

/** The detail of what was done without the number, names or account that belong to it. */
export const UNFILLED = '未填';

export const dutyId = (name: string, about: Subject, period: string): string =>
  `${name}|${subjectKey(about)}|${period}`;

/** The period of a duty that starts anew: `2026秋-term-1#2`. */
export const repeatedPeriod = (period: string): { base: string; turn: number } => {
  const [base = period, turn = '0'] = period.split('#');
  return { base, turn: Number(turn) };
};
export const isRepeated = (period: string): boolean => repeatedPeriod(period).turn > 0;

export const isLive = (duty: Duty): boolean => duty.state === 'open' || duty.state === 'overdue';

/** A class's day that is over is not answered any more; what belongs to a week or a term is. */
export const isOver = ({ about, period }: Duty, today: Day): boolean =>
  about.class !== undefined && isDay(period) && period !== today;

/** Settles a live duty; after its time it is done late, and stays visible as such (P0-TRUTH). */
export const settle = (duty: Duty, when: Instant, proof: string): Duty => ({
  ...duty,
  state: when > duty.lateAt ? 'done_late' : 'done',
  doneAt: when,
  proof,
  nextAt: null,
});

/** Ends a live duty that cannot be done; the reason is its detail, and it stays visible as not done. */
export const giveUp = (duty: Duty, when: Instant, proof: string): Duty => ({
  ...duty,
  state: 'not_done',
  doneAt: when,
  proof,
  nextAt: null,
});

/** Says what keeps it from being done; nothing about its clock changes. */
export const hinder = (duty: Duty, hindrance: string | null): Duty => ({ ...duty, hindrance });

/** Somebody has taken it on: nobody has to hear that it lies about. The other clock goes on. */
export const takeOn = (duty: Duty, when: Instant): Duty => withSteps({ ...duty, acceptedAt: when }, 'accept');

/** Another person acts from now on, under the same clock. */
export const handOver = (duty: Duty, to: string): Duty => ({ ...duty, actor: to, delegate: to });

/** Without the steps of one kind that are still to come. */
const withSteps = (duty: Duty, without: Step['does']): Duty => {
  const steps = duty.steps.filter((step, place) => place < duty.taken || step.does !== without);
  return { ...duty, steps, nextAt: steps[duty.taken]?.at ?? null };
};

/** Ends a live duty that no longer applies, with the reason. */
export const lapse = (duty: Duty, when: Instant, reason: string): Duty => ({
  ...duty,
  state: 'not_applicable',
  doneAt: when,
  proof: reason,
  nextAt: null,
});

/**
 * Takes every step whose time has come and says which one counts. After an outage several may have passed:
 * they are told once, as the last of them.
 */
export const takeSteps = (duty: Duty, now: Instant): { duty: Duty; taken: Step[] } => {
  const pending = duty.steps.slice(duty.taken);
  const count = pending.findIndex((step) => step.at > now);
  const taken = count === -1 ? pending : pending.slice(0, count);
  const total = duty.taken + taken.length;
  return {
    duty: {
      ...duty,
      taken: total,
      nextAt: duty.steps[total]?.at ?? null,
      state: now >= duty.lateAt ? 'overdue' : 'open',
    },
    taken,
  };
};
