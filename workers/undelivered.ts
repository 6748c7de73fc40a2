import { afterQuiet } from '../domain/calendar/clocks.ts';
import { type Day, dayOf, type Instant, MINUTE } from '../domain/calendar/time.ts';
import type { CaseFile } from '../domain/cases/file.ts';
import type { County } from '../domain/decision.ts';
import type { Notice } from '../domain/notices/notice.ts';
import { mayBeCalled } from '../domain/parents/addressees.ts';
import { signingRole } from '../domain/parents/fill.ts';
import type { Directory, Holder } from '../domain/people/directory.ts';
import { nextRung } from '../domain/people/ladder.ts';
import { posts, type Role } from '../domain/people/roles.ts';
import type { Subject } from '../domain/signals.ts';
import type { Delivery } from './channel.ts';

/** Why what has no words reached nobody. */
export const NOT_MADE = 'not_made';

/** What was to be told of another message that reached nobody. */
export const HANDED_ON = 'undelivered';

/** Why what was decided before is not sent: whoever it is for may hear nothing of the child any more (law.md §8.11, policy.md §6.5). */
export const UNSAFE = 'unsafe';

/** A notice that no way took, or that was not sent. */
export interface Undelivered {
  delivery: Delivery;
  /** As the route says it: `app:81013 aibot:never_spoken`. */
  reason: string;
  /** The template it was said in. */
  words: string;
  /** Of an answer to a guardian: who gave it. */
  by: string | null;
}

/** What fails for several parents within so long is one list. */
const GATHERED_MS = 5 * MINUTE;

/**
 * What becomes of a notice that no way took: the next rung hears whom it did not reach, and has to tell them (P1.2-POST:
 * duties are routed to a named human). A guardian's goes to the class teacher, who has the telephone; an answer with its words
 * to whoever gave it. Where only some guardians are safe, or something is alleged against the school, the principal telephones,
 * and nobody but them (law.md §8.11, §9). Null for an answer to the person's own message, and where nobody else stands above.
 */
export const undeliveredNotice = (
  undelivered: Undelivered,
  file: CaseFile | null,
  now: Instant,
  county: County,
): Notice | null => {
  const { delivery, reason, words, by } = undelivered;
  const { role, to, kind, items, rules, urgent, text } = delivery;
  const about = items[0]?.about;
  const holder = about ? holderAbove(undelivered, about, file, now, county) : null;
  if (kind === 'reply' || !about || !holder) return null;
  const day = dayOf(now);
  const isGuardian = role === 'guardian';
  // Once a day for each matter: whoever cannot be reached in the morning cannot be at noon. Of two parents of a child
  // one call is enough.
  const whom = isGuardian ? (about.student ?? to) : to;
  const what = isGuardian ? newsOf({ ...delivery, words }) : rules.join('+');
  const matter = about.student ?? about.class ?? about.school ?? '';
  const { directory, policy } = county;
  // An answer is nothing without its words, nor is whom alone to call.
  const isQuoted = text !== '' && (by !== null || words === HANDED_ON);
  const isUnsafe = reason === UNSAFE;
  const guardians = directory.students.get(about.student ?? '')?.guardians ?? [];
  const callable = isGuardian && file ? mayBeCalled(file, guardians) : null;
  return {
    key: ['undelivered', day, whom, what, matter, holder.person].join('|'),
    to: holder.person,
    role: holder.role,
    kind: 'notice',
    words: HANDED_ON,
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
      ...(isUnsafe ? { unsafe: true } : {}),
      ...(isUnsafe || callable ? { safe: callable?.includes(to) ? 'only' : 'none' } : {}),
      ...(isQuoted ? { answer: text } : {}),
      ...(by && holder.person !== by ? { who: directory.nameOf(by) } : {}),
    },
    at: now,
    sendAt: urgent ? now : afterQuiet(isGuardian ? gathered(now) : now, policy.settings['quiet.staff']),
    urgent,
    late: false,
    duties: [],
    file: null,
  };
};

/** What tells a child's family the same, in whatever words fit each of them: `L3` of `parents/L3-away`, or one answer. */
export const newsOf = ({ words, key, to }: { words: string; key: string; to: string }): string =>
  words.startsWith('parents/')
    ? (words.split('/').at(-1)?.split('-')[0] ?? words)
    : key.replace(`|${to}`, '');

/** The first person above who is somebody else; in a small school one person may hold two rungs. */
const holderAbove = (
  { delivery: { role, to }, reason, by }: Undelivered,
  about: Subject,
  file: CaseFile | null,
  now: Instant,
  { directory }: County,
): Holder | null => {
  const day = dayOf(now);
  if (role !== 'guardian') return firstFrom(nextRung(role), [to], about, day, directory);
  const guardians = directory.students.get(about.student ?? '')?.guardians ?? [];
  const isGuarded = file !== null && mayBeCalled(file, guardians) !== null;
  const isPrincipals = isGuarded || (file !== null && signingRole(file) === 'principal');
  // A colleague who is the child's own guardian is not asked to call the other one.
  const left = isGuarded ? [to, ...guardians] : [to];
  const answerer = by ? directory.named(by, day) : null;
  // Who must not be called is called by nobody: then whoever answered may learn that it did not go, as when it is withheld at once.
  const mayLearn = reason === UNSAFE || !isPrincipals;
  if (answerer && !left.includes(answerer.person) && (mayLearn || !isBelowPrincipal(answerer.role)))
    return answerer;
  return firstFrom(isPrincipals || by ? 'principal' : 'homeroom_teacher', left, about, day, directory);
};

const firstFrom = (
  first: Role | null,
  left: readonly string[],
  about: Subject,
  day: Day,
  directory: Directory,
): Holder | null => {
  for (let rung = first; rung; rung = nextRung(rung)) {
    const other = directory.holders(rung, about, day).find(({ person }) => !left.includes(person));
    if (other) return other;
  }
  return null;
};

const isBelowPrincipal = (role: Role): boolean => {
  const above = nextRung(role);
  return above === 'principal' || (above !== null && isBelowPrincipal(above));
};

const gathered = (now: Instant): Instant => Math.ceil((now + 1) / GATHERED_MS) * GATHERED_MS;
