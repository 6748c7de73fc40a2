/** What is said about a roster workbook: every row that cannot be taken, and the template's explanations. */

/** Why a workbook, or a row of it, is not taken. */
export const ROSTER_REASONS = [
  'not_xlsx',
  'too_big',
  'too_many_rows',
  'missing_sheet',
  'missing_column',
  'no_rows',
  'required',
  'too_long',
  'unknown_school',
  'unknown_class',
  'unknown_township',
  'unknown_village',
  'unknown_post',
  'unknown_unit',
  'unknown_flag',
  'unknown_language',
  'yes_or_no',
  'post_needs_class',
  'post_needs_unit',
  'duplicate_school',
  'duplicate_class',
  'duplicate_id_number',
  'duplicate_number',
  'duplicate_account',
  'duplicate_student',
  'known_id_number',
  'may_be_found',
  'found_several',
  'no_such_found',
  'found_known',
  'namesake',
  'two_homeroom_teachers',
  'bad_phone',
  'bad_id_number',
  'bad_id_birthday',
  'bad_id_checksum',
  'lost_digits',
  'bad_account',
  'bad_wechaty',
  'bad_time',
] as const;
export type RosterReason = (typeof ROSTER_REASONS)[number];

export interface RosterProblem {
  sheet: string;
  /** As the table program numbers it; null for the sheet as a whole. */
  row: number | null;
  column: string | null;
  reason: RosterReason;
  /** What else helps to find it: a class, a name of a column, another row; never an identity number or a phone. */
  value?: string;
}

const reasons: Readonly<Record<RosterReason, (value: string) => string>> = {
  not_xlsx: () => '打不开。请用 .xlsx 格式另存后再导入（.xls、.csv 不行）。',
  too_big: (most) => `文件太大，最多${most}。请按学校分成几个文件。`,
  too_many_rows: (most) => `行数太多，最多${most}行。请按学校分成几个文件。`,
  missing_sheet: () => '没有这个工作表。请用模板（--template）填写。',
  missing_column: () => '没有这一列。请核对表头，或用模板（--template）填写。',
  no_rows: () => '一行内容也没有。',
  required: () => '没有填。',
  too_long: () => '太长了，请核对是不是填错了列。',
  unknown_school: (name) => `“学校”表里没有${name}。`,
  unknown_class: (name) => `“班级”表里没有${name}。`,
  unknown_township: (name) => `“学校”表的乡镇里没有${name}。`,
  unknown_village: (name) => `“学生”表里没有住在${name}的学生。`,
  unknown_post: (name) => `不认识岗位“${name}”。请写班主任、科任教师、教务处主任、校长等岗位名。`,
  unknown_unit: (name) => `不认识单位“${name}”。请写公安局、民政局等联席会议成员单位。`,
  unknown_flag: (name) => `不认识类别“${name}”。可以写：留守、监测、残疾、困难、流动、厌学。`,
  unknown_language: (name) => `不认识语言“${name}”。可以写：汉语、彝语、苗语、布依语、傈僳语、哈尼语。`,
  yes_or_no: () => '请写“是”或“否”。',
  post_needs_class: () => '这个岗位要写明班级。',
  post_needs_unit: () => '这个岗位要写明单位（学校、乡镇或村）。',
  duplicate_school: (row) => `学校和第${row}行重复。`,
  duplicate_class: (row) => `班级和第${row}行重复。`,
  duplicate_id_number: (row) => `身份证号和第${row}行相同。`,
  duplicate_number: (row) => `学号和第${row}行相同。`,
  duplicate_account: (row) => `账号和第${row}行另一个人的相同。`,
  duplicate_student: (row) => `和第${row}行是同一个学生。`,
  known_id_number: () => '这个身份证号已经登记在别的来源的学生名下（例如已从企业微信同步），没有改动。',
  may_be_found: (townships) =>
    `和登记的失学儿童同名（户籍${townships}），可能是同一个孩子。请在“失学登记”列（没有就加一列）写“是”或“否”，再导入一次。`,
  found_several: (townships) =>
    `同名的失学儿童登记了不止一名（户籍${townships}），分不清是哪一名。请核对后填“户籍乡镇”；都不是写“否”。`,
  no_such_found: () => '“失学登记”写了“是”，但没有登记过这个名字的失学儿童。请核对姓名，不是就写“否”。',
  found_known: () =>
    '这名学生早已在册，和失学登记的孩子是两份档案，不能并成一份。“失学登记”请留空；确是同一个孩子的，请报区教体局把失学登记那一份销案。',
  namesake: (row) => `和第${row}行同校同名，请填身份证号或学号来区分。`,
  two_homeroom_teachers: (row) => `这个班在第${row}行已有另一位班主任。`,
  bad_phone: () => '不是11位手机号，也不是带区号的电话。',
  bad_id_number: () => '不是18位身份证号。没有身份证号的请留空，改填学号。',
  bad_id_birthday: () => '身份证号里的出生日期不存在。',
  bad_id_checksum: () => '身份证号的最后一位（校验位）对不上，请核对是否抄错。',
  lost_digits: () => '这一格是“数字”格式，末几位已经丢失。请把整列改成“文本”格式，重新填写。',
  bad_account: () => '不是企业微信账号：只能是字母、数字和 _ - @ .，最多64个。',
  bad_wechaty: () => '不是 Wechaty 账号：不能有汉字和空格，最多64个字符，大小写照抄。',
  bad_time: () => '不是时间，请写成 08:00。',
};

