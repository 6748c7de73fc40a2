import { dayOf } from '../../calendar/time.ts';
import { isTold } from '../attendance/pupils.ts';
import type { Told } from '../attendance/told.ts';
import { toldBefore } from '../attendance/told.ts';
import type { Pupil } from '../names/roster.ts';
import { rosterBook } from '../names/roster.ts';
import { normalise } from '../text/normalise.ts';
import { LookedUp } from '../tokens/looked-up.ts';
import { scan } from '../tokens/scanner.ts';
import { isCue } from '../tokens/tokens.ts';
import type { Heard, SchoolDays } from '../types.ts';

/** Whose guardian a quote is headed by: "周末妈妈"; of "雨薇爸爸" all whom that name may mean. */
export function childrenOf(by: string, heard: Heard, calendar: SchoolDays): readonly Pupil[] {
  if (heard.sender.role === 'guardian') return [];
  const book = rosterBook(heard.classes);
  const tokens = scan(new LookedUp(normalise(by), book, dayOf(heard.now), calendar), book);
  const [name, ...kin] = tokens.filter(({ kind, text }) => kind !== 'break' && text !== '的');
  const isKin = kin.length > 0 && kin.every((token) => isCue(token, 'kin'));
  return isKin && name?.kind === 'name' ? name.mention.pupils : [];
}

/** A guardian speaks of their own child, and knows no other by name; of anybody else nothing changes. */
export function asGuardian(children: readonly Pupil[]): Partial<Heard> {
  if (children.length === 0) return {};
  const classes = [...new Set(children.map(({ roster }) => roster))].map((roster) => ({
    ...roster,
    students: children.filter((child) => child.roster === roster).map(({ name }) => name),
  }));
  return { sender: { role: 'guardian' }, classes };
}

/** What a guardian told of the child, for whoever passes it on; that they spoke with the school goes with it. */
export function toldByGuardian(told: readonly Told[], { classes }: Heard): Told[] {
  const { pupils: all } = rosterBook(classes);
  return told
    .filter((one) => one.pupils.length > 0 && isTold(one))
    .map((one) => ({
      ...toldBefore(one),
      pupils: all.filter(({ key }) => one.pupils.some((pupil) => pupil.key === key)),
      contacts: [{ result: 'reached', text: '', at: -1 }],
    }));
}
