import { plainHeader } from '../workbook-file.ts';

/** The four sheets of a roster workbook and their columns, with the spellings that schools use for them. */

export const SHEETS = {
  schools: { name: '学校', pattern: /^学校/ },
  classes: { name: '班级', pattern: /^班级/ },
  staff: { name: '教职工', pattern: /^(?:教职工|教师|老师|人员|职工)/ },
  students: { name: '学生', pattern: /^(?:学生|花名册)/ },
} as const;
export type SheetKey = keyof typeof SHEETS;

interface ColumnRule {
  /** As the template writes it, and problems name it. */
  readonly title: string;
  readonly spellings: readonly string[];
  /** Without this column the sheet says nothing. */
  readonly isNeeded?: boolean;
}

const PHONE = ['手机', '手机号', '手机号码', '电话', '联系电话', '电话号码', '联系方式'];
const ACCOUNT = ['账号', '帐号', '企业微信账号', '企微账号', 'userid', '企业微信userid', '企业微信id'];
/** An id of the gateway, not of WeCom: for whoever is reached through Wechaty alone. */
const WECHATY = { title: 'Wechaty账号', spellings: ['wechaty', 'wechatyid', 'wechaty编号'] };
const SCHOOL = ['学校', '学校名称', '校名', '所在学校', '就读学校', '校区'];

/** The columns of each sheet but the parents', which are numbered. */
export const COLUMNS = {
  schools: {
    name: { title: '学校名称', spellings: ['学校', '校名', '名称', '学校全称'], isNeeded: true },
    township: {
      title: '乡镇',
      spellings: ['乡镇街道', '所属乡镇', '所在乡镇', '镇', '街道', '所属乡镇街道', '乡镇名称'],
      isNeeded: true,
    },
    district: { title: '区县', spellings: ['区县名称', '所属区县', '县区', '区', '县'] },
    firstLesson: {
      title: '第一节课',
      spellings: ['首节课', '第一节课时间', '首节课时间', '上课时间', '第一节'],
    },
  },
  classes: {
    school: { title: '学校', spellings: SCHOOL },
    name: { title: '班级', spellings: ['班级名称', '班名', '名称'], isNeeded: true },
    teacher: { title: '班主任', spellings: ['班主任姓名', '班主任老师'] },
    phone: { title: '班主任手机', spellings: PHONE.map((word) => `班主任${word}`) },
    account: { title: '班主任账号', spellings: ACCOUNT.map((word) => `班主任${word}`) },
  },
  staff: {
    name: { title: '姓名', spellings: ['教师姓名', '教职工姓名', '人员姓名', '名字'], isNeeded: true },
    phone: { title: '手机', spellings: PHONE },
    account: { title: '账号', spellings: ACCOUNT },
    wechaty: WECHATY,
    unit: { title: '单位', spellings: ['所在单位', '工作单位', '学校或单位', ...SCHOOL] },
    class: { title: '班级', spellings: ['任教班级', '负责班级', '所带班级', '班级名称'] },
    post: { title: '岗位', spellings: ['职务', '职位', '担任职务', '角色'], isNeeded: true },
  },
  students: {
    school: { title: '学校', spellings: SCHOOL },
    class: { title: '班级', spellings: ['班级名称', '所在班级', '班'], isNeeded: true },
    name: { title: '姓名', spellings: ['学生姓名', '名字'], isNeeded: true },
    idNumber: {
      title: '身份证号',
      spellings: ['身份证', '身份证号码', '证件号', '证件号码', '身份证件号', '公民身份号码'],
    },
    number: { title: '学号', spellings: ['学籍号', '全国学籍号', '学生学号', '学籍号码'] },
    township: {
      title: '户籍乡镇',
      spellings: ['户籍所在乡镇', '户籍地', '户籍', '户口所在乡镇', '户籍乡镇街道'],
    },
    village: {
      title: '村',
      spellings: ['村社区', '所在村', '村居', '行政村', '村委会', '居住村', '家庭所在村'],
    },
    flags: { title: '类别', spellings: ['学生类别', '特殊类别', '标记', '特殊情况', '备注类别'] },
    found: { title: '失学登记', spellings: ['登记的失学儿童', '失学儿童', '是否失学登记'] },
  },
} as const satisfies Record<SheetKey, Record<string, ColumnRule>>;

export const MOST_GUARDIANS = 4;
export type GuardianPart = 'name' | 'phone' | 'account' | 'wechaty' | 'relation' | 'language' | 'voice';
const PARTS: Readonly<Record<GuardianPart, { title: string; spellings: readonly string[] }>> = {
  name: { title: '姓名', spellings: ['姓名', '名字', ''] },
  phone: { title: '手机', spellings: PHONE },
  account: { title: '账号', spellings: ACCOUNT },
  wechaty: { ...WECHATY, spellings: [WECHATY.title.toLowerCase(), ...WECHATY.spellings] },
  relation: { title: '关系', spellings: ['关系', '与学生关系', '称谓'] },
  language: { title: '语言', spellings: ['语言', '常用语言', '用什么话', '说什么话'] },
  voice: { title: '听语音', spellings: ['听语音', '要语音', '语音', '听录音'] },
};

/** 家长1手机. */
export const guardianTitle = (place: number, part: GuardianPart): string =>
  `家长${place}${PARTS[part].title}`;

/** Which column a header names; null for one of no use to us. */
export function columnNamed(sheet: SheetKey, header: string): string | null {
  const plain = plainHeader(header);
  if (plain === '') return null;
  for (const [key, rule] of Object.entries(COLUMNS[sheet]) as [string, ColumnRule][])
    if ([rule.title, ...rule.spellings].some((spelling) => plainHeader(spelling) === plain)) return key;
  return sheet === 'students' ? guardianColumn(plain) : null;
}

/** Parents are numbered (家长1手机), alone (家长手机), or called father and mother, who are the first two. */
function guardianColumn(plain: string): string | null {
  const [, numbered, place = '', kin, rest = ''] =
    /^(?:(家长|监护人|父母)([1-4一二三四]?)|(父亲|母亲))(.*)$/.exec(plain) ?? [];
  if (!numbered && !kin) return null;
  const part = (Object.keys(PARTS) as GuardianPart[]).find((key) => PARTS[key].spellings.includes(rest));
  if (!part) return null;
  const at = kin ? (kin === '父亲' ? 1 : 2) : Number(place || 1) || '一二三四'.indexOf(place) + 1;
  return guardianKey(at, part, kin ?? null);
}

/** `guardian:1:phone`, with the relation behind where the header tells it. */
export const guardianKey = (place: number, part: GuardianPart, kin: string | null = null): string =>
  ['guardian', place, part, ...(kin ? [kin] : [])].join(':');
