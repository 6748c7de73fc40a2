import type { Day } from '../../domain/calendar/time.ts';
import type {
  EnrolmentEntry,
  Entries,
  Entry,
  HouseholdEntry,
  MonitoredEntry,
  Source,
} from '../../domain/comparison/types.ts';
import { bearerOf, idNumberFault, idNumberInStudentNumber, type Sex } from '../../domain/people/id-number.ts';
import { plainIdNumber } from '../../domain/people/masking.ts';
import type { ListProblem, ListReason } from '../../templates/comparison.ts';
import { type Row, readSheets } from '../workbook-file.ts';
import { dayIn, headerOf, rowsOf, toldIn } from './list-header.ts';
import { COLUMNS, type Column, type ListFormat } from './load-comparison.ts';

/** What the county calls its places, as lists may write them. */
export interface Places {
  /** Township ids by name. */
  townships: ReadonlyMap<string, string>;
  schools: ReadonlySet<string>;
}

/** A list as it was read: every row that could be taken, and everything that is wrong with it. */
export interface ReadList<Own extends Source = Source> {
  source: Own;
  entries: Entries[Own];
  problems: readonly ListProblem[];
  /** As the workbook tells it; null where it does not. */
  date: Day | null;
  by: string | null;
  /** Rows with anything in them, and those of them that were left out. */
  rows: number;
  leftOut: number;
}

export type ListResult<Own extends Source = Source> =
  | { ok: true; list: ReadList<Own> }
  | { ok: false; problem: ListProblem };

export interface ReadOptions {
  format: ListFormat;
  places: Places;
  onProgress?: (done: number, total: number) => void;
}

const MOST_BYTES = 64 * 1024 * 1024;
const MOST_ROWS = 300_000;
const LONGEST = 64;
const STEP = 2_000;

/** Reads one of the four lists. A bad cell or row is named, and everything else is read all the same. */
export async function readList<Own extends Source>(
  file: Buffer,
  source: Own,
  { format, places, onProgress = () => undefined }: ReadOptions,
): Promise<ListResult<Own>> {
  const whole = (reason: ListReason, value?: string): ListResult<Own> => ({
    ok: false,
    problem: { source, sheet: null, row: null, column: null, reason, ...(value ? { value } : {}) },
  });
  if (file.length > MOST_BYTES) return whole('too_big', `${MOST_BYTES / 1024 / 1024}MB`);
  const sheets = await readSheets(file);
  if (!sheets) return whole('not_xlsx');
  const headers = sheets.map((sheet) => ({ sheet, header: headerOf(sheet, format.lists[source].columns) }));
  // A workbook may hold all four lists: the sheet that has the list's name comes first.
  const rank = ({ sheet, header }: (typeof headers)[number]): number =>
    header.found + (sheet.sheet === format.lists[source].title ? COLUMNS.length : 0);
  const best = headers.toSorted((one, other) => rank(other) - rank(one))[0];
  if (!best || best.header.found === 0)
    return whole('missing_column', format.lists[source].columns.name?.title);
  const [missing] = best.header.missing;
  if (missing) return whole('missing_column', missing);
  if (best.sheet.data.length > MOST_ROWS) return whole('too_many_rows', String(MOST_ROWS));
  const reader = new ListReader(source, best.sheet.sheet, format, places);
  const rows = rowsOf(best.sheet, best.header);
  for (const [done, row] of rows.entries()) {
    if (done % STEP === 0) onProgress(done, rows.length);
    reader.take(row);
  }
  onProgress(rows.length, rows.length);
  if (rows.length === 0) return whole('no_rows');
  const told = toldIn(headers, format);
  return { ok: true, list: { ...(reader.read() as ReadList<Own>), ...told, rows: rows.length } };
}

/** Rows of one list, one after the other; what stands in two of them comes out at the end. */
class ListReader {
  readonly #source: Source;
  readonly #sheet: string;
  readonly #format: ListFormat;
  readonly #places: Places;
  readonly #problems: ListProblem[] = [];
  readonly #entries: Entry[] = [];
  readonly #bearers = new Map<string, Entry[]>();
  #leftOut = 0;

  constructor(source: Source, sheet: string, format: ListFormat, places: Places) {
    this.#source = source;
    this.#sheet = sheet;
    this.#format = format;
    this.#places = places;
  }

