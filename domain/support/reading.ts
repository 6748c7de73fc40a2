import type { ReferralDetails } from '../facts/support-fact.ts';
import { UNITS, type Unit, unitTitles } from '../people/roles.ts';
import { ANY_NEED, type Need, needNamed, type Referrals } from './needs.ts';

/** A referral as one says it: to whom, what is needed. */
export interface Asked {
  /** The unit that was named; null where the words alone tell, or a township or village was named. */
  unit: Unit | null;
  need: Need;
  /** A receiver was named, not only what is needed. */
  named: boolean;
  /** The message without the words that name the receiver. */
  rest: string;
}

type Receiver = Unit | 'township' | 'village';

const GIVEN_TO = '(?:转交给?|转办给?|转给?|交给|报给?|反馈给?|告诉|请|麻烦|让)(?:一下)?(?:区|县|我们|本)?的?';
const TRAILING = '(?:来)?(?:办理|办一下|办|处理|协助|帮忙|帮助|解决|看看)?';

/** Reads "转人社局：…", "请卫健局给…做鉴定", "…，转民政"; or words that need no receiver. Null for anything else. */
export const readReferral = (text: string, referrals: Referrals): Asked | null => {
  const named = receiverIn(text, referrals);
  if (!named) {
    const need = referrals.needs.find((item) => item.alone && says(item, text));
    return need ? { unit: null, need, rest: text, named: false } : null;
  }
  const { receiver, rest } = named;
  if (receiver === 'township' || receiver === 'village')
    return { unit: null, need: localNeed(receiver, text, referrals), rest, named: true };
  const fitting = referrals.needs.find((item) => item.units.includes(receiver) && says(item, rest));
  return { unit: receiver, need: fitting ?? needNamed(referrals, ANY_NEED), rest, named: true };
};

/** What a township or village is asked: to help, or merely to know (P5.4-FEEDBACK). */
const localNeed = (receiver: 'township' | 'village', text: string, referrals: Referrals): Need => {
  if (/反馈|告诉/u.test(text)) return needNamed(referrals, 'feedback');
  return needNamed(referrals, receiver === 'township' ? 'township_help' : 'village_help');
};

const says = ({ words }: Need, text: string): boolean => words.some((word) => patternOf(word).test(text));

/** Whether the message itself says that those agree who must. */
export const agrees = ({ agreed }: Need, text: string): boolean =>
  agreed.some((word) => patternOf(word).test(text)) && !/不(?:同意|愿意|想)|没(?:有)?同意/u.test(text);

// Every message is asked whether it is a referral, and the data's patterns are few.
const patterns = new Map<string, RegExp>();

const patternOf = (source: string): RegExp => {
  const known = patterns.get(source) ?? new RegExp(source, 'u');
  patterns.set(source, known);
  return known;
};

interface Address {
  pattern: RegExp;
  receiver: Receiver;
}

const addresses = new WeakMap<Referrals, readonly Address[]>();

const addressesOf = (referrals: Referrals): readonly Address[] => {
  const known =
    addresses.get(referrals) ??
    receiverNames(referrals).map(([name, receiver]) => ({
      pattern: new RegExp(`${GIVEN_TO}${name}${TRAILING}`, 'u'),
      receiver,
    }));
  addresses.set(referrals, known);
  return known;
};

const receiverIn = (text: string, referrals: Referrals): { receiver: Receiver; rest: string } | null => {
  for (const { pattern, receiver } of addressesOf(referrals)) {
    const match = pattern.exec(text);
    if (!match) continue;
    const rest = text.slice(0, match.index) + text.slice(match.index + match[0].length);
    return { receiver, rest: rest.replace(/^[，,。：:；;\s]+|[，,。：:；;\s]+$/gu, '') };
  }
  return null;
};

/** Every name of every receiver, the longest first, so that 民政局 is not read as 民政 and a 局 left over. */
const receiverNames = ({ called }: Referrals): [string, Receiver][] => {
  const titles = UNITS.map((unit): [string, Receiver] => [unitTitles[unit], unit]);
  const others = Object.entries(called).flatMap(([receiver, list]) =>
    (list ?? []).map((name): [string, Receiver] => [name, receiver as Receiver]),
  );
  return [...titles, ...others].toSorted(([a], [b]) => b.length - a.length);
};

const WORKPLACE =
  /(?:在|到|去)(?!外|家)([^，。,；;在]{2,16}?)(?:里|那边|那里)?(?:打工|做工|务工|上班|干活|帮工|当学徒|上网|打游戏|喝酒)/u;
const AGE = /(\d{1,2})\s*周?岁/u;

/** The employer or venue and the age that a message tells. */
export const detailsIn = (text: string): ReferralDetails => ({
  workplace: WORKPLACE.exec(text)?.[1]?.trim() ?? null,
  age: Number(AGE.exec(text)?.[1] ?? Number.NaN) || null,
});

const MOST_WORDS = 60;

/** The words of a referral without names of children and without numbers of people: what a unit may be shown of them. */
export const withoutNames = (text: string, names: readonly string[], { said }: Referrals): string => {
  const plain = [...names]
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, name) => rest.replaceAll(name, said.the_pupil), text);
  return plain
    .replace(/[\dXx]{7,}/gu, '')
    .trim()
    .slice(0, MOST_WORDS);
};
