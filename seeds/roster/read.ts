import type { RosterProblem, RosterReason } from '../../templates/roster.ts';
import type { WecomPosts } from '../load-wecom-posts.ts';
import { readSheets, type SheetRows } from '../workbook-file.ts';
import { RosterCells } from './cells.ts';
import { readClasses, readSchools } from './places.ts';
import type { Roster } from './roster.ts';
import { readStaff, together } from './staff.ts';
import { readStudents } from './students.ts';
import { type Table, tableOf } from './tables.ts';

export type RosterResult = { ok: true; roster: Roster } | { ok: false; problems: RosterProblem[] };

const MOST_BYTES = 20 * 1024 * 1024;

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
  return rosterOf(sheets, posts, onProgress);
}

function rosterOf(
  sheets: readonly SheetRows[],
  posts: WecomPosts,
  onProgress: (done: number, total: number) => void,
): RosterResult {
  const cells = new RosterCells();
  const tables = {
    schools: tableOf(cells, sheets, 'schools', true),
    classes: tableOf(cells, sheets, 'classes', true),
    staff: tableOf(cells, sheets, 'staff', false),
    students: tableOf(cells, sheets, 'students', false),
  };
  const total = Object.values(tables).reduce((sum, table) => sum + (table?.rows.length ?? 0), 0);
  let done = 0;
  const step = (table: Table | null): void => {
    done += table?.rows.length ?? 0;
    onProgress(done, total);
  };
  const { schools, district } = readSchools(cells, tables.schools);
  step(tables.schools);
  const townships = new Set(schools.map(({ township }) => township));
  const { classes, teachers } = readClasses(cells, tables.classes, schools);
  step(tables.classes);
  const students = tables.students && readStudents(cells, tables.students, { schools, classes, townships });
  step(tables.students);
  const villages = new Set(tables.students?.rows.flatMap((row) => row.text('village') ?? []));
  const known = { schools, classes, townships, villages: students ? villages : null };
  const staff = together(cells, tables.staff ? readStaff(cells, posts, tables.staff, known) : [], teachers);
  step(tables.staff);
  if (cells.problems.length > 0) return { ok: false, problems: cells.problems };
  return {
    ok: true,
    roster: { district, schools, classes, staff, isStaffTold: tables.staff !== null, students },
  };
}
