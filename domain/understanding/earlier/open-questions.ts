import type { Told } from '../attendance/told.ts';
import type { Subject } from '../clauses/statements.ts';
import { bears, spellings } from '../text/spelling.ts';
import type { Token } from '../tokens/tokens.ts';

/**
 * What a message settles of names that an earlier one of the day left in doubt: the name alone ("说的是甲"), its class
 * ("三(2)班的那个") or its character ("燕子的那个燕"). What was told then is told of the child now meant.
 */
export function settled(
  told: readonly Told[],
  open: readonly Told[],
  /** What the message tells of nobody by name. */
  beside: readonly Subject[],
  text: string,
  tokens: readonly Token[],
): Told[] {
  if (open.length === 0) return [...told];
  const picked = byCharacter(open, text);
  if (picked !== undefined) return [picked];
  if (told.length === 0) return open.flatMap((one) => pointedOut(one, beside, text, tokens));
  const meant = told.filter(
    (one) => !open.some(({ said }) => said === one.said && told.length > 1 && isBare(one)),
  );
  return meant.map((some) => {
    const one = narrowed(some, open);
    const asked = isBare(one) ? open.find((question) => answers(one, question, open)) : undefined;
    const longer = isBare(one) ? undefined : open.find((question) => goesOn(one, question, open));
    if (longer !== undefined) return { ...one, facts: [...longer.facts, ...one.facts] };
    return asked === undefined
      ? one
      : { ...one, facts: [...asked.facts], extents: asked.extents, contacts: asked.contacts };
  });
}

const ONLY_CHARACTER =
  /^[ ,.!]*(?:就|应该|我说的|说的|其实|嗯|哦|啊)*是?(?:那个|这个)?(?<char>[\u3400-\u9fff]) ?(?:字|的|呢|那个|这个|字的那个|字那个)?[ ,.!嘛哈吧了哦]*$/;

/** "懋", "是懋那个": one character, which of those asked about only one bears in the given name. */
function byCharacter(open: readonly Told[], text: string): Told | undefined {
  const char = ONLY_CHARACTER.exec(text)?.groups?.char;
  if (char === undefined) return undefined;
  const [asked, other] = open.filter(({ pupils }) => pupils.some(({ given }) => given.includes(char)));
  const pupils = asked?.pupils.filter(({ given }) => given.includes(char)) ?? [];
  return asked === undefined || other !== undefined || pupils.length !== 1
    ? undefined
    : { ...asked, pupils, bare: false };
}

/** "姓刘的那个": the one of those asked about whom the words fit. */
function narrowed(one: Told, open: readonly Told[]): Told {
  if (one.pupils.length < 2) return one;
  const asked = new Set(open.flatMap(({ pupils }) => pupils));
  const pupils = one.pupils.filter((pupil) => asked.has(pupil));
  return pupils.length === 1 ? { ...one, pupils } : one;
}

const isBare = ({ facts, contacts, same }: Told): boolean => facts.length + contacts.length === 0 && !same;

/** "三(2)班的甲, 请到周五": leave that only grows longer keeps the reason told of the name that was in doubt. */
const goesOn = (one: Told, question: Told, open: readonly Told[]): boolean =>
  one.facts.length > 0 &&
  one.facts.every(({ kind }) => kind === 'leave') &&
  one.said === question.said &&
  answers(one, question, open);

function answers({ pupils }: Told, { pupils: candidates }: Told, open: readonly Told[]): boolean {
  const [only] = pupils;
  if (only === undefined || pupils.length > 1) return false;
  return candidates.length === 0 ? open.length === 1 : candidates.includes(only);
}

function pointedOut(asked: Told, beside: readonly Subject[], text: string, tokens: readonly Token[]): Told[] {
  const classes = tokens.flatMap((token) => (token.kind === 'class' && token.roster ? [token.roster] : []));
  const told = spellings(text);
  const meant = asked.pupils.filter(
    (pupil) => classes.includes(pupil.roster) || told.some((spelling) => bears(pupil, spelling)),
  );
  if (meant.length !== 1) return [];
  // "燕子的那个燕, 请假三天": what is told beside the answer is told of the child now meant.
  return [
    {
      ...asked,
      pupils: meant,
      facts: [asked, ...beside].flatMap(({ facts }) => facts),
      extents: [asked, ...beside].flatMap(({ extents }) => extents),
      contacts: [asked, ...beside].flatMap(({ contacts }) => contacts),
    },
  ];
}
