import type { Token } from '../tokens/tokens.ts';
import { firstAfter, isBreak, isCue, lastBefore } from '../tokens/tokens.ts';
import { FACTS, isTelling, saysWho } from './facts.ts';
import type { ClauseState } from './state.ts';
import type { Fact } from './statements.ts';

const MISNAMED = /(?:[写打说报看填叫喊念认登记]成|写作|误[写报登记录标列填])$/;
const MISREPORTED = /误/;
/** No more tokens and no more children are told of in one breath. */
const NEAR = 16;
const SAID_BEFORE = /^(?:刚|之前|先前|早上|上午|前面|上面)/;
const MIXED_UP = /反|颠倒|混|岔|拐|串|乱/;
const WRONG = /不对|错/;
const CHANGED = /^(?:更?改|换)[为成]?$/;
/** Who mistypes here is no person. */
const BY_MACHINE = /输入法|自动|语音|手机|系统|给我/;
const MADE_INTO = /^(?:改|变|换|纠正|识别)成$/;
const SPELLED =
  /^ ?[\u3400-\u9fff]?([\u3400-\u9fff])[\u3400-\u9fff]?的(?:那个)?\1|^ ?([\u3400-\u9fff])[\u3400-\u9fff]的(?:那个)?\2/;
const SPELLED_WITHIN = 8;
const GREETING = /^(?:老师|校长|主任|领导|各位|大家|[您你]?好|早上好|[上下]午好)$/;
const MEANT = /^(?:应该?|就|其实)?[是为系]$/;

const isNumbered = (token: Token | undefined): boolean =>
  token?.kind === 'count' || token?.kind === 'ratio' || isCue(token, 'expected', 'actual');

const isBetween = (token: Token): boolean =>
  token.kind === 'time' ||
  isCue(token, 'particle', 'copula', 'correct', 'negate') ||
  isBreak(token, 'soft', 'space', 'colon');

/** "实到改为39", "更正: 应到42": what the correction at `place` puts right is a number. */
function isOfNumber(tokens: readonly Token[], place: number): boolean {
  return isNumbered(firstAfter(tokens, place, (token) => !isBetween(token)));
}

const ADDED = /^(?:增加?|新增|添加?|还有|还差|还少|另有?|另外|也|又|再|加上)/;
const FORGOTTEN = /漏|忘|少[写打报数填]|补/;

/** "说错了, 还有甲没来", "报漏了, 甲也没来": the name after the correction at `place` comes to those told before. */
function isAddition(tokens: readonly Token[], place: number): boolean {
  const named = firstAfter(tokens, place, ({ kind }) => kind === 'name');
  const name = named === undefined ? place : tokens.indexOf(named, place);
  const around = tokens.slice(Math.max(0, place - 1), name + 2);
  return around.some(({ kind, text }) => kind !== 'name' && (ADDED.test(text) || FORGOTTEN.test(text)));
}

const INSTEAD = /[→⇒]|[-=]>|^ *改 *$|改[为成]|更正为|换成|应该?[是为]|其实是|[错误].*是/;
/** What else stands between a name and the one that takes its place. */
const LINK = /^(?:换成?|其实|写|里|那个|的)$/;
/** No more stands between them. */
const LONGEST_LINK = 16;

/** Reads "不对", "说错了": what was just said, or an earlier message, is taken back. */
export class CorrectionReader {
  private readonly state: ClauseState;

  constructor(state: ClauseState) {
    this.state = state;
  }

  // "刚报的全到有误": what stands before the word is taken back.
  take({ text, start }: Token, place: number): void {
    const stands = this.state.group.isAway() && this.isThere(place);
    if (stands) this.state.group.end();
    else if (WRONG.test(text) && this.isTakenBackAtOnce(place)) this.takeBack(start);
    else if (/[错误]|^不对/.test(text) && !this.isJoinedNext(place)) this.takeBackStatus(start, place);
    if (/错/.test(text)) this.takeBackSaidBefore(start, place);
    if (MIXED_UP.test(text)) this.swap(place);
    if (this.state.statements.subjects.length === 0) this.state.statements.whole = false;
    this.state.statements.corrects = true;
    this.state.statements.renumbers ||= isOfNumber(this.state.tokens, place);
    this.state.statements.adds ||= isAddition(this.state.tokens, place);
    const misnamed = MISNAMED.test(text) || (MADE_INTO.test(text) && this.isMadeByMachine(place));
    this.state.negated = misnamed && !isBreak(this.state.tokens[place + 1], 'soft', 'hard');
  }

