import { isDemonstrative } from '../clauses/links.ts';
import { BODY_PARTS } from '../lexicon/illness.ts';
import { wordsOf } from '../lexicon/layout.ts';
import { SURNAMES } from '../lexicon/people.ts';
import { isHanAt, sticky } from '../text/characters.ts';
import type { LookedUp } from '../tokens/looked-up.ts';
import type { Cue } from '../tokens/phrases.ts';
import { isRollMark } from '../tokens/roll-marks.ts';
import { mistypedState } from '../tokens/state-slips.ts';
import type { Mention, Token } from '../tokens/tokens.ts';
import { isBreak, isCue } from '../tokens/tokens.ts';
import { beginsWithWord } from '../tokens/words.ts';
import type { ClassRoster } from '../types.ts';
import type { RosterBook } from './roster.ts';

/** "晨曦小朋友": only a child is called so. */
/** "朵朵还没", and nothing more. */
export const NOT_YET = /(?:也|都|就)?(?:还|仍|依旧)没有?(?=$|[,.;!\n ])/y;

const ADDRESSED = /(?:小朋友|小盆友|小同学|同学|童鞋|宝贝|宝宝)(?!们)/y;
/** "文才身上发疹子" */
const PART_OF_BODY = new RegExp(wordsOf(BODY_PARTS).join('|'), 'y');
/** "帮某某请假" */
const BEFORE_SOMEBODY = new Set([...'帮替个位名', '学生']);
/** Cues after which no unknown name is looked for: what follows is told of somebody, or is somebody's name. */
const STRANGER_AFTER: ReadonlySet<Cue> = new Set<Cue>([
  'and',
  'or',
  'newcomer',
  'copula',
  'to',
  'only',
  'except',
  'visit',
  'persuasion',
  'absent',
  'unexcused',
  'leave',
  'sick',
  'personal',
  'late',
  'left',
  'negate',
  'correct',
]);

/** Cues after a name that nothing else would have before it. */
const AWAY: ReadonlySet<Cue> = new Set<Cue>(['absent', 'unexcused', 'sick', 'leave', 'late', 'kin']);

/** "甲、乙二生" */
const SO_MANY = /[二两三四五2-5][生人名位]/y;

/** What a child does, or what befalls it. */
const DOES =
  /(?:要|又|还|被|就|让|跟|今|昨|早上|上午|中午|下午|第.节|刚|已|在|因|打|骑|跑|跳|比|考|开考|摔|踢|吃|玩|爬|走|放|上[学课厕体]|有点|一直|突然)/y;

/** No clause is longer. */
const CLAUSE = 30;

/** Cues that tell something of a student who stands before them. */
const TELLING: ReadonlySet<Cue> = new Set<Cue>([
  'sick',
  'relative_sick',
  'personal',
  'leave',
  'unexcused',
  'absent',
  'later',
  'late',
  'left',
  'present',
  'denied',
  'home',
  'same',
  'unreachable',
  'reached',
  'kin',
  'all',
]);

const MARK = /[.;!\n•?,/| ([)\]:]/;

/** A place where a name might begin, and what stands around it. One goes along the whole message. */
export class NamePlace {
  readonly text: string;
  start = 0;
  /** The class told last: its bearer of a name goes before others. */
  section: ClassRoster | undefined;
  /** The full names read so far, here and in the messages before. */
  readonly named = new Set<string>();
  private readonly message: LookedUp;
  private readonly book: RosterBook;
  private readonly tokens: readonly Token[];
  private last: Token | undefined;
  private inList = false;

  constructor(message: LookedUp, book: RosterBook, tokens: readonly Token[]) {
    this.text = message.text;
    this.message = message;
    this.book = book;
    this.tokens = tokens;
  }

  /** Goes on to a place after the tokens read so far. */
  at(start: number): this {
    this.start = start;
    this.last = this.tokens.at(-1);
    this.inList = false;
    return this;
  }

  /** Goes to a place behind the number of a list. */
  afterListNumber(start: number): this {
    this.start = start;
    this.last = undefined;
    this.inList = true;
    return this;
  }

  /** A name may begin here: a break, a count, a class or another known word stands before. */
  get slot(): boolean {
    // After "爸爸" a grown-up's name follows, which a child's may resemble.
    // "甲√乙×": a sign ends what is told of the name before it.
    return (this.last?.kind !== 'word' || isRollMark(this.last.text)) && !isCue(this.last, 'kin');
  }

  /** Somebody to be named stands before: "家访…", "甲和…". */
  get introduced(): boolean {
    return isCue(this.last, 'visit', 'persuasion') || this.joined;
  }

  /** "甲和" stands before. */
  get joined(): boolean {
    return isCue(this.last, 'and') && this.tokens.at(-2)?.kind === 'name';
  }

