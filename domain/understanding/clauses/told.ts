import type { CueToken, Token } from '../tokens/tokens.ts';
import { isBreak, isCue, lastBefore } from '../tokens/tokens.ts';
import type { AlternativeReader } from './alternatives.ts';
import { hasComeOn, hasReturned, isHearsay, isKeptAway, isStillToCome } from './arrival.ts';
import { isOfTimeBefore } from './before.ts';
import { isRoadClosed } from './contacts.ts';
import { deniedAt } from './denials.ts';
import { FACTS, isFact, saysWho, tellsPresence } from './facts.ts';
import { foundAs, isFoundWord } from './found.ts';
import { isGone } from './gone.ts';
import { wasBefallen, wentOffInTheDay } from './lessons.ts';
import type { Link } from './links.ts';
import { isNumberLabel, isToldOfNone, linkToName, standsBehindName } from './links.ts';
import { isLackOfThing, isThing } from './of-things.ts';
import type { ClauseState } from './state.ts';
import type { Fact, FactKind, Subject } from './statements.ts';
import type { WholeReader } from './whole.ts';

/** "现有岗位", "实有": what there is so many of; without a number nobody has come. */
const COUNTS_ONLY = /有$/;
/** How a child is brought: 骑摩托送来了. */
const ON_THE_WAY = /[骑开坐背抱拉驮搭打]|车/;
/** No clause is longer in which a thing is told of. */
const NEAR = 14;

/** A lesson, or what else children do at school together. */
const LESSON = /^第.{1,2}节|^(?:早操|早读|早自习|午休|晚自习|晚修|课)$/;

const isReason = ({ kind }: Pick<Fact, 'kind'>): boolean =>
  kind === 'sick' || kind === 'personal' || kind === 'relative_sick';

/** No more tokens stand between an arrival and what the class was at then. */
const CLAUSES_AFTER = 10;

const GONE = /^(?:就|都|已经?|早就)*走(?:掉)?了$/;

const KNOWS_NOT = /^[还暂]?不(?:太|大)?(?:清楚|知道)$/;

const CAME = /^(?:到|来|在)/;

/** By then the first lesson has begun: 8:20, 八点半, 十点. */
const DURING_LESSONS = /^(?:[8八][:点](?:[2-5]\d|[二三四五]十|半)|(?:9|10|11|九|十|十一)[:点])/;

/** "第二节到的", "第三节课他奶奶送来了", "9点到的": after the first lesson began. */
function cameMidMorning(tokens: readonly Token[], place: number): boolean {
  const told = lastBefore(tokens, place, (token) => !isCue(token, 'kin', 'particle', 'pronoun'));
  return (
    told?.kind === 'time' && (/^第[二三四五六七八2-8]节/.test(told.text) || DURING_LESSONS.test(told.text))
  );
}

/** "最后一个到的是甲，8点20": when it was stands behind the name of who came, and nothing else of that child. */
function cameAsTold(tokens: readonly Token[], place: number): boolean {
  if (!/[到来]的$/.test(tokens[place]?.text ?? '')) return false;
  const [name, ...after] = tokens.slice(place + 1).filter((token) => !isCue(token, 'copula'));
  const [time, next] = isBreak(after[0], 'soft', 'space') ? after.slice(1) : after;
  if (name?.kind !== 'name' || time?.kind !== 'time' || !DURING_LESSONS.test(time.text)) return false;
  return next === undefined || next.kind === 'break' || isCue(next, 'particle');
}

/** "才被奶奶拽进教室" */
const cameOnlyThen = (tokens: readonly Token[], place: number): boolean =>
  /[进回来到了]/.test(tokens[place]?.text ?? '') &&
  tokens
    .slice(Math.max(0, place - 5), place)
    .some(
      (token, at, near) =>
        isCue(token, 'particle') &&
        token.text === '才' &&
        near.slice(at + 1).every((one) => isCue(one, 'kin', 'pronoun') || /^[被由让把给]$/.test(one.text)),
    );

const LESSON_OVER =
  /^[^\u3400-\u9fff]*(?:第.节|头节|早读|早自习|早操|升旗|课|语文|数学|英语)(?:课)?(?:都|已经?|快|就要|要)+(?:快|要)?(?:下课?|结束|[上做升]?完|过半|[上过]了?一半|上了(?:一半|半节|好久)|散)了/;

