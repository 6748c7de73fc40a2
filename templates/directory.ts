import type { DirectoryReport } from '../domain/people/directory-report.ts';
import { posts } from '../domain/people/roles.ts';

/** What the address book and the roster say of themselves: names they give, reports and refusals. */

/** A district of which no book tells the name. */
export const UNNAMED_DISTRICT = '本区';

const RELATED = /^(?!其他|其它|未知|家长)[\p{Script=Han}]{1,6}$/u;

/** WeCom has no names of parents: 张伟的妈妈, or 张伟的家长 where the relation tells nothing. */
export const guardianName = (child: string, relation: string): string =>
  `${child}的${RELATED.test(relation) ? relation : '家长'}`;

/** What a book could not tell; the rest was taken over. */
export const bookNotes = {
  refused: (what: string, say: string): string => `${what}没有读到，原有的保持不变。${say}`,
  refusedSome: (what: string, count: number, say: string): string =>
    `${what}有${count}处没有读到，原有的保持不变。${say}`,
  empty: (what: string): string =>
    `${what}读到的是空的，像是权限或可见范围变了，原有的保持不变。请到管理后台核对应用的可见范围。`,
  noStaff: '没有设置 WECOM_CONTACT_SECRET，教职工通讯录没有读，职务按原有的保持不变。',
  noSchool: '没有设置 WECOM_SCHOOL_SECRET，家校通讯录没有读，班级、学生和家长按原有的保持不变。',
  noTownship: (school: string): string =>
    `${school}没有找到所属的乡镇，暂时直接归区教体局。请在通讯录里把同名部门放到乡镇之下，再同步一次。`,
  unknownChange: (change: string): string => `通讯录变更“${change}”不需要处理。`,
} as const;

/** The parts of the books, as notes name them. */
export const bookParts = {
  schoolDepartments: '家校通讯录的班级',
  students: '家校通讯录的学生',
  staffDepartments: '通讯录的部门',
  members: '通讯录的成员',
  tags: '通讯录的标签',
} as const;

/** Why the directory is left as it is. */
export const directoryRefusals = {
  demo: [
    '现在库里是虚构的演示区，真实的学校和学生不能混进去，什么也没有改动。请在服务器上换掉演示数据（会先清空）：',
    '从企业微信通讯录：npm run sync -- --replace-demo',
    '从花名册：npm run import -- --replace-demo 名单.xlsx',
  ].join('\n'),
} as const;

/** What is under way, beside a progress bar. */
export const progressWords = {
  reading: '读取文件',
} as const;

const KINDS: Readonly<Record<string, string>> = {
  district: '区县',
  township: '乡镇（街道）',
  village: '村（社区）',
  school: '学校',
  class: '班级',
};

const SHOWN = 20;

const listed = (title: string, items: readonly string[]): string[] => {
  if (items.length === 0) return [];
  const more = items.length > SHOWN ? [`  ……等共${items.length}项`] : [];
  return [`${title}（${items.length}）：`, ...items.slice(0, SHOWN).map((item) => `  ${item}`), ...more];
};

const counted = (title: string, items: readonly unknown[]): string[] =>
  items.length > 0 ? [`${title}：${items.length}人`] : [];

/** The report as lines for whoever ran the import or the sync; pupils and parents are counted, not named. */
export const reportLines = (report: DirectoryReport, notes: readonly string[] = []): string[] => {
  const { places, moved, filled, vacated, staff, pupils, guardians } = report;
  const place = ({ kind, name }: { kind: string; name: string }) => `${KINDS[kind] ?? kind} ${name}`;
  const title = (role: keyof typeof posts) => posts[role].title;
  const lines = [
    ...listed('新增', places.added.map(place)),
    ...listed(
      '改名',
      places.renamed.map(({ was, name }) => `${was} → ${name}`),
    ),
    ...listed('撤并', places.closed.map(place)),
    ...listed(
      '换了岗位',
      moved.map(({ person, role, from, to }) => `${person} ${title(role)}：${from} → ${to}`),
    ),
    ...listed(
      '到岗',
      filled.map((post) => `${post.place} ${title(post.role)}：${post.person}`),
    ),
    ...listed(
      '空缺',
      vacated.map((post) => `${post.place} ${title(post.role)}（原为${post.person}）`),
    ),
    ...counted('新增教职工', staff.added),
    ...counted('离开的教职工', staff.left),
    ...counted('新增学生', pupils.added),
    ...counted('换班、转校的学生', pupils.moved),
    ...counted('登记的失学儿童进了班（个案接着办）', pupils.joined),
    ...counted('离开的学生（个案保留）', pupils.left),
    ...counted('新增家长', guardians.added),
    ...counted('离开的家长', guardians.left),
    ...counted('新关注学校通知的家长', report.subscribed),
    ...counted('取消关注学校通知的家长', report.unsubscribed),
  ];
  const body = report.size === 0 ? ['没有变化。'] : lines.length > 0 ? lines : ['有细小的变化，已更新。'];
  return [...body, ...listed('请留意', notes)];
};
