import type { DirectoryParts, Leave, Post } from '../../domain/people/directory.ts';
import type { Role } from '../../domain/people/roles.ts';

const SINCE = '2026-09-01';

/** Two classes of one school and one of another; names as teachers mix them up. */
const CLASSES = [
  {
    id: 'c31',
    name: '三(1)班',
    school: 'tangdan',
    names: ['张伟', '李思雨', '岩温罕', '杨春燕', '罗志明', '马小军', '陈静', '周强', '赵敏', '孙浩'],
  },
  {
    id: 'c32',
    name: '三(2)班',
    school: 'tangdan',
    names: ['陈雨涵', '陈语晗', '何光明', '沈大勇', '吴佳', '郑倩'],
  },
  { id: 'c71', name: '七(1)班', school: 'middle', names: ['马建平', '白雪', '高兰', '施洋'] },
] as const;

const STAFF: readonly (readonly [id: string, name: string, role: Role, unit: string])[] = [
  ['wang', '王老师', 'homeroom_teacher', 'c31'],
  ['liu', '刘老师', 'homeroom_teacher', 'c32'],
  ['he', '何老师', 'homeroom_teacher', 'c71'],
  ['zhao', '赵主任', 'academic_office', 'tangdan'],
  ['qian', '钱校长', 'principal', 'tangdan'],
  ['feng', '冯主任', 'academic_office', 'middle'],
  ['wei', '卫校长', 'principal', 'middle'],
  ['luo', '罗支书', 'village_cadre', 'v1'],
  ['sun', '孙副镇长', 'township_officer', 't1'],
  ['shen', '申镇长', 'township_head', 't1'],
  ['pan', '潘警官', 'police_station', 't1'],
  ['zhou', '周老师', 'bureau_officer', 'district'],
  ['wu', '吴局长', 'bureau_head', 'district'],
  ['deng', '邓区长', 'district_head', 'district'],
];

const post = (person: string, role: Role, unit: string | null, students?: readonly string[]): Post => ({
  person,
  role,
  unit,
  ...(students ? { students } : {}),
  from: SINCE,
  until: null,
});

/** `c31-1` is the first pupil of 三(1)班; `g-c31-1` is that pupil's guardian. */
export const pupil = (classId: string, name: string): string => {
  const names: readonly string[] = CLASSES.find(({ id }) => id === classId)?.names ?? [];
  return `${classId}-${names.indexOf(name) + 1}`;
};

/** The town; `leaves` are people away from work, `without` posts that nobody holds. 徐老师 has no post. */
export const fieldCounty = ({
  leaves = [],
  without = [],
}: {
  leaves?: readonly Leave[];
  without?: readonly string[];
} = {}): DirectoryParts => {
  const students = CLASSES.flatMap(({ id, school, names }) =>
    names.map((name, place) => ({
      id: `${id}-${place + 1}`,
      name,
      class: id,
      school,
      household: 't1',
      village: 'v1',
      flags: [],
      guardians: [`g-${id}-${place + 1}`],
    })),
  );
  return {
    district: { id: 'district', name: '东川区' },
    townships: [{ id: 't1', name: '汤丹镇' }],
    schools: [
      { id: 'tangdan', name: '汤丹中心小学', township: 't1', firstLesson: '08:00' },
      { id: 'middle', name: '汤丹中学', township: 't1', firstLesson: '08:00' },
    ],
    classes: CLASSES.map(({ id, name, school }) => ({ id, name, school })),
    students,
    people: [
      ...STAFF.map(([id, name]) => ({ id, name })),
      { id: 'helper', name: '尹帮扶' },
      { id: 'xu', name: '徐老师' },
      ...students.map(({ id, name }) => ({ id: `g-${id}`, name: `${name}的家长` })),
    ],
    posts: [
      ...STAFF.filter(([id]) => !without.includes(id)).map(([id, , role, unit]) => post(id, role, unit)),
      post('helper', 'household_helper', null, ['c31-1', 'c71-1']),
    ],
    leaves,
  };
};
