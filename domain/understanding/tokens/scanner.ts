import { isTelling } from '../clauses/facts.ts';
import { NamePlace } from '../names/name-place.ts';
import { exactName, looseName, surnameOnly } from '../names/names.ts';
import type { RosterBook } from '../names/roster.ts';
import { strangerName } from '../names/stranger-names.ts';
import { barePairAt } from '../numbers/bare-pair.ts';
import { Characters, sticky } from '../text/characters.ts';
import { NUMBER_CHARACTERS } from '../text/chinese-number.ts';
import { PART_TOLD } from '../text/radicals.ts';
import { ShortWords } from '../text/short-words.ts';
import type { LookedUp } from './looked-up.ts';
import { countsAt, NumberReader, type Read } from './number-reader.ts';
import type { Cue } from './phrases.ts';
import { mistypedState } from './state-slips.ts';
import type { Break, Token, TokenBody } from './tokens.ts';
import { isBreak, isCue, lengthen, tokenOf } from './tokens.ts';

type BreakBody = Extract<TokenBody, { kind: 'break' }>;

/** By the code of the mark. */
const BREAKS: ReadonlyMap<number, BreakBody> = new Map(
  Object.entries<Break>({
    '.': 'hard',
    ';': 'hard',
    '!': 'hard',
    '\n': 'hard',
    '•': 'item',
    '?': 'question',
    ',': 'soft',
    '/': 'soft',
    '|': 'soft',
    ' ': 'space',
    '(': 'open',
    '[': 'open',
    ')': 'close',
    ']': 'close',
    ':': 'colon',
  }).map(([char, mark]) => [char.charCodeAt(0), { kind: 'break', mark }]),
);

const WORD: TokenBody = { kind: 'word' };

const NO_MORE = /(?:接了)*(?:[ .!,]|$)/y;
const TO_COME = /,? ?[我他她]?(?:就|再|马上|立马|立刻|下午|晚上|中午|明|后天|周|下周|才|会|来|送)/y;
/** What is done with paper, words and systems, told with 好了. */
const WORK = /[标填报写办弄搞做发交点查改说讲谈记传签批收理排约商量备]/u;
/** "二十三个" is no slip for 十月. */
const SPOKEN_COUNT = new RegExp(`[${NUMBER_CHARACTERS}]{2,4}[个人名位减缺]`, 'y');
const AFTER_HEADING = /(?:的[是有]?|: ?| )/y;

/** "请上午半天", "请个三天" */
const PART_OF_DAY = /^(?:[上下]午|个)/;
/** Between a pupil and a slip in what is told of them stand no more tokens. */
const CLOSE_BY = 8;

const DIGITS = new Characters('0123456789');

/** The second character of what parts of characters are called: 火字旁, 三点水. */
const PART_SECOND = new Characters('字点手人心丝之犬刀盖');

/** Cuts a normalised message into tokens, from left to right, with the rosters as part of the dictionary. What is seen to be mistyped is put right in it. */
export function scan(message: LookedUp, book: RosterBook, named: Iterable<string> = []): Token[] {
  const tokens: Token[] = [];
  const { text } = message;
  const reader = new TokenReader(message, book, tokens, named);
  const heard = ({ kind }: TokenBody): string => (kind === 'name' ? text : message.speech);
  let start = 0;
  while (start < text.length) {
    const { body, end } = reader.read(start);
    const last = tokens.at(-1);
    if (body.kind === 'word' && last?.kind === 'word')
      lengthen(last, message.speech.slice(last.start, end), end);
    else tokens.push(tokenOf(body, heard(body).slice(start, end), start, end));
    start = end;
  }
  return tokens;
}

/** Reads the token that begins at a place. */
class TokenReader {
  private readonly message: LookedUp;
  private readonly text: string;
  private readonly book: RosterBook;
  private readonly tokens: readonly Token[];
  private readonly name: NamePlace;
  private readonly short: ShortWords;
  private readonly numbers: NumberReader;

  constructor(message: LookedUp, book: RosterBook, tokens: readonly Token[], named: Iterable<string>) {
    this.message = message;
    this.text = message.text;
    this.book = book;
    this.tokens = tokens;
    this.name = new NamePlace(message, book, tokens);
    for (const name of named) this.name.named.add(name);
    this.short = new ShortWords(message, book, tokens, this.name);
    this.numbers = new NumberReader(message, book, tokens, this.name);
  }

