import type { Day } from '../../domain/calendar/time.ts';
import type { Directory } from '../../domain/people/directory.ts';
import { foundChildId } from '../../domain/people/found-child.ts';
import { checkSurvey, type SurveyCheck } from '../../domain/survey/check.ts';
import type { KnownChild, SurveyedChild } from '../../domain/survey/survey.ts';
import type { Database } from '../../prisma/client.ts';
import type { Secrets } from '../../prisma/secrets.ts';
import { knownChildren } from '../../prisma/stores/known-children.ts';
import { loadComparison } from '../comparison/load-comparison.ts';

interface Dependencies {
  database: Database;
  secrets: Secrets;
  directory: Directory;
}

/** Holds the children of a township's survey against those whom the directory knows there, by household registration. */
export const checkTownship = async (
  dependencies: Dependencies,
  { township, children, day }: { township: string; children: readonly SurveyedChild[]; day: Day },
): Promise<SurveyCheck> => {
  const names = new Set(children.filter(({ state }) => state !== 'enrolled').map(({ name }) => name));
  const [own, namesakes] = await Promise.all([
    knownChildren(dependencies, day, ({ household }) => household === township),
    knownChildren(dependencies, day, ({ household, name }) => household !== township && names.has(name)),
  ]);
  const idOf = (child: SurveyedChild): string => foundChildId(personIn(child, dependencies.secrets));
  return checkSurvey(children, { own, namesakes }, loadComparison().linking, idOf);
};

/** The same child in every table and list: by the number, else by all that is told of the person. */
export const personIn = (
  { idNumber, name, birth, guardians, doubtfulId }: SurveyedChild,
  secrets: Secrets,
): string =>
  secrets.index(idNumber ?? JSON.stringify([name, birth, guardians.toSorted(), doubtfulId]), 'listed_child');

/** Who is in no household of it, or cannot be told from it: those whom the township has to look for. */
export const toLookFor = ({ missed, unclear }: SurveyCheck): readonly KnownChild[] => [...missed, ...unclear];
