export type {
  Act,
  Ask,
  Because,
  ClassCount,
  ClassRoster,
  Contact,
  Entry,
  Heard,
  SchoolDays,
  SpeakerRole,
  Status,
  Understood,
  Unsure,
  Visit,
  VisitResult,
} from './types.ts';
export { understand } from './understand.ts';
