import { dayOf } from '../calendar/time.ts';
import type { World } from '../decision.ts';
import type { Directory, Student } from '../people/directory.ts';
import type { Flag } from '../people/flags.ts';
import { UNITS } from '../people/roles.ts';
import type { DutyRule } from '../policy/rule.ts';
import { SUBJECT_KINDS, type Subject, type SubjectKind } from '../signals.ts';

/** Whether a duty about this kind of subject stands in the district's own stream, not in a school's. */
export const isAboveSchool = (kind: SubjectKind): boolean =>
  SUBJECT_KINDS.indexOf(kind) > SUBJECT_KINDS.indexOf('school');

/**
 * Everything of a duty's kind in the place that the clock looks at: the classes of a school, the townships of the
 * district, the member units that somebody speaks for. Never every pupil: what concerns pupils one by one begins with a fact about each.
 */
export const subjectsOf = (
  rule: Pick<DutyRule, 'subject' | 'unit' | 'pupils'>,
  isDistrict: boolean,
  world: World,
): Subject[] => {
  if (isAboveSchool(rule.subject) !== isDistrict) return [];
  const all = allOf(rule, world);
  return all.filter((about) => hasPupils(rule, about, world));
};

/** Whether there is a pupil with one of the flags that the rule is about, where it is about some alone. */
export const hasPupils = ({ pupils }: Pick<DutyRule, 'pupils'>, about: Subject, world: World): boolean =>
  !pupils || pupilsWith(pupils, about, world).length > 0;

/** The pupils of a class, school, village or township who carry one of these flags. */
export const pupilsWith = (
  flags: readonly Flag[],
  about: Subject,
  { directory }: Pick<World, 'directory'>,
): readonly Student[] =>
  pupilsOf(about, directory).filter((student) => flags.some((flag) => student.flags.includes(flag)));

/** The pupils of a class, school, village or township; of the district where none is said. */
export const pupilsOf = (about: Subject, directory: Directory): readonly Student[] => {
  if (about.class) return directory.studentsOf(about.class);
  if (about.school) return directory.classesOf(about.school).flatMap(({ id }) => directory.studentsOf(id));
  if (about.village) return directory.villagersOf(about.village);
  return about.township ? directory.householdsOf(about.township) : directory.parts.students;
};

const allOf = (
  { subject, unit }: Pick<DutyRule, 'subject' | 'unit'>,
  { directory, place, now }: World,
): Subject[] => {
  switch (subject) {
    case 'student':
      return [];
    case 'class':
      return directory
        .classesOf(place.id)
        .filter(({ id }) => directory.studentsOf(id).length > 0)
        .map(({ id }) => ({ class: id }));
    case 'school':
      return [{ school: place.id }];
    case 'village':
      return [...directory.villages.values()].map(({ id }) => ({ village: id }));
    case 'township':
      return directory.parts.townships.map(({ id }) => ({ township: id }));
    case 'unit':
      return unit
        ? [{ unit }]
        : UNITS.filter((id) => directory.holders('unit', {}, dayOf(now), id).length > 0).map((id) => ({
            unit: id,
          }));
    case 'district':
      return [{ district: directory.parts.district.id }];
  }
};

/** Those of a duty's kind that belong to another subject in the same stream: its own, the wider, or all those within it. */
export const related = (
  rule: Pick<DutyRule, 'subject' | 'unit' | 'pupils'>,
  about: Subject,
  world: World,
): Subject[] => {
  const { directory } = world;
  const { subject } = rule;
  if (about[subject] !== undefined) return [{ [subject]: about[subject] }];
  const student = directory.students.get(about.student ?? '');
  if (subject === 'class' && student?.class) return [{ class: student.class }];
  if (subject === 'township' && about.village) {
    const township = directory.villages.get(about.village)?.township;
    return township ? [{ township }] : [];
  }
  const all = subjectsOf(rule, isAboveSchool(subject), world);
  return subject === 'village' && about.township
    ? all.filter(({ village = '' }) => directory.villages.get(village)?.township === about.township)
    : all;
};
