import type { Day } from '../../domain/calendar/time.ts';
import { bearerOf, idNumberFault } from '../../domain/people/id-number.ts';
import { plainIdNumber } from '../../domain/people/masking.ts';
import type { Benefits } from '../../domain/support/needs.ts';
import type { SurveyedChild, SurveyRow } from '../../domain/survey/survey.ts';
import type { SurveyProblem, SurveyReason } from '../../templates/survey.ts';
import { dayIn, headerOf, rowsOf } from '../comparison/list-header.ts';
import { type Row, readSheets } from '../workbook-file.ts';
import { loadSurvey, type SurveyColumn, type SurveyFormat } from './load-survey.ts';

const MOST_BYTES = 16 * 1024 * 1024;
const MOST_ROWS = 60_000;
const LONGEST = 64;
/** Without these a table is none of ours. */
const OWN: readonly SurveyColumn[] = ['household', 'state'];

/** A table as it was read: every row that could be taken, and everything that is wrong; or why nothing could be read. */
export type SurveyRead =
  | { ok: true; rows: readonly SurveyRow[]; problems: readonly SurveyProblem[] }
  | { ok: false; isSurvey: boolean; problems: readonly SurveyProblem[] };

export interface SurveyPlaces {
  /** Township ids by name. */
  townships: ReadonlyMap<string, string>;
  /** Whose table it is, where a row names none; null: each row must. */
  township: string | null;
  benefits: Benefits;
}

/** Reads a 适龄儿童排查表 (P2.R4-APR-SURVEY). A bad cell or row is named, and everything else is read all the same. */
export async function readSurvey(file: Buffer, places: SurveyPlaces): Promise<SurveyRead> {
  const whole = (isSurvey: boolean, reason: SurveyReason, value?: string): SurveyRead => ({
    ok: false,
    isSurvey,
    problems: [{ row: null, column: null, reason, ...(value ? { value } : {}) }],
  });
  if (file.length > MOST_BYTES) return whole(false, 'too_big', `${MOST_BYTES / 1024 / 1024}MB`);
  const sheets = await readSheets(file);
  if (!sheets) return whole(false, 'not_xlsx');
  const format = loadSurvey();
  const found = sheets
    .map((sheet) => ({ sheet, header: headerOf<SurveyColumn>(sheet, format.columns) }))
    .toSorted((one, other) => other.header.found - one.header.found)[0];
  const isOurs = found && OWN.every((column) => found.header.columns.includes(column));
  if (!found || !isOurs) return whole(false, 'missing_column', format.columns.household.title);
  const [missing] = found.header.missing;
  if (missing) return whole(true, 'missing_column', missing);
  const rows = rowsOf(found.sheet, found.header);
  if (rows.length > MOST_ROWS) return whole(true, 'too_many_rows', String(MOST_ROWS));
  if (rows.length === 0) return whole(true, 'no_rows');
  const reader = new SurveyReader(format, places);
  return { ok: true, rows: rows.flatMap((row) => reader.take(row) ?? []), problems: reader.problems };
}

class SurveyReader {
  readonly problems: SurveyProblem[] = [];
  readonly #format: SurveyFormat;
  readonly #places: SurveyPlaces;
  readonly #numbers = new Map<string, number>();

  constructor(format: SurveyFormat, places: SurveyPlaces) {
    this.#format = format;
    this.#places = places;
  }

  /** Null for a row that cannot be taken; why is among the problems. */
  take(row: Row): SurveyRow | null {
    const household = this.#required(row, 'household');
    const surveyor = this.#required(row, 'surveyor');
    const day = this.#required(row, 'day') === null ? null : this.#day(row, 'day');
    const township = this.#township(row);
    const child = this.#hasChild(row) ? this.#child(row) : undefined;
    if (household === null || surveyor === null || day === null || township === null || child === null)
      return null;
    const { words } = this.#format;
    return {
      row: row.number,
      ...{ household, township, day, surveyor },
      village: this.#text(row, 'village'),
      economy: this.#classed(row, 'economy', words.economy),
      work: this.#classed(row, 'work', words.work),
      child: child ?? null,
    };
  }

