import type { Day } from '../../calendar/time.ts';
import type { DayTold, LengthTold } from '../times/time-told.ts';
import type { Token } from '../tokens/tokens.ts';
import { isBreak, isCue, lastBefore } from '../tokens/tokens.ts';
import type { Words } from '../types.ts';
import {
  fieldOf,
  isApposition,
  isAwaySince,
  isBehindTo,
  isDayMeant,
  isNoEnd,
  isOfAll,
  isOfFeast,
  isOfNoChild,
  isOnset,
  isWhoItIs,
} from './around-days.ts';
import { tellsPresence } from './facts.ts';
import type { NameGroup } from './name-group.ts';
import type { Extent, FactKind, Statements, Subject } from './statements.ts';

const AFTER_ILLNESS: ReadonlySet<FactKind> = new Set<FactKind>(['leave', 'later', 'present', 'late', 'home']);
const BEGINS = /^(?:开始|起|算)/;
const SINCE = /^(?:开始|起|以来|至今|到现在)/;
const TO_A_DAY = /到|至|-/;
const FIELD = /时间|日期|期限|起止|时段|开始|^[起自从]$|起始|起日/;
const RETURNS = /[返到回归]校|复课|销假/;
const ENDS = /结束|截止|终止|^[止至到]$|止日/;
const MORE = /再|继续|又|还|延|续|^多请/;
/** "再加一天"; 加 alone does too: "甲加一天". */
const ADDS = /(?:再|又|多)(?:加|请)?$/;
/** Nobody tells more days at once; a text of nothing but days stays quick. */
const MOST_DAYS = 31;
/** So many characters at most stand between days told together: "昨天, 还有今天". */
const FARTHEST_BESIDE = 4;
/** "放完七天假": holidays that are over. */
const HOLIDAYS = /放(?:假?[完了过]?|假)$/;
/** "昨晚下大雨，河水涨得过不来" */
const WEATHER =
  /^(?:夜里)?[下刮涨发起打](?:了|起|着)?(?:一夜|一晚|大|暴|好大)?(?:的)?(?:雨|雪|冰雹|风|水|洪水|雾|雷)/;
const CAUSES = /^[^,.;!\n]{0,3}(?:那[顿餐场阵]|吃|喝|淋|着凉|受凉|玩|打球|跑步|贪|熬夜)/;
const ALREADY_SO =
  /^(?:那天|那日)?(?:起|开始)?就(?:已经?)?(?:开始的|请[^,.;!?\n]{0,3}假?[了的]|(?:没有?|不)来)/;
const ALREADY = /(?:已|已经|连续|连着)$/;

/** Reads days and lengths: on which days what is told next happens, and how far leave reaches. */
export class TimeReader {
  /** The days for what is told next. */
  days: DayTold[] = [];
  private readonly tokens: readonly Token[];
  private readonly today: string;
  private readonly group: NameGroup;
  private readonly statements: Statements;
  /** Where the word stands that made a day the day of return. */
  returnWordAt = -1;
  private firstDays: DayTold[] = [];
  private daysBefore: DayTold[] = [];
  private heardAt = -1;
  private usedBySymptom = false;
  private lessonAt = -1;
  private ofAll: readonly Subject[] | undefined;
  private clauseStart = 0;

  constructor(tokens: readonly Token[], today: string, group: NameGroup, statements: Statements) {
    this.tokens = tokens;
    this.today = today;
    this.group = group;
    this.statements = statements;
  }

  take(token: Token, place: number): void {
    if (token.kind !== 'time') return;
    const { told } = token;
    this.ofAll =
      this.group.targets().length === 1 && isOfAll(this.tokens, place) ? this.unended(place) : undefined;
    if (told.kind === 'length') this.takeLength(told, token, place);
    else if (told.kind === 'stretch' && isCue(this.tokens[place - 1], 'to') && this.days.length > 0)
      this.extend({ kind: 'until', day: told.last, words: wordsOf(token) });
    else if (told.kind === 'stretch')
      this.extend({ kind: 'stretch', first: told.first, last: told.last, words: wordsOf(token) });
    else if (told.kind === 'day') this.takeDay(told, token, place);
  }

  /** The day of an illness that began earlier is not the day of the leave told after it. */
  forgetSymptomDay(at: number): void {
    this.clauseStart = at;
    if (this.usedBySymptom && this.days.every((day) => day.next < this.today)) this.days = [];
    this.usedBySymptom = false;
  }

