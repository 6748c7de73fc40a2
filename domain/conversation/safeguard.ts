import type { Policy } from '../policy/policy.ts';
import { type Named, namesAt, namesBeside } from './names.ts';
import type { Rosters } from './rosters.ts';

type Harmful = Pick<
  Policy,
  'safeguardWords' | 'safeguardExceptions' | 'safeguardPatterns' | 'safeguardDoubtful'
>;

/**
 * The words in a text that lead it out of the ordinary way (policy.md §6.5); null when there are none. What explains
 * them may stand anywhere in the whole message: "腿上青了，昨天骑车摔的".
 */
export const safeguardWord = (text: string, policy: Harmful, whole = text): string | null => {
  const rest = policy.safeguardExceptions.reduce((left, phrase) => left.replaceAll(phrase, ''), text);
  const word = policy.safeguardWords.find((item) => rest.includes(item));
  if (word) return word;
  const doubtful = policy.safeguardDoubtful.flatMap(({ pattern, unless }) =>
    unless.test(whole) ? [] : [pattern],
  );
  for (const pattern of [...policy.safeguardPatterns, ...doubtful]) {
    const match = pattern.exec(rest);
    if (match) return match[0];
  }
  return null;
};

/** What a message tells of harm: of whom, in which words, and what it tells besides. */
export interface HarmTold {
  named: readonly Named[];
  words: readonly string[];
  /** The message without what was told of the harm. */
  rest: string;
}

/** Reads what a text tells of harm; null when it tells of none. */
export const harmIn = (text: string, policy: Harmful, rosters: Rosters): HarmTold | null => {
  const clauses = piecesOf(text);
  const spans = spansOf(text, clauses, policy);
  if (spans.length === 0) return null;
  const places = new Set(spans.flatMap(({ from, to }) => range(from, to)));
  const named = spans.flatMap(({ from, to }) => {
    const here = range(from, to).flatMap((place) => namesAt(clauses, place, rosters));
    return here.length > 0 ? here : namesBeside(clauses, from, rosters);
  });
  return { named, words: spans.map(({ word }) => word), rest: restOf(clauses, places, rosters) };
};

/** The parts of a message, each with its stop: teachers type blanks where stops belong. */
const piecesOf = (text: string): string[] => text.split(/(?<=[，。；,;！!？?\s])(?![，。；,;！!？?\s])/u);

const withoutStop = (piece: string): string => piece.replace(/[，。；,;！!？?\s]+$/u, '');

/** Clauses from one to another that tell of harm together. */
interface Span {
  from: number;
  to: number;
  word: string;
}

/** The shortest runs of clauses with such a word: mostly one, "身上有伤，是她妈打的" two. */
const spansOf = (text: string, clauses: readonly string[], policy: Harmful): Span[] => {
  for (let length = 1; length <= clauses.length; length += 1) {
    const found = range(0, clauses.length - length).flatMap((from): Span[] => {
      const to = from + length - 1;
      const run = withoutStop(clauses.slice(from, to + 1).join(''));
      const word = safeguardWord(run, policy, text);
      return word ? [{ from, to, word }] : [];
    });
    if (found.length > 0) return found;
  }
  return [];
};

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, place) => from + place);

/** Said of the child in the same breath: it is not there; not of its family. */
const AWAY =
  /(?<!(?:爸|妈|爹|娘|爷|奶|家长|老师|父母)[^，。]{0,4})(?:没有?来|没有?到|还没到|未到|不来|(?:不敢|不肯|没敢)(?:来|去)(?!办公室|找|跟|问)|没见人|旷课|缺席|缺课)/u;
const GONE =
  /^(?!.*(?:要|想|准备|打算|可能|怕|逼|快)).*(?:[跟和随同].{1,6}[跑走]|嫁[到去往走出过].*|私奔|出嫁|嫁人|结婚|[见会]网友|[跟和随同].{1,6}去.*)(?:掉|丢)?了?/u;
const OTHER_DAY =
  /昨|前天|上周|上个?星期|明|后天|下周|下个?星期|周[一二三四五六日天]|星期[一二三四五六日天]|[月号]|次/u;
const ANY_DAY = new RegExp(`今|${OTHER_DAY.source}`, 'gu');
/** Tells of the class, not of the child. */
const OF_CLASS = /应到|实到|到齐|全到|都到|都在|都来|其他|其余|班|\d+人/u;
const ROLL = /应到|实到|到齐|全到|都到|都来|\d+人/u;
const EXCEPT = /(?:除了?|缺|差|少|没来的?[是有]?|没到的?[是有]?|未到的?[是有]?)[:：]?$/u;

/** Whether a piece tells that the child is away today: the day that stands before it decides, "昨晚又打他今天不敢来". */
const isAway = (piece: string): boolean => {
  const at = piece.search(AWAY);
  const day = piece.slice(0, at).match(ANY_DAY)?.at(-1);
  return at >= 0 && (day ? day === '今' : !OTHER_DAY.test(piece));
};

/** The class that is told of before the name in one breath: "36人都到了除了岩香她妈说要嫁人了". */
const rollIn = (piece: string, [first]: readonly Named[]): string => {
  const before = first ? piece.slice(0, first.at) : '';
  if (!first || !ROLL.test(before)) return '';
  return EXCEPT.test(before) ? `${before}${first.name}` : before;
};

/**
 * What is read in the ordinary way: the clauses of others and of the class, and of the child that it is away. What stands
 * behind the harm and names nobody belongs to it: "是她妈打的" is no telephone call.
 */
const restOf = (clauses: readonly string[], harm: ReadonlySet<number>, rosters: Rosters): string => {
  let harmed: readonly Named[] | null = null;
  const kept: string[] = [];
  for (const [place, clause] of clauses.entries()) {
    const named = namesAt(clauses, place, rosters);
    if (harm.has(place)) {
      harmed = namesBeside(clauses, place, rosters);
      kept.push(rollIn(clause, named));
    } else if (harmed === null || named.length > 0 || OF_CLASS.test(clause)) {
      harmed = null;
      kept.push(clause);
      continue;
    }
    const [only] = harmed;
    if (!only || harmed.length > 1) continue;
    if (isAway(clause)) kept.push(`${only.name}没来，`);
    else if (GONE.test(clause) && !OTHER_DAY.test(clause)) kept.push(`${only.name}旷课，`);
  }
  const rest = withoutStop(kept.map(apart).join(''));
  // "赵志强 他爸打他": the name alone was said of the harm.
  return namesAt([rest], 0, rosters).some(({ name }) => name === rest) ? '' : rest;
};

/** With a stop behind it, so that the next begins anew. */
const apart = (piece: string): string =>
  piece === '' || piece !== withoutStop(piece) ? piece : `${piece}，`;

/** "不是请事假，是嫁人了", "没请假": what was told as a leave is none. */
export const takesBackLeave = (text: string): boolean =>
  /^(?:也|她|他|这)?(?:不是|不算|没有?)请.?假/u.test(text.trim());
