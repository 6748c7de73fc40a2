import type { Day, TimeOfDay } from '../../../domain/calendar/time.ts';
import { chineseDay, content, type Head, list, type Maybe, type Tags } from '../content.ts';
import type { PaperPupil } from './pupil-reports.ts';

/** D16: one visit, persuasion or education session, as section 7 of the register has it. */
export interface VisitRecord extends Head {
  readonly pupil: PaperPupil;
  /** The how-manieth of its kind. */
  readonly ordinal?: Maybe<number>;
  readonly day?: Maybe<Day>;
  readonly time?: Maybe<TimeOfDay>;
  readonly place?: Maybe<string>;
  readonly by?: Maybe<string>;
  readonly met?: Maybe<string>;
  readonly childWords?: Maybe<string>;
  /** Why the child was not heard (policy §11.6). */
  readonly whyNoChildWords?: Maybe<string>;
  readonly guardianWords?: Maybe<string>;
  readonly lawExplained?: Maybe<string>;
  readonly helpOffered?: Maybe<string>;
  readonly result?: Maybe<string>;
  readonly promised?: Maybe<Day>;
  readonly next?: Maybe<string>;
}

const texts: Tags<VisitRecord> = {
  学生姓名: (fields) => fields.pupil.name,
  班级: (fields) => fields.pupil.class,
  性别: (fields) => fields.pupil.sex,
  次序: (fields) => fields.ordinal,
  日期时间: (fields) => fields.day && `${chineseDay(fields.day)}${fields.time ? ` ${fields.time}` : ''}`,
  地点: (fields) => fields.place,
  参加人: (fields) => fields.by,
  见到何人: (fields) => fields.met,
  学生的话: (fields) => fields.childWords,
  未听取学生意见的原因: (fields) => fields.whyNoChildWords,
  监护人的话: (fields) => fields.guardianWords,
  讲解的法律: (fields) => fields.lawExplained,
  提供的帮助: (fields) => fields.helpOffered,
  结果: (fields) => fields.result,
  承诺返校日: (fields) => chineseDay(fields.promised),
  下一步: (fields) => fields.next,
};

const HEARD = ['学生的话', '未听取学生意见的原因', '监护人的话'];

/** D16, policy §8: section 7 fields (date, people, place, met whom, both sides' words, conclusion), signatures. */
const record = (required: readonly string[]) =>
  content<VisitRecord>({
    texts,
    required: ['学生姓名', '日期时间', '地点', '参加人', '见到何人', ...HEARD, '结果', ...required],
  });

export const visitRecord = record(['下一步']);
export const persuasionRecord = record(['次序', '提供的帮助', '承诺返校日']);
/** P4.R3-3IN1W: the law explained and the guardian's answer. */
export const sessionRecord = record(['次序', '讲解的法律']);

/** D17: a case that a named person is about to close (policy §6.3). */
export interface ClosingForm extends Head {
  readonly pupil: PaperPupil;
  readonly caseNumber?: Maybe<string>;
  readonly opened?: Maybe<Day>;
  readonly firstMissed?: Maybe<Day>;
  readonly returnedOn?: Maybe<Day>;
  readonly stableDays?: Maybe<number>;
  readonly relapses?: Maybe<number>;
  readonly ticket?: Maybe<string>;
  /** The row of policy §6.3. */
  readonly reason?: Maybe<string>;
  readonly proofs: readonly { readonly name: string; readonly day?: Maybe<Day> }[];
  readonly followUps?: Maybe<string>;
}

/** D17, policy §8: reason and proof. */
export const closing = content<ClosingForm>({
  texts: {
    学生姓名: (fields) => fields.pupil.name,
    班级: (fields) => fields.pupil.class,
    案号: (fields) => fields.caseNumber,
    立案日: (fields) => chineseDay(fields.opened),
    首次缺课日: (fields) => chineseDay(fields.firstMissed),
    返校日: (fields) => chineseDay(fields.returnedOn),
    稳定天数: (fields) => fields.stableDays,
    反复次数: (fields) => fields.relapses,
    工单号: (fields) => fields.ticket,
    销案原因: (fields) => fields.reason,
    跟进情况: (fields) => fields.followUps,
  },
  lists: {
    证明: list((fields) => fields.proofs, {
      名称: (proof) => proof.name,
      证明日期: (proof) => chineseDay(proof.day),
    }),
  },
  required: ['学生姓名', '案号', '销案原因', '证明', '返校日'],
});
