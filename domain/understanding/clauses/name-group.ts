import type { Pupil } from '../names/roster.ts';
import { together } from '../numbers/together.ts';
import type { Mention, Token } from '../tokens/tokens.ts';
import { isBreak, isCue } from '../tokens/tokens.ts';
import { isTelling, tellsPresence } from './facts.ts';
import type { Link } from './links.ts';
import type { Extent, Fact, FactKind, Subject } from './statements.ts';

/** Why a child is away; one has one reason. */
const REASONS: ReadonlySet<FactKind> = new Set<FactKind>(['sick', 'personal', 'unexcused']);

/** The names that are being spoken of, and the heading ("病假：") under which they stand. */
export class NameGroup {
  private all: Subject[] = [];
  /** By which words and pupils they were named, that a long list need not be gone through for each further name. */
  private named = new Set<string | Pupil>();
  private pointsBack = false;
  /** Something was told of them: the next name begins another group. */
  closed = false;
  /** "都": what comes next is told of all of them. */
  saysAll = false;
  header: Fact[] = [];
  headerExtents: Extent[] = [];
  brokenSinceName: 'no' | 'soft' | 'hard' = 'no';
  /** "分别是病假、事假": whose turn it is. */
  private turn: number | undefined;
  private turnLength = 1;
  private settled = new Set<Subject>();
  private headerStyle = false;
  /** How the header is tied to its names. */
  private headerLink: Link | undefined;
  private headerBroken = false;
  private unread = false;
  /** It stands right behind the name. */
  private unreadBehindName = false;
  /** How many of the last names no break parts: "甲, 乙和丙" has two. */
  private sinceBreak = 0;
  private brokenSinceCue = false;
  /** A name has been listed under the header. */
  private headerUsed = false;
  private bracket: 'none' | 'remark' | 'list' = 'none';
  private remarkedOn: readonly Subject[] = [];
  /** "甲没来(乙来了), 家里有事": whom a bracket leaves for a moment. */
  private left: readonly Subject[] | undefined;

  get members(): readonly Subject[] {
    return this.all;
  }

  set members(subjects: readonly Subject[]) {
    this.all = [...subjects];
    this.named = new Set();
    this.pointsBack = false;
    for (const subject of subjects) this.note(subject);
  }

  get isEmpty(): boolean {
    return this.all.length === 0;
  }

  /** Whether "那个" is among them. */
  get hasDemonstrative(): boolean {
    return this.pointsBack && this.all.some((one) => one.pronoun && /^[那这]个$/.test(one.mention.said));
  }

  get inRemark(): boolean {
    return this.bracket === 'remark';
  }

  add(subject: Subject): void {
    this.unread = false;
    if (this.brokenSinceName !== 'no' && !this.isEmpty) this.headerBroken = true;
    this.sinceBreak = this.brokenSinceName === 'no' && !this.isEmpty ? this.sinceBreak + 1 : 1;
    this.brokenSinceName = 'no';
    this.saysAll = false;
    this.all.push(subject);
    this.note(subject);
    this.headerUsed = true;
    subject.facts.push(...this.header);
    subject.extents.push(...this.headerExtents);
  }

  /** Takes note of what a member is called, also when that changes: "甲或乙". */
  note({ mention: { said, pupils }, pronoun }: Subject): void {
    this.named.add(said);
    for (const pupil of pupils) this.named.add(pupil);
    this.pointsBack ||= pronoun;
  }

  /** "甲没穿校服, 乙没来": what nobody here can read was told of Jia, and parts it from the names after it. */
  noteUnread(text: string, behindName = false): void {
    if (this.bracket !== 'none' || !/[\u3400-\u9fff]/.test(text)) return;
    this.unreadBehindName = behindName || (this.unread && this.unreadBehindName);
    this.unread = true;
  }

  /** Whether another name would begin a group of its own. */
  isOver(mention: Mention): boolean {
    if (this.unread && (this.brokenSinceName !== 'no' || this.unreadBehindName)) return true;
    return this.closed || this.brokenSinceName === 'hard' || this.isToldHowLong || this.isNamedAgain(mention);
  }

  /** "甲到周五，乙就今天": how long it is was told of Jia, and of Yi it is told next. */
  private get isToldHowLong(): boolean {
    const last = this.all.at(-1);
    const isAfter = ({ words }: Extent): boolean => last !== undefined && (words?.at ?? -1) > last.at;
    return this.brokenSinceName !== 'no' && (last?.extents.some(isAfter) ?? false);
  }

