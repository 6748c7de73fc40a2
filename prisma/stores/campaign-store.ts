import { type Day, dayOf, type Instant } from '../../domain/calendar/time.ts';
import type { LeftAlone, LeftOut, Parent, PlannedCall } from '../../domain/parents/campaign.ts';
import type { Reached } from '../../domain/parents/reached.ts';
import type { Role } from '../../domain/people/roles.ts';
import type { Database } from '../client.ts';
import type { Transaction } from './transaction.ts';

/** One text to all parents of a place, let go out by a named person. */
export interface Campaign {
  id: string;
  text: string;
  season: string;
  place: string;
  author: string;
  role: Role;
  at: Instant;
  first: Day;
  days: number;
  /** The day of which the text speaks, if it speaks of one. */
  day: Day | null;
}

export interface PlannedCampaign {
  campaign: Campaign;
  calls: readonly PlannedCall[];
  leftOut: readonly { parent: Parent; why: LeftOut }[];
}

/** As many rows as one statement takes. */
const ROWS = 5000;

/**
 * Keeps a campaign whole or not at all. Whoever has had the text this season, or is about to, stays with the campaign that
 * brings it; whom it did not reach then gets another chance.
 */
export const keepCampaign = async (
  database: Database,
  { campaign, calls, leftOut }: PlannedCampaign,
): Promise<void> => {
  const { id, text, season, place, author, role, at, first, days, day } = campaign;
  await database.hot.transaction(async (tx) => {
    await tx.$executeRaw`
      INSERT INTO campaign (id, text, season, place, author, role, at, first, days, day)
      VALUES (${id}, ${text}, ${season}, ${place}, ${author}, ${role}, ${new Date(at)}, ${first}::date, ${days},
        ${day}::date)`;
    const rows = calls.map((call, ordinal) => ({
      ...{ ordinal, school: call.school, class: call.class, send_at: new Date(call.at) },
    }));
    await tx.$executeRaw`
      INSERT INTO campaign_call (campaign, ordinal, school, class, send_at, state)
      SELECT ${id}, ordinal, school, class, send_at, 'open'
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS call(ordinal int, school text, class text, send_at timestamptz)`;
    const parents = [
      ...calls.flatMap((call, ordinal) =>
        call.parents.map((parent) => ({ ...parent, ordinal, state: 'waiting' })),
      ),
      ...leftOut.map(({ parent, why }) => ({ ...parent, ordinal: null, state: why })),
    ];
    for (let from = 0; from < parents.length; from += ROWS)
      await tx.$executeRaw`
        INSERT INTO campaign_parent AS known (text, season, person, campaign, school, class, ordinal, state, at)
        SELECT ${text}, ${season}, person, ${id}, school, class, ordinal, state, ${new Date(at)}
        FROM jsonb_to_recordset(${JSON.stringify(parents.slice(from, from + ROWS))}::jsonb)
          AS parent(person text, school text, class text, ordinal int, state text)
        ON CONFLICT (text, season, person) DO UPDATE SET campaign = excluded.campaign, school = excluded.school,
          class = excluded.class, ordinal = excluded.ordinal, state = excluded.state, reason = NULL, at = excluded.at
        WHERE known.state NOT IN ('waiting', 'accepted', 'unknown')`;
  });
};

/** Who has had this text this season, or is about to, in whatever campaign. */
export const toldBefore = async (database: Database, text: string, season: string): Promise<Set<string>> => {
  const rows = await database.hot.$queryRaw<{ person: string }[]>`
    SELECT person FROM campaign_parent
    WHERE text = ${text} AND season = ${season} AND state IN ('waiting', 'accepted', 'unknown')`;
  return new Set(rows.map(({ person }) => person));
};

/** Where these people are in the school's address book, and whether they follow its notices; by person. */
export const parentAccounts = async (
  database: Database,
  people: readonly string[],
): Promise<Map<string, { id: string; subscribed: boolean | null }>> => {
  const rows = await database.hot.$queryRaw<{ person: string; id: string; subscribed: boolean | null }[]>`
    SELECT DISTINCT ON (person) person, id, subscribed FROM account
    WHERE channel = 'parent' AND person = ANY(${[...people]}) ORDER BY person, subscribed DESC NULLS LAST, id`;
  return new Map(rows.map(({ person, ...account }) => [person, account]));
};