  /** "是", "不是" stands before: who it is, or is not, follows. */
  get meantNext(): boolean {
    return isCue(this.last, 'copula', 'negate');
  }

  /** "还有一个就是" stands before. */
  get announced(): boolean {
    const { last } = this;
    return (
      this.inList ||
      isCue(last, 'copula', 'only', 'absent') ||
      (last?.kind === 'break' && last.mark === 'item')
    );
  }

  /** "缺", "没来的是" stands before: whoever is named next is not there. */
  get afterAbsence(): boolean {
    return isCue(this.last, 'absent', 'only', 'leave', 'unexcused');
  }

  /** "缺", "没来的：" stand before. */
  get afterLack(): boolean {
    return isCue(
      this.last?.kind === 'break' && this.last.mark !== 'hard' ? this.tokens.at(-2) : this.last,
      'absent',
    );
  }

  /** "去", "到" stand before. */
  get towards(): boolean {
    return isCue(this.last, 'to') && !/[给对向]$/.test(this.last?.text ?? '');
  }

  /** "甲和他妹妹" stands before. */
  get afterSibling(): boolean {
    if (!isCue(this.last, 'sibling') || !/[哥姐弟妹]$/.test(this.last?.text ?? '')) return false;
    const behind = isCue(this.tokens.at(-2), 'pronoun') ? -3 : -2;
    return isCue(this.tokens.at(behind), 'and') && this.tokens.at(behind - 1)?.kind === 'name';
  }

  /** A name that is on no roster may begin here. */
  get strangerSlot(): boolean {
    if (this.afterSibling) return true;
    const announced = this.tokens.at(-2);
    // "缺那个某某"
    const leads = announced === undefined || announced.kind === 'cue' || announced.kind === 'break';
    // "去了李老四家"
    const went = this.last?.text === '了' && isCue(announced, 'to');
    const last = (isDemonstrative(this.last) && leads) || went ? announced : this.last;
    if (last === undefined || last.kind === 'break' || last.kind === 'class' || last.kind === 'count')
      return true;
    if (last.kind === 'time') return last.told.kind === 'day';
    if (last.kind === 'name' || (last.kind === 'word' && last.text.length > 1)) return false;
    if (BEFORE_SOMEBODY.has(last.text)) return true;
    const owner = last.text === '的' ? this.tokens.at(-2) : undefined;
    if (owner?.kind === 'class' || isCue(owner, 'newcomer')) return true;
    // "去夏河" is a place.
    if (this.towards || went) return /^[\u3400-\u9fff]{2,4}家/.test(this.text.slice(this.start));
    return last.kind === 'cue' && STRANGER_AFTER.has(last.cue);
  }

  /** "甲 腰伤": nothing but a gap parts it from a pupil. */
  get isBesideName(): boolean {
    const before = this.tokens.at(-2);
    return isBreak(this.last, 'space') && before?.kind === 'name' && before.mention.pupils.length === 1;
  }

  /** Nobody is named before, or only those in the same list. */
  get isFirstNamed(): boolean {
    return this.joined || !this.tokens.some(({ kind }) => kind === 'name');
  }

  /** "三十八只小兔子" */
  get isCounted(): boolean {
    const last = this.last?.text === '只' ? this.tokens.at(-2) : this.last;
    return last?.kind === 'count';
  }

  /** Whether a character stands in any name of the rosters. */
  isInNames(char: string): boolean {
    return this.book.character.has(char);
  }

  /** A word of two characters or more was read just before. */
  get isAfterWord(): boolean {
    return this.last?.kind === 'cue' && this.last.text.length > 1;
  }

  /** Whether something known, or the end, follows at `end`. */
  bounded(end: number): boolean {
    if (!isHanAt(this.text, end)) return true;
    if (this.endsGivenName(end)) return false;
    if (
      this.message.phraseAt(end) !== undefined ||
      this.followed(end) ||
      this.message.timeAt(end) !== undefined
    )
      return true;
    return (
      sticky(SO_MANY, this.text, end) !== null || beginsWithWord(this.message.speech.slice(end, end + 4))
    );
  }

  /** "罗小弟", "王三妹": a given name that ends like a sibling, and nobody's brother or sister. */
  private endsGivenName(end: number): boolean {
    return (
      end === this.start + 2 &&
      /^[小大幺三四老][弟妹哥姐](?![弟妹哥姐])/.test(this.text.slice(end - 1, end + 2))
    );
  }

  /** Whether a break, a phrase, a day or another name follows at `end`. */
  followed(end: number): boolean {
    if (!isHanAt(this.text, end)) return true;
    const phrase = this.message.phraseAt(end);
    if (phrase !== undefined) return phrase.tag !== 'idiom';
    for (let length = 2; length <= this.book.longestName; length++) {
      if (this.namesAt(end, end + length)) return true;
    }
    const time = this.message.timeAt(end);
    return time !== undefined && time.told.kind !== 'clock';
  }

