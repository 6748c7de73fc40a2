import type { DayTold } from './days.ts';
import type { ContactFact, Extent, Fact, FactKind, Statements, Subject } from './statements.ts';
import type { Mention, Token } from './tokens.ts';
import { isBreak, isCue } from './tokens.ts';
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
const MISNAMED = /成|写作|误/;
const TO_A_DAY = /到|至/;
const CAME = /^(?:到|来|在)/;

type Link = 'colon' | 'copula' | 'count' | 'beside' | 'apart';

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
  for (let place = 0; place < tokens.length; place++) reader.take(place);
  return reader.statements;
}

class ClauseReader {
  readonly tokens: readonly Token[];
  readonly today: string;
  readonly statements: Statements;
  private group: Subject[] = [];
  private closed = false;
  private settled = new Set<Subject>();
  private header: Fact[] = [];
  private headerStyle = false;
  private headerExtents: Extent[] = [];
  private heardExtents: Extent[] = [];
  private brokenSinceCue = false;
  private brokenSinceName: 'no' | 'soft' | 'hard' = 'no';
  private headerBroken = false;
  private bracket: 'none' | 'remark' | 'list' = 'none';
  private bracketAll = false;
  private days: DayTold[] = [];
  private firstDays: DayTold[] = [];
  private dayUsed = false;
  private kin = false;
  private heardContact: ContactFact | undefined;
  private rest = false;
  private except = false;
  private negated = false;
  private section: ClassRoster | undefined;

  constructor(tokens: readonly Token[], today: string) {
    this.tokens = tokens;
    this.today = today;
    const loose = blank({ said: '', pupils: [] }, -1, undefined);
    this.statements = { subjects: [], loose, whole: false, corrects: false, days: [] };
  }

  take(place: number): void {
    const token = this.tokens[place];
    if (token === undefined) return;
    if (token.kind === 'break') this.takeBreak(token, place);
    else if (token.kind === 'name') this.takeName(token.mention, token.start, place);
    else if (token.kind === 'class') this.startSection(token.roster);
    else if (token.kind === 'time') this.takeTime(token, place);
    else if (token.kind === 'cue') this.takeCue(token, place);
  }

  private startSection(roster: ClassRoster | undefined): void {
    this.section = roster;
    this.header = [];
    if (this.brokenSinceName !== 'no' && this.group.length > 0) this.endGroup();
  }

  /** "其中": what follows is told of some of those just named. */
  private endList(): void {
    this.header = [];
    this.endGroup();
  }

  private endGroup(): void {
    this.group = [];
    this.closed = false;
    this.settled = new Set();
  }

  private takeBreak(token: Token, place: number): void {
    if (isBreak(token, 'open')) this.openBracket(place);
    else if (isBreak(token, 'close')) this.bracket = 'none';
    else if (!isBreak(token, 'colon')) {
      this.brokenSinceCue = true;
      const hard = isBreak(token, 'hard', 'question');
      if (this.brokenSinceName !== 'hard') this.brokenSinceName = hard ? 'hard' : 'soft';
      if (this.dayUsed) this.forgetSymptomDay();
      if (hard) this.endSentence(place);
    }
  }

  private forgetSymptomDay(): void {
    if (this.days.every((day) => day.next < this.today)) this.days = [];
    this.dayUsed = false;
  }

  private endSentence(place: number): void {
    this.rest = false;
    this.kin = false;
    this.except = false;
    const listFollows = isBreak(this.tokens[place - 1], 'colon') || this.bracket === 'list';
    if (this.header.length > 0 && this.group.length > 0 && !listFollows) this.header = [];
  }

  private openBracket(place: number): void {
    const next = this.tokens.slice(place + 1).find((token) => !isBreak(token, 'space'));
    const inside = this.tokens.slice(place + 1, this.closing(place));
    this.bracketAll = inside.some((token) => token.kind === 'cue' && /^[都均全]/.test(token.text));
    const counted = inside.find((token) => token.kind === 'count');
    if (counted?.kind === 'count' && counted.n === this.group.length && counted.n > 1) this.bracketAll = true;
    this.bracket = next?.kind === 'name' || this.group.length === 0 ? 'list' : 'remark';
    if (this.bracket === 'list' && this.closed) this.endGroup();
  }

  private closing(place: number): number {
    const end = this.tokens.findIndex((token, nth) => nth > place && isBreak(token, 'close'));
    return end < 0 ? this.tokens.length : end;
  }