/** "进来了, 第一节都快下课了": what the class was at when the child came. */
function cameInLesson(tokens: readonly Token[], place: number): boolean {
  for (let at = place + 1; at < Math.min(tokens.length, place + CLAUSES_AFTER); at++) {
    const token = tokens[at];
    if (token?.kind === 'name' || isFact(token)) return false;
    if (isBreak(token, 'soft', 'space', 'hard')) {
      const after = tokens.slice(at + 1, at + CLAUSES_AFTER);
      const end = after.findIndex(({ kind }) => kind === 'break');
      const clause = end < 0 ? after : after.slice(0, end);
      const said = clause.map(({ text }) => text).join('');
      if (LESSON_OVER.test(said) && clause.every(({ kind }) => kind !== 'name')) return true;
    }
  }
  return false;
}

/** Reads what tells something of a student, and of whom it is told: those just named, or those of a list to come. */
export class ToldReader {
  /** Something was told of somebody. */
  ofAnybody = false;
  private readonly state: ClauseState;
  private readonly whole: WholeReader;
  private readonly alternatives: AlternativeReader;

  constructor(state: ClauseState, whole: WholeReader, alternatives: AlternativeReader) {
    this.state = state;
    this.whole = whole;
    this.alternatives = alternatives;
  }

  /** A relative fell ill on a day of their own. */
  takeOfRelative(token: Token): void {
    this.state.times.noteSymptom();
    const fact = { ...this.state.fact('relative_sick', token, false), days: [] };
    if (this.state.group.isEmpty) this.state.statements.loose.facts.push(fact);
    this.state.group.attach(fact, true);
    this.ofAnybody ||= !this.state.group.isEmpty;
  }

  /** "去拉萨了" */
  takeGone({ text, start, end }: Token, place: number): void {
    this.tell('absent', { kind: 'cue', cue: 'absent', text, start, end }, place);
  }

  /** "找到甲了，在他外婆家" */
  takeFound(token: Token, place: number): void {
    const { text, start, end } = token;
    this.tell(
      foundAs(this.state.tokens, place),
      { kind: 'cue', cue: 'present', text: `找到${text}`, start, end },
      place,
    );
  }

  /** "第二节课手断了，他舅舅拉去医院了": whom something befell in a lesson, and who was fetched then, had come. */
  takeLesson({ text, start, end }: Token, place: number): void {
    if (!LESSON.test(text)) return;
    this.state.times.noteLesson(start);
    if (wasBefallen(this.state.tokens, place))
      this.tell('attended', { kind: 'cue', cue: 'attended', text, start, end }, place);
  }

  take(token: CueToken, place: number): void {
    const around = this.saidAround(place);
    if (around !== undefined) {
      this.tell(around, token, place);
      return;
    }
    if ((this.state.guardian && token.cue === 'unreachable') || isRoadClosed(this.state.tokens, place))
      return;
    // "甲还不知道, 乙事假": Yi's state is not Jia's.
    if (token.cue === 'speak' && KNOWS_NOT.test(token.text)) this.state.group.noteUnread(token.text);
    if (this.isOfUnknown(token, place)) {
      this.tell('absent', token, place);
      return;
    }
    const unspoken = this.state.contacts.unspoken();
    // Of the leave it may have been spoken on another day than that of the leave.
    const ofContact = this.state.contacts.take(token, place);
    if (isCue(token, 'reached', 'speak') && token.text.includes('假'))
      this.tell(token.text.includes('病') ? 'sick' : 'leave', token, place);
    if (ofContact) {
      if (token.cue === 'unreachable') this.tellUnreachable(token, place, unspoken);
    } else if (token.cue === 'all') {
      const kind = this.whole.takeAll(token, place);
      if (kind !== undefined) this.tell(kind, token, place);
    } else if (
      token.cue === 'actual' &&
      !COUNTS_ONLY.test(token.text) &&
      !this.isLabel(place) &&
      !this.state.group.isEmpty
    ) {
      if (!this.isOfSomethingElse(token, place)) this.tell(this.here(place), token, place);
    } else if (token.cue === 'back') this.takeReturn(token, place);
    else if (token.cue === 'brought') {
      if (this.isOfThing(place)) return;
      if (token.text.endsWith('了')) this.tell(this.here(place), token, place);
      // "第二节课送来" from a guardian: what they are going to do.
      else if (this.state.guardian && !this.isDone(place)) this.tell('later', token, place);
    } else {
      const denies = deniedAt(this.state.tokens, place);
      if (denies !== undefined) this.tellDenied(denies, token);
      const kind = denies === undefined ? this.kindOf(token, place) : undefined;
      if (kind !== undefined && !(kind === 'present' && this.isOfSomethingElse(token, place))) {
        this.tell(kind, token, place);
      }
    }
  }