  /** "昨晚晚自习": what befell a child in a lesson befell it at school. */
  noteLesson(at: number): void {
    this.lessonAt = at;
  }

  noteSymptom(): void {
    if (this.lessonAt > this.heardAt && this.lessonAt >= this.clauseStart) return;
    if (this.days.length > 0 && this.heardAt >= this.clauseStart) this.usedBySymptom = true;
  }

  /** "他昨晚就发烧了想请两天假": the night on which somebody fell ill is not the day of the leave. */
  daysFor(kind: FactKind): DayTold[] {
    // "昨晚看球, 睡过头刚到"
    if (kind === 'late' || kind === 'later') return this.days.filter(({ night }) => !night);
    return this.usedBySymptom && AFTER_ILLNESS.has(kind)
      ? this.days.filter(({ night }) => !night)
      : this.days;
  }

  /** "他父亲昨天就跟我请过假": the day on which they spoke is not the day of the absence. */
  takeDayOfTelling(): Day | undefined {
    const [only, other] = this.days;
    if (only === undefined || other !== undefined || this.heardAt < this.clauseStart) return undefined;
    const used = this.group.targets().some(({ facts }) => facts.some(({ at }) => at > this.heardAt));
    const past = only.next < this.today;
    if (used || !(past || this.isBeforeLeave(only))) return undefined;
    this.days = this.daysBefore;
    return past ? only.last : undefined;
  }

  /** "下周一要去复查, 家长今天已请假": of leave on days to come it was spoken today. */
  private isBeforeLeave({ last }: DayTold): boolean {
    return (
      last === this.today &&
      this.daysBefore.length > 0 &&
      this.daysBefore.every(({ next }) => next > this.today)
    );
  }

  /** A day told within what was said of one child does not hold for the next. */
  forgetDaysSince(start: number): void {
    if (this.heardAt > start) this.days = this.firstDays;
  }

  /** A day that is past and told of nobody who is still to be named. */
  forgetEarlierDay(): void {
    if (this.days.length === 0 || this.days.some(({ last }) => last >= this.today)) return;
    const gone = new Set(this.days);
    this.statements.days.splice(0, Infinity, ...this.statements.days.filter((day) => !gone.has(day)));
    this.firstDays = this.firstDays.filter((day) => !gone.has(day));
    this.days = [];
  }

  private takeLength({ schoolDays, calendarDays }: LengthTold, token: Token, place: number): void {
    const before = this.tokens[place - 1];
    // "已三天未到校", "缺了两天了" tell how long it has been, not how long it will be.
    const label = this.tokens[before?.text === '了' ? place - 2 : place - 1];
    const sinceThen =
      (isCue(label, 'absent', 'unexcused') && this.tokens[place + 1]?.text === '了') ||
      // "昨天咳嗽了一天"
      (isCue(label, 'sick') && before?.text === '了' && !label?.text.includes('假') && this.isPast());
    // "开了一天会"
    if (this.group.isEmpty && isOfNoChild(this.tokens, place)) return;
    if ((schoolDays === null && calendarDays === undefined) || sinceThen || ALREADY.test(before?.text ?? ''))
      return;
    if (HOLIDAYS.test(`${label?.text ?? ''}${before === label ? '' : (before?.text ?? '')}`)) return;
    this.extend({
      kind: 'length',
      schoolDays: schoolDays ?? 0,
      ...(calendarDays === undefined ? {} : { calendarDays }),
      words: wordsOf(token),
      more:
        (isCue(before, 'leave') && MORE.test(before?.text ?? '')) ||
        before?.text === '加' ||
        ADDS.test(`${this.tokens[place - 2]?.text ?? ''}${before?.text ?? ''}`),
    });
  }

  /** Only days before today were told. */
  private isPast(): boolean {
    return this.days.length > 0 && this.days.every(({ next }) => next < this.today);
  }

