import type { NameGroup } from './name-group.ts';
import type { ContactFact, Statements } from './statements.ts';
import type { Token } from './tokens.ts';
import { isCue } from './tokens.ts';

const ASKS_LEAVE = /^(?:请|告假|代)/;

/** Reads whether school and guardian spoke: the word for a guardian, then one for speaking, in one sentence. */
export class ContactReader {
  /** Told before any name: it is about the names that follow. */
  heard: ContactFact | undefined;
  private kin = false;
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
    if (cue === 'kin') this.kin = true;
    else if (cue === 'sibling' || cue === 'contacting') this.kin = false;
    else if (cue === 'reached' || cue === 'unreachable') this.tell({ result: cue, text });
    else if (cue === 'speak' && this.kin) this.tell({ result: 'reached', text });
    else {
      this.takeByTheWay(token, place);
      return false;
    }
    return true;
  }

  private takeByTheWay(token: Token, place: number): void {
    if (isCue(token, 'left')) this.kin = false;
    const asked = this.kin && isCue(token, 'leave') && ASKS_LEAVE.test(token.text);
    if (asked && isCue(this.tokens[place - 1], 'kin', 'particle', 'speak')) {
      this.tell({ result: 'reached', text: token.text });
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