  #hasChild(row: Row): boolean {
    return (['name', 'idNumber', 'birth', 'state'] as const).some((column) => row.text(column) !== null);
  }

  #child(row: Row): SurveyedChild | null {
    const name = this.#required(row, 'name');
    const said = this.#required(row, 'state');
    const state = said === null ? null : this.#classed(row, 'state', this.#format.words.state);
    const birth = row.text('birth') === null ? null : this.#day(row, 'birth');
    const { idNumber, doubtfulId } = this.#idNumber(row, birth);
    if (name === null || state === null) return null;
    if (idNumber !== null) {
      const first = this.#numbers.get(idNumber);
      if (first !== undefined) return this.#complain(row, null, 'duplicate', String(first));
      this.#numbers.set(idNumber, row.number);
    }
    const bearer = idNumber === null ? null : bearerOf(idNumber);
    return {
      ...{ row: row.number, name, state, idNumber, doubtfulId },
      birth: birth ?? bearer?.birth ?? null,
      sex: bearer?.sex ?? null,
      guardians: this.#guardians(row),
      school: this.#text(row, 'school'),
      class: this.#text(row, 'class'),
      aid: this.#aid(row),
    };
  }

  #complain(row: Row, column: SurveyColumn | null, reason: SurveyReason, value?: string): null {
    const title = column && this.#format.columns[column].title;
    this.problems.push({ row: row.number, column: title, reason, ...(value === undefined ? {} : { value }) });
    return null;
  }

  #text(row: Row, column: SurveyColumn): string | null {
    const text = row.text(column);
    return text !== null && text.length > LONGEST ? this.#complain(row, column, 'too_long') : text;
  }

  #required(row: Row, column: SurveyColumn): string | null {
    return row.text(column) === null ? this.#complain(row, column, 'required') : this.#text(row, column);
  }

  #day(row: Row, column: 'day' | 'birth'): Day | null {
    return dayIn(row.cell(column)) ?? this.#complain(row, column, 'bad_day');
  }

  /** A township speaks for its own households alone. */
  #township(row: Row): string | null {
    const { townships, township } = this.#places;
    const name = row.text('township');
    if (name === null) return township ?? this.#complain(row, 'township', 'required');
    const id = townships.get(name);
    if (id === undefined) return this.#complain(row, 'township', 'unknown_township', name);
    return township === null || id === township
      ? id
      : this.#complain(row, 'township', 'other_township', name);
  }

  /** A number that is not sound is held against others, and proves nothing. */
  #idNumber(row: Row, birth: Day | null): Pick<SurveyedChild, 'idNumber' | 'doubtfulId'> {
    const nothing = { idNumber: null, doubtfulId: null };
    if (row.hasLostDigits('idNumber')) {
      this.#complain(row, 'idNumber', 'lost_digits');
      return nothing;
    }
    const text = row.text('idNumber');
    if (text === null) return nothing;
    const plain = plainIdNumber(text);
    const isSound = !idNumberFault(plain) && (birth === null || bearerOf(plain).birth === birth);
    if (isSound) return { idNumber: plain, doubtfulId: null };
    this.#complain(row, 'idNumber', 'bad_id');
    return { idNumber: null, doubtfulId: plain };
  }

  #guardians(row: Row): string[] {
    const names = (this.#text(row, 'guardians') ?? '').split(/[、,，;；/]/u).map((name) => name.trim());
    return [...new Set(names.filter((name) => name && !this.#format.words.nobody.includes(name)))];
  }

  /** A cell's words as the class they belong to; the words themselves are not kept. */
  #classed<Key extends string>(
    row: Row,
    column: SurveyColumn,
    classes: Readonly<Record<Key, readonly string[]>>,
  ): Key | null {
    const text = row.text(column);
    if (text === null) return null;
    const keys = Object.keys(classes) as Key[];
    return keys.find((key) => classes[key].includes(text)) ?? this.#complain(row, column, 'unknown_word');
  }

  /** The benefits that a cell names in the county's own terms; 未写明 where it only says that there is need. */
  #aid(row: Row): string[] {
    const text = this.#text(row, 'aid');
    if (text === null || this.#format.words.no.includes(text)) return [];
    const named = this.#places.benefits.filter(({ label, words }) =>
      [label, ...words].some((word) => text.includes(word)),
    );
    return named.length > 0 ? named.map(({ label }) => label) : [UNNAMED_AID];
  }
}

const UNNAMED_AID = '未写明';
