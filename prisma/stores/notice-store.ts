import { addDays, at, type Day, dayOf, type Instant } from '../../domain/calendar/time.ts';
import type { Chat } from '../../domain/conversation/chat.ts';
import type { Notice, NoticeKind } from '../../domain/notices/notice.ts';
import type { Role } from '../../domain/people/roles.ts';
import type { Database } from '../client.ts';
import { Prisma } from '../generated/client.ts';
import type { Transaction } from './transaction.ts';

/** As many notices to one person about one matter a day as the database allows (`notice_daily_cap`). */
const DAILY_CAP = 12;

/** As many notices as are taken out of the outbox at a time. */
export const CLAIMED_TOGETHER = 200;

/** How often a notice is given out again after whoever had taken it died; then it stays in sight of the audit. */
export const MOST_CLAIMS = 8;

/** Puts notices of no school's own into the outbox; a key that exists is not said again. */
export const putNotices = async (database: Database, notices: readonly Notice[]): Promise<void> => {
  if (notices.length === 0) return;
  const rows = JSON.stringify(noticeRows('', notices));
  await database.$executeRaw(insertNotices(Prisma.sql`SELECT ${rows}::jsonb`));
};

/** Notices as rows of the outbox. */
export const noticeRows = (stream: string, notices: readonly Notice[]) =>
  notices.map((notice) => ({
    key: notice.key,
    recipient: notice.to,
    role: notice.role,
    kind: notice.kind,
    stream,
    matter: notice.matter,
    day: dayOf(notice.at),
    content: contentOf(notice),
    duties: notice.duties,
    at: new Date(notice.at),
    send_at: new Date(notice.sendAt),
    urgent: notice.urgent,
  }));

/**
 * The statement that puts `rows` (a query for one JSON array) into the outbox. A key that exists is not said again.
 * The ordinal within person, matter and day is unique and capped by the database; what goes over the cap is kept,
 * visibly unsent.
 */
export const insertNotices = (rows: Prisma.Sql): Prisma.Sql => Prisma.sql`
  INSERT INTO notice (key, recipient, role, kind, stream, matter, day, ordinal, content, duties, at, send_at, urgent, state)
  SELECT key, recipient, role, kind, stream, matter, day, CASE WHEN turn <= ${DAILY_CAP} THEN turn END,
    content, duties, at, send_at, urgent, CASE WHEN turn <= ${DAILY_CAP} THEN 'pending' ELSE 'capped' END
  FROM (
    SELECT fresh.*, (
      SELECT coalesce(max(ordinal), 0) FROM notice
      WHERE notice.recipient = fresh.recipient AND notice.matter = fresh.matter AND notice.day = fresh.day
    ) + row_number() OVER (PARTITION BY recipient, matter, day) AS turn
    FROM jsonb_to_recordset((${rows})) AS fresh(
      key text, recipient text, role text, kind text, stream text, matter text, day date, content jsonb,
      duties text[], at timestamptz, send_at timestamptz, urgent boolean)
  ) AS counted
  ON CONFLICT (key) DO NOTHING`;

/** The message that a notice answers, if it must find its way back to a conversation. */
export interface Answers {
  messageId: string;
  place: Chat;
  /** What may be said in a group in its stead. */
  brief: string | null;
}

type Content = Pick<Notice, 'words' | 'rules' | 'items' | 'options' | 'values' | 'late' | 'file' | 'room'> & {
  answers?: Answers | null;
  /** Duties that the short replies of an answer settle; a notice's are those of its items. */
  offered?: readonly string[];
};

const contentOf = ({ words, rules, items, options, values, late, file, room }: Notice): Content => ({
  words,
  rules,
  items,
  options,
  values,
  late,
  file,
  ...(room ? { room } : {}),
});

/** A notice taken out of the outbox for sending. */
export interface Outgoing extends Content {
  id: bigint;
  key: string;
  to: string;
  role: Role;
  kind: NoticeKind;
  at: Instant;
  sendAt: Instant;
  urgent: boolean;
  attempts: number;
  /** When a limit or a lost connection first put it off. */
  putOffAt: Instant | null;
  text: string | null;
  /** The recording of its words, as a file, for a reader who likes to listen. */
  recording?: string;
  /** The key of the digest it was about to go out in, if an earlier sending was cut off. */
  digest: string | null;
}

