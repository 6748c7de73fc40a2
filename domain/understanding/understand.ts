import { dayOf } from '../calendar/time.ts';
import { actOf } from './acts/act.ts';
import { purposeOf } from './acts/signs/purpose.ts';
import { awayNow, toldAfterwards, withoutLeavingBefore } from './attendance/attendance.ts';
import { attendanceAnswer } from './attendance/attendance-answer.ts';
import { explanation } from './attendance/explanation.ts';
import { gather, isOnlyAWord, ofEach } from './attendance/pupils.ts';
import type { Told } from './attendance/told.ts';
import { withoutAsked } from './clauses/asked.ts';
import { readClauses } from './clauses/clauses.ts';
import type { Statements, Subject } from './clauses/statements.ts';
import { withThoseBefore, withThoseSwapped } from './earlier/as-before.ts';
import { complete } from './earlier/corrections.ts';
import { countedBefore } from './earlier/counted-before.ts';
import { settled } from './earlier/open-questions.ts';
import { withPointedByDay } from './earlier/pointed-by-day.ts';
import { withPointedByState } from './earlier/pointed-by-state.ts';
import { withPointedByWords } from './earlier/pointed-by-words.ts';
import { asGuardian, childrenOf, toldByGuardian } from './earlier/quoted-guardian.ts';
import type { Standing } from './earlier/standing.ts';
import { NOTHING_STANDS } from './earlier/standing.ts';
import { standingAfter } from './earlier/standing-after.ts';
import { withoutForms } from './names/forms-of-address.ts';
import { withNamesakesTold } from './names/namesakes.ts';
import { rosterBook } from './names/roster.ts';
import { withSeatNumbers } from './names/seat-numbers.ts';
import { numbersAgain } from './numbers/numbers-again.ts';
import { readTallies } from './numbers/tally.ts';
import { together as countedTogether, meansAll } from './numbers/together.ts';
import type { Reading } from './reading.ts';
import { withoutCourtesy } from './text/courtesy.ts';
import { normalise } from './text/normalise.ts';
import { splitQuote } from './text/quote.ts';
import { nearest } from './text/slips.ts';
import { withoutMistakenDays } from './times/mistaken-days.ts';
import { withJoinedLines } from './tokens/lines.ts';
import { LookedUp } from './tokens/looked-up.ts';
import { withRollMarks } from './tokens/roll-marks.ts';
import { scan } from './tokens/scanner.ts';
import type { Token } from './tokens/tokens.ts';
import { isCue } from './tokens/tokens.ts';
import type { Heard, SchoolDays, Understood, Unsure } from './types.ts';
import { withVisitDates } from './visits/dates.ts';
import { readVisits } from './visits/visits.ts';
import { shownOf } from './weights/grams.ts';

/**
 * What a message does: a pure function of the message, its time, the rosters and the school days. It never names a
 * student who is on no roster, and where two may be meant it asks.
 */
export function understand(heard: Heard, calendar: SchoolDays): Understood {
  return answer(readingOf(heard, calendar));
}

/** The message with everything that was read from it, after what its sender said before that day. */
export function readingOf(heard: Heard, calendar: SchoolDays): Reading {
  let standing = NOTHING_STANDS;
  for (const text of heard.earlier ?? []) {
    const reading = readWithQuote({ ...heard, text }, calendar, standing);
    standing = standingAfter(reading, answer(reading));
  }
  return readWithQuote(heard, calendar, standing);
}

/** What was quoted was said before, and what a guardian said in it is passed on with the message. */
function readWithQuote(heard: Heard, calendar: SchoolDays, before: Standing): Reading {
  const { quote, by, said, own } = splitQuote(heard.text);
  if (quote === null) return read(heard, calendar, before);
  const children = childrenOf(by, heard, calendar);
  const quoted = read({ ...heard, ...asGuardian(children), text: said }, calendar, before);
  const its = answer(quoted);
  const passedOn = children.length > 0 && its.act === 'update' ? toldByGuardian(quoted.told, heard) : [];
  // Blanks keep the words of the answer where they stand.
  const text = own.padStart(heard.text.length);
  return read({ ...heard, text }, calendar, standingAfter(quoted, its), passedOn);
}

