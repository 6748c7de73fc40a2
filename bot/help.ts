import type { Speaker } from '../domain/conversation/speaker.ts';

/** The text that tells somebody of this post what can be said. */
export const helpFor = ({ role, classes, schools, townships, district }: Speaker): string => {
  if (role === 'guardian') return 'replies/help_guardian';
  if (classes.length > 0) return 'replies/help_teacher';
  if (schools.length > 0) return 'replies/help_office';
  return townships.length > 0 || district ? 'replies/help_area' : 'replies/help_cadre';
};