  read(start: number): Read {
    const mark = BREAKS.get(this.text.charCodeAt(start));
    if (mark !== undefined) return { body: mark, end: start + 1 };
    if (PART_SECOND.at(this.text, start + 1)) {
      const part = sticky(PART_TOLD, this.text, start)?.[0];
      if (part !== undefined) return { body: { kind: 'cue', cue: 'particle' }, end: start + part.length };
    }
    return (
      this.barePair(start) ??
      this.nameOrClass(start) ??
      this.numbers.at(start) ??
      this.phraseOrStranger(start)
    );
  }

  private barePair(start: number): Read | undefined {
    if (!DIGITS.at(this.text, start)) return undefined;
    const heads = this.headsLine();
    // "甲病 40 39", not "甲 65 60"
    if (!heads && !isTelling(this.tokens.findLast(({ kind }) => kind !== 'break'))) return undefined;
    const told = barePairAt(this.text, start, heads);
    if (told === undefined) return undefined;
    const { larger, smaller, end } = told;
    return { body: { kind: 'ratio', larger, smaller }, end };
  }

  /** Nothing but a class, a day or a heading stands before on the line. */
  private headsLine(): boolean {
    for (let at = this.tokens.length - 1; at >= 0; at--) {
      const token = this.tokens[at];
      if (isBreak(token, 'hard', 'item')) return true;
      const heading = token?.kind === 'class' || token?.kind === 'time' || token?.kind === 'break';
      if (!heading && !isCue(token, 'particle', 'total', 'part', 'expected')) return false;
    }
    return true;
  }

  private nameOrClass(start: number): Read | undefined {
    const bySurname = surnameOnly(this.book, this.text, start);
    if (bySurname !== undefined)
      return { body: { kind: 'name', mention: bySurname.mention }, end: bySurname.end };
    const names = this.name.at(start);
    const exact = exactName(this.book, names);
    if (exact !== undefined) {
      names.named.add(exact.mention.said);
      return { body: { kind: 'name', mention: exact.mention }, end: exact.end };
    }
    const told = this.book.classes.at(this.text, start, this.tokens.at(-1)?.kind === 'class');
    if (told !== undefined) {
      names.section = told.roster;
      return { body: { kind: 'class', roster: told.roster }, end: told.end };
    }
    const time = this.message.timeAt(start);
    if (time !== undefined && !this.endsInName(time.end))
      return { body: { kind: 'time', told: time.told }, end: time.end };
    names.at(start);
    if (sticky(SPOKEN_COUNT, this.text, start)) return undefined;
    const loose = looseName(this.book, names);
    return loose && { body: { kind: 'name', mention: loose.mention }, end: loose.end };
  }

  /** "来了7个周小兰没来": no weeks. */
  private endsInName(end: number): boolean {
    return this.text.charAt(end - 1) === '周' && exactName(this.book, this.name.at(end - 1)) !== undefined;
  }

  private phraseOrStranger(start: number): Read {
    // In the middle of words that nobody here can read nothing is told.
    const meant = this.tokens.at(-1)?.kind === 'word' ? undefined : mistypedState(this.message, start);
    if (meant !== undefined && (this.isBesidePupil() || this.headsPupil(start + meant.length)))
      this.message.readAs(meant, start);
    const short = this.short.at(start);
    if (short !== undefined) return { body: { kind: 'cue', cue: short.cue }, end: short.end };
    const stranger = strangerName(this.name.at(start));
    if (stranger !== undefined)
      return { body: { kind: 'name', mention: stranger.mention }, end: stranger.end };
    const phrase = this.message.phraseAt(start);
    if (phrase?.tag === 'idiom') return { body: WORD, end: phrase.end };
    if (phrase !== undefined && this.isMeant(phrase.tag, start, phrase.end)) {
      return { body: { kind: 'cue', cue: phrase.tag }, end: phrase.end };
    }
    return { body: WORD, end: start + 1 };
  }

  /** "请价: 某某" */
  private headsPupil(end: number): boolean {
    const at = end + (sticky(AFTER_HEADING, this.text, end)?.[0].length ?? 0);
    for (let length = 2; length <= this.book.longestName; length++) {
      if (this.name.namesAt(at, at + length)) return true;
    }
    return false;
  }

