import { pointsByState } from '../earlier/pointed-by-state.ts';
import { pointsByWords } from '../earlier/pointed-by-words.ts';
import { isOneOfThem } from '../earlier/pointing.ts';
import { countIn, together } from '../numbers/together.ts';
import { numberOf } from '../text/chinese-number.ts';
import type { Token } from '../tokens/tokens.ts';
import { isBreak, isCue } from '../tokens/tokens.ts';
import type { AlternativeReader } from './alternatives.ts';
import { isBeforeName } from './links.ts';
import type { ClauseState } from './state.ts';
import { blank } from './state.ts';

const NUMBERED = /^第([一二三四])[个名位]$/;
const TURN =
  /^(?:[前上后下头](?:面|头)?的?[那一1](?:个|位|名|人|家)(?:同学)?|前者|后者|第[一二三四][个名位])$/;
/** "来我家", "到我家" */
const TOWARDS = /[来到去回上在]$/;
/** "前两个", "后面三位" */
const SEVERAL = /^(?:最?[前后头]|[上下])(?:面|头)?的?这?那?[两三四五2-5](?:个|位|名|人)/;
const LAST = /^最[后末][那一](?:个|位|名|人)(?:同学|学生|娃娃?)?$/;
/** No more tokens are told of a relative before both are spoken of together. */
const NEAR = 24;
const REMAINING = /^(?:剩下|另|最后|余)/;

/** Reads whom a pronoun points to: those just named, those named before in the message, or an earlier message's. */
export class PronounReader {
  private readonly state: ClauseState;
  private readonly alternatives: AlternativeReader;

  constructor(state: ClauseState, alternatives: AlternativeReader) {
    this.state = state;
    this.alternatives = alternatives;
  }

  take(token: Token, place: number): void {
    // "刚刚那个说错了" is the message before.
    if (this.isOfMessage(place) || this.tellsOfAnother(place)) return;
    if (this.isOfSpeaker(token, place) || this.isWhoseRelative(place)) return;
    const { subjects, loose } = this.state.statements;
    // "甲乙其中一个"
    if (isOneOfThem(token.text) && this.isOfThoseNamed()) {
      this.alternatives.join();
      return;
    }
    // "另外一个是甲", "那个甲": named at once.
    if (/个$/.test(token.text) && isBeforeName(this.state.tokens, place)) return;
    if (pointsByState(token.text)) {
      this.begin(token);
      return;
    }
    if (SEVERAL.test(token.text)) {
      // "前两人已到": of those whom a message before named.
      if (this.state.statements.subjects.every(({ pronoun }) => pronoun)) this.begin(token);
      else this.takeTurnOfSeveral(token.text);
      return;
    }
    // "补第四个: 甲", "第三个是甲"
    if (
      NUMBERED.test(token.text) &&
      (isBreak(this.state.tokens[place + 1], 'colon') || this.isNamedAtOnce(place))
    )
      return;
    if (TURN.test(token.text) || (LAST.test(token.text) && this.state.group.members.length > 1)) {
      this.takeTurn(token);
      return;
    }
    // "另外三位都到了": others than those just named.
    if (REMAINING.test(token.text)) {
      if (this.isNamedAtOnce(place)) return;
      if (this.state.group.takeRemainingTurn()) return;
      this.begin(token);
      this.state.except = false;
      return;
    }
    // "领身份证的回来了", and "三(1)班那个到了, 六(2)班那个病了": of another class.
    if (pointsByWords(token.text) || this.state.tokens[place - 1]?.kind === 'class') {
      this.begin(token);
      return;
    }
    if (
      this.takesInOneBefore(token, place) ||
      this.reachesBack(token.text) ||
      this.joinsOneNamed(token, place)
    )
      return;
    if (
      !this.state.group.isEmpty ||
      subjects.some(({ facts, pronoun }) => facts.some(({ kind }) => kind !== 'notThis') || pronoun)
    )
      return;
    const subject = blank({ said: token.text, pupils: [] }, token.start, this.state.section);
    subject.pronoun = true;
    subject.facts.push(...loose.facts.splice(0));
    subject.extents.push(...loose.extents.splice(0));
    subject.contacts.push(...loose.contacts);
    const unreached = loose.contacts.some(({ result }) => result === 'unreachable');
    if (unreached) subject.facts.push(this.state.fact('unreachable', token, false));
    subjects.push(subject);
    this.state.group.members = [subject];
  }

  /** Several were just named, of whom nothing is told. */
  private isOfThoseNamed(): boolean {
    const { group } = this.state;
    const isSilent = group.members.length > 1 && group.members.every(({ facts }) => facts.length === 0);
    return isSilent && group.brokenSinceName === 'no';
  }

  /** "刚刚那个说错了", not "他们两个改成周五回来" */
  private isOfMessage(place: number): boolean {
    const next = this.state.tokens[place + 1];
    return isCue(next, 'correct') && !/^改[到成为]/.test(next?.text ?? '');
  }

