import { dayOf } from '../../domain/calendar/time.ts';
import { type CaseFile, emptyFile } from '../../domain/cases/file.ts';
import { aboutPupil } from '../../domain/people/about.ts';
import { maySee, mustLogView } from '../../domain/people/access.ts';
import type { Directory, Post, Student } from '../../domain/people/directory.ts';
import type { Viewer } from '../../domain/people/reach.ts';
import { unitNamed } from '../../domain/people/roles.ts';
import type { Information } from '../../domain/people/sight.ts';
import { caseFileOf, recordLook } from '../../prisma/stores/ledger-store.ts';
import { refusals } from '../../templates/sandbox.ts';
import type { SandboxDependencies } from './dependencies.ts';
import { Refusal } from './refusal.ts';

/** Who wants to read, and why. */
export interface Reader {
  viewer: string;
  purpose?: string | undefined;
}

/** A pupil's file with what its reader may see of it (policy.md §5). */
export interface Sight {
  student: Student;
  file: CaseFile;
  viewer: Viewer;
  shows(what: Information): boolean;
}

/**
 * Opens a file for somebody, in the post that shows it; where looks are kept (§5.2.4) the look is kept first.
 * Refuses a stranger, a post that may not see the case, and a look without a purpose that needs one.
 */
export const look = async (
  { database, directory, now }: SandboxDependencies,
  id: string,
  { viewer: person, purpose }: Reader,
): Promise<Sight | Refusal> => {
  const known = directory();
  const student = known.students.get(id);
  if (!student) return new Refusal(404, refusals.noStudent);
  const at = await now();
  const file = (await caseFileOf(database, id)) ?? emptyFile(id);
  const about = aboutPupil(student, known, file, dayOf(at));
  const viewers = viewersOf(known, person, dayOf(at));
  const viewer = viewers.find((each) => maySee(each, 'case_status', about, { purpose: 'asked' }));
  if (!viewer) return new Refusal(403, refusals.fileClosed);
  const stated = purpose?.trim() ?? '';
  if (mustLogView(viewer.role)) {
    if (stated === '') return new Refusal(403, refusals.purposeNeeded);
    await recordLook(database, { viewer: person, role: viewer.role, student: id, purpose: stated, at });
  }
  return { student, file, viewer, shows: (what) => maySee(viewer, what, about, { purpose: stated }) };
};

/** One viewer for each post held today, those whose looks need no entry first, and one as a guardian. */
const viewersOf = (directory: Directory, person: string, today: string): Viewer[] => {
  const children = directory.childrenOf(person).map(({ id }) => id);
  const viewers = directory.postsOf(person, today).map((post) => viewerOf(person, post));
  if (children.length > 0) viewers.push({ role: 'guardian', students: children });
  return viewers.toSorted((one, other) => Number(mustLogView(one.role)) - Number(mustLogView(other.role)));
};

/** The ids of units are unique over all kinds, so the one of the post stands in every list. */
const viewerOf = (person: string, { role, unit, office, students }: Post): Viewer => {
  const units = unit === null ? [] : [unit];
  return {
    person,
    role,
    unit: office ? unitNamed(office) : null,
    students: students ?? [],
    classes: units,
    schools: units,
    groups: units,
    villages: units,
    townships: units,
    designated: role === 'bureau_officer',
  };
};

/** Papers are open to those who see the whole case or its documents, and to the class teacher who drafts them. */
export const showsPaper = ({ viewer, shows }: Sight): boolean =>
  viewer.role === 'homeroom_teacher' || shows('case_documents') || shows('case_detail');

/**
 * The sentence a fact was read from may name other pupils, so only those see it who may see all of them, and its
 * own author; in a case under protection nobody but those of the restricted section.
 */
export const showsWords = ({ viewer, file, shows }: Sight, isOwn: boolean): boolean =>
  (isOwn || viewer.role === 'homeroom_teacher' || shows('case_detail')) &&
  (!file.safeguard || shows('restricted'));
