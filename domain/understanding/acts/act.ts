import { likelyContact } from '../attendance/likely-contact.ts';
import { LikelyStates } from '../attendance/likely-state.ts';
import type { Told } from '../attendance/told.ts';
import { hasNumbers, isSized } from '../numbers/tally.ts';
import type { Reading } from '../reading.ts';
import { isCue, isPupil } from '../tokens/tokens.ts';
import type { Act } from '../types.ts';
import { isCalledOff, visitKind } from '../visits/kind.ts';
import { actFound } from './found.ts';
import type { LikelyAct } from './likely-act.ts';
import { CERTAIN, likelyAct } from './likely-act.ts';
import { asksAfterPupils } from './query.ts';
import { isOfPart, isReport, isRollCall } from './report.ts';
import { HEADED_NOTICE } from './signs/notices.ts';

/** Less than this speaks for too many acts, where the grammar has found none. */
const LIKELY = 0.6;
/** More than CERTAIN, where numbers are stated, and between a report and an update, which differ by few words. */
const SURELY = 0.98;

/** The same against a question. */
const PLAINLY = 0.985;

/** The same for chatter in which nobody is named: it must not change what stands of the children named before. */
const UNNAMED = 0.5;

/** What a message does: what the grammar has found, unless the labelled messages surely say otherwise (docs/decisions/021). */
export function actOf(reading: Reading): Act {
  if (reading.again !== undefined) return 'update';
  if (asksAfterPupils(reading)) return 'query';
  if (isSaidToAll(reading)) return 'other';
  if (isMisdeedAtSchool(reading) || (isCalledOff(reading.tokens) && !reading.tallies.some(hasNumbers)))
    return 'other';
  const found = actFound(reading);
  const likely = likelyAct(reading);
  if (likely === undefined) return found ?? 'other';
  const isSure = likely.share >= enough(reading, found, likely);
  if (
    found === 'update' &&
    likely.act === 'other' &&
    likely.share > UNNAMED &&
    isOfNobody(reading) &&
    !tellsReturnOfOneBefore(reading)
  )
    return 'other';
  if (isAttendance(found) && (!isSure || likely.act === 'attendance')) {
    const isPlain =
      isOfPart(reading) ||
      isOnlyNames(reading) ||
      (found === 'report' && (reading.statements.whole || isRollCall(reading)));
    return isPlain || likely.attendance.share < SURELY ? found : likely.attendance.act;
  }
  if (!isSure || (isVisit(likely.act) && (isStillToCome(reading) || isOfNoVisit(reading))))
    return found ?? 'other';
  if (likely.act !== 'attendance') return likely.act;
  if (found === undefined && !tellsAnything(reading)) return 'other';
  return isReport(reading) ? 'report' : 'update';
}

/** "提醒：请假要交假条", "孩子们路上注意安全，可以晚到" */
const isSaidToAll = ({ text, tokens, tallies, heard }: Reading): boolean =>
  HEADED_NOTICE.test(text) &&
  heard.sender.role !== 'guardian' &&
  !tokens.some(isPupil) &&
  !tallies.some(hasNumbers);

const MISDEED = /打架|斗殴|打闹|抽烟|吸烟|喝酒|玩手机|偷|翻墙|骂人|顶撞|写检讨|批评教育|教育过了/;

/** "甲和乙打架，两个都在政教处写检讨": what they did at school, and nothing of who is missing. */
const isMisdeedAtSchool = ({ told, tallies, statements, text, standing }: Reading): boolean =>
  MISDEED.test(text) &&
  told.length > 0 &&
  !statements.whole &&
  !tallies.some(hasNumbers) &&
  told.every(
    ({ facts, contacts, pupils }) =>
      contacts.length === 0 &&
      facts.length > 0 &&
      facts.every(({ kind, text: said }) => kind === 'present' && said.startsWith('在')) &&
      pupils.every(({ name }) => !standing.entries.has(name)),
  );

const isToldOf = ({ facts, contacts, extents }: Told): boolean =>
  facts.length + contacts.length + extents.length > 0;