  /** "剩下一个嘛, 是甲" */
  private isNamedAtOnce(place: number): boolean {
    const { tokens } = this.state;
    let at = place + 1;
    while (isCue(tokens[at], 'particle') || isBreak(tokens[at], 'soft', 'space')) at++;
    return isCue(tokens[at], 'copula') && tokens[at + 1]?.kind === 'name';
  }

  /** "他两个说甲病了": who only tells of somebody named. */
  private tellsOfAnother(place: number): boolean {
    const [says, whom] = this.state.tokens.slice(place + 1, place + 3);
    return isCue(says, 'speak') && /[说讲]$/.test(says?.text ?? '') && whom?.kind === 'name';
  }

  /** "她姐乐乐也请假": the one named is told of. */
  private isWhoseRelative(place: number): boolean {
    const [relative, named] = this.state.tokens.slice(place + 1, place + 3);
    if (!isCue(relative, 'sibling', 'kin') || named?.kind !== 'name') return false;
    // "她妹妹诗雨也传染上了, 两姊妹一起请假"
    const near = this.state.tokens.slice(place, place + NEAR);
    return together(near.map(({ text }) => text).join('')) === undefined;
  }

  /** "来我家", "我家某某", and "本人" from a guardian: the speaker's house or family, and no child. */
  private isOfSpeaker({ text }: Token, place: number): boolean {
    const { guardian, tokens } = this.state;
    if (text === '本人') return guardian;
    return (
      text === '我家' && (tokens[place + 1]?.kind === 'name' || TOWARDS.test(tokens[place - 1]?.text ?? ''))
    );
  }

  /** "前面那个到了, 后面那个病了": of those just named, or of those named in a message before. */
  private takeTurn(token: Token): void {
    const { group } = this.state;
    const nth = NUMBERED.exec(token.text)?.[1];
    if (group.members.length > 1)
      group.takeTurns(nth !== undefined ? numberOf(nth) - 1 : /^[前上头]/.test(token.text) ? 0 : -1);
    else if (group.members.every(({ pronoun }) => pronoun)) this.begin(token);
  }

  /** "前两个感冒, 后两个请假": of those just named, or of all whom the message has named. */
  private takeTurnOfSeveral(said: string): void {
    const { group, statements } = this.state;
    const count = countIn(said);
    if (count === undefined) return;
    const named = statements.subjects.filter(({ pronoun, either }) => !pronoun && !either);
    if (group.members.length <= count) {
      if (named.length <= count) return;
      group.members = named;
    }
    group.closed = true;
    group.takeTurnOf(count, !/^[前头上]/.test(said));
  }

  /** Whoever the pronoun means is spoken of anew. */
  private begin(token: Token): void {
    this.state.beginGroup();
    const subject = blank({ said: token.text, pupils: [] }, token.start, this.state.section);
    subject.pronoun = true;
    this.state.statements.subjects.push(subject);
    this.state.group.members = [subject];
  }

  /** "甲没来, 乙也没来, 两个都没请假": all of those named one by one. */
  private reachesBack(said: string): boolean {
    const { statements } = this.state;
    const count = countIn(said) ?? (/^[他她]们$/.test(said) ? statements.subjects.length : 1);
    return !said.startsWith('那') && this.takeLast(count);
  }

  /** "甲也请了, 两个都到周五": the one just named, and the one told of in a message before. */
  private takesInOneBefore(token: Token, place: number): boolean {
    const { group, tokens, statements } = this.state;
    const [only, other] = group.members;
    if (only === undefined || other !== undefined || statements.subjects.length > 1) return false;
    const near = tokens.slice(Math.max(0, place - NEAR), place);
    const isAlso = near.some(({ kind, text }) => kind !== 'name' && text.startsWith('也'));
    if (!isAlso || countIn(token.text) !== 2) return false;
    this.begin(token);
    group.members = [only, ...group.members];
    return true;
  }

  /** "甲他们两个": the one just named, and who else was told of with it in a message before. */
  private joinsOneNamed({ text, start }: Token, place: number): boolean {
    const { group, tokens, section } = this.state;
    const [only, other] = group.members;
    if (only === undefined || other !== undefined || only.pronoun || tokens[place - 1]?.kind !== 'name')
      return false;
    if ((countIn(text) ?? 1) < 2) return false;
    const subject = blank({ said: text, pupils: only.mention.pupils }, start, section);
    subject.pronoun = true;
    this.state.statements.subjects.push(subject);
    group.members = [only, subject];
    return true;
  }

  /** "甲腹泻, 乙咳嗽, 二人均请假三天": as many as were named one by one. */
  takeCount(count: number, place: number): void {
    const [before, next] = [this.state.tokens[place - 1], this.state.tokens[place + 1]];
    if (before?.kind === 'break' && /^[都均皆]$/.test(next?.text ?? '')) this.takeLast(count);
  }

  private takeLast(count: number): boolean {
    const { group, statements } = this.state;
    if (count < 2 || group.members.length >= count) return false;
    const named = statements.subjects.slice(-count);
    if (named.length < count || named.some(({ pronoun, either }) => pronoun || either)) return false;
    group.members = named;
    group.saysAll = true;
    return true;
  }
}
