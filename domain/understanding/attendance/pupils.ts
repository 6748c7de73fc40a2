import type { Fact, Subject } from '../clauses/statements.ts';
import { pointsByState } from '../earlier/pointed-by-state.ts';
import { eachMeant, isOneOfThem, isPlural, ofClass, othersTold, pointedAt } from '../earlier/pointing.ts';
import type { Standing } from '../earlier/standing.ts';
import { factOf } from '../earlier/standing.ts';
import { toldOfBefore } from '../names/namesakes.ts';
import { isNicknameOf } from '../names/nicknames.ts';
import type { Pupil, RosterBook } from '../names/roster.ts';
import { countIn, together } from '../numbers/together.ts';
import type { SpelledNames, Spelling } from '../text/spelling.ts';
import { bears, isDoneBefore, pickedOut, spelledNames, spelledOut, spellings } from '../text/spelling.ts';
import type { Mention } from '../tokens/tokens.ts';
import { isOrdinaryWord } from '../tokens/words.ts';
import type { SpeakerRole } from '../types.ts';
import { statusOf } from './statuses.ts';
import type { Told } from './told.ts';
import { toldOf } from './told.ts';

/** Gathers what was said in several places of one pupil; pronouns become those whom the day's earlier messages named. */
export function gather(
  subjects: readonly Subject[],
  book: RosterBook,
  standing: Standing,
  text: string,
  speaker: SpeakerRole,
  /** The speaker's children are spoken of together. */
  all: boolean,
  corrects: boolean,
): Told[] {
  const named = new Set(subjects.map(({ mention }) => mention.said));
  const ofFamilies = whoseFamily(subjects, text);
  const clear = subjects.map((subject) => nicknamed(withoutContrast(subject, named), named, ofFamilies));
  const spelled = spelledOfUncertain(subjects, book, text);
  const said: Said = {
    spelled,
    picked: pickedOut(text),
    corrects,
    all,
    count: together(text),
    others: othersTold(clear, standing),
    meant: meantBy(spelled, text),
  };
  const resolvedNow = clear.flatMap((subject) => resolved(subject, book, standing, said, speaker));
  return withoutSettled(ofEach([...resolvedNow, ...respelled(clear, book, standing, said, text)]));
}

/** What was told of each in several places, one after the other. */
export function ofEach(all: readonly Told[]): Told[] {
  const gathered = new Map<string, Told[]>();
  for (const told of all) {
    const only = told.pupils.length === 1 ? told.pupils[0] : undefined;
    const key = only?.key ?? `?${told.said}`;
    const before = gathered.get(key);
    if (before === undefined) gathered.set(key, [told]);
    else before.push(told);
  }
  return [...gathered.values()].flatMap(merged);
}

/** The characters spelled out that no name in the message has which is certain by itself. */
function spelledOfUncertain(subjects: readonly Subject[], book: RosterBook, text: string): SpelledNames[] {
  const spelled = spellings(text);
  if (spelled.length === 0) return [];
  const certain = new Set(
    subjects.flatMap(({ mention: { said, pupils } }) => (pupils.length === 1 ? said : [])),
  );
  return spelled
    .filter((spelling) => ![...certain].some((said) => isNamedBy(said, spelling)))
    .map((spelling) => spelledNames(spelling, book));
}

/** "那两个来了一个，甲，迟到": the one named afterwards is the one that was meant. */
function withoutSettled(told: readonly Told[]): Told[] {
  return told.filter(({ either, pupils, facts }) => {
    const meant = either
      ? told.filter((one) => !one.either && one.pupils.length === 1 && isOneOf(one, pupils))
      : [];
    const [one] = meant.toSorted((a, b) => (a.at[0] ?? 0) - (b.at[0] ?? 0));
    if (one === undefined) return true;
    if (one.facts.length === 0) one.facts.push(...facts);
    return false;
  });
}

const isOneOf = ({ pupils: [only] }: Told, pupils: readonly Pupil[]): boolean =>
  only !== undefined && pupils.includes(only);

/** "罗文俊，英俊的俊": the character is spelled of the name that has it. */
const isNamedBy = (said: string, { fits, part }: Spelling): boolean =>
  [...said.slice(part ? 1 : 0)].some(fits);

/** Beside the exact name another of its length is no slip: "不是王小明，是王小云". */
function withoutContrast(subject: Subject, named: ReadonlySet<string>): Subject {
  const { said, pupils } = subject.mention;
  if (subject.pronoun) return subject;
  const slipped = pupils.some(
    (pupil) =>
      pupil.name !== said &&
      pupil.name.length === said.length &&
      named.has(pupil.name) &&
      !isNicknameOf(said, pupil),
  );
  return slipped
    ? { ...subject, mention: { said, pupils: pupils.filter(({ name }) => !named.has(name)) } }
    : subject;
}

