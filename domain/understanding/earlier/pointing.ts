import { isAbsent } from '../attendance/statuses.ts';
import type { Subject } from '../clauses/statements.ts';
import type { Pupil } from '../names/roster.ts';
import { countIn } from '../numbers/together.ts';
import { pointedByState, pointsByState } from './pointed-by-state.ts';
import { pointedByWords, pointsByWords } from './pointed-by-words.ts';
import type { Standing } from './standing.ts';

/** Whether words mean more than one: "他们", "那两个". */
export const isPlural = (said: string): boolean => /们|[二两俩三仨四几2-9]/.test(said);

/** Whether they pick one, and do not say which: "其中一个到了". */
export const isOneOfThem = (said: string): boolean => /^其中/.test(said);

/** "三(2)班那两个": those of that class, of all who were told of before. */
export function ofClass(standing: Standing, section: Subject['section']): Standing {
  if (section === undefined) return standing;
  const here = new Set(section.students);
  const entries = new Map([...standing.entries].filter(([name]) => here.has(name)));
  const lastNamed = standing.lastNamed.filter((name) => here.has(name));
  return { ...standing, entries, lastNamed: lastNamed.length > 0 ? lastNamed : [...entries.keys()] };
}

/**
 * Of whom words that point back to the messages before may be told: those named last; where they count more, or pick one, all who are away.
 * `others` are those of whom this message has not spoken.
 */
export function pointedAt(
  said: string,
  standing: Standing,
  count: number | undefined,
  others: () => readonly string[],
): readonly string[] {
  if (isOneOfThem(said)) return stillAway(standing);
  if (isLastOfAll(said)) return [...standing.entries.keys()];
  if (pointsByState(said)) return pointedByState(said, standing);
  if (/^[剩另余]/.test(said)) return others();
  if (pointsByWords(said)) return pointedByWords(said, standing);
  const { lastNamed } = standing;
  if (SEVERAL_IN_TURN.test(said) && lastNamed.length <= (countIn(said) ?? 1)) return stillAway(standing);
  if (lastNamed.length > 1) return lastNamed;
  const away = stillAway(standing);
  const fits = ONE_OF.test(said) ? away.length > 1 : away.length === (countIn(said) ?? count);
  return fits ? away : lastNamed;
}

const ONE_OF = /^(?:[前上后下头](?:面|头)?[那一](?:个|位|名)|前者|后者)$/;

/** Of whom of these each it is told; undefined where the words do not say which are meant. */
export function eachMeant(
  said: string,
  named: readonly Pupil[],
  count: number | undefined,
): readonly Pupil[] | undefined {
  if (named.length < 2) return named;
  if (isOneOfThem(said)) return undefined;
  const turn = inTurn(said, named);
  if (turn !== undefined) return [turn];
  const some = severalInTurn(said, named) ?? fewOf(said, named);
  const isCounted = some.length === count || some.length === countIn(said);
  return some.length < 2 || isCounted || isAll(said, some) ? some : undefined;
}

/** "前面那个到了, 后面那个病了": the first, or the last, of those named before. */
const inTurn = (said: string, named: readonly Pupil[]): Pupil | undefined => {
  if ((countIn(said) ?? 1) > 1) return undefined;
  if (/^(?:[前上头]|第一)/.test(said)) return named[0];
  return /^(?:[后下]|最后|第二)/.test(said) ? named.at(-1) : undefined;
};

/** "最后一人": of all who were told of before, whichever of them the last message spoke of. */
const isLastOfAll = (said: string): boolean => /^最[后末][那一]/.test(said);

/** "前两人", "后面两个": so many of those named before, from one end. */
function severalInTurn(said: string, named: readonly Pupil[]): readonly Pupil[] | undefined {
  const [, first, last] = SEVERAL_IN_TURN.exec(said) ?? [];
  const count = countIn(said);
  if (count === undefined || count >= named.length || (first ?? last) === undefined) return undefined;
  return first === undefined ? named.slice(-count) : named.slice(0, count);
}

const SEVERAL_IN_TURN = /^(?:([前上头])|(最?后))(?:面|头)?的?这?那?[两三四五2-5]/;

/** "那两兄弟" of three named before: those of one surname, if they are as many. */
function fewOf(said: string, named: readonly Pupil[]): readonly Pupil[] {
  const count = countIn(said);
  if (count === undefined || count >= named.length || !/[兄弟姐妹]/.test(said)) return named;
  const families = new Set(named.map(({ surname }) => surname));
  const fitting = [...families]
    .map((family) => named.filter(({ surname }) => surname === family))
    .filter(({ length }) => length === count);
  return fitting.length === 1 && fitting[0] !== undefined ? fitting[0] : named;
}

/** Whether a plural means all of them: two of four must be asked after. */
const isAll = (said: string, named: readonly Pupil[]): boolean =>
  isPlural(said) && (countIn(said) ?? named.length) >= named.length;

/** Who of those away is not named in this message; where all are, who was named before. */
export function othersTold(
  subjects: readonly Subject[],
  standing: Standing,
): (subject: Subject) => readonly string[] {
  let unnamed: readonly string[] | undefined;
  return (subject) => {
    unnamed ??= awayUnnamed(subjects, standing);
    const count = countIn(subject.mention.said) ?? 1;
    if (unnamed.length > count) return leftOf(unnamed, count, standing);
    return unnamed.length > 0 ? unnamed : othersBefore(subject, subjects);
  };
}

/** "甲、乙没来", "乙病了", "另一个不清楚": of those away as many as are meant, who were not told of last or of whom nothing was told yet. */
function leftOf(
  unnamed: readonly string[],
  count: number,
  { lastNamed, entries }: Standing,
): readonly string[] {
  const told = unnamed.filter((name) => !lastNamed.includes(name));
  if (told.length === count) return told;
  const unaccounted = unnamed.filter((name) => entries.get(name)?.status === 'unaccounted');
  return unaccounted.length === count ? unaccounted : unnamed;
}

function awayUnnamed(subjects: readonly Subject[], standing: Standing): string[] {
  const named = new Set<string>();
  for (const { mention } of subjects) for (const { name } of mention.pupils) named.add(name);
  return stillAway(standing).filter((name) => !named.has(name));
}

/** "甲和乙都没来, 甲病假, 另一个旷课": who was named before but not last. */
function othersBefore(subject: Subject, subjects: readonly Subject[]): string[] {
  const named = new Set<string>();
  let last = '';
  for (const { at, pronoun, mention } of subjects) {
    const [one, other] = mention.pupils;
    if (at >= subject.at || pronoun || one === undefined || other !== undefined) continue;
    last = one.name;
    named.add(last);
  }
  named.delete(last);
  return [...named];
}

const stillAway = ({ entries }: Standing): string[] =>
  [...entries.values()].flatMap(({ student, status }) => (isAbsent(status) ? [student] : []));
