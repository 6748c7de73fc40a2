import { dayOf } from '../calendar/time.ts';
import { type CaseFile, inChargeOf } from '../cases/file.ts';
import type { World } from '../decision.ts';
import { type Duty, UNFILLED } from '../duties/duty.ts';
import type { Fact } from '../facts/fact.ts';
import type { Say } from '../notices/compose.ts';
import { itemFor, nameSubject } from '../notices/item.ts';
import { type Role, unitTitles } from '../people/roles.ts';

type Report = Extract<Fact['body'], { kind: 'duty_report' }>;

/**
 * The answer to a referral, back to whoever asked, and of a slip to the township of stay to the one in charge too
 * (policy.md §6.4); that it was received shows when they ask ("谁没回我").
 */
export const sayAnswered = (
  duty: Duty,
  { outcome, detail }: Report,
  file: CaseFile | null,
  world: World,
): Say[] => {
  const { directory, policy } = world;
  const bound = policy.named.get(duty.name);
  const { asked, about } = duty;
  if (!bound || !asked || (outcome !== 'done' && outcome !== 'cannot')) return [];
  return waitingFor(duty, file, world).map(
    ({ person, role }): Say => ({
      to: person,
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
    }),
  );
};

const waitingFor = (
  { asked, about }: Duty,
  file: CaseFile | null,
  { directory, now }: World,
): { person: string; role: Role }[] => {
  const day = dayOf(now);
  const by = asked?.by;
  const role = by && directory.postsOf(by, day)[0]?.role;
  const asking = by && role ? [{ person: by, role }] : [];
  if (!file?.township || !about.township || about.township === file.township) return asking;
  const { holder } = directory.resolve('township_officer', inChargeOf(file), day);
  return holder && holder.person !== by ? [...asking, holder] : asking;
};
