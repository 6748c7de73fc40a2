import type { Token } from '../tokens/tokens.ts';
import { isBreak, isCue } from '../tokens/tokens.ts';
import { isFact } from './facts.ts';

const ON_LEAVE = /假/;
/** Where a child may have gone before coming to school. */
const AT_DOCTORS = /医院|卫生|诊|看病|看医生|[检复]查/;
const FETCHES = /[拉抱背抬扛送接领带载驮]/;
/** No sentence has more tokens between the lesson and who fetched the child. */
const NEAR = 24;

/** Whether something befell a child in the lesson told at `place`, and the child was then taken away. */
export function wasBefallen(tokens: readonly Token[], place: number): boolean {
  let befell = false;
  for (let at = place + 1; at < Math.min(tokens.length, place + NEAR); at++) {
    const token = tokens[at];
    if (token === undefined || isBreak(token, 'hard', 'item', 'question')) return false;
    if (token.kind === 'name' && befell) return false;
    if (isFact(token) && !isCue(token, 'sick')) return false;
    if (isCue(token, 'sick')) {
      if (ON_LEAVE.test(token.text) || (!befell && AT_DOCTORS.test(token.text))) return false;
      if (befell && FETCHES.test(token.text)) return true;
      befell = true;
    } else if (befell && !isCue(token, 'speak', 'brought') && FETCHES.test(token.text)) return true;
  }
  return false;
}

/** A time of the school day, and what may part it from what was done then. */
const IN_THE_DAY =
  /(?:第.{1,2}节课?|课间操?|早读|早操|早自习|体育课|午饭|中饭|早饭|吃完?了?饭|午休|午睡|下课|下了课|点[完了]名|晚自习|放学|[上下中]午|中途|课)(?:后|以后|之后|过后|结束|完|完了|前|时|的时候|期间|上到一半)?[就又都]?$/;
const GOES_OFF = /[离出]校|离开|墙/;

/** "第三节后擅自离校", "午休后翻墙走了": whoever went off in the course of the day had come. */
export function wentOffInTheDay(tokens: readonly Token[], place: number): boolean {
  const token = tokens[place];
  if (!isCue(token, 'unexcused') || !GOES_OFF.test(token?.text ?? '')) return false;
  const near = tokens.slice(Math.max(0, place - 4), place);
  const clause = near.slice(near.findLastIndex(({ kind }) => kind === 'break') + 1);
  // "午休后甲翻墙走了" as well as "甲午休后翻墙走了"
  const said = clause.filter(({ kind }) => kind !== 'name').map(({ text }) => text);
  return IN_THE_DAY.test(said.join(''));
}
