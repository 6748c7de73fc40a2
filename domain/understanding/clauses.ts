import { ContactReader } from './clause-contacts.ts';
import { isBeforeName, isNumberLabel, isToldOfNone, linkToName } from './clause-links.ts';
import { TimeReader } from './clause-times.ts';
import { NameGroup } from './name-group.ts';
import type { Extent, Fact, FactKind, Statements, Subject } from './statements.ts';
import type { Mention, Token } from './tokens.ts';
import { isBreak, isCue, lastBefore } from './tokens.ts';
import type { ClassRoster } from './types.ts';

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
  home: 'home',
};

const LACK = /^(?:只|就|仅)?[缺少差]/;
const MISNAMED = /(?:[写打说报看填]成|写作|误[写报])$/;
const WITNESS = /同[村桌班]|室友|邻居|老乡|同伴|伙伴|班长/;
const REMAINING = /^(?:剩下|另外|最后)/;
const CAME = /^(?:到|来|在)/;

const blank = (mention: Mention, at: number, section: ClassRoster | undefined): Subject => ({
  mention,
  at,
  section,
  facts: [],
  extents: [],
  contacts: [],
  same: false,
  pronoun: false,
});

/**
 * Reads tokens clause by clause and gives every name what is told of it. Names gather into a group until something
 * is told; a status before names ("病假：甲、乙") is a header for those that follow.
 */
export function readClauses(tokens: readonly Token[], today: string): Statements {
  const reader = new ClauseReader(tokens, today);
  for (const [place, token] of tokens.entries()) reader.take(token, place);
  return reader.statements;
}

class ClauseReader {
  readonly statements: Statements;
  private readonly tokens: readonly Token[];
  private readonly group = new NameGroup();
  private readonly times: TimeReader;
  private readonly contacts: ContactReader;
  private section: ClassRoster | undefined;
  private heardExtents: Extent[] = [];
  /** "其余", "除了", "不是": how the rest of the clause is read. */
  private rest = false;
  private except = false;
  private negated = false;

  constructor(tokens: readonly Token[], today: string) {
    this.tokens = tokens;
    const loose = blank({ said: '', pupils: [] }, -1, undefined);
    this.statements = { subjects: [], loose, whole: false, corrects: false, days: [] };
    this.times = new TimeReader(tokens, today, this.group, this.statements);
    this.contacts = new ContactReader(tokens, this.group, this.statements);
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
    if (isBreak(token, 'open')) this.group.openBracket(this.insideBracket(place));
    else if (isBreak(token, 'close')) this.group.closeBracket();
    else if (!isBreak(token, 'colon')) {
      const hard = isBreak(token, 'hard', 'question');
      this.times.forgetSymptomDay();
      this.group.noteBreak(hard, isBreak(this.tokens[place - 1], 'colon'));
      if (hard) this.endSentence();
    }
  }

  private endSentence(): void {
    this.rest = false;
    this.except = false;
    this.contacts.forgetKin();
  }

  private insideBracket(place: number): readonly Token[] {
    let end = place + 1;
    while (end < this.tokens.length && !isBreak(this.tokens[end], 'close', 'open')) end++;
    return this.tokens.slice(place + 1, end);
  }

  private takeName(mention: Mention, at: number, place: number): void {
    if (this.joinsAlternative(mention, place) || this.isWitness(place)) return;
    const subject = blank(mention, at, this.section);
    this.statements.subjects.push(subject);
    if (this.negated) {
      this.negated = false;
      subject.facts.push({ kind: 'notThis', text: '不是', at, days: [], header: false });
      return;
    }
    if (this.group.isOver(mention.said)) this.beginGroup();
    this.rest = false;
    this.contacts.forgetKin();
    this.group.add(subject);
    if (this.group.members.length === 1) this.heardExtents = this.statements.loose.extents.splice(0);
    subject.extents.push(...this.heardExtents);
    if (this.contacts.heard !== undefined) subject.contacts.push(this.contacts.heard);
  }

  /** "同村的甲说没看见他": who tells of somebody else. */
  private isWitness(place: number): boolean {
    const before = lastBefore(this.tokens, place, (token) => !isCue(token, 'particle'));
    return (
      isCue(before, 'sibling') && WITNESS.test(before?.text ?? '') && isCue(this.tokens[place + 1], 'speak')
    );
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
    if (!isCue(before, 'or') || last === undefined || this.group.closed) return false;
    last.mention = {
      said: `${last.mention.said}/${mention.said}`,
      pupils: [...last.mention.pupils, ...mention.pupils],
    };
    return true;
  }