  /** What the words around a cue make of it, whichever cue it is. */
  private saidAround(place: number): FactKind | undefined {
    const { tokens, group, guardian, today } = this.state;
    if (isStillToCome(tokens, place, guardian) || (group.isMissed() && isHearsay(tokens, place)))
      return 'later';
    if (isKeptAway(tokens, place)) return 'absent';
    return hasComeOn(tokens, place, today) ? 'present' : undefined;
  }

  /** In school: late, for whoever came in the middle of the morning, or only then. */
  private here(place: number): FactKind {
    const { tokens } = this.state;
    // "早上请了病假，10点钟又来了": whoever comes again was excused until then.
    if (tokens[place - 1]?.text === '又') return 'present';
    const came = [cameMidMorning, cameAsTold, cameOnlyThen, cameInLesson];
    return came.some((isLate) => isLate(tokens, place)) ? 'late' : 'present';
  }

  /** "甲发烧, 乙不清楚": beside others of whom it is told, why a child is away nobody knows. */
  private isOfUnknown({ cue, text }: CueToken, place: number): boolean {
    const { tokens } = this.state;
    const next = tokens[place + 1];
    if (cue !== 'speak' || !/不(?:清楚|知道)$/.test(text)) return false;
    // "甲的还不知道"
    const before = lastBefore(tokens, place, (one) => !/^[还的]$/.test(one.text));
    if (isCue(before, 'pronoun') && /^[另剩]/.test(before?.text ?? '')) return true;
    if (before?.kind !== 'name') return false;
    // Who does not know of another that is away was only asked.
    const other = this.state.statements.subjects.at(-2);
    if (other === undefined || !other.facts.some(isReason)) return false;
    return next === undefined || isBreak(next, 'soft', 'hard', 'item', 'space');
  }

  /** "甲的家长打通了, 乙的没人接": of those whose family was not spoken of before. */
  private tellUnreachable(token: CueToken, place: number, unspoken: readonly Subject[]): void {
    const { group } = this.state;
    // "2人联系不上(甲、乙)"
    if (group.isEmpty && linkToName(this.state.tokens, place) === 'colon')
      group.head(this.state.fact('unreachable', token, true));
    if (group.isEmpty) return;
    const fact = this.state.fact('unreachable', token, false);
    if (unspoken.length === group.targets().length) group.attach(fact, true);
    else for (const subject of unspoken) subject.facts.push(fact);
  }

  /** "已经送到学校", "送来的假条" */
  private isDone(place: number): boolean {
    const done = /^(?:已|刚|才)/.test(this.state.tokens[place - 1]?.text ?? '');
    return done || this.state.tokens.slice(place + 1, place + 4).some(({ text }) => /条|信/.test(text));
  }

  /** "我先带他回来了" from a guardian */
  private isFetched(place: number): boolean {
    const [fetches, whom] = this.state.tokens.slice(Math.max(0, place - 2), place);
    return this.state.guardian && isCue(whom, 'pronoun', 'own') && /[带接领]$/.test(fetches?.text ?? '');
  }

  /** "国庆我们要提前走, 29号请假": of leave that is still to come, from a guardian. */
  private isOfLeaveToCome({ text }: CueToken, place: number): boolean {
    if (!this.state.guardian || !/^(?:提前|[先早])/.test(text)) return false;
    const after = this.state.tokens.slice(place + 1, place + 20);
    return (
      after.some(
        (token) => token.kind === 'time' && token.told.kind === 'day' && !token.text.startsWith('今'),
      ) && after.some((token) => isCue(token, 'leave', 'personal'))
    );
  }

