import type { CueToken, Token } from '../tokens/tokens.ts';
import { firstAfter, isAdded, isBreak, isCue, lastBefore } from '../tokens/tokens.ts';
import { isRejected } from './alternatives.ts';
import { isTelling } from './facts.ts';
import type { Link } from './links.ts';
import { isBeforeName, linkToName } from './links.ts';
import type { ClauseState } from './state.ts';
import type { FactKind } from './statements.ts';

const LACK = /^(?:只|就|仅|独|单|唯|光|偏偏)*[缺少差欠]/;
const NONE_OF_IT = /^没有?(?:缺|旷|迟|早退|请假)[^的人]*$/;
/** "甲昨天没来没有请假的": of the child just named, and not of the class. */
const WITHOUT_LEAVE = /^没有?请假的?$/;
const NOT_SO = /^没有?(?:请假|迟到|旷课|早退|缺席|缺课|缺勤)的?$/;
/** Told by who leads a class: all of it. */
const CHILDREN = /^(?:娃娃|娃儿|孩子)$/;
const USUALLY = /(?:平时|平常|往常|以前|从来|一般|往日)$/;

/** "别的晚点说": what is told of them is still to come. */
const LATER_TOLD =
  /^[^,.;!\n]{0,8}(?:再|晚[点些会]|等[下会哈一]|一会儿?|待会儿?|稍后|回头|随后)[^,.;!\n]{0,3}[说讲报补发]/;

/** "没请假的是甲", "两个没请假的甲、乙" */
const isOfNames = (link: Link | undefined): boolean => link !== undefined && link !== 'apart';

/** No more tokens stand between what is told of the class and who is excepted. */
const NEAR = 20;
const ONLY = /^(?:就|只|只有|就是)$/;
const THESE = /^[这那][两三四五几]/;

/** A number of those told of before. */
const OF_THEM = /^(?:\d|[两二三四五六]).*[里中]/;

/** Reads what is told of the whole class: "都到了", "其余", "除了", "只有". */
export class WholeReader {
  private readonly state: ClauseState;

  constructor(state: ClauseState) {
    this.state = state;
  }

  takeRest(place: number): void {
    if (this.isOfStrangers(place)) return;
    this.state.rest = true;
    if (this.isUnchanged(place)) return;
    this.state.statements.whole = true;
    this.state.statements.rest = true;
  }

  /** "别人替他答的到", "用别人手机打的": nobody of the class. */
  private isOfStrangers(place: number): boolean {
    const [before, others, next] = [-1, 0, 1].map((step) => this.state.tokens[place + step]?.text ?? '');
    return others === '别人' && (/^[替帮代]/.test(next ?? '') || /[用借拿]$/.test(before ?? ''));
  }

  takeExcept(token: Token): void {
    this.state.except = true;
    this.state.exceptedFrom = this.state.statements.subjects.filter(
      ({ pronoun, either }) => !pronoun && !either,
    );
    this.state.group.setHeader(this.state.fact('absent', token, true));
  }

  takeOnly(token: Token, place: number): void {
    // "少一个, 不是甲就是乙"
    if (
      /^[缺少差].*个$/.test(token.text) &&
      !isBeforeName(this.state.tokens, place) &&
      !this.isForgotten(place)
    ) {
      // "又少一个" comes to the report that stands.
      this.state.statements.whole ||= !isAdded(this.state.tokens, place);
      this.state.statements.loose.facts.push(this.state.fact('absent', token, false));
    }
    // "就少这三个"
    const next = this.state.tokens[place + 1];
    if (LACK.test(token.text) && isCue(next, 'pronoun') && /^[这那]./.test(next?.text ?? ''))
      this.state.statements.whole = true;
    // "甲没到, 乙也没到, 就这两个"
    if (
      ONLY.test(token.text) &&
      THESE.test(next?.text ?? '') &&
      this.isLast(place + 1) &&
      this.state.group.isAway()
    )
      this.state.statements.whole = true;
    // "只少一个甲"
    if (LACK.test(token.text) && next?.kind === 'count' && isBeforeName(this.state.tokens, place + 1))
      this.state.statements.whole = true;
    const last = this.state.statements.subjects.at(-1);
    if (
      !isBeforeName(this.state.tokens, place) ||
      (last !== undefined && isRejected(this.state.tokens, last, place))
    )
      return;
    const told = this.state.tokens[place - 1];
    // "没来的只有甲"
    const lacks = LACK.test(token.text) || (isCue(told, 'absent') && /的$/.test(told?.text ?? ''));
    // "就是甲, 发烧了": an answer at the head of a message.
    const answers = token.text === '就是' && this.isFirst(place);
    const passes = answers || this.isOfThoseCounted(place) || this.goesOnFromTalk(token, place);
    if (lacks || (!passes && this.isAnythingTold(place))) this.state.statements.whole = true;
    this.state.beginGroup();
    if (lacks) this.state.group.setHeader(this.state.fact('absent', token, true));
  }

  /** "三个里头只有甲还没到": of those told of before, and not of the class. */
  private isOfThoseCounted(place: number): boolean {
    return OF_THEM.test(this.state.tokens[place - 1]?.text ?? '');
  }

  /** "运动会可热闹了就是甲头晕": nothing was told of the class. */
  private goesOnFromTalk({ text }: Token, place: number): boolean {
    if (!text.endsWith('就是')) return false;
    const before = this.state.tokens.slice(Math.max(0, place - NEAR), place);
    return (
      before.some(({ kind }) => kind === 'word') &&
      !before.some(
        (token) =>
          token.kind === 'count' ||
          token.kind === 'ratio' ||
          isTelling(token) ||
          isCue(token, 'all', 'actual', 'expected', 'rest'),
      )
    );
  }

