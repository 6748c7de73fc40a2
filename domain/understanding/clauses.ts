import { isBystander } from './bystanders.ts';
import { AlternativeReader } from './clause-alternatives.ts';
import { isStillToCome } from './clause-arrival.ts';
import { CorrectionReader } from './clause-corrections.ts';
import type { CueToken } from './clause-facts.ts';
import { FACTS, isTelling, tellsPresence } from './clause-facts.ts';
import {
  countsBracket,
  isBeforeName,
  isNumberLabel,
  isToldOfNone,
  isWhoWasAway,
  linkToName,
} from './clause-links.ts';
import { PronounReader } from './clause-pronouns.ts';
import { blank, ClauseState } from './clause-state.ts';
import { WholeReader } from './clause-whole.ts';
import { toldOfOthers } from './others.ts';
import type { Cue } from './phrases.ts';
import type { Extent, Fact, FactKind, Statements, Subject } from './statements.ts';
import type { Mention, Token } from './tokens.ts';
import { isBreak, isCue, lastBefore } from './tokens.ts';
import type { ClassRoster, SpeakerRole } from './types.ts';
import { supposed } from './unasserted.ts';

const CAME = /^(?:到|来|在)/;

const isBare = (next: Token | undefined): boolean =>
  (next?.kind === 'word' && !/[\u3400-\u9fff]/.test(next.text)) ||
  next === undefined ||
  (next.kind === 'break' && !isBreak(next, 'colon')) ||
  next.kind === 'name' ||
  next.kind === 'count' ||
  isCue(next, 'and', 'or', 'pronoun') ||
  /^(?:同学|学生|[两俩三四]|等)/.test(next.text);

/** "是46不是45", "不是45是46", "不是45, 应到46" */
const isCountAgain = (tokens: readonly Token[], place: number): boolean =>
  tokens[place + 1]?.kind === 'count' &&
  (tokens[place - 1]?.kind === 'count' ||
    tokens.slice(place + 2, place + 5).some(({ kind }) => kind === 'count'));

/** "不是他(自己)病了" */
const isOfTheChild = (token: Token | undefined): boolean => isCue(token, 'pronoun', 'own');

/** "第二节到的", "第三节课他奶奶送来了": after the first lesson. */
function cameMidMorning(tokens: readonly Token[], place: number): boolean {
  const told = lastBefore(tokens, place, (token) => !isCue(token, 'kin', 'particle', 'pronoun'));
  return told?.kind === 'time' && /^第[二三四五六七八2-8]节/.test(told.text);
}

const isToldAfter = (tokens: readonly Token[], place: number): boolean => {
  const next = tokens[place + 1];
  return next?.kind === 'cue' && FACTS[next.cue] !== undefined;
};

/**
 * Reads tokens clause by clause and gives every name what is told of it. Names gather into a group until something
 * is told; a status before names ("病假：甲、乙") is a header for those that follow.
 */
export function readClauses(tokens: readonly Token[], today: string, speaker: SpeakerRole): Statements {
  const reader = new ClauseReader(tokens, today, speaker);
  for (const [place, token] of tokens.entries()) reader.take(token, place);
  return reader.state.statements;
}

class ClauseReader {
  /** Words that change how the rest of the clause is read. */
  private static readonly FRAMES: Partial<
    Record<Cue, (reader: ClauseReader, token: Token, place: number) => void>
  > = {
    correct: ({ corrections }, token, place) => corrections.take(token, place),
    negate: ({ state }, _, place) => {
      if (isCountAgain(state.tokens, place)) state.statements.corrects = state.statements.renumbers = true;
      const of = isOfTheChild(state.tokens[place + 1]) ? place + 1 : place;
      const own = of > place && state.tokens[of + 1]?.text === '自己' ? of + 1 : of;
      state.negated = isBeforeName(state.tokens, place) || isToldAfter(state.tokens, own);
    },
    rest: ({ whole }, _, place) => whole.takeRest(place),
    except: ({ whole }, token) => whole.takeExcept(token),
    only: ({ whole }, token, place) => whole.takeOnly(token, place),
    same: (reader) => reader.takeSame(),
    pronoun: ({ pronouns }, token, place) => pronouns.take(token, place),
    own: ({ pronouns }, token, place) => pronouns.take(token, place),
    respectively: ({ state: { group } }) => group.takeTurns(0),
    former: (reader, token, place) => reader.takeTurn(token, place, 0),
    latter: (reader, token, place) => reader.takeTurn(token, place, -1),
    chore: (reader) => {
      reader.elsewhere = reader.state.group.isEmpty || reader.state.group.brokenSinceName === 'hard';
    },
    particle: (reader, { text }, place) => reader.takeParticle(text, place),
  };