interface CampaignRow extends Omit<Campaign, 'at' | 'first' | 'day'> {
  at: Date;
  first: Date;
  day: Date | null;
}

/** The campaign of this text, season and place that has not come to its end; null when there is none. */
export const runningCampaign = async (
  database: Database,
  { text, season, place }: Pick<Campaign, 'text' | 'season' | 'place'>,
): Promise<Campaign | null> => {
  const [row] = await database.hot.$queryRaw<CampaignRow[]>`
    SELECT id, text, season, place, author, role, at, first, days, day FROM campaign
    WHERE text = ${text} AND season = ${season} AND place = ${place} AND EXISTS (
      SELECT 1 FROM campaign_call WHERE campaign = campaign.id AND state IN ('open', 'tried'))
    LIMIT 1`;
  return row ? campaignOf(row) : null;
};

const campaignOf = ({ at, first, day, ...row }: CampaignRow): Campaign => ({
  ...row,
  at: at.getTime(),
  first: dayIn(first),
  day: day && dayIn(day),
});

/** A column that holds a day. */
const dayIn = (column: Date): Day => column.toISOString().slice(0, 10);

/** A request that is due. */
export interface DueCall {
  campaign: string;
  ordinal: number;
  text: string;
  season: string;
  place: string;
  author: string;
  role: Role;
  first: Day;
  days: number;
  day: Day | null;
  school: string;
  class: string;
  /** Null while it was never tried. */
  body: string | null;
  /** The first try, by the real clock. */
  triedAt: Instant | null;
}

interface CallRow extends Omit<DueCall, 'triedAt' | 'first' | 'day'> {
  tried_at: Date | null;
  first: Date;
  day: Date | null;
}

/** The next request to be made by `now`, the oldest first; null when nothing is due. */
export const nextCall = async (database: Database, now: Instant): Promise<DueCall | null> => {
  const [row] = await database.hot.$queryRaw<CallRow[]>`
    SELECT campaign, ordinal, text, season, place, author, role, first, days, day, school, class, body, tried_at
    FROM campaign_call JOIN campaign ON campaign.id = campaign_call.campaign
    WHERE state IN ('open', 'tried') AND send_at <= ${new Date(now)}
    ORDER BY send_at, campaign, ordinal LIMIT 1`;
  if (!row) return null;
  const { tried_at, first, day, ...call } = row;
  return { ...call, triedAt: tried_at?.getTime() ?? null, first: dayIn(first), day: day && dayIn(day) };
};

type CallId = Pick<DueCall, 'campaign' | 'ordinal'>;

/** Puts a request off. Nothing of it is lost: its parents wait with it. */
export const putOffCall = async (
  database: Database,
  { campaign, ordinal }: CallId,
  until: Instant,
): Promise<void> => {
  await database.hot.$executeRaw`
    UPDATE campaign_call SET send_at = ${new Date(until)} WHERE campaign = ${campaign} AND ordinal = ${ordinal}`;
};

/** Whom a request is for, in the order of their ids. */
export const waitingParents = async (
  database: Database,
  { campaign, ordinal }: CallId,
): Promise<string[]> => {
  const rows = await database.hot.$queryRaw<{ person: string }[]>`
    SELECT person FROM campaign_parent
    WHERE campaign = ${campaign} AND ordinal = ${ordinal} AND state = 'waiting' ORDER BY person`;
  return rows.map(({ person }) => person);
};

/** Which of these have had, or are about to have, other news today as a guardian. */
export const toldToday = async (
  database: Database,
  people: readonly string[],
  now: Instant,
): Promise<Set<string>> => {
  const rows = await database.hot.$queryRaw<{ recipient: string }[]>`
    SELECT DISTINCT recipient FROM notice
    WHERE recipient = ANY(${[...people]}) AND day = ${dayOf(now)}::date AND role = 'guardian' AND kind <> 'reply'
      AND state IN ('pending', 'sending', 'sent', 'unknown')`;
  return new Set(rows.map(({ recipient }) => recipient));
};

/** What is decided about the parents of a request when it is first made. */
export interface Begun {
  body: string | null;
  addressed: readonly { person: string; account: string }[];
  leftOut: readonly { person: string; why: LeftOut | 'busy' | 'gone' }[];
  /** Who gets a request of their own: they are told in other words, or on another day. */
  later: readonly { people: readonly string[]; at: Instant }[];
}

/**
 * Keeps a request as it is about to be sent; whoever it is not for any more gets one of their own. False when it was
 * stopped meanwhile.
 */
