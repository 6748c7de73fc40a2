import type { Instant } from '../../domain/calendar/time.ts';
import type { Duty, Step } from '../../domain/duties/duty.ts';
import type { Role } from '../../domain/people/roles.ts';

/** A duty as `to_json` gives it. */
export interface DutyRow {
  id: string;
  name: string;
  rule: string;
  student: string | null;
  class: string | null;
  stream: string;
  period: string;
  role: Role;
  actor: string | null;
  opened_at: string;
  due_at: string;
  next_at: string | null;
  state: Duty['state'];
  done_at: string | null;
  proof: string | null;
  policy: string;
  plan: { lateAt: number; steps: Step[]; ladder: Role[]; taken: number; about: Duty['about'] } & {
    [Key in 'delegate' | 'acceptedAt' | 'task' | 'detail' | 'hindrance' | 'asked']?: Duty[Key] | undefined;
  };
}

const time = (text: string): Instant => Date.parse(text);

export const dutyOf = (row: DutyRow): Duty => ({
  id: row.id,
  name: row.name,
  rule: row.rule,
  about: row.plan.about,
  period: row.period,
  role: row.role,
  actor: row.actor,
  delegate: row.plan.delegate ?? null,
  openedAt: time(row.opened_at),
  dueAt: time(row.due_at),
  lateAt: row.plan.lateAt,
  steps: row.plan.steps,
  ladder: row.plan.ladder,
  taken: row.plan.taken,
  nextAt: row.next_at === null ? null : time(row.next_at),
  state: row.state,
  acceptedAt: row.plan.acceptedAt ?? null,
  doneAt: row.done_at === null ? null : time(row.done_at),
  proof: row.proof,
  task: row.plan.task ?? null,
  detail: row.plan.detail ?? null,
  hindrance: row.plan.hindrance ?? null,
  asked: row.plan.asked ?? null,
  policy: row.policy,
});
