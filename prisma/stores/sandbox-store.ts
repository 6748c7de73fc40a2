import { z } from 'zod';
import type { Instant } from '../../domain/calendar/time.ts';
import type { NoticeKind, NoticeOption } from '../../domain/notices/notice.ts';
import type { Database } from '../client.ts';
import { withoutGuards } from './append-only.ts';

/** The sandbox's clock as it is kept: `at` was true at the real instant `real`, and goes on at `play` to 1. */
export interface ClockRow {
  at: Instant;
  /** Product seconds per real second; 0 stands still. */
  play: number;
  real: Instant;
}

/** The kept clock; null before the sandbox was ever started. */
export const readClock = async (database: Database): Promise<ClockRow | null> => {
  const row = await database.sandboxClock.findUnique({ where: { id: 1 } });
  return row && { at: row.at.getTime(), play: row.play, real: row.real.getTime() };
};

/** Sets the clock; without `play` it keeps its speed. */
export const writeClock = async (
  database: Database,
  { at, real, play }: Pick<ClockRow, 'at' | 'real'> & Partial<ClockRow>,
): Promise<void> => {
  const row = { at: new Date(at), real: new Date(real) };
  await database.sandboxClock.upsert({
    where: { id: 1 },
    create: { id: 1, ...row, play: play ?? 0 },
    update: play === undefined ? row : { ...row, play },
  });
};

/** One bubble of a chat. `key` makes it unique; `paper` is the id of a row of `paper`, `recording` a file. */
export interface ChatLine {
  key: string;
  person: string;
  from: 'person' | 'bot';
  text: string;
  at: Instant;
  kind: NoticeKind | null;
  rules: readonly string[];
  options: readonly NoticeOption[];
  paper: string | null;
  recording: string | null;
}

/** Puts a line into a chat, once per key; false when it was there already. */
export const addLine = async (database: Database, line: ChatLine): Promise<boolean> => {
  const { key, person, from, text, at, kind, rules, options, paper, recording } = line;
  const count = await database.$executeRaw`
    INSERT INTO sandbox_line (key, person, "from", text, at, kind, rules, options, paper, recording)
    VALUES (${key}, ${person}, ${from}, ${text}, ${new Date(at)}, ${kind}, ${[...rules]}::text[],
      ${JSON.stringify(options)}::jsonb, ${paper}, ${recording})
    ON CONFLICT (key) DO NOTHING`;
  return count === 1;
};

const optionsSchema = z.array(z.object({ key: z.string(), label: z.string() }));

/** A line as it was kept, with its place in the order of all lines. */
export interface KeptLine extends ChatLine {
  id: bigint;
}

interface LineRow {
  id: bigint;
  key: string;
  person: string;
  from: string;
  text: string;
  at: Date;
  kind: string | null;
  rules: string[];
  options: unknown;
  paper: string | null;
  recording: string | null;
}

const keptLine = ({ at, options, from, kind, ...row }: LineRow): KeptLine => ({
  ...row,
  from: from === 'person' ? 'person' : 'bot',
  kind: kind as NoticeKind | null,
  at: at.getTime(),
  options: optionsSchema.parse(options ?? []),
});

/** The line under a key; null when there is none. */
export const lineByKey = async (database: Database, key: string): Promise<KeptLine | null> => {
  const row = await database.sandboxLine.findUnique({ where: { key } });
  return row && keptLine(row);
};

/** The line of this number; null when there is none. */
export const lineById = async (database: Database, id: bigint): Promise<KeptLine | null> => {
  const row = await database.sandboxLine.findUnique({ where: { id } });
  return row && keptLine(row);
};

/** The newest lines of a person's chat, oldest first. */
export const chatLines = async (database: Database, person: string, limit = 200): Promise<KeptLine[]> => {
  const rows = await database.sandboxLine.findMany({
    where: { person },
    orderBy: { id: 'desc' },
    take: limit,
  });
  return rows.reverse().map(keptLine);
};

