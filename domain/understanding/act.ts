import { isAskedBeside } from './asked.ts';
import { isTelling } from './clause-facts.ts';
import type { LikelyAct } from './likely-act.ts';
import { likelyAct } from './likely-act.ts';
import { likelyContact } from './likely-contact.ts';
import { LikelyStates } from './likely-state.ts';
import { isAppointment, isLackOfThing, isOfThings } from './of-things.ts';
import { isTold } from './pupils.ts';
import type { Reading } from './reading.ts';
import type { Tally } from './tally.ts';
import { hasNumbers } from './tally.ts';
import type { Token } from './tokens.ts';
import { isCue } from './tokens.ts';
import type { Told } from './told.ts';
import type { Act } from './types.ts';
import { visitKind } from './visit-kind.ts';
import { isOrdinaryWord } from './words.ts';

/** Less than this speaks for too many acts, where the grammar has found none. */
const LIKELY = 0.6;
/** From here on the labelled messages are believed before the grammar. */
const CERTAIN = 0.9;
/** The same where numbers are stated, and between a report and an update, which differ by few words. */
const SURELY = 0.98;

/** The same against a question. */
const PLAINLY = 0.985;

/** The same for chatter in which nobody is named: it must not change what stands of the children named before. */
const UNNAMED = 0.5;

/** What a message does: what the grammar has found, unless the labelled messages surely say otherwise (docs/decisions/021). */
export function actOf(reading: Reading): Act {
  const found = actFound(reading);
  const likely = likelyAct(reading);
  if (likely === undefined) return found ?? 'other';
  const isSure = likely.share >= enough(reading, found, likely);
  if (found === 'update' && likely.act === 'other' && likely.share > UNNAMED && isOfNobody(reading))
    return 'other';
  if (isAttendance(found) && (!isSure || likely.act === 'attendance')) {
    const isPlain =
      isOfPart(reading) ||
      isOnlyNames(reading) ||
      (found === 'report' && (reading.statements.whole || isRollCall(reading)));
    return isPlain || likely.attendance.share < SURELY ? found : likely.attendance.act;
  }
  if (!isSure || (isVisit(likely.act) && isStillToCome(reading))) return found ?? 'other';
  if (likely.act !== 'attendance') return likely.act;
  if (found === undefined && !tellsAnything(reading)) return 'other';
  return isReport(reading) ? 'report' : 'update';
}

const isToldOf = ({ facts, contacts, extents }: Told): boolean =>
  facts.length + contacts.length + extents.length > 0;

/** How sure the labelled messages must be. */
function enough(reading: Reading, found: Act | undefined, { act }: LikelyAct): number {
  if (found === undefined && act !== 'attendance') return LIKELY;
  // What asks so plainly tells nothing, whatever states it names: "怎么把病假改成事假".
  const asks = found === 'help' || (found === 'query' && !reading.told.some(isToldOf));
  if (asks && (act === 'attendance' || act === 'withdraw')) return PLAINLY;
  return isSized(reading) ? SURELY : CERTAIN;
}

/** Nobody is named, nobody's own child is meant, no guardian's words are passed on, and nothing is told of the class. */
const isOfNobody = ({ heard, tokens, told, statements, tallies }: Reading): boolean =>
  heard.sender.role !== 'guardian' &&
  told.every(({ contacts }) => contacts.length === 0) &&
  !tokens.some(isPupil) &&
  !statements.whole &&
  !tallies.some(hasNumbers);

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