const FAMILY =
  /^(?:同学)?的?[他她]?(?:家长|监护人|妈|爸|爹|娘|奶|爷|父|母|外公|外婆|外爷|阿公|阿婆|嬢|舅|叔|姑|姨)/;
const LONGEST_FAMILY = 8;

/** "余粮妈妈微信: 粮粮…": whose families the message speaks of. */
function whoseFamily(subjects: readonly Subject[], text: string): ReadonlySet<Pupil> {
  return new Set(
    subjects.flatMap(({ mention: { said, pupils }, at }) => {
      const end = at + said.length;
      const only = pupils.length === 1 && said === pupils[0]?.name;
      return only && FAMILY.test(text.slice(end, end + LONGEST_FAMILY)) ? pupils : [];
    }),
  );
}

/** "陈诚妈妈来信: 小诚…": a nickname means the child who was named in full, though another name sounds like it. */
function nicknamed(subject: Subject, named: ReadonlySet<string>, ofFamilies: ReadonlySet<Pupil>): Subject {
  const { said, pupils } = subject.mention;
  if (pupils.length < 2) return subject;
  const bearers = pupils.filter((pupil) => isNicknameOf(said, pupil));
  const [only] = bearers.length > 1 ? bearers.filter((pupil) => ofFamilies.has(pupil)) : bearers;
  return only !== undefined && named.has(only.name)
    ? { ...subject, mention: { said, pupils: [only] } }
    : subject;
}

/** All that was said of one pupil in several places. */
function merged(parts: readonly Told[]): Told[] {
  const [first, ...others] = parts;
  if (first === undefined || others.length === 0) return [...parts];
  const at = [...first.at];
  const facts = [...first.facts];
  const extents = [...first.extents];
  const contacts = [...first.contacts];
  for (const part of others) {
    at.push(...part.at);
    facts.push(...part.facts);
    extents.push(...part.extents);
    contacts.push(...part.contacts);
  }
  facts.sort((one, other) => one.at - other.at);
  const same = parts.some((part) => part.same);
  const bare = parts.some((part) => part.bare);
  const added = parts.some((part) => part.added);
  const swapped = parts.some((part) => part.swapped);
  return [{ ...first, at, facts, extents, contacts, same, bare, added, swapped }];
}

/** What the whole message says that bears on whom its names mean. */
interface Said {
  readonly spelled: readonly SpelledNames[];
  readonly picked: readonly Spelling[];
  readonly corrects: boolean;
  readonly all: boolean;
  /** How many it speaks of as one: "他家妈讲两个要周三才来". */
  readonly count: number | undefined;
  /** Who is meant by "另外那个". */
  readonly others: (subject: Subject) => readonly string[];
  readonly meant: (mention: Mention, at: number) => readonly Pupil[];
}

/** Whom a name means with the characters that are spelled; a name said again means the same. */
function meantBy(spelled: readonly SpelledNames[], text: string): Said['meant'] {
  if (spelled.length === 0) return ({ pupils }) => pupils;
  const known = new Map<readonly Pupil[], Map<string, readonly Pupil[]>>();
  return ({ pupils, said }, at) => {
    if (spelled.every(({ spelling }) => isDoneBefore(spelling, text, at))) return pupils;
    const before = known.get(pupils) ?? new Map<string, readonly Pupil[]>();
    known.set(pupils, before);
    const meant = before.get(said) ?? spelledOut(pupils, said, spelled);
    before.set(said, meant);
    return meant;
  };
}

