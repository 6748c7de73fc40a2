import { isTelling } from '../clauses/facts.ts';
import type { NamePlace } from '../names/name-place.ts';
import { NOT_YET } from '../names/name-place.ts';
import { exactName } from '../names/names.ts';
import type { RosterBook } from '../names/roster.ts';
import type { LookedUp } from '../tokens/looked-up.ts';
import type { Cue } from '../tokens/phrases.ts';
import type { Token } from '../tokens/tokens.ts';
import { isBreak, isCue } from '../tokens/tokens.ts';
import { Characters, isHanAt, sticky } from './characters.ts';

/** "甲 到 周五" is how long. */
const NO_DAY_AFTER = /(?:$|[,.;!\n•)|]| +(?![\d周星礼明后下月今国本这]))/y;

/** "杨梅同。" */
const SAME = /同(?=$|[,.;!\n ])/y;
const ALSO_ON_LEAVE = /(?:也|都)(?:一起|一道|跟着|要|想)?请(?=$|[,.;!\n ])/y;
/** "甲请了的" */
const ON_LEAVE = /请了?的(?=$|[,.;!\n ])/y;

const HOUR = /^(?:中午|上午|下午|课间)$/;
const GONE = /走[的了](?=$|[,.;!\n ])/y;

/** What ails a child, in one character. */
const SHORT_ILLNESS = new Characters('烧吐拉呕泻屙痛疼晕昏摔磕崴烫伤肿瘸痒');

const isBesideIllness = (token: Token | undefined): boolean =>
  token?.kind === 'time' ||
  isCue(token, 'same') ||
  token?.text === '还是' ||
  isBreak(token, 'space', 'open', 'colon') ||
  token?.text === '-' ||
  (isCue(token, 'particle') && /^(?:[也又还都在仍]|有点|有些|一直)$/.test(token?.text ?? ''));

/** A word of one character or two that tells something only where it stands, and where it ends. */
interface ShortWord {
  readonly cue: Cue;
  readonly end: number;
}

/** Reads what a table cannot hold: 到, 在, 全, 事, 烧 and their like tell of a child by what stands around them alone. */
export class ShortWords {
  private readonly message: LookedUp;
  private readonly text: string;
  private readonly book: RosterBook;
  private readonly tokens: readonly Token[];
  private readonly name: NamePlace;

  constructor(message: LookedUp, book: RosterBook, tokens: readonly Token[], name: NamePlace) {
    this.message = message;
    this.text = message.text;
    this.book = book;
    this.tokens = tokens;
    this.name = name;
  }

  at(start: number): ShortWord | undefined {
    const cue = this.cueAt(start);
    if (cue !== undefined) return { cue, end: start + 1 };
    return (
      this.besideName('same', SAME, start) ??
      this.besideName('leave', ALSO_ON_LEAVE, start) ??
      this.besideName('leave', ON_LEAVE, start) ??
      this.besideName('absent', NOT_YET, start) ??
      this.gone(start)
    );
  }

  /** "甲 15:10走的", "甲中午走的": right behind the hour, at a clause's end. */
  private gone(start: number): ShortWord | undefined {
    const last = this.tokens.at(-1);
    const isHour = last?.kind === 'time' ? last.told.kind === 'clock' : HOUR.test(last?.text ?? '');
    const before = isBreak(this.tokens.at(-2), 'space') ? this.tokens.at(-3) : this.tokens.at(-2);
    const said = isHour && before?.kind === 'name' ? sticky(GONE, this.text, start)?.[0] : undefined;
    return said === undefined ? undefined : { cue: 'left', end: start + said.length };
  }

  /** What the one character at a place tells. */
  private cueAt(start: number): Cue | undefined {
    if (this.isSaying(start)) return 'speak';
    if (this.isShortIllness(start)) return 'sick';
    if (this.isThere(start)) return this.tokens.at(-1)?.kind === 'count' ? 'actual' : 'present';
    if (this.isWholeClass(start)) return 'all';
    if (this.isWrong(start)) return 'correct';
    return this.headsCell(start) || this.endsCell(start) ? 'personal' : undefined;
  }

