import type { Question } from '../domain/conversation/question.ts';
import type { Rosters } from '../domain/conversation/rosters.ts';
import { nameSubject } from '../domain/notices/item.ts';
import { isSeatNumber } from '../domain/understanding/names/seat-numbers.ts';
import type { Ask, Understood } from '../domain/understanding/types.ts';
import { entryWords } from '../templates/vocabulary.ts';
import { endOfDay, sayAsks } from './outcomes.ts';
import { phrase } from './phrase.ts';
import { type Turn, worldFor } from './turn.ts';
import { waitingLines } from './waiting.ts';

const MOST_OPTIONS = 8;

/** What a pupil named without a word about them may be; the answer is read as if it had been said. */
const STANDINGS = ['unaccounted', 'sick_leave', 'personal_leave', 'late', 'unexcused'].map(entryWords);

/** The one question that what was not understood leads to: the first doubt; the others follow its answer. */
export const askNext = (
  turn: Turn,
  heard: Understood,
  rosters: Rosters,
): { text: string; question: Question } | null => {
  const [ask] = heard.ask;
  if (!ask) return null;
  const unsure = heard.unsure.find((item) => item.code === ask);
  const said = unsure?.said ?? '';
  if (ask === 'which_student' && isBorneTwice(unsure?.candidates ?? []))
    return askPupil(turn, unsure?.candidates[0] ?? '', rosters);
  const candidates = (unsure?.candidates ?? []).slice(0, MOST_OPTIONS);
  const options = optionsFor(ask, candidates, rosters);
  const values = { said, some: candidates.length > 0, ...(ask === 'count_mismatch' ? counts(heard) : {}) };
  const isSeat = ask === 'unknown_name' && isSeatNumber(said);
  const question = phrase(turn, isSeat ? 'ask_seat' : QUESTIONS[ask], values);
  const none = NONE[ask] && !isSeat ? phrase(turn, NONE[ask]) : null;
  return {
    text: sayAsks(turn, question, options, none),
    question: {
      kind: 'complete',
      ask,
      text: turn.text,
      said,
      options,
      none,
      until: endOfDay(turn),
    },
  };
};

/** The same name twice among the candidates: the name is certain, the pupil is not. */
const isBorneTwice = (candidates: readonly string[]): boolean =>
  candidates.length > 1 && new Set(candidates).size === 1;

/** Which of several bearers of a name is meant; each is shown with the class. */
export const askPupil = (
  turn: Turn,
  said: string,
  rosters: Rosters,
): { text: string; question: Question } => {
  const students = rosters.studentsNamed(said).slice(0, MOST_OPTIONS);
  const options = students.map(({ id, school }) => nameSubject({ student: id }, worldFor(turn, school)));
  const none = phrase(turn, 'none_of_them');
  return {
    text: sayAsks(turn, phrase(turn, 'ask_which_student', { said }), options, none),
    question: {
      kind: 'which_pupil',
      text: turn.text,
      students: students.map(({ id }) => id),
      chosen: [...(rosters.chosen ?? [])],
      options,
      none,
      until: endOfDay(turn),
    },
  };
};

/** Nothing was recorded; what may be said instead depends on who speaks, and on what waits for them. */
export const notUnderstood = (turn: Turn): string => {
  const { words, speaker, now } = turn;
  const values = { reports: speaker.classes.length > 0 };
  return words.say('replies/not_understood', { values, lines: waitingLines(turn), now });
};

const QUESTIONS: Readonly<Record<Ask, string>> = {
  which_student: 'ask_which_student',
  unknown_name: 'ask_unknown_name',
  no_status: 'ask_no_status',
  which_class: 'ask_which_class',
  count_mismatch: 'ask_count',
};

const NONE: Readonly<Partial<Record<Ask, string>>> = {
  which_student: 'none_of_them',
  unknown_name: 'none_of_them',
  no_status: 'none_fine',
  count_mismatch: 'none_count',
};

const optionsFor = (ask: Ask, candidates: string[], rosters: Rosters): string[] => {
  if (ask === 'no_status') return STANDINGS;
  if (ask === 'which_class') return [...rosters.classIds.keys()].slice(0, MOST_OPTIONS);
  return ask === 'count_mismatch' ? [] : candidates;
};

/** How many are missing by the numbers, and who by name. */
const counts = ({ entries = [], expected, present }: Understood) => {
  const names = entries
    .filter(({ status }) => status !== 'present' && status !== 'late' && status !== 'left_early')
    .map(({ student }) => student);
  const missing = expected != null && present != null ? expected - present : null;
  return { missing, names: names.join('、'), count: names.length };
};
