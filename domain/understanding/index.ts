export type { ClassRoster, Heard, SchoolDays, Understood } from './types.ts';
export { understand } from './understand.ts';
