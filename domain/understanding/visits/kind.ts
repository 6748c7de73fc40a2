import type { Token } from '../tokens/tokens.ts';
import { isBreak, isCue } from '../tokens/tokens.ts';

export type VisitKind = 'visit' | 'persuasion';

/** Whether the message tells of a visit or persuasion that has happened, not of one that is planned. */
export function visitKind(tokens: readonly Token[]): VisitKind | undefined {
  const told = tokens.findIndex(
    (token, place) =>
      isCue(token, 'visit', 'persuasion') && !isIntended(tokens, place) && !isOfParent(tokens, place),
  );
  const place = told < 0 ? homeGoneTo(tokens) : told;
  if (place < 0 || isPlanned(tokens, place) || /[没未]$/.test(tokens[place - 1]?.text ?? ''))
    return undefined;
  return tokens.some((token) => isCue(token, 'persuasion')) ? 'persuasion' : 'visit';
}

/** "其父登门告假": it is a parent who came. */
const isOfParent = (tokens: readonly Token[], place: number): boolean =>
  isCue(tokens[place - 1], 'kin') &&
  /^[登上]门$/.test(tokens[place]?.text ?? '') &&
  isCue(tokens[place + 1], 'leave', 'speak', 'sick', 'personal');

/** "到某某家", "去了某某家", "去看了某某" without the word for a visit. */
const homeGoneTo = (tokens: readonly Token[]): number =>
  tokens.findIndex(
    (token, place) =>
      token.kind === 'name' && (isHome(tokens, place) || LOOKED_UP.test(textBefore(tokens, place))),
  );

const LOOKED_UP = /(?:去|上门|专门|到家)(?:看|看望|探望)[了过]$/;

function textBefore(tokens: readonly Token[], place: number): string {
  let text = '';
  for (let at = Math.max(0, place - 4); at < place; at++) text += tokens[at]?.text;
  return text;
}

const isHome = (tokens: readonly Token[], place: number): boolean =>
  /^家(?![长人])/.test(tokens[place + 1]?.text ?? '') &&
  (GONE_TO.test(textBefore(tokens, place)) || BEEN_THERE.test(textAfter(tokens, place)));

const GONE_TO = /(?:[到去上访至赴往诣奔抵][了过]?|[跑走去访][了过]?[一两几三]?[趟次回转])$/;
/** "某某家我去了三次", "某某家瞧过了" */
const BEEN_THERE =
  /^家[里头中那边]*(?:我们?|今天|又|也|都|已经|刚才?|亲自)*(?:[去跑走访]?[瞧看访][了过]|[去跑走][了过]|[去跑走]?一[趟次回转])/;

function textAfter(tokens: readonly Token[], place: number): string {
  let text = '';
  for (let at = place + 1; at < Math.min(tokens.length, place + 9); at++) text += tokens[at]?.text;
  return text;
}

/** "下课去家里看看": what the speaker is still going to do. */
const isIntended = (tokens: readonly Token[], place: number): boolean => {
  const said = tokens
    .slice(place, place + 4)
    .map(({ text }) => text)
    .join('');
  return /^[^,.;]*?(?:看看|看一下|看下|问问|走一趟|找找)(?![了过])/.test(said);
};

function isPlanned(tokens: readonly Token[], place: number): boolean {
  const before = tokens.slice(0, place);
  const sentence = before.slice(
    before.findLastIndex((token) => isBreak(token, 'hard', 'item', 'question')) + 1,
  );
  if (sentence.some((token) => isCue(token, 'condition'))) return true;
  const clause = before.slice(
    before.findLastIndex((token) => isBreak(token, 'soft', 'hard', 'item', 'open')) + 1,
  );
  return clause.some(
    (token) =>
      (token.kind === 'time' &&
        token.told.kind === 'day' &&
        !token.told.open &&
        /明|后|^下/.test(token.text)) ||
      /准备|打算|计划|要去|等下|晚点|待会|想去/.test(token.text),
  );
}
