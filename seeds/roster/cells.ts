import { houseClassName } from '../../domain/people/class-name.ts';
import { phoneDigits } from '../../domain/people/masking.ts';
import type { RosterProblem, RosterReason } from '../../templates/roster.ts';
import { Row } from '../workbook-file.ts';
import { COLUMNS, type GuardianPart, guardianTitle, SHEETS, type SheetKey } from './columns.ts';
import type { Roster } from './roster.ts';

const LONGEST = 64;

/** Reads the cells that several sheets have, and keeps what is wrong with any. */
export class RosterCells {
  readonly problems: RosterProblem[] = [];
  readonly #accounts = new Map<string, { row: number; person: string }>();

  complain(
    sheet: SheetKey,
    row: Row | number | null,
    column: string | null,
    reason: RosterReason,
    value?: string,
  ) {
    this.problems.push({
      sheet: SHEETS[sheet].name,
      row: row instanceof Row ? row.number : row,
      column: column === null ? null : titleOf(sheet, column),
      reason,
      ...(value === undefined ? {} : { value }),
    });
  }

  needed(sheet: SheetKey, row: Row, column: string): string | null {
    const text = this.short(sheet, row, column);
    if (text === null) this.complain(sheet, row, column, 'required');
    return text;
  }

  short(sheet: SheetKey, row: Row, column: string): string | null {
    const text = row.text(column);
    if (text !== null && text.length > LONGEST) this.complain(sheet, row, column, 'too_long');
    return text;
  }

  /** Digits that a table program has taken for a number are cut after the fifteenth. */
  exact(sheet: SheetKey, row: Row, column: string): string | null {
    if (row.hasLostDigits(column)) {
      this.complain(sheet, row, column, 'lost_digits');
      return null;
    }
    return this.short(sheet, row, column);
  }

  phone(sheet: SheetKey, row: Row, column: string): string | null {
    const text = this.exact(sheet, row, column);
    if (text === null) return null;
    const digits = phoneDigits(text);
    if (/^(?:1[3-9]\d{9}|0\d{9,11})$/.test(digits)) return digits;
    this.complain(sheet, row, column, 'bad_phone');
    return null;
  }

  /** WeCom compares accounts without regard to case; one account is one person. */
  account(
    sheet: SheetKey,
    row: Row,
    column: string,
    channel: 'member' | 'parent',
    person: string,
  ): string | null {
    const text = row.text(column);
    if (text === null) return null;
    if (!/^[0-9A-Za-z][0-9A-Za-z_.@-]{0,63}$/.test(text)) {
      this.complain(sheet, row, column, 'bad_account');
      return null;
    }
    return this.#onePerson(sheet, row, column, channel, text.toLowerCase(), person);
  }

  /** What a gateway calls somebody is whatever the gateway says, so only what no gateway says is refused. */
  wechaty(sheet: SheetKey, row: Row, column: string, person: string): string | null {
    const text = this.exact(sheet, row, column);
    if (text === null) return null;
    if (!/^[\x21-\x7e]{1,64}$/.test(text)) {
      this.complain(sheet, row, column, 'bad_wechaty');
      return null;
    }
    return this.#onePerson(sheet, row, column, 'wechaty', text, person);
  }

  #onePerson(
    sheet: SheetKey,
    row: Row,
    column: string,
    channel: 'member' | 'parent' | 'wechaty',
    id: string,
    person: string,
  ): string {
    const before = this.#accounts.get(`${channel}/${id}`);
    if (before && before.person !== person)
      this.complain(sheet, row, column, 'duplicate_account', String(before.row));
    else this.#accounts.set(`${channel}/${id}`, { row: row.number, person });
    return id;
  }

  /** The school a row names, or the only one there is. */
  school(sheet: SheetKey, row: Row, column: string, schools: Roster['schools']): string | null {
    const text = row.text(column);
    const [only] = schools;
    if (text === null && schools.length === 1 && only) return only.name;
    if (text === null) {
      this.complain(sheet, row, column, 'required');
      return null;
    }
    if (schools.some(({ name }) => name === text)) return text;
    this.complain(sheet, row, column, 'unknown_school', text);
    return null;
  }

  class(sheet: SheetKey, row: Row, text: string, school: string, classes: Roster['classes']): string | null {
    const house = houseClassName(text);
    if (classes.some((item) => item.school === school && item.name === house)) return house;
    this.complain(sheet, row, 'class', 'unknown_class', text);
    return null;
  }
}

function titleOf(sheet: SheetKey, column: string): string {
  const [kind, place, part] = column.split(':');
  if (kind === 'guardian') return guardianTitle(Number(place), part as GuardianPart);
  const rules: Readonly<Record<string, { title: string }>> = COLUMNS[sheet];
  return rules[column]?.title ?? column;
}