interface OutgoingRow {
  id: bigint;
  key: string;
  recipient: string;
  role: Role;
  kind: NoticeKind;
  at: Date;
  send_at: Date;
  urgent: boolean;
  attempts: number;
  put_off_at: Date | null;
  text: string | null;
  digest: string | null;
  content: Content;
}

const outgoing = ({ recipient, send_at, put_off_at, content, at, ...row }: OutgoingRow): Outgoing => ({
  ...row,
  ...content,
  to: recipient,
  at: at.getTime(),
  sendAt: send_at.getTime(),
  putOffAt: put_off_at?.getTime() ?? null,
});

/** Of notices whose time has come: those that wait, and those that whoever had taken them has left behind. */
const IS_FREE = Prisma.sql`state IN ('pending', 'sending') AND (state = 'pending'
  OR claimed_at < clock_timestamp() - interval '30 seconds' AND attempts < ${MOST_CLAIMS})`;

/** Somebody for whom something waits in the outbox. */
export interface Waiting {
  person: string;
  urgent: boolean;
}

/** People for whom something may be sent by `now`, or whose sending was never confirmed. */
export const waitingRecipients = async (
  database: Database,
  now: Instant,
  limit: number,
): Promise<Waiting[]> =>
  database.hot.$queryRaw<Waiting[]>`
    SELECT recipient AS person, bool_or(urgent) AS urgent FROM notice
    WHERE send_at <= ${new Date(now)} AND ${IS_FREE}
    GROUP BY recipient ORDER BY bool_or(urgent) DESC, min(send_at) LIMIT ${limit}`;

/**
 * Of each notice in `due` what is still wanted: not an item whose duty is settled, where the notice rests on it, nor one
 * whose duty no longer applies, unless it tells just that, nor one of an absence that is over (T18, policy.md §6.2) or of a day that is. What answers somebody's own
 * message is always wanted. The duties and files are asked for one by one: joined, the planner goes through all of the
 * county; and each notice's items beside it, or they would all be weighed anew for every notice.
 */
const weighedOn = (today: Day): Prisma.Sql => Prisma.sql`
  weighed AS (
    SELECT due.id, due.was, NOT coalesce(bool_or(wanted), true) AS unwanted, bool_or(NOT wanted) AS less,
      jsonb_agg(item ORDER BY place) FILTER (WHERE wanted) AS items
    FROM due LEFT JOIN LATERAL (
      SELECT place, item, CASE
        WHEN item->>'duty' = ANY(due.duties)
          THEN coalesce((SELECT duty.state IN ('open', 'overdue') FROM duty WHERE duty.id = item->>'duty'), false)
        ELSE (due.content->>'words' = 'not_applicable'
          OR NOT coalesce((SELECT duty.state = 'not_applicable' FROM duty WHERE duty.id = item->>'duty'), false))
          AND NOT coalesce(item ? 'whileAway' AND (
            SELECT stage IN ('ENROLLED', 'RETURNED', 'CLOSED') AND case_file.state->>'away' IS NULL
            FROM case_file WHERE student = item->'about'->>'student'), false)
          AND coalesce(item->>'onlyOn' >= ${today}, true)
        END AS wanted
      FROM jsonb_array_elements(due.content->'items') WITH ORDINALITY AS told(item, place)) AS told
      ON due.kind <> 'reply'
    GROUP BY due.id, due.was)`;

/**
 * Takes what these people are to be told now, and looks once more what of it is still wanted (`weighedOn`): an item that
 * is not is left out, and a notice with none left is dropped. What a dead process had taken is given out again once.
 * One statement, so no other worker takes the same. Without `recipients`, everything that is due.
 */
