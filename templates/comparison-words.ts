import type { ComparisonKey } from '../domain/comparison/compare.ts';
import type { Evidence } from '../domain/comparison/link.ts';
import type { Ground, ListName } from '../domain/comparison/lists.ts';
import type { Monitored } from '../domain/comparison/types.ts';

/** What the lists of the comparisons, and what stands on them, are called: in the workbook and in messages. */

export const listTitles: Readonly<Record<ListName, string>> = {
  A: '名单A 无学籍',
  B: '名单B 残疾缓学',
  C: '名单C 学籍与在校不符',
  D: '名单D 三类监测对象未在校',
  unresolved: '未定名单',
};

/** Why a child stands on a list, as a message says it. */
export const kindTitles: Readonly<Record<Ground['kind'], string>> = {
  without_record: '没有学籍',
  deferred: '残疾缓学',
  not_in_school: '有学籍，不在校',
  no_record: '在校，没有学籍',
  other_school: '不在学籍学校就读',
  monitored: '监测对象，不在校',
  unresolved: '几份名单对不上',
};

export const comparisonTitles: Readonly<Record<ComparisonKey, string>> = {
  household_enrolment: '户籍—学籍',
  enrolment_in_school: '学籍—在校',
  dropout_monitored: '未在校—监测对象',
};

export const monitoredTitles: Readonly<Record<Monitored, string>> = {
  unstable: '脱贫不稳定户',
  marginal: '边缘易致贫户',
  sudden: '突发严重困难户',
};

export const evidenceTitles: Readonly<Record<Evidence, string>> = {
  id_number: '身份证号相同',
  other_id: '身份证号不同',
  near_id: '身份证号相近',
  name: '姓名相同',
  name_sound: '姓名同音',
  birth: '出生日期相同',
  near_birth: '出生日期相近',
  other_birth: '出生日期不同',
  guardian: '监护人相同',
  guardian_sound: '监护人同音',
  school: '学校相同',
  other_sex: '性别不同',
};

/** What the report of a township's comparison (D7) counts: its own lists, and the whole county's lists held against each other. */
export const comparisonReportWords = {
  listed: (list: ListName): string => `${listTitles[list]}（本乡镇）`,
  answered: '其中已查清（本乡镇）',
  left: (key: ComparisonKey): string => `${comparisonTitles[key]}比对：前一名单参加比对（全区）`,
  right: (key: ComparisonKey): string => `${comparisonTitles[key]}比对：后一名单参加比对（全区）`,
  matched: (key: ComparisonKey): string => `${comparisonTitles[key]}比对：对上（全区）`,
  open: (name: string, list: ListName): string => `${name}：${listTitles[list]}，还没有查清`,
} as const;
