import { isBystander } from './bystanders.ts';
import { ContactReader } from './clause-contacts.ts';
import { isBeforeName, isNumberLabel, isToldOfNone, linkToName } from './clause-links.ts';
import { TimeReader } from './clause-times.ts';
import { NameGroup } from './name-group.ts';
import { toldOfOthers } from './others.ts';
import type { Cue } from './phrases.ts';
import { isPlural } from './pupils.ts';
import type { Extent, Fact, FactKind, Statements, Subject } from './statements.ts';
import { countIn } from './together.ts';
import type { Mention, Token } from './tokens.ts';
import { firstAfter, isBreak, isCue, lastBefore } from './tokens.ts';
import type { ClassRoster, SpeakerRole } from './types.ts';
import { supposed } from './unasserted.ts';

/** Cues that say something of a student, and what. */
const FACTS: Partial<Record<string, FactKind>> = {
  sick: 'sick',
  relative_sick: 'relative_sick',
  personal: 'personal',
  leave: 'leave',
  unexcused: 'unexcused',
  absent: 'absent',
  later: 'later',
  late: 'late',
  left: 'left',
  present: 'present',
  attended: 'attended',
  home: 'home',
};

const LACK = /^(?:只|就|仅)?[缺少差]/;
const MISNAMED = /(?:[写打说报看填]成|写作|误[写报])$/;
const NONE_OF_IT = /^没有?(?:缺|旷|迟|早退|请假)[^的人]*$/;
/** Told by who leads a class: all of it. */
const CHILDREN = /^(?:娃娃|娃儿|孩子)$/;
const USUALLY = /(?:平时|平常|往常|以前|从来|一般|往日)$/;
const WRONG = /不对|错/;
const REMAINING = /^(?:剩下|另|最后)/;
const CAME = /^(?:到|来|在)/;

type CueToken = Extract<Token, { kind: 'cue' }>;

const isTelling = (token: Token | undefined): boolean =>
  token?.kind === 'cue' &&
  (FACTS[token.cue] !== undefined || isCue(token, 'all', 'rest', 'unreachable', 'same'));

const isOne = (token: Token | undefined): boolean => token?.kind === 'count' && token.n === 1 && token.unit;

const isBare = (next: Token | undefined): boolean =>
  (next?.kind === 'word' && !/[\u3400-\u9fff]/.test(next.text)) ||
  next === undefined ||
  (next.kind === 'break' && !isBreak(next, 'colon')) ||
  next.kind === 'name' ||
  next.kind === 'count' ||
  isCue(next, 'and', 'or', 'pronoun') ||
  /^(?:同学|学生|[两俩三四]|等)/.test(next.text);

const blank = (mention: Mention, at: number, section: ClassRoster | undefined): Subject => ({
  mention,
  at,
  section,
  facts: [],
  extents: [],
  contacts: [],
  same: false,
  pronoun: false,
  either: false,
  bare: false,
});

/**
 * Reads tokens clause by clause and gives every name what is told of it. Names gather into a group until something
 * is told; a status before names ("病假：甲、乙") is a header for those that follow.
 */
export function readClauses(tokens: readonly Token[], today: string, speaker: SpeakerRole): Statements {
  const reader = new ClauseReader(tokens, today, speaker);
  for (const [place, token] of tokens.entries()) reader.take(token, place);
  return reader.statements;
}

class ClauseReader {
  /** Words that change how the rest of the clause is read. */
  private static readonly FRAMES: Partial<
    Record<Cue, (reader: ClauseReader, token: Token, place: number) => void>
  > = {
    correct: (reader, token, place) => reader.takeCorrection(token, place),
    negate: (reader, _, place) => {
      reader.negated = isBeforeName(reader.tokens, place) || reader.isToldAfter(place);
    },
    rest: (reader, _, place) => {
      reader.rest = true;
      if (!reader.isUnchanged(place)) reader.statements.whole = true;
    },
    except: (reader, token) => {
      reader.except = true;
      reader.group.setHeader(reader.fact('absent', token, true));
    },
    only: (reader, token, place) => reader.takeOnly(token, place),
    same: ({ group }) => {
      for (const subject of group.targets()) subject.same = true;
      group.closed = true;
    },
    pronoun: (reader, token, place) => reader.takePronoun(token, place),
    own: (reader, token, place) => reader.takePronoun(token, place),
    respectively: ({ group }) => group.takeTurns(0),
    former: ({ group }) => group.takeTurns(0),
    latter: ({ group }) => group.takeTurns(-1),
    chore: (reader) => {
      reader.elsewhere = reader.group.isEmpty || reader.group.brokenSinceName === 'hard';
    },
    particle: (reader, { text }, place) => reader.takeParticle(text, place),
  };