  /** "没旷课, 请了的, 家里盖房子": nobody is named, and why somebody is away is told. */
  private isOfOneToldBefore(): boolean {
    const { tokens } = this.state;
    return (
      tokens.some((one) => isCue(one, 'leave', 'sick', 'personal')) &&
      !tokens.some(({ kind }) => kind === 'name')
    );
  }

  /** No word stands behind. */
  private isLast(place: number): boolean {
    return firstAfter(this.state.tokens, place, ({ kind }) => kind !== 'break') === undefined;
  }

  /** No word stands before. */
  private isFirst(place: number): boolean {
    return !this.state.tokens.some(({ kind }, at) => at < place && kind !== 'break');
  }

  /** "还差一个没写": somebody was left out of the report, and comes to it now. */
  private isForgotten(place: number): boolean {
    const [no, written] = this.state.tokens.slice(place + 1, place + 3);
    return /^(?:没|没有|忘记?了?|漏了?)[写报填登打说录记]/.test(`${no?.text ?? ''}${written?.text ?? ''}`);
  }

  /** What "都到了", "没请假的是" tells of the names beside it, if anything; else it is told of the whole class. */
  takeAll(token: CueToken, place: number): FactKind | undefined {
    if (WITHOUT_LEAVE.test(token.text) && isOfNames(linkToName(this.state.tokens, place))) return 'unexcused';
    // "甲没请假的", "甲没迟到的"
    if (NOT_SO.test(token.text) && this.isOfLastNamed(place))
      return WITHOUT_LEAVE.test(token.text) ? 'unexcused' : 'denied';
    if (!this.isToldOfNames(token, place)) return undefined;
    return NONE_OF_IT.test(token.text) ? 'denied' : 'present';
  }

  private isToldOfNames(token: CueToken, place: number): boolean {
    const { group, statements, except, rest, tokens } = this.state;
    if (USUALLY.test(tokens[place - 1]?.text ?? '')) return false;
    if (WITHOUT_LEAVE.test(token.text) && group.isAway()) {
      group.attach(this.state.fact('unexcused', token, false), true);
      return false;
    }
    if (NONE_OF_IT.test(token.text) && !group.isEmpty && group.isThere()) return true;
    if (NONE_OF_IT.test(token.text) && this.isFirst(place) && this.isOfOneToldBefore()) return true;
    if (!except && !rest && !/^[没无]/.test(token.text) && this.sumsUpNames(place)) return true;
    // "甲跟乙迟到, 现在都进教室了": of those who came late, though other words stand between.
    if (/^[都均].*[^齐]$/.test(token.text) && !rest && (this.areAllHere() || this.wereAway(place)))
      return true;
    statements.whole = true;
    statements.full = !except && !rest;
    this.state.except = false;
    group.header = [];
    if (!group.isEmpty) group.closed = true;
    return false;
  }

  /** Nothing parts it from the last name, of which nothing was told. */
  private isOfLastNamed(place: number): boolean {
    const { group, except, rest, tokens } = this.state;
    const named = lastBefore(
      tokens,
      place,
      (one) => !isCue(one, 'particle', 'pronoun') && one.kind !== 'time',
    );
    return named?.kind === 'name' && !group.isEmpty && !group.closed && !except && !rest;
  }

  private areAllHere(): boolean {
    const { members } = this.state.group;
    const isHere = ({ kind }: { kind: string }): boolean => kind === 'late' || kind === 'present';
    return members.length > 1 && members.every(({ facts }) => facts.some(isHere));
  }

  /** "甲、乙昨天缺, 今天都来了": of whom a day before today was told. */
  private wereAway(place: number): boolean {
    const { group, tokens, today } = this.state;
    const day = tokens[place - 1];
    if (day?.kind !== 'time' || day.told.kind !== 'day' || day.told.last !== today) return false;
    return (
      group.members.length > 1 &&
      group.members.every(({ facts }) => facts.at(-1)?.days.some(({ next }) => next < today) ?? false)
    );
  }

  /** "其他栏目不变", "别的房间还没查" */
  private isUnchanged(place: number): boolean {
    const near = this.state.tokens
      .slice(place + 1, place + 4)
      .map(({ text }) => text)
      .join('');
    return (
      LATER_TOLD.test(near) ||
      /^[^,.;!\n]{0,6}(?:不变|没变|未变|照旧|同前|[还尚](?:没|未)|[没未](?:查|点|数|看|问|统计)|待)/.test(
        near,
      )
    );
  }

  /** "就甲没来", not "就甲没交作业". */
  private isAnythingTold(place: number): boolean {
    const next = firstAfter(
      this.state.tokens,
      place,
      (token) => isBreak(token, 'hard', 'item', 'question') || isTelling(token),
    );
    return isTelling(next);
  }

  private sumsUpNames(place: number): boolean {
    const before = lastBefore(
      this.state.tokens,
      place,
      (one) => !isCue(one, 'particle') && !isBreak(one, 'space') && one.kind !== 'time',
    );
    if (this.state.group.isEmpty) return false;
    if (isCue(before, 'pronoun') && CHILDREN.test(before?.text ?? '') && !this.state.guardian) return false;
    if (before?.kind === 'name' || isCue(before, 'pronoun')) return true;
    // "那两个小祖宗都到了"
    if (
      before?.kind === 'word' &&
      isCue(this.state.tokens[this.state.tokens.indexOf(before, Math.max(0, place - 3)) - 1], 'pronoun')
    )
      return true;
    return before?.kind === 'count' && this.state.group.members.length > 1 && !this.state.group.closed;
  }
}
