import { at, dayOf } from '../../../domain/calendar/time.ts';
import type { Question } from '../../../domain/conversation/question.ts';
import { hasAsked } from '../../../domain/conversation/settling.ts';
import { isLive } from '../../../domain/duties/duty.ts';
import type { Student } from '../../../domain/people/directory.ts';
import type { Understood } from '../../../domain/understanding/types.ts';
import type { Recorded } from '../../../prisma/stores/recording.ts';
import { phrase } from '../../phrase.ts';
import type { Turn } from '../../turn.ts';

/**
 * That single children are away is no roll (P3.1-ROLL): whoever calls it is asked whether all the others are there, with the
 * number that nothing else of the speaker's offers. Null where the roll is told, or it is not the speaker's to tell, or not of today.
 */
export const askRest = (
  turn: Turn,
  heard: Understood,
  away: readonly Student[],
  done: readonly Recorded[],
): { text: string; question: Question } | null => {
  const today = dayOf(turn.now);
  const classes = new Set(away.map((student) => student.class ?? ''));
  const [id = ''] = classes;
  const school = turn.directory.classes.get(id)?.school;
  const recorded = done.find(({ world }) => world.place.id === school);
  if (heard.act !== 'update' || (heard.date ?? today) !== today || classes.size !== 1 || !recorded)
    return null;
  if (!turn.speaker.classes.includes(id) || !isStillCalled(turn, id, recorded)) return null;
  const key = freeKey(turn, done);
  const options = [phrase(turn, 'rest_all')];
  return {
    text: phrase(turn, 'ask_rest', { key }),
    question: { kind: 'rest', class: id, key, since: turn.now, options, until: at(today, '24:00') },
  };
};

/** The first number that answers nothing else which waits for the speaker, as "1 已联系上" does. */
const freeKey = ({ duties, policy, speaker }: Turn, done: readonly Recorded[]): string => {
  const opened = done.flatMap(({ decision }) => decision.duties);
  const mine = new Map([...duties, ...opened].map((duty) => [duty.id, duty]));
  const used = new Set(
    [...mine.values()].flatMap((duty) => {
      const bound = policy.named.get(duty.name);
      const waits = bound && isLive(duty) && duty.actor === speaker.person && hasAsked(duty, bound);
      const replies = waits ? (bound.duty.replies ?? []) : [];
      return replies.flatMap(({ key, act }) => (act === 'all_present' ? [] : [key]));
    }),
  );
  return KEYS.find((key) => !used.has(key)) ?? '9';
};
const KEYS = [...'123456789'];

/** On a school day, until the marking is due, while no roll was told. */
const isStillCalled = (turn: Turn, id: string, { before, decision, world }: Recorded): boolean => {
  const today = dayOf(turn.now);
  const isOfClass = (day: { class: string; day: string }): boolean => day.class === id && day.day === today;
  const told = decision.classDays.find(isOfClass) ?? before.classDays.find(isOfClass);
  return (
    world.calendar.isSchoolDay(today) &&
    turn.now < at(today, turn.policy.settings['marking.deadline']) &&
    (told?.rolledAt ?? null) === null
  );
};