  readonly statements: Statements;
  private readonly tokens: readonly Token[];
  private readonly group = new NameGroup();
  private readonly times: TimeReader;
  private readonly contacts: ContactReader;
  private readonly guardian: boolean;
  private readonly others: ReturnType<typeof toldOfOthers>;
  private readonly supposed: ReadonlySet<number>;
  private section: ClassRoster | undefined;
  private heardExtents: Extent[] = [];
  /** "其余", "除了", "不是": how the rest of the clause is read. */
  private rest = false;
  private except = false;
  private negated = false;
  /** Something was told of somebody. */
  private toldAny = false;
  /** "值日:": the names that follow are listed for something else. */
  private elsewhere = false;

  constructor(tokens: readonly Token[], today: string, speaker: SpeakerRole) {
    this.tokens = tokens;
    this.guardian = speaker === 'guardian';
    this.others = toldOfOthers(tokens, this.guardian);
    this.supposed = supposed(tokens);
    const loose = blank({ said: '', pupils: [] }, -1, undefined);
    this.statements = { subjects: [], loose, whole: false, full: false, corrects: false, days: [] };
    this.times = new TimeReader(tokens, today, this.group, this.statements);
    this.contacts = new ContactReader(tokens, this.group, this.statements, this.times);
  }

  take(token: Token, place: number): void {
    if (token.kind === 'break') this.takeBreak(token, place);
    else if (token.kind === 'name') this.takeName(token.mention, token.start, place);
    else if (token.kind === 'class') this.startSection(token.roster);
    else if (token.kind === 'time') this.times.take(token, place);
    else if (token.kind === 'cue') this.takeCue(token, place);
  }

  private startSection(roster: ClassRoster | undefined): void {
    this.section = roster;
    this.group.header = [];
    if (this.group.brokenSinceName !== 'no') this.group.end();
  }

  private takeBreak(token: Token, place: number): void {
    this.group.passTurn();
    if (isBreak(token, 'open'))
      this.group.openBracket(this.insideBracket(place), this.statements.subjects, this.sinceName(place));
    else if (isBreak(token, 'close')) this.group.closeBracket();
    else if (!isBreak(token, 'colon')) {
      const hard = isBreak(token, 'hard', 'item', 'question');
      this.times.forgetSymptomDay(token.start);
      this.group.noteBreak(hard, isBreak(token, 'item') || isBreak(this.tokens[place - 1], 'colon'));
      if (hard) this.endSentence();
    }
  }

  private endSentence(): void {
    this.elsewhere = false;
    this.rest = false;
    this.except = false;
    this.contacts.forgetKin();
  }

  /** "甲、乙姐妹俩事假(": what stands between the last name and the mark at `place`. */
  private sinceName(place: number): string {
    const near = this.tokens.slice(Math.max(0, place - 5), place);
    return near
      .slice(near.findLastIndex(({ kind }) => kind === 'name') + 1)
      .map(({ text }) => text)
      .join('');
  }

  private insideBracket(place: number): readonly Token[] {
    let end = place + 1;
    while (end < this.tokens.length && !isBreak(this.tokens[end], 'close', 'open')) end++;
    return this.tokens.slice(place + 1, end);
  }

  private takeName(mention: Mention, at: number, place: number): void {
    if (this.joinsAlternative(mention, place) || isBystander(this.tokens, place, this.toldAny)) return;
    if (this.elsewhere && !this.isToldAfter(place)) return;
    const subject = blank(mention, at, this.section);
    subject.bare = isBare(this.tokens[place + 1]) && !this.supposed.has(place);
    this.statements.subjects.push(subject);
    if (this.negated) {
      this.negated = false;
      this.group.drop((one) => one.mention.said === mention.said);
      subject.facts.push({ kind: 'notThis', text: '不是', at, days: [], header: false });
      return;
    }
    const afterPronoun =
      this.group.brokenSinceName !== 'no' &&
      this.group.members.some((one) => one.pronoun && /^[那这]个$/.test(one.mention.said));
    if (this.group.isOver(mention) || afterPronoun) this.beginGroup();
    this.rest = false;
    this.contacts.forgetKin();
    this.group.add(subject);
    // "不是甲是乙 甲在的": said in full.
    const before = this.statements.subjects.at(-2)?.facts.some(({ kind }) => kind === 'notThis') ?? false;
    const next = this.tokens[place + 1];
    if (
      (before || this.statements.corrects) &&
      isCue(this.tokens[place - 1], 'copula') &&
      (next === undefined || isBreak(next, 'space') || next.kind === 'word')
    )
      this.group.closed = true;
    if (this.group.members.length === 1) this.heardExtents = this.statements.loose.extents.splice(0);
    subject.extents.push(...this.heardExtents);
    if (this.contacts.heard !== undefined) subject.contacts.push(this.contacts.heard);
  }

