import type { Day, Instant } from '../../domain/calendar/time.ts';
import type { ToldGuardian } from '../../domain/parents/reached.ts';
import type { Database } from '../client.ts';
import type { Transaction } from './transaction.ts';

interface ToldRow {
  student: string;
  guardian: string;
  state: ToldGuardian['state'];
  at: Date;
  answered_at: Date | null;
}

/** The newest message to each of these guardians about each of these pupils since a day, and what came of it. */
export const guardiansTold = async (
  tx: Transaction,
  { students, guardians }: { students: readonly string[]; guardians: readonly string[] },
  since: Day,
): Promise<ToldGuardian[]> => {
  const rows = await tx.$queryRaw<ToldRow[]>`
    SELECT DISTINCT ON (student, guardian) student, guardian, at, answered_at,
      CASE WHEN state IN ('sent', 'gathered') THEN 'accepted'
        WHEN state IN ('pending', 'sending') THEN 'waiting'
        WHEN state <> 'refused' THEN 'unknown'
        WHEN outcome = 'no_way' THEN 'no_account'
        WHEN outcome LIKE '%not_subscribed%' THEN 'not_subscribed'
        ELSE 'refused' END AS state
    FROM (
      SELECT recipient AS guardian, content->'items'->0->'about'->>'student' AS student, state, outcome,
        coalesce(sent_at, at) AS at, (
          SELECT min(inbox.sent_at) FROM inbox
          WHERE sender = recipient AND inbox.sent_at >= coalesce(notice.sent_at, notice.at)) AS answered_at
      FROM notice
      WHERE recipient = ANY(${[...guardians]}) AND day >= ${since}::date AND role = 'guardian' AND kind <> 'reply'
        AND state NOT IN ('dropped', 'capped')) AS told
    WHERE student = ANY(${[...students]})
    ORDER BY student, guardian, at DESC`;
  return rows.map(({ at, answered_at, ...row }) => ({
    ...row,
    at: at.getTime(),
    answeredAt: answered_at?.getTime() ?? null,
  }));
};

/** A family that a message was meant for and that nobody has heard of since. */
export interface Unheard {
  student: string;
  /** The message's words: `parents/L3`. */
  words: string;
  /** The day it was for; with pupil and words it tells one message from the next. */
  day: Day;
  /** No guardian has it: every way refused. */
  isUnreached: boolean;
}

/**
 * Families to whom something was said between two instants and who have not written since, nor were they reached by the
 * school; one row for both guardians. Whom the class teacher or the village is telephoning or visiting already is left
 * out, as is what these rules ask for, whose child is back or in no case any more (T18), and whom a visit or a call could
 * put in danger (policy.md §6.5).
 */
export const unheardFamilies = async (
  database: Database,
  { from, to, exceptRules }: { from: Instant; to: Instant; exceptRules: readonly string[] },
): Promise<Unheard[]> => {
  const rows = await database.hot.$queryRaw<(Omit<Unheard, 'day'> & { day: Date })[]>`
    WITH told AS (
      SELECT content->'items'->0->'about'->>'student' AS student, content->>'words' AS words, day, state, recipient, at
      FROM notice
      WHERE role = 'guardian' AND kind <> 'reply' AND at >= ${new Date(from)} AND at < ${new Date(to)}
        AND content->>'words' LIKE 'parents/%' AND state IN ('sent', 'gathered', 'refused', 'unknown')
        AND NOT content->'rules' ?| ${[...exceptRules]}::text[])
    SELECT student, words, day, bool_and(state = 'refused') AS "isUnreached" FROM told
    WHERE student IS NOT NULL
    GROUP BY student, words, day
    HAVING NOT bool_or(EXISTS (
        SELECT 1 FROM inbox JOIN guardian ON guardian.person = inbox.sender
        WHERE guardian.student = told.student AND inbox.sent_at >= told.at))
      AND NOT EXISTS (
        SELECT 1 FROM fact WHERE fact.student = told.student AND fact.at >= min(told.at)
          AND (kind = 'family_unheard' OR kind = 'contact' AND body->>'result' = 'reached' OR kind = 'visit' AND NOT EXISTS (
            SELECT 1 FROM fact AS taken WHERE taken.kind = 'visit_withdrawn' AND taken.student = fact.student
              AND taken.body->>'visit' = fact.key)))
      AND NOT EXISTS (
        SELECT 1 FROM case_file WHERE case_file.student = told.student
          AND (jsonb_typeof(state->'family'->'safe') = 'array' OR (state->>'safeguard')::boolean
            OR stage IN ('RETURNED', 'CLOSED') AND state->>'away' IS NULL))
      AND NOT EXISTS (
        SELECT 1 FROM duty WHERE duty.student = told.student AND state IN ('open', 'overdue')
          AND name IN ('P1.R4-PTA/phone', 'P1.R4-PTA/door'))
    ORDER BY day, student, words`;
  return rows.map(({ day, ...row }) => ({ ...row, day: day.toISOString().slice(0, 10) }));
};

