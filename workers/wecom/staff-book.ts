import type { AccountRow, WantedPerson, WantedPost, WantedUnit } from '../../domain/people/register.ts';
import { unitNamed, unitTitles } from '../../domain/people/roles.ts';
import type { PostRule, WecomPosts } from '../../seeds/load-wecom-posts.ts';
import type { Bearers } from './bearers.ts';
import { MEMBER_GONE, type Member, type StaffDepartment } from './directory-api.ts';

/** The value of `PostRow.source` for what the staff book tells. */
export const STAFF_POSTS = 'wecom_staff';

/** The staff book as it was read. */
export interface StaffBook {
  departments: readonly StaffDepartment[];
  members: readonly Member[];
  /** Who carries a tag that a rule names, by tag: members and departments. */
  tags: ReadonlyMap<number, { members: ReadonlySet<string>; departments: ReadonlySet<number> }>;
}

export interface NamedPlace {
  id: string;
  name: string;
}

/** The departments as a tree, with the places that some of them are. */
export interface StaffTree {
  townships: NamedPlace[];
  /** The name of the district, where a department tells it. */
  district: string | null;
  /** The nearest place of a kind at or above a department. */
  townshipAbove(department: number): NamedPlace | undefined;
  isInBureau(department: number): boolean;
  /** The department and those above it, nearest first. */
  chain(department: number): readonly StaffDepartment[];
  named(name: string): readonly StaffDepartment[];
}

const townshipId = (department: number): string => `o-${department}`;

/** Two departments of one name, such as a township's office and its schools, are one township. */
export function staffTree(departments: readonly StaffDepartment[], { places }: WecomPosts): StaffTree {
  const tree = new Map(departments.map((item) => [item.id, item]));
  const chain = (department: number): StaffDepartment[] => {
    const found: StaffDepartment[] = [];
    for (let next = tree.get(department); next && !found.includes(next); next = tree.get(next.parentid))
      found.push(next);
    return found;
  };
  const nameAs = (kind: 'district' | 'township', { name }: StaffDepartment): string | null => {
    for (const rule of places.filter((place) => place.kind === kind)) {
      const match = rule.name.exec(name.trim());
      if (match) return match[1] ?? '';
    }
    return null;
  };
  const townships = new Map<string, NamedPlace>();
  for (const item of departments.toSorted((one, other) => one.id - other.id)) {
    const name = nameAs('township', item);
    if (name && !townships.has(name)) townships.set(name, { id: townshipId(item.id), name });
  }
  return {
    townships: [...townships.values()],
    district: departments.map((item) => nameAs('district', item)).find(Boolean) ?? null,
    townshipAbove: (department) => {
      const names = chain(department).flatMap((item) => nameAs('township', item) ?? []);
      return townships.get(names.at(-1) ?? '');
    },
    isInBureau: (department) => chain(department).some((item) => nameAs('district', item) !== null),
    chain,
    named: (name) => departments.filter((item) => item.name.trim() === name.trim()),
  };
}

/** Shorter names say too little to find a school by a part of them. */
const TELLING = 4;

/** The school that a department, or one above it, is: of the same name, or the only one that contains it. */
function schoolAbove(
  department: number,
  tree: StaffTree,
  schools: readonly NamedPlace[],
): NamedPlace | undefined {
  for (const { name } of tree.chain(department)) {
    const plain = name.trim();
    const same = schools.find((school) => school.name === plain);
    if (same) return same;
    const alike = schools.filter(
      (school) => plain.length >= TELLING && (school.name.includes(plain) || plain.includes(school.name)),
    );
    if (alike.length === 1) return alike[0];
  }
  return undefined;
}

/** The township a school lies in: that of its department, else the one whose name the school's begins with. */
export function townshipFor(
  school: NamedPlace,
  tree: StaffTree | null,
  townships: readonly NamedPlace[],
): string | null {
  for (const { id } of tree?.named(school.name) ?? []) {
    const above = tree?.townshipAbove(id);
    if (above) return above.id;
  }
  const stem = ({ name }: NamedPlace): string => name.replace(/(?:镇|乡|街道)$/, '');
  const [longest] = townships
    .filter((township) => stem(township).length > 1 && school.name.includes(stem(township)))
    .toSorted((one, other) => stem(other).length - stem(one).length);
  return longest?.id ?? null;
}

