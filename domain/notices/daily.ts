import { addDays, at, dayOf, type Instant } from '../calendar/time.ts';
import type { Directory } from '../people/directory.ts';
import type { Settings } from '../policy/settings.ts';

/** What one person's day still has room for. */
export interface Room {
  /** Messages that may have gone out by now, of those the day allows. */
  places: number;
  /** When what finds no place goes out, gathered. */
  next: Instant;
}

/** What the day of a family has room for; of whoever is a teacher too, beside what they may be sent as one. */
export const roomOfParent = (now: Instant, settings: Settings): Room => ({
  places: settings['daily.most_parents'],
  next: nextMorning(now, settings),
});

/** What a person's day has room for by now in their post, for something new that is due at `due`. */
export const roomOf = (
  person: string,
  now: Instant,
  directory: Directory,
  settings: Settings,
  due: Instant | null = null,
): Room => roomAt(now, mostFor(person, now, directory, settings), settings, due);

/** The most messages a day for a person, urgent ones and answers aside: a homeroom teacher's is its own. */
export const mostFor = (person: string, now: Instant, directory: Directory, settings: Settings): number =>
  directory.postsOf(person, dayOf(now)).some(({ role }) => role === 'homeroom_teacher')
    ? settings['daily.most_homeroom']
    : settings['daily.most_others'];

/**
 * The day's places by now. One is kept for each gathering that is still to come, so that a busy morning leaves room for
 * what the afternoon brings: whatever finds no place waits for the next gathering, after the last one for the next
 * morning. What is new and falls due before that gathering may take the places that are kept: nobody first hears of a task
 * when its time is over. A reminder waits.
 */
export const roomAt = (now: Instant, most: number, settings: Settings, due: Instant | null = null): Room => {
  const next = nextGathering(now, settings);
  const isPressing = due !== null && due > now && due <= next;
  return { places: isPressing ? most : most - gatheringsAfter(now, settings).length, next };
};

/** When what can wait goes out next. */
export const nextGathering = (now: Instant, settings: Settings): Instant =>
  Math.min(nextMorning(now, settings), ...gatheringsAfter(now, settings));

/** Those that are still to come today. */
const gatheringsAfter = (now: Instant, settings: Settings): Instant[] =>
  settings['daily.gathered'].map((time) => at(dayOf(now), time)).filter((moment) => moment > now);

const nextMorning = (now: Instant, settings: Settings): Instant => {
  const tomorrow = addDays(dayOf(now), 1);
  return Math.max(at(tomorrow, settings['quiet.staff'].to), at(tomorrow, settings['quiet.parent'].to));
};
