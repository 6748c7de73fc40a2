import type { Directory, Student } from '../people/directory.ts';
import { type CaseFile, whereOf } from './file.ts';
import { type Proposal, proposeJurisdiction } from './jurisdiction.ts';

/** The 劝返主体 that the decision table proposes for a pupil, by roll, household and the newest word on where the child is. */
export const proposalFor = (
  { class: classId, school, household }: Student,
  file: CaseFile,
  { schools, townships }: Pick<Directory, 'schools' | 'townships'>,
): Proposal => {
  const enrolment = classId === null ? null : (schools.get(school)?.township ?? null);
  return proposeJurisdiction({
    enrolment,
    household: household === '' ? null : townships.has(household) ? household : 'elsewhere',
    where: whereOf(file),
  });
};