  private takeDay(said: DayTold, token: Token, place: number): void {
    const before = this.tokens[isBehindTo(this.tokens, place) ? place - 2 : place - 1];
    const after = this.tokens[place + 1]?.text ?? '';
    // "国庆后返校情况": a heading.
    if (said.since === true && isCue(this.tokens[place + 1], 'back')) return;
    // "以为下周一才收假": which day it is not.
    if (isCue(this.tokens[place - 1], 'supposing')) return;
    if (
      isApposition(this.tokens, place, said) ||
      (said.last < this.today && isWhoItIs(this.tokens, place)) ||
      (said.night && isAwaySince(this.tokens, place)) ||
      this.isOfOtherThings(said, place) ||
      isOfFeast(this.tokens, place) ||
      this.isOfCause(said, place)
    )
      return;
    if (isDayMeant(this.tokens, place)) for (const one of this.statements.subjects) beginOn(one, said);
    // "由原来的周三延长到周五": the end that holds no longer.
    if (/^(?:原来的?|原定|由|之前的)$/.test(before?.text ?? '') || isNoEnd(this.tokens, place)) return;
    const began =
      /^(?:从|自)/.test(before?.text ?? '') &&
      (after.startsWith('就') || (!said.open && said.last < this.today && SINCE.test(after)));
    const since = said.open && said.last < this.today && this.isAlreadySo(place);
    const told = isToCome(said, after)
      ? { ...said, last: said.next, open: false }
      : isOnset(this.tokens, place)
        ? { ...said, next: said.last, open: false, night: true }
        : began || since
          ? { ...said, next: said.last, open: false, since: true }
          : said;
    if (this.isReturn(told, place) || RETURNS.test(fieldOf(this.tokens, place))) {
      this.extend({ kind: 'return', day: told.next, words: wordsOf(token) });
      return;
    }
    this.returnWordAt = -1;
    const ends = after.startsWith('止') || ENDS.test(fieldOf(this.tokens, place));
    if (
      ends ||
      (isCue(before, 'to', 'present', 'actual', 'leave', 'relative_sick') &&
        TO_A_DAY.test(before?.text ?? ''))
    ) {
      this.extend({ kind: 'until', day: told.next, words: wordsOf(token) });
    } else {
      const alone =
        (this.isOfRemark(place) || this.isOfLeave(told, place) || this.beginsStretch(place)) &&
        (after === '' ||
          this.tokens[place + 1]?.kind === 'break' ||
          isCue(this.tokens[place + 1], 'to', 'and') ||
          isLength(this.tokens[place + 1]));
      if ((this.isClosed && BEGINS.test(after)) || alone)
        for (const one of this.group.isEmpty ? [this.statements.loose] : this.group.targets())
          beginOn(one, told);
      if (alone && told.through !== undefined)
        this.extend({ kind: 'until', day: told.through, words: wordsOf(token) });
      this.noteDay(told, token.start, place);
    }
  }

  /** "23号就请假了", "15号那天就开始的", "从星期一起就没来" */
  private isAlreadySo(place: number): boolean {
    return ALREADY_SO.test(this.textAfter(place, 6));
  }

  /** "(今明两天)", "时间: 今明两天": a day with nothing told of it, beside those of whom it is told. */
  private isOfRemark(place: number): boolean {
    const before = this.tokens[place - 1];
    if (this.group.inRemark && isBreak(before, 'open', 'soft')) return true;
    return this.isAnythingTold && FIELD.test(fieldOf(this.tokens, place));
  }

  private get isClosed(): boolean {
    return this.group.isEmpty ? this.isAnythingTold : this.group.closed;
  }

  private get isAnythingTold(): boolean {
    return !this.group.isEmpty || this.statements.loose.facts.length > 0;
  }

  /** "病假 20号到24号": a stretch told after what it is the stretch of. */
  private beginsStretch(place: number): boolean {
    const gap = isBreak(this.tokens[place + 1], 'space') ? place + 2 : place + 1;
    const to = this.tokens[gap];
    const end = this.tokens[isBreak(this.tokens[gap + 1], 'space') ? gap + 2 : gap + 1];
    return this.isClosed && isCue(to, 'to') && TO_A_DAY.test(to?.text ?? '') && end?.kind === 'time';
  }

  /** "怕是昨天那顿饭吃坏了": when it began, and not when the child was away. */
  private isOfCause({ next }: DayTold, place: number): boolean {
    return next < this.today && this.isAnythingTold && CAUSES.test(this.textAfter(place, 3));
  }

  /** The words of so many tokens behind a place. */
  private textAfter(place: number, count: number): string {
    return this.tokens
      .slice(place + 1, place + 1 + count)
      .map(({ text }) => text)
      .join('');
  }

