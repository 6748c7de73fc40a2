import { dayOf } from '../calendar/time.ts';
import type { World } from '../decision.ts';
import type { EnrolmentFactBody } from '../facts/enrolment-fact.ts';
import type { Fact } from '../facts/fact.ts';
import type { Say } from './compose.ts';
import { plainItem } from './said.ts';

const RULE = 'P1.R4-XUEJI';

/** A change of the 学籍, to the bureau's own staff for it; where there is none, to whoever stands in for that post (P1.R4-XUEJI). */
export const sayEnrolmentChange = (body: EnrolmentFactBody, fact: Fact, world: World): Say[] => {
  const about = { student: body.student };
  const { holder } = world.directory.resolve('bureau_enrolment', about, dayOf(world.now));
  if (!holder || holder.person === fact.by.person) return [];
  const note = [body.change, body.on ?? '', body.approved ?? ''].join('|');
  return [
    {
      ...{ to: holder.person, role: holder.role, kind: 'notice', words: 'enrolment_changed', options: [] },
      item: { ...plainItem(RULE, '学籍变动', about, world), note },
      values: { school: world.place.name },
      ...{ urgent: false, late: false, whileLive: false, turn: fact.key },
    },
  ];
};