  private kindOf(token: CueToken, place: number): FactKind | undefined {
    const { cue, text } = token;
    if (cue === 'left' && this.isOfLeaveToCome(token, place)) return undefined;
    if (cue === 'absent' && isLackOfThing(this.state.tokens, place)) return undefined;
    // "甲的水杯不见了"
    if (cue === 'absent' && /见|找/.test(text) && this.isOfBelongings(place)) return undefined;
    // "不 坐在教室里": what would tell of presence is denied.
    if (cue === 'present' && /^[不没未]$/.test(this.state.tokens[place - 1]?.text ?? '')) return 'absent';
    if (cue === 'present' && text.startsWith('回来') && this.isFetched(place)) return 'left';
    // A child who was looked for; a guardian would have been spoken to.
    if (cue === 'unreachable') return 'absent';
    const taken = this.state.tokens[place - 1];
    if (cue === 'present' && this.state.guardian && isCue(taken, 'left') && /回$/.test(taken?.text ?? ''))
      return undefined;
    // "我带他去卫生院" from a guardian: the child never came.
    if (cue === 'left' && this.state.guardian && /[院所病诊]|卫生室/.test(text)) return 'sick';
    if (cue === 'unexcused' && this.isSilenceOfFamily(text, place)) return undefined;
    if (cue === 'left' && this.hasMovedAway(token, place)) {
      this.state.times.forgetEarlierDay();
      return 'absent';
    }
    if (wentOffInTheDay(this.state.tokens, place)) return 'left';
    if (cue === 'present' && isFoundWord(text)) {
      const found = foundAs(this.state.tokens, place);
      if (found !== 'present') return found;
    }
    return cue === 'present' ? this.here(place) : FACTS[cue];
  }

  /** "爹妈带着去浙江了, 上周五就走了": on which day somebody went who is away now, and no early leaving. */
  private hasMovedAway({ text }: CueToken, place: number): boolean {
    const { tokens, today, group } = this.state;
    const day = lastBefore(tokens, place, (token) => !isCue(token, 'particle', 'pronoun', 'kin'));
    const past = day?.kind === 'time' && day.told.kind === 'day' && day.told.last < today;
    if (!past || !GONE.test(text)) return false;
    const near = tokens.slice(Math.max(0, place - NEAR), place + NEAR);
    return (
      group.isAway() ||
      near.some((token, at) => isCue(token, 'place') && /[去到回]/.test(near[at - 1]?.text ?? ''))
    );
  }

  /** "发烧, 他家里人没跟我讲": how the school knows, beside the reason it knows. */
  private isSilenceOfFamily(text: string, place: number): boolean {
    const before = this.state.tokens[place - 1];
    if (!/[说讲呼]/.test(text) || !(isCue(before, 'kin') || before?.text === '家')) return false;
    const told = this.state.group.targets();
    return told.length > 0 && told.every(({ facts }) => facts.some(isReason));
  }

  private isOfBelongings(place: number): boolean {
    const [owner, of, thing] = this.state.tokens.slice(Math.max(0, place - 3), place);
    return (owner?.kind === 'name' || isCue(owner, 'pronoun')) && of?.text === '的' && thing?.kind === 'word';
  }

  // "才返校": late. "回来上课了": there again. "周一回来" was taken with its day.
  private takeReturn(token: CueToken, place: number): void {
    if (/^才(?:能|来得[成了到])/.test(token.text)) this.tell('later', token, place);
    else if (token.text.startsWith('才') || cameMidMorning(this.state.tokens, place))
      this.tell('late', token, place);
    else if (token.text.length > 1 && !/^[再就能可方]/.test(token.text)) {
      const here =
        this.state.tokens[place + 1]?.text === '了' ||
        hasReturned(this.state.tokens, place) ||
        this.isWhoReturned(place);
      if (here) this.tell(this.here(place), token, place);
    }
  }

