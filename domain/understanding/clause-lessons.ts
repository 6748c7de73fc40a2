import { isFact } from './clause-facts.ts';
import type { Token } from './tokens.ts';
import { isBreak, isCue } from './tokens.ts';

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
