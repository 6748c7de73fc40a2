import type { Instant } from '../calendar/time.ts';
import type { CaseFile } from '../cases/file.ts';
import type { Subject } from '../signals.ts';
import { type PaperKind, paperEntry } from './kinds.ts';

/**
 * What a paper is about, with the township whose matter it is: a written report goes to that of the school (AMB-19), every
 * other paper about a pupil is the business of the one that persuades, once that is decided (policy §6.4).
 */
export const paperAbout = (kind: PaperKind, about: Subject, township: string | null): Subject => {
  const { from, to } = paperEntry(kind);
  const isReport = from === 'school' && to === 'township';
  return about.student && township !== null && !isReport ? { ...about, township } : about;
};

/** The township that was to persuade at an instant; null before a dispatch and after its end. */
export const inChargeAt = ({ dispatches }: Pick<CaseFile, 'dispatches'>, when: Instant): string | null =>
  dispatches.findLast(
    ({ at, transferredAt }) => at <= when && (transferredAt === null || transferredAt > when),
  )?.township ?? null;