  /** "昨晚下了好大的雨": nothing of school is told of that day. */
  private isOfOtherThings({ next }: DayTold, place: number): boolean {
    if (next >= this.today) return false;
    return WEATHER.test(this.textAfter(place, 5)) || isOfNoChild(this.tokens, place);
  }

  /** "请假今明两天", "请两天假, 明天和后天", "事假一天, 下周一" */
  private isOfLeave({ next }: DayTold, place: number): boolean {
    const gap = isBreak(this.tokens[place - 1], 'soft', 'space', 'colon') ? place - 1 : place;
    const told = this.tokens[gap - 1];
    const length = told?.kind === 'time' && told.told.kind === 'length';
    const leave = isCue(told, 'leave', 'sick', 'personal') || (length && gap < place);
    return this.isClosed && leave && next >= this.today;
  }

  private noteDay(told: DayTold, start: number, place: number): void {
    if (told.last < this.today && this.isOfSaying(place)) return;
    const beside = lastBefore(
      this.tokens,
      place,
      (token) => !isCue(token, 'and', 'particle') && !isBreak(token, 'space', 'soft'),
    );
    const joined =
      beside?.kind === 'time' && beside.told.kind === 'day' && start - beside.end <= FARTHEST_BESIDE;
    this.daysBefore = this.days;
    this.days = joined ? [...this.days.slice(-MOST_DAYS), told] : [told];
    this.heardAt = start;
    this.usedBySymptom = false;
    if (this.statements.subjects.length === 0) this.firstDays = this.days;
    this.statements.days.push(told);
  }

  /** "同学说他昨天就讲不想读了": when it was said. */
  private isOfSaying(place: number): boolean {
    const [next, after] = this.tokens.slice(place + 1, place + 3);
    const says = /^(?:就|才|还|也|都)$/.test(next?.text ?? '') ? after : next;
    return isCue(says, 'speak') && /^[讲说]$/.test(says?.text ?? '') && this.isAnythingTold;
  }

  private isReturn(told: DayTold, place: number): boolean {
    if (told.next <= this.today) return false;
    let next = place + 1;
    while (isBesideReturn(this.tokens[next])) next++;
    const token = this.tokens[next];
    this.returnWordAt = next;
    if (isCue(token, 'back')) return true;
    const text = token?.text ?? '';
    return (
      isCue(token, 'actual', 'late', 'later', 'present', 'brought') &&
      // "下周三才来了" is no arrival yet.
      (!text.endsWith('了') || (text.startsWith('才') && !told.open)) &&
      /[到来返]/.test(text) &&
      !/要|会|可能/.test(text)
    );
  }

  /** All who were told to be away in the sentence, of whom no end was told yet. */
  private unended(place: number): readonly Subject[] {
    const end = lastBefore(this.tokens, place, (token) => isBreak(token, 'hard', 'item', 'question'));
    return this.statements.subjects.filter(
      ({ at, facts, extents, pronoun, either }) =>
        at > (end?.start ?? -1) &&
        !(pronoun || either) &&
        facts.length > 0 &&
        extents.length === 0 &&
        !facts.some(tellsPresence),
    );
  }

  private extend(extent: Extent): void {
    const targets = this.ofAll ?? this.group.targets();
    if (targets.length > 0) for (const subject of targets) subject.extents.push(extent);
    else if (this.group.header.length > 0) this.group.headerExtents.push(extent);
    else this.statements.loose.extents.push(extent);
  }
}

/** "星期五要去": the coming one. */
const isToCome = ({ open }: DayTold, after: string): boolean =>
  open && /^(?:要|会|准备|打算|得|将|想)/.test(after);

const isLength = (token: Token | undefined): boolean =>
  token?.kind === 'time' && token.told.kind === 'length';

const wordsOf = ({ text, start }: Token): Words => ({ text, at: start });

/** "9月22日(下周二)返校": what may stand between a day and the word for the return. */
const isBesideReturn = (token: Token | undefined): boolean =>
  isCue(token, 'particle', 'pronoun') ||
  isBreak(token, 'space', 'open', 'close') ||
  token?.kind === 'time' ||
  /^(?:一定|肯定)?[送带]$/.test(token?.text ?? '');

/** "请假两天，从明天开始": the day told afterwards is the first one. */
function beginOn(subject: Subject, day: DayTold): void {
  const facts = subject.facts.map((fact) => (fact.days.length === 0 ? { ...fact, days: [day] } : fact));
  subject.facts.splice(0, facts.length, ...facts);
}
