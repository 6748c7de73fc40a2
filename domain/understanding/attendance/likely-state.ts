import { isOnlyFound } from '../clauses/found.ts';
import { isGone } from '../clauses/gone.ts';
import type { Fact, FactKind } from '../clauses/statements.ts';
import type { Reading } from '../reading.ts';
import { isCue } from '../tokens/tokens.ts';
import { isOrdinaryWord } from '../tokens/words.ts';
import type { Outweighed, Status } from '../types.ts';
import type { Weighed } from '../weights/grams.ts';
import { weighedAlone } from '../weights/grams.ts';
import taught from '../weights/taught/states.json' with { type: 'json' };
import { Weights } from '../weights/weights.ts';
import { statusFound } from './attendance.ts';
import { deniedKind, isHerding } from './statuses.ts';
import { stretchesOf } from './stretches.ts';
import type { Told } from './told.ts';

const weights = new Weights(taught);
const NONE = 'none';
/** So many runs show why. */
const SHOWN = 5;

/** How much the grammar's finding speaks for itself beside a whole message, in natural logarithms: as e⁵ to one. */
const BESIDE_MESSAGE = 5;
/** The same beside the stretch about one of several children, of which the grammar knows no more either. */
const BESIDE_STRETCH = 3;

const TAKEN_BACK: ReadonlySet<FactKind> = new Set<FactKind>(['notThis', 'struck']);

/** Whether all of whom a message tells are certain and named in it. */
export const isNamedHere = ({ told }: Reading): boolean => told.length > 0 && told.every(isNamed);

const isNamed = ({ at, pupils }: Told): boolean => at.length > 0 && pupils.length === 1;

/** "甲没发烧": that one small word turns the others round, the grammar knows better. */
const isDenial = ({ kind }: Fact): boolean => kind === 'denied';

/** "甲没来，不算旷课": the weights know the word, and not that it is denied. */
const isNoTruant = ({ facts }: Told): boolean =>
  facts.some((fact) => isDenial(fact) && deniedKind(fact) === 'unexcused');

const SIBLING = '^(?:的|他|她)?(?:大|二|小|表|堂)?(?:弟弟?|妹妹?|哥哥?|姐姐?)(?:也|都|还|又|今[天早日])*';
const SIBLING_AWAY = new RegExp(`${SIBLING}(?:没|未|缺|迟)`);
const SIBLING_EXCUSED = new RegExp(`${SIBLING}(?:请|[病事]假|生病|发烧)`);

/** "甲弟弟没来", "甲弟弟请假": 甲 is named to say whose brother it is, and nothing is told of 甲. */
export const saysWhose = (speech: string, { at, said, facts }: Told): boolean => {
  const isAll = (sibling: RegExp) => at.every((place) => sibling.test(speech.slice(place + said.length)));
  const isUntold = facts.every(({ text }) => text === '');
  return at.length > 0 && (isAll(SIBLING_AWAY) || (isUntold && isAll(SIBLING_EXCUSED)));
};

/** "感谢领导关心": what ends a clause of which it is a part is the word, though a child is called so. */
const endsClauseAsWord = (speech: string, { at, said }: Told): boolean =>
  isOrdinaryWord(said) &&
  at.length > 0 &&
  at.every(
    (place) =>
      /[\u3400-\u9fff]/.test(speech.charAt(place - 1)) &&
      !/[和跟与及是为]/.test(speech.charAt(place - 1)) &&
      /^(?:[,.;!?\n]|$)/.test(speech.slice(place + said.length)),
  );

const UNKNOWN = '(?:不知道|不晓得|不清楚|没看[到见]|没注意)';
const WHETHER = '(?:他|她)?(?:今天|今早|到底)?(?:[来到]没[来到]|[来到]了没有?|有没有[来到]|在不在)';
const NOT_KNOWN_BEFORE = new RegExp(`${UNKNOWN}$`);
const WHETHER_AFTER = new RegExp(`^${WHETHER}`);
const NOT_KNOWN_AFTER = new RegExp(
  `^[，, ]?(?:(?:今天|今早)?(?:我|还)?${UNKNOWN}${WHETHER}|${WHETHER}[，, ]?(?:我|还)?(?:也|都)?${UNKNOWN})`,
);

