import type { Compared, ComparisonKey, Counts } from '../domain/comparison/compare.ts';
import type { Evidence, Linking } from '../domain/comparison/link.ts';
import type { Candidate, Ground, Listed, ListName } from '../domain/comparison/lists.ts';
import type { Entry, Source } from '../domain/comparison/types.ts';
import { maskIdNumber } from '../domain/people/masking.ts';
import { type ListProblem, problemLine, sourceTitles } from './comparison.ts';
import { comparisonTitles, evidenceTitles, listTitles, monitoredTitles } from './comparison-words.ts';
import type { Sheet } from './sheets.ts';

/** The results workbook of the four checks (D7, policy.md §8), and the list that one township works through. */

const undecidedReasons = {
  candidates: '可能是下面的孩子，请查实后更正名单',
  crowded: '信息相同的孩子太多，请补身份证号',
  too_little: '只有姓名，请补身份证号或出生日期',
} as const;

/** Where a list came from and what was read of it. */
export interface SourceTold {
  source: Source;
  file: string;
  date: string | null;
  by: string;
  rows: number;
  leftOut: number;
  problems: readonly ListProblem[];
}

export interface ResultTold {
  asOf: string;
  sources: readonly SourceTold[];
  compared: Compared;
  listed: readonly Listed[];
  linking: Linking;
  townshipName: (id: string) => string;
}

const column = (title: string, width = 12) => ({ title, width });
const percent = (share: number): string => `${Math.round(share * 100)}%`;
const evidenceList = (evidence: readonly Evidence[]): string =>
  evidence.map((kind) => evidenceTitles[kind]).join('、');
const sexes = { male: '男', female: '女' } as const;
const unknown = '未写明';

/** The whole workbook, for the bureau. */
export const resultSheets = (told: ResultTold): Sheet[] => [
  sourcesSheet(told),
  countsSheet(told),
  ...(Object.keys(listTitles) as ListName[]).map((list) => listSheet(list, told.listed, told.townshipName)),
  likenessSheet(told.compared),
  otherNamesSheet(told.compared),
  problemsSheet(told.sources),
];

const sourcesSheet = ({ asOf, sources }: ResultTold): Sheet => ({
  name: '名单来源',
  columns: [
    column('名单', 14),
    column('数据日期'),
    column('提供单位', 18),
    column('文件', 30),
    column('读入行数'),
    column('参加比对'),
    column('没有参加'),
    column('要核对的地方'),
  ],
  rows: [
    ...sources.map(({ source, date, by, file, rows, leftOut, problems }) => [
      sourceTitles[source],
      date ?? unknown,
      by,
      file,
      rows,
      rows - leftOut,
      leftOut,
      problems.length,
    ]),
    [`按${asOf}的年龄和状态比对`],
  ],
});

const countsSheet = ({ compared, linking }: ResultTold): Sheet => ({
  name: '比对情况',
  columns: [
    column('比对', 20),
    column('前一名单人数', 14),
    column('后一名单人数', 14),
    column('身份证号相同', 14),
    column('其他信息相符', 14),
    column('未定'),
    column('前一名单没有对上', 18),
    column('后一名单没有对上', 18),
  ],
  rows: [
    ...(Object.entries(compared.counts) as [ComparisonKey, Counts][]).map(([key, counts]) => [
      comparisonTitles[key],
      counts.left,
      counts.right,
      counts.byNumber,
      counts.byLikeness,
      counts.unresolved,
      counts.leftAlone,
      counts.rightAlone,
    ]),
    ['户籍名单里不在适龄范围的', compared.notOfAge],
    ['休学、送教上门、已毕业，不按在校比对的', compared.excused],
    ['比对依据：先看身份证号；没有的看下面各项，分数相加'],
    ...Object.entries(linking.weights)
      .filter(([evidence]) => evidence !== 'id_number')
      .map(([evidence, weight]) => [evidenceTitles[evidence as Evidence], percent(weight)]),
    ['达到此数、且没有第二个可能的，算同一个孩子', percent(linking.link)],
    ['第二个可能达到此数，列为未定', percent(linking.rival)],
    [`分数再高，少了这些也列为未定：${evidenceList(linking.needs)}`],
    [`分数再高，有了这些也列为未定：${evidenceList(linking.vetoes)}`],
  ],
});

