import { idNumberFault } from '../../domain/people/id-number.ts';
import { plainIdNumber } from '../../domain/people/masking.ts';
import type { RosterReason } from '../../templates/roster.ts';
import { languageNamed } from '../languages.ts';
import type { Row } from '../workbook-file.ts';
import type { RosterCells } from './cells.ts';
import { type GuardianPart, guardianKey, MOST_GUARDIANS } from './columns.ts';
import type { Roster, RosterGuardian, RosterStudent } from './roster.ts';
import type { Table } from './tables.ts';

const YES = /^(?:是|要|听|√|✓|1|y|yes)$/i;
const NO = /^(?:否|不|不要|不用|×|0|n|no)$/i;

const FLAG_WORDS: readonly (readonly [RegExp, string])[] = [
  [/留守/, 'left_behind'],
  [/监测|脱贫|建档/, 'monitored'],
  [/残疾/, 'disabled'],
  [/困难|低保|贫困/, 'hardship'],
  [/流动|随迁/, 'migrant'],
  [/厌学/, 'weary'],
];

/** The pupils, each with the class it is in. */
export function readStudents(
  cells: RosterCells,
  table: Table,
  { schools, classes, townships }: Pick<Roster, 'schools' | 'classes'> & { townships: ReadonlySet<string> },
): RosterStudent[] {
  const numbers = new Map<string, number>();
  const idNumbers = new Map<string, number>();
  const names = new Map<string, number>();
  return table.rows.flatMap((row) => {
    const name = cells.needed('students', row, 'name');
    const school = cells.school('students', row, 'school', schools);
    const given = cells.needed('students', row, 'class');
    const classId = school && given ? cells.class('students', row, given, school, classes) : null;
    const idNumber = idNumberOf(cells, row);
    const number = cells.exact('students', row, 'number');
    const township = cells.short('students', row, 'township');
    if (township !== null && !townships.has(township))
      cells.complain('students', row, 'township', 'unknown_township', township);
    const flags = flagsOf(cells, row);
    const isFound = yesOrNo(cells, row, 'found');
    const guardians = guardiansOf(cells, row);
    once(cells, row, 'idNumber', 'duplicate_id_number', idNumber, idNumbers);
    once(cells, row, 'number', 'duplicate_number', number && `${school}|${number}`, numbers);
    const isBare = idNumber === null && number === null && row.text('idNumber') === null;
    once(cells, row, 'name', 'namesake', isBare && name !== null ? `${school}|${name}` : null, names);
    if (name === null || school === null || classId === null) return [];
    const village = cells.short('students', row, 'village');
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
        isFound,
        guardians,
      },
    ];
  });
}

function once(
  cells: RosterCells,
  row: Row,
  column: string,
  reason: RosterReason,
  value: string | null,
  seen: Map<string, number>,
): void {
  if (value === null) return;
  const before = seen.get(value);
  if (before !== undefined) cells.complain('students', row, column, reason, String(before));
  else seen.set(value, row.number);
}

function idNumberOf(cells: RosterCells, row: Row): string | null {
  const text = cells.exact('students', row, 'idNumber');
  if (text === null) return null;
  const plain = plainIdNumber(text);
  const fault = idNumberFault(plain);
  if (fault) cells.complain('students', row, 'idNumber', `bad_id_${fault}`);
  return fault ? null : plain;
}

function flagsOf(cells: RosterCells, row: Row): string[] {
  const words =
    row
      .text('flags')
      ?.split(/[、,，;；/\s]+/)
      .filter(Boolean) ?? [];
  return [
    ...new Set(
      words.flatMap((word) => {
        const [, flag] = FLAG_WORDS.find(([pattern]) => pattern.test(word)) ?? [];
        if (flag === undefined) cells.complain('students', row, 'flags', 'unknown_flag', word);
        return flag ?? [];
      }),
    ),
  ];
}

function guardiansOf(cells: RosterCells, row: Row): RosterGuardian[] {
  return Array.from({ length: MOST_GUARDIANS }, (_, index) => index + 1).flatMap((place) => {
    const column = (part: GuardianPart) =>
      row.columns.find((name) => name.startsWith(guardianKey(place, part))) ?? guardianKey(place, part);
    const name = cells.short('students', row, column('name'));
    const phone = cells.phone('students', row, column('phone'));
    const account = cells.account(
      'students',
      row,
      column('account'),
      'parent',
      `${name ?? ''}|${phone ?? ''}`,
    );
    const wechaty = cells.wechaty('students', row, column('wechaty'), `${name ?? ''}|${phone ?? ''}`);
    if (name === null && phone === null && account === null && wechaty === null) return [];
    const kin = row.columns
      .filter((text) => text.startsWith(`guardian:${place}:`) && row.text(text) !== null)
      .map((text) => text.split(':')[3])
      .find(Boolean);
    return [
      {
        ...{ name, phone, account, wechaty },
        relation: row.text(column('relation')) ?? kin ?? null,
        language: languageOf(cells, row, column('language')),
        voice: yesOrNo(cells, row, column('voice')) ?? false,
      },
    ];
  });
}

function languageOf(cells: RosterCells, row: Row, column: string): string | null {
  const text = row.text(column);
  if (text === null) return null;
  const language = languageNamed(text);
  if (language === undefined) cells.complain('students', row, column, 'unknown_language', text);
  return language ?? null;
}

function yesOrNo(cells: RosterCells, row: Row, column: string): boolean | null {
  const text = row.text(column);
  if (text === null) return null;
  if (!YES.test(text) && !NO.test(text)) cells.complain('students', row, column, 'yes_or_no', text);
  return YES.test(text);
}
