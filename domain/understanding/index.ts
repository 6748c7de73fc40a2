/**
 * From a message to what it tells. The folders in the order in which a message passes them: `text` makes one spelling of
 * it, `tokens` cuts it by the `lexicon`, `names`, `times` and `numbers` say what the pieces mean, `clauses` who is told
 * what, `earlier` what it leaves to the day's messages before, `acts` what it is for; `attendance` and `visits` answer.
 * `weights` holds what labelled messages have taught.
 */
export type { ClassRoster, Heard, SchoolDays, Understood } from './types.ts';
export { understand } from './understand.ts';