const LIST_COLUMNS = [
  column('乡镇（街道）', 14),
  column('村', 12),
  column('姓名', 14),
  column('性别', 6),
  column('出生日期'),
  column('身份证号', 12),
  column('监护人', 14),
  column('学校', 20),
  column('班级'),
  column('情况', 40),
];

/** What a sheet tells of a listed child. */
type OnSheet = Omit<Listed, 'key' | 'person'>;

/** One list, of the county or of one township; the identity number by its last four characters. */
export const listSheet = (
  list: ListName,
  listed: readonly OnSheet[],
  townshipName: (id: string) => string,
): Sheet => ({
  name: listTitles[list],
  columns: LIST_COLUMNS,
  rows: listed
    .filter((child) => child.list === list)
    .map((child) => [
      child.township === null ? '待区教体局分派' : townshipName(child.township),
      child.village,
      child.name,
      child.sex && sexes[child.sex],
      child.birth,
      child.idNumber && maskIdNumber(child.idNumber),
      child.guardians.join('、') || null,
      child.school,
      child.class,
      groundLine(child.ground),
    ]),
});

const placeLine = (seat: { school: string | null; class: string | null } | null): string =>
  seat ? `${seat.school ?? ''}${seat.class ?? ''}` : '';

/** Why a child stands on a list, in one line. */
export function groundLine(ground: Ground): string {
  switch (ground.kind) {
    case 'without_record':
      return ground.seat ? `没有学籍，在校名单上在${placeLine(ground.seat)}` : '没有学籍，在哪里就读不明';
    case 'deferred':
      return '残疾，已缓学';
    case 'not_in_school':
      return '有学籍，在校名单上没有';
    case 'no_record':
      return '在校，没有学籍';
    case 'other_school':
      return `学籍和就读的学校不一样，实际在${placeLine(ground.seat)}`;
    case 'monitored':
      return monitoredTitles[ground.type];
    case 'unresolved': {
      const head = `${comparisonTitles[ground.comparison]}：${undecidedReasons[ground.reason]}`;
      return [head, ...ground.candidates.map(candidateLine)].join('；');
    }
  }
}

const candidateLine = ({ name, birth, confidence, evidence, ...seat }: Candidate): string =>
  [name, birth ?? '', placeLine(seat), `${percent(confidence)}（${evidenceList(evidence)}）`]
    .filter(Boolean)
    .join(' ');

const ROW_OF = ['姓名', '行', '性别', '出生日期', '身份证号', '监护人', '学校', '班级'] as const;

/** Every link that no number proves: both rows, how sure it is and on what it rests. */
const likenessSheet = ({ likenesses }: Compared): Sheet => ({
  name: '按其他信息对上的',
  columns: [
    column('比对', 18),
    column('相符程度', 10),
    column('依据', 40),
    ...['前一名单', '后一名单'].flatMap((list) => ROW_OF.map((title) => column(`${list}${title}`, 14))),
  ],
  rows: likenesses.map(({ comparison, left, right, confidence, evidence }) => [
    comparison === 'seat' ? '无学籍—在校' : comparisonTitles[comparison],
    percent(confidence),
    evidenceList(evidence),
    ...rowOf(left),
    ...rowOf(right),
  ]),
});

const rowOf = ({ name, row, sex, birth, idNumber, doubtfulId, guardians, school, class: inClass }: Entry) => {
  const number = idNumber ?? doubtfulId;
  return [
    name,
    row,
    sex && sexes[sex],
    birth,
    number && maskIdNumber(number),
    guardians.join('、') || null,
    school,
    inClass,
  ];
};

const otherNamesSheet = ({ otherNames }: Compared): Sheet => ({
  name: '号同名不同',
  columns: [
    column('比对', 16),
    column('身份证号', 12),
    column('前一名单姓名', 16),
    column('行', 8),
    column('后一名单姓名', 16),
    column('行', 8),
  ],
  rows: otherNames.map(
    ({ comparison, left, right }: { comparison: ComparisonKey; left: Entry; right: Entry }) => [
      comparisonTitles[comparison],
      maskIdNumber(left.idNumber ?? ''),
      left.name,
      left.row,
      right.name,
      right.row,
    ],
  ),
});

const problemsSheet = (sources: readonly SourceTold[]): Sheet => ({
  name: '要核对的地方',
  columns: [column('哪里、什么、怎么办', 110)],
  rows: sources.flatMap(({ problems }) => problems.map((problem) => [problemLine(problem)])),
});