  readonly state: ClauseState;
  readonly whole: WholeReader;
  readonly pronouns: PronounReader;
  readonly corrections: CorrectionReader;
  readonly alternatives: AlternativeReader;
  private readonly others: ReturnType<typeof toldOfOthers>;
  private readonly supposed: ReadonlySet<number>;
  private heardExtents: Extent[] = [];
  /** Something was told of somebody. */
  private toldAny = false;
  /** The first bracket holds a heading. */
  private headings: boolean | undefined;
  /** "值日:": the names that follow are listed for something else. */
  private elsewhere = false;

  constructor(tokens: readonly Token[], today: string, speaker: SpeakerRole) {
    this.state = new ClauseState(tokens, today, speaker === 'guardian');
    this.whole = new WholeReader(this.state);
    this.pronouns = new PronounReader(this.state);
    this.corrections = new CorrectionReader(this.state);
    this.alternatives = new AlternativeReader(this.state);
    this.others = toldOfOthers(tokens, this.state.guardian);
    this.supposed = supposed(tokens);
  }

  take(token: Token, place: number): void {
    if (token.kind === 'break') this.takeBreak(token, place);
    else if (token.kind === 'name') this.takeName(token.mention, token.start, place);
    else if (token.kind === 'class') this.startSection(token.roster);
    else if (token.kind === 'time') this.state.times.take(token, place);
    else if (token.kind === 'count' && countsBracket(this.state.tokens, place)) this.state.beginGroup();
    else if (token.kind === 'cue') this.takeCue(token, place);
  }

  private startSection(roster: ClassRoster | undefined): void {
    this.state.section = roster;
    this.state.group.header = [];
    if (this.state.group.brokenSinceName !== 'no') this.state.group.end();
  }

  private takeBreak(token: Token, place: number): void {
    this.state.group.passTurn();
    if (isBreak(token, 'open') && this.isHeading(place)) return;
    if (isBreak(token, 'open'))
      this.state.group.openBracket(
        this.insideBracket(place),
        this.state.statements.subjects,
        this.sinceName(place),
      );
    else if (isBreak(token, 'close')) this.state.group.closeBracket();
    else if (!isBreak(token, 'colon')) {
      const hard = isBreak(token, 'hard', 'item', 'question');
      this.state.times.forgetSymptomDay(token.start);
      this.state.group.noteBreak(
        hard,
        isBreak(token, 'item') || isBreak(this.state.tokens[place - 1], 'colon'),
      );
      if (hard) this.endSentence();
    }
  }

  /** "[病]甲 [事]乙": a status in brackets before the first name, and from there on, heads the names after it. */
  private isHeading(place: number): boolean {
    const { tokens } = this.state;
    const alone = isTelling(tokens[place + 1]) && isBreak(tokens[place + 2], 'close');
    this.headings ??= this.state.statements.subjects.length === 0 && alone;
    return this.headings && alone;
  }

  private endSentence(): void {
    this.elsewhere = false;
    this.state.rest = false;
    this.state.except = false;
    this.state.contacts.forgetKin();
  }

  /** "甲、乙姐妹俩事假(": what stands between the last name and the mark at `place`. */
  private sinceName(place: number): string {
    const near = this.state.tokens.slice(Math.max(0, place - 5), place);
    return near
      .slice(near.findLastIndex(({ kind }) => kind === 'name') + 1)
      .map(({ text }) => text)
      .join('');
  }

  private insideBracket(place: number): readonly Token[] {
    let end = place + 1;
    while (end < this.state.tokens.length && !isBreak(this.state.tokens[end], 'close', 'open')) end++;
    return this.state.tokens.slice(place + 1, end);
  }

