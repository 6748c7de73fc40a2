import type { Day } from '../../../domain/calendar/time.ts';
import { chineseDay, content, type Head, type Maybe } from '../content.ts';

/** D12, 目标责任书: who answers to whom for a year; the duties of each layer stand in its template. */
export interface ResponsibilityLetter extends Head {
  readonly year: string;
  readonly first?: Maybe<Day>;
  readonly last?: Maybe<Day>;
  /** The two persons who sign, with their posts. */
  readonly signerOne?: Maybe<string>;
  readonly signerTwo?: Maybe<string>;
  /** The other party: a township, a village, a school, a teacher. */
  readonly party: string;
  /** The class of a teacher. */
  readonly class?: Maybe<string>;
  readonly pupils?: Maybe<number>;
}

/** D12, policy §8: duties, targets, period, signatures. */
export const letter = content<ResponsibilityLetter>({
  texts: {
    年度: (fields) => fields.year,
    乙方: (fields) => fields.party,
    甲方代表: (fields) => fields.signerOne,
    乙方代表: (fields) => fields.signerTwo,
    起始日: (fields) => chineseDay(fields.first),
    截止日: (fields) => chineseDay(fields.last),
    班级: (fields) => fields.class,
    学生人数: (fields) => fields.pupils,
  },
  required: ['年度', '乙方', '甲方代表', '乙方代表', '起始日', '截止日'],
});
