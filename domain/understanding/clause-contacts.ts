import type { NameGroup } from './name-group.ts';
import type { ContactFact, Statements } from './statements.ts';
import type { Token } from './tokens.ts';
import { isBreak, isCue } from './tokens.ts';

/** "随父母去四川": family that is gone with, not spoken to. */
const WITH = /^(?:随|跟着|陪)$/;
const ASKS_LEAVE = /^(?:请|告假|代)/;

/** Reads whether school and guardian spoke: the word for a guardian, then one for speaking, in one sentence. */
export class ContactReader {
  /** Told before any name: it is about the names that follow. */
  heard: ContactFact | undefined;
  private kin = false;
  private kinAt = -1;
  private readonly tokens: readonly Token[];
  private readonly group: NameGroup;
  private readonly statements: Statements;

  constructor(tokens: readonly Token[], group: NameGroup, statements: Statements) {
    this.tokens = tokens;
    this.group = group;
    this.statements = statements;
  }

  /** A new sentence or another name: the guardian spoken of before is no longer meant. */
  forgetKin(): void {
    this.kin = false;
  }

  /** Takes a cue; false when it says something else too, or nothing of a contact. */
  take(token: Token, place: number): boolean {
    if (token.kind !== 'cue') return false;
    const { cue, text } = token;
    if (cue === 'kin') this.hearKin(place);
    else if (cue === 'sibling' || cue === 'contacting') this.kin = false;
    else if (cue === 'reached' || cue === 'unreachable') this.tell({ result: cue, text, at: token.start });
    else if (cue === 'speak' && this.kin) this.tell({ result: 'reached', text, at: token.start });
    else {
      this.takeByTheWay(token, place);
      return false;
    }
    return true;
  }

  private hearKin(place: number): void {
    this.kin = !WITH.test(this.tokens[place - 1]?.text ?? '');
    this.kinAt = place;
  }

  /** "其父今早已到办公室": it is the guardian who came. */
  isOfKin(place: number): boolean {
    const between = this.tokens.slice(this.kinAt + 1, place);
    return (
      this.kin &&
      between.every(
        (token) =>
          token.kind === 'time' ||
          token.kind === 'word' ||
          isCue(token, 'particle') ||
          isBreak(token, 'open', 'close'),
      ) &&
      !between.some(({ text }) => /[送带接领]/.test(text))
    );
  }

  private takeByTheWay(token: Token, place: number): void {
    if (isCue(token, 'left')) this.kin = false;
    const inClause = !this.tokens.slice(this.kinAt, place).some((one) => isBreak(one, 'soft'));
    const asked = this.kin && inClause && isCue(token, 'leave') && ASKS_LEAVE.test(token.text);
    if (asked && isCue(this.tokens[place - 1], 'kin', 'particle', 'speak')) {
      this.tell({ result: 'reached', text: token.text, at: token.start });
    }
  }

  private tell(fact: ContactFact): void {
    this.kin = false;
    const targets = this.group.targets();
    for (const subject of targets) subject.contacts.push(fact);
    if (targets.length > 0) return;
    this.heard = fact;
    this.statements.loose.contacts.push(fact);
  }
}