/** What a message does, by the grammar. What it tells of students outranks a word that might ask or command. */
function actFound(reading: Reading): Act | undefined {
  const { purpose, tallies, statements, told, tokens } = reading;
  const counted = tallies.some(hasNumbers);
  const named = told.some(isTold);
  const byName = tokens.some(isPupil);
  // A guardian who could not talk the own child out of it persuaded nobody.
  const visited =
    reading.heard.sender.role === 'guardian'
      ? undefined
      : (visitKind(tokens) ?? (VISITED_AGAIN.test(reading.speech) ? reading.standing.visited : undefined));
  const onVisit = visited !== undefined && !purpose.looksUp && byName && isSaidOnVisit(reading);
  if (
    purpose.withdraws &&
    !purpose.wantsHelp &&
    !onVisit &&
    (!(named && byName) || takesAllBack(reading)) &&
    (!counted || isPointedBack(tokens))
  )
    return 'withdraw';
  const sized = isSized(reading);
  // "甲、乙我老打错, 报上去以后怎么改"
  const asksHow = !byName || (statements.corrects && !named && visited === undefined);
  if (purpose.wantsHelp && asksHow && !sized) return 'help';
  if (purpose.asksWhichForm || (purpose.asksForm && !named)) return 'help';
  if (purpose.asksTold && !named) return 'query';
  const toColleagues = purpose.notice && !purpose.whether && !sized;
  // "请九(3)班班主任把某某的家访记录发我" names a child and tells nothing of it.
  if (toColleagues && (!byName || (purpose.commands && !named))) return 'other';
  const somebody = told.length > 0 || reading.standing.lastNamed.length === 1;
  if (isQuery(reading) && !sized && !onVisit) return 'query';
  if (visited !== undefined && somebody && !sized && !isCountedFirst(reading)) return visited;
  if (isOfThings(reading) || isAppointment(reading)) return 'other';
  if ((named || counted || statements.whole) && !isForwarded(reading))
    return isReport(reading) ? 'report' : 'update';
  if (speaksOfStudents(reading)) return 'update';
  return undefined;
}

/** "天黑又去了一转", "二访", "第二回去碰到他了": after a visit another one. */
const VISITED_AGAIN =
  /^[^,.;!?\n]{0,6}又(?:去|跑|到)了?[他她]?家?一?(?:趟|转|次|回)|[二三再回]访|第[二三][次回趟](?:去|到|上门)|再次(?:去|到|上门)/;

const POINTED_AT = /(?:刚才?|刚刚|上|前|面|头|那|这|早上)[^,.;!?\n]{0,3}[条份则]/;
const TAKEN_BACK =
  /(?:撤[回销掉了]|作废|删[掉了除]|收回|不算数?|[别莫]算|不作数|忽略|不要了)(?:了|吧|哈|一下)*[.! ]*$/;

/** "撤销本人上午所报某某劝返记录" */
const RECORD_TAKEN_BACK =
  /^ *(?:请|申请|麻烦)?(?:撤[回销]|取消|作废)(?:我|本人)[^,.;!?\n]{0,8}报[^,.;!?\n]*(?:记录|信息|内容)?[.! ]*$/;

/** "刚那条甲没来的, 撤回": the message that named a child is taken back, and nothing is told anew. */
function takesAllBack({ tokens, text, statements }: Reading): boolean {
  if (statements.corrects || !(TAKEN_BACK.test(text) || RECORD_TAKEN_BACK.test(text))) return false;
  const [first, other] = tokens.filter(({ kind }) => kind === 'name');
  if (first === undefined || other !== undefined) return false;
  return RECORD_TAKEN_BACK.test(text) || POINTED_AT.test(text.slice(0, first.start));
}

const isSized = ({ tallies }: Reading): boolean =>
  tallies.some(({ expected, present }) => expected !== null || present !== null);

/** "劝返某某: …, 读书整哪样": what asks stands in a later clause of the account. */
function isSaidOnVisit({ purpose: { askedAt, marked }, text, tokens }: Reading): boolean {
  const visit = tokens.find((token) => isCue(token, 'visit', 'persuasion'))?.start ?? text.length;
  return !marked && askedAt.every((at) => at > visit && /[,.;:!\n ]/.test(text.slice(visit, at)));
}

/** "刚才那个30/30": the numbers of a message before. */
function isPointedBack(tokens: readonly Token[]): boolean {
  const count = tokens.findIndex(({ kind }) => kind === 'count' || kind === 'ratio');
  const back = tokens.findIndex(({ text }) => /^(?:刚才|刚刚|上面|前面|那个|那条)/.test(text));
  // "刚才那个作废, 重新报: 30/30"
  return back >= 0 && back < count && !tokens.slice(back, count).some(({ text }) => /重|为准/.test(text));
}

/** "缺2人: …, 班主任去她家了": an attendance that also tells of a visit. */
function isCountedFirst({ tallies, tokens }: Reading): boolean {
  const visit = tokens.find((token) => isCue(token, 'visit', 'persuasion'))?.start ?? 0;
  return tallies.some(({ away, start }) => away.length > 0 && start < visit);
}