  take(row: Row): void {
    const name = this.#text(row, 'name');
    if (name === null) {
      this.#complain(row.number, 'name', 'required');
      this.#leftOut += 1;
      return;
    }
    const entry = this.#entry(row, name);
    if (entry === null) {
      this.#leftOut += 1;
      return;
    }
    const namesakes = entry.idNumber === null ? [] : (this.#bearers.get(entry.idNumber) ?? []);
    const same = namesakes.find((other) => other.name === entry.name);
    if (same) {
      this.#complain(row.number, null, 'duplicate', String(same.row));
      this.#leftOut += 1;
      return;
    }
    if (entry.idNumber !== null) this.#bearers.set(entry.idNumber, [...namesakes, entry]);
    this.#entries.push(entry);
  }

  read(): Pick<ReadList, 'source' | 'entries' | 'problems' | 'leftOut'> {
    for (const [first, ...others] of this.#bearers.values()) {
      if (!first || others.length === 0) continue;
      // Whose it is cannot be told from here: it proves nothing for any of them.
      for (const entry of [first, ...others]) {
        const twin = entry === first ? others[0] : first;
        this.#complain(entry.row, 'idNumber', 'id_twice', String(twin?.row));
        entry.doubtfulId = entry.idNumber;
        entry.idNumber = null;
      }
    }
    return {
      source: this.#source,
      entries: this.#entries as ReadList['entries'],
      problems: this.#problems.toSorted((one, other) => (one.row ?? 0) - (other.row ?? 0)),
      leftOut: this.#leftOut,
    };
  }

  #entry(row: Row, name: string): Entries[Source][number] | null {
    const birth = this.#birth(row);
    const sex = this.#sex(row);
    const number = this.#idNumber(row, birth, sex);
    const bearer = number.idNumber === null ? null : bearerOf(number.idNumber);
    const entry: Entry = {
      row: row.number,
      name,
      ...number,
      birth: birth ?? bearer?.birth ?? null,
      sex: sex ?? bearer?.sex ?? null,
      guardians: this.#guardians(row),
      school: this.#school(row),
      class: this.#text(row, 'class'),
    };
    switch (this.#source) {
      case 'household':
        return {
          ...entry,
          township: this.#township(row),
          village: this.#text(row, 'village'),
          isDisabled: this.#isYes(row, 'disabled'),
          isDeferred: this.#isYes(row, 'deferred'),
        } satisfies HouseholdEntry;
      case 'enrolment':
        return { ...entry, standing: this.#standing(row) } satisfies EnrolmentEntry;
      case 'monitored': {
        const type = this.#worded(row, 'type', this.#format.words.type);
        if (type !== null) return { ...entry, type } satisfies MonitoredEntry;
        this.#complain(row.number, 'type', 'unknown_type', this.#text(row, 'type') ?? '');
        return null;
      }
      default:
        return entry;
    }
  }

  #complain(row: number, column: Column | null, reason: ListReason, value?: string): void {
    const title = column && (this.#format.lists[this.#source].columns[column]?.title ?? column);
    this.#problems.push({
      source: this.#source,
      sheet: this.#sheet,
      row,
      column: title,
      reason,
      ...(value === undefined ? {} : { value }),
    });
  }

  #text(row: Row, column: Column): string | null {
    const text = row.text(column);
    if (text === null || text.length <= LONGEST) return text;
    this.#complain(row.number, column, 'too_long');
    return null;
  }

  #birth(row: Row): Day | null {
    if (row.text('birth') === null) return null;
    const day = dayIn(row.cell('birth'));
    if (day === null) this.#complain(row.number, 'birth', 'bad_birth');
    return day;
  }

  #sex(row: Row): Sex | null {
    const sex = this.#worded(row, 'sex', this.#format.words.sex);
    if (sex === null && row.text('sex') !== null) this.#complain(row.number, 'sex', 'bad_sex');
    return sex;
  }

  /** Sound and in agreement with the columns beside it, or only to be held against others. */
  #idNumber(row: Row, birth: Day | null, sex: Sex | null): Pick<Entry, 'idNumber' | 'doubtfulId'> {
    const inside = idNumberInStudentNumber(row.text('studentNumber') ?? '');
    const nothing = { idNumber: null, doubtfulId: null };
    if (row.hasLostDigits('idNumber')) {
      this.#complain(row.number, 'idNumber', 'lost_digits');
      return nothing;
    }
    const text = this.#text(row, 'idNumber');
    const plain = text === null ? inside : plainIdNumber(text);
    if (!plain) return nothing;
    const column = text === null ? 'studentNumber' : 'idNumber';
    const reason = this.#idFault(plain, birth, sex);
    if (reason === null) return { idNumber: plain, doubtfulId: null };
    this.#complain(row.number, column, reason);
    return { idNumber: null, doubtfulId: plain };
  }

  #idFault(plain: string, birth: Day | null, sex: Sex | null): ListReason | null {
    if (/^\d{15}$/.test(plain)) return 'old_id';
    const fault = idNumberFault(plain);
    if (fault) return `bad_id_${fault}`;
    const bearer = bearerOf(plain);
    if (birth !== null && birth !== bearer.birth) return 'id_birth';
    return sex !== null && sex !== bearer.sex ? 'id_sex' : null;
  }

  #guardians(row: Row): string[] {
    const { nobody } = this.#format.words;
    const names = (this.#text(row, 'guardians') ?? '').split(/[、,，;；/]/).map((name) => name.trim());
    return [...new Set(names.filter((name) => name !== '' && !nobody.includes(name)))];
  }

  #township(row: Row): string | null {
    const name = this.#text(row, 'township');
    if (name === null) {
      this.#complain(row.number, 'township', 'required');
      return null;
    }
    const id = this.#places.townships.get(name) ?? null;
    if (id === null) this.#complain(row.number, 'township', 'unknown_township', name);
    return id;
  }

  #school(row: Row): string | null {
    if (!('school' in this.#format.lists[this.#source].columns)) return null;
    const name = this.#text(row, 'school');
    if (name === null) this.#complain(row.number, 'school', 'required');
    else if (!this.#places.schools.has(name)) this.#complain(row.number, 'school', 'unknown_school', name);
    return name;
  }

  #standing(row: Row): EnrolmentEntry['standing'] {
    const standing = this.#worded(row, 'standing', this.#format.words.standing);
    const text = this.#text(row, 'standing');
    if (standing === null && text !== null) this.#complain(row.number, 'standing', 'unknown_standing', text);
    return standing ?? 'enrolled';
  }

  #isYes(row: Row, column: Column): boolean {
    const text = row.text(column);
    return text !== null && !this.#format.words.no.includes(text);
  }

  #worded<Key extends string>(
    row: Row,
    column: Column,
    words: Readonly<Record<Key, readonly string[]>>,
  ): Key | null {
    const text = row.text(column);
    const keys = Object.keys(words) as Key[];
    return (text !== null && keys.find((key) => words[key].includes(text))) || null;
  }
}