  /** Of a pupil just named something is about to be told. */
  private isBesidePupil(): boolean {
    if (isCue(this.tokens.at(-1), 'and') || isBreak(this.tokens.at(-1), 'soft', 'hard', 'item')) return false;
    for (let at = this.tokens.length - 1; at >= Math.max(0, this.tokens.length - CLOSE_BY); at--) {
      const token = this.tokens[at];
      if (token?.kind === 'name') return token.mention.pupils.length === 1;
      if (token?.kind === 'word' || token?.kind === 'count' || isBreak(token, 'hard', 'item')) return false;
    }
    return false;
  }

  /** 请 and 养 alone tell only before a length ("请三天", "养三天"), 事 and 病 alone only between breaks ("程宇 事"). */
  private isMeant(cue: Cue, start: number, end: number): boolean {
    const said = this.message.speech.slice(start, end);
    if (said === '请到') return /day|stretch/.test(this.message.timeAt(end)?.told.kind ?? '');
    if (cue === 'leave' && /请了?$/.test(said))
      return (
        this.isLength(end + (PART_OF_DAY.exec(this.text.slice(end, end + 2))?.[0].length ?? 0)) ||
        this.areDays(end)
      );
    // "欠1" lacks one, "欠揍" nobody.
    if (said === '欠') return countsAt(this.text, end) && !this.isLength(end);
    // "通了, 说在吊针", where nothing else is said to work.
    if (said === '通了') return this.isFirst;
    // "*刘洋": who was meant.
    if (said === '*') return (this.tokens.at(-1)?.kind ?? 'break') === 'break' && this.headsPupil(end);
    if (said === '接了') return this.isFirst && sticky(NO_MORE, this.text, end) !== null;
    // "养三天" mends, "养猪" does not.
    if (said === '养') return this.isLength(end);
    const last = this.tokens.at(-1);
    // "改病假", "16改17" correct, "改作业" does not.
    if (said === '改')
      return (
        this.text.charAt(end) === ':' ||
        this.isLength(end) ||
        this.name.tellsAt(end) ||
        (this.isBesidePupil() && this.headsPupil(end)) ||
        ((last?.kind === 'count' || isCue(last, 'actual', 'expected')) && countsAt(this.text, end))
      );
    // "都到周五" is how long.
    if (cue === 'all' && said.endsWith('到'))
      return !/day|stretch/.test(this.message.timeAt(end)?.told.kind ?? '');
    // "用不到周五" is how long.
    if (said === '不到') return this.message.timeAt(end)?.told.kind !== 'day';
    // "大扫除" excepts nobody.
    if (said === '除') return last?.kind !== 'word';
    // "针要打到周四": how long, and nobody was called.
    if (cue === 'reached' && said.endsWith('到'))
      return !/day|stretch/.test(this.message.timeAt(end)?.told.kind ?? '');
    // "周四再去" means school, "再去医院" does not.
    if (cue === 'back' && said.endsWith('去')) return /^$|[,.;!?\n )]/.test(this.text.charAt(end));
    // "好了下午就送来": once it is so.
    if (said.endsWith('好了') && sticky(TO_COME, this.message.speech, end)) return false;
    // "标好了", "填好了", "说好了": work is done, nobody is well again.
    if (said === '好了' && WORK.test(this.message.speech.charAt(start - 1))) return false;
    if (said !== '事') return true;
    return (
      (last === undefined || last.kind === 'name' || last.kind === 'break') &&
      (/^(?:$|[,.;:)\]!•\s\d、]|的[是有:])/.test(this.text.slice(end, end + 2)) ||
        (this.text.charAt(end) === '的' && this.headsPupil(end + 1)))
    );
  }

  /** No word stands before. */
  private get isFirst(): boolean {
    return this.tokens.every(({ kind }) => kind === 'break');
  }

  private isLength(at: number): boolean {
    return this.message.timeAt(at)?.told.kind === 'length';
  }

  /** "请今明两天", "请今天一天" */
  private areDays(at: number): boolean {
    const time = this.message.timeAt(at);
    if (time?.told.kind !== 'day') return false;
    return time.told.through !== undefined || this.isLength(time.end);
  }
}
