import {
  type CategoryPart,
  type CategoryTold,
  categoryList,
  readCategory,
  withTold,
} from '../../../domain/cases/category.ts';
import type { CaseFile } from '../../../domain/cases/file.ts';
import type { Category } from '../../../domain/facts/case-fact.ts';
import type { FactBody } from '../../../domain/facts/fact.ts';
import type { Student } from '../../../domain/people/directory.ts';
import { endOfDay, sayAsks } from '../../outcomes.ts';
import { phrase } from '../../phrase.ts';
import type { Outcome, Turn } from '../../turn.ts';
import { inSchool, inTownship, type Sentence } from './sentence.ts';

/** "三(1)班", "初一2班": before or beside the name, and no number of the list. */
const CLASS = /[一二三四五六七八九初高小\d]+年?级?[（(]?\d+[）)]?班/gu;

/** 分清类别 in one sentence, in any order: 「张伟类别：外出务工，外地，不愿返校」 (P3.1-REPORT-7D, policy.md §7.3). */
export const CATEGORY: Sentence = {
  pattern: /^(?!.*(?:什么|哪|多少|[?？]))(?:.*类别|.*[归分]类(?:[是为]|[:：]))/u,
  may: (turn) => inSchool(turn) || inTownship(turn),
  whose: 'school',
  label: 'act_category',
  plain: 'anybody',
  facts: ({ student, turn, file }) => {
    const said = turn.text
      .replace(student.name, ' ')
      .replace(CLASS, ' ')
      .replace(/[归分]类[是为]?/gu, ' ');
    return categoryFacts(turn, student, file, readCategory(said, turn.policy.settings));
  },
  next: ({ turn, file }) => categoryLines(turn, file),
};

/** What was read as a fact; or the numbered list, where some word fits no name or nothing was said. */
const categoryFacts = (
  turn: Turn,
  { id, name }: Student,
  { category }: CaseFile,
  { told, unclear }: CategoryTold,
): FactBody[] | { instead: Outcome } =>
  unclear.length > 0 || Object.keys(told).length === 0
    ? { instead: askCategory(turn, { id, name }, told, unclear) }
    : [{ kind: 'category', student: id, category: withTold(category, told) }];

/** The names that may be told, numbered through, a line for each of the three. */
const numberedCategories = (turn: Turn): string => {
  const list = categoryList(turn.policy.settings);
  const line = (wanted: CategoryPart): string =>
    list
      .filter(({ part }) => part === wanted)
      .map(({ number, name }) => `${number}${name}`)
      .join('　');
  return phrase(turn, 'category_list', {
    reasons: line('reason'),
    whereabouts: line('whereabouts'),
    willingness: line('willingness'),
  });
};

/** Asks how a case is sorted; `told` is clear already, `unclear` fits nothing. */
export const askCategory = (
  turn: Turn,
  { id, name }: Pick<Student, 'id' | 'name'>,
  told: Partial<Category>,
  unclear: readonly string[],
): Outcome => {
  const question = phrase(turn, 'ask_category', {
    name,
    unclear: unclear.join('、'),
    known: Object.values(told).join('、'),
    list: numberedCategories(turn),
  });
  return {
    act: 'command',
    reply: sayAsks(turn, question),
    question: { kind: 'category', student: id, told, until: endOfDay(turn) },
  };
};

/** The sentence that the answer to the list completes; null when it is none. */
export const categoryAnswered = (turn: Turn, { name }: Student, told: Partial<Category>): string | null => {
  const answer = readCategory(turn.text, turn.policy.settings);
  const names = Object.values({ ...told, ...answer.told });
  return answer.unclear.length > 0 || names.length === 0 ? null : `${name}类别：${names.join('，')}`;
};

/** How the case is sorted now, and which of the three nobody has told yet. */
const categoryLines = (turn: Turn, { category }: CaseFile): string[] => {
  const { reason = null, whereabouts = null, willingness = null } = category ?? {};
  return [phrase(turn, 'category_now', { reason, whereabouts, willingness })];
};
