import { dayOf } from '../domain/calendar/time.ts';
import { aboutNamed } from '../domain/conversation/names.ts';
import { hasAsked } from '../domain/conversation/settling.ts';
import { type Duty, isLive, isOver } from '../domain/duties/duty.ts';
import { subjectOf } from '../domain/notices/item.ts';
import { phrase } from './phrase.ts';
import { type Turn, worldFor } from './turn.ts';

const MOST_SHOWN = 2;
const MOST_LABELS = 3;

/** What presses most of what waits for the speaker, each with the words that answer it; first what is about a child whom the message names. */
export const waitingLines = (turn: Turn): string[] => {
  const waiting = turn.duties.filter((duty) => isAnswerable(turn, duty));
  const spokenOf = new Set(aboutNamed(turn.text, waiting, turn.directory));
  return waiting
    .toSorted((a, b) => Number(spokenOf.has(b)) - Number(spokenOf.has(a)) || a.dueAt - b.dueAt)
    .slice(0, MOST_SHOWN)
    .map((duty) => {
      const bound = turn.policy.named.get(duty.name);
      const labels = (bound?.duty.replies ?? []).slice(0, MOST_LABELS).map(({ label }) => `“${label}”`);
      const subject = subjectOf(duty, worldFor(turn, turn.directory.streamOf(duty.about)));
      return phrase(turn, 'waiting_line', { subject, title: bound?.duty.title, labels: labels.join('或') });
    });
};

/** That a whole class is there is not put into anybody's mouth. */
const isAnswerable = (turn: Turn, duty: Duty): boolean => {
  const bound = turn.policy.named.get(duty.name);
  const replies = bound?.duty.replies ?? [];
  return (
    bound !== undefined &&
    isLive(duty) &&
    !isOver(duty, dayOf(turn.now)) &&
    replies.length > 0 &&
    replies.every(({ act }) => act !== 'all_present') &&
    hasAsked(duty, bound)
  );
};
