import { dayOf } from '../calendar/time.ts';
import { namedAmong } from '../conversation/names.ts';
import type { World } from '../decision.ts';
import type { Duty } from '../duties/duty.ts';
import { pupilsOf } from '../duties/subjects.ts';
import type { FactBody } from '../facts/fact.ts';
import type { Student } from '../people/directory.ts';
import type { Reply } from '../policy/rule.ts';
import { type Benefits, entitledTo } from './needs.ts';

type Known = Pick<World, 'now' | 'directory' | 'policy'>;

/** The facts of a short reply about help; null for any other reply. */
export const helpFacts = (reply: Reply, duty: Duty, detail: string, world: Known): FactBody[] | null => {
  const student = duty.about.student ?? '';
  switch (reply.act) {
    case 'except':
      return pupilsNamed(detail, duty, world).map((pupil) => lacking(reply, pupil, detail, world));
    case 'benefits_given':
      return [{ kind: 'benefits', student, missing: [] }];
    case 'benefits_missing': {
      const pupil = world.directory.students.get(student);
      const missing = pupil ? benefitsNamed(detail, pupil, world.policy.benefits) : [];
      return [{ kind: 'benefits', student, missing }];
    }
    case 'carer_named':
      return [{ kind: 'carer', student, carer: detail || reply.label }];
    case 'buddy_named':
      return [{ kind: 'buddy', student, teacher: detail || reply.label }];
    case 'inclusive_class':
    case 'home_teaching':
    case 'vocational':
      return [{ kind: 'schooling', student, way: reply.act }];
    case 'home_lesson':
      return [{ kind: 'home_lesson', student, day: dayOf(world.now) }];
    case 'elsewhere_proven':
      return [{ kind: 'elsewhere', student, school: null, proven: true }];
    default:
      return null;
  }
};

const lacking = ({ lack }: Reply, pupil: Student, detail: string, { policy }: Known): FactBody => {
  const student = pupil.id;
  switch (lack) {
    case 'carer':
      return { kind: 'carer', student, carer: null };
    case 'buddy':
      return { kind: 'buddy', student, teacher: null };
    case 'schooling':
      return { kind: 'schooling', student, way: null };
    case 'proof':
      return { kind: 'elsewhere', student, school: null, proven: false };
    default:
      return { kind: 'benefits', student, missing: benefitsNamed(detail, pupil, policy.benefits) };
  }
};

/** The pupils a reply names, of those its duty is about; a name that two bear means both: either may lack something. */
export const pupilsNamed = (
  detail: string,
  { about }: Pick<Duty, 'about'>,
  { directory }: Pick<World, 'directory'>,
): readonly Student[] => {
  const own = directory.students.get(about.student ?? '');
  if (own) return namedAmong(detail, [own]);
  return namedAmong(detail, pupilsOf(about, directory)).filter(({ flags }) => flags.length > 0);
};

/** The benefits that words name, in the county's own terms; where they name none, all that the pupil is entitled to. */
export const benefitsNamed = (text: string, pupil: Pick<Student, 'flags'>, benefits: Benefits): string[] => {
  const named = benefits.filter(({ label, words }) => [label, ...words].some((word) => text.includes(word)));
  const meant = named.length > 0 ? named : entitledTo(pupil.flags, benefits);
  return meant.map(({ label }) => label);
};
