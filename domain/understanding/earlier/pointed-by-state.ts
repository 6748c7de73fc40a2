import type { Token } from '../tokens/tokens.ts';
import type { Status } from '../types.ts';
import { isToldNext, withPointers } from './pointed-back.ts';
import type { Standing } from './standing.ts';

const LEAVE: readonly Status[] = ['sick_leave', 'personal_leave'];
const ANY_ABSENCE: readonly Status[] = [...LEAVE, 'unexcused', 'unaccounted'];

/** What stood of a child by the words that point back to it. */
const STATES: readonly (readonly [RegExp, readonly Status[]])[] = [
  [/病|烧/, ['sick_leave']],
  [/事假/, ['personal_leave']],
  [/请假/, LEAVE],
  [/旷课/, ['unexcused']],
  [/迟到/, ['late']],
  [/[没未]/, ['unaccounted']],
  [/[缺差剩]/, ANY_ABSENCE],
];

const STATE = '[病烧]着|没有?来|没有?到|未到|缺勤|缺课|缺席|请?病假|生病|发烧|请?事假|请假|旷课|迟到';
const COUNT = '(?:[个名位]|[两二三四俩2-4][个名位人]?)(?:同学|学生|娃娃?|孩子)?';
const EARLIER = '(?:今?早上?|上午|中午|早读|晨检|刚才)?';
const NAMED_AT_ONCE = '(?![ ,:]*(?:就|应该)?[是叫为系:])';
/** "事假学生已返校" */
const PUPILS = '(?:学生|同学)';
const OF_PUPILS = /(?:学生|同学)$/;
const POINTED = new RegExp(
  `(?:${EARLIER}|还|仍)(?:(?:${STATE}|还[差缺])(?:的那?|那)|姓[\\u3400-\\u9fff]的那?)${COUNT}${NAMED_AT_ONCE}|(?:${STATE})者${NAMED_AT_ONCE}|(?:[两二三四2-4][名个位])?(?:${STATE})的?${PUPILS}${NAMED_AT_ONCE}|剩下?(?:的)?[一那]个${NAMED_AT_ONCE}|那[个名位](?:${STATE})的${NAMED_AT_ONCE}`,
  'g',
);
const SURNAMED = /^姓(.)的/;
const WHOLE = new RegExp(`^(?:${POINTED.source})$`);

/**
 * "没来的那个到了, 事假那个请到周五": where a message before told of children, the words for what stood of one point back to it, as a
 * pronoun does.
 */
export function withPointedByState(
  tokens: readonly Token[],
  speech: string,
  standing: Standing,
): readonly Token[] {
  if (standing.entries.size === 0) return tokens;
  const ends = new Map(
    Array.from(speech.matchAll(POINTED), ({ 0: said, index }) => [index, index + said.length]),
  );
  if (ends.size === 0) return tokens;
  return withPointers(tokens, (place) => lastOf(tokens, place, ends.get(tokens[place]?.start ?? -1)));
}

/** The last of the tokens from `place` that end at `end`, if they name nobody, and nobody is named right behind them. */
function lastOf(tokens: readonly Token[], place: number, end: number | undefined): number | undefined {
  if (end === undefined) return undefined;
  let last = place;
  while ((tokens[last]?.end ?? end) < end) last++;
  const isWhole = tokens[last]?.end === end;
  const named = tokens.slice(place, last + 2).some(({ kind }) => kind === 'name');
  // "请假学生 甲 乙" heads a list.
  const heads = OF_PUPILS.test(tokens[last]?.text ?? '') && !isToldNext(tokens, last);
  return isWhole && !named && !heads ? last : undefined;
}

/** Whether these words point back by what stood. */
export const pointsByState = (said: string): boolean => WHOLE.test(said);

/** Of whom it stood. */
export function pointedByState(said: string, { entries }: Standing): readonly string[] {
  const surname = SURNAMED.exec(said)?.[1];
  if (surname !== undefined) return [...entries.keys()].filter((name) => name.startsWith(surname));
  const states = STATES.find(([words]) => words.test(said))?.[1] ?? [];
  return [...entries.values()].filter(({ status }) => states.includes(status)).map(({ student }) => student);
}