/** How sure the labelled messages must be. */
function enough(reading: Reading, found: Act | undefined, { act }: LikelyAct): number {
  if (found === undefined && act !== 'attendance') return LIKELY;
  // What asks so plainly tells nothing, whatever states it names: "怎么把病假改成事假".
  const asks = found === 'help' || (found === 'query' && !reading.told.some(isToldOf));
  if (asks && (act === 'attendance' || act === 'withdraw')) return PLAINLY;
  return isSized(reading.tallies) ? SURELY : CERTAIN;
}

/** Nobody is named, nobody's own child is meant, no guardian's words are passed on, and nothing is told of the class. */
const isOfNobody = ({ heard, tokens, told, statements, tallies }: Reading): boolean =>
  heard.sender.role !== 'guardian' &&
  told.every(({ contacts }) => contacts.length === 0) &&
  !tokens.some(isPupil) &&
  !statements.whole &&
  !tallies.some(hasNumbers);

/** "明天复学", and one child was spoken of before. */
const tellsReturnOfOneBefore = ({ standing, statements: { loose } }: Reading): boolean =>
  standing.lastNamed.length === 1 && loose.extents.some(({ kind }) => kind === 'return');

/**
 * "晓得了", "甲值日, 地拖得亮堂堂": after a report the labelled messages expect more of it, but of this there is nothing to record.
 * Names alone are asked after.
 */
const tellsAnything = (reading: Reading): boolean => {
  const {
    told,
    tallies,
    statements: { whole, corrects, loose },
  } = reading;
  return (
    whole ||
    corrects ||
    tallies.some((tally) => hasNumbers(tally) || (told.length === 0 && tally.unlabelled !== null)) ||
    loose.facts.length + loose.extents.length + loose.contacts.length > 0 ||
    (told.length > 0 && told.every(({ bare }) => bare)) ||
    told.some(isToldOf) ||
    // What the labelled messages find is weighed only where nothing else is told.
    isWeighedAsTold(reading)
  );
};

/** A state or a contact of which the grammar knows nothing. */
function isWeighedAsTold(reading: Reading): boolean {
  const { told } = reading;
  if (told.length === 0) return false;
  const states = new LikelyStates(reading, told);
  return (
    told.some((one) => states.of(one) !== undefined) || (likelyContact(reading, 'none') ?? 'none') !== 'none'
  );
}

/** A list of names and nothing else, which counts nobody. */
const isOnlyNames = ({ tokens }: Reading): boolean =>
  tokens.every(
    (token) => token.kind === 'name' || token.kind === 'break' || (token.kind === 'count' && !token.unit),
  );

const isAttendance = (act: Act | undefined): act is 'report' | 'update' =>
  act === 'report' || act === 'update';

const isVisit = (act: LikelyAct['act']): boolean => act === 'visit' || act === 'persuasion';

/** "下周一我们去劝返": a visit is spoken of, and has not happened. */
const isStillToCome = ({ tokens }: Reading): boolean =>
  tokens.some((token) => isCue(token, 'visit', 'persuasion')) && visitKind(tokens) === undefined;

/** Who raises a child, or that nobody does: how it lives, not how a visit went. */
const RAISED =
  /(?:爷爷|奶奶|外公|外婆|阿公|阿婆|老人|老俩?口|姑妈|姑姑|舅舅|叔叔|大伯|亲戚)[^,.;!?\n]{0,4}(?:带|领|养|照管|照看|照顾|管)(?:着|大)|[没无](?:有|得)?人(?:照管|照看|照顾|监护|[带管](?!得|不))/;
/** What somebody who went there tells. */
const ON_THE_SPOT = /[见碰遇谈聊问讲说劝]|答应|同意|上门|到家|家访|走访/;

/** Where no word tells that anybody went, a question and an account of who raises the child are no visit. */
const isOfNoVisit = ({ tokens, text, purpose }: Reading): boolean =>
  !tokens.some((token) => isCue(token, 'visit', 'persuasion')) &&
  visitKind(tokens) === undefined &&
  (purpose.asks || (RAISED.test(text) && !ON_THE_SPOT.test(text)));