function read(
  heard: Heard,
  calendar: SchoolDays,
  standing: Standing,
  passedOn: readonly Told[] = [],
): Reading {
  const book = rosterBook(heard.classes);
  const today = dayOf(heard.now);
  const text = withoutCourtesy(normalise(heard.text), book);
  const message = new LookedUp(text, book, today, calendar);
  const marked = withRollMarks(scan(message, book, standing.entries.keys()), heard.text);
  const plain = withVisitDates(withoutForms(withoutMistakenDays(marked)), today);
  const cut = withSeatNumbers(withNamesakesTold(withJoinedLines(plain)), heard.sender.role);
  const byState = withPointedByState(countedBefore(cut, standing), message.speech, standing);
  const tokens = withPointedByDay(withPointedByWords(byState, standing), today);
  const statements = readClauses(tokens, today, heard.sender.role);
  const together = heard.sender.role === 'guardian' && meansAll(tokens, book.pupils.length);
  const gathered = gather(
    statements.subjects,
    book,
    standing,
    text,
    heard.sender.role,
    together,
    statements.corrects,
  );
  const all = complete(
    settled(gathered, standing.open, unnamed(statements), text, tokens),
    statements,
    standing,
    book,
    heard.sender.role,
    together,
    countedTogether(text) ?? allBefore(text, standing),
  );
  const purpose = purposeOf(withoutNames(message.speech, tokens), heard.sender.role);
  const visited = tokens.some((token) => isCue(token, 'visit', 'persuasion'));
  const meant = !visited && all.every((one) => isOnlyAWord(one, standing)) ? [] : all;
  const asked = withoutAsked(meant, purpose.askedAt, text, purpose.whether);
  const told = ofEach([
    ...passedOn,
    ...withThoseSwapped(withThoseBefore(asked, text, standing, book), text, standing, book),
  ]).map((one) => awayNow(withoutLeavingBefore(toldAfterwards(one, text), standing), today, calendar));
  return {
    heard,
    today,
    text,
    speech: message.speech,
    shown: shownOf(message.speech, tokens),
    tokens,
    book,
    calendar,
    standing,
    statements,
    told,
    purpose,
    tallies: readTallies(tokens),
    again: numbersAgain(tokens, standing),
  };
}

/** What is told of nobody, or of "她" alone. */
const unnamed = ({ loose, subjects }: Statements): Subject[] => [
  loose,
  ...subjects.filter(({ pronoun }) => pronoun),
];

function withoutNames(text: string, tokens: readonly Token[]): string {
  const parts: string[] = [];
  let place = 0;
  for (const { kind, start, end } of tokens) {
    if (kind !== 'name') continue;
    parts.push(text.slice(place, start), '#'.repeat(end - start));
    place = end;
  }
  return parts.join('') + text.slice(place);
}

function answer(reading: Reading): Understood {
  const act = actOf(reading);
  if (act === 'report' || act === 'update') return attendanceAnswer(reading, act);
  if (act === 'visit' || act === 'persuasion') return visitAnswer(reading, act);
  return { act, ask: [], unsure: [], explain: [] };
}

function visitAnswer(reading: Reading, act: 'visit' | 'persuasion'): Understood {
  const { heard, tokens, told, book } = reading;
  const known = told.some(({ pupils }) => pupils.length > 0);
  const unsure = told.flatMap(({ pupils, said }): Unsure[] => {
    if (pupils.length === 1 || (pupils.length === 0 && known && !isVisited(said, tokens))) return [];
    if (pupils.length > 1)
      return [{ code: 'which_student', said, candidates: pupils.map(({ name }) => name) }];
    return [{ code: 'unknown_name', said, candidates: nearest(book, said) }];
  });
  const visits = readVisits(reading);
  const ask = [...new Set(unsure.map(({ code }) => code))];
  return {
    act,
    visits,
    ask,
    unsure,
    get explain() {
      return explanation(told, heard.text);
    },
  };
}

/** Beside a known pupil a strange word counts as a name only where somebody visited is named. */
const isVisited = (said: string, tokens: readonly Token[]): boolean =>
  tokens.some((token, place) => {
    if (token.kind !== 'name' || token.mention.said !== said) return false;
    const before = tokens[place - 1];
    const pupil = tokens[place - 2];
    const next = tokens[place + 1];
    if (isCue(before, 'visit', 'persuasion') && (next === undefined || next.kind === 'break')) return true;
    if (isCue(before, 'and') && pupil?.kind === 'name' && pupil.mention.pupils.length > 0) return true;
    const beside = isCue(before, 'and', 'to') || before?.kind === 'name' || before?.text === ',';
    return beside && (next?.text.startsWith('家') ?? false);
  });

/** "都是下周三回" begins with all of those told of before: how many they are. */
const allBefore = (text: string, { lastNamed }: Standing): number | undefined =>
  lastNamed.length > 1 && /^[ ,.!]*[都均](?!没事)/.test(text) ? lastNamed.length : undefined;
