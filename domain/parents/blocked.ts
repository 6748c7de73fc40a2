import { dayOf } from '../calendar/time.ts';
import type { World } from '../decision.ts';
import type { Say } from '../notices/compose.ts';
import { plainItem } from '../notices/said.ts';
import type { Holder } from '../people/directory.ts';
import { AUTHORITY, type Blocked, calledByReviewers } from './texts.ts';

/**
 * A text that would have gone out and may not: to whoever can let it go, the judicial bureau, with the bureau's officer
 * beside; once a day for each text, whichever children wait for it, and without their names. A translation keeps nobody
 * waiting: the Chinese goes meanwhile. The note of its item is `text|reason|reviewer|until`.
 */
export const sayBlocked = (blocked: Blocked, rule: string, world: World): Say[] =>
  releasersOf(world).map((holder) => ({
    ...sayTo(holder, blocked, rule, world),
    words: blocked.language === AUTHORITY ? 'text_blocked' : 'translation_blocked',
    turn: `${calledByReviewers(blocked)}-${dayOf(world.now)}`,
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

const sayTo = ({ person, role }: Holder, blocked: Blocked, rule: string, world: World) => ({
  ...{ to: person, role, kind: 'notice' as const },
  item: {
    ...plainItem(rule, blocked.title, { district: world.directory.parts.district.id }, world),
    subject: blocked.title,
    note: [calledByReviewers(blocked), blocked.reason, blocked.reviewer ?? '', blocked.until ?? ''].join('|'),
  },
  ...{ options: [], urgent: false, late: false, whileLive: false },
});
