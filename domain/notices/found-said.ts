import { dayOf } from '../calendar/time.ts';
import { IN_SCHOOL } from '../cases/daily.ts';
import type { CaseFile } from '../cases/file.ts';
import type { World } from '../decision.ts';
import type { Duty } from '../duties/duty.ts';
import type { Fact, FactBody } from '../facts/fact.ts';
import { writtenTo } from '../parents/addressees.ts';
import { notesOf } from '../parents/answer-apply.ts';
import { callName } from '../people/call-name.ts';
import type { Say } from './compose.ts';
import { plainItem } from './said.ts';

/** The end of a search, to its staff and to the family. */
export const FOUND = 'child_found';
export const FOUND_TO_FAMILY = 'guardian_found';
/** What the family says of it, which the class teacher is to confirm. */
export const FOUND_BY_FAMILY = 'search_family_found';

/** Where and how the child was found, as far as was said; in a protected case nobody passes on where it is (policy.md §6.5). */
export const saidOfFound = (
  { lastFound, marks, safeguard }: CaseFile,
  { doneAt, proof }: Duty,
): string | null => {
  if (lastFound && lastFound.at === doneAt) return safeguard ? null : lastFound.said;
  return proof === 'back' && doneAt !== null && marks[dayOf(doneAt)] ? IN_SCHOOL : null;
};

/** Whoever else sets about a search, the police above all, to whoever answers for it and waits (T22). */
export const saySearchTakenOn = (
  duty: Duty,
  { outcome }: Extract<FactBody, { kind: 'duty_report' }>,
  fact: Fact,
  world: World,
): Say[] => {
  const bound = world.policy.named.get(duty.name);
  const { actor } = duty;
  if (outcome !== 'accepted' || bound?.duty.tellsEnd === undefined) return [];
  if (actor === null || actor === fact.by.person) return [];
  const { person, role } = fact.by;
  return [
    {
      ...{ to: actor, role: bound.duty.actor, kind: 'notice', words: 'search_taken_on', options: [] },
      item: plainItem(duty.rule, bound.duty.title, duty.about, world),
      values: { who: world.directory.nameOf(person), post: role, words: fact.words },
      ...{ urgent: true, late: false, whileLive: true, room: 'none' },
      matter: `search_taken_on|${fact.key}`,
      turn: fact.key,
    },
  ];
};

/**
 * The end of a search to the family (T22): of a missing child to its guardians, of a child that somebody asked after to who asked.
 * Where nothing goes to the family (policy.md §6.5), this does not either; what a person has to tell, no message does.
 */
export const sayFoundToFamily = (
  searches: readonly Duty[],
  file: CaseFile,
  world: World,
  speaker: string | null,
): Say[] => {
  const { directory, place } = world;
  const pupil = directory.students.get(file.student);
  if (!pupil) return [];
  const safe = writtenTo(file, pupil.guardians);
  const told = new Set<string | null>([speaker]);
  return searches.flatMap((search) => {
    const isPersonal = file.lastFound?.inPerson && file.lastFound.at === search.doneAt;
    const asked = notesOf(file).asked.find(({ key }) => key === search.period);
    const meant = isPersonal ? [] : safe.filter((person) => !asked || asked.by === person);
    return meant.flatMap((to): Say[] => {
      if (told.has(to)) return [];
      told.add(to);
      return [
        {
          ...{ to, role: 'guardian', kind: 'notice', words: FOUND_TO_FAMILY, options: [] },
          item: plainItem(search.rule, '孩子找到了', { student: file.student }, world),
          values: {
            child: callName(pupil.name),
            class: directory.classes.get(pupil.class ?? '')?.name ?? place.name,
            school: place.name,
            said: saidOfFound(file, search),
          },
          ...{ urgent: true, late: false, whileLive: false, room: 'none' },
          matter: `${FOUND_TO_FAMILY}|${search.id}`,
          turn: search.id,
        },
      ];
    });
  });
};
