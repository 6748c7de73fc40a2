import type { Day, Instant } from '../../../domain/calendar/time.ts';
import { chineseDay, chineseInstant, content, type Head, list, type Maybe, type Tags } from '../content.ts';

/** A child that a comparison turned up. */
export interface ComparedChild {
  readonly name: string;
  readonly place?: Maybe<string>;
  readonly finding?: Maybe<string>;
}

/** D7, 四查三比对: lists A to D as in P2.1 to P2.3, each with where its data came from. */
export interface ComparisonReport extends Head {
  readonly term?: Maybe<string>;
  readonly sources: readonly {
    readonly name: string;
    readonly day?: Maybe<Day>;
    readonly owner?: Maybe<string>;
  }[];
  readonly counts: readonly { readonly item: string; readonly count: Maybe<number> }[];
  /** Without enrolment record (学籍). Null, as the lists below, while nothing was compared; empty where nobody was found. */
  readonly listA: Maybe<readonly ComparedChild[]>;
  /** Disabled children whose enrolment is put off (缓学). */
  readonly listB: Maybe<readonly ComparedChild[]>;
  /** Suspected and dropped out, identity not matching included. */
  readonly listC: Maybe<readonly ComparedChild[]>;
  /** Of those, the three monitored kinds. */
  readonly listD: Maybe<readonly ComparedChild[]>;
  readonly unresolved: Maybe<
    readonly {
      readonly matter: string;
      readonly owner?: Maybe<string>;
      readonly until?: Maybe<Day>;
    }[]
  >;
}

/** Nobody was found: said, as a blank row would be a gap. */
const NONE = '无';
const NOBODY: ComparedChild = { name: NONE, place: NONE, finding: NONE };
const NOTHING = { matter: NONE, owner: NONE };

const orNone = <Item>(items: Maybe<readonly Item[]>, none: Item): Maybe<readonly Item[]> =>
  items?.length === 0 ? [none] : items;

const children = (of: (fields: ComparisonReport) => Maybe<readonly ComparedChild[]>) =>
  list((fields: ComparisonReport) => orNone(of(fields), NOBODY), {
    姓名: (child) => child.name,
    地点: (child) => child.place,
    情况: (child) => child.finding,
  });

/** D7, policy §8: lists A–D, counts, unresolved. */
export const comparison = content<ComparisonReport>({
  texts: { 学期: (fields) => fields.term },
  lists: {
    数据来源: list((fields) => fields.sources, {
      名称: (source) => source.name,
      数据日期: (source) => chineseDay(source.day),
      提供单位: (source) => source.owner,
    }),
    统计: list((fields) => fields.counts, { 项目: (row) => row.item, 人数: (row) => row.count }),
    名单一: children((fields) => fields.listA),
    名单二: children((fields) => fields.listB),
    名单三: children((fields) => fields.listC),
    名单四: children((fields) => fields.listD),
    未决: list((fields) => orNone(fields.unresolved, NOTHING), {
      事项: (row) => row.matter,
      责任人: (row) => row.owner,
      时限: (row) => (row === NOTHING ? NONE : chineseDay(row.until)),
    }),
  },
  required: ['主送', '统计', '名单一', '名单二', '名单三', '名单四', '未决'],
});

/** D8: the April survey of one township, or of all of them. */
export interface SurveyReport extends Head {
  readonly year: string;
  /** How many each township says it surveyed, and when it said so; null where it has not. With its table, what that comes to. */
  readonly reports: readonly {
    readonly place: string;
    readonly count: Maybe<number>;
    readonly day?: Maybe<Day>;
    readonly counts?: Maybe<string>;
    /** Known children who are in no household of the table. */
    readonly missed?: Maybe<number>;
  }[];
  /** Whether the places below are those of the survey tables of all townships; else of the ledger, which nobody surveyed. */
  readonly fromSurvey: boolean;
  readonly places: readonly {
    readonly place: string;
    readonly children: Maybe<number>;
    readonly enrolled: Maybe<number>;
    readonly neverEnrolled: Maybe<number>;
    readonly droppedOut: Maybe<number>;
  }[];
  /** Of them, whose birthday the ledger does not know. */
  readonly unknownBirths?: Maybe<number>;
  /** Who should enrol in the autumn, and who should come back, as far as the ledger knows. */
  readonly shouldEnrol?: Maybe<number>;
  readonly shouldReturn?: Maybe<number>;
  readonly aid: readonly {
    readonly kind: string;
    readonly count: Maybe<number>;
    readonly note?: Maybe<string>;
  }[];
}

const sum = (numbers: readonly Maybe<number>[]): Maybe<number> =>
  numbers.length === 0 || numbers.some((number) => number == null)
    ? null
    : numbers.reduce<number>((total, number) => total + (number ?? 0), 0);

/** What was reported of the survey, and who has not reported. A sum that lacks a part is not told. */
const surveyed = (year: string, reports: SurveyReport['reports']): string => {
  const told = reports.filter(({ count }) => count != null);
  const silent = reports.filter(({ count }) => count == null).map(({ place }) => place);
  const head = `${year}年4月，以户籍、居住证人口为基本依据，逐户排查年满6周岁及以上适龄儿童少年`;
  const each = told.map(
    ({ place, count, day, counts, missed }) =>
      `${place}${counts ?? `${count}人`}（${chineseDay(day) ?? '日期不详'}报${missed ? `，名册上另有${missed}人不在表里` : ''}）`,
  );
  if (told.length === 0) return `${year}年4月的适龄儿童少年排查还没有报数，本件所列都不是排查结果`;
  if (silent.length > 0) return `${head}，已报：${each.join('、')}；还没有报：${silent.join('、')}`;
  return `${head}${sum(told.map(({ count }) => count))}人：${each.join('、')}`;
};

