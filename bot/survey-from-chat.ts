import type { Instant } from '../domain/calendar/time.ts';
import type { Speaker } from '../domain/conversation/speaker.ts';
import type { Author } from '../domain/facts/fact.ts';
import { readSurvey } from '../seeds/survey/read-survey.ts';
import { type SurveyOutcome, surveyLines, surveyProblemLine } from '../templates/survey.ts';
import type { Parts } from './parts.ts';
import { takeSurvey } from './take-survey.ts';
import { authorOf } from './turn.ts';

/** A phone screen; what is wrong beyond it comes up when the table is sent again. */
const MOST_LINES = 15;

type Dependencies = Pick<Parts, 'database' | 'secrets' | 'words'> & {
  keeper: Pick<Parts['keeper'], 'current'>;
};

/** Takes in a 适龄儿童排查表 that somebody sent into the chat; null when the file is none (P2.R4-APR-SURVEY). */
export const surveyFromChat = async (
  file: Buffer,
  { speaker, source }: { speaker: Speaker; source: string },
  dependencies: Dependencies,
  now: Instant,
): Promise<string | null> => {
  const [township = null] = speaker.townships;
  const taken = await surveyIn(file, { township, by: authorOf(speaker), source }, dependencies, now);
  if (!taken.isSurvey) return null;
  const shown = taken.problems.slice(0, MOST_LINES);
  const values = { wrong: taken.problems.length, more: taken.problems.length - shown.length };
  const next = taken.outcomes.flatMap((outcome) => surveyLines(outcome, true));
  return dependencies.words.say('replies/surveyed', { values, lines: shown, next, now });
};

/** What a table said, township by township, and every line about what is wrong with it. */
export interface SurveyTaken {
  isSurvey: boolean;
  outcomes: readonly SurveyOutcome[];
  problems: readonly string[];
}

/** Reads a table and takes in what it says of each township; `township` null: each row names its own. */
export const surveyIn = async (
  file: Buffer,
  { township, by, source }: { township: string | null; by: Author; source: string },
  { database, secrets, keeper }: Omit<Dependencies, 'words'>,
  now: Instant,
): Promise<SurveyTaken> => {
  const county = keeper.current();
  const { directory, policy } = county;
  const read = await readSurvey(file, {
    townships: new Map([...directory.townships.values()].map(({ id, name }) => [name, id])),
    township,
    benefits: policy.benefits,
  });
  const problems = read.problems.map(surveyProblemLine);
  if (!read.ok) return { isSurvey: read.isSurvey, outcomes: [], problems };
  const outcomes: SurveyOutcome[] = [];
  // What cannot be said to belong to one township keeps each of them from being whole.
  for (const id of new Set(read.rows.map((row) => row.township))) {
    const rows = read.rows.filter((row) => row.township === id);
    const told = { township: id, rows, wrong: problems.length, by, source: `${source}:${id}` };
    outcomes.push(await takeSurvey({ database, secrets, county }, told, now));
  }
  return { isSurvey: true, outcomes, problems };
};
