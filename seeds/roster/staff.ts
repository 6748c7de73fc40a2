import { posts as kinds, type Level, type Role, unitNamed, unitTitles } from '../../domain/people/roles.ts';
import { rolesNamed, type WecomPosts } from '../load-wecom-posts.ts';
import type { Row } from '../workbook-file.ts';
import type { RosterCells } from './cells.ts';
import { NOWHERE, type Roster, type RosterStaff } from './roster.ts';
import type { Table } from './tables.ts';

const OF_SCHOOL: readonly Level[] = ['class', 'school'];
const OF_VILLAGE: readonly Level[] = ['village', 'group', 'household'];
const OF_COUNTY: readonly Level[] = ['county', 'system'];

/** What staff may belong to; villages are null where no pupils are told. */
export interface Known extends Pick<Roster, 'schools' | 'classes'> {
  townships: ReadonlySet<string>;
  villages: ReadonlySet<string> | null;
}

/** The posts of the staff sheet, one for each place that is held. */
export function readStaff(cells: RosterCells, posts: WecomPosts, table: Table, known: Known): RosterStaff[] {
  return table.rows.flatMap((row) => {
    const name = cells.needed('staff', row, 'name');
    const post = cells.needed('staff', row, 'post');
    const phone = cells.phone('staff', row, 'phone');
    const account = cells.account('staff', row, 'account', 'member', `${name}|${phone ?? ''}`);
    const wechaty = cells.wechaty('staff', row, 'wechaty', `${name}|${phone ?? ''}`);
    const role = post === null ? null : roleOf(posts, post, row.text('unit'), known);
    if (post !== null && role === null) cells.complain('staff', row, 'post', 'unknown_post', post);
    if (name === null || role === null) return [];
    return placesFor(cells, role, row, known).map((place) => ({
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
function roleOf(
  posts: WecomPosts,
  post: string,
  unit: string | null,
  { schools, townships, villages }: Known,
): Role | null {
  const roles = rolesNamed(posts, post).filter((role) => role !== 'guardian');
  const isOf = (levels: readonly Level[]) => roles.find((role) => levels.includes(kinds[role].level)) ?? null;
  if (unit === null && schools.length !== 1) return isOf(OF_COUNTY) ?? roles[0] ?? null;
  if (unit === null) return isOf([...OF_SCHOOL, ...OF_COUNTY]) ?? roles[0] ?? null;
  if (schools.some(({ name }) => name === unit)) return isOf(OF_SCHOOL);
  if (townships.has(unit)) return isOf(['township']);
  if (villages?.has(unit)) return isOf(OF_VILLAGE);
  return isOf([...OF_VILLAGE, ...OF_COUNTY]) ?? roles[0] ?? null;
}

function placesFor(cells: RosterCells, role: Role, row: Row, known: Known): Partial<RosterStaff>[] {
  const unit = row.text('unit');
  const needsUnit = (): [] => {
    cells.complain('staff', row, 'unit', 'post_needs_unit');
    return [];
  };
  switch (kinds[role].level) {
    case 'class': {
      const school = cells.school('staff', row, 'unit', known.schools);
      const classes =
        row
          .text('class')
          ?.split(/[、,，;；]+/)
          .filter(Boolean) ?? [];
      if (classes.length === 0) cells.complain('staff', row, 'class', 'post_needs_class');
      return classes.flatMap((text) => {
        const name = school && cells.class('staff', row, text.trim(), school, known.classes);
        return name ? [{ school, class: name }] : [];
      });
    }
    case 'school': {
      const school = cells.school('staff', row, 'unit', known.schools);
      return school ? [{ school }] : [];
    }
    case 'township':
      if (unit === null) return needsUnit();
      if (known.townships.has(unit)) return [{ township: unit }];
      cells.complain('staff', row, 'unit', 'unknown_township', unit);
      return [];
    case 'village':
    case 'group':
    case 'household':
      if (unit === null) return needsUnit();
      if (known.villages === null || known.villages.has(unit)) return [{ village: unit }];
      cells.complain('staff', row, 'unit', 'unknown_village', unit);
      return [];
    default: {
      if (role !== 'unit') return [{}];
      if (unit === null) return needsUnit();
      const office = unitNamed(unit);
      if (office) return [{ office: unitTitles[office] }];
      cells.complain('staff', row, 'unit', 'unknown_unit', unit);
      return [];
    }
  }
}

/** Class teachers told on either sheet: one each, and the same person when the school has one of that name. */
export function together(
  cells: RosterCells,
  staff: readonly RosterStaff[],
  teachers: readonly RosterStaff[],
): RosterStaff[] {
  const posts = [...staff];
  for (const teacher of teachers) {
    const namesakes = staff.filter(({ school, name }) => school === teacher.school && name === teacher.name);
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
      cells.complain(
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
