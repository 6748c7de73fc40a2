import { isNearIdNumber, shortIdNumber } from '../people/id-number.ts';
import { nameSound, plainName, type Variants } from './names.ts';
import type { Entry } from './types.ts';

/** What speaks for or against two entries being one child. */
export const EVIDENCE = [
  'id_number', // the same sound number: decides alone
  'other_id', // two sound numbers that differ
  'near_id', // a number that is not sound, and could be the other with a slip
  'name',
  'name_sound', // another character that sounds the same
  'birth',
  'near_birth', // one figure differs, or month and day are swapped
  'other_birth', // two days that are not even near
  'guardian',
  'guardian_sound',
  'school',
  'other_sex',
] as const;
export type Evidence = (typeof EVIDENCE)[number];

/** How much each piece of evidence counts, and from when two entries are linked, rivals, or worth showing. */
export interface Linking {
  weights: Readonly<Record<Evidence, number>>;
  /** A pair is one child from here on, if nobody rivals it. */
  link: number;
  /** A second pair that reaches this stands against the first. */
  rival: number;
  /** Shown to whoever has to decide. */
  candidate: number;
  /** Without all of these nothing is linked, whatever else agrees; a number that agrees decides alone. */
  needs: readonly Evidence[];
  /** Any of these contradicts a link, whatever else agrees: a person decides. */
  vetoes: readonly Evidence[];
  variants: Variants;
}

export interface Pair<Left, Right> {
  left: Left;
  right: Right;
  /** 0 to 1: the weights added up. */
  confidence: number;
  evidence: readonly Evidence[];
}

/** An entry that may be one of the candidates, or of which too little is told to know anything. */
export interface Unresolved<Own, Other> {
  entry: Own;
  reason: 'candidates' | 'crowded' | 'too_little';
  candidates: readonly { entry: Other; confidence: number; evidence: readonly Evidence[] }[];
}

export interface Linked<Left, Right> {
  links: readonly Pair<Left, Right>[];
  unresolved: readonly Unresolved<Left, Right>[];
  /** Entries that no entry of the other list could be. */
  leftAlone: readonly Left[];
  rightAlone: readonly Right[];
}

/**
 * Finds the entries of two lists that are one child: by identity number, else by what else agrees. A link is never a
 * guess: below the threshold, against evidence, or with two that could be it, nothing is linked and the entry is
 * unresolved. The result is the same whichever list is called left and in whatever order the rows stand.
 */
export function link<Left extends Entry, Right extends Entry>(
  left: readonly Left[],
  right: readonly Right[],
  linking: Linking,
): Linked<Left, Right> {
  const byNumber = linkByNumber(left, right, linking);
  const taken = new Set<Entry>(byNumber.flatMap((pair) => [pair.left, pair.right]));
  const free = <Own extends Entry>(entries: readonly Own[]): Traits<Own>[] =>
    entries.filter((entry) => !taken.has(entry)).map((entry) => traitsOf(entry, linking.variants));
  const { pairs, crowded } = likelyPairs(free(left), free(right), linking);
  const byLikeness = pairs.filter(unrivalled(pairs, crowded, linking));
  for (const pair of byLikeness) taken.add(pair.left).add(pair.right);
  const open = pairs.filter((pair) => !taken.has(pair.left) && !taken.has(pair.right));
  const leftOver = left.filter((entry) => !taken.has(entry));
  const unresolved = unresolvedAmong(leftOver, open, crowded);
  const undecided = new Set<Entry>([
    ...unresolved.map(({ entry }) => entry),
    ...open.map((pair) => pair.right),
  ]);
  return {
    links: [...byNumber, ...byLikeness],
    unresolved,
    leftAlone: leftOver.filter((entry) => !undecided.has(entry)),
    rightAlone: right.filter(
      (entry) => !taken.has(entry) && !undecided.has(entry) && !crowded.has(entry) && !isTooLittle(entry),
    ),
  };
}

