import { dayOf } from '../calendar/time.ts';
import type { World } from '../decision.ts';
import type { Say } from '../notices/compose.ts';
import { plainItem } from '../notices/said.ts';
import type { Rule } from '../policy/rule.ts';
import type { Blocked } from './texts.ts';

/**
 * A text that would have gone out and may not: to whoever can let it go, the judicial bureau, with the bureau's officer
 * beside; once a day for each text, whichever children wait for it, and without their names. The note of its item is
 * `text|reason|reviewer|until`.
 */
export const sayBlocked = (blocked: Blocked, rule: Rule, world: World): Say[] => {
  const { directory, now } = world;
  const today = dayOf(now);
  const about = { district: directory.parts.district.id };
  const holders = [
    ...directory.holders('unit', {}, today, 'justice'),
    ...directory.holders('bureau_officer', {}, today),
  ];
  const { text, title, reason, reviewer, until } = blocked;
  return holders.map(({ person, role }) => ({
    to: person,
    role,
    kind: 'notice',
    words: 'text_blocked',
    item: {
      ...plainItem(rule.id, title, about, world),
      subject: title,
      note: [text, reason, reviewer ?? '', until ?? ''].join('|'),
    },
    options: [],
    urgent: false,
    late: false,
    whileLive: false,
    turn: `${text}-${today}`,
  }));
};
