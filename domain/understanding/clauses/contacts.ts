import { countIn } from '../numbers/together.ts';
import type { Token } from '../tokens/tokens.ts';
import { isBreak, isCue } from '../tokens/tokens.ts';
import { isPassedOn } from '../visits/passed-on.ts';
import type { NameGroup } from './name-group.ts';
import type { ContactFact, Statements, Subject } from './statements.ts';
import type { TimeReader } from './times.ts';

/** "随父母去四川": family that is gone with, not spoken to. */
const WITH = /^(?:随|跟着|陪)$/;
const GOES = /^[去克到回在]$/;
/** "等下叫家长来接" */
const PLANNED = /(?:等下|等会儿?|等一下|准备|打算|马上|待会儿?|再|需要?|想|下课|放学|要)$/;
/** "没人接, 后来回过来了" */
const CALLS_BACK = /[回打拨](?:了|过来了?|回来了?)$/;
const FIELD_DENIED =
  /^(?:(?:已?[打拨])(?:了|过)?(?:电话|[几两三]?[次遍道])?[, ]?)?(?:[否未没无不×]|关机|停机|空号)/;
const MESSAGE = /信|消息|电话|留言|语音|视频|钉钉/;
/** "问着", "打通了": whom, stands behind it. */
const REACHES = /^(?:打听|[联问找打]).?[到着上通]了?$/;
const GO_BETWEEN = /同|班|室友|村|邻|隔壁|老乡|组长|朋友|伴|家$|宿管|门卫|保安/;
const SPOKEN_TO = /^(?:已|已经|也已|都已)(?:联系|沟通|电联)(?:上|过|好)?了?$/;
/** How a guardian asks leave. */
const IN_PERSON =
  /^(?:书面|口头|当面|面|当场|主动|特意|特地|专门|亲口|[就也都]?来|(?:来|到)(?:校|学校|办公室|教室))$/;
/** "班级群里接龙", "在钉钉上": where a guardian asks leave. */
const CHANNEL =
  /^(?:在|用|从|通过|班级?|家长|群|里|上|头|钉钉|微信|qq|QQ|接龙|电话|短信|语音|视频|小程序|帮|替|代|给)+$/;
const NEIGHBOUR = /隔壁|邻居|邻家|同村|同寨|寨子|村里|村头|同路|对门/;
const OF_FAMILY = /^(?:家长|父母|家里)/;
/** "以上学生家长均已与本人电话联系" has no more tokens. */
const FEW = 8;
const HOME = /^(?:家里|家头|屋头|屋里)$/;
const ASKS_LEAVE = /^(?:已经?)?(?:请|告假|代)/;

const CLOSED = /[没不](?:有)?通$/;
const ROAD = /[路桥车船]$|塌方|滑坡|泥石流|涨水|封山/;
const LINE = /电话|手机|号|线路|[打拨]/;

/** "路没通", "桥还不通": it is no telephone that leads nowhere. */
export function isRoadClosed(tokens: readonly Token[], place: number): boolean {
  if (!isCue(tokens[place], 'unreachable') || !CLOSED.test(tokens[place]?.text ?? '')) return false;
  const before = tokens.slice(Math.max(0, place - 4), place);
  const clause = before.slice(before.findLastIndex(({ kind }) => kind === 'name' || kind === 'break') + 1);
  return clause.some(({ text }) => ROAD.test(text)) && !clause.some(({ text }) => LINE.test(text));
}

/** Whether what is said of the family of the child named at `place`, to the end of the clause, is whether it was reached. */
export function isOfOwnContact(tokens: readonly Token[], place: number): boolean {
  const after = tokens.slice(place + 1, place + 1 + FEW);
  const end = after.findIndex(({ kind }) => kind === 'name' || kind === 'break');
  const clause = end < 0 ? after : after.slice(0, end);
  return clause.some((token) => isCue(token, 'reached', 'unreachable'));
}

/** Reads whether school and guardian spoke: the word for a guardian, then one for speaking, in one sentence. */
export class ContactReader {
  /** Told before any name: it is about the names that follow. */
  heard: ContactFact | undefined;
  private kin = false;
  private kinAt = -1;
  /** The place of the word that is read. */
  private place = 0;
  /** "两个妈妈": of how many children the guardians are. */
  private together = 0;
  /** Nobody answered, in this sentence. */
  private unanswered = false;
  /** A note of leave was spoken of in this sentence. */
  private note = false;
  /** Something was brought by the guardian spoken of. */
  private brought = false;
  private readonly tokens: readonly Token[];
  private readonly group: NameGroup;
  private readonly statements: Statements;

  private readonly times: TimeReader;

  constructor(tokens: readonly Token[], group: NameGroup, statements: Statements, times: TimeReader) {
    this.tokens = tokens;
    this.group = group;
    this.statements = statements;
    this.times = times;
  }

  /** A new sentence or another name: the guardian spoken of before is no longer meant. */
  forgetKin(): void {
    this.kin = false;
    this.note = false;
    this.brought = false;
    this.unanswered = false;
  }