  /** "乐乐也一起请", "朵朵还没": right behind a name, with nothing after it. */
  private besideName(cue: Cue, words: RegExp, start: number): ShortWord | undefined {
    if (this.tokens.at(-1)?.kind !== 'name') return undefined;
    const said = sticky(words, this.text, start)?.[0];
    return said === undefined ? undefined : { cue, end: start + said.length };
  }

  /** "其母云染疾", "询其父, 云染疾": elsewhere it is the cloud, or a surname. */
  private isSaying(start: number): boolean {
    if (this.text.charAt(start) !== '云') return false;
    const last = this.tokens.at(-1);
    return isCue(last?.kind === 'break' ? this.tokens.at(-2) : last, 'kin', 'sibling', 'reached', 'speak');
  }

  /** "甲烧, 乙吐了": one character tells what ails the pupil named before it, where a clause or another word of state follows. */
  private isShortIllness(start: number): boolean {
    if (!SHORT_ILLNESS.at(this.message.speech, start)) return false;
    let at = this.tokens.length - 1;
    while (isBesideIllness(this.tokens[at])) at--;
    const named = this.tokens[at];
    if (named?.kind !== 'name' || named.mention.pupils.length !== 1) return false;
    const { speech } = this.message;
    const end = /[了着]/.test(speech.charAt(start + 1)) ? start + 2 : start + 1;
    return !isHanAt(speech, end) || this.name.awayAt(end) || this.message.phraseAt(end)?.tag === 'to';
  }

  /** "李林在", "29在", "李林到": with nothing after it. */
  private isThere(start: number): boolean {
    const arrived = this.text.charAt(start) === '到';
    if (!arrived && this.text.charAt(start) !== '在') return false;
    const last = this.tokens.at(-1);
    const before = isBreak(last, 'space', 'colon', 'open') || last?.text === '|' ? this.tokens.at(-2) : last;
    if (arrived)
      return (
        (before?.kind === 'name' || (before !== last && this.isInRow())) &&
        sticky(NO_DAY_AFTER, this.text, start + 1) !== null
      );
    const told =
      before?.kind === 'name' ||
      (last?.kind === 'count' && last.n > 1) ||
      (isCue(last, 'particle') && /^[也都还人]$/.test(last?.text ?? ''));
    return told && /^$|[,.;:!\n •)]/.test(this.text.charAt(start + 1));
  }

  /** "病甲 事乙": a cell of personal leave, headed by one character. */
  private headsCell(start: number): boolean {
    if (this.text.charAt(start) !== '事' || this.tokens.at(-1)?.kind !== 'break') return false;
    return exactName(this.book, this.name.at(start + 1)) !== undefined;
  }

  /** "甲病/乙事/丙旷" */
  private endsCell(start: number): boolean {
    const last = this.tokens.at(-1);
    if (this.text.charAt(start) !== '事' || !(last?.kind === 'name' || isCue(last, 'former', 'latter')))
      return false;
    const next = this.text.charAt(start + 1);
    return /^$|[/,;\n)]/.test(next) || (last?.kind === 'cue' && /[ .!]/.test(next));
  }

  /** "甲错 改乙": right behind a name, with nothing after it. */
  private isWrong(start: number): boolean {
    if (this.text.charAt(start) !== '错' || this.tokens.at(-1)?.kind !== 'name') return false;
    return /^$|[,.;! \n]/.test(this.text.charAt(start + 1));
  }

  /** "一班 全, 二班全": with nothing after it. */
  private isWholeClass(start: number): boolean {
    if (this.text.charAt(start) !== '全') return false;
    const last = this.tokens.at(-1);
    const before = isBreak(last, 'space', 'colon') ? this.tokens.at(-2) : last;
    return before?.kind === 'class' && /^$|[,.;!\n ]/.test(this.text.charAt(start + 1));
  }

  /** "甲 病假 到": a row of a table, of which one cell was read and the last tells that the child is there. */
  private isInRow(): boolean {
    let at = this.tokens.length - 2;
    while (isTelling(this.tokens[at]) && isBreak(this.tokens[at - 1], 'space', 'soft')) at -= 2;
    return this.tokens[at]?.kind === 'name' && at < this.tokens.length - 2;
  }
}