  private isToldAfter(place: number): boolean {
    const next = this.tokens[place + 1];
    return next?.kind === 'cue' && FACTS[next.cue] !== undefined;
  }

  private beginGroup(): void {
    const [first] = this.group.members;
    if (first !== undefined) {
      this.times.forgetDaysSince(first.at);
      this.contacts.heard = undefined;
    }
    this.group.begin();
  }

  /** "甲或乙": one of two is meant, and only the speaker knows which. */
  private joinsAlternative(mention: Mention, place: number): boolean {
    const before = lastBefore(this.tokens, place, (token) => !isBreak(token, 'space'));
    const last = this.statements.subjects.at(-1);
    const rather = isCue(before, 'only') && last !== undefined && this.isRejected(last, place - 1);
    if (rather) {
      last.facts.splice(0);
      this.group.add(last);
    } else if (!isCue(before, 'or') || last === undefined || this.group.closed) return false;
    last.either = true;
    last.mention = {
      said: `${last.mention.said}/${mention.said}`,
      pupils: [...last.mention.pupils, ...mention.pupils],
    };
    return true;
  }

  /** "不是甲就是乙": the 就是 at `place` stands beside the name rejected. */
  private isRejected({ facts }: Subject, place: number): boolean {
    return this.tokens[place - 1]?.kind === 'name' && facts.length === 1 && facts[0]?.kind === 'notThis';
  }

  private takeCue(token: Token, place: number): void {
    // "周二才来" tells when the leave ends, not that somebody was late.
    if (place === this.times.returnWordAt) return;
    if (token.kind !== 'cue' || this.takeFrame(token, place)) return;
    const ofOther = this.others.get(place);
    if (ofOther === 'relative_sick') this.tellOfRelative(token);
    else if (ofOther === undefined && !this.supposed.has(place)) this.takeTold(token, place);
  }

  /** A relative fell ill on a day of their own. */
  private tellOfRelative(token: Token): void {
    this.times.noteSymptom();
    const fact = { ...this.fact('relative_sick', token, false), days: [] };
    if (this.group.isEmpty) this.statements.loose.facts.push(fact);
    this.group.attach(fact, true);
    this.toldAny ||= !this.group.isEmpty;
  }

  private takeTold(token: CueToken, place: number): void {
    if (this.guardian && token.cue === 'unreachable') return;
    if (isCue(token, 'reached', 'speak') && token.text.includes('假'))
      this.tell(token.text.includes('病') ? 'sick' : 'leave', token, place);
    if (this.contacts.take(token, place)) {
      const tellsAbsence = token.cue === 'unreachable' && !this.group.isEmpty;
      if (tellsAbsence) this.group.attach(this.fact('unreachable', token, false), false);
    } else if (token.cue === 'all') this.takeAll(token, place);
    else if (token.cue === 'actual' && !this.isLabel(place) && !this.group.isEmpty) {
      if (!this.isOfSomethingElse(token, place)) this.tell('present', token, place);
    } else if (token.cue === 'back') this.takeReturn(token, place);
    else if (token.cue === 'brought') {
      if (token.text.endsWith('了')) this.tell('present', token, place);
    } else {
      const kind = FACTS[token.cue];
      if (kind !== undefined && !(kind === 'present' && this.isOfSomethingElse(token, place))) {
        this.tell(kind, token, place);
      }
    }
  }

  // "才返校": late. "回来上课了": there again. "周一回来" was taken with its day.
  private takeReturn(token: CueToken, place: number): void {
    if (token.text.startsWith('才')) this.tell('late', token, place);
    else if (
      token.text.length > 1 &&
      this.tokens[place + 1]?.text === '了' &&
      !/^[再就能可方]/.test(token.text)
    )
      this.tell('present', token, place);
  }

  // "来了40" labels a number; in "水杯落在操场" it is not the child that is somewhere.
  private isOfSomethingElse(token: CueToken, place: number): boolean {
    const { text } = token;
    if (this.isOfOne(token, place)) return false;
    if (this.isLabel(place) && CAME.test(text)) return true;
    return text.startsWith('在') && this.tokens[place - 1]?.kind === 'word';
  }