  private takeName(mention: Mention, at: number, place: number): void {
    if (this.joinsAlternative(mention, place)) return;
    const subject = blank(mention, at, this.section);
    this.statements.subjects.push(subject);
    if (this.negated) {
      this.negated = false;
      subject.facts.push({ kind: 'notThis', text: '不是', at, days: [], header: false });
      return;
    }
    const again = this.group.some(({ mention: { said } }) => said === mention.said);
    if (this.closed || again || this.brokenSinceName === 'hard') this.beginGroup();
    if (this.brokenSinceName !== 'no' && this.group.length > 0) this.headerBroken = true;
    this.brokenSinceName = 'no';
    this.saysAll = false;
    this.rest = false;
    this.kin = false;
    this.group.push(subject);
    subject.facts.push(...this.header);
    if (this.group.length === 1) this.heardExtents = this.statements.loose.extents.splice(0);
    subject.extents.push(...this.headerExtents, ...this.heardExtents);
    if (this.heardContact !== undefined) subject.contacts.push(this.heardContact);
  }

  private beginGroup(): void {
    if (this.group.length > 0) {
      const began = this.group[0]?.at ?? 0;
      if (this.dayStart > began) this.days = this.firstDays;
      this.heardContact = undefined;
      if (this.brokenSinceName !== 'no') this.headerBroken = true;
    }
    this.endGroup();
  }

  private dayStart = -1;
  private saysAll = false;

  /** "甲或乙": one of two is meant, and only the speaker knows which. */
  private joinsAlternative(mention: Mention, place: number): boolean {
    const before = this.tokens.slice(0, place).findLast((token) => !isBreak(token, 'space'));
    const last = this.statements.subjects.at(-1);
    if (!isCue(before, 'or') || last === undefined || this.closed) return false;
    last.mention = {
      said: `${last.mention.said}/${mention.said}`,
      pupils: [...last.mention.pupils, ...mention.pupils],
    };
    return true;
  }

  private takeTime(token: Token, place: number): void {
    if (token.kind !== 'time') return;
    const { told } = token;
    if (told.kind === 'length') {
      const more =
        isCue(this.tokens[place - 1], 'leave') && /再|继续|又|还|延/.test(this.tokens[place - 1]?.text ?? '');
      if (told.schoolDays !== null) this.extend({ kind: 'length', schoolDays: told.schoolDays, more });
    } else if (told.kind === 'stretch') this.extend({ kind: 'stretch', first: told.first, last: told.last });
    else if (told.kind === 'day') this.takeDay(told, token.start, place);
  }

  private takeDay(said: DayTold, start: number, place: number): void {
    const before = this.tokens[place - 1];
    const began = /^(?:从|自)/.test(before?.text ?? '') && /^就/.test(this.tokens[place + 1]?.text ?? '');
    const told = began ? { ...said, next: said.last, open: false } : said;
    if (this.isReturn(told, place)) {
      this.extend({ kind: 'return', day: told.next });
      return;
    }
    if (
      before?.kind === 'cue' &&
      isCue(before, 'to', 'present', 'actual', 'leave') &&
      TO_A_DAY.test(before.text)
    ) {
      this.extend({ kind: 'until', day: told.next });
      return;
    }
    const beside = this.tokens
      .slice(0, place)
      .findLast((token) => !isCue(token, 'and', 'particle') && !isBreak(token, 'space', 'soft'));
    const joined = beside?.kind === 'time' && beside.told.kind === 'day';
    this.days = joined ? [...this.days, told] : [told];
    this.dayStart = start;
    this.dayUsed = false;
    if (this.statements.subjects.length === 0) this.firstDays = this.days;
    this.statements.days.push(told);
  }

  private isReturn(told: DayTold, place: number): boolean {
    if (told.next <= this.today) return false;
    let next = place + 1;
    while (isCue(this.tokens[next], 'particle') || isBreak(this.tokens[next], 'space')) next++;
    const token = this.tokens[next];
    if (isCue(token, 'back')) return true;
    return (
      isCue(token, 'actual', 'late', 'later') &&
      /[到来返]/.test(token?.text ?? '') &&
      !/要|会|可能/.test(token?.text ?? '')
    );
  }

  private extend(extent: Extent): void {
    const targets = this.targets();
    if (targets.length > 0) for (const subject of targets) subject.extents.push(extent);
    else if (this.header.length > 0) this.headerExtents.push(extent);
    else this.statements.loose.extents.push(extent);
  }

  private takeCue(token: Token, place: number): void {
    if (token.kind !== 'cue') return;
    const { cue, text } = token;
    if (cue === 'left') this.kin = false;
    if (cue === 'particle' && text === '其中') this.endList();
    if (cue === 'particle' && /^[都均]$/.test(text)) this.saysAll = true;
    if (this.takeFrame(token, place)) return;
    if (this.takeContact(token, place)) return;
    if (cue === 'same') {
      for (const subject of this.targets()) subject.same = true;
      this.closed = true;
    } else if (cue === 'all') this.takeAll(token, place);
    else if (cue === 'actual' && !this.isLabel(place) && this.group.length > 0)
      this.tell('present', token, place);
    else {
      const kind = FACTS[cue];
      if (kind === undefined) return;
      if (kind === 'present' && this.isLabel(place) && CAME.test(text)) return;
      // "水杯落在操场": what is somewhere is not the child.
      if (kind === 'present' && text.startsWith('在') && this.tokens[place - 1]?.kind === 'word') return;
      this.tell(kind, token, place);
    }
  }

