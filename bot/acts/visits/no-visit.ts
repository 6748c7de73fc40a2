import { onePupil } from '../../../domain/conversation/names.ts';
import type { Rosters } from '../../../domain/conversation/rosters.ts';
import { INTENDED, LATER } from '../../../domain/conversation/yet-to-come.ts';
import type { Understood } from '../../../domain/understanding/types.ts';
import { phrase } from '../../phrase.ts';
import type { Outcome, Turn } from '../../turn.ts';

const VISIT = /家访|走访|劝返|上门|入户/u;
/** Arranged, intended or left to others. */
const PLANNED = new RegExp(
  `(?:喊|叫|让|请|派|安排|通知|委托|布置|交代|要求)[^，。；;]{1,14}(?:家访|走访|劝返|上门|入户|去)|${INTENDED}|${LATER}|计划|安排|还没|没去`,
  'u',
);
/** What tells of a day is a report, whatever else it says. */
const REPORT = /应到|实到|到齐|没来|没到|未到|缺勤|旷课|请假|迟到|早退/u;
const DISABLED = /残疾|残障|瘫|脑瘫|智障|自闭|走不(?:动|了|得)路|下不了床|行动不便/u;
const TAUGHT_AT_HOME = /(?:上门|到家|来家|在家|去家里?)[^，。；;]{0,4}(?:教|上课|授课|辅导|补课)|送教/u;
const says = (turn: Turn, name: string, values: Record<string, unknown>): Outcome => ({
  act: 'other',
  reply: phrase(turn, name, values),
  question: null,
});

/**
 * What speaks of a child and a visit, and is none: a disabled child whose family wishes to have it taught at home. Nothing is
 * recorded; what can be written is said. Null for anything else.
 */
export const lifeTold = async (turn: Turn, rosters: Rosters): Promise<Outcome | null> => {
  const { text } = turn;
  if (REPORT.test(text)) return null;
  if (!DISABLED.test(text) || !TAUGHT_AT_HOME.test(text) || /了[。！!]?$/u.test(text)) return null;
  const student = onePupil(text, rosters);
  return student ? says(turn, 'at_home_wished', { name: student.name }) : null;
};

/** "我喊范老师去家访了": arranged, and not done yet; null where the message says nothing of the kind. */
export const visitPlanned = (turn: Turn, { act }: Understood, rosters: Rosters): Outcome | null => {
  if (act !== 'other' || !VISIT.test(turn.text) || !PLANNED.test(turn.text)) return null;
  const student = onePupil(turn.text, rosters);
  return student ? says(turn, 'visit_planned', { name: student.name }) : null;
};
