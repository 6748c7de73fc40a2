import { dayOf } from '../../../domain/calendar/time.ts';
import type { SchoolClass } from '../../../domain/people/directory.ts';
import { classBook } from '../../../domain/understanding/names/class-names.ts';
import { normalise } from '../../../domain/understanding/text/normalise.ts';
import type { Understood } from '../../../domain/understanding/types.ts';
import { refused } from '../../outcomes.ts';
import { phrase } from '../../phrase.ts';
import type { Outcome, Turn } from '../../turn.ts';

/**
 * A class teacher reports another class of the school: that is its own teacher's to tell (P3.1-ROLL, 「班主任要亲自点验」), and
 * nothing is recorded. Null for anything else, as where pupils of the speaker's own class are named.
 */
export const ofOtherClass = (turn: Turn, heard: Understood): Outcome | null => {
  const { speaker, directory, now } = turn;
  const [own] = speaker.classes.flatMap((id) => directory.classes.get(id) ?? []);
  if (!own || speaker.schools.length > 0 || !heard.ask.includes('which_class')) return null;
  if ((heard.entries ?? []).length > 0) return null;
  const named = classNamedIn(turn.text, directory.classesOf(own.school));
  if (!named || speaker.classes.includes(named.id)) return null;
  const { holder } = directory.resolve('homeroom_teacher', { class: named.id }, dayOf(now));
  const teacher = holder ? directory.nameOf(holder.person) : phrase(turn, 'own_teacher');
  const values = { class: named.name, teacher, own: own.name };
  return refused(phrase(turn, 'class_not_yours', values));
};

/** The first class of these that a text names, in whatever spelling. */
export const classNamedIn = (text: string, classes: readonly SchoolClass[]): SchoolClass | null => {
  const said = normalise(text);
  const book = classBook(classes.map(({ name }) => ({ name, students: [] })));
  for (let place = 0; place < said.length; place += 1) {
    const name = book.at(said, place, false)?.roster?.name;
    if (name) return classes.find((item) => item.name === name) ?? null;
  }
  return null;
};
