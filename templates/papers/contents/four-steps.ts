import type { Day } from '../../../domain/calendar/time.ts';
import { chineseDay, content, type Head, list, type Maybe } from '../content.ts';
import type { PaperPupil } from './pupil-reports.ts';

/** D15: what the ledger knows for a document of the four steps. The text itself is the county's, approved by 司法局. */
export interface FourStepDocument extends Head {
  readonly documentNumber?: Maybe<string>;
  readonly pupil: PaperPupil;
  readonly school?: Maybe<string>;
  readonly guardian?: Maybe<string>;
  readonly relation?: Maybe<string>;
  readonly address?: Maybe<string>;
  readonly firstMissed?: Maybe<Day>;
  readonly sessions: readonly { readonly day: Day; readonly by: string; readonly answer?: Maybe<string> }[];
  /** The step before: its number, date and result (P4.2-ORDER). */
  readonly earlier?: Maybe<{ readonly number: string; readonly day: Day; readonly result?: Maybe<string> }>;
  /** Limits are entered by the county, never counted by the software (AMB-31). */
  readonly until?: Maybe<Day>;
}

/** D15, policy §8: frames; every tag may be used, and whose case it is must be. */
export const fourStep = content<FourStepDocument>({
  texts: {
    文书编号: (fields) => fields.documentNumber,
    学生姓名: (fields) => fields.pupil.name,
    性别: (fields) => fields.pupil.sex,
    出生日期: (fields) => chineseDay(fields.pupil.birth),
    班级: (fields) => fields.pupil.class,
    学校: (fields) => fields.school,
    监护人姓名: (fields) => fields.guardian,
    与学生关系: (fields) => fields.relation,
    住址: (fields) => fields.address,
    首次缺课日: (fields) => chineseDay(fields.firstMissed),
    前一文书编号: (fields) => fields.earlier?.number,
    前一文书日期: (fields) => chineseDay(fields.earlier?.day),
    前一步结果: (fields) => fields.earlier?.result,
    限期: (fields) => chineseDay(fields.until),
  },
  lists: {
    宣传教育: list((fields) => fields.sessions, {
      日期: (session) => chineseDay(session.day),
      参加人: (session) => session.by,
      监护人答复: (session) => session.answer,
    }),
  },
  required: ['文书编号', '学生姓名', '监护人姓名'],
});
