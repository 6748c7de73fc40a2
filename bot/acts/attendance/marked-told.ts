import { isLive } from '../../../domain/duties/duty.ts';
import { keyOf } from '../../../domain/policy/policy.ts';
import type { Partly, Turn } from '../../turn.ts';
import { settleAs } from '../duties/settle.ts';
import { isMarked, STOPS } from './marked.ts';

/**
 * "标完了，高诗琪算早退对吧", "三(1)班都标注好了": the marking is settled by what begins the message; the rest is taken by itself. Null
 * where it begins with something else, or no marking waits for the speaker.
 */
export const markedTold = async (turn: Turn): Promise<Partly | null> => {
  const [first = '', ...others] = turn.text.trim().split(STOPS);
  const { directory, policy } = turn;
  const duties = turn.duties.filter((duty) => isLive(duty) && keyOf(policy, duty, 'marked') !== null);
  const labelled = duties.filter(({ about }) =>
    first.startsWith(directory.classes.get(about.class ?? '')?.name ?? '\0'),
  );
  const label = directory.classes.get(labelled[0]?.about.class ?? '')?.name ?? '';
  if (duties.length === 0 || !isMarked(first.slice(label.length), policy)) return null;
  const outcome = await settleAs(turn, labelled.length > 0 ? labelled : duties, 'marked', '');
  return outcome && { outcome, rest: others.filter(Boolean).join('，') };
};