/** "甲来没来我不知道", "不知道甲来没来": whoever does not know tells nothing. */
const isNotKnown = (speech: string, { at, said }: Told): boolean =>
  at.length > 0 &&
  at.every((place) => {
    const after = speech.slice(place + said.length);
    const isAsked = NOT_KNOWN_BEFORE.test(speech.slice(0, place)) && WHETHER_AFTER.test(after);
    return isAsked || NOT_KNOWN_AFTER.test(after);
  });

/** Whether all that is told of a child is told here: not "不是甲", nor the state of another in whose place it was named. */
const isToldHere = ({ facts }: Told): boolean =>
  facts.every(({ kind, at }) => at >= 0 && !TAKEN_BACK.has(kind));

/**
 * What is weighed of each child: the stretches about it; undefined for a child that is not named, not certain, or of whom
 * something is told elsewhere.
 */
export function stretchesAbout(reading: Reading): (one: Told) => Weighed | undefined {
  let stretches: ReadonlyMap<Told, string> | undefined;
  return (one) => {
    if (!isNamed(one) || !isToldHere(one)) return undefined;
    // Most messages name nobody, and are not cut at all.
    stretches ??= stretchesOf(reading.speech, reading.tokens, reading.told);
    const said = stretches.get(one);
    return said === undefined ? undefined : { ...weighedAlone(reading), said };
  };
}

/** What stands about the children of whom a message tells, by the grammar and the messages that were labelled (docs/decisions/021). */
export class LikelyStates {
  private readonly found: ReadonlyMap<Told, Status | undefined>;
  private readonly weighed: (one: Told) => Weighed | undefined;
  private readonly isAlike: boolean;
  private readonly speech: string;
  private readonly supposes: boolean;
  private readonly isWhole: boolean;
  private readonly today: string;

  constructor(reading: Reading, told: readonly Told[]) {
    this.speech = reading.speech;
    this.isWhole = reading.statements.whole;
    this.today = reading.today;
    this.supposes = reading.tokens.some((token) => isCue(token, 'condition'));
    this.found = new Map(told.map((one) => [one, statusFound(one, reading.standing)]));
    this.isAlike = isNamedHere(reading) && new Set(this.found.values()).size === 1;
    this.weighed = this.isAlike ? () => weighedAlone(reading) : stretchesAbout(reading);
  }

  of(one: Told): Status | undefined {
    const found = this.found.get(one);
    if (saysWhose(this.speech, one) || isNotKnown(this.speech, one)) return undefined;
    const isDoubtful = this.supposes || endsClauseAsWord(this.speech, one);
    if (found === undefined && one.facts.length === 0 && isDoubtful) return undefined;
    const weighed = this.weighed(one);
    // "是甲", after a question who it was: what was told before is weighed no more.
    const isBefore = one.facts.length > 0 && one.facts.every(({ at }) => at < 0);
    const isOfDenials = this.isAlike ? one.facts.every(isDenial) : one.facts.some(isDenial);
    // Leave that nobody asked for must not stop the count of days.
    const isKept = found === 'unaccounted' && isHerding(one.facts);
    // Where a child was found or went the grammar looks up; most messages that were labelled found it in school.
    if (isKept || one.facts.some((fact) => isOnlyFound(fact) || isGone(fact))) return found;
    // "今天都到了, 昨天甲早退没报": the words about today tell nothing of that day.
    if (this.isWhole && one.facts.some(({ days }) => days.some(({ last }) => last < this.today)))
      return found;
    if (weighed === undefined || isBefore || (isOfDenials && one.facts.length > 0)) return found;
    const shares = weights.shares(weighed);
    const grammar = this.isAlike ? BESIDE_MESSAGE : BESIDE_STRETCH;
    const scores = weights.labels.map(
      (label, of) => Math.log(shares[of] ?? 0) + (label === (found ?? NONE) ? grammar : 0),
    );
    const label = weights.labels[scores.indexOf(Math.max(...scores))];
    if (label === 'unexcused' && isNoTruant(one)) return found;
    return label === NONE ? undefined : (label as Status);
  }

  /** Why the labelled messages make another state of what the grammar has found; undefined where they do not. */
  outweighing(one: Told): Outweighed | undefined {
    const [found, weighed] = [this.found.get(one), this.of(one)];
    if (weighed === found) return undefined;
    const [label, rival] = [weighed ?? NONE, found ?? NONE] as const;
    const said = this.weighed(one)?.said ?? '';
    return { found: rival, weighed: label, runs: weights.foremost(said, label, rival, SHOWN) };
  }
}
