import type { LabelledMessage } from './labelled-messages.ts';
import { lessonAlone } from './lesson-alone.ts';
import type { Lesson } from './teach.ts';

/** Whether school and guardian spoke, by messages of staff that tell of one child. */
export const contactLessons = (messages: readonly LabelledMessage[]): Lesson[] =>
  messages.flatMap(({ reading, want: { act, contacts = [] } }): Lesson[] => {
    const { heard, told } = reading;
    const ofOne = told.length === 1 && contacts.length < 2 && (act === 'report' || act === 'update');
    if (!ofOne || heard.sender.role === 'guardian') return [];
    return [lessonAlone(reading, contacts[0]?.result ?? 'none')];
  });
