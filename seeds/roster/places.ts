import { houseClassName } from '../../domain/people/class-name.ts';
import type { Row } from '../workbook-file.ts';
import type { RosterCells } from './cells.ts';
import { NOWHERE, type Roster, type RosterStaff } from './roster.ts';
import type { Table } from './tables.ts';

/** The schools with their townships, and the district where one is named. */
export function readSchools(
  cells: RosterCells,
  table: Table | null,
): { schools: Roster['schools']; district: string | null } {
  const seen = new Map<string, number>();
  let district: string | null = null;
  const schools = (table?.rows ?? []).flatMap((row) => {
    const name = cells.needed('schools', row, 'name');
    const township = cells.needed('schools', row, 'township');
    district ??= cells.short('schools', row, 'district');
    const firstLesson = timeOf(cells, row);
    if (name === null || township === null) return [];
    const before = seen.get(name);
    if (before !== undefined) cells.complain('schools', row, 'name', 'duplicate_school', String(before));
    seen.set(name, row.number);
    return [{ name, township, firstLesson }];
  });
  return { schools, district };
}

function timeOf(cells: RosterCells, row: Row): string | null {
  const cell = row.cell('firstLesson');
  const text = row.text('firstLesson');
  if (text === null) return null;
  // A time without its format is a part of a day.
  const share = cell instanceof Object && 'digits' in cell ? Number(cell.digits) : Number.NaN;
  const plain = share > 0 && share < 1 ? clockOf(share) : text.normalize('NFKC').replace('点', ':');
  const [, hour = '', minute = ''] = /^([01]?\d|2[0-3])[:.]([0-5]\d)(?::\d\d)?$/.exec(plain) ?? [];
  if (hour) return `${hour.padStart(2, '0')}:${minute}`;
  cells.complain('schools', row, 'firstLesson', 'bad_time');
  return null;
}

/** The classes, and who teaches them. */
export function readClasses(cells: RosterCells, table: Table | null, schools: Roster['schools']) {
  const seen = new Map<string, number>();
  const teachers: RosterStaff[] = [];
  const classes = (table?.rows ?? []).flatMap((row) => {
    const school = cells.school('classes', row, 'school', schools);
    const name = cells.needed('classes', row, 'name');
    const teacher = cells.short('classes', row, 'teacher');
    const phone = cells.phone('classes', row, 'phone');
    const account = cells.account('classes', row, 'account', 'member', `${teacher}|${phone ?? ''}`);
    if (school === null || name === null) return [];
    const house = houseClassName(name);
    const before = seen.get(`${school}|${house}`);
    if (before !== undefined) cells.complain('classes', row, 'name', 'duplicate_class', String(before));
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

const clockOf = (share: number): string => {
  const minutes = Math.round(share * 24 * 60);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
};