  /** Words that change how the rest of the clause is read. */
  private takeFrame(token: Token, place: number): boolean {
    if (token.kind !== 'cue') return false;
    switch (token.cue) {
      case 'correct':
        this.statements.corrects = true;
        this.negated = MISNAMED.test(token.text);
        return true;
      case 'negate':
        this.negated = this.nextIsName(place) || this.skipsNext(place);
        return true;
      case 'rest':
        this.rest = true;
        this.statements.whole = true;
        return true;
      case 'except':
        this.except = true;
        this.setHeader('absent', token);
        return true;
      case 'only':
        this.takeOnly(token, place);
        return true;
      case 'pronoun':
      case 'own':
        this.takePronoun(token);
        return true;
      default:
        return false;
    }
  }

  private nextIsName(place: number): boolean {
    const next = this.tokens
      .slice(place + 1)
      .find((token) => !isCue(token, 'particle', 'total') && !isBreak(token, 'space'));
    return next?.kind === 'name';
  }

  private skipsNext(place: number): boolean {
    const next = this.tokens[place + 1];
    return next?.kind === 'cue' && FACTS[next.cue] !== undefined;
  }

  private takeOnly(token: Token, place: number): void {
    if (!this.nextIsName(place)) return;
    this.statements.whole = true;
    this.beginGroup();
    if (LACK.test(token.text)) this.setHeader('absent', token);
  }

  private takePronoun(token: Token): void {
    if (this.group.length > 0 || this.statements.subjects.some(({ facts }) => facts.length > 0)) return;
    if (this.statements.subjects.some(({ pronoun }) => pronoun)) return;
    const subject = blank({ said: token.text, pupils: [] }, token.start, this.section);
    subject.pronoun = true;
    const { loose } = this.statements;
    subject.facts.push(...loose.facts.splice(0));
    subject.contacts.push(...loose.contacts);
    if (loose.contacts.some(({ result }) => result === 'unreachable'))
      subject.facts.push(this.fact('unreachable', token, false));
    this.statements.subjects.push(subject);
    this.group = [subject];
  }

  private takeContact(token: Token, place: number): boolean {
    if (token.kind !== 'cue') return false;
    const { cue, text } = token;
    if (cue === 'kin') this.kin = true;
    else if (cue === 'sibling' || cue === 'contacting') this.kin = false;
    else if (cue === 'reached') this.contact({ result: 'reached', text });
    else if (cue === 'unreachable') {
      this.contact({ result: 'unreachable', text });
      if (this.targets().length > 0) this.attach(this.fact('unreachable', token, false), false);
    } else if (cue === 'speak' && this.kin) this.contact({ result: 'reached', text });
    else {
      const asksLeave = this.kin && cue === 'leave' && /^(?:请|告假|代)/.test(text);
      if (asksLeave && isCue(this.tokens[place - 1], 'kin', 'particle', 'speak'))
        this.contact({ result: 'reached', text });
      return false;
    }
    return true;
  }

  private contact(fact: ContactFact): void {
    this.kin = false;
    const targets = this.targets();
    if (targets.length > 0) for (const subject of targets) subject.contacts.push(fact);
    else {
      this.heardContact = fact;
      this.statements.loose.contacts.push(fact);
    }
  }

  /** "都到了": of the names just before it, else of the whole class. */
  private takeAll(token: Token, place: number): void {
    const before = this.tokens
      .slice(0, place)
      .findLast((one) => !isCue(one, 'particle') && !isBreak(one, 'space'));
    const named =
      before?.kind === 'name' ||
      isCue(before, 'pronoun') ||
      (before?.kind === 'count' && this.group.length > 1 && !this.closed);
    if (named && !this.except && !this.rest && this.group.length > 0 && !this.isNegativeAll(token.text)) {
      this.tell('present', token, place);
      return;
    }
    this.statements.whole = true;
    this.except = false;
    this.header = [];
    if (this.group.length > 0) this.closed = true;
  }

  private isNegativeAll = (text: string): boolean => /^[没无]/.test(text);