function resolved(
  subject: Subject,
  book: RosterBook,
  standing: Standing,
  said: Said,
  speaker: SpeakerRole,
): Told[] {
  const { mention, pronoun, at, extents, contacts, same, either, bare, section, added, swapped } = subject;
  const facts = [...subject.facts];
  const rest = { at: [at], facts, extents, contacts, same, either, bare, section, added, swapped };
  if (!pronoun) {
    const pupils = toldOfBefore(said.meant(mention, at), standing);
    if (speaker === 'guardian' && pupils.length === 0 && AT_HOME.test(mention.said))
      return [{ said: mention.said, pupils: book.pupils, ...rest }];
    if (mention.together && pupils.length === (countIn(mention.said) ?? pupils.length))
      return pupils.map((pupil) => ({ said: mention.said, pupils: [pupil], ...rest, facts: [...facts] }));
    return [{ said: mention.said, pupils, ...rest }];
  }
  const spelledNow = bySpelling(standing, book, said);
  if (spelledNow !== undefined && !isPlural(mention.said)) {
    const { meant, instead } = spelledNow;
    const one: Told = { said: mention.said, pupils: [meant], ...rest };
    const taken: Fact = { kind: 'notThis', text: '', at: -1, days: [], header: false };
    return (said.corrects || facts.length === 0) && instead !== undefined
      ? [one, { ...one, at: [], pupils: [instead], facts: [taken], extents: [], contacts: [] }]
      : [one];
  }
  if (facts.length + contacts.length + extents.length === 0 && !same) return [];
  // "甲他们两个": with others than those told of before, who else is meant is not known.
  if (mention.pupils.some(({ name }) => !standing.lastNamed.includes(name))) return [];
  const here = ofClass(standing, section);
  const names = pointedAt(mention.said, here, said.count, () => said.others(subject));
  // "生病那两个没来": why was told before.
  if (
    pointsByState(mention.said) &&
    facts.length > 0 &&
    facts.every(({ kind, header }) => kind === 'absent' && !header)
  ) {
    const stood = here.entries.get(names[0] ?? '');
    if (stood !== undefined && stood.status !== 'present') facts.splice(0, facts.length, factOf(stood));
  }
  const bearers = names.flatMap((name) => book.full.get(name) ?? []);
  const named = section === undefined ? bearers : bearers.filter(({ roster }) => roster === section);
  if (book.pupils.length === 1) return [{ said: mention.said, pupils: book.pupils, ...rest }];
  // Whose child, of several, a guardian does not say.
  if (named.length === 0 && speaker === 'guardian' && section !== undefined)
    return [{ said: mention.said, pupils: book.pupils.filter(({ roster }) => roster === section), ...rest }];
  if (named.length === 0 && speaker === 'guardian')
    return said.all
      ? book.pupils.map((pupil) => ({ said: mention.said, pupils: [pupil], ...rest, facts: [...facts] }))
      : [{ said: mention.said, pupils: book.pupils, ...rest }];
  if (either) return [{ said: mention.said, pupils: named, ...rest }];
  const each = eachMeant(mention.said, named, said.count);
  return each === undefined
    ? [{ said: mention.said, pupils: named, ...rest, either: isOneOfThem(mention.said) && named.length > 1 }]
    : each.map((pupil) => ({ said: mention.said, pupils: [pupil], ...rest, facts: [...facts] }));
}

/** What families call their own children, whom no roster tells apart. */
const AT_HOME = /^(?:老[大二三四幺]|[大小二幺](?:娃|妹|崽|的)|([\u3400-\u9fff])\1)$/;

/** "是冬天的冬那个": whom the character picks out of those named before, or whose name was typed for another's. */
function bySpelling(
  standing: Standing,
  book: RosterBook,
  { spelled, picked }: Pick<Said, 'spelled' | 'picked'>,
): { meant: Pupil; instead?: Pupil } | undefined {
  const before = [...standing.entries.keys()].flatMap((name) => book.full.get(name) ?? []);
  for (const spelling of [...spelled.map((one) => one.spelling), ...picked]) {
    const bearers = before.filter((pupil) => bears(pupil, spelling));
    const [only] = bearers;
    if (only !== undefined && bearers.length === 1) return { meant: only };
  }
  for (const instead of before) {
    const [meant] = spelledOut([instead], instead.name, spelled);
    if (meant !== undefined && meant !== instead) return { meant, instead };
  }
  return undefined;
}

/** "打错字, 是敏捷的敏", nobody being named with it: whose name was typed for another's in a message before. */
function respelled(
  subjects: readonly Subject[],
  book: RosterBook,
  standing: Standing,
  said: Said,
  text: string,
): Told[] {
  if (said.spelled.length === 0) return [];
  const alone = said.spelled.filter(({ spelling }) =>
    subjects.every(({ at, pronoun }) => !pronoun && isDoneBefore(spelling, text, at)),
  );
  const { meant, instead } = bySpelling(standing, book, { spelled: alone, picked: [] }) ?? {};
  if (meant === undefined || instead === undefined) return [];
  const taken: Fact = { kind: 'notThis', text: '', at: -1, days: [], header: false };
  return [
    { ...toldOf([meant]), bare: false },
    { ...toldOf([instead], [taken]), bare: false },
  ];
}

/** "夏天到了", "平安到校": a name that is a word, told as there though nobody missed the child, is the word. */
export const isOnlyAWord = ({ said, at, facts, pupils }: Told, standing: Standing): boolean =>
  said.length === 2 &&
  isOrdinaryWord(said) &&
  pupils.some(({ name }) => name.endsWith(said)) &&
  facts.every(
    (fact) => fact.kind === 'present' && /^[^回]{1,3}$/.test(fact.text) && at.includes(fact.at - said.length),
  ) &&
  facts.length > 0 &&
  !pupils.some(({ name }) => standing.entries.has(name));

/** Whether anything was told that bears on where the child is. */
export const isTold = ({ facts }: Told): boolean => statusOf(facts) !== undefined;
