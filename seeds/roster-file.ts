import { houseClassName } from '../domain/people/class-name.ts';
import { idNumberFault } from '../domain/people/id-number.ts';
import { phoneDigits, plainIdNumber } from '../domain/people/masking.ts';
import { posts as kinds, type Level, type Role, unitNamed, unitTitles } from '../domain/people/roles.ts';
import type { RosterProblem, RosterReason } from '../templates/roster.ts';
import { languageNamed } from './languages.ts';
import { rolesNamed, type WecomPosts } from './load-wecom-posts.ts';
import {
  COLUMNS,
  columnNamed,
  type GuardianPart,
  guardianKey,
  guardianTitle,
  MOST_GUARDIANS,
  SHEETS,
  type SheetKey,
} from './roster-columns.ts';
import { type Cell, plainHeader, Row, readSheets, type SheetRows } from './workbook-file.ts';

const YES = /^(?:是|要|听|√|✓|1|y|yes)$/i;
const NO = /^(?:否|不|不要|不用|×|0|n|no)$/i;

export interface RosterGuardian {
  name: string | null;
  phone: string | null;
  account: string | null;
  /** As written: unlike a userid, a Wechaty id has its capitals for a reason. */
  wechaty: string | null;
  relation: string | null;
  language: string | null;
  voice: boolean;
}
export interface RosterStudent {
  row: number;
  school: string;
  class: string;
  name: string;
  idNumber: string | null;
  number: string | null;
  township: string | null;
  village: string | null;
  flags: string[];
  guardians: RosterGuardian[];
}
/** One post of one person; the places that its level does not need are null. */
export interface RosterStaff {
  row: number;
  name: string;
  phone: string | null;
  account: string | null;
  wechaty: string | null;
  role: Role;
  school: string | null;
  class: string | null;
  township: string | null;
  village: string | null;
  office: string | null;
}

/** A roster in which everything names something that is there. A sheet that was left out tells nothing. */
export interface Roster {
  district: string | null;
  schools: { name: string; township: string; firstLesson: string | null }[];
  classes: { school: string; name: string }[];
  /** The staff sheet's posts, and the class teachers of the classes sheet. */
  staff: RosterStaff[];
  /** Whether there was a staff sheet; without one only class teachers are told. */
  isStaffTold: boolean;
  students: RosterStudent[] | null;
}

export type RosterResult = { ok: true; roster: Roster } | { ok: false; problems: RosterProblem[] };

const MOST_BYTES = 20 * 1024 * 1024;
const MOST_ROWS = 60_000;
const LONGEST = 64;
const TITLE_ROWS = 5;

