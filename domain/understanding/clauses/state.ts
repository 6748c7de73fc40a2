import type { Mention, Token } from '../tokens/tokens.ts';
import type { ClassRoster } from '../types.ts';
import { ContactReader } from './contacts.ts';
import { NameGroup } from './name-group.ts';
import type { Fact, FactKind, Statements, Subject } from './statements.ts';
import { TimeReader } from './times.ts';

/** A name of which nothing has been told yet. */
export const blank = (mention: Mention, at: number, section: ClassRoster | undefined): Subject => ({
  mention,
  at,
  section,
  facts: [],
  extents: [],
  contacts: [],
  same: false,
  pronoun: false,
  either: false,
  bare: false,
  added: false,
  swapped: false,
});

/** How far the reading of a message has come: what its readers share. */
export class ClauseState {
  readonly tokens: readonly Token[];
  readonly today: string;
  readonly guardian: boolean;
  readonly group = new NameGroup();
  readonly statements: Statements = {
    subjects: [],
    loose: blank({ said: '', pupils: [] }, -1, undefined),
    whole: false,
    full: false,
    rest: false,
    corrects: false,
    renumbers: false,
    adds: false,
    days: [],
  };
  readonly times: TimeReader;
  readonly contacts: ContactReader;
  /** The class told last. */
  section: ClassRoster | undefined;
  /** "其余", "除了", "不是": how the rest of the clause is read. */
  rest = false;
  except = false;
  /** Of whom somebody is excepted next: "甲、乙、丙没来, 除了丙都是感冒". */
  exceptedFrom: readonly Subject[] = [];
  negated = false;

  constructor(tokens: readonly Token[], today: string, guardian: boolean) {
    this.tokens = tokens;
    this.today = today;
    this.guardian = guardian;
    this.times = new TimeReader(tokens, today, this.group, this.statements);
    this.contacts = new ContactReader(tokens, this.group, this.statements, this.times);
  }

  /** Whoever is named next is spoken of anew. */
  beginGroup(): void {
    const [first] = this.group.members;
    if (first !== undefined) {
      this.times.forgetDaysSince(first.at);
      this.contacts.heard = undefined;
    }
    this.group.begin();
  }

  /** What a token tells, on the days told before it. */
  fact(kind: FactKind, token: Token, header: boolean): Fact {
    if (kind === 'sick' && !token.text.includes('假')) this.times.noteSymptom();
    return { kind, text: token.text, at: token.start, days: this.times.daysFor(kind), header };
  }
}
