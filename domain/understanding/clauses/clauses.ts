import { isBystander } from '../names/bystanders.ts';
import type { Cue } from '../tokens/phrases.ts';
import type { Mention, Token } from '../tokens/tokens.ts';
import { firstAfter, isBreak, isCue } from '../tokens/tokens.ts';
import type { ClassRoster, SpeakerRole } from '../types.ts';
import { AlternativeReader } from './alternatives.ts';
import { isOfOwnContact } from './contacts.ts';
import { CorrectionReader } from './corrections.ts';
import { isFact, isTelling, saysWho, tellsPresence } from './facts.ts';
import { isFoundNamed } from './found.ts';
import { goneTo, isToTown } from './gone.ts';
import { countsBracket, isBeforeName, isSpelling, isWhoWasAway } from './links.ts';
import { ListReader } from './lists.ts';
import { toldOfOthers } from './others.ts';
import { PronounReader } from './pronouns.ts';
import { blank, ClauseState } from './state.ts';
import type { Extent, Statements } from './statements.ts';
import { ToldReader } from './told.ts';
import { supposed } from './unasserted.ts';
import { WholeReader } from './whole.ts';

const isBare = (next: Token | undefined): boolean =>
  (next?.kind === 'word' && !/[\u3400-\u9fff]/.test(next.text)) ||
  next === undefined ||
  (next.kind === 'break' && !isBreak(next, 'colon')) ||
  next.kind === 'name' ||
  next.kind === 'count' ||
  isCue(next, 'and', 'or', 'pronoun') ||
  /^(?:同学|学生|[两俩三四]|等)/.test(next.text);

/** "甲没事": nothing ails the child, though others are ill. */
const isWell = (token: Token | undefined): boolean => /^没事/.test(token?.text ?? '');

/** "在教室", "到了" */
const isHere = (token: Token | undefined): boolean =>
  isCue(token, 'present') || (isCue(token, 'actual') && /^(?:在|已)/.test(token?.text ?? ''));

/** "不是 是甲": at the head of a message it says who was meant. */
const isSaidAnew = (tokens: readonly Token[], place: number): boolean => {
  if (place > NEAR_HEAD || !isBreak(tokens[place + 1], 'space', 'soft')) return false;
  const [said, named] = tokens.slice(place + 2, place + 4);
  const isHead = tokens.slice(0, place).every((token) => token.kind === 'break' || isCue(token, 'particle'));
  return isHead && said?.text === '是' && named?.kind === 'name';
};

const NEAR_HEAD = 6;

/** "漏了甲" */
const FORGOTTEN = /^(?:漏|忘[写报打说])/;

/** "是甲, 还有乙, 都发烧" */
const isMoreToCome = (tokens: readonly Token[], name: number): boolean =>
  /^[还另]/.test(tokens[name + 2]?.text ?? '');

/** "是46不是45", "不是45是46", "不是45, 应到46" */
const isCountAgain = (tokens: readonly Token[], place: number): boolean =>
  tokens[place + 1]?.kind === 'count' &&
  (tokens[place - 1]?.kind === 'count' ||
    tokens.slice(place + 2, place + 5).some(({ kind }) => kind === 'count'));

/** "不是他(自己)病了" */
const isOfTheChild = (token: Token | undefined): boolean => isCue(token, 'pronoun', 'own');

/** "不是缺甲是缺乙": of the state that is denied the name comes after it. */
const isStateOfName = (tokens: readonly Token[], place: number): boolean =>
  isCue(tokens[place + 1], 'absent', 'sick', 'leave', 'personal', 'late', 'unexcused') &&
  tokens[place + 2]?.kind === 'name' &&
  !isTelling(tokens[place + 3]);

/** "不是那个女生甲": the place of the name that is not meant. */
function placeOfNameDescribed(tokens: readonly Token[], place: number): number | undefined {
  let at = place + 1;
  while (isCue(tokens[at], 'pronoun', 'part') || tokens[at]?.text === '的') at++;
  return at > place + 1 && tokens[at]?.kind === 'name' ? at : undefined;
}

/** "另外19个都坐好了": others than those named. */
function isOfOthers(tokens: readonly Token[], place: number): boolean {
  if (!/^(?:另|另外|别的)$/.test(tokens[place - 1]?.text ?? '')) return false;
  return isCue(tokens[tokens[place + 1]?.kind === 'time' ? place + 2 : place + 1], 'all');
}

const afterSpaces = (tokens: readonly Token[], place: number): Token | undefined =>
  firstAfter(tokens, place, (token) => !isBreak(token, 'space', 'hard'));

/** No more names stand between one taken back and the same again. */
const CORRECTED = 4;

