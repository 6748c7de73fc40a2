import { dayOf } from '../calendar/time.ts';
import type { CaseFile } from '../cases/file.ts';
import type { Duty } from '../duties/duty.ts';

/** What tells one question whether a text may go out from the next: the text, and what it is about. */
export const releasePeriod = (text: string, period: string): string => `${text}@${period}`;

/**
 * The file after the township's answer to "1 发给家长 2 不发" (law.md §8.2, §9: from step 2 on a named person releases
 * each text). What has been overtaken since by another period is not released by an old answer.
 */
export const afterRelease = (file: CaseFile, duty: Duty): CaseFile => {
  if (!duty.doneAt) return file;
  const [text = '', ...rest] = duty.period.split('@');
  const note = file.family?.texts[text];
  if (!file.family || note?.state !== 'asked' || note.period !== rest.join('@')) return file;
  const state = duty.state === 'not_done' ? 'withheld' : 'released';
  const on = dayOf(duty.doneAt);
  return {
    ...file,
    family: { ...file.family, texts: { ...file.family.texts, [text]: { ...note, state, on } } },
  };
};
