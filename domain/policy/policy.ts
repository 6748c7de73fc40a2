import type { LawQuestions } from '../conversation/law-questions.ts';
import type { ToldWords } from '../conversation/told-words.ts';
import type { Lexicon } from '../parents/lexicon.ts';
import type { Moment } from '../parents/moment.ts';
import type { ParentTexts } from '../parents/texts.ts';
import type { SignalName } from '../signals.ts';
import type { Benefits, Referrals } from '../support/needs.ts';
import type { DutyRule, InformRule, OccasionRule, Reply, Rule } from './rule.ts';
import type { Settings } from './settings.ts';

/** A duty rule together with the register row it belongs to. */
export interface BoundDuty {
  /** `P3.1-LINK-TEAM` or, for a part, `P3.1-LINK-TEAM/visit`. */
  name: string;
  rule: Rule;
  duty: DutyRule;
}

/** One text of the series with the row of the county's register that it belongs to. */
export interface SeriesRow {
  rule: Rule;
  /** `L3`. */
  text: string;
  when: Moment;
  /** A named person lets it go out first: everything from step 2 on. */
  released: boolean;
}

/** Who is told at a signal, with the row of the register it belongs to. */
export interface Informing {
  rule: Rule;
  inform: InformRule;
}

/** A county's rules at one version: open duties keep the version they were opened under. */
export interface Policy {
  county: string;
  version: string;
  settings: Settings;
  rules: readonly Rule[];
  /** Words that lead a message out of the ordinary way (policy.md §6.5). */
  safeguardWords: readonly string[];
  /** The same as regular expressions, where the words may stand apart. */
  safeguardPatterns: readonly RegExp[];
  /** The same again, which mean nothing of the kind where the whole message says how it came about. */
  safeguardDoubtful: readonly { pattern: RegExp; unless: RegExp }[];
  /** Which of the words that were found are of a marriage (A-CIV-MARRY). */
  safeguardMarriage: RegExp;
  /** Phrases in which such a word means nothing of the kind. */
  safeguardExceptions: readonly string[];
  /** How families say things. */
  guardianWords: Lexicon;
  /** How whoever has to act says that it is done. */
  told: ToldWords;
  /** How an article of the law is asked for. */
  lawQuestions: LawQuestions;
  /** To whom what may be referred, and what is told of the child. */
  referrals: Referrals;
  /** What the flags of the roster entitle to. */
  benefits: Benefits;
  /** What may be said to parents, and what is waiting for its review. */
  parentTexts: ParentTexts;
  /** When which of them goes to a pupil's guardians, in the order of the series. */
  series: readonly SeriesRow[];
  opening: ReadonlyMap<SignalName, readonly BoundDuty[]>;
  informing: ReadonlyMap<SignalName, readonly Informing[]>;
  /** Duties that a day of the year begins. */
  occasions: readonly { bound: BoundDuty; on: OccasionRule }[];
  /** Duties that begin when another is done, or when it runs late, by the other's name. */
  following: ReadonlyMap<string, readonly BoundDuty[]>;
  lateFollowing: ReadonlyMap<string, readonly BoundDuty[]>;
  named: ReadonlyMap<string, BoundDuty>;
}

/** Joins rules and settings into a policy with its look-ups. Throws when two rules bear one id. */
export const makePolicy = (
  parts: Pick<
    Policy,
    | 'county'
    | 'version'
    | 'settings'
    | 'rules'
    | 'safeguardWords'
    | 'safeguardPatterns'
    | 'safeguardDoubtful'
    | 'safeguardMarriage'
    | 'safeguardExceptions'
    | 'guardianWords'
    | 'told'
    | 'lawQuestions'
    | 'referrals'
    | 'benefits'
    | 'parentTexts'
  >,
): Policy => {
  const opening = new Map<SignalName, BoundDuty[]>();
  const occasions: Policy['occasions'][number][] = [];
  const following = new Map<string, BoundDuty[]>();
  const lateFollowing = new Map<string, BoundDuty[]>();
  const append = <Key>(map: Map<Key, BoundDuty[]>, key: Key, bound: BoundDuty): void => {
    map.set(key, [...(map.get(key) ?? []), bound]);
  };
  const named = new Map<string, BoundDuty>();
  const ids = new Set<string>();
  for (const rule of parts.rules) {
    if (ids.has(rule.id)) throw new Error(`rule ${rule.id} stands twice`);
    ids.add(rule.id);
    for (const duty of rule.duties ?? []) {
      const bound = { name: duty.part ? `${rule.id}/${duty.part}` : rule.id, rule, duty };
      named.set(bound.name, bound);
      const { opens } = duty;
      if (typeof opens === 'string') append(opening, opens, bound);
      else if ('on' in opens) occasions.push({ bound, on: opens.on });
      else if ('referred' in opens) append(opening, 'referred', bound);
      else if ('after' in opens) append(following, opens.after, bound);
      else append(lateFollowing, opens.late, bound);
    }
  }
  for (const rule of parts.rules) {
    if (rule.carriedBy && !ids.has(rule.carriedBy))
      throw new Error(`rule ${rule.id} is carried by ${rule.carriedBy}, which does not exist`);
  }
  const informing = new Map<SignalName, Informing[]>();
  for (const rule of parts.rules)
    for (const inform of rule.informs ?? [])
      informing.set(inform.when, [...(informing.get(inform.when) ?? []), { rule, inform }]);
  return {
    ...parts,
    series: seriesOf(parts.rules),
    opening,
    informing,
    occasions,
    following,
    lateFollowing,
    named,
  };
};

/** What a duty is called; its id where the county has dropped it since. */
export const titleOf = ({ named }: Pick<Policy, 'named'>, { name }: { name: string }): string =>
  named.get(name)?.duty.title ?? name;

/** The short replies that settle a duty. */
export const repliesOf = ({ named }: Policy, { name }: { name: string }): readonly Reply[] =>
  named.get(name)?.duty.replies ?? [];

/** The number under which a duty has a reply; null where it has none such. */
export const keyOf = (policy: Policy, duty: { name: string }, act: Reply['act']): string | null =>
  repliesOf(policy, duty).find((reply) => reply.act === act)?.key ?? null;

/** L1 before L2, L4a before L4b, L9 before L10. */
const seriesOf = (rules: readonly Rule[]): SeriesRow[] =>
  rules
    .flatMap((rule) => (rule.tellsGuardians ?? []).map((row) => ({ ...row, rule })))
    .toSorted((a, b) => a.text.localeCompare(b.text, 'en', { numeric: true }));
