import { afterQuiet } from '../domain/calendar/clocks.ts';
import { dayOf, type Instant } from '../domain/calendar/time.ts';
import type { County } from '../domain/decision.ts';
import type { Notice } from '../domain/notices/notice.ts';
import { nextRung } from '../domain/people/ladder.ts';
import { posts, type Role } from '../domain/people/roles.ts';
import type { Delivery } from './channel.ts';

/**
 * What becomes of a notice that no way took: the next rung hears whom it did not reach, and has to tell them (P1.2-POST:
 * duties are routed to a named human). A guardian's goes to the class teacher, who has the telephone. Null for an answer
 * to the person's own message, and where nobody stands above.
 */
export const undeliveredNotice = (
  delivery: Delivery,
  now: Instant,
  { directory, policy }: County,
): Notice | null => {
  const { role, to, kind, items, rules } = delivery;
  const above = role === 'guardian' ? 'homeroom_teacher' : nextRung(role);
  const about = items[0]?.about;
  if (kind === 'reply' || !above || !about) return null;
  const { holder } = directory.resolve(above, about, dayOf(now));
  if (!holder || holder.person === to) return null;
  const day = dayOf(now);
  return {
    // Once a day for each matter: whoever cannot be reached in the morning cannot be at noon.
    key: [
      'undelivered',
      day,
      to,
      rules.join('+'),
      about.student ?? about.class ?? about.school ?? '',
      holder.person,
    ].join('|'),
    to: holder.person,
    role: holder.role,
    kind: 'notice',
    words: 'undelivered',
    rules: [...rules],
    matter: `undelivered|${to}`,
    items: [...items],
    options: [],
    values: { whom: directory.nameOf(to), post: titleOf(role), guardian: role === 'guardian' },
    at: now,
    sendAt: delivery.urgent ? now : afterQuiet(now, policy.settings['quiet.staff']),
    urgent: delivery.urgent,
    late: false,
    duties: [],
    file: null,
  };
};

const titleOf = (role: Role): string => posts[role].title;
