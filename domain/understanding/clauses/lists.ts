import { SOFT_ENDINGS } from '../lexicon/courtesy.ts';
import type { Token } from '../tokens/tokens.ts';
import { firstAfter, isBreak, isCue } from '../tokens/tokens.ts';
import type { ClauseState } from './state.ts';
import type { Subject } from './statements.ts';

/** Whoever stands twice on a list is struck once, and stays on it. */
const TWICE = /重复|[报写打填录登算记]重|两[次遍回]|多(?:写|打|报|填)了?一[次遍]/;
/** A group of people who chat, and no list of pupils. */
const CHAT = /群/;
/**
 * What may stand between a name and the word by which it is struck: "甲的名字请删了". "甲那条删了" takes a whole message
 * back.
 */
const IDLE =
  /^(?:[请把将给从在里中上那这个栏行项位的了就都也可以要应该帮我吧先再直接]|名字|二字|[两三]个字|名单|记录|同学)+$/;
const SOFT = new RegExp(`^[${SOFT_ENDINGS}]+$`);
/** "+甲", "还有乙": at the head of a clause they put somebody on the list. */
const PUTS_ON = /^(?:加上?|\+|还有)$/;

/** Reads how a list of an earlier message is changed: "把甲去掉", "划掉乙", "加一个丙", "丁也". */
export class ListReader {
  private readonly state: ClauseState;
  private striking = false;
  private adding = false;
  private struck: Subject[] = [];

  constructor(state: ClauseState) {
    this.state = state;
  }

  /** The names before the word are struck, or else those after it in the clause. */
  strike(token: Token, place: number): void {
    if (this.isOfSomethingElse()) return;
    this.adding = false;
    if (this.isOfNamesBefore(place)) {
      for (const subject of this.state.group.members) this.take(subject, token.start);
      this.state.group.closed = true;
    } else this.striking = true;
  }

  /** Whoever is named next comes to the list; "换成丙" takes the place of those struck. */
  append({ text }: Pick<Token, 'text'>): void {
    if (text.startsWith('换')) {
      if (this.struck.length === 0) return;
      this.replace();
    }
    this.striking = false;
    this.adding = true;
    this.state.statements.adds = true;
    this.state.beginGroup();
  }

  private replace(): void {
    for (const { facts } of this.struck)
      for (const [nth, fact] of facts.entries())
        if (fact.kind === 'struck') facts[nth] = { ...fact, kind: 'notThis' };
  }

  /** Takes a small word or mark that begins to tell who comes to the list or goes: "+甲", "还有乙", "-丙". */
  takeMark(token: Token, place: number): boolean {
    if (this.state.tokens[place + 1]?.kind !== 'name' || !this.heads) return false;
    if (PUTS_ON.test(token.text)) this.append(token);
    else if (token.text === '-') this.strike(token, place);
    else return false;
    return true;
  }

  /** Nobody was named before but those struck. */
  private get heads(): boolean {
    return this.state.statements.subjects.every(({ facts }) => facts.some(({ kind }) => kind === 'struck'));
  }

  /** Whether the name is struck by a word before it. */
  takesOff(subject: Subject): boolean {
    subject.added = this.adding || this.state.statements.adds;
    if (this.striking) this.take(subject, subject.at);
    return this.striking;
  }

  /** "丁也", and nothing more. */
  takeAlso(place: number): void {
    const { group, tokens } = this.state;
    const next = firstAfter(tokens, place, (token) => !isBreak(token, 'space') && !SOFT.test(token.text));
    if (tokens[place - 1]?.kind !== 'name' || (next !== undefined && !isBreak(next, 'hard', 'soft'))) return;
    for (const subject of group.members) subject.added = true;
  }

  endClause(hard: boolean): void {
    this.striking = false;
    if (hard) this.adding = false;
  }

  private take(subject: Subject, at: number): void {
    subject.facts.push({ kind: 'struck', text: '', at, days: [], header: false });
    this.struck.push(subject);
  }

  private isOfNamesBefore(place: number): boolean {
    const { group, tokens } = this.state;
    if (group.isEmpty || group.brokenSinceName !== 'no') return false;
    for (let at = place - 1; at >= 0; at--) {
      const token = tokens[at];
      if (token?.kind === 'name') return true;
      if (!isIdle(token) && !isStatus(token)) return false;
    }
    return false;
  }

  private isOfSomethingElse(): boolean {
    const { tokens } = this.state;
    const said = tokens.map(({ text }) => text).join('');
    return (
      TWICE.test(said) ||
      CHAT.test(said) ||
      tokens.some((token) => isCue(token, 'visit', 'persuasion', 'kin'))
    );
  }
}

const isIdle = (token: Token | undefined): boolean => IDLE.test(token?.text ?? '');

const isStatus = (token: Token | undefined): boolean =>
  isCue(token, 'sick', 'personal', 'leave', 'unexcused', 'absent', 'late', 'left');