const COUNTS_CLASS = /^(?:班长|干部|同学|学生|的)?(?:统计|报告|清点|点名|汇报|点|数|报|记录?|说|来报)/;

const isOnePupil = (token: Token | undefined): boolean =>
  token?.kind === 'name' && token.mention.pupils.length === 1;

const isToldAfter = (tokens: readonly Token[], place: number): boolean => isFact(tokens[place + 1]);

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
    strike: ({ lists }, token, place) => lists.strike(token, place),
    append: ({ lists }, token) => lists.append(token),
    negate: (reader, _, place) => {
      const { state } = reader;
      if (isSaidAnew(state.tokens, place)) state.statements.corrects = true;
      if (isCountAgain(state.tokens, place)) state.statements.corrects = state.statements.renumbers = true;
      const of = isOfTheChild(state.tokens[place + 1]) ? place + 1 : place;
      const own = of > place && state.tokens[of + 1]?.text === '自己' ? of + 1 : of;
      // "甲不是 乙是": it denies something of Jia.
      const ofNameBefore =
        state.tokens[place - 1]?.kind === 'name' && isBreak(state.tokens[place + 1], 'space');
      if (isStateOfName(state.tokens, place)) reader.passed = place + 1;
      const described = placeOfNameDescribed(state.tokens, place);
      if (described !== undefined) reader.passed = described - 1;
      state.negated =
        described !== undefined ||
        (!ofNameBefore && isBeforeName(state.tokens, place)) ||
        isToldAfter(state.tokens, own);
    },
    rest: ({ whole }, _, place) => whole.takeRest(place),
    except: ({ whole }, token) => whole.takeExcept(token),
    only: ({ whole }, token, place) => whole.takeOnly(token, place),
    same: (reader) => reader.takeSame(),
    pronoun: ({ pronouns }, token, place) => pronouns.take(token, place),
    own: ({ pronouns }, token, place) => pronouns.take(token, place),
    respectively: ({ state: { group } }) => group.takeTurns(0),
    former: ({ pronouns }, token, place) => pronouns.take(token, place),
    latter: ({ pronouns }, token, place) => pronouns.take(token, place),
    chore: (reader, { text }, place) => {
      // "值日生统计: …" is who counted.
      if (COUNTS_CLASS.test(reader.state.tokens[place + 1]?.text ?? '')) return;
      // "上周受表扬的甲，今天旷课了": what was once done of a child that is told of now.
      if (reader.isOfOneTold(place)) return;
      reader.state.group.noteUnread(text);
      reader.elsewhere = reader.state.group.isEmpty || reader.state.group.brokenSinceName === 'hard';
    },
    particle: (reader, token, place) => reader.takeParticle(token, place),
  };

  readonly state: ClauseState;
  readonly whole: WholeReader;
  readonly pronouns: PronounReader;
  readonly corrections: CorrectionReader;
  readonly alternatives: AlternativeReader;
  readonly lists: ListReader;
  readonly told: ToldReader;
  private readonly others: ReturnType<typeof toldOfOthers>;
  private readonly supposed: ReadonlySet<number>;
  private heardExtents: Extent[] = [];
  /** The last place of words that are told of nobody: 缺 in "不是缺甲". */
  private passed = -1;
  /** The first bracket holds a heading. */
  private headings: boolean | undefined;
  /** "值日:": the names that follow are listed for something else. */
  private elsewhere = false;

  constructor(tokens: readonly Token[], today: string, speaker: SpeakerRole) {
    this.state = new ClauseState(tokens, today, speaker === 'guardian');
    this.whole = new WholeReader(this.state);
    this.alternatives = new AlternativeReader(this.state);
    this.pronouns = new PronounReader(this.state, this.alternatives);
    this.corrections = new CorrectionReader(this.state);
    this.lists = new ListReader(this.state);
    this.told = new ToldReader(this.state, this.whole, this.alternatives);
    this.others = toldOfOthers(tokens, this.state.guardian);
    this.supposed = supposed(tokens);
  }

  take(token: Token, place: number): void {
    if (token.kind === 'break') this.takeBreak(token, place);
    else if (token.kind === 'name') this.takeName(token.mention, token.start, place);
    else if (token.kind === 'class') this.startSection(token.roster);
    else if (token.kind === 'time') {
      this.state.times.take(token, place);
      this.told.takeLesson(token, place);
    } else if (token.kind === 'count' && this.corrections.takesNumber(place)) return;
    else if (token.kind === 'count' && countsBracket(this.state.tokens, place)) this.state.beginGroup();
    else if (token.kind === 'count' && isOfOthers(this.state.tokens, place)) this.whole.takeRest(place);
    else if (token.kind === 'count') this.pronouns.takeCount(token.n, place);
    else if (token.kind === 'cue') this.takeCue(token, place);
    else if (token.kind === 'word')
      this.state.group.noteUnread(token.text, isOnePupil(this.state.tokens[place - 1]));
  }

  /** A name stands right behind the chore at `place` and 的, and something is told after it. */
  private isOfOneTold(place: number): boolean {
    const [link, next, after] = this.state.tokens.slice(place + 1, place + 4);
    const isNamed = isOnePupil(next) || (next?.kind === 'class' && isOnePupil(after));
    return link?.text === '的' && isNamed && this.state.tokens.slice(place + 3).some(isFact);
  }

  /** "甲、乙跟丙一样": of Bing it stands already. */
  private isCompared(place: number): boolean {
    const [before, , next] = this.state.tokens.slice(place - 1, place + 2);
    return /^[跟和与同像]$/.test(before?.text ?? '') && /^(?:一样|相同|同样)/.test(next?.text ?? '');
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
      if (!isBreak(token, 'space')) this.lists.endClause(hard);
      if (hard) this.endSentence(place);
    }
  }

  /** "[病]甲 [事]乙": a status in brackets before the first name, and from there on, heads the names after it. */
  private isHeading(place: number): boolean {
    const { tokens } = this.state;
    const alone = isTelling(tokens[place + 1]) && isBreak(tokens[place + 2], 'close');
    this.headings ??= this.state.statements.subjects.length === 0 && alone;
    return this.headings && alone;
  }

  private endSentence(place: number): void {
    this.elsewhere = false;
    this.state.rest = false;
    this.state.except = false;
    // "打给他妈了。说在发烧": whoever was spoken to says it.
    if (!isCue(afterSpaces(this.state.tokens, place), 'speak')) this.state.contacts.forgetKin();
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
    if (this.alternatives.joins(mention, place) || isBystander(this.state.tokens, place, this.told.ofAnybody))
      return;
    if (this.isCompared(place)) {
      for (const subject of this.state.group.targets()) subject.same = true;
      return;
    }
    if (this.elsewhere && !isToldAfter(this.state.tokens, place)) return;
    if (this.corrections.takesPlaceOfOneBefore(place)) {
      this.corrections.takeBack(at);
      this.state.statements.corrects = true;
    }
    // "是甲": says who was meant.
    if (this.corrections.isSaidInstead(place)) this.state.statements.corrects = true;
    const subject = blank(mention, at, this.state.section);
    subject.bare = isBare(this.state.tokens[place + 1]) && !this.supposed.has(place);
    this.state.statements.subjects.push(subject);
    if (this.lists.takesOff(subject)) return;
    if (this.state.negated) {
      this.state.negated = false;
      this.state.group.drop((one) => one.mention.said === mention.said);
      subject.facts.push({ kind: 'notThis', text: '不是', at, days: [], header: false });
      return;
    }
    if (
      this.isThereBesideTheAway(place) ||
      this.isAfterContact(place) ||
      this.isOneOfThosePointedAt(place) ||
      this.isOfAnotherContact(place)
    )
      this.state.beginGroup();
    const afterPronoun = this.state.group.brokenSinceName !== 'no' && this.state.group.hasDemonstrative;
    // "把甲写成乙了, 乙坐着呢": what is told of Yi now is told of nobody else.
    const again = this.isOfWhoWasNotMeant(mention);
    if (this.state.group.isOver(mention) || afterPronoun || again) this.state.beginGroup();
    // "弄错了, 发烧的是甲, 乙在后面画画": another than was told.
    const apart = this.state.statements.corrects || isWell(this.state.tokens[place + 1]);
    if (apart && this.state.group.brokenSinceName !== 'no' && !subject.bare) this.state.group.header = [];
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
    if (this.corrections.isSpelledAfter(place)) this.state.group.closed = true;
    if (
      (before || this.state.statements.corrects) &&
      (saysWho(this.state.tokens[place - 1]) || isSpelling(this.state.tokens, place - 1)) &&
      (next === undefined ||
        next.kind === 'word' ||
        isCue(next, 'negate') ||
        (isBreak(next, 'space', 'soft') && !isMoreToCome(this.state.tokens, place)))
    )
      this.state.group.closed = true;
    if (this.state.group.members.length === 1)
      this.heardExtents = this.state.statements.loose.extents.splice(0);
    subject.extents.push(...this.heardExtents);
    if (this.state.contacts.heard !== undefined) subject.contacts.push(this.state.contacts.heard);
    const { tokens } = this.state;
    const said = tokens[place];
    if (said !== undefined && isFoundNamed(tokens, place)) this.told.takeFound(said, place);
  }

  private isOfWhoWasNotMeant({ said }: Mention): boolean {
    return this.state.statements.subjects
      .slice(-CORRECTED)
      .some(({ mention, facts }) => mention.said === said && facts.some(({ kind }) => kind === 'notThis'));
  }

  /** "没来的是甲乙在教室": who is there stands in no list of those who are not. */
  private isThereBesideTheAway(place: number): boolean {
    const { group, tokens } = this.state;
    if (group.isEmpty || group.header.length === 0 || group.header.some(tellsPresence)) return false;
    return isHere(tokens[place + 1]);
  }

  /** "甲的家长通了电话乙回到教室": whose family was spoken to is told of by that. */
  private isAfterContact(place: number): boolean {
    const { group, tokens } = this.state;
    // "是甲的爹打的 乙在教室"
    const there = isBreak(tokens[place - 1], 'space', 'soft') && isHere(tokens[place + 1]);
    const before = tokens[there ? place - 2 : place - 1];
    if (!isCue(before, 'reached', 'unreachable', 'speak')) return false;
    if (group.brokenSinceName !== 'no' && !there) return false;
    return (
      !group.isEmpty &&
      group.members.every(({ contacts, facts }) => contacts.length > 0 && facts.length === 0)
    );
  }

  /** "两个都联系上了, 甲在住院": what is told next is told of Jia alone. */
  private isOneOfThosePointedAt(place: number): boolean {
    const { members } = this.state.group;
    const isApart = isBreak(this.state.tokens[place - 1], 'soft', 'space', 'hard', 'item');
    return isApart && members.length > 0 && members.every(({ pronoun }) => pronoun);
  }

  /** "打通了甲家的，乙家没打通": each family is told of by itself. */
  private isOfAnotherContact(place: number): boolean {
    const { group, tokens, contacts } = this.state;
    if (contacts.heard === undefined || group.isEmpty || group.brokenSinceName === 'no') return false;
    return group.members.every((one) => one.contacts.length > 0) && isOfOwnContact(tokens, place);
  }

  private takeCue(token: Token, place: number): void {
    if (place <= this.passed) return;
    // "周二才来" tells when the leave ends, not that somebody was late.
    if (place === this.state.times.returnWordAt) return;
    if (token.kind !== 'cue' || this.takeFrame(token, place)) return;
    const gone = this.state.group.isEmpty ? undefined : goneTo(this.state.tokens, place);
    if (gone !== undefined) this.told.takeGone(gone, place);
    else if (isToTown(this.state.tokens, place)) this.state.group.noteUnread(token.text);
    const ofOther = this.others.get(place);
    // "甲哥哥病假，乙没来": what is told of Yi is not told of Jia beside.
    if (ofOther === 'nothing') this.state.group.closed = true;
    if (ofOther === 'relative_sick') this.told.takeOfRelative(token);
    else if (ofOther === undefined && !this.supposed.has(place)) this.told.take(token, place);
  }

  private takeFrame(token: Token, place: number): boolean {
    if (isCue(token, 'and')) {
      this.state.group.passTurn();
      if (this.isDitto(place)) this.takeSame();
    }
    if (this.lists.takeMark(token, place)) return true;
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

  /** "甲发烧, 乙缺, 都是流感": 都 of one child is of all who were named without a reason. */
  private takeAllOfThem(place: number): void {
    const { group, statements, tokens } = this.state;
    group.saysAll = true;
    const isReason = isCue(tokens[place + 1], 'copula') && isCue(tokens[place + 2], 'sick', 'personal');
    const [only, other] = group.members;
    if (!isReason || only === undefined || only.pronoun || other !== undefined) return;
    if (group.brokenSinceName === 'no') return;
    group.members = statements.subjects.filter(
      ({ pronoun, either, facts }) =>
        !pronoun && !either && facts.every(({ kind }) => kind === 'absent' || kind === 'leave'),
    );
  }

  // "其中" begins to tell of some of those just named.
  private takeParticle(token: Token, place: number): void {
    const { text } = token;
    this.told.takeLesson(token, place);
    if (text === '家' && this.state.tokens[place - 1]?.kind === 'name') this.state.contacts.hearKin(place);
    if (/^[都均]$/.test(text)) this.takeAllOfThem(place);
    if (text === '也') this.lists.takeAlso(place);
    if (FORGOTTEN.test(text) && isBeforeName(this.state.tokens, place)) this.lists.append({ text });
    if (text !== '其中') return;
    this.state.group.header = [];
    this.state.group.end();
  }
}