export interface StaffPart {
  people: WantedPerson[];
  posts: WantedPost[];
  accounts: AccountRow[];
}

export const townshipUnits = (tree: StaffTree, district: string): WantedUnit[] =>
  tree.townships.map(({ id, name }) => ({ id, name, kind: 'township' as const, parent: district }));

/** The members who are there, their accounts, and the posts that their positions mean. */
export function staffPart(
  { members, tags }: Pick<StaffBook, 'members' | 'tags'>,
  tree: StaffTree,
  { posts: rules }: WecomPosts,
  where: { schools: readonly NamedPlace[]; district: string; bearers: Bearers },
): StaffPart {
  const present = members.filter(({ status }) => !MEMBER_GONE.includes(status));
  const unitFor = (rule: PostRule, department: number): string | undefined => {
    // A corp of a single school need not have a department of that name.
    const only = where.schools.length === 1 ? where.schools[0] : undefined;
    switch (rule.level) {
      case 'school':
        return (schoolAbove(department, tree, where.schools) ?? only)?.id;
      case 'township':
        return tree.townshipAbove(department)?.id;
      case 'county':
        return mayBeCounty(rule, department) ? where.district : undefined;
      case 'system':
        return where.district;
      default:
        return undefined;
    }
  };
  // What a county post may see is the whole district: nobody of a school or township comes to it by a word like 督导.
  const mayBeCounty = ({ role }: PostRule, department: number): boolean => {
    const isBelow =
      tree.townshipAbove(department) !== undefined ||
      schoolAbove(department, tree, where.schools) !== undefined ||
      tree.chain(department).some(({ name }) => LOOKS_LIKE_SCHOOL.test(name.trim()));
    return !isBelow && (tree.isInBureau(department) || !OF_THE_BUREAU.has(role));
  };
  const postsOf = (member: Member): WantedPost[] =>
    member.department.flatMap((department, index) => {
      const name = tree.chain(department)[0]?.name ?? '';
      for (const rule of rules) {
        if (!fits(rule, member, { department, index, name, tags })) continue;
        const unit = unitFor(rule, department);
        const office = rule.role === 'unit' ? officeNamed(name) : null;
        if (unit === undefined || (rule.role === 'unit' && office === null)) continue;
        const person = where.bearers.member(member.userid);
        return [{ person, role: rule.role, unit, office, students: [], source: STAFF_POSTS }];
      }
      return [];
    });
  return {
    people: present.map(({ userid, name }) => ({ id: where.bearers.member(userid), name: name || userid })),
    posts: present.flatMap(postsOf),
    accounts: present.map(({ userid }) => ({
      channel: 'member',
      id: userid,
      person: where.bearers.member(userid),
      subscribed: null,
    })),
  };
}

const LOOKS_LIKE_SCHOOL = /(?:小学|中学|学校|幼儿园|校区|完小|初中|高中|学区|教学点|校)$/u;
const OF_THE_BUREAU: ReadonlySet<string> = new Set([
  'bureau_officer',
  'bureau_head',
  'bureau_enrolment',
  'inspector',
]);

const officeNamed = (department: string): string | null => {
  const unit = unitNamed(department);
  return unit && unitTitles[unit];
};

const fits = (
  { position, department, tag, isLeader }: PostRule,
  member: Member,
  at: { department: number; index: number; name: string; tags: StaffBook['tags'] },
): boolean => {
  if (position && !position.test(member.position.trim())) return false;
  if (department && !department.test(at.name)) return false;
  if (isLeader && member.is_leader_in_dept[at.index] !== 1) return false;
  if (tag === null) return true;
  const tagged = at.tags.get(tag);
  return tagged !== undefined && (tagged.members.has(member.userid) || tagged.departments.has(at.department));
};