/** D8, policy §8: numbers, distribution, aid needs for autumn. */
export const survey = content<SurveyReport>({
  texts: {
    年度: (fields) => fields.year,
    排查情况: ({ year, reports }) => surveyed(year, reports),
    依据: ({ fromSurvey }) => (fromSurvey ? '排查表' : '台账（按户籍，不是排查结果）'),
    分布依据: ({ fromSurvey }) => (fromSurvey ? '排查表' : '台账，按户籍'),
    日期不详: (fields) => fields.unknownBirths,
    适龄总数: (fields) => sum(fields.places.map(({ children: count }) => count)),
    在学总数: (fields) => sum(fields.places.map(({ enrolled }) => enrolled)),
    失学总数: (fields) => sum(fields.places.map(({ neverEnrolled }) => neverEnrolled)),
    辍学总数: (fields) => sum(fields.places.map(({ droppedOut }) => droppedOut)),
    应入学: (fields) => fields.shouldEnrol,
    应复学: (fields) => fields.shouldReturn,
  },
  lists: {
    分布: list((fields) => fields.places, {
      地点: (row) => row.place,
      适龄: (row) => row.children,
      在学: (row) => row.enrolled,
      失学: (row) => row.neverEnrolled,
      辍学: (row) => row.droppedOut,
    }),
    资助: list((fields) => fields.aid, {
      类别: (row) => row.kind,
      人数: (row) => row.count,
      说明: (row) => row.note,
    }),
  },
  required: ['主送', '排查情况', '适龄总数', '分布', '应入学', '应复学', '资助'],
});

/** D9: one month of the district, township by township; counts only. */
export interface Bulletin extends Head {
  readonly month: string;
  /** When the month's figures were frozen; null for figures as the ledger has them while the paper is drafted. */
  readonly frozen: Maybe<Instant>;
  readonly townships: readonly {
    readonly name: string;
    readonly open: Maybe<number>;
    readonly opened: Maybe<number>;
    readonly returned: Maybe<number>;
    readonly closed: Maybe<number>;
    /** Of the duties that ended in the month, how many in time, as "12/15". */
    readonly inTime?: Maybe<string>;
  }[];
  readonly corrections: readonly {
    readonly place: string;
    readonly matter: string;
    readonly until?: Maybe<Day>;
  }[];
}

/** D9, policy §8: open cases, timeliness, corrections with dates. */
export const bulletin = content<Bulletin>({
  texts: {
    月份: (fields) => fields.month,
    取数: ({ frozen, date }) =>
      frozen == null
        ? `本月月末数没有冻结，数字取自${chineseDay(date)}的台账`
        : `数字取自${chineseInstant(frozen)}冻结的月末数`,
    在办总数: (fields) => sum(fields.townships.map(({ open }) => open)),
    新增总数: (fields) => sum(fields.townships.map(({ opened }) => opened)),
    返校总数: (fields) => sum(fields.townships.map(({ returned }) => returned)),
    销案总数: (fields) => sum(fields.townships.map(({ closed }) => closed)),
  },
  lists: {
    乡镇情况: list((fields) => fields.townships, {
      乡镇: (row) => row.name,
      在办: (row) => row.open,
      新增: (row) => row.opened,
      返校: (row) => row.returned,
      销案: (row) => row.closed,
      按时办结: (row) => row.inTime,
    }),
    整改: list((fields) => fields.corrections, {
      单位: (row) => row.place,
      事项: (row) => row.matter,
      时限: (row) => chineseDay(row.until),
    }),
  },
  conditions: { 有整改: (fields) => fields.corrections.length > 0 },
  required: ['主送', '取数', '在办总数', '乡镇情况', '按时办结', '整改', '时限'],
});

/** D10, D11: what an inspection found. */
export interface InspectionReport extends Head {
  /** The quarter or the term. */
  readonly span: string;
  readonly summary?: Maybe<string>;
  readonly places: readonly {
    readonly place: string;
    readonly day?: Maybe<Day>;
    readonly looked?: Maybe<string>;
  }[];
  /** Null while nobody has told; empty when nothing was found. */
  readonly findings: Maybe<
    readonly {
      readonly place: string;
      readonly finding: string;
      readonly owner?: Maybe<string>;
      readonly until?: Maybe<Day>;
    }[]
  >;
  readonly advice?: Maybe<string>;
}

const inspectionTexts: Tags<InspectionReport> = {
  时段: (fields) => fields.span,
  总体情况: (fields) => fields.summary,
  意见建议: (fields) => fields.advice,
};

/** D10 and D11, policy §8: findings. */
export const inspection = content<InspectionReport>({
  texts: inspectionTexts,
  lists: {
    检查对象: list((fields) => fields.places, {
      单位: (row) => row.place,
      日期: (row) => chineseDay(row.day),
      检查内容: (row) => row.looked,
    }),
    问题: list((fields) => fields.findings, {
      单位: (row) => row.place,
      问题内容: (row) => row.finding,
      责任人: (row) => row.owner,
      整改时限: (row) => chineseDay(row.until),
    }),
  },
  conditions: { 有问题: ({ findings }) => findings == null || findings.length > 0 },
  required: ['主送', '时段', '检查对象', '问题', '问题内容', '整改时限'],
});
