import { z } from 'zod';
import { type Day, dayOf, formatInstant } from '../../domain/calendar/time.ts';
import { subjectOf } from '../../domain/notices/item.ts';
import type { Directory } from '../../domain/people/directory.ts';
import { posts, type Role } from '../../domain/people/roles.ts';
import { type Policy, titleOf } from '../../domain/policy/policy.ts';
import { countLiveDuties, type KeptDuty, liveDuties } from '../../prisma/stores/ledger-store.ts';
import { nobody } from '../../templates/sandbox.ts';
import { shortTitle } from '../../templates/vocabulary.ts';
import type { SandboxDependencies } from './dependencies.ts';
import { personView } from './people.ts';

const MOST_DUTIES = 200;

export const dutiesSchema = z.object({ actor: z.string().min(1).optional() });

/** `GET /api/duties`: what is to be done by whom until when, over all schools or of one person; all of it is counted. */
export const dutiesView = async (
  { database, directory, policy, now }: SandboxDependencies,
  actor: string | null,
) => {
  const at = await now();
  const rules = policy();
  const routine = [...rules.named].flatMap(([name, { duty }]) => (duty.opens === 'school_day' ? [name] : []));
  const duties = await liveDuties(database, { now: at, routine, limit: MOST_DUTIES, actor });
  const view = dutyViewer(directory(), rules, dayOf(at));
  return { duties: duties.map(view), ...(await countLiveDuties(database, { now: at, actor })) };
};

/** How duties are shown on a day. */
export const dutyViewer = (directory: Directory, policy: Policy, today: Day) => {
  const titleFor = (role: Role): string => shortTitle(role, posts[role].title);
  const subjectFor = (duty: KeptDuty): string => {
    const place = directory.placeOf(duty.stream);
    return place ? subjectOf(duty, { directory, place }) : directory.parts.district.name;
  };
  const rungOf = (duty: KeptDuty, role: Role, rung: number) => {
    const { holder } = directory.resolve(role, duty.about, today);
    const spoken = duty.steps.slice(0, duty.taken);
    return {
      title: titleFor(role),
      name: holder ? directory.nameOf(holder.person) : nobody.name,
      told: spoken.some((step) => (step.does === 'due' || step.does === 'again') && step.rung === rung),
    };
  };
  return (duty: KeptDuty) => ({
    id: duty.id,
    rule: duty.rule,
    title: titleOf(policy, duty),
    subject: subjectFor(duty),
    student: duty.about.student ?? null,
    actor:
      duty.actor === null
        ? { id: '', name: nobody.name, title: titleFor(duty.role) }
        : personView(directory, duty.actor, today),
    openedAt: formatInstant(duty.openedAt),
    dueAt: formatInstant(duty.dueAt),
    nextAt: duty.nextAt === null ? null : formatInstant(duty.nextAt),
    state: duty.state,
    ladder: duty.ladder.map((role, rung) => rungOf(duty, role, rung)),
  });
};