  /** "记错人了, 是甲回来": who it was that came. */
  private isWhoReturned(place: number): boolean {
    const { tokens, statements } = this.state;
    const [copula, name] = tokens.slice(Math.max(0, place - 2), place);
    const [next, after] = tokens.slice(place + 1, place + 3);
    if (!statements.corrects) return false;
    const who = saysWho(next) ? next : after;
    if ((next?.text === '的' || who === next) && saysWho(who)) return true;
    return name?.kind === 'name' && saysWho(copula) && (next === undefined || next.kind === 'break');
  }

  // "来了40" labels a number; in "水杯落在操场" it is not the child that is somewhere.
  private isOfSomethingElse(token: CueToken, place: number): boolean {
    const { text } = token;
    if (this.alternatives.isOfOne(token, place)) return false;
    if (this.isLabel(place) && CAME.test(text)) return true;
    if (text.startsWith('到') && this.isMishap(place)) return true;
    if (this.isOfThing(place)) return true;
    if (!text.startsWith('在')) return false;
    const [thing, before] = this.state.tokens.slice(Math.max(0, place - 2), place);
    // "书包还在教室"
    return before?.kind === 'word' || (isCue(before, 'particle') && isThing(thing));
  }

  /** "防火期到了", "牛奶今天送到了": nobody is named, and what came is told by words unknown here. */
  private isOfThing(place: number): boolean {
    const { group, tokens } = this.state;
    if (!group.isEmpty) return false;
    // Of a child is often told what kept it before it came, but a thing is brought on a day.
    const at = isCue(tokens[place], 'brought') && tokens[place - 1]?.kind === 'time' ? place - 2 : place - 1;
    const thing = tokens[at];
    if (thing?.kind !== 'word' || thing.text.length < 2 || ON_THE_WAY.test(thing.text)) return false;
    // "家长骑摩托送来了"
    const before = tokens.slice(Math.max(0, at - NEAR), at);
    const clause = before.slice(before.findLastIndex(({ kind }) => kind === 'break') + 1);
    return !clause.some((token) => isCue(token, 'kin', 'pronoun', 'own', 'sibling'));
  }

  /** "手着铲子铲到了": what hit the child, in words unknown here. */
  private isMishap(place: number): boolean {
    if (this.state.tokens[place - 1]?.kind !== 'word') return false;
    const before = this.state.tokens.slice(Math.max(0, place - 5), place);
    const clause = before.slice(before.findLastIndex(({ kind }) => kind === 'name' || kind === 'break') + 1);
    // "背着书包到了" is how the child came.
    return /(?<![背带拿提抱牵领骑拖拉推顺])着|被|挨|遭/.test(clause.map(({ text }) => text).join(''));
  }

  private isLabel(place: number): boolean {
    const counted = this.state.tokens[place - 1];
    // "甲感冒, 余19人在": more than were named.
    if (counted?.kind === 'count' && counted.n > this.state.group.members.length + 1) return true;
    return isNumberLabel(this.state.tokens, place, !this.state.group.isEmpty);
  }

  /** "甲没迟": what might be told of a child is denied. */
  private tellDenied(denies: FactKind, { text, start }: CueToken): void {
    const { group, statements } = this.state;
    const fact: Fact = { kind: 'denied', denies, text, at: start, days: [], header: false };
    if (group.isEmpty) statements.loose.facts.push(fact);
    group.attach(fact, true);
    this.ofAnybody ||= !group.isEmpty;
  }

