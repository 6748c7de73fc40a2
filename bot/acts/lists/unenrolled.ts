import { dayOf } from '../../../domain/calendar/time.ts';
import { namesIn } from '../../../domain/conversation/names.ts';
import type { Rosters } from '../../../domain/conversation/rosters.ts';
import { readUnenrolled, type UnenrolledTold } from '../../../domain/conversation/unenrolled-told.ts';
import { Directory, type Student } from '../../../domain/people/directory.ts';
import { foundChildId, withoutClass } from '../../../domain/people/found-child.ts';
import { keepChild } from '../../../prisma/stores/answer-store.ts';
import { phrase } from '../../phrase.ts';
import { type Outcome, record, type Turn } from '../../turn.ts';

/** School age begins at six (AMB-24); whoever is sixteen stands under the law of schools no more. */
const SCHOOL_AGE = { from: 6, below: 16 };

/**
 * T10: a township or one of its villages finds a school-age child without a school; the ledger row opens the same day, and the
 * township acts. What lacks is asked for; a pupil of a roster is not made another child. Null when it is no such message.
 */
export const foundUnenrolled = async (turn: Turn, rosters: Rosters): Promise<Outcome | null> => {
  const told = readUnenrolled(turn.text);
  if (!told || namesPupil(turn, told, rosters)) return null;
  const { name, age } = told;
  const place = placeOf(turn);
  if (!place) return name ? refused(phrase(turn, 'unenrolled_by_township', { name })) : null;
  const { township, village } = place;
  if (!township) return refused(phrase(turn, 'unenrolled_by_township', { name }));
  if (age !== null && (age < SCHOOL_AGE.from || age >= SCHOOL_AGE.below))
    return refused(phrase(turn, 'unenrolled_age', { age }));
  if (!name) return refused(phrase(turn, 'unenrolled_name'));
  const { directory } = turn;
  const values = {
    name,
    township: directory.townships.get(township)?.name ?? '',
    gap: turn.policy.settings['contact.max_gap_days'],
  };
  const here = (student: Student): boolean => student.name === name && student.household === township;
  if (!told.isAnother) {
    if (withoutClass(directory).some(here)) return refused(phrase(turn, 'unenrolled_known', values));
    const pupil = directory.parts.students.find((student) => student.class !== null && here(student));
    const school = directory.schools.get(pupil?.school ?? '')?.name;
    if (pupil) return refused(phrase(turn, 'unenrolled_namesake', { ...values, school }));
  }
  const school = directory.parts.schools.find((item) => item.township === township);
  if (!school) return null;
  const id = foundChildId(turn.message);
  const child: Student = {
    id,
    name,
    class: null,
    school: school.id,
    household: township,
    ...(village ? { village } : {}),
    flags: [],
    guardians: [],
  };
  await keepChild(turn.tx, child);
  const { parts } = directory;
  const known = new Directory({ ...parts, students: [...parts.students, child] });
  await record({ ...turn, directory: known }, school.id, [], () => [
    { about: { student: id }, body: { kind: 'not_enrolled', student: id, day: dayOf(turn.now) } },
  ]);
  return {
    act: 'command',
    reply: turn.words.say('replies/unenrolled', { values, now: turn.now }),
    question: null,
  };
};

/** Whether a pupil of a class is spoken of; one found before stands in none. */
const namesPupil = ({ text }: Turn, { name, isAnother }: UnenrolledTold, rosters: Rosters): boolean =>
  namesIn(text, rosters).some(
    (named) => !(isAnother && named.name === name) && named.bearers.some((pupil) => pupil.class !== null),
  );

/** The township that is in charge, and the village where that is told; null for whoever speaks for neither. */
const placeOf = ({
  speaker,
  directory,
  text,
}: Turn): { township: string | null; village: string | null } | null => {
  const [township] = speaker.townships;
  if (township) {
    const named = [...directory.villages.values()].find(
      (village) => village.township === township && text.includes(village.id),
    );
    return { township, village: named?.id ?? null };
  }
  const villages = speaker.villages.flatMap((id) => directory.villages.get(id) ?? []);
  const village = villages.find(({ id }) => text.includes(id)) ?? villages[0];
  if (!village) return null;
  return {
    township: village.township,
    village: villages.length === 1 || text.includes(village.id) ? village.id : null,
  };
};

const refused = (reply: string): Outcome => ({ act: 'refused', reply, question: null });
