import { dayOf } from '../calendar/time.ts';
import type { CaseFile } from '../cases/file.ts';
import { type Change, Progress } from '../cases/progress.ts';
import type { Fact } from '../facts/fact.ts';
import type { FamilyFactBody } from '../facts/family-fact.ts';
import { withMistake } from './mistaken.ts';
import { type FamilyNotes, NO_NOTES } from './notes.ts';

/** What is told of a family goes onto the child's file. */
export const applyFamily = (
  file: CaseFile,
  { at, key }: Pick<Fact, 'at' | 'key'>,
  body: FamilyFactBody,
): Change => {
  const progress = new Progress(file);
  const before = file.family ?? NO_NOTES;
  const set = (change: Partial<FamilyNotes>): void => progress.set({ family: { ...before, ...change } });
  switch (body.kind) {
    case 'dealt_with':
      set({ dealtUntil: body.until });
      progress.signal('family_noted', at, dayOf(at));
      break;
    case 'safe_guardians':
      // That all are written to again holds for whoever was taken for a stranger too.
      set({ safe: body.guardians, ...(body.guardians === null ? { strangers: [] } : {}) });
      progress.signal('family_noted', at, dayOf(at));
      break;
    case 'not_guardian': {
      const { guardian, student, text } = body;
      set({ strangers: [...new Set([...(before.strangers ?? []), guardian])] });
      progress.signal('family_noted', at, dayOf(at));
      progress.signals.push({ name: 'contact_wrong', about: { student }, at, period: key, task: text });
      break;
    }
    case 'alarm_mistaken':
      progress.set({ family: withMistake(before, body) });
      break;
    case 'circumstance': {
      const { circumstance, holds } = body;
      const others = before.circumstances.filter((known) => known !== circumstance);
      set({ circumstances: holds ? [...others, circumstance] : others });
      // Who is alleged to have done harm does not look into it: the principal answers, and the bureau knows.
      if (circumstance === 'alleged')
        progress.signal(holds ? 'alleged' : 'allegation_answered', at, dayOf(at));
    }
  }
  return progress;
};
