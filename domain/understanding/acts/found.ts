import { isTold } from '../attendance/pupils.ts';
import { isAppointment, isOfThings } from '../clauses/of-things.ts';
import { hasNumbers, isSized } from '../numbers/tally.ts';
import type { Reading } from '../reading.ts';
import type { Token } from '../tokens/tokens.ts';
import { isCue, isPupil } from '../tokens/tokens.ts';
import { isOrdinaryWord } from '../tokens/words.ts';
import type { Act } from '../types.ts';
import { visitKind } from '../visits/kind.ts';
import { isForwarded } from './forwarded.ts';
import { hasFewIdleWords, idleLength } from './idle-words.ts';
import { isQuery } from './query.ts';
import { isReport } from './report.ts';
import { isNamedMessageTakenBack } from './signs/taking-back.ts';

/** What a message does, by the grammar. What it tells of students outranks a word that might ask or command. */
export function actFound(reading: Reading): Act | undefined {
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
  const sized = isSized(tallies);
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

/** "刚那条甲没来的, 撤回": the message that named a child is taken back, and nothing is told anew. */
function takesAllBack({ tokens, text, statements }: Reading): boolean {
  const [first, other] = tokens.filter(({ kind }) => kind === 'name');
  if (statements.corrects || first === undefined || other !== undefined) return false;
  return isNamedMessageTakenBack(text, first.start);
}

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
  return hasFewIdleWords(tokens) && !purpose.chatter && (known || tokens.length < 4);
}
