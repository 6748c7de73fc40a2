import { addDays, at, dayOf, type Instant } from '../calendar/time.ts';
import { type CaseFile, dispatchOf, inChargeOf, isOpenCase } from '../cases/file.ts';
import { actingFor } from '../cases/in-charge.ts';
import { sittersOf } from '../cases/joint-group.ts';
import type { World } from '../decision.ts';
import { posts, type Role } from '../people/roles.ts';
import type { InformRule } from '../policy/rule.ts';
import type { Signal } from '../signals.ts';
import type { Say } from './compose.ts';
import { plainItem } from './said.ts';

interface Informed {
  person: string;
  role: Role;
}

/**
 * What people of a case are told at a signal without having to do anything yet (`informs` of the rules, policy.md §5.1 "Is told"):
 * each once, nobody of what that person has just told, and nothing of a child under protection (§6.5).
 */
export const sayInformed = (signal: Signal, file: CaseFile, world: World, speaker: string | null): Say[] => {
  if (file.safeguard) return [];
  return (world.policy.informing.get(signal.name) ?? []).flatMap(({ rule, inform }) => {
    const told = new Set<string | null>([speaker]);
    return meantBy(inform, file, world).flatMap(({ person, role }): Say[] => {
      if (told.has(person)) return [];
      told.add(person);
      const plain = plainItem(rule.id, '', { student: file.student }, world);
      const seat = inform.to === 'joint_group' ? posts[role].title : null;
      // What is told of one thing that happened, not of the case as such, may come again.
      const turn = signal.note === undefined ? signal.period : `${signal.period}-${signal.at}`;
      return [
        {
          ...{ to: person, role, kind: 'notice', words: inform.words, options: [] },
          item: {
            ...{ ...plain, note: signal.note ?? seat, due: sessionsUntil(file, world) },
            ...(isOpenCase(file) ? { whileAway: true } : {}),
          },
          values: { sessions: world.policy.settings['edu3.count'] },
          ...{ urgent: false, late: false, whileLive: false, turn },
          ...(inform.goes === 'gathered' ? { gathered: true } : {}),
          ...(inform.goes === 'at_once' ? { room: 'taken' } : {}),
        },
      ];
    });
  });
};

/** Whoever holds the post for the child; a post that nobody holds is another rule's matter (P1.2-POST). */
const meantBy = ({ to }: InformRule, file: CaseFile, { directory, now }: World): Informed[] => {
  const day = dayOf(now);
  if (to === 'joint_group')
    return sittersOf(file, directory, day).map(({ seat, person }) => ({ person, role: seat }));
  return to.flatMap((role) =>
    directory.holders(role, actingFor(role, inChargeOf(file), file, directory), day),
  );
};

/** Until when the three sessions are to be held (P4.R3-3IN1W). */
const sessionsUntil = (file: CaseFile, { policy: { settings } }: World): Instant | null => {
  const running = dispatchOf(file);
  return running && at(addDays(dayOf(running.at), settings['edu3.days']), settings['sameday.soft_end']);
};
