import { isTold } from '../attendance/pupils.ts';
import { stretchesOf } from '../attendance/stretches.ts';
import type { Told } from '../attendance/told.ts';
import { fromBefore, toldBefore } from '../attendance/told.ts';
import type { Tally } from '../numbers/tally.ts';
import type { Reading } from '../reading.ts';
import { isCue } from '../tokens/tokens.ts';
import type { Entry, Understood } from '../types.ts';
import type { Standing } from './standing.ts';
import { NOTHING_STANDS } from './standing.ts';

/** "21个来了19": two are away. */
function lackingBy(tallies: readonly Tally[]): number {
  const counted = tallies.find(({ expected, present }) => expected !== null && present !== null);
  return (counted?.expected ?? 0) - (counted?.present ?? 0);
}

/** Nobody says more of one child in a day; it is looked through for words that point back. */
const MOST_SAID = 500;

/** What was said of each student, with what this message says. */
function saidWith({ speech, tokens, told, standing }: Reading): ReadonlyMap<string, string> {
  const said = new Map(standing.said);
  for (const [{ pupils }, words] of stretchesOf(speech, tokens, told)) {
    const [one, other] = pupils;
    if (one === undefined || other !== undefined) continue;
    said.set(one.name, `${said.get(one.name) ?? ''},${words}`.slice(-MOST_SAID));
  }
  return said;
}

const namedIn = (told: readonly Told[]): string[] =>
  told.flatMap(({ pupils }) => (pupils.length === 1 ? pupils.map(({ name }) => name) : []));

/** "今天计划家访甲、乙": who is going to be visited. */
function visitPlanned({ tokens, told }: Reading): string[] | undefined {
  if (!tokens.some((token) => isCue(token, 'visit', 'persuasion'))) return undefined;
  const named = namedIn(told);
  return named.length > 0 ? named : undefined;
}

/** What stands once a message was answered, for the next of its sender on that day. */
export function standingAfter(
  reading: Reading,
  {
    act,
    expected = null,
    present = null,
    entries = [],
    contacts = [],
    visits = [],
    class: roster,
  }: Understood,
): Standing {
  const { shown, standing, told, statements, tokens, tallies } = reading;
  if (act === 'withdraw') return { ...NOTHING_STANDS, shown };
  if (visits.length > 0 && (act === 'visit' || act === 'persuasion'))
    return { ...standing, shown, visited: act, lastNamed: visits.map(({ student }) => student) };
  if (act === 'other') return { ...standing, shown, lastNamed: visitPlanned(reading) ?? standing.lastNamed };
  if (act !== 'report' && act !== 'update') return { ...standing, shown };
  // "别的都好" goes on from the report before it.
  const goesOn = told.length === 0 && tokens.some((token) => isCue(token, 'rest'));
  const kept = act === 'report' && !goesOn ? [] : [...standing.entries.values()];
  const all = new Map<string, Entry>([...kept, ...entries].map((entry) => [entry.student, entry]));
  const spoken = act === 'report' && !goesOn ? [] : [...standing.contacts.values()];
  const away = entries.filter(({ status }) => status !== 'present').map(({ student }) => student);
  const named = namedIn(told);
  const lastFacts = told.findLast(isTold)?.facts.map(fromBefore) ?? standing.lastFacts;
  const unnamed = told.length === 0 ? statements.loose.facts.map(fromBefore) : [];
  const lastNamed = away.length > 0 ? away : named.length > 0 ? named : standing.lastNamed;
  const open = told.filter(({ pupils, facts }) => pupils.length !== 1 && facts.length > 0).map(toldBefore);
  return {
    entries: all,
    contacts: new Map([...spoken, ...contacts].map((contact) => [contact.student, contact])),
    class: roster ?? standing.class,
    lastNamed,
    lastFacts,
    unnamed,
    lacking: told.length === 0 ? lackingBy(tallies) : 0,
    counted:
      (expected ?? present) === null
        ? standing.counted
        : {
            expected: expected ?? standing.counted?.expected ?? null,
            present: present ?? standing.counted?.present ?? null,
          },
    open,
    visited: standing.visited,
    said: saidWith(reading),
    shown,
  };
}
