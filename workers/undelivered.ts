import { afterQuiet } from '../domain/calendar/clocks.ts';
import { dayOf, type Instant, MINUTE } from '../domain/calendar/time.ts';
import type { County } from '../domain/decision.ts';
import type { Notice } from '../domain/notices/notice.ts';
import type { Holder } from '../domain/people/directory.ts';
import { nextRung } from '../domain/people/ladder.ts';
import { posts, type Role } from '../domain/people/roles.ts';
import type { Subject } from '../domain/signals.ts';
import type { Delivery } from './channel.ts';

/** Why what has no words reached nobody. */
export const NOT_MADE = 'not_made';

/** A notice that no way took. */
export interface Undelivered {
  delivery: Delivery;
  /** As the route says it: `app:81013 aibot:never_spoken`. */
  reason: string;
}

/** What fails for several parents within so long is one list. */
const GATHERED_MS = 5 * MINUTE;

/**
 * What becomes of a notice that no way took: the next rung hears whom it did not reach, and has to tell them (P1.2-POST:
 * duties are routed to a named human). A guardian's goes to the class teacher, who has the telephone. Null for an answer
 * to the person's own message, and where nobody else stands above.
 */
export const undeliveredNotice = (
  { delivery, reason }: Undelivered,
  now: Instant,
  county: County,
): Notice | null => {
  const { role, to, kind, items, rules, urgent } = delivery;
  const about = items[0]?.about;
  const holder = about ? holderAbove(delivery, about, now, county) : null;
  if (kind === 'reply' || !about || !holder) return null;
  const day = dayOf(now);
  const isGuardian = role === 'guardian';
  // Once a day for each matter: whoever cannot be reached in the morning cannot be at noon. Of two parents of a child
  // one call is enough.
  const whom = isGuardian ? (about.student ?? to) : to;
  const matter = about.student ?? about.class ?? about.school ?? '';
  const { directory, policy } = county;
  return {
    key: ['undelivered', day, whom, rules.join('+'), matter, holder.person].join('|'),
    to: holder.person,
    role: holder.role,
    kind: 'notice',
    words: 'undelivered',
    rules: [...rules],
    matter: `undelivered|${whom}`,
    items: [...items],
    options: [],
    values: {
      whom: directory.nameOf(to),
      post: posts[role].title,
      guardian: isGuardian,
      subscribed: !reason.includes('not_subscribed'),
      known: reason !== 'no_way',
      made: reason !== NOT_MADE,
    },
    at: now,
    sendAt: urgent ? now : afterQuiet(isGuardian ? gathered(now) : now, policy.settings['quiet.staff']),
    urgent,
    late: false,
    duties: [],
    file: null,
  };
};

/** The first person above who is somebody else; in a small school one person may hold two rungs. */
const holderAbove = (
  { role, to }: Delivery,
  about: Subject,
  now: Instant,
  { directory }: County,
): Holder | null => {
  const first = role === 'guardian' ? 'homeroom_teacher' : nextRung(role);
  for (let rung: Role | null = first; rung; rung = nextRung(rung)) {
    const other = directory.holders(rung, about, dayOf(now)).find(({ person }) => person !== to);
    if (other) return other;
  }
  return null;
};

const gathered = (now: Instant): Instant => Math.ceil((now + 1) / GATHERED_MS) * GATHERED_MS;
