import { dayOf } from '../../../domain/calendar/time.ts';
import type { CaseFile } from '../../../domain/cases/file.ts';
import { nextStep, recordOf } from '../../../domain/cases/four-step.ts';
import { tooEarly } from '../../../domain/cases/legal-dates.ts';
import type { Step } from '../../../domain/facts/case-fact.ts';
import type { Student } from '../../../domain/people/directory.ts';
import { askingWords, openingWords, stepWords } from '../../../templates/case-words.ts';
import { phrase } from '../../phrase.ts';
import { refusalIn, sayRefusal } from '../../refusing.ts';
import type { Turn } from '../../turn.ts';

/**
 * What may be said next once the result of a step is told: the sentence that asks for the check of the step after it, or what
 * is still missing before that. A help to a person, who alone takes the step (policy.md §11.1).
 */
export const sentenceAfter = (turn: Turn, student: Student, file: CaseFile): string[] => {
  const step = nextStep(file);
  const result = step && recordOf(file, file.fourStep as Step)?.result;
  if (!step || !result) return [];
  const opening = { kind: 'step_opened', student: student.id, step, way: 'enforce' } as const;
  const refusal = refusalIn(turn, { files: [file], duties: [] }, student, [opening]);
  const { name } = student;
  const called = stepWords[step];
  if (refusal?.code === 'check_missing')
    return [phrase(turn, 'step_next_ask', { step: called, say: askingWords(name, step) })];
  if (refusal) return [sayRefusal(turn, student, refusal)];
  return [phrase(turn, 'step_next_open', { step: called, say: openingWords(name, step) })];
};

/** That enforcement comes before its time, to whoever asks for it or begins it: a help, and no bar (law.md §3.2). */
export const earlyWarning = (turn: Turn, student: Student, file: CaseFile): string[] => {
  const day = tooEarly(file, turn.calendarOf(student.school), dayOf(turn.now));
  return day ? [phrase(turn, 'enforcement_early', { day })] : [];
};
