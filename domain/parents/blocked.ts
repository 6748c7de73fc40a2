import { dayOf } from '../calendar/time.ts';
import type { World } from '../decision.ts';
import type { Say } from '../notices/compose.ts';
import { plainItem } from '../notices/said.ts';
import type { Holder } from '../people/directory.ts';
import type { Rule } from '../policy/rule.ts';
import type { Blocked } from './texts.ts';

/**
 * A text that would have gone out and may not: to whoever can let it go, the judicial bureau, with the bureau's officer
 * beside; once a day for each text, whichever children wait for it, and without their names. The note of its item is
 * `text|reason|reviewer|until`.
 */
export const sayBlocked = (blocked: Blocked, rule: Rule, world: World): Say[] =>
  releasersOf(world).map((holder) => ({
    ...sayTo(holder, blocked, rule.id, world),
    words: 'text_blocked',
    turn: `${blocked.text}-${dayOf(world.now)}`,
  }));

/** A campaign that has stopped on its way since its text may not go out any more. */
export interface Halted {
  campaign: string;
  /** What its place is called. */
  place: string;
  author: Holder;
  /** Parents to whom it has not gone. */
  waiting: number;
}

/** To the same, and to whoever let the campaign go out: once for each way in which its review came to an end. */
export const sayHalted = (blocked: Blocked, halted: Halted, rule: string, world: World): Say[] => {
  const { campaign, place, author, waiting } = halted;
  const told = new Map([author, ...releasersOf(world)].map((holder) => [holder.person, holder]));
  return [...told.values()].map((holder) => ({
    ...sayTo(holder, blocked, rule, world),
    words: 'campaign_blocked',
    values: { place, waiting },
    turn: [campaign, blocked.reason, blocked.until ?? ''].join('-'),
  }));
};

const releasersOf = ({ directory, now }: World): Holder[] => [
  ...directory.holders('unit', {}, dayOf(now), 'justice'),
  ...directory.holders('bureau_officer', {}, dayOf(now)),
];

const sayTo = (
  { person, role }: Holder,
  { text, title, reason, reviewer, until }: Blocked,
  rule: string,
  world: World,
) => ({
  ...{ to: person, role, kind: 'notice' as const },
  item: {
    ...plainItem(rule, title, { district: world.directory.parts.district.id }, world),
    subject: title,
    note: [text, reason, reviewer ?? '', until ?? ''].join('|'),
  },
  ...{ options: [], urgent: false, late: false, whileLive: false },
});