/** Pupils whom somebody is telephoning or visiting for, and whose family has written since. */
export const heardAfterAll = async (database: Database): Promise<{ student: string; duty: string }[]> =>
  database.hot.$queryRaw<{ student: string; duty: string }[]>`
    SELECT duty.student, min(duty.id) AS duty FROM duty
    WHERE state IN ('open', 'overdue') AND name IN ('P1.R4-PTA/phone', 'P1.R4-PTA/door') AND EXISTS (
      SELECT 1 FROM guardian JOIN inbox ON inbox.sender = guardian.person
      WHERE guardian.student = duty.student AND inbox.sent_at >= duty.opened_at)
    GROUP BY duty.student`;

/** Why no message reaches a family. */
export type StaleReason = 'no_guardian' | 'no_account' | 'not_subscribed' | 'invalid';

/** A pupil whose family no message of the school reaches. */
export interface StaleContact {
  student: string;
  class: string;
  reason: StaleReason;
  hasPhone: boolean;
}

/**
 * Pupils of a school none of whose guardians can be reached by the school's notices. Nobody where the corp has no parents
 * in its book at all: then it is not families that lack an account.
 */
export const staleContacts = async (
  database: Pick<Transaction, '$queryRaw'>,
  school: string,
): Promise<StaleContact[]> =>
  database.$queryRaw<StaleContact[]>`
    SELECT student.id AS student, student.class,
      CASE WHEN count(guardian.person) = 0 THEN 'no_guardian' WHEN count(account.id) = 0 THEN 'no_account'
        WHEN bool_and(account.id IS NULL OR subscribed IS FALSE) THEN 'not_subscribed' ELSE 'invalid' END AS reason,
      coalesce(bool_or(person.phone IS NOT NULL), false) AS "hasPhone"
    FROM student
      LEFT JOIN guardian ON guardian.student = student.id AND guardian.until IS NULL
      LEFT JOIN person ON person.id = guardian.person
      LEFT JOIN account ON account.person = guardian.person AND channel = 'parent'
    WHERE student.school = ${school} AND student.class IS NOT NULL AND student.until IS NULL
      AND EXISTS (SELECT 1 FROM account WHERE channel = 'parent')
    GROUP BY student.id, student.class
    HAVING NOT coalesce(bool_or(account.id IS NOT NULL AND subscribed IS NOT FALSE AND NOT EXISTS (
        SELECT 1 FROM campaign_parent
        WHERE campaign_parent.person = guardian.person AND campaign_parent.state = 'refused'
          AND campaign_parent.account = account.id)), false)
    ORDER BY student.class, student.id`;

/** Which of these keys are in the ledger already. */
export const knownFacts = async (database: Database, keys: readonly string[]): Promise<Set<string>> => {
  const rows = await database.hot.$queryRaw<
    { key: string }[]
  >`SELECT key FROM fact WHERE key = ANY(${[...keys]})`;
  return new Set(rows.map(({ key }) => key));
};
