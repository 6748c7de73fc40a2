import type { County } from '../../domain/decision.ts';
import { worldOf } from '../../domain/decision.ts';
import { nameSubject } from '../../domain/notices/item.ts';
import { titleOf } from '../../domain/policy/policy.ts';
import type { Database } from '../../prisma/client.ts';
import type { nextWake } from '../../prisma/stores/school-store.ts';
import { schoolClock } from '../../templates/sandbox.ts';
import type { Upcoming } from './dependencies.ts';

/** What happens next by itself: the first duty that will speak then, or the school's own clock. */
export const nextDuty = async (
  database: Database,
  county: County,
  wakeOf: typeof nextWake,
): Promise<Upcoming | null> => {
  const wake = await wakeOf(database);
  if (!wake) return null;
  const duty = await database.duty.findFirst({
    where: { nextAt: { lte: new Date(wake.at) } },
    orderBy: [{ nextAt: 'asc' }, { dueAt: 'asc' }],
  });
  if (!duty) return { at: wake.at, what: schoolClock };
  const { about } = duty.plan as unknown as { about: Parameters<typeof nameSubject>[0] };
  const subject = nameSubject(about, worldOf(county, duty.stream, wake.at));
  const title = titleOf(county.policy, duty);
  return { at: wake.at, what: `${subject}：${title}` };
};