  private tell(kind: FactKind, token: Token, place: number): void {
    if (this.negated) {
      this.negated = false;
      return;
    }
    if (this.rest && (kind === 'present' || kind === 'late')) return;
    if (this.bracket !== 'remark' && this.isHeader(place)) {
      if (this.group.length > 0) this.beginGroup();
      else this.headerStyle = true;
      if (this.headerBroken || this.closed || this.brokenSinceCue) this.header = [];
      this.setHeader(kind, token);
      return;
    }
    this.attach(this.fact(kind, token, false), true);
  }

  private fact(kind: FactKind, token: Token, header: boolean): Fact {
    const symptom = kind === 'sick' && !token.text.includes('假');
    if (symptom && this.days.length > 0) this.dayUsed = true;
    return { kind, text: token.text, at: token.start, days: this.days, header };
  }

  private setHeader(kind: FactKind, token: Token): void {
    this.header.push(this.fact(kind, token, true));
    this.headerBroken = false;
    this.headerExtents = [];
    this.brokenSinceCue = false;
    this.closed = this.group.length > 0;
  }

  private attach(fact: Fact, closes: boolean): void {
    const targets = this.targets();
    if (targets.length === 0) this.statements.loose.facts.push(fact);
    for (const subject of targets) {
      // A header reached only as far as the list it opened.
      if (this.headerBroken && this.bracket !== 'remark' && !this.saysAll && subject.facts.length > 0)
        dropHeader(subject);
      subject.facts.push(fact);
      if (this.bracket === 'remark') this.settled.add(subject);
    }
    if (this.bracket === 'remark') return;
    if (closes && this.group.length > 0) this.closed = true;
    if (this.headerBroken) this.header = [];
    this.brokenSinceCue = false;
  }

  /** Whom a fact told here is about. */
  private targets(): Subject[] {
    if (this.bracket === 'remark' && !this.bracketAll) return this.group.slice(-1);
    const open = this.group.filter((subject) => !this.settled.has(subject));
    const named = open.length > 0 && !this.closed ? open : this.group;
    return this.header.length > 0 ? this.afterHeader(named) : named;
  }

  /** Under a header a further word is told of the last name alone, if a break parts it from the list before it. */
  private afterHeader(named: Subject[]): Subject[] {
    if (this.saysAll || this.brokenSinceName !== 'no') return named;
    return this.headerBroken ? named.slice(-1) : named;
  }

  private isLabel(place: number): boolean {
    const next = this.tokens
      .slice(place + 1)
      .find((token) => !isBreak(token, 'space', 'colon') && !isCue(token, 'copula', 'particle'));
    const before = this.tokens.slice(0, place).findLast((token) => !isBreak(token, 'space'));
    const counted =
      next?.kind === 'count' ||
      next?.kind === 'ratio' ||
      (before?.kind === 'count' && this.group.length === 0);
    return counted || isBreak(this.tokens[place + 1], 'colon');
  }

  private isHeader(place: number): boolean {
    const link = this.link(place);
    if (link === undefined) return false;
    if (link === 'colon' || this.group.length === 0) return true;
    if (link === 'copula') return this.closed || this.brokenSinceName !== 'no';
    const underHeader = this.group.some(({ facts }) =>
      facts.some(({ header, kind }) => header && kind !== 'absent'),
    );
    if (link === 'apart') return this.headerStyle && this.brokenSinceCue && (this.closed || underHeader);
    return (
      (this.closed && this.brokenSinceCue) ||
      underHeader ||
      (link === 'count' && this.brokenSinceName !== 'no')
    );
  }

  /** How the status at `place` is tied to a name after it, if it is. */
  private link(place: number): Link | undefined {
    let link: Link = 'beside';
    for (let next = place + 1; next < this.tokens.length; next++) {
      const token = this.tokens[next];
      if (token?.kind === 'name') return link;
      if (isBreak(token, 'colon')) link = 'colon';
      else if (isCue(token, 'copula')) link = link === 'colon' ? link : 'copula';
      else if (token?.kind === 'count') link = link === 'beside' || link === 'apart' ? 'count' : link;
      else if (isBreak(token, 'space')) link = link === 'beside' ? 'apart' : link;
      else if (isBreak(token, 'open') && (link === 'count' || link === 'colon')) continue;
      else if (isBreak(token, 'hard') && link === 'colon') continue;
      else if (token?.kind === 'time' && token.told.kind === 'length') continue;
      else if (
        isCue(token, 'particle', 'total', 'leave', 'absent', 'part', 'pronoun') &&
        /^(?:的|人|同学|学生|没来|请假|未到|[男女].+|那个|这个|名|位|个|假)/.test(token?.text ?? '')
      )
        continue;
      else return undefined;
    }
    return undefined;
  }
}

function dropHeader(subject: Subject): void {
  const own = subject.facts.filter(({ header }) => !header);
  subject.facts.splice(0, subject.facts.length, ...own);
}
