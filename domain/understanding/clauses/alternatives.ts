import { isPlural } from '../earlier/pointing.ts';
import type { CueToken, Mention, Token } from '../tokens/tokens.ts';
import { isBreak, isCue, lastBefore } from '../tokens/tokens.ts';
import { areAlike, eachOfThem } from './one-by-one.ts';
import type { ClauseState } from './state.ts';
import type { Subject } from './statements.ts';

const isOne = (token: Token | undefined): boolean => token?.kind === 'count' && token.n === 1 && token.unit;

/** "不是甲就是乙": the 就是 at `place` stands beside the name rejected. */
export const isRejected = (tokens: readonly Token[], { facts }: Subject, place: number): boolean =>
  tokens[place - 1]?.kind === 'name' && facts.length === 1 && facts[0]?.kind === 'notThis';

/** Reads what is told of one of several, and not of which: "甲或乙", "甲和乙有一个没来". */
export class AlternativeReader {
  private readonly state: ClauseState;

  constructor(state: ClauseState) {
    this.state = state;
  }

  /** "甲或乙": one of two is meant, and only the speaker knows which. */
  joins(mention: Mention, place: number): boolean {
    const before = lastBefore(this.state.tokens, place, (token) => !isBreak(token, 'space'));
    const last = this.state.statements.subjects.at(-1);
    const rather =
      isCue(before, 'only') && last !== undefined && isRejected(this.state.tokens, last, place - 1);
    if (rather) {
      last.facts.splice(0);
      this.state.group.add(last);
    } else if (!isCue(before, 'or') || last === undefined) return false;
    else if (this.state.group.closed && !this.isAskedWhich(last)) return false;
    last.either = true;
    last.mention = {
      said: `${last.mention.said}/${mention.said}`,
      pupils: [...last.mention.pupils, ...mention.pupils],
    };
    this.state.group.note(last);
    return true;
  }

  /** "是甲请假还是乙请假": what is told of Jia is told of Yi as well, and holds for one of them. */
  private isAskedWhich({ at }: Subject): boolean {
    const { tokens } = this.state;
    const named = tokens.findIndex(({ start }) => start === at);
    return isCue(tokens[named - 1], 'copula') && tokens[named - 1]?.text === '是';
  }

  /** "甲和乙有一个没来", "那两个来了一个": told of one of several. */
  isOfOne({ cue, text }: CueToken, place: number): boolean {
    const members = this.state.group.targets();
    const several =
      members.length > 1 || members.some(({ pronoun, mention }) => pronoun && isPlural(mention.said));
    if (!several || this.state.group.closed || this.state.group.inRemark) return false;
    const before = lastBefore(
      this.state.tokens,
      place,
      (one) => !isCue(one, 'particle') && one.kind !== 'time',
    );
    const after = this.state.tokens[place + 1];
    const last = this.state.tokens[place + 2];
    const ends = last === undefined || last.kind === 'break';
    return (
      (isOne(before) && !/缺|少|差/.test(text) && !this.isOfEach(before)) ||
      // "甲和乙搞不清哪个没来"
      (isCue(before, 'ask') && /^(?:谁|哪一?[个位])$/.test(before?.text ?? '')) ||
      this.isOneOfThem(place) ||
      (isOne(after) && ends && cue !== 'leave')
    );
  }

  /** "甲和乙一个发烧一个咳嗽" */
  private isOfEach(one: Token | undefined): boolean {
    const { tokens } = this.state;
    const ones = one === undefined ? [] : eachOfThem(tokens, tokens.indexOf(one));
    return ones.length > 0 && areAlike(tokens, ones);
  }

  /** "甲乙当中有一个请了病假": 有一个 stands between the names and what is told. */
  private isOneOfThem(place: number): boolean {
    for (let at = place - 1; at > 0; at--) {
      const token = this.state.tokens[at];
      if (token?.kind === 'name' || token?.kind === 'break') return false;
      if (isOne(token)) return /有$/.test(this.state.tokens[at - 1]?.text ?? '');
    }
    return false;
  }

  /** From here on they are one subject. */
  join(): void {
    const members = this.state.group.targets();
    const [first] = members;
    if (first === undefined) return;
    first.either = true;
    const others = members.slice(1);
    first.mention = {
      said: members.map(({ mention }) => mention.said).join('/'),
      pupils: members.flatMap(({ mention }) => mention.pupils),
    };
    const { subjects } = this.state.statements;
    subjects.splice(0, subjects.length, ...subjects.filter((one) => !others.includes(one)));
    this.state.group.become(first);
  }
}