  private takeCue(token: Token, place: number): void {
    // "周二才来" tells when the leave ends, not that somebody was late.
    if (place === this.times.returnWordAt) return;
    if (token.kind !== 'cue' || this.takeFrame(token, place)) return;
    if (this.contacts.take(token, place)) {
      const tellsAbsence = token.cue === 'unreachable' && !this.group.isEmpty;
      if (tellsAbsence) this.group.attach(this.fact('unreachable', token, false), false);
    } else if (token.cue === 'all') this.takeAll(token, place);
    else if (token.cue === 'actual' && !this.isLabel(place) && !this.group.isEmpty) {
      if (!this.isOfSomethingElse(token, place)) this.tell('present', token, place);
    } else {
      const kind = FACTS[token.cue];
      if (kind !== undefined && !(kind === 'present' && this.isOfSomethingElse(token, place))) {
        this.tell(kind, token, place);
      }
    }
  }

  // "来了40" labels a number; in "水杯落在操场" it is not the child that is somewhere.
  private isOfSomethingElse({ text }: Token, place: number): boolean {
    if ((this.isLabel(place) && CAME.test(text)) || this.contacts.isOfKin(place)) return true;
    return text.startsWith('在') && this.tokens[place - 1]?.kind === 'word';
  }

  private isLabel(place: number): boolean {
    return isNumberLabel(this.tokens, place, !this.group.isEmpty);
  }

  /** Words that change how the rest of the clause is read. */
  private takeFrame(token: Token, place: number): boolean {
    if (token.kind !== 'cue') return false;
    switch (token.cue) {
      case 'correct':
        this.takeCorrection(token);
        return true;
      case 'negate':
        this.negated = isBeforeName(this.tokens, place) || this.isBeforeFact(place);
        return true;
      case 'rest':
        this.rest = true;
        this.statements.whole = true;
        return true;
      case 'except':
        this.except = true;
        this.group.setHeader(this.fact('absent', token, true));
        return true;
      case 'only':
        this.takeOnly(token, place);
        return true;
      case 'same':
        for (const subject of this.group.targets()) subject.same = true;
        this.group.closed = true;
        return true;
      case 'pronoun':
      case 'own':
        this.takePronoun(token);
        return true;
      case 'particle':
        this.takeParticle(token.text);
        return true;
      default:
        return false;
    }
  }

  // "刚报的全到有误": what stands before the word is taken back.
  private takeCorrection({ text }: Token): void {
    if (this.statements.subjects.length === 0) this.statements.whole = false;
    this.statements.corrects = true;
    this.negated = MISNAMED.test(text);
  }

  private isBeforeFact(place: number): boolean {
    const next = this.tokens[place + 1];
    return next?.kind === 'cue' && FACTS[next.cue] !== undefined;
  }

  private takeOnly(token: Token, place: number): void {
    if (!isBeforeName(this.tokens, place)) return;
    this.statements.whole = true;
    this.beginGroup();
    if (LACK.test(token.text)) this.group.setHeader(this.fact('absent', token, true));
  }

  // "其中" begins to tell of some of those just named.
  private takeParticle(text: string): void {
    if (/^[都均]$/.test(text)) this.group.saysAll = true;
    if (text !== '其中') return;
    this.group.header = [];
    this.group.end();
  }

  private takePronoun(token: Token): void {
    const { subjects, loose } = this.statements;
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
    if (!this.group.isEmpty || subjects.some(({ facts, pronoun }) => facts.length > 0 || pronoun)) return;
    const subject = blank({ said: token.text, pupils: [] }, token.start, this.section);
    subject.pronoun = true;
    subject.facts.push(...loose.facts.splice(0));
    subject.contacts.push(...loose.contacts);
    const unreached = loose.contacts.some(({ result }) => result === 'unreachable');
    if (unreached) subject.facts.push(this.fact('unreachable', token, false));
    subjects.push(subject);
    this.group.members = [subject];
  }

  /** "都到了": of the names just before it, else of the whole class. */
  private takeAll(token: Token, place: number): void {
    if (!this.except && !this.rest && !/^[没无]/.test(token.text) && this.sumsUpNames(place)) {
      this.tell('present', token, place);
      return;
    }
    this.statements.whole = true;
    this.except = false;
    this.group.header = [];
    if (!this.group.isEmpty) this.group.closed = true;
  }

  private sumsUpNames(place: number): boolean {
    const before = lastBefore(this.tokens, place, (one) => !isCue(one, 'particle') && !isBreak(one, 'space'));
    if (this.group.isEmpty) return false;
    if (before?.kind === 'name' || isCue(before, 'pronoun')) return true;
    return before?.kind === 'count' && this.group.members.length > 1 && !this.group.closed;
  }

  private tell(kind: FactKind, token: Token, place: number): void {
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
      return;
    }
    const fact = this.fact(kind, token, false);
    if (this.group.isEmpty) this.statements.loose.facts.push(fact);
    this.group.attach(fact, true);
  }

  private fact(kind: FactKind, token: Token, header: boolean): Fact {
    if (kind === 'sick' && !token.text.includes('假')) this.times.noteSymptom();
    return { kind, text: token.text, at: token.start, days: this.times.days, header };
  }
}
