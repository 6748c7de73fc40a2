/** Pupils whom one duty is about together; its messages name them. */
export const PUPIL_GROUPS = [
  'not_returning', // will not come back this term or, in a vacation, the next, as the family said
  'not_registered', // on the roll, not registered at term start
  'not_back', // not registered or in an open case, and still away
  'without_cause', // on the week's report: not back without cause (withoutCauseIn)
  'open_case', // out of school, or suspected to be, and not back
  'at_risk', // on the list of P2.R2-ENDTERM-LIST
  'left_behind', // by the roster
  'noted', // at risk, or seen away from home in the vacation: to be asked after first
] as const;
export type PupilGroup = (typeof PUPIL_GROUPS)[number];

/** What a class teacher, village or township is asked to tell pupil by pupil; who is not named is as wished. */
export const PUPIL_QUESTIONS = ['returns', 'registration', 'risks', 'whereabouts'] as const;
export type PupilQuestion = (typeof PUPIL_QUESTIONS)[number];
