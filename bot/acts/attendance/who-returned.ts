import { at, dayOf } from '../../../domain/calendar/time.ts';
import { isExpected } from '../../../domain/cases/file.ts';
import { classesOf } from '../../../domain/conversation/speaker.ts';
import type { Understood } from '../../../domain/understanding/types.ts';
import { filesOfClasses } from '../../../prisma/stores/answer-store.ts';
import { sayAsks } from '../../outcomes.ts';
import { phrase } from '../../phrase.ts';
import type { Outcome, Turn } from '../../turn.ts';
import { isKnownAway } from './known-away.ts';

const RETURNED =
  /^(?:今[天早日]|早上|上午|下午|刚[才刚]?|已经?)*(?:回来|来|返校|到校|回校)?复学[了啦]?[。.!！~]*$/u;

const MOST_OPTIONS = 8;

/** "今天复学", and of nobody who was spoken of before: which child it is, is asked with those who are away today. */
export const whoReturned = async (turn: Turn, heard: Understood): Promise<Outcome | null> => {
  const isOfNobody = (heard.entries ?? []).length === 0 && (heard.act === 'other' || heard.act === 'update');
  const classes = classesOf(turn.speaker, turn.directory);
  if (!isOfNobody || classes.length === 0 || !RETURNED.test(turn.text.trim())) return null;
  const today = dayOf(turn.now);
  const options = (await filesOfClasses(turn.tx, classes, today))
    .filter(({ file }) => isExpected(file) && isKnownAway(file, today))
    .map(({ file }) => turn.directory.students.get(file.student)?.name ?? '')
    .slice(0, MOST_OPTIONS);
  const question = phrase(turn, 'ask_who_returned', { some: options.length > 0 });
  const none = options.length > 0 ? phrase(turn, 'none_of_them') : null;
  return {
    act: 'update',
    reply: sayAsks(turn, question, options, none),
    // Whoever is named goes before what was said.
    question: {
      ...({ kind: 'complete', ask: 'unknown_name', said: '' } as const),
      ...{ text: turn.text, options, none, until: at(today, '24:00') },
    },
  };
};
