import type { Day, Instant } from '../../../domain/calendar/time.ts';
import {
  type Content,
  chineseDay,
  chineseInstant,
  list,
  type Maybe,
  maskedPhone,
  type Tags,
} from '../content.ts';
import type { PaperGuardian } from './pupil-reports.ts';

/** Something that happened in a case: when, by whom, what. */
export interface DossierEntry {
  /** A visit is known by its day alone. */
  readonly at: Instant | Day;
  readonly by: string;
  readonly what: string;
}

/** 一生一案, the groups of policy §7.1 in their order. What its reader may not see is not in it. */
export interface Dossier {
  readonly printedFor: string;
  readonly at: Instant;
  readonly name: string;
  readonly sex?: Maybe<string>;
  readonly birth?: Maybe<Day>;
  /** Masked. */
  readonly idNumber?: Maybe<string>;
  readonly school?: Maybe<string>;
  readonly class?: Maybe<string>;
  readonly teacher?: Maybe<string>;
  readonly household?: Maybe<string>;
  readonly village?: Maybe<string>;
  readonly enrolled?: Maybe<string>;
  readonly stay?: Maybe<string>;
  readonly guardians: readonly (PaperGuardian & { readonly away?: Maybe<string> })[];
  readonly flags?: Maybe<string>;
  readonly stage: string;
  readonly firstMissed?: Maybe<Day>;
  readonly unexcusedDays?: Maybe<number>;
  readonly days: readonly { readonly day: Day; readonly status: string }[];
  readonly contacts: readonly DossierEntry[];
  readonly visits: readonly DossierEntry[];
  readonly persuasions: readonly DossierEntry[];
  readonly team: readonly { readonly post: string; readonly name: string }[];
  readonly papers: readonly {
    readonly title: string;
    /** Who gets it, copies too. */
    readonly to?: Maybe<string>;
    readonly number?: Maybe<string>;
    readonly drafted: Day;
    readonly signed?: Maybe<string>;
    readonly receipted?: Maybe<string>;
  }[];
  readonly platform: readonly DossierEntry[];
  readonly fourStep: readonly DossierEntry[];
  readonly help: readonly DossierEntry[];
  readonly outcome: readonly DossierEntry[];
  readonly relapses: number;
  readonly returnedOn?: Maybe<Day>;
}

const entries = (of: (dossier: Dossier) => readonly DossierEntry[]) =>
  list(of, {
    时间: ({ at }) => (typeof at === 'number' ? chineseInstant(at) : chineseDay(at)),
    经办人: (entry) => entry.by,
    内容: (entry) => entry.what,
  });

const texts: Tags<Dossier> = {
  打印人: (fields) => fields.printedFor,
  打印时间: (fields) => chineseInstant(fields.at),
  学生姓名: (fields) => fields.name,
  性别: (fields) => fields.sex,
  出生日期: (fields) => chineseDay(fields.birth),
  证件号: (fields) => fields.idNumber,
  学校: (fields) => fields.school,
  班级: (fields) => fields.class,
  班主任: (fields) => fields.teacher,
  户籍乡镇: (fields) => fields.household,
  村社区: (fields) => fields.village,
  学籍乡镇: (fields) => fields.enrolled,
  现居地: (fields) => fields.stay,
  标识: (fields) => fields.flags,
  阶段: (fields) => fields.stage,
  首次缺课日: (fields) => chineseDay(fields.firstMissed),
  无故缺课天数: (fields) => fields.unexcusedDays,
  反复次数: (fields) => fields.relapses,
  返校日: (fields) => chineseDay(fields.returnedOn),
};

export const dossier: Content<Dossier> = {
  texts,
  lists: {
    监护人: list((fields) => fields.guardians, {
      姓名: (guardian) => guardian.name,
      关系: (guardian) => guardian.relation,
      电话: (guardian) => maskedPhone(guardian.phone),
      外出务工: (guardian) => guardian.away,
    }),
    缺勤: list((fields) => fields.days, { 日期: (row) => chineseDay(row.day), 状态: (row) => row.status }),
    联系: entries((fields) => fields.contacts),
    核实家访: entries((fields) => fields.visits),
    劝返: entries((fields) => fields.persuasions),
    责任人: list((fields) => fields.team, { 岗位: (row) => row.post, 姓名: (row) => row.name }),
    文书: list((fields) => fields.papers, {
      名称: (paper) => paper.title,
      主送抄送: (paper) => paper.to,
      编号: (paper) => paper.number,
      起草日期: (paper) => chineseDay(paper.drafted),
      签字: (paper) => paper.signed,
      签收: (paper) => paper.receipted,
    }),
    平台: entries((fields) => fields.platform),
    四步法: entries((fields) => fields.fourStep),
    帮扶: entries((fields) => fields.help),
    结果: entries((fields) => fields.outcome),
  },
  conditions: {},
  required: [
    ...[
      '学生姓名',
      '证件号',
      '学校',
      '户籍乡镇',
      '监护人',
      '标识',
      '缺勤',
      '联系',
      '核实家访',
      '劝返',
      '责任人',
    ],
    ...['文书', '平台', '四步法', '帮扶', '结果', '打印人', '稿别'],
  ],
};