function isQuery(reading: Reading): boolean {
  const { purpose, told, statements, tokens } = reading;
  if (purpose.looksUp) return true;
  const named = !purpose.chatter && told.some(({ said }) => !isOrdinaryWord(said));
  const loose = statements.loose.facts.length > 0 && idleLength(tokens) <= MOST_IDLE_WORDS;
  // "我家娃进学校没有": whoever asks it of their own child needs no further word.
  const own = reading.heard.sender.role === 'guardian' && purpose.whether;
  const about =
    purpose.topic || named || told.some(isTold) || loose || own || (purpose.whether && statements.whole);
  const forwarded = tokens.some(({ kind }) => kind === 'name') && isForwarded(reading);
  if (forwarded && !(purpose.asks && purpose.topic)) return false;
  if (purpose.asks && about) return !isBeside(reading) && (own || !isToldAskingly(reading));
  if (told.some(isTold) || statements.whole) return false;
  return purpose.commands && purpose.topic && !tokens.some(isPupil);
}

/** "甲怎么第二节课才来": it tells, whatever word asks in it; but "甲请假了吗" asks. */
const isToldAskingly = (reading: Reading): boolean =>
  reading.told.some(isTold) &&
  !reading.purpose.marked &&
  !/(?:[吗么不]|没有?)[ .!]*$/.test(reading.speech) &&
  isSurelyTold(likelyAct(reading));

const isSurelyTold = (likely: LikelyAct | undefined): boolean =>
  likely?.act === 'attendance' && likely.share >= CERTAIN;

const isPupil = (token: Token): boolean => token.kind === 'name' && token.mention.pupils.length > 0;

// Those who lead a class or a child tell first and wonder after: "没来, 到底哪个是哪个".
function isBeside({
  purpose: { askedAt, whether, marked },
  told,
  text,
  heard: { sender },
}: Reading): boolean {
  const tells = sender.role === 'homeroom_teacher' || (sender.role === 'guardian' && !whether);
  const own = tells && !marked;
  return isAskedBeside(told, askedAt, text, false) || (own && isAskedBeside(told, askedAt, text, true));
}

// A list that another programme made (打卡, 接龙) counts something else.
const isForwarded = ({ purpose, told, statements, tallies }: Reading): boolean =>
  purpose.chatter &&
  told.every((one) => !isTold(one) || one.facts.every(({ text }) => /^[还只]?[缺差少]$/.test(text))) &&
  !statements.whole &&
  tallies.every(({ present, away }) => present === null && away.length === 0);

function isReport(reading: Reading): boolean {
  const { statements, tallies, told, heard } = reading;
  if (heard.sender.role === 'guardian') return false;
  if (isOfPart(reading)) return false;
  // "是甲还是乙有一个没来" counts nobody.
  const either = told.some((one) => one.either);
  const counted = tallies.filter((one) => (either ? one.expected !== null : hasNumbers(one)));
  // Numbers put right, and nobody named.
  if (statements.corrects && told.length === 0) return statements.whole || isAmendedAtOnce(reading);
  // "实到改为39, 还有甲没来" adds to the report that stands.
  // "那就是实到23": what follows from the messages before.
  const follows = statements.renumbers || /^ *那(?:就|么|现在|实到)/.test(reading.text);
  const amends = follows && counted.every((one) => one.away.length === 0 && !isFull(one));
  return (
    statements.whole ||
    isRollCall(reading) ||
    lacksSoMany(reading) ||
    (counted.length > 0 && !amends && !isSupplement(reading))
  );
}

/** "今天缺甲一人", "缺甲、乙二人": those who are away are counted as well as named. */
function lacksSoMany({ tokens }: Reading): boolean {
  const lack = tokens.findIndex((token) => isCue(token, 'absent') && /^[缺少差欠]/.test(token.text));
  if (lack < 0 || isLackOfThing(tokens, lack) || /^[又还也]$/.test(tokens[lack - 1]?.text ?? ''))
    return false;
  let at = lack + 1;
  while (tokens[at]?.kind === 'name' || isCue(tokens[at], 'and')) at++;
  const named = tokens.slice(lack + 1, at).filter(({ kind }) => kind === 'name').length;
  const counted = tokens[at];
  return (
    counted?.kind === 'count' &&
    /[人名]$/.test(counted.text) &&
    counted.n === named &&
    (tokens[at + 1]?.kind ?? 'break') === 'break'
  );
}

/** So few may also be told of one by one. */
const FEW = 3;

/** "甲√ 乙× 丙√ …": every child of a class is told of, one by one. */
function isRollCall({ told, heard }: Reading): boolean {
  const named = new Set(told.flatMap((one) => (one.pupils.length === 1 && isTold(one) ? one.pupils : [])));
  if (named.size <= FEW) return false;
  return heard.classes.some(
    (roster) =>
      roster.students.length > FEW &&
      [...named].filter((pupil) => pupil.roster === roster).length === roster.students.length,
  );
}