/** Numbers are unique within a list: an entry whose number stands there twice has it as a doubtful one. */
function linkByNumber<Left extends Entry, Right extends Entry>(
  left: readonly Left[],
  right: readonly Right[],
  { weights, variants }: Linking,
): Pair<Left, Right>[] {
  const bearers = new Map(
    right.flatMap((entry) => (entry.idNumber === null ? [] : [[entry.idNumber, entry] as const])),
  );
  return left.flatMap((entry) => {
    const other = entry.idNumber === null ? undefined : bearers.get(entry.idNumber);
    if (other === undefined) return [];
    const isSameName = plainName(entry.name, variants) === plainName(other.name, variants);
    const evidence: Evidence[] = isSameName ? ['id_number', 'name'] : ['id_number'];
    return [{ left: entry, right: other, confidence: weights.id_number, evidence }];
  });
}

/** An entry with what it is compared by, made once. */
interface Traits<Own extends Entry> {
  entry: Own;
  name: string;
  sound: string;
  guardians: readonly string[];
  guardianSounds: readonly string[];
  /** The number as far as there is one, sound or not. */
  number: string | null;
}

function traitsOf<Own extends Entry>(entry: Own, variants: Variants): Traits<Own> {
  const name = plainName(entry.name, variants);
  const guardians = entry.guardians.map((guardian) => plainName(guardian, variants));
  return {
    entry,
    name,
    sound: nameSound(name),
    guardians,
    guardianSounds: guardians.map(nameSound),
    number: entry.idNumber ?? entry.doubtfulId,
  };
}

/** Whoever shares none of these agrees in too little to be a candidate, so only those who do are held against each other. */
function blocksOf({ entry: { birth, school }, sound, guardianSounds, number }: Traits<Entry>): string[] {
  const [head, tail] = number === null ? [null, null] : halvesOf(number);
  const both = (kind: string, one: string | null, other: string | null): string[] =>
    one === null || other === null ? [] : [`${kind}|${one}|${other}`];
  return [
    ...both('sound birth', sound, birth),
    ...both('sound school', sound, school),
    ...guardianSounds.flatMap((guardian) => [
      `sound guardian|${sound}|${guardian}`,
      ...both('birth guardian', birth, guardian),
      ...both('school guardian', school, guardian),
    ]),
    ...both('head birth', head, birth),
    ...both('head sound', head, sound),
    ...(tail === null ? [] : [`tail|${tail}`]),
  ];
}

/** A slip is in one half of a number; the other half still agrees. */
const halvesOf = (number: string): [string, string] => {
  const short = shortIdNumber(number);
  return [short.slice(0, 8), short.slice(8)];
};

/** More pairs than this say the same of too many children to tell one from another. */
const MOST_PAIRS = 400;

function likelyPairs<Left extends Entry, Right extends Entry>(
  left: readonly Traits<Left>[],
  right: readonly Traits<Right>[],
  linking: Linking,
): { pairs: Pair<Left, Right>[]; crowded: Set<Entry> } {
  const blocks = new Map<string, { left: Traits<Left>[]; right: Traits<Right>[] }>();
  for (const traits of left)
    for (const key of blocksOf(traits)) {
      const block = blocks.get(key);
      if (block) block.left.push(traits);
      else blocks.set(key, { left: [traits], right: [] });
    }
  for (const traits of right) for (const key of blocksOf(traits)) blocks.get(key)?.right.push(traits);
  const crowded = new Set<Entry>();
  const met = new Map<Entry, Set<Entry>>();
  const pairs: Pair<Left, Right>[] = [];
  for (const block of blocks.values()) {
    if (block.left.length * block.right.length > MOST_PAIRS) {
      for (const { entry } of [...block.left, ...block.right]) crowded.add(entry);
      continue;
    }
    for (const one of block.left)
      for (const other of block.right) {
        const before = met.get(one.entry) ?? new Set();
        if (before.has(other.entry)) continue;
        met.set(one.entry, before.add(other.entry));
        const pair = weighed(one, other, linking);
        if (pair.confidence >= linking.candidate) pairs.push(pair);
      }
  }
  return { pairs, crowded };
}

function weighed<Left extends Entry, Right extends Entry>(
  left: Traits<Left>,
  right: Traits<Right>,
  { weights }: Linking,
): Pair<Left, Right> {
  const evidence = EVIDENCE.filter((kind) => SPEAKS[kind](left, right));
  const sum = evidence.reduce((total, kind) => total + weights[kind], 0);
  // Hundredths, so that sums of the same weights compare alike.
  const confidence = Math.min(1, Math.max(0, Math.round(sum * 100) / 100));
  return { left: left.entry, right: right.entry, confidence, evidence };
}