export const claimNotices = async (
  database: Database,
  now: Instant,
  recipients: readonly string[] | null = null,
): Promise<Outgoing[]> => {
  const rows = await database.hot.$queryRaw<(OutgoingRow & { state: string })[]>`
    WITH due AS (
      SELECT id, state AS was, kind, duties, content FROM notice
      WHERE (${recipients === null} OR recipient = ANY(${recipients ?? []}))
        AND send_at <= ${new Date(now)} AND ${IS_FREE}
      ORDER BY urgent DESC, id LIMIT ${CLAIMED_TOGETHER} FOR UPDATE SKIP LOCKED),
    ${weighedOn(dayOf(now))}
    UPDATE notice SET
      state = CASE WHEN unwanted THEN 'dropped' ELSE 'sending' END,
      outcome = CASE WHEN NOT unwanted THEN outcome WHEN was = 'pending' THEN 'settled before it was sent'
        ELSE 'settled before it was sent once more' END,
      content = CASE WHEN less AND NOT unwanted THEN content || jsonb_build_object('items', items, 'rules', (
        SELECT jsonb_agg(rule ORDER BY place) FROM (
          SELECT item->>'rule' AS rule, min(place) AS place
          FROM jsonb_array_elements(items) WITH ORDINALITY AS kept(item, place) GROUP BY item->>'rule') AS rules))
        ELSE content END,
      claimed_at = clock_timestamp(), attempts = attempts + 1
    FROM weighed WHERE weighed.id = notice.id
    RETURNING notice.id, key, recipient, role, kind, at, send_at, urgent, attempts, put_off_at, text, content, state,
      outcome AS digest`;
  return rows
    .filter(({ state }) => state === 'sending')
    .map(outgoing)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
};

/** Puts back what found no place in somebody's day, to go out from `until` on; it was not tried. */
export const holdNotices = async (
  database: Database,
  held: readonly { id: bigint; until: Instant }[],
): Promise<void> => {
  if (held.length === 0) return;
  const rows = held.map(({ id, until }) => ({ id: id.toString(), until: new Date(until) }));
  await database.hot.$executeRaw`
    UPDATE notice SET state = 'pending', send_at = held.until, attempts = attempts - 1
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS held(id bigint, until timestamptz)
    WHERE notice.id = held.id`;
};

/** Remembers which notices go out in which digests before these are sent, so that a second sending is the same message. */
export const keepDigests = async (
  database: Database,
  digests: readonly { key: string; ids: readonly bigint[] }[],
): Promise<void> => {
  if (digests.length === 0) return;
  const rows = digests.flatMap(({ key, ids }) => ids.map((id) => ({ id: id.toString(), key })));
  await database.hot.$executeRaw`
    UPDATE notice SET outcome = digest.key FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS digest(id bigint, key text)
    WHERE notice.id = digest.id`;
};

/** What became of a sending: as sent, or why not; `gathered` went out inside another message. */
export interface Outcome {
  id: bigint;
  state: 'sent' | 'refused' | 'unknown' | 'gathered' | 'pending' | 'dropped';
  text: string | null;
  /** Of what was sent, the way by which it went. */
  reason: string | null;
  /** When it may be tried again; for `pending` alone. */
  again?: Instant;
}

export const markNotices = async (
  database: Database,
  outcomes: readonly Outcome[],
  now: Instant,
): Promise<void> => {
  if (outcomes.length === 0) return;
  const rows = outcomes.map(({ id, again, ...outcome }) => ({
    ...outcome,
    id: id.toString(),
    again: again === undefined ? null : new Date(again),
  }));
  await database.hot.$executeRaw`
    UPDATE notice SET state = result.state, outcome = result.reason, text = coalesce(result.text, notice.text),
      sent_at = CASE WHEN result.state IN ('sent', 'gathered') THEN ${new Date(now)}::timestamptz END,
      send_at = coalesce(result.again, send_at),
      put_off_at = CASE WHEN result.state = 'pending' THEN coalesce(put_off_at, ${new Date(now)}) ELSE put_off_at END,
      attempts = CASE WHEN result.state = 'pending' THEN attempts - 1 ELSE attempts END
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS result(id bigint, state text, text text, reason text, again timestamptz)
    WHERE notice.id = result.id`;
};