/** Reads and checks a roster workbook. Every row that cannot be taken is a problem; with any, there is no roster. */
export async function readRoster(
  file: Buffer,
  posts: WecomPosts,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<RosterResult> {
  const whole = (reason: RosterReason, value?: string): RosterResult => ({
    ok: false,
    problems: [{ sheet: '文件', row: null, column: null, reason, ...(value ? { value } : {}) }],
  });
  if (file.length > MOST_BYTES) return whole('too_big', `${MOST_BYTES / 1024 / 1024}MB`);
  const sheets = await readSheets(file);
  if (!sheets) return whole('not_xlsx');
  return new RosterReader(sheets, posts).read(onProgress);
}

/** What staff may belong to; villages are null where no pupils are told. */
interface Known extends Pick<Roster, 'schools' | 'classes'> {
  townships: ReadonlySet<string>;
  villages: ReadonlySet<string> | null;
}

interface Table {
  key: SheetKey;
  rows: Row[];
}

class RosterReader {
  readonly #sheets: readonly SheetRows[];
  readonly #posts: WecomPosts;
  readonly #problems: RosterProblem[] = [];
  readonly #accounts = new Map<string, { row: number; person: string }>();

  constructor(sheets: readonly SheetRows[], posts: WecomPosts) {
    this.#sheets = sheets;
    this.#posts = posts;
  }

  read(onProgress: (done: number, total: number) => void): RosterResult {
    const tables = {
      schools: this.#table('schools', true),
      classes: this.#table('classes', true),
      staff: this.#table('staff', false),
      students: this.#table('students', false),
    };
    const total = Object.values(tables).reduce((sum, table) => sum + (table?.rows.length ?? 0), 0);
    let done = 0;
    const step = (table: Table | null): void => {
      done += table?.rows.length ?? 0;
      onProgress(done, total);
    };
    const { schools, district } = this.#schools(tables.schools);
    step(tables.schools);
    const townships = new Set(schools.map(({ township }) => township));
    const { classes, teachers } = this.#classes(tables.classes, schools);
    step(tables.classes);
    const students = tables.students && this.#students(tables.students, { schools, classes, townships });
    step(tables.students);
    const villages = new Set(tables.students?.rows.flatMap((row) => row.text('village') ?? []));
    const known = { schools, classes, townships, villages: students ? villages : null };
    const staff = this.#together(tables.staff ? this.#staff(tables.staff, known) : [], teachers);
    step(tables.staff);
    if (this.#problems.length > 0) return { ok: false, problems: this.#problems };
    return {
      ok: true,
      roster: { district, schools, classes, staff, isStaffTold: tables.staff !== null, students },
    };
  }

  #complain(
    sheet: SheetKey,
    row: Row | number | null,
    column: string | null,
    reason: RosterReason,
    value?: string,
  ) {
    this.#problems.push({
      sheet: SHEETS[sheet].name,
      row: row instanceof Row ? row.number : row,
      column: column === null ? null : titleOf(sheet, column),
      reason,
      ...(value === undefined ? {} : { value }),
    });
  }

  #table(key: SheetKey, isNeeded: boolean): Table | null {
    const found = this.#sheets.find(({ sheet }) => SHEETS[key].pattern.test(plainHeader(sheet)));
    if (!found) {
      if (isNeeded) this.#complain(key, null, null, 'missing_sheet');
      return null;
    }
    if (found.data.length > MOST_ROWS) {
      this.#complain(key, null, null, 'too_many_rows', String(MOST_ROWS));
      return null;
    }
    const header = this.#header(key, found.data);
    if (header === null) return null;
    const rows = found.data
      .slice(header.at + 1)
      .map((cells, index) => new Row(header.at + index + 2, cellsOf(cells, header.columns)))
      .filter((row) => row.columns.some((column) => row.text(column) !== null));
    if (rows.length === 0) this.#complain(key, null, null, 'no_rows');
    return { key, rows };
  }

  /** The first of the top rows that names two columns of ours, or the only one there is; titles may stand above it. */
  #header(key: SheetKey, data: readonly Cell[][]): { at: number; columns: (string | null)[] } | null {
    const rows = data.slice(0, TITLE_ROWS).map((cells) => cells.map((cell) => columnIn(key, cell)));
    const counts = rows.map((columns) => new Set(columns.filter(Boolean)).size);
    const at = counts.findIndex((count) => count > 1);
    const columns = rows[at === -1 ? 0 : at] ?? [];
    const missing = Object.entries(COLUMNS[key]).flatMap(([column, rule]) =>
      'isNeeded' in rule && rule.isNeeded && !columns.includes(column) ? [column] : [],
    );
    for (const column of missing) this.#complain(key, null, column, 'missing_column');
    return missing.length > 0 ? null : { at: Math.max(at, 0), columns };
  }

  #needed(sheet: SheetKey, row: Row, column: string): string | null {
    const text = this.#short(sheet, row, column);
    if (text === null) this.#complain(sheet, row, column, 'required');
    return text;
  }

  #short(sheet: SheetKey, row: Row, column: string): string | null {
    const text = row.text(column);
    if (text !== null && text.length > LONGEST) this.#complain(sheet, row, column, 'too_long');
    return text;
  }

  #schools(table: Table | null): { schools: Roster['schools']; district: string | null } {
    const seen = new Map<string, number>();
    let district: string | null = null;
    const schools = (table?.rows ?? []).flatMap((row) => {
      const name = this.#needed('schools', row, 'name');
      const township = this.#needed('schools', row, 'township');
      district ??= this.#short('schools', row, 'district');
      const firstLesson = this.#time(row);
      if (name === null || township === null) return [];
      const before = seen.get(name);
      if (before !== undefined) this.#complain('schools', row, 'name', 'duplicate_school', String(before));
      seen.set(name, row.number);
      return [{ name, township, firstLesson }];
    });
    return { schools, district };
  }

  #time(row: Row): string | null {
    const cell = row.cell('firstLesson');
    const text = row.text('firstLesson');
    if (text === null) return null;
    // A time without its format is a part of a day.
    const share = cell instanceof Object && 'digits' in cell ? Number(cell.digits) : Number.NaN;
    const plain = share > 0 && share < 1 ? clockOf(share) : text.normalize('NFKC').replace('点', ':');
    const [, hour = '', minute = ''] = /^([01]?\d|2[0-3])[:.]([0-5]\d)(?::\d\d)?$/.exec(plain) ?? [];
    if (hour) return `${hour.padStart(2, '0')}:${minute}`;
    this.#complain('schools', row, 'firstLesson', 'bad_time');
    return null;
  }

  /** The school a row names, or the only one there is. */
  #school(sheet: SheetKey, row: Row, column: string, schools: Roster['schools']): string | null {
    const text = row.text(column);
    const [only] = schools;
    if (text === null && schools.length === 1 && only) return only.name;
    if (text === null) {
      this.#complain(sheet, row, column, 'required');
      return null;
    }
    if (schools.some(({ name }) => name === text)) return text;
    this.#complain(sheet, row, column, 'unknown_school', text);
    return null;
  }

  #classes(table: Table | null, schools: Roster['schools']) {
    const seen = new Map<string, number>();
    const teachers: RosterStaff[] = [];
    const classes = (table?.rows ?? []).flatMap((row) => {
      const school = this.#school('classes', row, 'school', schools);
      const name = this.#needed('classes', row, 'name');
      const teacher = this.#short('classes', row, 'teacher');
      const phone = this.#phone('classes', row, 'phone');
      const account = this.#account('classes', row, 'account', 'member', `${teacher}|${phone ?? ''}`);
      if (school === null || name === null) return [];
      const house = houseClassName(name);
      const before = seen.get(`${school}|${house}`);
      if (before !== undefined) this.#complain('classes', row, 'name', 'duplicate_class', String(before));
      seen.set(`${school}|${house}`, row.number);
      if (teacher !== null)
        teachers.push({
          ...NOWHERE,
          row: row.number,
          name: teacher,
          phone,
          account,
          wechaty: null,
          role: 'homeroom_teacher',
          school,
          class: house,
        });
      return [{ school, name: house }];
    });
    return { classes, teachers };
  }

  #class(sheet: SheetKey, row: Row, text: string, school: string, classes: Roster['classes']): string | null {
    const house = houseClassName(text);
    if (classes.some((item) => item.school === school && item.name === house)) return house;
    this.#complain(sheet, row, 'class', 'unknown_class', text);
    return null;
  }

  #students(
    table: Table,
    { schools, classes, townships }: Pick<Roster, 'schools' | 'classes'> & { townships: ReadonlySet<string> },
  ): RosterStudent[] {
    const numbers = new Map<string, number>();
    const idNumbers = new Map<string, number>();
    const names = new Map<string, number>();
    return table.rows.flatMap((row) => {
      const name = this.#needed('students', row, 'name');
      const school = this.#school('students', row, 'school', schools);
      const given = this.#needed('students', row, 'class');
      const classId = school && given ? this.#class('students', row, given, school, classes) : null;
      const idNumber = this.#idNumber(row);
      const number = this.#exact('students', row, 'number');
      const township = this.#short('students', row, 'township');
      if (township !== null && !townships.has(township))
        this.#complain('students', row, 'township', 'unknown_township', township);
      const flags = this.#flags(row);
      const guardians = this.#guardians(row);
      this.#once(row, 'idNumber', 'duplicate_id_number', idNumber, idNumbers);
      this.#once(row, 'number', 'duplicate_number', number && `${school}|${number}`, numbers);
      const isBare = idNumber === null && number === null && row.text('idNumber') === null;
      this.#once(row, 'name', 'namesake', isBare && name !== null ? `${school}|${name}` : null, names);
      if (name === null || school === null || classId === null) return [];
      const village = this.#short('students', row, 'village');
      return [
        {
          row: row.number,
          school,
          class: classId,
          name,
          idNumber,
          number,
          township,
          village,
          flags,
          guardians,
        },
      ];
    });
  }

  #once(
    row: Row,
    column: string,
    reason: RosterReason,
    value: string | null,
    seen: Map<string, number>,
  ): void {
    if (value === null) return;
    const before = seen.get(value);
    if (before !== undefined) this.#complain('students', row, column, reason, String(before));
    else seen.set(value, row.number);
  }

  /** Digits that a table program has taken for a number are cut after the fifteenth. */
  #exact(sheet: SheetKey, row: Row, column: string): string | null {
    if (row.hasLostDigits(column)) {
      this.#complain(sheet, row, column, 'lost_digits');
      return null;
    }
    return this.#short(sheet, row, column);
  }

  #idNumber(row: Row): string | null {
    const text = this.#exact('students', row, 'idNumber');
    if (text === null) return null;
    const plain = plainIdNumber(text);
    const fault = idNumberFault(plain);
    if (fault) this.#complain('students', row, 'idNumber', `bad_id_${fault}`);
    return fault ? null : plain;
  }

  #phone(sheet: SheetKey, row: Row, column: string): string | null {
    const text = this.#exact(sheet, row, column);
    if (text === null) return null;
    const digits = phoneDigits(text);
    if (/^(?:1[3-9]\d{9}|0\d{9,11})$/.test(digits)) return digits;
    this.#complain(sheet, row, column, 'bad_phone');
    return null;
  }

  /** WeCom compares accounts without regard to case; one account is one person. */
  #account(
    sheet: SheetKey,
    row: Row,
    column: string,
    channel: 'member' | 'parent',
    person: string,
  ): string | null {
    const text = row.text(column);
    if (text === null) return null;
    if (!/^[0-9A-Za-z][0-9A-Za-z_.@-]{0,63}$/.test(text)) {
      this.#complain(sheet, row, column, 'bad_account');
      return null;
    }
    return this.#onePerson(sheet, row, column, channel, text.toLowerCase(), person);
  }

  /** What a gateway calls somebody is whatever the gateway says, so only what no gateway says is refused. */
  #wechaty(sheet: SheetKey, row: Row, column: string, person: string): string | null {
    const text = this.#exact(sheet, row, column);
    if (text === null) return null;
    if (!/^[\x21-\x7e]{1,64}$/.test(text)) {
      this.#complain(sheet, row, column, 'bad_wechaty');
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
      this.#complain(sheet, row, column, 'duplicate_account', String(before.row));
    else this.#accounts.set(`${channel}/${id}`, { row: row.number, person });
    return id;
  }

  #flags(row: Row): string[] {
    const words =
      row
        .text('flags')
        ?.split(/[、,，;；/\s]+/)
        .filter(Boolean) ?? [];
    return [
      ...new Set(
        words.flatMap((word) => {
          const [, flag] = FLAG_WORDS.find(([pattern]) => pattern.test(word)) ?? [];
          if (flag === undefined) this.#complain('students', row, 'flags', 'unknown_flag', word);
          return flag ?? [];
        }),
      ),
    ];
  }

  #guardians(row: Row): RosterGuardian[] {
    return Array.from({ length: MOST_GUARDIANS }, (_, index) => index + 1).flatMap((place) => {
      const column = (part: GuardianPart) =>
        row.columns.find((name) => name.startsWith(guardianKey(place, part))) ?? guardianKey(place, part);
      const name = this.#short('students', row, column('name'));
      const phone = this.#phone('students', row, column('phone'));
      const account = this.#account(
        'students',
        row,
        column('account'),
        'parent',
        `${name ?? ''}|${phone ?? ''}`,
      );
      const wechaty = this.#wechaty('students', row, column('wechaty'), `${name ?? ''}|${phone ?? ''}`);
      if (name === null && phone === null && account === null && wechaty === null) return [];
      const kin = row.columns
        .filter((text) => text.startsWith(`guardian:${place}:`) && row.text(text) !== null)
        .map((text) => text.split(':')[3])
        .find(Boolean);
      return [
        {
          ...{ name, phone, account, wechaty },
          relation: row.text(column('relation')) ?? kin ?? null,
          language: this.#language(row, column('language')),
          voice: this.#voice(row, column('voice')),
        },
      ];
    });
  }

  #language(row: Row, column: string): string | null {
    const text = row.text(column);
    if (text === null) return null;
    const language = languageNamed(text);
    if (language === undefined) this.#complain('students', row, column, 'unknown_language', text);
    return language ?? null;
  }

  #voice(row: Row, column: string): boolean {
    const text = row.text(column);
    if (text === null || NO.test(text)) return false;
    if (!YES.test(text)) this.#complain('students', row, column, 'yes_or_no', text);
    return YES.test(text);
  }

  #staff(table: Table, known: Known): RosterStaff[] {
    return table.rows.flatMap((row) => {
      const name = this.#needed('staff', row, 'name');
      const post = this.#needed('staff', row, 'post');
      const phone = this.#phone('staff', row, 'phone');
      const account = this.#account('staff', row, 'account', 'member', `${name}|${phone ?? ''}`);
      const wechaty = this.#wechaty('staff', row, 'wechaty', `${name}|${phone ?? ''}`);
      const role = post === null ? null : this.#role(post, row.text('unit'), known);
      if (post !== null && role === null) this.#complain('staff', row, 'post', 'unknown_post', post);
      if (name === null || role === null) return [];
      return this.#placesFor(role, row, known).map((place) => ({
        ...NOWHERE,
        row: row.number,
        name,
        phone,
        account,
        wechaty,
        role,
        ...place,
      }));
    });
  }

  /**
   * One word may mean several posts (控辍保学专干 of a school, of a township, of the bureau): the unit decides. Somebody of a
   * school never comes to a post over the district that way.
   */
  #role(post: string, unit: string | null, { schools, townships, villages }: Known): Role | null {
    const roles = rolesNamed(this.#posts, post).filter((role) => role !== 'guardian');
    const isOf = (levels: readonly Level[]) =>
      roles.find((role) => levels.includes(kinds[role].level)) ?? null;
    if (unit === null && schools.length !== 1) return isOf(OF_COUNTY) ?? roles[0] ?? null;
    if (unit === null) return isOf([...OF_SCHOOL, ...OF_COUNTY]) ?? roles[0] ?? null;
    if (schools.some(({ name }) => name === unit)) return isOf(OF_SCHOOL);
    if (townships.has(unit)) return isOf(['township']);
    if (villages?.has(unit)) return isOf(OF_VILLAGE);
    return isOf([...OF_VILLAGE, ...OF_COUNTY]) ?? roles[0] ?? null;
  }

  #placesFor(role: Role, row: Row, known: Known): Partial<RosterStaff>[] {
    const unit = row.text('unit');
    const needsUnit = (): [] => {
      this.#complain('staff', row, 'unit', 'post_needs_unit');
      return [];
    };
    switch (kinds[role].level) {
      case 'class': {
        const school = this.#school('staff', row, 'unit', known.schools);
        const classes =
          row
            .text('class')
            ?.split(/[、,，;；]+/)
            .filter(Boolean) ?? [];
        if (classes.length === 0) this.#complain('staff', row, 'class', 'post_needs_class');
        return classes.flatMap((text) => {
          const name = school && this.#class('staff', row, text.trim(), school, known.classes);
          return name ? [{ school, class: name }] : [];
        });
      }
      case 'school': {
        const school = this.#school('staff', row, 'unit', known.schools);
        return school ? [{ school }] : [];
      }
      case 'township':
        if (unit === null) return needsUnit();
        if (known.townships.has(unit)) return [{ township: unit }];
        this.#complain('staff', row, 'unit', 'unknown_township', unit);
        return [];
      case 'village':
      case 'group':
      case 'household':
        if (unit === null) return needsUnit();
        if (known.villages === null || known.villages.has(unit)) return [{ village: unit }];
        this.#complain('staff', row, 'unit', 'unknown_village', unit);
        return [];
      default: {
        if (role !== 'unit') return [{}];
        if (unit === null) return needsUnit();
        const office = unitNamed(unit);
        if (office) return [{ office: unitTitles[office] }];
        this.#complain('staff', row, 'unit', 'unknown_unit', unit);
        return [];
      }
    }
  }

  /** Class teachers told on either sheet: one each, and the same person when the school has one of that name. */
  #together(staff: readonly RosterStaff[], teachers: readonly RosterStaff[]): RosterStaff[] {
    const posts = [...staff];
    for (const teacher of teachers) {
      const namesakes = staff.filter(
        ({ school, name }) => school === teacher.school && name === teacher.name,
      );
      const same = namesakes.find(({ phone }) => teacher.phone === null || phone === teacher.phone);
      const told = same
        ? {
            ...teacher,
            phone: same.phone,
            account: teacher.account ?? same.account,
            wechaty: same.wechaty,
          }
        : teacher;
      const isThere = staff.some(
        (post) =>
          post.role === 'homeroom_teacher' &&
          post.school === told.school &&
          post.class === told.class &&
          post.name === told.name &&
          post.phone === told.phone,
      );
      if (!isThere) posts.push(told);
    }
    const heads = new Map<string, RosterStaff>();
    for (const post of posts) {
      if (post.role !== 'homeroom_teacher') continue;
      const before = heads.get(`${post.school}|${post.class}`);
      if (before && !(before.name === post.name && before.phone === post.phone)) {
        const isOnClasses = teachers.some(({ row, class: name }) => row === post.row && name === post.class);
        const sheet = isOnClasses && !staff.includes(post) ? 'classes' : 'staff';
        this.#complain(
          sheet,
          post.row,
          sheet === 'classes' ? 'teacher' : 'class',
          'two_homeroom_teachers',
          String(before.row),
        );
      } else heads.set(`${post.school}|${post.class}`, post);
    }
    return posts;
  }
}

