import type { NamePlace } from '../names/name-place.ts';
import { exactName, looseName } from '../names/names.ts';
import type { RosterBook } from '../names/roster.ts';
import { Characters, sticky } from '../text/characters.ts';
import { NUMBER_CHARACTERS, numberOf } from '../text/chinese-number.ts';
import type { LookedUp } from './looked-up.ts';
import type { Cue } from './phrases.ts';
import type { Token, TokenBody } from './tokens.ts';
import { isCue } from './tokens.ts';

const RATIO = /(\d{1,3})[/|](\d{1,3})(?![/\d])/y;
const NUMBER = `(\\d{1,3}|[${NUMBER_CHARACTERS}]{1,4})`;
/** "30-1=29", "三十减一等于二十九" */
const DIFFERENCE = new RegExp(
  `${NUMBER}[人个]? ?(?:-|减去?) ?${NUMBER}[人个]? ?(?:=|等于|得|剩) ?${NUMBER}(?!\\d)`,
  'y',
);
/** "两女两男", "三个男生一个女生" */
const OF_BOTH_SEXES = new RegExp(
  `${NUMBER}[个名位]?[男女][生娃孩]?[、,和 ]?${NUMBER}[个名位]?[男女][生娃孩]?`,
  'y',
);
const SHOULD_BE = new RegExp(`[应实](?=[:是]?(?:\\d|[${NUMBER_CHARACTERS}]))`, 'y');
const AFTER_COUNT = /[应实]/y;
const SOMEONE = /有一?个(?:学生|娃娃|娃儿|娃|孩子|同学|人|小朋友|崽)/y;
const COUNT = new RegExp(
  `(\\d+|[二三四五六七八九]?十[一二三四五六七八九](?=[一两二三四五六七八九]个)|[${NUMBER_CHARACTERS}]+)(?: ?(个人|个小朋友|个学生|个同学|个娃娃|个娃儿|个娃|个孩子|个宝贝|个宝(?=[都全也们]|$)|[个只]小(?:可爱|不点|家伙|天使|精灵|淘气|鬼|祖宗)|[个只]神兽|个宝宝|个崽|个小孩|个男生|个女生|生(?!病)|名学生|名同学|位同学|人次|人|个|名|位|娃|[只枚](?=[全都齐])))?`,
  'y',
);

/** "38只小神兽全员到齐", "26个小皮猴都来了": pet names of a class, counted as a herd. */
const HERD = new RegExp(
  `(?:[个位名]小|[只头颗朵枚]小?)((?:(?![没请假病事来到都全])[\\u3400-\\u9fff]){1,3}?)[们儿]?(?=${[
    '(?:今[天早]|已经?|也)?(?:(?:全|都|悉数|通通|统统)(?![没不未缺请迟病旷])',
    '一个(?:都|也)?[不没]',
    '[到来]?齐)',
  ].join('|')})`,
  'y',
);

/** What is counted by these is no child. */
const MEASURES = new Characters('月届段份张袋本条套块篇支台把瓶箱辆道题页双斤桶盒包册幅');

/** "304少一个": the number of a room. */
const ROOM = /[1-9]\d{2}(?= ?(?:还|就|只)?[少缺差])/y;

const LIST_NUMBER = /\d{1,2}/y;

/** With these characters a number begins, or its label written short. */
const COUNTED = new Characters(`0123456789${NUMBER_CHARACTERS}有俩仨应实`);

/** A token's body, and where it ends. */
export interface Read {
  readonly body: TokenBody;
  readonly end: number;
}

/** Whether a number begins at a place. */
export const countsAt = (text: string, start: number): boolean => sticky(COUNT, text, start) !== null;

/** Reads a number that begins at a place: of children, of a class, of a list, of a room. */
export class NumberReader {
  private readonly message: LookedUp;
  private readonly text: string;
  private readonly book: RosterBook;
  private readonly tokens: readonly Token[];
  private readonly name: NamePlace;
  /** The last number of a list told. */
  private listed = 0;

  constructor(message: LookedUp, book: RosterBook, tokens: readonly Token[], name: NamePlace) {
    this.message = message;
    this.text = message.text;
    this.book = book;
    this.tokens = tokens;
    this.name = name;
  }

