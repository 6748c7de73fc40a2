import type { PaperKind } from '../../domain/papers/kinds.ts';
import type { Content } from './content.ts';
import * as area from './contents/area-reports.ts';
import * as assignments from './contents/assignments.ts';
import * as steps from './contents/four-steps.ts';
import * as letters from './contents/letters.ts';
import * as meetings from './contents/meetings.ts';
import * as lists from './contents/pupil-lists.ts';
import * as reports from './contents/pupil-reports.ts';
import * as records from './contents/records.ts';

/** What each kind of paper can say. */
export const CONTENTS = {
  D1: reports.firstReport,
  D2: reports.secondReport,
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
  'D12-1': letters.letter,
  'D12-2': letters.letter,
  'D12-3': letters.letter,
  'D12-4': letters.letter,
  'D13-1': meetings.invitation,
  'D13-2': meetings.minutes,
  'D13-3': meetings.invitation,
  'D13-4': meetings.minutes,
  'D14-1': assignments.dispatch,
  'D14-2': assignments.assistance,
  'D14-3': assignments.handOver,
  'D15-1': steps.fourStep,
  'D15-2': steps.fourStep,
  'D15-3': steps.fourStep,
  'D15-4': steps.fourStep,
  'D16-1': records.visitRecord,
  'D16-2': records.persuasionRecord,
  'D16-3': records.sessionRecord,
  D17: records.closing,
};

/** The typed fields of a kind. */
export type FieldsOf<Kind extends PaperKind> =
  (typeof CONTENTS)[Kind] extends Content<infer Fields> ? Fields : never;
