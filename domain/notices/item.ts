import { childrenIn } from '../comparison/changes.ts';
import type { World } from '../decision.ts';
import type { Duty } from '../duties/duty.ts';
import { pupilsWith } from '../duties/subjects.ts';
import { type Level, posts, type Role, type Unit, unitTitles } from '../people/roles.ts';
import type { BoundDuty } from '../policy/policy.ts';
import type { Subject } from '../signals.ts';
import type { NoticeItem } from './notice.ts';

/** What a subject is called in a message to somebody who must act on it. */
export const nameSubject = (
  about: Subject,
  { directory, place }: Pick<World, 'directory' | 'place'>,
): string => {
  if (about.student) {
    const student = directory.students.get(about.student);
    const className = student?.class ? directory.classes.get(student.class)?.name : undefined;
    return className ? `${student?.name}（${className}）` : (student?.name ?? about.student);
  }
  if (about.class) return directory.classes.get(about.class)?.name ?? about.class;
  if (about.village) return about.village;
  if (about.township) return directory.townships.get(about.township)?.name ?? about.township;
  if (about.unit) return unitTitles[about.unit];
  return place.name;
};

const IN_SCHOOL: ReadonlySet<Level> = new Set<Level>(['family', 'class', 'school']);

/** The same to whoever is of no school: several have a 三(1)班. */
export const subjectFor = (
  { about, subject }: Pick<NoticeItem, 'about' | 'subject'>,
  role: Role,
  world: Pick<World, 'directory' | 'place'>,
): string => {
  if (IN_SCHOOL.has(posts[role].level) || subject !== nameSubject(about, world)) return subject;
  const { students, classes, schools } = world.directory;
  const classId = about.student ? students.get(about.student)?.class : about.class;
  const found = classes.get(classId ?? '');
  const school = schools.get(found?.school ?? '');
  if (!found || !school) return subject;
  return subject.replace(found.name, `${school.name}${found.name}`);
};

/** What a duty is called to whoever must act: its subject, or what was asked without the child's name. */
export const subjectOf = (
  { about, asked }: Pick<Duty, 'about' | 'asked'>,
  world: Pick<World, 'directory' | 'place'>,
): string => asked?.shows ?? nameSubject(about, world);

export const itemFor = (bound: BoundDuty, duty: Duty, world: World): NoticeItem => ({
  rule: duty.rule,
  title: bound.duty.title,
  about: duty.about,
  subject: subjectOf(duty, world),
  duty: duty.id,
  due: duty.dueAt,
  actor: duty.actor ? world.directory.nameOf(duty.actor) : null,
  note: noteOf(duty, world),
  how: duty.task ?? bound.duty.how ?? null,
  ...concernedBy(bound, duty, world),
});

/** More names than this are looked up on the roster. */
const MOST_NAMES = 12;

/** Whom a duty of a class or school is about by the flags of the roster; a township hears how many (policy.md §5.2.3). */
const concernedBy = (
  { duty: { pupils } }: BoundDuty,
  { about }: Duty,
  world: World,
): Pick<NoticeItem, 'pupils'> => {
  if (!pupils || about.student) return {};
  const found = pupilsWith(pupils, about, world);
  const isNear = about.class !== undefined || about.school !== undefined;
  const names = isNear ? found.slice(0, MOST_NAMES).map(({ name }) => name) : [];
  return { pupils: { names, count: found.length } };
};

/** For a gap in the posts: which post, where (P1.2-POST). For a list of children: how many. */
const noteOf = (duty: Duty, { directory }: World): string | null => {
  if (duty.rule !== 'P1.2-POST') return childrenIn(duty.period)?.toString() ?? null;
  const [role = '', unit = ''] = duty.period.split('@');
  if (role === 'unit') return unitTitles[unit as Unit] ?? posts.unit.title;
  const place =
    directory.classes.get(unit)?.name ??
    directory.schools.get(unit)?.name ??
    directory.townships.get(unit)?.name ??
    '';
  return `${place}${posts[role as Role]?.title ?? role}`;
};