  private takeName(mention: Mention, at: number, place: number): void {
    if (this.alternatives.joins(mention, place) || isBystander(this.state.tokens, place, this.toldAny))
      return;
    if (this.elsewhere && !isToldAfter(this.state.tokens, place)) return;
    const subject = blank(mention, at, this.state.section);
    subject.bare = isBare(this.state.tokens[place + 1]) && !this.supposed.has(place);
    this.state.statements.subjects.push(subject);
    if (this.state.negated) {
      this.state.negated = false;
      this.state.group.drop((one) => one.mention.said === mention.said);
      subject.facts.push({ kind: 'notThis', text: '不是', at, days: [], header: false });
      return;
    }
    const afterPronoun = this.state.group.brokenSinceName !== 'no' && this.state.group.hasDemonstrative;
    if (this.state.group.isOver(mention) || afterPronoun) this.state.beginGroup();
    this.state.rest = false;
    this.state.contacts.forgetKin();
    if (isWhoWasAway(this.state.tokens, place)) {
      this.state.times.forgetEarlierDay();
      this.state.group.header = this.state.group.header.map((fact) => ({ ...fact, days: [] }));
    }
    this.state.group.add(subject);
    // "不是甲是乙 甲在的": said in full.
    const before =
      this.state.statements.subjects.at(-2)?.facts.some(({ kind }) => kind === 'notThis') ?? false;
    const next = this.state.tokens[place + 1];
    if (
      (before || this.state.statements.corrects) &&
      isCue(this.state.tokens[place - 1], 'copula') &&
      (next === undefined || isBreak(next, 'space') || next.kind === 'word')
    )
      this.state.group.closed = true;
    if (this.state.group.members.length === 1)
      this.heardExtents = this.state.statements.loose.extents.splice(0);
    subject.extents.push(...this.heardExtents);
    if (this.state.contacts.heard !== undefined) subject.contacts.push(this.state.contacts.heard);
  }

  private takeCue(token: Token, place: number): void {
    // "周二才来" tells when the leave ends, not that somebody was late.
    if (place === this.state.times.returnWordAt) return;
    if (token.kind !== 'cue' || this.takeFrame(token, place)) return;
    const ofOther = this.others.get(place);
    if (ofOther === 'relative_sick') this.tellOfRelative(token);
    else if (ofOther === undefined && !this.supposed.has(place)) this.takeTold(token, place);
  }

  /** A relative fell ill on a day of their own. */
  private tellOfRelative(token: Token): void {
    this.state.times.noteSymptom();
    const fact = { ...this.state.fact('relative_sick', token, false), days: [] };
    if (this.state.group.isEmpty) this.state.statements.loose.facts.push(fact);
    this.state.group.attach(fact, true);
    this.toldAny ||= !this.state.group.isEmpty;
  }

  private takeTold(token: CueToken, place: number): void {
    if (isStillToCome(this.state.tokens, place, this.state.guardian)) {
      this.tell('later', token, place);
      return;
    }
    if (this.state.guardian && token.cue === 'unreachable') return;
    if (isCue(token, 'reached', 'speak') && token.text.includes('假'))
      this.tell(token.text.includes('病') ? 'sick' : 'leave', token, place);
    const unspoken = this.state.contacts.unspoken();
    if (this.state.contacts.take(token, place)) {
      if (token.cue === 'unreachable') this.tellUnreachable(token, place, unspoken);
    } else if (token.cue === 'all') {
      const kind = this.whole.takeAll(token, place);
      if (kind !== undefined) this.tell(kind, token, place);
    } else if (token.cue === 'actual' && !this.isLabel(place) && !this.state.group.isEmpty) {
      if (!this.isOfSomethingElse(token, place)) this.tell('present', token, place);
    } else if (token.cue === 'back') this.takeReturn(token, place);
    else if (token.cue === 'brought') {
      if (token.text.endsWith('了'))
        this.tell(cameMidMorning(this.state.tokens, place) ? 'late' : 'present', token, place);
    } else {
      const kind = this.kindOf(token, place);
      if (kind !== undefined && !(kind === 'present' && this.isOfSomethingElse(token, place))) {
        this.tell(kind, token, place);
      }
    }
  }

  /** "甲的家长打通了, 乙的没人接": of those whose family was not spoken of before. */
  private tellUnreachable(token: CueToken, place: number, unspoken: readonly Subject[]): void {
    const { group } = this.state;
    // "2人联系不上(甲、乙)"
    if (group.isEmpty && linkToName(this.state.tokens, place) === 'colon')
      group.head(this.state.fact('unreachable', token, true));
    const fact = this.state.fact('unreachable', token, false);
    if (unspoken.length === group.targets().length) group.attach(fact, true);
    else for (const subject of unspoken) subject.facts.push(fact);
  }

  private kindOf({ cue, text }: CueToken, place: number): FactKind | undefined {
    // "不 坐在教室里": what would tell of presence is denied.
    if (cue === 'present' && /^[不没未]$/.test(this.state.tokens[place - 1]?.text ?? '')) return 'absent';
    const taken = this.state.tokens[place - 1];
    if (cue === 'present' && this.state.guardian && isCue(taken, 'left') && /回$/.test(taken?.text ?? ''))
      return undefined;
    if (cue === 'present' && cameMidMorning(this.state.tokens, place)) return 'late';
    // "我带他去卫生院" from a guardian: the child never came.
    if (cue === 'left' && this.state.guardian && /[院所病]/.test(text)) return 'sick';
    return FACTS[cue];
  }

