import type { Day, Instant } from '../../domain/calendar/time.ts';
import { firstNoticeMatter, noticeGivenKey } from '../../domain/parents/first-notice.ts';
import type { Database } from '../client.ts';
import type { Transaction } from './transaction.ts';

/**
 * Guardians who have not had this version of the first notice and are in touch: they wrote, or had some other text, on a
 * day before `today`, or a child of theirs is in one of these schools. Whoever cannot be reached is left out, as long as
 * anybody's account is known; so is the family of a child whose whereabouts are unknown: then the child comes first.
 */
export const guardiansWithoutNotice = async (
  database: Database,
  { version, today, schools }: { version: string; today: Day; schools: readonly string[] },
): Promise<string[]> => {
  // The few who have not had it are looked up one by one: what the year has brought is not read through for them.
  const rows = await database.hot.$queryRaw<{ person: string }[]>`
    WITH untold AS MATERIALIZED (
      SELECT guardian.person, bool_or(student.school = ANY(${[...schools]})) AS begins
      FROM guardian JOIN student ON student.id = guardian.student
      WHERE guardian.until IS NULL AND student.class IS NOT NULL AND student.until IS NULL
        AND NOT EXISTS (
          SELECT 1 FROM fact
          WHERE kind = 'notice_given' AND key = ${noticeGivenKey(version, '')} || guardian.person)
      GROUP BY guardian.person
    )
    SELECT person FROM untold
      LEFT JOIN LATERAL (
        SELECT true AS yes FROM inbox
        WHERE sender = person AND sent_at < ${today}::date::timestamp AT TIME ZONE 'Asia/Shanghai' LIMIT 1
      ) AS wrote ON NOT begins
      LEFT JOIN LATERAL (
        SELECT true AS yes FROM notice
        WHERE recipient = person AND role = 'guardian' AND kind <> 'reply' AND state = 'sent' AND day < ${today}::date
        LIMIT 1
      ) AS had ON NOT begins AND wrote.yes IS NULL
    WHERE (begins OR wrote.yes OR had.yes)
      AND NOT EXISTS (
        SELECT 1 FROM notice
        WHERE recipient = untold.person AND matter = ${firstNoticeMatter(version)} AND matter LIKE 'notice_given|%'
          AND (state IN ('pending', 'sending', 'sent', 'unknown') OR day = ${today}::date))
      AND (NOT EXISTS (SELECT 1 FROM account)
        OR EXISTS (SELECT 1 FROM account WHERE account.person = untold.person AND subscribed IS NOT FALSE))
      AND NOT EXISTS (
        SELECT 1 FROM guardian AS own JOIN case_file ON case_file.student = own.student
        WHERE own.person = untold.person AND own.until IS NULL AND (case_file.state->>'missing')::boolean)
    ORDER BY person`;
  return rows.map(({ person }) => person);
};

/** Who was sent it and is not in the ledger yet, by which way and when. */
export const noticesToEnter = async (
  database: Database,
  version: string,
): Promise<{ person: string; channel: string; at: Instant }[]> => {
  const rows = await database.hot.$queryRaw<{ person: string; channel: string | null; at: Date }[]>`
    SELECT recipient AS person, outcome AS channel, sent_at AS at FROM notice
    WHERE recipient IN (SELECT person FROM guardian) AND matter = ${firstNoticeMatter(version)}
      AND matter LIKE 'notice_given|%' AND state = 'sent'
      AND NOT EXISTS (
        SELECT 1 FROM fact WHERE kind = 'notice_given' AND key = ${noticeGivenKey(version, '')} || recipient)
    ORDER BY recipient`;
  return rows.map(({ channel, at, ...row }) => ({ ...row, channel: channel ?? 'unknown', at: at.getTime() }));
};

/** Whether a guardian has had this version, as far as the ledger knows. */
export const hasHadNotice = async (tx: Transaction, version: string, person: string): Promise<boolean> => {
  const rows = await tx.$queryRaw<{ key: string }[]>`
    SELECT key FROM fact WHERE key = ${noticeGivenKey(version, person)}`;
  return rows.length > 0;
};
