import type { SurveyCheck } from '../domain/survey/check.ts';
import type { KnownChild, SurveyCounts } from '../domain/survey/survey.ts';
import type { Sheet } from './sheets.ts';

/** What is said about a 适龄儿童排查表 (P2.R4-APR-SURVEY): every cell that is wrong, and what came of the rest. */

export const SURVEY_REASONS = [
  ...(['not_xlsx', 'too_big', 'too_many_rows', 'missing_column', 'no_rows', 'required', 'too_long'] as const),
  ...(['duplicate', 'lost_digits', 'bad_id', 'bad_day', 'unknown_township', 'other_township'] as const),
  'unknown_word',
] as const;
export type SurveyReason = (typeof SURVEY_REASONS)[number];

export interface SurveyProblem {
  /** As the table program numbers it; null for the file as a whole. */
  row: number | null;
  column: string | null;
  reason: SurveyReason;
  /** A name of a column or township, another row; never anything about a child. */
  value?: string;
}

const reasons: Readonly<Record<SurveyReason, (value: string) => string>> = {
  not_xlsx: () => '打不开。请用 .xlsx 格式另存后再发（.xls、.csv 不行）。',
  too_big: (most) => `文件太大，最多${most}。`,
  too_many_rows: (most) => `行数太多，最多${most}行。请分乡镇发。`,
  missing_column: (title) => `没有“${title}”这一列。请核对表头；要空表，回“发我排查表模板”。`,
  no_rows: () => '一行内容也没有。请核对是不是发错了文件。',
  required: () => '没有填。',
  too_long: () => '太长了，请核对是不是填错了列。',
  duplicate: (row) => `身份证号和第${row}行相同，一个孩子只写一行。`,
  lost_digits: () => '是“数字”格式，末几位已经丢失，请把整列改成“文本”重填。',
  bad_id: () => '身份证号不对，或和出生日期不一样，请核对；没有的留空。',
  bad_day: () => '不是日期，请写成 2027-04-12。',
  unknown_township: (name) => `没有“${name}”这个乡镇（街道），请写全名。`,
  other_township: (name) => `是${name}的，不归本乡镇报。`,
  unknown_word: () => '不是可选的写法，请看模板“说明”里列的几种。',
};

/** "第5行“就学情况”：没有填。" */
export const surveyProblemLine = ({ row, column, reason, value = '' }: SurveyProblem): string => {
  const place = [row === null ? '' : `第${row}行`, column === null ? '' : `“${column}”`].join('');
  return [place, reasons[reason](value)].filter(Boolean).join('：');
};

/** The template's first sheet: how it is filled. */
export const surveyTemplateGuide = [
  '适龄儿童排查表：按户籍和居住证逐户排查年满6周岁及以上的孩子，不漏户、不漏人。表头不要改，从第2行填起。',
  '一户一个户编号，一个孩子一行；家里没有适龄孩子的也写一行，孩子的几列空着。户编号、排查日期、排查人每行都要有。',
  '身份证号请保持“文本”格式；没有身份证号的，把出生日期和监护人填上。监护人可以写几个，用顿号隔开。',
  '就学情况写：在学、未入学、辍学，或缓学、休学、送教上门、毕业。在外地上学的也算在学，就读学校写全名。',
  '家庭经济只写：一般、困难、低保、监测户。家长工作只写：务农、本地务工、外出务工、个体、单位上班、无业。收入、单位名称不要填。',
  '资助需求写需要哪一种（例如 营养改善计划、家庭经济困难学生生活补助），不需要的空着。',
  '填好把整张表发给机器人；改了再发一次整张的，以最后一次为准。',
] as const;

/** "320户、1260名孩子：在学1250、未入学6、辍学4，缓学等0；秋季需资助35人" */
export const surveyCountLine = (counts: SurveyCounts): string => {
  const { households, children, enrolled, neverEnrolled, droppedOut, excused, needAid } = counts;
  const others = excused > 0 ? `、缓学休学等${excused}` : '';
  return `${households}户、${children}名孩子：在学${enrolled}、未入学${neverEnrolled}、辍学${droppedOut}${others}；秋季需资助${needAid}人`;
};

export const surveyWords = {
  usage: '用法：npm run survey -- FILE.xlsx（每行写明乡镇）\n      npm run survey -- --template FILE.xlsx',
  unreadable: (file: string): string => `${file} 打不开，请核对路径。`,
  exists: (file: string): string => `${file} 已经存在，请换一个文件名。`,
  templateWritten: (file: string): string => `模板已写到 ${file}。`,
  nothing: '一行也没有收，什么也没有改动。',
} as const;

const MOST_NAMES = 15;

/** What came of one township's table; of its children only those whom somebody must look for are named. */
export interface SurveyOutcome {
  township: string;
  year: string;
  counts: SurveyCounts;
  /** Each with where the directory has the child. */
  missed: readonly string[];
  unclear: number;
  opened: readonly string[];
  already: number;
  atSchool: readonly string[];
  undecided: readonly string[];
  isWhole: boolean;
}

const named = (names: readonly string[]): string =>
  `${names.slice(0, MOST_NAMES).join('、')}${names.length > MOST_NAMES ? '等' : ''}`;

/** The lines of the answer; with `names` off, as a desk's screen is shown it, counts alone. */
export const surveyLines = (outcome: SurveyOutcome, names: boolean): string[] => {
  const { township, year, counts, missed, unclear, opened, already, atSchool, undecided, isWhole } = outcome;
  const who = (list: readonly string[]): string => (names ? `：${named(list)}` : '');
  return [
    `${township}${year}年排查表：${surveyCountLine(counts)}。`,
    ...(missed.length > 0
      ? [`漏查${missed.length}人，名册上有、表里没有${who(missed)}。请入户补查；全部的回“发我漏查名单”。`]
      : []),
    ...(unclear > 0 ? [`还有${unclear}人信息太少或有几个像的，对不上，也在漏查名单里。`] : []),
    ...(opened.length > 0 ? [`未入学、辍学，今天已建个案${opened.length}人${who(opened)}。`] : []),
    ...(already > 0 ? [`另有${already}人已经有个案，不重建。`] : []),
    ...(atSchool.length > 0
      ? [`名册上在班、表里填未入学或辍学${atSchool.length}人${who(atSchool)}，已请学校当天核实。`]
      : []),
    ...(undecided.length > 0
      ? [
          `分不清是不是名册上的${undecided.length}人${who(undecided)}，没有建个案。请补身份证号、出生日期和监护人再发。`,
        ]
      : []),
    isWhole ? '不漏户、不漏人，排查任务已办结。' : '改好、补齐后整张再发一次，排查任务才办结。',
  ];
};

export const surveyFiles = { template: '适龄儿童排查表.xlsx', missed: '漏查名单' } as const;

const column = (title: string, width: number) => ({ title, width });

/** Who is to be looked for, each with what the directory knows; no identity number. */
export const missedSheet = ({ missed, unclear }: Pick<SurveyCheck, 'missed' | 'unclear'>): Sheet => ({
  name: surveyFiles.missed,
  columns: [
    ...[column('姓名', 12), column('出生日期', 14), column('监护人', 18), column('村（社区）', 14)],
    ...[column('学校', 18), column('班级', 12), column('情况', 36)],
  ],
  rows: [
    ...missed.map((child) => [...known(child), '排查表里没有']),
    ...unclear.map((child) => [...known(child), '信息太少或有几个像的，请核对是不是表里的']),
  ],
});

const known = ({ name, birth, guardians, village, school, class: inClass }: KnownChild) => [
  ...[name, birth, guardians.join('、') || null, village, school, inClass],
];