/** "学生 第5行“身份证号”：……" */
export const problemLine = ({ sheet, row, column, reason, value = '' }: RosterProblem): string => {
  const place = [sheet, row === null ? '' : `第${row}行`, column === null ? '' : `“${column}”`];
  return `${place.filter(Boolean).join(' ')}：${reasons[reason](value)}`;
};

const MOST_LINES = 200;

/** All problems, with the sentence that nothing was taken. */
export const problemLines = (problems: readonly RosterProblem[]): string[] => [
  `花名册有${problems.length}处要改，什么也没有导入：`,
  ...problems.slice(0, MOST_LINES).map((problem) => `  ${problemLine(problem)}`),
  ...(problems.length > MOST_LINES ? [`  ……其余${problems.length - MOST_LINES}处，请先改好以上各处。`] : []),
];

/** The template's first sheet: how it is filled. */
export const TEMPLATE_GUIDE = {
  sheet: '说明',
  lines: [
    '花名册模板：学校、班级、教职工、学生各一张表，表头不要改，从第2行填起。',
    '导入以文件为准：文件里列出的学校，表里没有的班级、职务和学生算离开（个案和历史都保留）；没有列出的学校不受影响。',
    '不导入教职工或学生时，把那张表整张删掉。',
    '班级写成三(1)班、七(2)班；三年级1班也能认。',
    '班主任可以写在“班级”表，也可以写在“教职工”表（岗位写班主任，并写明班级），每班一位。',
    '教职工一个岗位一行；乡镇、村、区县的人也写在“教职工”表，“单位”写乡镇、村或局的名字。',
    '身份证号、学号、手机这几列请保持“文本”格式，不然末几位会丢。',
    '账号是企业微信账号（userid）：教职工的是成员账号，家长的是家校通讯录里的家长账号。没有可以空着。',
    '孩子跟着爷爷奶奶或亲戚住的，照看人写成下一位“家长”，“关系”写爷爷、外婆、大伯：父母也写了的，照看人只收找孩子、家访和宣传教育的话，文书的事只告诉父母。',
    'Wechaty账号只在启用了 Wechaty 时填，是网关里这个人的编号，大小写照抄；不知道是什么就空着。',
    '家长“语言”写家里常说的话（汉语、彝语、苗语……），“听语音”写是或否：有这种语言的文本和录音时就用，没有就发汉字。',
    '类别可以写几个，用顿号隔开：留守、监测、残疾、困难、流动、厌学。',
    '“失学登记”平时空着。导入时说某一行可能是登记的失学儿童，再在那一行写是或否：写是，个案接着办，不另立。',
  ],
} as const;

export const importWords = {
  usage: [
    '用法：npm run import -- FILE.xlsx [--dry-run] [--replace-demo]',
    '      npm run import -- --template FILE.xlsx',
  ].join('\n'),
  unreadable: (file: string): string => `${file} 打不开，请核对路径。`,
  templateWritten: (file: string): string => `模板已写到 ${file}。`,
  templateExists: (file: string): string => `${file} 已经存在，请换一个文件名。`,
  dryRun: '以下是试算结果，什么也没有改动：',
  done: '导入完成：',
} as const;

export const syncWords = {
  usage: '用法：npm run sync [-- --replace-demo]',
  noSecrets:
    '没有设置企业微信通讯录：请设置 WECOM_CORP_ID，以及 WECOM_CONTACT_SECRET 或 WECOM_SCHOOL_SECRET（说明见 .env.example）。',
  done: '同步完成：',
  failed: '同步没有完成，什么也没有改动。企业微信没有应答，请稍后再试。',
  refused: (say: string): string => `同步没有完成，什么也没有改动。${say}`,
} as const;