  private isNamedAgain({ said, pupils }: Mention): boolean {
    const only = pupils.length === 1 ? pupils[0] : undefined;
    if (!this.named.has(said) && (only === undefined || !this.named.has(only))) return false;
    return this.all.some(
      ({ mention }) =>
        mention.said === said ||
        (only !== undefined && mention.pupils.length === 1 && mention.pupils[0] === only),
    );
  }

  begin(): void {
    if (!this.isEmpty && this.brokenSinceName !== 'no') this.headerBroken = true;
    this.end();
  }

  /** Whether nothing was told of the last names, or that they are there. */
  isThere(): boolean {
    return this.header.length === 0 && this.members.every(({ facts }) => facts.every(tellsPresence));
  }

  /** Whether those of whom a fact would be told here were told last to be in school. */
  isThereAgain(): boolean {
    const told = this.targets();
    return told.length > 0 && told.every(({ facts }) => isInSchool(facts.at(-1)));
  }

  /** Whether those of whom a fact would be told here were told last, in this sentence, not to be there. */
  isMissed(): boolean {
    const told = this.targets();
    return (
      this.brokenSinceName !== 'hard' &&
      told.length > 0 &&
      told.every(({ facts }) => facts.at(-1)?.kind === 'absent')
    );
  }

  /** Whether the last names, in this sentence, were told to be away, and not why. */
  isAway(): boolean {
    const told = this.members.flatMap(({ facts }) => facts);
    return (
      this.brokenSinceName !== 'hard' &&
      told.some(({ kind }) => kind === 'absent' || kind === 'personal') &&
      !told.some(({ kind, text }) => kind === 'leave' || kind === 'sick' || /假/.test(text))
    );
  }

  /** Takes names back: "A, 不对, 是B". */
  drop(unmeant: (subject: Subject) => boolean): void {
    this.members = this.members.filter((subject) => !unmeant(subject));
  }

  /** One of the names is meant and not all: they become one subject. */
  become(subject: Subject): void {
    this.members = [subject];
    this.closed = true;
  }

  /** What comes next is told of one name after the other, beginning with this one (the last: -1). */
  takeTurns(first: number): void {
    this.turnLength = 1;
    this.turn = first < 0 ? Math.max(0, this.members.length + first) : first;
  }

  /** "前两个", "后两个": what comes next is told of so many of them. */
  takeTurnOf(count: number, fromEnd: boolean): void {
    this.turnLength = count;
    this.turn = fromEnd ? this.members.length - count : 0;
  }

  /** "前两个感冒, 剩下的一个请假": those after them. */
  takeRemainingTurn(): boolean {
    if (this.turn !== 0 || this.turnLength < 2) return false;
    this.turn = this.turnLength;
    this.turnLength = this.members.length - this.turn;
    return true;
  }

  /** The next name's turn, if something was told of the one before. */
  passTurn(): void {
    if (this.turn === undefined || this.turnLength > 1) return;
    const done = this.members[this.turn]?.facts.some(({ header }) => !header) ?? false;
    if (done && this.turn < this.members.length - 1) this.turn++;
  }

  end(): void {
    this.turn = undefined;
    this.members = [];
    this.closed = false;
    this.settled = new Set();
  }

  noteBreak(hard: boolean, listFollows: boolean): void {
    this.brokenSinceCue = true;
    if (this.brokenSinceName !== 'hard') this.brokenSinceName = hard ? 'hard' : 'soft';
    const listGoesOn = listFollows || this.bracket === 'list';
    if (hard && !this.isEmpty && !listGoesOn) this.header = [];
  }

  /**
   * A bracket after names remarks on the last of them, unless it says 都 or counts them; or it holds a list. `named`
   * are all the names before it, line by line, `before` what was said since the last of them.
   */
  openBracket(inside: readonly Token[], named: readonly Subject[], before: string): void {
    const first = inside.find((token) => !isBreak(token, 'space'));
    const counted = inside.find((token) => token.kind === 'count');
    const number =
      together(before + inside.map(({ text }) => text).join('')) ??
      (counted?.kind === 'count' ? counted.n : 1);
    const countsAll = number > 1 && number === this.members.length;
    const all = countsAll || inside.some(({ kind, text }) => kind === 'cue' && /^[都均全]/.test(text));
    this.remarkedOn = all ? this.members : named.slice(number > 1 && number <= named.length ? -number : -1);
    this.left = !this.isEmpty && isAside(inside) ? this.members : undefined;
    this.bracket = first?.kind === 'name' || this.isEmpty || this.left !== undefined ? 'list' : 'remark';
    if (this.bracket === 'list' && (this.closed || this.left !== undefined)) this.end();
  }