  private tell(kind: FactKind, token: CueToken, place: number): void {
    if (this.state.negated) {
      this.state.negated = false;
      return;
    }
    if (isToldOfNone(this.state.tokens, place)) {
      // "缺：无"
      if (kind === 'absent' && !this.state.tokens.some((one) => one.kind === 'name'))
        this.state.statements.whole = true;
      return;
    }
    if (this.state.rest && (tellsPresence({ kind }) || kind === 'late')) return;
    const link = linkToName(this.state.tokens, place);
    const ofName = this.state.group.header.length > 0 && standsBehindName(this.state.tokens, place);
    if ((this.state.group.isHead(link) && !ofName) || this.isOfNextOnly(kind, place, link)) {
      const [first] = this.state.group.members;
      if (first !== undefined) this.state.times.forgetDaysSince(first.at);
      this.state.group.head(this.state.fact(kind, token, true), link);
      // "流感居家, 休息到周五: …": what was told before the list heads it too.
      if (this.state.statements.subjects.length === 0)
        for (const before of this.toldOfNames(this.state.statements.loose.facts.splice(0)))
          this.state.group.setHeader({ ...before, header: true });
      return;
    }
    if (isReason({ kind }) || kind === 'leave') {
      const { group, tokens, times, today } = this.state;
      if (group.isThereAgain() && isOfTimeBefore(tokens, place, times.days, today)) {
        times.forgetEarlierDay();
        return;
      }
    }
    if (this.alternatives.isOfOne(token, place)) this.alternatives.join();
    const fact = this.state.fact(kind, token, false);
    if (
      (isReason({ kind }) || kind === 'leave') &&
      this.isOfAll(token, place) &&
      this.tellAllButExcepted(fact)
    )
      return;
    if (this.state.group.isEmpty) this.state.statements.loose.facts.push(fact);
    this.state.group.attach(fact, true);
    if (this.isOfAll(token, place)) this.tellThoseBefore(fact);
    if (kind === 'left' && this.isOfAll(token, place)) this.tellWhoWasNamedBefore(fact);
    this.ofAnybody ||= !this.state.group.isEmpty;
  }

  /** "甲请假迟到乙": who is on leave is not late, so that it is told of Yi. */
  private isOfNextOnly(kind: FactKind, place: number, link: Link | undefined): boolean {
    const before = this.state.tokens[place - 1];
    if (link !== 'beside' || before?.kind !== 'cue' || !this.state.group.closed) return false;
    return kind === 'late' && /假$/.test(before.text) && isFact(before);
  }

  /** "病假2, 事假1, 病假: …": what a number was told with was told of nobody by name. */
  private toldOfNames(facts: readonly Fact[]): readonly Fact[] {
    if (facts.length === 0) return facts;
    const counts = new Set(this.state.tokens.flatMap(({ kind, start }) => (kind === 'count' ? [start] : [])));
    return facts.filter(({ at, text }) => !counts.has(at + text.length));
  }

  /** "都没来", "均为旷课", "都是请假" */
  private isOfAll({ text }: CueToken, place: number): boolean {
    if (/^[都均]/.test(text)) return true;
    const { tokens } = this.state;
    // "中午都着家长接回去了"
    let at = place - 1;
    while (isCue(tokens[at], 'copula', 'kin') || (isCue(tokens[at], 'particle') && tokens[at]?.text === '着'))
      at--;
    return isCue(tokens[at], 'particle') && /^[都均]$/.test(tokens[at]?.text ?? '');
  }

  /** "甲、乙、丙没来, 除了丙是奔丧, 都是感冒": of those named before the exception. Returns whether it was told of anybody. */
  private tellAllButExcepted(fact: Fact): boolean {
    const { exceptedFrom, group } = this.state;
    const excepted = new Set(group.members.flatMap(({ mention }) => mention.pupils));
    const others = exceptedFrom.filter(({ mention }) => !mention.pupils.some((pupil) => excepted.has(pupil)));
    if (others.length === 0 || others.length === exceptedFrom.length) return false;
    for (const one of others) one.facts.push(fact);
    return true;
  }

  /** "甲肚子疼, 乙也是, 都着家长接走了": only the last would be one, and not all. */
  private tellWhoWasNamedBefore(fact: Fact): void {
    const { group, statements } = this.state;
    if (group.members.length !== 1) return;
    const before = statements.subjects.filter((one) => !group.members.includes(one));
    if (before.every(({ facts, either }) => !either && facts.length > 0 && facts.every(isReason)))
      for (const one of before) one.facts.push(fact);
  }

  /** "五1甲，五2乙，都没来": of names in another group, if nothing was told of them. */
  private tellThoseBefore(fact: Fact): void {
    const { group, statements } = this.state;
    if (group.isEmpty) return;
    for (let at = statements.subjects.length - 1; at >= 0; at--) {
      const one = statements.subjects[at];
      if (one === undefined || group.members.includes(one)) continue;
      if (!one.facts.every(isGone) || one.contacts.length > 0 || one.either) return;
      one.facts.push(fact);
    }
  }
}
