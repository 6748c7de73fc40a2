import type { Day, Instant } from '../../../domain/calendar/time.ts';
import { chineseDay, chineseInstant, content, type Head, list, type Maybe, maskedPhone } from '../content.ts';

export interface PaperGuardian {
  readonly name: string;
  readonly relation?: Maybe<string>;
  /** Masked or not; a paper only ever shows it masked. */
  readonly phone?: Maybe<string>;
}

export interface PaperPupil {
  readonly name: string;
  readonly class: string;
  readonly sex?: Maybe<string>;
  readonly birth?: Maybe<Day>;
}

/** The three categories of policy §7.3, in the county's own words. */
export interface PaperCategory {
  readonly reason?: Maybe<string>;
  readonly whereabouts?: Maybe<string>;
  readonly willingness?: Maybe<string>;
}

export interface PaperContact {
  readonly at: Instant;
  readonly by: string;
  readonly to?: Maybe<string>;
  readonly result: string;
}

export interface PaperVisit {
  readonly day: Day;
  readonly by: string;
  readonly met?: Maybe<string>;
  readonly childWords?: Maybe<string>;
  readonly guardianWords?: Maybe<string>;
  readonly conclusion?: Maybe<string>;
}

export interface PaperPersuasion {
  readonly day: Day;
  readonly people: string;
  readonly place?: Maybe<string>;
  readonly words?: Maybe<string>;
  readonly outcome?: Maybe<string>;
}

/** What the ledger knows of one pupil for a written report. Whatever is missing or empty is shown as 「（未填）」. */
export interface PupilReport extends Head {
  readonly pupil: PaperPupil;
  readonly guardians: readonly PaperGuardian[];
  readonly firstMissed?: Maybe<Day>;
  /** School days missed without cause and leave, up to `date`. */
  readonly unexcusedDays?: Maybe<number>;
  /** Days since the first missed one, as day 7 counts them (AMB-03). */
  readonly elapsedDays?: Maybe<number>;
  readonly missedDays: readonly { readonly day: Day; readonly status: string }[];
  readonly contacts: readonly PaperContact[];
  readonly findings?: Maybe<string>;
  readonly visits: readonly PaperVisit[];
  readonly whereabouts?: Maybe<string>;
  readonly category?: Maybe<PaperCategory>;
  readonly request?: Maybe<string>;
  /** D2: every persuasion so far, oldest first. */
  readonly persuasions?: Maybe<readonly PaperPersuasion[]>;
  /** D2: how many there should be; 3 unless said otherwise. */
  readonly persuasionsRequired?: Maybe<number>;
  /** D2: why there are fewer. The report goes all the same (AMB-18). */
  readonly whyFewer?: Maybe<string>;
  /** D2: the first report that this one follows (AMB-06). */
  readonly firstReport?: Maybe<{ readonly number: Maybe<string>; readonly date: Day }>;
}

const PERSUASIONS_REQUIRED = 3;

const persuasionsOf = (fields: PupilReport): readonly PaperPersuasion[] => fields.persuasions ?? [];
const needed = (fields: PupilReport): number => fields.persuasionsRequired ?? PERSUASIONS_REQUIRED;

const texts = {
  学生姓名: (fields: PupilReport) => fields.pupil.name,
  班级: (fields: PupilReport) => fields.pupil.class,
  性别: (fields: PupilReport) => fields.pupil.sex,
  出生日期: (fields: PupilReport) => chineseDay(fields.pupil.birth),
  首次缺课日: (fields: PupilReport) => chineseDay(fields.firstMissed),
  缺课天数: (fields: PupilReport) => fields.unexcusedDays,
  已过天数: (fields: PupilReport) => fields.elapsedDays,
  核实情况: (fields: PupilReport) => fields.findings,
  去向: (fields: PupilReport) => fields.whereabouts,
  原因类别: (fields: PupilReport) => fields.category?.reason,
  去向类别: (fields: PupilReport) => fields.category?.whereabouts,
  返校意愿: (fields: PupilReport) => fields.category?.willingness,
  请求事项: (fields: PupilReport) => fields.request,
};

const lists = {
  监护人: list((fields: PupilReport) => fields.guardians, {
    姓名: (guardian) => guardian.name,
    关系: (guardian) => guardian.relation,
    电话: (guardian) => maskedPhone(guardian.phone),
  }),
  缺课: list((fields: PupilReport) => fields.missedDays, {
    日期: (missed) => chineseDay(missed.day),
    状态: (missed) => missed.status,
  }),
  联系: list((fields: PupilReport) => fields.contacts, {
    时间: (contact) => chineseInstant(contact.at),
    联系人: (contact) => contact.by,
    联系对象: (contact) => contact.to,
    结果: (contact) => contact.result,
  }),
  家访: list((fields: PupilReport) => fields.visits, {
    日期: (visit) => chineseDay(visit.day),
    家访人: (visit) => visit.by,
    见到何人: (visit) => visit.met,
    学生的话: (visit) => visit.childWords,
    监护人的话: (visit) => visit.guardianWords,
    结论: (visit) => visit.conclusion,
  }),
};

/** D1, policy §8: pupil, class, first missed day, contacts made, findings, whereabouts, guardians, request. */
export const firstReport = content<PupilReport>({
  texts,
  lists,
  required: ['主送', '学生姓名', '班级', '首次缺课日', '联系', '核实情况', '去向', '监护人', '请求事项'],
});

/** D2, policy §8: D1 no., 3 persuasions (or how many and why fewer), categories, ledger extract. */
export const secondReport = content<PupilReport>({
  texts: {
    ...texts,
    劝返次数: (fields) => persuasionsOf(fields).length,
    应劝返次数: needed,
    次数不足的原因: (fields) => fields.whyFewer,
    初报编号: (fields) => fields.firstReport?.number,
    初报日期: (fields) => chineseDay(fields.firstReport?.date),
  },
  lists: {
    ...lists,
    劝返: list((fields) => persuasionsOf(fields).map((persuasion, before) => ({ ...persuasion, before })), {
      次序: (persuasion) => persuasion.before + 1,
      时间: (persuasion) => chineseDay(persuasion.day),
      参加人: (persuasion) => persuasion.people,
      地点: (persuasion) => persuasion.place,
      学生和监护人的话: (persuasion) => persuasion.words,
      结果: (persuasion) => persuasion.outcome,
    }),
  },
  conditions: { 劝返已足: (fields) => persuasionsOf(fields).length >= needed(fields) },
  required: [
    ...['主送', '学生姓名', '班级', '初报编号', '劝返', '劝返次数', '次数不足的原因'],
    ...['原因类别', '去向类别', '返校意愿', '缺课', '联系', '家访'],
  ],
});