  closeBracket(): void {
    if (this.bracket === 'list') this.brokenSinceCue = true;
    this.bracket = 'none';
    if (this.left === undefined) return;
    this.members = this.left;
    this.closed = true;
    this.brokenSinceName = 'no';
    this.left = undefined;
  }

  /** Puts a status before names, for those that follow. */
  head(fact: Fact, link?: Link): void {
    this.headerLink = link;
    if (this.isEmpty) this.headerStyle = true;
    else this.begin();
    // "迟到甲乙生病丙": another word of state begins another list.
    if (this.headerBroken || this.brokenSinceCue || this.headerUsed) this.header = [];
    this.setHeader(fact);
  }

  setHeader(fact: Fact): void {
    this.header.push(fact);
    this.headerBroken = false;
    this.headerUsed = false;
    this.headerExtents = [];
    this.brokenSinceCue = false;
    this.closed = !this.isEmpty;
  }

  attach(fact: Fact, closes: boolean): void {
    const told = this.contradicts(fact) ? this.members.slice(-1) : this.targets();
    if (this.contradicts(fact)) for (const subject of told) dropHeader(subject);
    for (const subject of told) {
      // A header reaches only as far as the list it opened.
      if (this.headerBroken && !this.inRemark && !this.saysAll && subject.facts.length > 0)
        dropHeader(subject);
      subject.facts.push(fact);
      if (this.inRemark) this.settled.add(subject);
    }
    if (this.inRemark) return;
    if (closes && !this.isEmpty) this.closed = true;
    // "缺甲, 乙请假, 家里有事": what comes next goes on about Yi.
    if (this.headerBroken && this.header.length > 0 && !this.saysAll) this.members = told;
    if (this.headerBroken) this.header = [];
    this.brokenSinceCue = false;
  }

  /** "病假甲乙回老家": what no one who stands under the header can be is told of the last name alone. */
  private contradicts({ kind }: Fact): boolean {
    if (this.members.length < 2 || this.closed || this.saysAll || this.inRemark) return false;
    if (this.brokenSinceName !== 'no' || !REASONS.has(kind)) return false;
    return this.header.some((head) => REASONS.has(head.kind) && head.kind !== kind);
  }

  /** Whom a fact told here is about. */
  targets(): readonly Subject[] {
    if (this.inRemark) return [...this.remarkedOn];
    if (this.turn !== undefined) return this.members.slice(this.turn, this.turn + this.turnLength);
    const open = this.members.filter((subject) => !this.settled.has(subject));
    const named = open.length > 0 && !this.closed ? open : this.members;
    return this.header.length > 0 ? this.afterHeader(named) : named;
  }

  /** Under a header a further word is told of the last names alone, if a break parts them from the list before them. */
  private afterHeader(named: readonly Subject[]): readonly Subject[] {
    if (this.saysAll || this.brokenSinceName !== 'no') return named;
    return this.headerBroken ? named.slice(-this.sinceBreak) : named;
  }

  /** Whether a status tied in this way to a name after it heads that name, or is told of the names before. */
  isHead(link: Link | undefined): boolean {
    if (link === undefined || this.inRemark) return false;
    if (link === 'colon' || this.isEmpty) return true;
    if (link === 'copula') return this.closed || this.brokenSinceName !== 'no';
    const headed = this.members.some(({ facts }) =>
      facts.some(({ header, kind }) => header && kind !== 'absent'),
    );
    // "没来的甲乙来了的丙"
    if (link === 'of' && this.headerLink === 'of' && this.header.length > 0) return true;
    if (link === 'apart') return this.headerStyle && this.brokenSinceCue && (this.closed || headed);
    const counted = link === 'count' && this.brokenSinceName !== 'no';
    // "没来甲, 感冒乙": each stands under the word before it.
    const listed = this.headerStyle && this.header.length > 0 && this.brokenSinceName !== 'no';
    return (this.closed && this.brokenSinceCue) || headed || counted || listed;
  }
}

/** "(乙来了的)": somebody else is there. */
const isAside = (inside: readonly Token[]): boolean =>
  inside.some(({ kind }) => kind === 'name') &&
  inside.some((token) => isCue(token, 'present', 'actual')) &&
  !inside.some((token) => isTelling(token) && !isCue(token, 'present', 'actual'));

const isInSchool = (last: Fact | undefined): boolean => last?.kind === 'present' || last?.kind === 'late';

function dropHeader(subject: Subject): void {
  const own = subject.facts.filter(({ header }) => !header);
  subject.facts.splice(0, subject.facts.length, ...own);
}