  /** Takes a cue; false when it says something else too, or nothing of a contact. */
  take(token: Token, place: number): boolean {
    if (token.kind !== 'cue') return false;
    this.place = place;
    const { cue, text } = token;
    if (/假条/.test(text)) this.hearNote(token);
    if (cue === 'kin') this.hearKin(place);
    else if (cue === 'brought') return this.takeBrought(token);
    else if (cue === 'sibling' || cue === 'contacting') this.kin = false;
    else if (cue === 'reached' && this.isFieldDenied(place)) return true;
    else if (cue === 'reached' && PLANNED.test(this.tokens[place - 1]?.text ?? '')) this.kin = false;
    else if (cue === 'unreachable' && (this.isSearch(text) || this.isStillAway(text, place))) return false;
    else if (cue === 'reached' && this.isOfGoBetween(text, place)) this.kin = false;
    else if (cue === 'reached' || cue === 'unreachable') {
      const counted = this.tokens[place - 1];
      // "五人家长均已联系"
      if (OF_FAMILY.test(text) && counted?.kind === 'count' && counted.unit) this.together = counted.n;
      this.tell({ result: cue, text, at: token.start });
    } else if (cue === 'speak' && this.isNumber(place)) this.kin = false;
    else if (cue === 'speak' && this.isCell(text, place))
      this.tell({ result: 'reached', text, at: token.start });
    else if ((cue === 'speak' || cue === 'supposing') && this.mayAnswer(text) && !this.isDenied(place))
      this.tell({ result: 'reached', text, at: token.start });
    else {
      this.takeByTheWay(token, place);
      return false;
    }
    return true;
  }

  /** "找了一圈没找着": it is the child that was looked for, where no guardian is spoken of. */
  private isSearch(text: string): boolean {
    return !this.kin && /找不?[到着上]$/.test(text);
  }

  /** "男生寝室就甲没回": nobody's answer is missing, where no message is spoken of. */
  private isStillAway(text: string, place: number): boolean {
    if (this.kin || !/^[没未]回$/.test(text)) return false;
    return !this.tokens
      .slice(Math.max(0, place - 4), place)
      .some((token) => isCue(token, 'speak', 'reached', 'unreachable') || MESSAGE.test(token.text));
  }

  /** "问着同村的娃娃", "联系上村长": who was reached is no family. */
  private isOfGoBetween(text: string, place: number): boolean {
    if (!REACHES.test(text)) return false;
    for (const token of this.tokens.slice(place + 1, place + 5)) {
      if (isCue(token, 'sibling', 'newcomer') && GO_BETWEEN.test(token.text)) return true;
      if (!isCue(token, 'particle', 'pronoun', 'newcomer')) return false;
    }
    return false;
  }

  /** "家长: 李芳, 电话: 138…", "电话13800000000": a number that is given, and nobody called. */
  private isNumber(place: number): boolean {
    const [next, second] = this.tokens.slice(place + 1, place + 3);
    if (isBreak(next, 'colon')) return /^1?\d{2}/.test(second?.text ?? '');
    return /^(?:1\d{10}|0\d{9,11})/.test(next?.text ?? '');
  }

  /** "甲 未到 感冒 已联系": a cell of a row, which can only be of the family. */
  private isCell(text: string, place: number): boolean {
    if (this.group.isEmpty || !SPOKEN_TO.test(text)) return false;
    const next = this.tokens[place + 1];
    return isBreak(this.tokens[place - 1], 'space', 'soft') && (next === undefined || next.kind === 'break');
  }

  private mayAnswer(text: string): boolean {
    return this.kin || (this.unanswered && CALLS_BACK.test(text));
  }

  /** "假条他奶奶送来了": who brings the note has told the school. */
  private takeBrought({ text, start }: Token): boolean {
    this.brought = this.kin;
    if (!this.note) return false;
    if (this.kin) this.tell({ result: 'reached', text, at: start });
    return true;
  }

  /** "爷爷拿来的病假条" */
  private hearNote({ text, start }: Token): void {
    this.note = true;
    if (this.brought) this.tell({ result: 'reached', text, at: start });
    this.brought = false;
  }

  /** A grown-up of the family is spoken of: 他妈妈, or the family itself (某某家). */
  hearKin(place: number): void {
    this.kin = !this.isCompany(place) && !this.isVisited(place) && !this.isOfNeighbour(place);
    this.kinAt = place;
    if (this.kin && isPassedOn(this.tokens, place))
      this.tell({
        result: 'reached',
        text: this.tokens[place]?.text ?? '',
        at: this.tokens[place]?.start ?? 0,
      });
    const counted = this.tokens[this.tokens[place - 1]?.text === '的' ? place - 2 : place - 1];
    const own =
      countIn(this.tokens[place]?.text ?? '') ?? (isCue(counted, 'kin') ? countIn(counted?.text ?? '') : 0);
    this.together = counted?.kind === 'count' ? counted.n : (own ?? 0);
  }

