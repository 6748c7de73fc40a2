import type { Token } from '../tokens/tokens.ts';
import { isCue } from '../tokens/tokens.ts';

const CARES = /(?:照顾|照料|照看|护理|看护|看望|探望|探视|服侍|伺候|陪伴|陪|看)(?:着|一下)?$/;
/** What stands between the care and whoever is cared for: how they are, and whose they are. */
const BETWEEN = /^(?:的|之|后|在|他|她|其|自己|他的|她的|家里|刚|了)$/;
/** A clause has no more tokens on either side of the illness. */
const NEAR = 8;

/** "照顾生病的奶奶", "去医院看弟弟", "陪小姨看病": the illness told at `place` is that of a relative whom the child looks after. */
export function isOfWhoIsCaredFor(tokens: readonly Token[], place: number): boolean {
  const illness = tokens[place];
  if (!isCue(illness, 'sick') || illness?.text.includes('假')) return false;
  let cares = false;
  let goesAlong = false;
  for (let at = clauseStart(tokens, place); at < Math.min(tokens.length, place + NEAR); at++) {
    const token = tokens[at];
    if (token === undefined || (at > place && (token.kind === 'break' || token.kind === 'name')))
      return false;
    if (isCue(token, 'relative_sick') && at > place) return true;
    // "奶奶照顾他": who looks after the child.
    if (isCue(token, 'kin', 'sibling')) return cares;
    // "陪他也爷去医院": with somebody whom nobody here can read.
    if (at === place && goesAlong && AT_DOCTORS.test(token.text)) return true;
    if (token.text === '陪') goesAlong = isGoing(tokens[at - 1]);
    else if (token.kind === 'break' || token.kind === 'name') goesAlong = false;
    if (token.kind === 'break' || token.kind === 'name') cares = false;
    else if (CARES.test(token.text)) cares = true;
    else if (!isCue(token, 'sick') && !BETWEEN.test(token.text)) cares = false;
  }
  return false;
}

const AT_DOCTORS = /医院|卫生|诊|看病|看医生/;

/** The child goes, and nobody with it. */
const isGoing = (before: Token | undefined): boolean =>
  before?.kind === 'name' || isCue(before, 'leave', 'personal') || before?.kind === 'time';

function clauseStart(tokens: readonly Token[], place: number): number {
  let at = place;
  while (at > Math.max(0, place - NEAR) && tokens[at - 1]?.kind !== 'break') at--;
  return at;
}