  /** The number that begins at `start`, as what it counts; undefined where none does. */
  at(start: number): Read | undefined {
    if (!COUNTED.at(this.text, start) && !COUNTED.at(this.message.speech, start)) return undefined;
    const sum = sticky(DIFFERENCE, this.text, start);
    if (sum) {
      const [larger, smaller] = [numberOf(sum[1] ?? ''), numberOf(sum[3] ?? '')];
      const body = { kind: 'ratio', larger, smaller } as const;
      return { body, end: start + sum[0].length };
    }
    const room = /\d$/.test(this.text.slice(start - 1, start)) ? null : sticky(ROOM, this.text, start);
    if (room && !this.hasCounted) return { body: { kind: 'cue', cue: 'part' }, end: start + room[0].length };
    const sexes = sticky(OF_BOTH_SEXES, this.text, start);
    if (sexes) {
      const n = numberOf(sexes[1] ?? '') + numberOf(sexes[2] ?? '');
      return { body: { kind: 'count', n, unit: true }, end: start + sexes[0].length };
    }
    const ratio = sticky(RATIO, this.text, start);
    if (ratio) {
      const [one, other] = [Number(ratio[1]), Number(ratio[2])];
      const body = { kind: 'ratio', larger: Math.max(one, other), smaller: Math.min(one, other) } as const;
      return { body, end: start + ratio[0].length };
    }
    const someone = sticky(SOMEONE, this.text, start)?.[0];
    if (someone !== undefined)
      return { body: { kind: 'count', n: 1, unit: true }, end: start + someone.length };
    const pair = this.pair(start);
    if (pair !== undefined) return pair;
    const listed = this.listNumber(start);
    if (listed !== undefined) return listed;
    const phrase = this.message.phraseAt(start);
    const count = sticky(COUNT, this.text, start);
    if (count && /^个?(?:班|年级|学校|乡镇|村)/.test(this.text.slice(start + (count[1]?.length ?? 0))))
      return undefined;
    const end = start + (count?.[0].length ?? 0);
    const herd = count && this.herd(numberOf(count[1] ?? ''), start + (count[1]?.length ?? 0));
    if (herd) return herd;
    // "实到三十六张小云没来", "三十一个人张晓云": a name, not sheets of paper.
    const isPeople = /人$/.test(count?.[2] ?? '');
    if (
      count &&
      !isPeople &&
      MEASURES.at(this.text, end) &&
      exactName(this.book, this.name.at(end)) === undefined
    )
      return this.shorthand(start);
    if (!count || (phrase && phrase.end > start + count[0].length)) return this.shorthand(start);
    const n = numberOf(count[1] ?? '');
    if (Number.isNaN(n)) return undefined;
    const unit = count[2] !== undefined;
    // A lone 一 is mostly part of a word.
    if (!unit && count[0].length === 1 && count[0] !== '0' && /\D/.test(count[0]) && !this.afterLabel())
      return undefined;
    return { body: { kind: 'count', n, unit }, end: start + count[0].length };
  }

  /** A number of pet names, none of which is what a child of the roster may be called. */
  private herd(n: number, start: number): Read | undefined {
    const [said = '', called = ''] = sticky(HERD, this.text, start) ?? [];
    if (said === '' || Number.isNaN(n) || (called.length === 1 && this.book.character.has(called)))
      return undefined;
    return { body: { kind: 'count', n, unit: true }, end: start + said.length };
  }

  /** "1甲 感冒 2乙 发烧": numbers that run on, each glued to a name, count nobody. */
  private listNumber(start: number): Read | undefined {
    const last = this.tokens.at(-1);
    if (last !== undefined && last.kind !== 'break') return undefined;
    const told = sticky(LIST_NUMBER, this.text, start)?.[0];
    if (told === undefined || Number(told) !== this.listed + 1) return undefined;
    const end = start + told.length;
    const named =
      exactName(this.book, this.name.afterListNumber(end)) ??
      looseName(this.book, this.name.afterListNumber(end));
    if (named === undefined) return undefined;
    this.listed++;
    return { body: { kind: 'break', mark: 'item' }, end };
  }

  /** "差俩" counts two. */
  private pair(start: number): Read | undefined {
    const n = { 俩: 2, 仨: 3 }[this.text.charAt(start)];
    if (n === undefined || !isCue(this.tokens.at(-1), 'absent', 'only', 'actual', 'leave', 'sick'))
      return undefined;
    return { body: { kind: 'count', n, unit: true }, end: start + 1 };
  }

  private afterLabel(): boolean {
    const last = this.tokens.findLast(({ kind }) => kind !== 'break');
    return last?.kind === 'cue' && ['expected', 'actual', 'absent', 'total', 'rest'].includes(last.cue);
  }

  /** 应 and 实 alone, beside a number: "27应26实", "应27实26". */
  private shorthand(start: number): Read | undefined {
    const isWord = (this.message.phraseAt(start)?.end ?? start) > start + 1;
    const { speech } = this.message;
    const afterCount = this.tokens.at(-1)?.kind === 'count' && !isWord && sticky(AFTER_COUNT, speech, start);
    if (!afterCount && !sticky(SHOULD_BE, speech, start)) return undefined;
    const cue: Cue = speech.charAt(start) === '应' ? 'expected' : 'actual';
    return { body: { kind: 'cue', cue }, end: start + 1 };
  }

  /** Somebody was counted. */
  private get hasCounted(): boolean {
    return this.tokens.some(({ kind }) => kind === 'count');
  }
}