  // "才返校": late. "回来上课了": there again. "周一回来" was taken with its day.
  private takeReturn(token: CueToken, place: number): void {
    if (/^才(?:能|来得[成了到])/.test(token.text)) this.tell('later', token, place);
    else if (token.text.startsWith('才')) this.tell('late', token, place);
    else if (
      token.text.length > 1 &&
      this.state.tokens[place + 1]?.text === '了' &&
      !/^[再就能可方]/.test(token.text)
    )
      this.tell('present', token, place);
  }

  // "来了40" labels a number; in "水杯落在操场" it is not the child that is somewhere.
  private isOfSomethingElse(token: CueToken, place: number): boolean {
    const { text } = token;
    if (this.alternatives.isOfOne(token, place)) return false;
    if (this.isLabel(place) && CAME.test(text)) return true;
    return text.startsWith('在') && this.state.tokens[place - 1]?.kind === 'word';
  }

  private isLabel(place: number): boolean {
    return isNumberLabel(this.state.tokens, place, !this.state.group.isEmpty);
  }

  private takeFrame(token: Token, place: number): boolean {
    if (isCue(token, 'and')) {
      this.state.group.passTurn();
      if (this.isDitto(place)) this.takeSame();
    }
    const frame = token.kind === 'cue' ? ClauseReader.FRAMES[token.cue] : undefined;
    frame?.(this, token, place);
    return frame !== undefined;
  }

  /** "甲(感冒)、乙(同)" */
  private isDitto(place: number): boolean {
    return (
      this.state.tokens[place]?.text === '同' &&
      isBreak(this.state.tokens[place - 1], 'open') &&
      isBreak(this.state.tokens[place + 1], 'close')
    );
  }

  private takeSame(): void {
    const { group } = this.state;
    for (const subject of group.targets()) subject.same = true;
    group.closed = true;
  }

  /** "前一个到了": of those just named, or of those named in a message before. */
  private takeTurn(token: Token, place: number, turn: number): void {
    if (this.state.group.isEmpty) this.pronouns.take(token, place);
    else this.state.group.takeTurns(turn);
  }

  // "其中" begins to tell of some of those just named.
  private takeParticle(text: string, place: number): void {
    if (text === '家' && this.state.tokens[place - 1]?.kind === 'name') this.state.contacts.hearKin(place);
    if (/^[都均]$/.test(text)) this.state.group.saysAll = true;
    if (text !== '其中') return;
    this.state.group.header = [];
    this.state.group.end();
  }

  private tell(kind: FactKind, token: CueToken, place: number): void {
    if (this.state.negated) {
      this.state.negated = false;
      return;
    }
    if (isToldOfNone(this.state.tokens, place)) return;
    if (this.state.rest && (tellsPresence({ kind }) || kind === 'late')) return;
    if (this.state.group.isHead(linkToName(this.state.tokens, place))) {
      const [first] = this.state.group.members;
      if (first !== undefined) this.state.times.forgetDaysSince(first.at);
      this.state.group.head(this.state.fact(kind, token, true));
      // "流感居家, 休息到周五: …": what was told before the list heads it too.
      if (this.state.statements.subjects.length === 0)
        for (const before of this.toldOfNames(this.state.statements.loose.facts.splice(0)))
          this.state.group.setHeader({ ...before, header: true });
      return;
    }
    if (this.alternatives.isOfOne(token, place)) this.alternatives.join();
    const fact = this.state.fact(kind, token, false);
    if (this.state.group.isEmpty) this.state.statements.loose.facts.push(fact);
    this.state.group.attach(fact, true);
    if (/^[都均]/.test(token.text)) this.tellThoseBefore(fact);
    this.toldAny ||= !this.state.group.isEmpty;
  }

  /** "病假2, 事假1, 病假: …": what a number was told with was told of nobody by name. */
  private toldOfNames(facts: readonly Fact[]): readonly Fact[] {
    if (facts.length === 0) return facts;
    const counts = new Set(this.state.tokens.flatMap(({ kind, start }) => (kind === 'count' ? [start] : [])));
    return facts.filter(({ at, text }) => !counts.has(at + text.length));
  }

  /** "五1甲，五2乙，都没来": of names in another group, if nothing was told of them. */
  private tellThoseBefore(fact: Fact): void {
    const { group, statements } = this.state;
    if (group.isEmpty) return;
    for (let at = statements.subjects.length - 1; at >= 0; at--) {
      const one = statements.subjects[at];
      if (one === undefined || group.members.includes(one)) continue;
      if (one.facts.length + one.contacts.length > 0 || one.either) return;
      one.facts.push(fact);
    }
  }
}