  /** Whether a roster has exactly these characters as a name or a given name. */
  namesAt(start: number, end: number): boolean {
    const said = this.text.slice(start, end);
    return this.book.given.has(said) || this.book.full.has(said);
  }

  /** Whether a word of state begins at `at` that is typed wrong. */
  mistypedAt(at: number): boolean {
    return mistypedState(this.message, at) !== undefined;
  }

  /** Whether a phrase at `at` tells something of a student. */
  tellsAt(at: number): boolean {
    const phrase = this.message.phraseAt(at);
    return phrase !== undefined && TELLING.has(phrase.tag);
  }

  /** Whether it is told at `end` that somebody is away, or whose parent follows. */
  awayAt(end: number): boolean {
    const phrase = this.message.phraseAt(end);
    return phrase !== undefined && AWAY.has(phrase.tag);
  }

  /** Whether anything is told of a student between `end` and the next mark. */
  toldInClause(end: number): boolean {
    const stop = Math.min(this.text.length, end + CLAUSE);
    for (let at = end; at < stop && !MARK.test(this.text.charAt(at)); at++) {
      if (this.tellsAt(at) && this.message.phraseAt(at)?.tag !== 'all') return true;
    }
    return false;
  }

  /** Whether a clause goes on at `end` with what a child does, or what befalls it, and tells something of nobody else. */
  toldOfItAlone(end: number): boolean {
    if (!sticky(DOES, this.text, end)) return false;
    const stop = Math.min(this.text.length, end + CLAUSE);
    for (let at = end; at < stop && !MARK.test(this.text.charAt(at)); at++) {
      if (this.tellsAt(at) && this.message.phraseAt(at)?.tag !== 'all') return true;
      for (let length = 2; length <= this.book.longestName; length++)
        if (this.namesAt(at, at + length)) return false;
    }
    return false;
  }

  /** How far a known phrase reaches from `start`; `start` itself when there is none. */
  phraseEnd(at: number): number {
    return this.message.phraseAt(at)?.end ?? at;
  }

  /** Whether a word at `at` joins what stands before it to a name: 和, 是, 向. */
  joinsAt(at: number): boolean {
    const tag = this.message.phraseAt(at)?.tag;
    return tag === 'and' || tag === 'or' || tag === 'to' || tag === 'copula';
  }

  /** Whether the character at `at` is a surname. */
  bearsSurname(at: number): boolean {
    const char = this.text.charAt(at);
    return SURNAMES.includes(char) || this.book.surname.has(char);
  }

  /** "成功联系到海燕家长": what stands before the word is how it was done, and who was reached stands behind it. */
  isHowSomebodyElseWasReached(end: number): boolean {
    const phrase = this.message.phraseAt(end);
    if (phrase?.tag !== 'reached' && phrase?.tag !== 'persuasion') return false;
    for (let length = 2; length <= this.book.longestName; length++)
      if (this.namesAt(phrase.end, phrase.end + length)) return true;
    return false;
  }

  /** Whether a word that supposes stands here: 万一. */
  get supposes(): boolean {
    return this.message.phraseAt(this.start)?.tag === 'condition';
  }

  /** Whether a word for saying follows at `end`. */
  speaksAt(end: number): boolean {
    return this.message.phraseAt(end)?.tag === 'speak';
  }

  /** Whether something is told of a student directly at `end`. */
  toldAt(end: number): boolean {
    if (sticky(ADDRESSED, this.text, end) || sticky(NOT_YET, this.text, end)) return true;
    if (this.text.charAt(end) === '在' && !isHanAt(this.text, end + 1)) return true;
    const at = this.text.charAt(end) === ' ' ? end + 1 : end;
    const time = this.message.timeAt(at);
    if (time?.told.kind === 'day') return true;
    if (at === end && sticky(PART_OF_BODY, this.text, at) && this.toldInClause(at)) return true;
    const phrase = this.message.phraseAt(at);
    if (phrase === undefined) return time !== undefined;
    // "某某这个娃"
    if (phrase.tag === 'pronoun' && at === end && this.text.charAt(at) === '这') return true;
    return (
      this.tellsAt(at) ||
      (phrase.tag === 'particle' &&
        // "某某啊她请假了"
        (this.message.phraseAt(phrase.end)?.tag === 'pronoun' ||
          this.tellsAt(phrase.end) ||
          this.message.timeAt(phrase.end)?.told.kind === 'day'))
    );
  }
}

export interface NameMatch {
  readonly mention: Mention;
  readonly end: number;
}