const OF_SCHOOL: readonly Level[] = ['class', 'school'];
const OF_VILLAGE: readonly Level[] = ['village', 'group', 'household'];
const OF_COUNTY: readonly Level[] = ['county', 'system'];

const NOWHERE = { school: null, class: null, township: null, village: null, office: null } as const;

const FLAG_WORDS: readonly (readonly [RegExp, string])[] = [
  [/留守/, 'left_behind'],
  [/监测|脱贫|建档/, 'monitored'],
  [/残疾/, 'disabled'],
  [/困难|低保|贫困/, 'hardship'],
  [/流动|随迁/, 'migrant'],
  [/厌学/, 'weary'],
];

const columnIn = (key: SheetKey, cell: Cell): string | null =>
  typeof cell === 'string' ? columnNamed(key, cell) : null;

const cellsOf = (cells: readonly Cell[], columns: readonly (string | null)[]): Map<string, Cell> => {
  const found = new Map<string, Cell>();
  for (const [index, column] of columns.entries())
    if (column !== null && !found.has(column)) found.set(column, cells[index] ?? null);
  return found;
};

function titleOf(sheet: SheetKey, column: string): string {
  const [kind, place, part] = column.split(':');
  if (kind === 'guardian') return guardianTitle(Number(place), part as GuardianPart);
  const rules: Readonly<Record<string, { title: string }>> = COLUMNS[sheet];
  return rules[column]?.title ?? column;
}

const clockOf = (share: number): string => {
  const minutes = Math.round(share * 24 * 60);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
};