const share = (some: readonly string[], others: readonly string[]): boolean =>
  some.some((item) => others.includes(item));

const differ = (one: string | null, other: string | null): boolean =>
  one !== null && other !== null && one !== other;

const agree = (one: string | null, other: string | null): boolean => one !== null && one === other;

const SPEAKS: Readonly<Record<Evidence, (one: Traits<Entry>, other: Traits<Entry>) => boolean>> = {
  id_number: (one, other) => agree(one.entry.idNumber, other.entry.idNumber),
  other_id: (one, other) => differ(one.entry.idNumber, other.entry.idNumber),
  near_id: (one, other) =>
    (one.entry.idNumber === null || other.entry.idNumber === null) &&
    one.number !== null &&
    other.number !== null &&
    isNearIdNumber(one.number, other.number),
  name: (one, other) => one.name === other.name,
  name_sound: (one, other) => one.name !== other.name && one.sound === other.sound,
  birth: (one, other) => agree(one.entry.birth, other.entry.birth),
  near_birth: ({ entry: one }, { entry: other }) =>
    one.birth !== null && other.birth !== null && isNearDay(one.birth, other.birth),
  other_birth: ({ entry: one }, { entry: other }) =>
    one.birth !== null &&
    other.birth !== null &&
    one.birth !== other.birth &&
    !isNearDay(one.birth, other.birth),
  guardian: (one, other) => share(one.guardians, other.guardians),
  guardian_sound: (one, other) =>
    !share(one.guardians, other.guardians) && share(one.guardianSounds, other.guardianSounds),
  school: (one, other) => agree(one.entry.school, other.entry.school),
  other_sex: (one, other) => differ(one.entry.sex, other.entry.sex),
};

/** One figure differs, or month and day are swapped. */
function isNearDay(one: string, other: string): boolean {
  if (one === other) return false;
  const [year, month, day] = one.split('-');
  if (`${year}-${day}-${month}` === other) return true;
  return [...one].filter((char, place) => char !== other[place]).length === 1;
}

/** Strong enough, not contradicted, and neither of the two has another pair that reaches `rival`, or too many to look at. */
function unrivalled<Left extends Entry, Right extends Entry>(
  pairs: readonly Pair<Left, Right>[],
  crowded: ReadonlySet<Entry>,
  linking: Linking,
): (pair: Pair<Left, Right>) => boolean {
  const claims = new Map<Entry, number>();
  for (const { left, right, confidence } of pairs)
    if (confidence >= linking.rival)
      for (const entry of [left, right]) claims.set(entry, (claims.get(entry) ?? 0) + 1);
  const isOnlyOne = (entry: Entry): boolean => claims.get(entry) === 1 && !crowded.has(entry);
  return (pair) =>
    pair.confidence >= linking.link &&
    isUncontradicted(pair, linking) &&
    isOnlyOne(pair.left) &&
    isOnlyOne(pair.right);
}

const isUncontradicted = ({ evidence }: Pair<Entry, Entry>, { needs, vetoes }: Linking): boolean =>
  needs.every((kind) => evidence.includes(kind)) && !vetoes.some((kind) => evidence.includes(kind));

/** Without number, birthday, guardians and school, a name alone is anybody's. */
const isTooLittle = ({ idNumber, doubtfulId, birth, guardians, school }: Entry): boolean =>
  (idNumber ?? doubtfulId ?? birth ?? school) === null && guardians.length === 0;

function unresolvedAmong<Left extends Entry, Right extends Entry>(
  entries: readonly Left[],
  open: readonly Pair<Left, Right>[],
  crowded: ReadonlySet<Entry>,
): Unresolved<Left, Right>[] {
  const candidates = new Map<Left, Pair<Left, Right>[]>();
  for (const pair of open) candidates.set(pair.left, [...(candidates.get(pair.left) ?? []), pair]);
  return entries.flatMap((entry) => {
    const own = candidates.get(entry) ?? [];
    const reason =
      own.length > 0
        ? 'candidates'
        : crowded.has(entry)
          ? 'crowded'
          : isTooLittle(entry)
            ? 'too_little'
            : null;
    if (reason === null) return [];
    return [
      {
        entry,
        reason,
        candidates: own.map(({ right, confidence, evidence }) => ({ entry: right, confidence, evidence })),
      },
    ];
  });
}
