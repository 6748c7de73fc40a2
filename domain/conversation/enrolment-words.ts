import type { Day, Instant } from '../calendar/time.ts';
import type { EnrolmentChange } from '../facts/enrolment-fact.ts';
import { isAsked } from './asked.ts';
import { daysIn } from './written-days.ts';
import { INTENDED } from './yet-to-come.ts';

/** In order: "转学手续" is 转出 where nothing says in. */
const CHANGES: readonly (readonly [RegExp, EnrolmentChange])[] = [
  [/休学/u, 'suspended'],
  [/复学/u, 'resumed'],
  [/疑似辍学/u, 'suspected_marked'],
  [/登记辍学|辍学登记|标注?为?辍学/u, 'dropout_marked'],
  [/退学|注销|销籍/u, 'ended'],
  [/转入|转进/u, 'moved_in'],
  [/转出|转走|转学|转到|转往/u, 'moved_out'],
  [/建(?:好|立|了)?学籍|建籍|新建|学籍[^，。]{0,4}建(?:立|好|了)/u, 'created'],
  [/更正|改(?:正|好|过来|了)|变更|修改/u, 'corrected'],
];

/** It speaks of the record or its formalities, not merely of the child: "张伟转学了" is no change of the 学籍 yet. */
export const OF_RECORD =
  /学籍|建籍|(?:转入|转进|转出|转学|休学|复学|退学|注销)(?:的)?手续|(?:转入|转进|转出|休学|复学|退学|注销)(?:已|登记)|办[^，。]{0,4}(?:转入|转进|转出|转学|休学|复学|退学)/u;
const MADE = /已|了|办(?:好|妥|完|结|理)|批准|批复|审批|核准|完成|登记|标注/u;
const NOT_MADE = new RegExp(
  `没|未办|未转|尚未|还不|不能|${INTENDED}|想|需要|要(?:办|转|休|复|退)|怎么|如何`,
  'u',
);

/** Which change of the 学籍 a sentence says was made; null for one that is asked about, planned or not made, and for anything else. */
export const enrolmentChangeIn = (text: string): EnrolmentChange | null =>
  OF_RECORD.test(text) && MADE.test(text) && !NOT_MADE.test(text) && !isAsked(text)
    ? (CHANGES.find(([words]) => words.test(text))?.[1] ?? null)
    : null;

const APPROVER = /(?:批准|审批|核准|批复)(?:单位|机关|人)(?:是|为|[:：])?\s*([^，,。；;\s]{2,20})/u;
const APPROVED = /([^，,。；;\s\d日号]{2,24}?)(?:已经?|予以)?(?:批准|审批|核准|批复|审核通过|同意)/u;
/** What may stand before the approving unit and is no part of it: "经区教体局批准", "转出由区教体局审批". */
const BEFORE_UNIT = /^.*(?:[经由报]|经过|学籍|转[入出进]|休学|复学|退学|注销|更正|建籍)/u;

/** "9月20日转出，区教体局批准": the day and the approving unit that words name; null for what they do not. */
export const approvalIn = (text: string, now: Instant): { on: Day | null; approved: string | null } => {
  const unit = APPROVER.exec(text)?.[1] ?? APPROVED.exec(text)?.[1]?.replace(BEFORE_UNIT, '');
  return { on: daysIn(text, now)[0]?.day ?? null, approved: unit && unit.length > 1 ? unit : null };
};