export const beginCall = async (
  database: Database,
  { campaign, ordinal, school, class: classId }: Pick<DueCall, 'campaign' | 'ordinal' | 'school' | 'class'>,
  { body, addressed, leftOut, later }: Begun,
  triedAt: Instant,
): Promise<boolean> =>
  database.hot.transaction(async (tx) => {
    const begun = await tx.$executeRaw`
      UPDATE campaign_call SET body = ${body}, state = ${body === null ? 'done' : 'tried'},
        tried_at = ${body === null ? null : new Date(triedAt)}
      WHERE campaign = ${campaign} AND ordinal = ${ordinal} AND state = 'open'`;
    if (begun === 0) return false;
    await setParents(tx, { campaign, ordinal }, leftOut);
    for (const { people, at: sendAt } of later)
      await tx.$executeRaw`
        WITH next AS (
          INSERT INTO campaign_call (campaign, ordinal, school, class, send_at, state)
          SELECT ${campaign}, max(ordinal) + 1, ${school}, ${classId}, ${new Date(sendAt)}, 'open'
          FROM campaign_call WHERE campaign = ${campaign} RETURNING ordinal)
        UPDATE campaign_parent SET ordinal = next.ordinal FROM next
        WHERE campaign = ${campaign} AND campaign_parent.ordinal = ${ordinal} AND person = ANY(${[...people]})`;
    await tx.$executeRaw`
      UPDATE campaign_parent SET account = addressed.account
      FROM jsonb_to_recordset(${JSON.stringify(addressed)}::jsonb) AS addressed(person text, account text)
      WHERE campaign = ${campaign} AND ordinal = ${ordinal} AND campaign_parent.person = addressed.person`;
    return true;
  });

const setParents = async (
  tx: Transaction,
  { campaign, ordinal }: CallId,
  leftOut: readonly { person: string; why: string }[],
): Promise<void> => {
  await tx.$executeRaw`
    UPDATE campaign_parent SET state = left_out.why
    FROM jsonb_to_recordset(${JSON.stringify(leftOut)}::jsonb) AS left_out(person text, why text)
    WHERE campaign = ${campaign} AND ordinal = ${ordinal} AND campaign_parent.person = left_out.person`;
};

/** A request that was surely not carried out may be written afresh from `again` on. */
export const releaseCall = async (
  database: Database,
  { campaign, ordinal }: CallId,
  again: Instant,
): Promise<void> => {
  await database.hot.$executeRaw`
    UPDATE campaign_call SET state = 'open', body = NULL, tried_at = NULL, send_at = ${new Date(again)}
    WHERE campaign = ${campaign} AND ordinal = ${ordinal} AND state = 'tried'`;
};

/** What a request came to, for itself and all its parents at once; `refused` by their accounts, or all of them. */
export const endCall = async (
  database: Database,
  { campaign, ordinal }: CallId,
  outcome:
    | { state: 'accepted'; refused: readonly string[] }
    | { state: 'refused' | 'unknown'; reason: string },
  now: Instant,
): Promise<void> => {
  const refused = outcome.state === 'accepted' ? outcome.refused : [];
  const reason = outcome.state === 'accepted' ? 'invalid_parent' : outcome.reason;
  await database.hot.transaction(async (tx) => {
    await tx.$executeRaw`
      UPDATE campaign_call SET state = ${outcome.state === 'unknown' ? 'unknown' : 'done'}, body = NULL
      WHERE campaign = ${campaign} AND ordinal = ${ordinal}`;
    await tx.$executeRaw`
      UPDATE campaign_parent SET at = ${new Date(now)},
        state = CASE WHEN account = ANY(${[...refused]}) THEN 'refused' ELSE ${outcome.state} END,
        reason = CASE WHEN account = ANY(${[...refused]}) OR ${outcome.state} <> 'accepted' THEN ${reason} END
      WHERE campaign = ${campaign} AND ordinal = ${ordinal} AND state = 'waiting'`;
  });
};

