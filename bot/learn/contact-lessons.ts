import { gramsOf } from '../../domain/understanding/grams.ts';
import type { LabelledMessage } from './labelled-messages.ts';
import type { Lesson } from './teach.ts';

/** Whether school and guardian spoke, by messages of staff that tell of one child. */
export const contactLessons = (messages: readonly LabelledMessage[]): Lesson[] =>
  messages.flatMap(({ reading, want: { act, contacts = [] } }): Lesson[] => {
    const { shown, heard, told } = reading;
    const ofOne = told.length === 1 && contacts.length < 2 && (act === 'report' || act === 'update');
    if (!ofOne || heard.sender.role === 'guardian') return [];
    const grams = gramsOf({ said: shown, speaker: heard.sender.role, before: '' });
    return [{ grams, label: contacts[0]?.result ?? 'none', counts: 1 }];
  });
