import { type About, allows, has, type Opening, type Viewer } from './reach.ts';
import { posts, type Role } from './roles.ts';
import { type Information, seenBy, sight } from './sight.ts';
import { type Report, voice } from './voice.ts';

/** The viewer as homeroom teacher of the covered class, when that is what `about` lies in (AMB-47). */
function deputyFor(viewer: Viewer, about: About): Viewer | null {
  const teaches = ['class', 'school'].includes(posts[viewer.role].level);
  if (!teaches || !has(viewer.coveredClasses, about.class)) return null;
  return { role: 'homeroom_teacher', classes: viewer.coveredClasses ?? [] };
}

/**
 * Whether `viewer` may be shown `what` about a pupil or place. A named deputy sees the covered class as its
 * homeroom teacher does. Says nothing about the log: ask `mustLogView` too.
 */
export function maySee(viewer: Viewer, what: Information, about: About, opening: Opening = {}): boolean {
  if (allows(seenBy(viewer, what), viewer, about, opening)) return true;
  const deputy = deputyFor(viewer, about);
  return deputy !== null && allows(sight.homeroom_teacher[what], deputy, about, opening);
}

/** Whether a report by `viewer` about this pupil or class counts as a fact. Deputies speak for the covered class. */
export function maySpeakOf(viewer: Viewer, report: Report, about: About): boolean {
  if (allows(voice[viewer.role][report], viewer, about, {})) return true;
  const deputy = deputyFor(viewer, about);
  return deputy !== null && allows(voice.homeroom_teacher[report], deputy, about, {});
}

// The family sees its own child; school and township government are school and 劝返主体.
const UNLOGGED: ReadonlySet<Role> = new Set<Role>([
  'guardian',
  'homeroom_teacher',
  'subject_teacher',
  'counsellor',
  'academic_office',
  'principal',
  'township_officer',
  'township_head',
]);

/** Whether every view of a case by this role is logged with its purpose (§5.2.4). */
export const mustLogView = (role: Role): boolean => !UNLOGGED.has(role);

/** Pupils' names go to a person who must act, never into a group (§5.2.1). */
export const mayPostNames = (place: 'group' | 'person'): boolean => place === 'person';