/** The duties that the buttons under a notice settle; null when there is no such notice for this person. */
export const dutiesOffered = async (
  tx: Transaction,
  key: string,
  person: string,
): Promise<readonly string[] | null> => {
  const [row] = await tx.$queryRaw<{ content: Content }[]>`
    SELECT content FROM notice WHERE key = ${key} AND recipient = ${person}`;
  return row ? dutiesIn(row.content) : null;
};

/** What the short reply of this key says under a notice; null when it is not offered there. */
export const labelOffered = async (
  database: Database,
  notice: string,
  key: string,
): Promise<string | null> => {
  const [row] = await database.hot.$queryRaw<{ content: Content }[]>`
    SELECT content FROM notice WHERE key = ${notice}`;
  return row?.content.options.find((option) => option.key === key)?.label ?? null;
};

/** What a day's messages to a person offered under one number, the latest first; `label` is null where it merely stands in a list. */
export const offeringsOf = async (
  tx: Transaction,
  { person, day, key }: { person: string; day: Day; key: string },
): Promise<{ at: Instant; label: string | null }[]> => {
  const rows = await tx.$queryRaw<{ at: Date; content: Content }[]>`
    SELECT at, content FROM notice
    WHERE recipient = ${person} AND day = ${day}::date AND state IN ('pending', 'sending', 'sent')
      AND (content->'options' @> ${JSON.stringify([{ key }])}::jsonb OR text ~ ${`(^|\n)[ ·]*${key}[ .、．]`})
    ORDER BY at DESC, id DESC LIMIT 9`;
  return rows.map(({ at, content }) => ({
    at: at.getTime(),
    label: content.options.find((option) => option.key === key)?.label ?? null,
  }));
};

/** The duties a notice speaks of, or its short replies settle. */
export const dutiesIn = ({ items, offered = [] }: Pick<Content, 'items' | 'offered'>): string[] => [
  ...new Set([...items.flatMap(({ duty }) => duty ?? []), ...offered]),
];

export interface GroupNotice {
  key: string;
  to: string;
  kind: NoticeKind;
  /** The words, or what they are made of. */
  text?: string;
  words?: string;
  values?: Notice['values'];
  /** The message that the group's line answers. */
  answers?: Answers;
  at: Instant;
}

/** Puts a notice for a whole group into the outbox: nobody's, so without a role. A key that exists is not said again. */
export const putGroupNotice = async (
  database: Database,
  { key, to, kind, text = '', words = 'reply', values = {}, answers, at }: GroupNotice,
): Promise<void> => {
  const content: Content = {
    ...{ words, rules: [], items: [], options: [], values, late: false, file: null },
    ...(answers ? { answers } : {}),
  };
  await database.hot.$executeRaw`
    INSERT INTO notice (key, recipient, role, kind, stream, matter, day, ordinal, content, duties, at, send_at, urgent,
      state, text)
    VALUES (${key}, ${to}, '', ${kind}, '', ${key}, ${dayOf(at)}::date, 1, ${JSON.stringify(content)}::jsonb, '{}',
      ${new Date(at)}, ${new Date(at)}, false, 'pending', ${text === '' ? null : text})
    ON CONFLICT (key) DO NOTHING`;
};

/** What these guardians have been sent today. */
export const sentToday = async (
  database: Database,
  guardians: readonly string[],
  now: Instant,
): Promise<{ to: string; key: string; student: string | null; words: string }[]> => {
  if (guardians.length === 0) return [];
  const today = dayOf(now);
  return database.hot.$queryRaw`
    SELECT recipient AS "to", key, content->'items'->0->'about'->>'student' AS student, content->>'words' AS words
    FROM notice
    WHERE recipient = ANY(${[...guardians]}) AND role = 'guardian' AND kind <> 'reply' AND state = 'sent'
      AND day >= ${addDays(today, -LONGEST_WAIT)}::date AND sent_at >= ${new Date(at(today, '00:00'))}`;
};

/** As many days as a message to a family may have waited for a place or for the morning. */
const LONGEST_WAIT = 7;