  /** "实到应为11": the number that stands is put right. */
  takesNumber(place: number): boolean {
    const [label, said] = this.state.tokens.slice(Math.max(0, place - 2), place);
    const isAnew =
      isCue(label, 'expected', 'actual') && isCue(said, 'copula') && /^应/.test(said?.text ?? '');
    if (isAnew) this.state.statements.corrects = this.state.statements.renumbers = true;
    return isAnew;
  }

  /** "输入法给我改成了乙" */
  private isMadeByMachine(place: number): boolean {
    return this.state.tokens.slice(Math.max(0, place - 4), place).some(({ text }) => BY_MACHINE.test(text));
  }

  /** "甲没有来 我看错了 乙也没来": it still holds of Jia. */
  private isJoinedNext(place: number): boolean {
    const { tokens } = this.state;
    let at = place + 1;
    while (isCue(tokens[at], 'particle') || isBreak(tokens[at], 'soft', 'space')) at++;
    return tokens[at]?.kind === 'name' && /^[也都]/.test(tokens[at + 1]?.text ?? '');
  }

  /** "甲旷课系误登, 家长请了假": the status before the word at `place` is taken back, and not whose it was. */
  private takeBackStatus(at: number, place: number): void {
    const { group, statements, tokens } = this.state;
    const wrong = lastBefore(tokens, place, (one) => !isBetween(one) || one.kind === 'break');
    if ((!group.isEmpty && group.brokenSinceName !== 'no') || wrong?.kind !== 'cue') return;
    const denies = FACTS[wrong.cue];
    const next = firstAfter(tokens, place, (one) => !isBetween(one) && !isCue(one, 'to'));
    const isOfDays = next?.kind === 'time' || next?.kind === 'count';
    if (
      denies === undefined ||
      isOfDays ||
      (next === undefined && !MISREPORTED.test(tokens[place]?.text ?? ''))
    )
      return;
    for (const { facts } of group.isEmpty ? [statements.loose] : group.members)
      facts.push({ kind: 'denied', denies, text: '', at, days: [], header: false });
  }

  /** "甲其实没回来, 我记错人了, 是乙回来": another was there, and Jia was not indeed. */
  private isThere(place: number): boolean {
    const { tokens } = this.state;
    const named = firstAfter(tokens, place, ({ kind }) => kind === 'name');
    const at = named === undefined ? place : tokens.indexOf(named, place);
    if (!saysWho(tokens[at - 1])) return false;
    // "来的是乙"
    const came = tokens[at - 2]?.text === '的' ? tokens[at - 3] : tokens[at - 2];
    return [tokens[at + 1], came].some((token) => isCue(token, 'present', 'back', 'actual'));
  }

  /** "刚才说她没来是我搞错": what is said to have been said goes, where more is told. */
  private takeBackSaidBefore(end: number, place: number): void {
    const { tokens, statements } = this.state;
    const says = lastBefore(tokens, place, (token) => token.kind === 'break' || isCue(token, 'speak'));
    const before = tokens[says === undefined ? -1 : tokens.indexOf(says, Math.max(0, place - NEAR)) - 1];
    if (!isCue(says, 'speak') || !SAID_BEFORE.test(before?.text ?? '')) return;
    const isOver = ({ at }: Fact): boolean => at > (says?.start ?? end) && at < end;
    for (const { facts } of statements.subjects.slice(-NEAR))
      if (!facts.every(isOver)) facts.splice(0, Infinity, ...facts.filter((fact) => !isOver(fact)));
  }