  private isLabel(place: number): boolean {
    return isNumberLabel(this.tokens, place, !this.group.isEmpty);
  }

  private takeFrame(token: Token, place: number): boolean {
    if (isCue(token, 'and')) this.group.passTurn();
    const frame = token.kind === 'cue' ? ClauseReader.FRAMES[token.cue] : undefined;
    frame?.(this, token, place);
    return frame !== undefined;
  }

  /** "其他栏目不变" */
  private isUnchanged(place: number): boolean {
    const near = this.tokens
      .slice(place + 1, place + 4)
      .map(({ text }) => text)
      .join('');
    return /^[^,.;!\n]{0,6}(?:不变|没变|未变|照旧|同前)/.test(near);
  }

  // "刚报的全到有误": what stands before the word is taken back.
  private takeCorrection({ text }: Token, place: number): void {
    if (WRONG.test(text) && this.isTakenBackAtOnce(place)) this.takeBack();
    if (this.statements.subjects.length === 0) this.statements.whole = false;
    this.statements.corrects = true;
    this.negated = MISNAMED.test(text);
  }

  /** "就甲没来", not "就甲没交作业". */
  private isAnythingTold(place: number): boolean {
    const next = firstAfter(
      this.tokens,
      place,
      (token) => isBreak(token, 'hard', 'item', 'question') || isTelling(token),
    );
    return isTelling(next);
  }

  /** "甲没来, 不对, 是乙": what was just said is taken back, not an earlier message. */
  private isTakenBackAtOnce(place: number): boolean {
    const next = firstAfter(
      this.tokens,
      place,
      (one) => !isCue(one, 'correct', 'particle') && !isBreak(one, 'soft', 'space'),
    );
    const before = lastBefore(this.tokens, place, (one) => !isBreak(one, 'soft', 'space'));
    const earlier = isCue(before, 'particle') && /刚|前|之|上/.test(before?.text ?? '');
    const again = next?.kind === 'name' && !/错/.test(this.tokens[place]?.text ?? '');
    return !this.group.isEmpty && !earlier && (isCue(next, 'copula') || again);
  }

  private takeBack(): void {
    for (const subject of this.group.members) {
      subject.facts.push({ kind: 'notThis', text: '', at: subject.at, days: [], header: false });
    }
    this.group.end();
  }

  private takeOnly(token: Token, place: number): void {
    // "少一个, 不是甲就是乙"
    if (/^[缺少差].*个$/.test(token.text) && !isBeforeName(this.tokens, place)) {
      this.statements.whole = true;
      this.statements.loose.facts.push(this.fact('absent', token, false));
    }
    const last = this.statements.subjects.at(-1);
    if (!isBeforeName(this.tokens, place) || (last !== undefined && this.isRejected(last, place))) return;
    if (LACK.test(token.text) || this.isAnythingTold(place)) this.statements.whole = true;
    this.beginGroup();
    if (LACK.test(token.text)) this.group.setHeader(this.fact('absent', token, true));
  }

  // "其中" begins to tell of some of those just named.
  private takeParticle(text: string, place: number): void {
    if (text === '家' && this.tokens[place - 1]?.kind === 'name') this.contacts.hearKin(place);
    if (/^[都均]$/.test(text)) this.group.saysAll = true;
    if (text !== '其中') return;
    this.group.header = [];
    this.group.end();
  }

  private takePronoun(token: Token, place: number): void {
    // "刚刚那个说错了" is the message before.
    if (isCue(this.tokens[place + 1], 'correct')) return;
    const { subjects, loose } = this.statements;
    // "另外一个是甲", "那个甲": named at once.
    if (/个$/.test(token.text) && isBeforeName(this.tokens, place)) return;
    // "另外三位都到了": others than those just named.
    if (REMAINING.test(token.text)) {
      this.beginGroup();
      this.except = false;
      const others = blank({ said: token.text, pupils: [] }, token.start, this.section);
      others.pronoun = true;
      subjects.push(others);
      this.group.members = [others];
      return;
    }
    if (this.reachesBack(token.text)) return;
    if (
      !this.group.isEmpty ||
      subjects.some(({ facts, pronoun }) => facts.some(({ kind }) => kind !== 'notThis') || pronoun)
    )
      return;
    const subject = blank({ said: token.text, pupils: [] }, token.start, this.section);
    subject.pronoun = true;
    subject.facts.push(...loose.facts.splice(0));
    subject.extents.push(...loose.extents.splice(0));
    subject.contacts.push(...loose.contacts);
    const unreached = loose.contacts.some(({ result }) => result === 'unreachable');
    if (unreached) subject.facts.push(this.fact('unreachable', token, false));
    subjects.push(subject);
    this.group.members = [subject];
  }

