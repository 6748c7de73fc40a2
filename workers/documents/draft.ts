import { dayOf, type Instant } from '../../domain/calendar/time.ts';
import type { County } from '../../domain/decision.ts';
import type { NoticeFile } from '../../domain/notices/file.ts';
import { paperAbout } from '../../domain/papers/about.ts';
import { type PaperKind, paperEntry } from '../../domain/papers/kinds.ts';
import { paperId } from '../../domain/papers/period.ts';
import { trailOf } from '../../domain/papers/trail.ts';
import { subjectKey } from '../../domain/signals.ts';
import type { Database } from '../../prisma/client.ts';
import type { Secrets } from '../../prisma/secrets.ts';
import { caseFileOf } from '../../prisma/stores/ledger-store.ts';
import {
  draftAnew,
  type KeptPaper,
  keepPaper,
  paperOf,
  paperSteps,
} from '../../prisma/stores/paper-store.ts';
import type { Head } from '../../templates/papers/content.ts';
import { paperNumber } from '../../templates/papers.ts';
import * as agreements from './agreements.ts';
import * as area from './area-reports.ts';
import { type Drafting, headOf, issuerOf, placesOf } from './drafting.ts';
import * as pupil from './pupil.ts';
import * as lists from './school-lists.ts';

export interface DraftDependencies {
  database: Database;
  secrets: Secrets;
  county(): County;
}

type FromLedger = (drafting: Drafting) => Promise<Head>;

/** Where what a kind of paper says comes from. What nobody has told stays a visible gap. */
const FROM_LEDGER: Readonly<Record<PaperKind, FromLedger>> = {
  D1: pupil.report,
  D2: pupil.report,
  D3: lists.weekly,
  D4: lists.termStart,
  D5: lists.beforeTerm,
  D6: lists.atRisk,
  D7: area.comparison,
  'D8-1': area.survey,
  'D8-2': area.survey,
  D9: area.bulletin,
  D10: area.inspection,
  D11: area.inspection,
  'D12-1': agreements.letter,
  'D12-2': agreements.letter,
  'D12-3': agreements.letter,
  'D12-4': agreements.letter,
  'D13-1': agreements.meeting,
  'D13-2': agreements.meeting,
  'D13-3': agreements.meeting,
  'D13-4': agreements.meeting,
  'D14-1': pupil.assignment,
  'D14-2': pupil.assignment,
  'D14-3': pupil.assignment,
  'D15-1': pupil.fourStep,
  'D15-2': pupil.fourStep,
  'D15-3': pupil.fourStep,
  'D15-4': pupil.fourStep,
  'D16-1': pupil.record,
  'D16-2': pupil.record,
  'D16-3': pupil.record,
  D17: pupil.closing,
};

/**
 * Drafts a paper from the ledger and returns its id: one paper with one number for its kind, subject and period. Until
 * somebody has signed, it is drafted anew, so that a week's report tells the whole week and a first report the home visit
 * that came after it; then it stays as it was signed (policy §8). What it says is kept sealed; the Word file is made from it
 * when somebody opens it.
 */
export const draftPaper = async (
  { paper: kind, about, period }: Extract<NoticeFile, { is: 'paper' }>,
  now: Instant,
  { database, secrets, county: current }: DraftDependencies,
): Promise<string> => {
  const subject = subjectKey(about);
  const known = await paperOf(database, kind, subject, period);
  if (known && (await isSigned(known, database))) return known.id;
  const county = current();
  const { directory } = county;
  const inCharge = about.student ? ((await caseFileOf(database, about.student))?.township ?? null) : null;
  const place = paperAbout(kind, about, inCharge);
  const places = placesOf(place, directory);
  const drafting: Drafting = {
    ...{
      kind,
      about: place,
      inCharge,
      period,
      now,
      today: dayOf(now),
      number: null,
      county,
      directory,
      database,
      secrets,
    },
    calendar: county.calendarOf(places.school ?? places.district),
  };
  const fields = await FROM_LEDGER[kind](drafting);
  if (known) return draftAnew({ database, secrets }, known, { ...fields, number: known.number }, now);
  const { series } = paperEntry(kind);
  const issuer = issuerOf(kind, place, directory);
  const { from } = headOf(drafting);
  const year = dayOf(now).slice(0, 4);
  const paper = { id: paperId(kind, about, period), kind, subject, period, issuer, series, year, at: now };
  return keepPaper({ database, secrets }, paper, (ordinal) => {
    const number = series === null || ordinal === null ? null : paperNumber(from, series, year, ordinal);
    return { number, fields: { ...fields, number } };
  });
};

const isSigned = async (paper: KeptPaper, database: Database): Promise<boolean> =>
  trailOf(paper, await paperSteps(database.hot, paper.subject)).signedAt !== undefined;
