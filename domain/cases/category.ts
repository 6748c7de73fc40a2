import type { Category } from '../facts/case-fact.ts';
import type { Circumstance } from '../facts/family-fact.ts';
import type { Settings } from '../policy/settings.ts';
import type { CaseFile } from './file.ts';

/** The three that are told apart (policy.md §7.3), in the order of the numbered list. */
const CATEGORY_PARTS = ['reason', 'whereabouts', 'willingness'] as const;
export type CategoryPart = (typeof CATEGORY_PARTS)[number];

type Tables = Pick<Settings, 'categories.reasons' | 'categories.whereabouts' | 'categories.willingness'>;

const TABLES = {
  reason: 'categories.reasons',
  whereabouts: 'categories.whereabouts',
  willingness: 'categories.willingness',
} as const;

const tableOf = (part: CategoryPart, settings: Tables): Settings['categories.reasons'] =>
  settings[TABLES[part]];

/** All names that may be told, numbered through so that a number alone says which of the three it is. */
export const categoryList = (settings: Tables): { part: CategoryPart; name: string; number: number }[] =>
  CATEGORY_PARTS.flatMap((part) => Object.keys(tableOf(part, settings)).map((name) => ({ part, name }))).map(
    (item, place) => ({ ...item, number: place + 1 }),
  );

/** What a text says of a case, and the words of it that fit no name, or two names of which only one may stand. */
export interface CategoryTold {
  told: Partial<Category>;
  unclear: string[];
}

interface Hit {
  at: number;
  word: string;
  part: CategoryPart;
  names: string[];
}

/**
 * Reads 「外出务工，外地，不愿返校」: in any order, with any stops or none, by names, by the county's words for them or by the
 * numbers of the list. Nothing is guessed: a word of two names counts only where the reason told beside it decides.
 */
export const readCategory = (text: string, settings: Tables): CategoryTold => {
  const said = text.replace(/（/g, '(').replace(/）/g, ')');
  const hits = hitsIn(said, settings);
  const rest = hits.reduce((left, { at, word }) => blank(left, at, word.length), said);
  const pieces = rest.split(STOPS).flatMap((piece) => piece.replace(IDLE, '') || []);
  const list = categoryList(settings);
  const numbered = pieces.flatMap((piece): Hit[] => {
    const item = list.find(({ number }) => String(number) === piece);
    return item ? [{ at: 0, word: piece, part: item.part, names: [item.name] }] : [];
  });
  const all = [...hits, ...numbered];
  const reasons = new Set(all.flatMap(({ part, names }) => (part === 'reason' ? names : [])));
  const namesOf = (hit: Hit): string[] =>
    hit.names.length > 1 ? hit.names.filter((name) => goesWith(name, reasons, settings)) : hit.names;
  const told: Partial<Category> = {};
  const unclear = pieces.filter((piece) => !numbered.some(({ word }) => word === piece));
  for (const part of CATEGORY_PARTS) {
    const own = all.filter((hit) => hit.part === part);
    const names = new Set(own.flatMap(namesOf));
    const [name] = names;
    if (name !== undefined && names.size === 1) told[part] = name;
    else unclear.push(...own.map(({ word }) => word));
  }
  return { told, unclear };
};

const STOPS = /[\s，,、。.；;：:/!！?？和\0]+/u;
/** What may stand around the names and says nothing. */
const IDLE =
  /分清|类别|归类|分类|原因|去向|现状|返校意愿|意愿|现在|目前|主要|孩子|学生|本人|自己|态度|[他她是为在的了人去属于]|^(?:因为|因)/gu;

const blank = (text: string, at: number, length: number): string =>
  `${text.slice(0, at)}${'\0'.repeat(length)}${text.slice(at + length)}`;

/** Every word that stands in the text, the longest first, none within another or right behind a 不. */
const hitsIn = (text: string, settings: Tables): Hit[] => {
  const words = new Map<string, Hit>();
  for (const { part, name } of categoryList(settings))
    for (const word of [name, ...(tableOf(part, settings)[name] ?? [])]) {
      const known = words.get(word);
      if (!known) words.set(word, { at: 0, word, part, names: [name] });
      else if (known.part === part) known.names.push(name);
    }
  let rest = text;
  return [...words.values()]
    .toSorted((a, b) => b.word.length - a.word.length)
    .flatMap((hit): Hit[] => {
      const at = rest.indexOf(hit.word);
      if (at < 0 || /[不没未]/u.test(rest[at - 1] ?? '')) return [];
      rest = blank(rest, at, hit.word.length);
      return [{ ...hit, at }];
    })
    .toSorted((a, b) => a.at - b.at);
};

/** Whether a name holds a word of the reason: 外地务工 goes with 外出务工, 外地随父母 with 随家庭流动. */
const goesWith = (name: string, reasons: ReadonlySet<string>, settings: Tables): boolean =>
  [...reasons].some((reason) =>
    (settings['categories.reasons'][reason] ?? []).some((word) => name.includes(word)),
  );

/** What was told before stays where nothing else is told now. */
export const withTold = (before: Category | null, told: Partial<Category>): Category => ({
  reason: null,
  whereabouts: null,
  willingness: null,
  ...before,
  ...told,
});

/** Whether a circumstance holds: as told of itself, or as the reason says it. */
export const isSo = (
  circumstance: Circumstance,
  { category, family }: Pick<CaseFile, 'category' | 'family'>,
  settings: Pick<Settings, 'categories.circumstances'>,
): boolean =>
  family?.circumstances.includes(circumstance) === true ||
  settings['categories.circumstances'][category?.reason ?? ''] === circumstance;

/** Why the child is away, in the county's words; where nobody has sorted the case, the reason that a told circumstance says. */
export const reasonOf = (
  { category, family }: Pick<CaseFile, 'category' | 'family'>,
  settings: Pick<Settings, 'categories.circumstances'>,
): string | null => {
  if (category?.reason) return category.reason;
  const says = Object.entries(settings['categories.circumstances']);
  return says.find(([, circumstance]) => family?.circumstances.includes(circumstance))?.[0] ?? null;
};

/** Open cases with why each child is away, as the joint conference counts them (P6.R-TOPICS). */
export const withReasons = <Case extends Pick<CaseFile, 'category' | 'family'>>(
  open: readonly Case[],
  settings: Pick<Settings, 'categories.circumstances'>,
): (Case & { reason: string | null })[] => open.map((one) => ({ ...one, reason: reasonOf(one, settings) }));

/** Names that settings speak of and no table has, and words that say two of the three; one sentence each. */
export const categoryProblems = (settings: Tables & Pick<Settings, 'categories.circumstances'>): string[] => {
  const owners = new Map<string, CategoryPart>();
  const twice = CATEGORY_PARTS.flatMap((part) =>
    [
      ...new Set(Object.entries(tableOf(part, settings)).flatMap(([name, words]) => [name, ...words])),
    ].flatMap((word) => {
      const other = owners.get(word);
      owners.set(word, part);
      return other ? [`categories: ${word} stands under ${other} and under ${part}`] : [];
    }),
  );
  const unknown = Object.keys(settings['categories.circumstances'])
    .filter((reason) => !(reason in settings['categories.reasons']))
    .map((reason) => `categories.circumstances: ${reason} is none of categories.reasons`);
  return [...twice, ...unknown];
};