  /** "甲乙写反了": the two names before the word at `place` were told the wrong way round. */
  private swap(place: number): void {
    const { group, tokens } = this.state;
    const named = lastBefore(tokens, place, (one) => one.kind === 'name' || one.kind === 'break');
    const [one, other, third] = group.members;
    if (named?.kind !== 'name' || one === undefined || other === undefined || third !== undefined) return;
    if ([one, other].some(({ facts, contacts }) => facts.length + contacts.length > 0)) return;
    one.swapped = other.swapped = true;
    group.end();
  }

  /** "甲没来, 不对, 是乙": what was just said is taken back, not an earlier message. */
  private isTakenBackAtOnce(place: number): boolean {
    if (this.state.group.isEmpty) return false;
    const next = firstAfter(
      this.state.tokens,
      place,
      (one) => !isCue(one, 'correct', 'particle') && !isBreak(one, 'soft', 'space'),
    );
    const before = lastBefore(this.state.tokens, place, (one) => !isBreak(one, 'soft', 'space'));
    const earlier = isCue(before, 'particle') && /刚|前|之|上/.test(before?.text ?? '');
    const changed =
      next !== undefined &&
      CHANGED.test(this.state.tokens[this.state.tokens.indexOf(next, place) - 1]?.text ?? '');
    const again = next?.kind === 'name' && (changed || !/错/.test(this.state.tokens[place]?.text ?? ''));
    return !earlier && (again || (this.isAnother(next, place) && !this.isSpelled(next)));
  }

  /** "不对, 是乙", not "不对, 是迟到": somebody else is meant. */
  private isAnother(next: Token | undefined, place: number): boolean {
    if (!isCue(next, 'copula')) return false;
    const told = firstAfter(
      this.state.tokens,
      this.state.tokens.indexOf(next as Token, place),
      (one) => !isBreak(one, 'space'),
    );
    return !isTelling(told);
  }

  /** "甲改成乙", "甲搞错了, 应该是乙": the name at `place` stands for the one before it, of which nothing was told. */
  takesPlaceOfOneBefore(place: number): boolean {
    const [only, other] = this.state.group.members;
    if (only === undefined || other !== undefined || only.facts.length + only.contacts.length > 0)
      return false;
    let said = '';
    for (let at = place - 1; at >= 0 && said.length < LONGEST_LINK; at--) {
      const token = this.state.tokens[at];
      if (token?.kind === 'name') return INSTEAD.test(said);
      if (
        !isCue(token, 'correct', 'copula', 'particle') &&
        !isBreak(token, 'soft', 'space', 'open') &&
        !LINK.test(token?.text ?? '')
      )
        return false;
      said = (token?.text ?? '') + said;
    }
    return false;
  }

  /** "是甲, 乙在的": a message that begins so says who was meant in one before. */
  isSaidInstead(place: number): boolean {
    const { tokens } = this.state;
    const said = tokens[place - 1];
    if (!isCue(said, 'copula') || !MEANT.test(said?.text ?? '')) return false;
    return tokens
      .slice(0, place - 1)
      .every((token) => isBreak(token, 'space', 'soft') || GREETING.test(token.text));
  }

  /** "甲是宏伟的宏": nothing but how the name is written. */
  isSpelledAfter(place: number): boolean {
    const next = this.state.tokens[place + 1];
    return isCue(next, 'copula') && this.isSpelled(next);
  }

  /** "名字打错了, 是军人的军": a character is put right, and the child stays the same. */
  private isSpelled(copula: Token | undefined): boolean {
    const from = copula === undefined ? 0 : this.state.tokens.indexOf(copula);
    const said = this.state.tokens.slice(from + 1, from + SPELLED_WITHIN).map(({ text }) => text);
    return SPELLED.test(said.join(''));
  }

  /** Those just named, before the words at `at`, were not meant. */
  takeBack(at: number): void {
    for (const subject of this.state.group.members) {
      subject.facts.push({ kind: 'notThis', text: '', at, days: [], header: false });
    }
    this.state.group.end();
  }
}