/** Marks what a person was shown as seen; returns how many lines had not been. */
export const markSeen = async (database: Database, person: string, upTo: bigint): Promise<number> => {
  const { count } = await database.sandboxLine.updateMany({
    where: { person, id: { lte: upTo }, from: 'bot', seen: false },
    data: { seen: true },
  });
  return count;
};

/** How a person's chat looks in the list of people. */
export interface ChatSummary {
  person: string;
  unread: number;
  preview: string;
  lastAt: Instant;
}

const PREVIEW_CHARACTERS = 60;

/** The chats in which anything was said. */
export const chatSummaries = async (database: Database): Promise<Map<string, ChatSummary>> => {
  const rows = await database.$queryRaw<{ person: string; unread: number; text: string; at: Date }[]>`
    SELECT chat.person, chat.unread, left(line.text, ${PREVIEW_CHARACTERS}) AS text, line.at
    FROM (SELECT person, max(id) AS last, (count(*) FILTER (WHERE "from" = 'bot' AND NOT seen))::int AS unread
      FROM sandbox_line GROUP BY person) AS chat
    JOIN sandbox_line AS line ON line.id = chat.last`;
  const summaries = rows.map(({ person, unread, text, at }) => ({
    person,
    unread,
    preview: text.replace(/\s+/g, ' ').trim(),
    lastAt: at.getTime(),
  }));
  return new Map(summaries.map((summary) => [summary.person, summary]));
};

/** Whether a paper was sent to a person in the chat. */
export const receivedPaper = async (database: Database, person: string, paper: string): Promise<boolean> =>
  (await database.sandboxLine.findFirst({ where: { person, paper, from: 'bot' }, select: { id: true } })) !==
  null;

/** What shows that something changed, whichever process did it. */
export interface Pulse {
  /** The newest line; 0 when nothing was said yet. */
  line: bigint;
  /** Changes whenever a school's ledger or wake-up time does. */
  ledger: string;
  clock: string;
}

export const readPulse = async (database: Database): Promise<Pulse> => {
  const [row] = await database.$queryRaw<Pulse[]>`
    SELECT (SELECT coalesce(max(id), 0) FROM sandbox_line) AS line,
      (SELECT concat_ws('/', count(*), sum(seq), sum(extract(epoch FROM next_at))) FROM stream) AS ledger,
      (SELECT concat_ws('/', max(at), max(play)) FROM sandbox_clock) AS clock`;
  if (!row) throw new Error('a query without FROM gave no row');
  return row;
};

/** Ids and chats of the lines after `after`, in order. */
export const linesAfter = async (
  database: Database,
  after: bigint,
): Promise<{ id: bigint; person: string }[]> =>
  database.sandboxLine.findMany({
    where: { id: { gt: after } },
    orderBy: { id: 'asc' },
    select: { id: true, person: true },
  });

/**
 * Empties everything that happened, for the sandbox alone: people stay, the clock goes to `start`. The guards that
 * keep facts and frozen figures from being deleted are lifted for this one transaction.
 */
export const wipeSandbox = async (database: Database, start: Instant): Promise<void> => {
  await database.$transaction(async (tx) => {
    await withoutGuards(tx, async () => {
      await tx.$executeRaw`
        TRUNCATE fact, case_file, class_day, duty, notice, inbox, conversation, paper, handout, look, closure, snapshot,
          snapshot_cell, comparison_run, listed_child, survey, survey_row, twelve_phone, sandbox_line, daily_message`;
    });
    // What falls on `start` itself is still to come.
    await tx.$executeRaw`
      UPDATE stream SET seq = 0, turn = turn + 1, rewritten = turn + 1, hash = '', ticked_at = ${new Date(start - 1)}, next_at = ${new Date(start)}`;
    await tx.$executeRaw`
      INSERT INTO sandbox_clock (id, at, play, real) VALUES (1, ${new Date(start)}, 0, now())
      ON CONFLICT (id) DO UPDATE SET at = excluded.at, play = 0, real = excluded.real`;
  });
};