/** "考勤补充: 旷课1(甲)" comes to the report that stands. */
const isSupplement = (reading: Reading): boolean => !isSized(reading) && SUPPLEMENT.test(reading.text);

const SUPPLEMENT =
  /补[充报录](?=[\]:|;,. ]|$)|\[补\]|又(?:差|少|缺)了?[一两1-3]个|(?:还|又|另外?)(?:差|有|漏|少|掉)了?[一二两三1-3]个(?:人|娃|学生|同学)?(?:没有?|忘记?了?|漏)(?:写|报|填|登|打|说|录|记)/;

const isFull = ({ expected, present }: Tally): boolean => expected !== null && present !== null;

/** One part of a class alone: a dormitory, the girls. */
function isOfPart({ tokens, tallies }: Reading): boolean {
  const parts = new Set(tokens.filter((token) => isCue(token, 'part')).map(({ text }) => partOf(text)));
  const both =
    (parts.has('girls') && parts.has('boys')) ||
    (parts.has('boarders') && parts.has('day') && isLastPartTold(tokens));
  if (parts.size === 0 || both) return false;
  // "应到30, 实到25, 5个住校生下午到": numbers told before are the class's.
  const counted = tokens.findIndex(({ kind }) => kind === 'count' || kind === 'ratio');
  const named = tokens.findIndex((token) => isCue(token, 'part'));
  return named < counted || tallies.every(({ present }) => present === null);
}

/** "走读的都来了, 住校的还没查": of the part named last nothing is told. */
const isLastPartTold = (tokens: readonly Token[]): boolean =>
  tokens
    .slice(tokens.findLastIndex((token) => isCue(token, 'part')))
    .some((token) => token.kind === 'count' || isTelling(token));

/** "应到31, 不对, 30, 实到30": all of it is told here. */
function isAmendedAtOnce({ tokens, tallies }: Reading): boolean {
  const counted = tokens.findIndex(({ kind }) => kind === 'count' || kind === 'ratio');
  const taken = tokens.findIndex((token) => isCue(token, 'correct'));
  return taken > counted && tallies.some(({ expected, present }) => expected !== null && present !== null);
}

function partOf(text: string): 'girls' | 'boys' | 'boarders' | 'day' | 'house' {
  if (text.startsWith('女')) return 'girls';
  if (/^(?:走读|通校|外宿)/.test(text)) return 'day';
  if (/^(?:住校|住宿生|内宿)/.test(text)) return 'boarders';
  return text.startsWith('男') ? 'boys' : 'house';
}

const MOST_IDLE_WORDS = 3;

/** How many characters mean nothing here. */
const idleLength = (tokens: readonly Token[]): number =>
  tokens.reduce(
    (sum, token) =>
      token.kind === 'word' || isCue(token, 'chore')
        ? sum + token.text.replace(/[^\u3400-\u9fff]/g, '').length
        : sum,
    0,
  );

/** A bare name asks for its status; a name within other talk is left alone. */
function speaksOfStudents({ told, tokens, purpose, statements, heard, standing, today }: Reading): boolean {
  const contacted =
    heard.sender.role !== 'guardian' &&
    told.some(({ contacts }) => contacts.some(({ day = today }) => day === today));
  if (contacted || told.some(({ facts }) => facts.length > 0)) return true;
  // "明天就回来上课": how long an absence that stands goes on.
  if (told.some(({ extents, pupils: [one] }) => extents.length > 0 && standing.entries.has(one?.name ?? '')))
    return true;
  // "某某的家长请来一下": a word to a parent tells nothing of the child.
  if (tokens.some((token) => isCue(token, 'kin', 'visit', 'persuasion'))) return false;
  if (told.length === 0) return statements.corrects && statements.loose.facts.length > 0;
  // "还有七1班的高远": with a class, what is also a word is a name.
  const ofClass = tokens.some(({ kind }) => kind === 'class');
  const known = told.some(
    ({ pupils, said }) =>
      pupils.length > 0 && (!isOrdinaryWord(said) || ofClass || tokens.length < 4 || told.length > 1),
  );
  if (
    !told.some(({ bare }) => bare) &&
    (idleLength(tokens) > 1 || tokens.some((token) => isCue(token, 'condition', 'supposing')))
  )
    return false;
  return idleLength(tokens) <= MOST_IDLE_WORDS && !purpose.chatter && (known || tokens.length < 4);
}
