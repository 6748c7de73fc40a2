import { dayOf } from '../calendar/time.ts';
import type { World } from '../decision.ts';
import { type Duty, UNFILLED } from '../duties/duty.ts';
import type { Fact } from '../facts/fact.ts';
import type { Say } from '../notices/compose.ts';
import { itemFor, nameSubject } from '../notices/item.ts';
import { unitTitles } from '../people/roles.ts';

type Report = Extract<Fact['body'], { kind: 'duty_report' }>;

/** The answer to a referral, back to whoever asked; that it was received shows when they ask ("谁没回我"). */
export const sayAnswered = (duty: Duty, { outcome, detail }: Report, world: World): Say[] => {
  const { directory, policy, now } = world;
  const bound = policy.named.get(duty.name);
  const { asked, about } = duty;
  const by = asked?.by;
  const role = by && directory.postsOf(by, dayOf(now))[0]?.role;
  if (!bound || !asked || !by || !role || (outcome !== 'done' && outcome !== 'cannot')) return [];
  return [
    {
      to: by,
      role,
      kind: 'notice',
      words: 'answered',
      item: {
        ...itemFor(bound, duty, world),
        subject: nameSubject(about, world),
        duty: null,
      },
      options: [],
      values: {
        number: asked.number,
        who: about.unit ? unitTitles[about.unit] : duty.actor && directory.nameOf(duty.actor),
        declined: outcome === 'cannot',
        result: detail === UNFILLED ? null : detail,
      },
      urgent: false,
      late: false,
      whileLive: false,
      turn: `answered-${duty.id}`,
    },
  ];
};
