import type { ListChanges } from '../domain/comparison/changes.ts';
import type { Source } from '../domain/comparison/types.ts';

/** What is said about the lists of the four checks (四查三比对): every cell that is wrong, and what came of them. */

export const LIST_REASONS = [
  'not_xlsx',
  'too_big',
  'too_many_rows',
  'missing_column',
  'no_rows',
  'required',
  'too_long',
  'duplicate',
  'id_twice',
  'lost_digits',
  'old_id',
  'bad_id_number',
  'bad_id_birthday',
  'bad_id_checksum',
  'id_birth',
  'id_sex',
  'bad_birth',
  'bad_sex',
  'unknown_township',
  'unknown_school',
  'unknown_standing',
  'unknown_type',
] as const;
export type ListReason = (typeof LIST_REASONS)[number];

export interface ListProblem {
  source: Source;
  /** Null for the file as a whole. */
  sheet: string | null;
  /** As the table program numbers it. */
  row: number | null;
  column: string | null;
  reason: ListReason;
  /** A name of a column or a place, another row; never an identity number. */
  value?: string;
}

const STILL = '这一行仍按姓名、出生日期和监护人比对。';

const reasons: Readonly<Record<ListReason, (value: string) => string>> = {
  not_xlsx: () => '打不开。请用 .xlsx 格式另存后再比对（.xls、.csv 不行）。',
  too_big: (most) => `文件太大，最多${most}。请删去用不着的列再比对。`,
  too_many_rows: (most) => `行数太多，最多${most}行。请只留适龄儿童少年再比对。`,
  missing_column: (title) => `没有“${title}”这一列。请核对表头，或用模板（--template）填写。`,
  no_rows: () => '一行内容也没有。请核对是不是选错了文件。',
  required: () => '没有填。请补上后重新比对。',
  too_long: () => '太长了。请核对是不是填错了列。',
  duplicate: (row) => `和第${row}行是同一个孩子，只算一次。请核对是不是重复登记。`,
  id_twice: (row) => `身份证号和第${row}行相同，姓名不同。请查清是谁的号；${STILL}`,
  lost_digits: () => `这一格是“数字”格式，末几位已经丢失。请把整列改成“文本”格式重新填写；${STILL}`,
  old_id: () => `是15位的旧号。请换成18位的；${STILL}`,
  bad_id_number: () => `不是18位身份证号。没有的请留空；${STILL}`,
  bad_id_birthday: () => `身份证号里的出生日期不存在。请核对；${STILL}`,
  bad_id_checksum: () => `身份证号的最后一位（校验位）对不上。请核对是否抄错；${STILL}`,
  id_birth: () => `身份证号里的出生日期和“出生日期”一列不一样。请核对哪个对；${STILL}`,
  id_sex: () => `身份证号里的性别和“性别”一列不一样。请核对哪个对；${STILL}`,
  bad_birth: () => '不是日期。请写成 2015-03-04。',
  bad_sex: () => '请写男或女。',
  unknown_township: (name) => `通讯录里没有乡镇“${name}”。请核对名称；这个孩子暂时交区教体局分派。`,
  unknown_school: (name) => `通讯录里没有学校“${name}”。请核对名称；涉及的孩子暂时交区教体局分派。`,
  unknown_standing: (word) => `不认识学籍状态“${word}”，按在读比对。请写在读、休学、送教上门、毕业、转出等。`,
  unknown_type: (word) =>
    `不认识监测类型“${word}”，这一行没有比对。请写脱贫不稳定户、边缘易致贫户或突发严重困难户。`,
};

export const sourceTitles: Readonly<Record<Source, string>> = {
  household: '户籍名单',
  enrolment: '学籍名单',
  in_school: '在校名单',
  monitored: '监测对象名单',
};

/** "户籍名单 第5行“身份证号”：……" */
export const problemLine = ({ source, sheet, row, column, reason, value = '' }: ListProblem): string => {
  const place = [
    sourceTitles[source],
    sheet === null ? '' : `“${sheet}”表`,
    row === null ? '' : `第${row}行`,
    column === null ? '' : `“${column}”`,
  ];
  return `${place.filter(Boolean).join(' ')}：${reasons[reason](value)}`;
};

const MOST_LINES = 200;

/** What is wrong with the lists, for whoever ran the comparison; the workbook has all of it. */
export const problemLines = (problems: readonly ListProblem[]): string[] =>
  problems.length === 0
    ? []
    : [
        `名单里有${problems.length}处要核对：`,
        ...problems.slice(0, MOST_LINES).map((problem) => `  ${problemLine(problem)}`),
        ...(problems.length > MOST_LINES
          ? [`  ……其余${problems.length - MOST_LINES}处见结果表的“要核对的地方”。`]
          : []),
      ];

/** The template's first sheet: how it is filled. */
export const listTemplateGuide = [
  '四查名单模板：户籍、学籍、在校、监测对象各一张表，表头不要改，从第2行填起；也可以每张名单一个文件。',
  '每张名单请写明两项（写在表头上方，或写在“说明”表里）：“数据日期：2026-09-08”“提供单位：区公安局”。',
  '身份证号、学籍号这几列请保持“文本”格式，不然末几位会丢。没有身份证号的请把出生日期和监护人填上。',
  '监护人可以写几个，用顿号隔开。',
  '残疾、缓学写“是”或者证号、批准文号，没有就空着。学籍状态写在读、休学、送教上门、毕业、转出等。',
  '监测类型写脱贫不稳定户、边缘易致贫户或突发严重困难户；家庭收入等其他内容不要填，填了也不读。',
] as const;

export const compareWords = {
  usage: [
    '用法：npm run compare -- --household FILE.xlsx --enrolment FILE.xlsx --in-school FILE.xlsx --monitored FILE.xlsx',
    '                         [--as-of 2026-09-08] [--out FILE.xlsx]',
    '      npm run compare -- --template FILE.xlsx',
  ].join('\n'),
  badDay: (text: string): string => `“${text}”不是日期，请写成 2026-09-08。`,
  unreadable: (file: string): string => `${file} 打不开，请核对路径。`,
  noDirectory: '还没有学校和乡镇。请先用 npm run import 或 npm run sync 建好通讯录，再来比对。',
  nothing: '没有比对，什么也没有改动：',
  written: (file: string): string => `结果表已写到 ${file}。里面有孩子的姓名，请只发给办理的人。`,
  templateWritten: (file: string): string => `模板已写到 ${file}。`,
  exists: (file: string): string => `${file} 已经存在，请换一个文件名。`,
  progress: (source: Source): string => `读取${sourceTitles[source]}`,
  outFile: (asOf: string): string => `四查三比对结果_${asOf}.xlsx`,
} as const;

/** How many children stand on each list, without a name. */
export const summaryLines = (asOf: string, counts: readonly { title: string; count: number }[]): string[] => [
  `按${asOf}比对完成：`,
  ...counts.map(({ title, count }) => `  ${title}：${count}人`),
];

/** What the comparison changed in the lists that townships work through. */
export const changeLines = (changes: ListChanges | null): string[] => {
  if (!changes) return ['和上次的名单完全一样，什么也没有改动。'];
  const { added, changed, gone, same, begun } = changes;
  if (added.length + changed.length + gone.length === 0) return ['和上次的结果一样，没有要改的。'];
  const townships = new Set(begun.map(({ township }) => township)).size;
  return [
    `新列入${added.length}名，情况有变${changed.length}名，新名单已能说明、不用再查${gone.length}名，没有变化${same}名。`,
    ...(begun.length > 0 ? [`已派出${begun.length}项核查任务，涉及${townships}个单位。`] : []),
  ];
};
