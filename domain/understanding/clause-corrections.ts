import type { ClauseState } from './clause-state.ts';
import type { Token } from './tokens.ts';
import { firstAfter, isBreak, isCue, lastBefore } from './tokens.ts';

const MISNAMED = /(?:[写打说报看填]成|写作|误[写报])$/;
const WRONG = /不对|错/;
const SPELLED =
  /^ ?[\u3400-\u9fff]?([\u3400-\u9fff])[\u3400-\u9fff]?的(?:那个)?\1|^ ?([\u3400-\u9fff])[\u3400-\u9fff]的(?:那个)?\2/;
const SPELLED_WITHIN = 8;

/** Reads "不对", "说错了": what was just said, or an earlier message, is taken back. */
export class CorrectionReader {
  private readonly state: ClauseState;

  constructor(state: ClauseState) {
    this.state = state;
  }

  // "刚报的全到有误": what stands before the word is taken back.
  take({ text }: Token, place: number): void {
    if (WRONG.test(text) && this.isTakenBackAtOnce(place)) this.takeBack();
    if (this.state.statements.subjects.length === 0) this.state.statements.whole = false;
    this.state.statements.corrects = true;
    this.state.negated = MISNAMED.test(text);
  }

  /** "甲没来, 不对, 是乙": what was just said is taken back, not an earlier message. */
  private isTakenBackAtOnce(place: number): boolean {
    if (this.state.group.isEmpty) return false;
    const next = firstAfter(
      this.state.tokens,
      place,
      (one) => !isCue(one, 'correct', 'particle') && !isBreak(one, 'soft', 'space'),
    );
    const before = lastBefore(this.state.tokens, place, (one) => !isBreak(one, 'soft', 'space'));
    const earlier = isCue(before, 'particle') && /刚|前|之|上/.test(before?.text ?? '');
    const again = next?.kind === 'name' && !/错/.test(this.state.tokens[place]?.text ?? '');
    return !earlier && (again || (isCue(next, 'copula') && !this.isSpelled(next)));
  }

  /** "名字打错了, 是军人的军": a character is put right, and the child stays the same. */
  private isSpelled(copula: Token | undefined): boolean {
    const from = copula === undefined ? 0 : this.state.tokens.indexOf(copula);
    const said = this.state.tokens.slice(from + 1, from + SPELLED_WITHIN).map(({ text }) => text);
    return SPELLED.test(said.join(''));
  }

  private takeBack(): void {
    for (const subject of this.state.group.members) {
      subject.facts.push({ kind: 'notThis', text: '', at: subject.at, days: [], header: false });
    }
    this.state.group.end();
  }
}
