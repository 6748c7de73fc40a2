import type { Speaker } from '../domain/conversation/speaker.ts';

/** The text that tells somebody of this post what can be said. */
export const helpFor = ({ role, classes, schools }: Speaker): string => {
  if (role === 'guardian') return 'replies/help_guardian';
  if (classes.length > 0) return 'replies/help_teacher';
  return schools.length > 0 ? 'replies/help_office' : 'replies/help_cadre';
};
