import { createHash } from 'node:crypto';
import type { ClassDay } from '../../domain/attendance/class-day.ts';
import type { Day, Instant } from '../../domain/calendar/time.ts';
import { type CaseFile, isActive, isListed, keptOf } from '../../domain/cases/file.ts';
import type { Decision } from '../../domain/decision.ts';
import type { Duty } from '../../domain/duties/duty.ts';
import type { Fact } from '../../domain/facts/fact.ts';
import type { Directory } from '../../domain/people/directory.ts';
import type { DutyRow } from './duty-row.ts';
import { noticeRows } from './notice-store.ts';
import type { FileRow, Head } from './remembered-school.ts';

/** A decision as rows of the tables. */
export interface DecisionRows {
  facts: object[];
  files: Written<FileRow>[];
  days: Written<{ class: string; day: string; school: string; state: ClassDay }>[];
  duties: Written<DutyRow>[];
  notices: object[];
  stilled: object[];
}

/** A row with the turn of its stream in which it is written. */
type Written<Row> = Row & { turn: number };

/** The rows of a decision about a stream that stands at `head`, and where its facts then end. */
export const rowsOf = (
  stream: string,
  head: Pick<Head, 'seq' | 'hash' | 'turn'>,
  { facts, files, classDays, duties, notices, stilled }: Decision,
  directory: Directory,
  now: Instant,
): { rows: DecisionRows; end: Pick<Head, 'seq' | 'hash' | 'turn'> } => {
  const turn = head.turn + 1;
  const written = <Row extends object>(row: Row): Written<Row> => ({ ...row, turn });
  const { facts: rows, end } = chained(stream, head, facts, directory, now);
  return {
    rows: {
      facts: rows,
      files: fileRows(stream, files, directory).map(written),
      days: classDays.map((day) => written({ class: day.class, day: day.day, school: stream, state: day })),
      duties: dutyRows(stream, duties, directory).map(written),
      notices: noticeRows(stream, notices),
      stilled: stilled.map(({ until, ...one }) => ({ ...one, until: until && new Date(until) })),
    },
    end: { ...end, turn },
  };
};

/** The hash of a fact over the one before it: who changes one line of the ledger changes all that follow. */
export const factHash = (
  previous: string,
  fact: Pick<Fact, 'key' | 'at' | 'by' | 'words' | 'body'>,
): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        previous,
        fact.key,
        fact.at,
        fact.by.person,
        fact.by.role,
        fact.words,
        sorted(fact.body),
      ]),
    )
    .digest('hex');

/** Keys in order, since the database does not keep theirs. */
const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : value !== null && typeof value === 'object'
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, item]) => [key, sorted(item)]),
        )
      : value;

const chained = (
  stream: string,
  head: Pick<Head, 'seq' | 'hash'>,
  facts: readonly Fact[],
  directory: Directory,
  now: Instant,
) => {
  let { seq, hash } = head;
  const rows = facts.map((fact) => {
    const previous = hash;
    seq += 1;
    hash = factHash(previous, fact);
    const student = fact.about.student ?? null;
    return {
      stream,
      seq,
      key: fact.key,
      kind: fact.body.kind,
      student,
      class: directory.classOf(fact.about),
      author: fact.by.person,
      author_role: fact.by.role,
      at: new Date(fact.at),
      recorded_at: new Date(now),
      words: fact.words,
      body: fact.body,
      previous,
      hash,
    };
  });
  return { facts: rows, end: { seq, hash } };
};

const fileRows = (school: string, files: readonly CaseFile[], directory: Directory): FileRow[] =>
  files.map((file) => ({
    student: file.student,
    school,
    class: directory.classOf({ student: file.student }),
    stage: file.stage,
    active: isActive(file),
    listed: isListed(file),
    marked: lastDayOf(file),
    township: file.township,
    state: keptOf(file),
  }));

/** The latest day about which something stands: a mark, or leave that was given. */
const lastDayOf = ({ marks, leaves }: CaseFile): Day | null =>
  [...Object.keys(marks), ...leaves.map(({ until }) => until)].sort().at(-1) ?? null;

const dutyRows = (stream: string, duties: readonly Duty[], directory: Directory): DutyRow[] =>
  duties.map((duty) => ({
    id: duty.id,
    name: duty.name,
    rule: duty.rule,
    stream,
    student: duty.about.student ?? null,
    class: directory.classOf(duty.about),
    period: duty.period,
    role: duty.role,
    actor: duty.actor,
    opened_at: instant(duty.openedAt),
    due_at: instant(duty.dueAt),
    next_at: duty.nextAt === null ? null : instant(duty.nextAt),
    state: duty.state,
    done_at: duty.doneAt === null ? null : instant(duty.doneAt),
    proof: duty.proof,
    policy: duty.policy,
    plan: {
      lateAt: duty.lateAt,
      steps: duty.steps,
      ladder: duty.ladder,
      taken: duty.taken,
      about: duty.about,
      // What nobody has said is not kept.
      delegate: duty.delegate ?? undefined,
      acceptedAt: duty.acceptedAt ?? undefined,
      task: duty.task ?? undefined,
      detail: duty.detail ?? undefined,
      hindrance: duty.hindrance ?? undefined,
      asked: duty.asked ?? undefined,
    },
  }));

const instant = (at: Instant): string => new Date(at).toISOString();