/** Ends a campaign before its time. What was tried already is still brought to its end. Returns how many hear nothing. */
export const stopCampaign = async (database: Database, campaign: string, now: Instant): Promise<number> =>
  database.hot.transaction(async (tx) => {
    await tx.$executeRaw`
      UPDATE campaign_call SET state = 'ended' WHERE campaign = ${campaign} AND state = 'open'`;
    return tx.$executeRaw`
      UPDATE campaign_parent SET state = 'ended', at = ${new Date(now)}
      FROM campaign_call AS call
      WHERE call.campaign = ${campaign} AND call.state = 'ended' AND campaign_parent.campaign = call.campaign
        AND campaign_parent.ordinal = call.ordinal AND campaign_parent.state = 'waiting'`;
  });

/** Campaigns that have come to their end and are not yet entered in the ledgers of their schools. */
export const endedCampaigns = async (database: Database): Promise<Campaign[]> => {
  const rows = await database.hot.$queryRaw<CampaignRow[]>`
    SELECT id, text, season, place, author, role, at, first, days, day FROM campaign
    WHERE told_at IS NULL AND NOT EXISTS (
      SELECT 1 FROM campaign_call WHERE campaign = campaign.id AND state IN ('open', 'tried'))
    ORDER BY at`;
  return rows.map(campaignOf);
};

export const markTold = async (tx: Transaction, campaign: string, now: Instant): Promise<void> => {
  await tx.$executeRaw`UPDATE campaign SET told_at = ${new Date(now)} WHERE id = ${campaign}`;
};

/** The newest campaigns, the latest first. */
export const latestCampaigns = async (database: Database, limit: number): Promise<Campaign[]> => {
  const rows = await database.hot.$queryRaw<CampaignRow[]>`
    SELECT id, text, season, place, author, role, at, first, days, day FROM campaign
    ORDER BY at DESC, id LIMIT ${limit}`;
  return rows.map(campaignOf);
};

/** Who was reached by a campaign, school by school. What WeCom took is not yet read; WeCom tells nobody that. */
export const reachedBy = async (database: Database, campaign: string): Promise<Reached[]> =>
  database.hot.$queryRaw<Reached[]>`
    SELECT school, state, count(*)::int AS parents, count(*) FILTER (
      WHERE state IN ('accepted', 'unknown') AND EXISTS (
        SELECT 1 FROM inbox WHERE sender = person
          AND sent_at >= campaign_parent.at AND sent_at < campaign_parent.at + interval '3 days'))::int AS answered
    FROM campaign_parent WHERE campaign = ${campaign} GROUP BY school, state ORDER BY school, state`;

/** How far a campaign is, in parents, and when its next request is due. */
export const progressOf = async (
  database: Database,
  campaign: string,
): Promise<{ waiting: number; all: number; next: Instant | null }> => {
  const [row] = await database.hot.$queryRaw<{ waiting: number; all: number; next: Date | null }[]>`
    SELECT (count(*) FILTER (WHERE state = 'waiting'))::int AS waiting, count(*)::int AS all,
      (SELECT min(send_at) FROM campaign_call WHERE campaign = ${campaign} AND state IN ('open', 'tried')) AS next
    FROM campaign_parent WHERE campaign = ${campaign} AND ordinal IS NOT NULL`;
  return { waiting: row?.waiting ?? 0, all: row?.all ?? 0, next: row?.next?.getTime() ?? null };
};

/**
 * Who of these gets no general hints: `stopped`, whoever has said so last (不要再发了: the fact `consent`, declined);
 * `withheld`, whoever is not among the safe guardians of a child of theirs, or where harm is told of and nobody knows who is.
 */
export const leftAlone = async (
  database: Database,
  people: readonly string[],
): Promise<Map<string, LeftAlone>> => {
  const rows = await database.hot.$queryRaw<{ person: string; why: LeftAlone }[]>`
    SELECT person, 'stopped' AS why FROM (
      SELECT DISTINCT ON (body->>'guardian') body->>'guardian' AS person, body->>'choice' AS choice FROM fact
      WHERE kind = 'consent' AND body->>'guardian' = ANY(${[...people]}) AND body->>'choice' <> 'told'
      ORDER BY body->>'guardian', at DESC, seq DESC) AS latest
    WHERE choice = 'declined'
    UNION ALL
    SELECT person, 'withheld' FROM guardian JOIN case_file ON case_file.student = guardian.student
    WHERE person = ANY(${[...people]}) AND guardian.until IS NULL AND CASE jsonb_typeof(state->'family'->'safe')
      WHEN 'array' THEN NOT state->'family'->'safe' ? person ELSE coalesce((state->>'safeguard')::boolean, false) END`;
  return new Map(rows.map(({ person, why }) => [person, why]));
};