  /** "甲没来, 乙也没来, 两个都没请假": all of those named one by one. */
  private reachesBack(said: string): boolean {
    const named = this.statements.subjects.filter(({ pronoun, either }) => !pronoun && !either);
    const count = countIn(said) ?? (/^[他她]们$/.test(said) ? named.length : 1);
    if (count < 2 || said.startsWith('那') || this.group.members.length >= count || named.length < count)
      return false;
    this.group.members = named.slice(-count);
    this.group.saysAll = true;
    return true;
  }

  /** "都到了": of the names just before it, else of the whole class. */
  private takeAll(token: CueToken, place: number): void {
    if (USUALLY.test(this.tokens[place - 1]?.text ?? '')) return;
    if (NONE_OF_IT.test(token.text) && !this.group.isEmpty && this.group.isThere()) {
      this.tell('present', token, place);
      return;
    }
    if (!this.except && !this.rest && !/^[没无]/.test(token.text) && this.sumsUpNames(place)) {
      this.tell('present', token, place);
      return;
    }
    this.statements.whole = true;
    this.statements.full = !this.except && !this.rest;
    this.except = false;
    this.group.header = [];
    if (!this.group.isEmpty) this.group.closed = true;
  }

  private sumsUpNames(place: number): boolean {
    const before = lastBefore(this.tokens, place, (one) => !isCue(one, 'particle') && !isBreak(one, 'space'));
    if (this.group.isEmpty) return false;
    if (isCue(before, 'pronoun') && CHILDREN.test(before?.text ?? '') && !this.guardian) return false;
    if (before?.kind === 'name' || isCue(before, 'pronoun')) return true;
    // "那两个小祖宗都到了"
    if (
      before?.kind === 'word' &&
      isCue(this.tokens[this.tokens.indexOf(before, Math.max(0, place - 3)) - 1], 'pronoun')
    )
      return true;
    return before?.kind === 'count' && this.group.members.length > 1 && !this.group.closed;
  }

  private tell(kind: FactKind, token: CueToken, place: number): void {
    if (this.negated) {
      this.negated = false;
      return;
    }
    if (isToldOfNone(this.tokens, place)) return;
    if (this.rest && (kind === 'present' || kind === 'late')) return;
    if (this.group.isHead(linkToName(this.tokens, place))) {
      const [first] = this.group.members;
      if (first !== undefined) this.times.forgetDaysSince(first.at);
      this.group.head(this.fact(kind, token, true));
      // "流感居家, 休息到周五: …": what was told before the list heads it too.
      if (this.statements.subjects.length === 0)
        for (const before of this.statements.loose.facts.splice(0))
          this.group.setHeader({ ...before, header: true });
      return;
    }
    if (this.isOfOne(token, place)) this.joinAsEither();
    const fact = this.fact(kind, token, false);
    if (this.group.isEmpty) this.statements.loose.facts.push(fact);
    this.group.attach(fact, true);
    this.toldAny ||= !this.group.isEmpty;
  }

  /** "甲和乙有一个没来", "那两个来了一个": told of one of several. */
  private isOfOne({ cue, text }: CueToken, place: number): boolean {
    const members = this.group.targets();
    const several =
      members.length > 1 || members.some(({ pronoun, mention }) => pronoun && isPlural(mention.said));
    if (!several || this.group.closed || this.group.inRemark) return false;
    const before = lastBefore(this.tokens, place, (one) => !isCue(one, 'particle'));
    const after = this.tokens[place + 1];
    const last = this.tokens[place + 2];
    const ends = last === undefined || last.kind === 'break';
    return (isOne(before) && !/缺|少|差/.test(text)) || (isOne(after) && ends && cue !== 'leave');
  }

  private joinAsEither(): void {
    const members = this.group.targets();
    const [first] = members;
    if (first === undefined) return;
    first.either = true;
    const others = members.slice(1);
    first.mention = {
      said: members.map(({ mention }) => mention.said).join('/'),
      pupils: members.flatMap(({ mention }) => mention.pupils),
    };
    const { subjects } = this.statements;
    subjects.splice(0, subjects.length, ...subjects.filter((one) => !others.includes(one)));
    this.group.become(first);
  }

  private fact(kind: FactKind, token: Token, header: boolean): Fact {
    if (kind === 'sick' && !token.text.includes('假')) this.times.noteSymptom();
    return { kind, text: token.text, at: token.start, days: this.times.days, header };
  }
}