  /** "随爷爷去", "跟他奶奶去赶街": whom the child is with. */
  private isCompany(place: number): boolean {
    const before = this.tokens[place - 1]?.text ?? '';
    return WITH.test(before) || (/^[跟和同]$/.test(before) && isCue(this.tokens[place + 1], 'personal'));
  }

  /** "去外婆家了": a house, and nobody who tells. */
  private isVisited(place: number): boolean {
    const goes = GOES.test(this.tokens[place - 1]?.text ?? '');
    return goes && this.tokens[place + 1]?.text.startsWith('家') === true;
  }

  /** "他隔壁家那个叔叔", "同村的大妈": no family of the child's. */
  private isOfNeighbour(place: number): boolean {
    for (let at = place - 1; at >= Math.max(0, place - 4); at--) {
      const token = this.tokens[at];
      if (token === undefined || token.kind === 'break' || token.kind === 'name') return false;
      if (/^[他她其]$/.test(token.text)) return false;
      if (NEIGHBOUR.test(token.text)) return true;
    }
    return false;
  }

  /** "联系家长: 否", "是否联系家长: 打了没人接" */
  private isFieldDenied(place: number): boolean {
    if (!isBreak(this.tokens[place + 1], 'colon')) return false;
    const value = this.tokens.slice(place + 2, place + 7).map(({ text }) => text);
    return FIELD_DENIED.test(value.join(''));
  }

  /** "一句话都不给学校讲", "请家长来办公室": not told, or only asked for. */
  private isDenied(place: number): boolean {
    const before = this.tokens.slice(Math.max(this.kinAt, place - 4), place).map(({ text }) => text);
    return /(?:请|让|叫|喊|麻烦)$|(?:[不没](?:有)?|忘了?|忘记了?)(?:给|跟|向|和|与|来|$)/.test(
      before.join(''),
    );
  }

  private takeByTheWay(token: Token, place: number): void {
    if (isCue(token, 'left')) this.kin = false;
    if (!this.kin || !isCue(token, 'leave') || !ASKS_LEAVE.test(token.text)) return;
    // "家里砍甘蔗都请假": the family stands there for what it does, and nobody spoke.
    const inClause = !this.tokens
      .slice(this.kinAt, place)
      .some((one) => isBreak(one, 'soft') || isCue(one, 'personal'));
    // "奶奶来帮他请假"
    const before = this.tokens[isCue(this.tokens[place - 1], 'pronoun') ? place - 2 : place - 1];
    const spoke = isCue(before, 'kin', 'particle', 'speak') || this.isInPerson(place);
    if (inClause && spoke) this.tell({ result: 'reached', text: token.text, at: token.start });
  }

  /** "家长今天来校当面请假": nothing stands between the guardian and the leave but when and how it was asked. */
  private isInPerson(place: number): boolean {
    if (HOME.test(this.tokens[this.kinAt]?.text ?? '')) return false;
    return this.tokens
      .slice(this.kinAt + 1, place)
      .every(
        (token) =>
          token.kind === 'time' ||
          isCue(token, 'particle', 'pronoun', 'own', 'to', 'back', 'speak') ||
          isBreak(token, 'space') ||
          IN_PERSON.test(token.text) ||
          CHANNEL.test(token.text),
      );
  }

  /** "甲的家长联系上了, 乙的打不通": of those in the list whose family was not spoken of yet. */
  unspoken(): readonly Subject[] {
    const targets = this.group.targets();
    const unspoken = targets.filter(({ contacts }) => contacts.length === 0);
    return unspoken.length > 0 ? unspoken : targets;
  }

  /** "以上学生家长均已联系" */
  private isOfAllAbove(): boolean {
    const before = this.tokens.slice(Math.max(0, this.place - FEW), this.place);
    const sentence = before.slice(before.findLastIndex((token) => isBreak(token, 'hard', 'soft')) + 1);
    return /^(?:以上|上述|上列)/.test(sentence[0]?.text ?? '');
  }

  private isOfNextName(): boolean {
    return (
      isBreak(this.tokens[this.place - 1], 'soft', 'hard', 'space') &&
      this.tokens[this.place + 1]?.kind === 'name'
    );
  }

  private tell(said: ContactFact): void {
    this.kin = false;
    this.unanswered = said.result === 'unreachable';
    const fact = said.result === 'reached' ? { ...said, day: this.times.takeDayOfTelling() } : said;
    const together = this.together > 1 ? this.statements.subjects.slice(-this.together) : [];
    const targets =
      together.length > 0 ? together : this.isOfAllAbove() ? this.statements.subjects : this.unspoken();
    this.together = 0;
    // "甲家没打通，打通了乙家的"
    if (this.isOfNextName() && targets.length > 0 && targets.every(({ contacts }) => contacts.length > 0)) {
      this.group.end();
      this.heard = fact;
      return;
    }
    for (const subject of targets) subject.contacts.push(fact);
    if (targets.length > 0) return;
    this.heard = fact;
    this.statements.loose.contacts.push(fact);
  }
}
