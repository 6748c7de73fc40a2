import type { Day } from '../calendar/time.ts';
import { dayOf } from '../calendar/time.ts';
import { attendanceAnswer } from './attendance-answer.ts';
import { readClauses } from './clauses.ts';
import { complete } from './corrections.ts';
import { normalise } from './normalise.ts';
import type { Told } from './pupils.ts';
import { gather, isTold } from './pupils.ts';
import type { Purpose } from './purpose.ts';
import { purposeOf } from './purpose.ts';
import type { RosterBook } from './roster.ts';
import { rosterBook } from './roster.ts';
import { scan } from './scanner.ts';
import { nearest } from './slips.ts';
import type { Standing } from './standing.ts';
import { NOTHING_STANDS } from './standing.ts';
import type { Statements } from './statements.ts';
import type { Tally } from './tally.ts';
import { hasNumbers, readTallies } from './tally.ts';
import type { Token } from './tokens.ts';
import { isCue } from './tokens.ts';
import type { Act, Entry, Heard, SchoolDays, Understood, Unsure } from './types.ts';
import { readVisits, visitKind } from './visits.ts';

/** A message with everything that was read from it. */
export interface Reading {
  readonly heard: Heard;
  readonly today: Day;
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly book: RosterBook;
  readonly calendar: SchoolDays;
  readonly standing: Standing;
  readonly statements: Statements;
  readonly tallies: readonly Tally[];
  readonly told: readonly Told[];
  readonly purpose: Purpose;
}

/**
 * What a message does: a pure function of the message, its time, the rosters and the school days. It never names a
 * student who is on no roster, and where two may be meant it asks.
 */
export function understand(heard: Heard, calendar: SchoolDays): Understood {
  let standing = NOTHING_STANDS;
  for (const text of heard.earlier ?? []) {
    const reading = read({ ...heard, text }, calendar, standing);
    standing = standingAfter(reading, answer(reading));
  }
  return answer(read(heard, calendar, standing));
}

function read(heard: Heard, calendar: SchoolDays, standing: Standing): Reading {
  const book = rosterBook(heard.classes);
  const today = dayOf(heard.now);
  const text = normalise(heard.text);
  const tokens = scan(text, book, today, calendar);
  const statements = readClauses(tokens, today);
  const told = complete(
    gather(statements.subjects, book, standing, text),
    statements,
    standing,
    book,
    heard.sender.role,
  );
  const purpose = purposeOf(withoutNames(text, tokens));
  return {
    heard,
    today,
    text,
    tokens,
    book,
    calendar,
    standing,
    statements,
    told,
    purpose,
    tallies: readTallies(tokens),
  };
}

function withoutNames(text: string, tokens: readonly Token[]): string {
  let plain = text;
  for (const { kind, start, end } of tokens) {
    if (kind === 'name') plain = `${plain.slice(0, start)}${'#'.repeat(end - start)}${plain.slice(end)}`;
  }
  return plain;
}

function answer(reading: Reading): Understood {
  const act = actOf(reading);
  if (act === 'report' || act === 'update') return attendanceAnswer(reading, act);
  if (act === 'visit' || act === 'persuasion') return visitAnswer(reading, act);
  return { act, ask: [], unsure: [], explain: [] };
}

function actOf(reading: Reading): Act {
  const { purpose, tallies, statements, told, tokens } = reading;
  const counted = tallies.some(hasNumbers);
  const stated = told.some(isTold) || counted || statements.whole;
  if (purpose.withdraws && !told.some(isTold) && !counted) return 'withdraw';
  if (purpose.wantsHelp && !told.some(isTold) && !counted) return 'help';
  const sized = tallies.some(({ expected, present }) => expected !== null || present !== null);
  if (isQuery(reading) && !sized) return 'query';
  const visited = visitKind(tokens) ?? (goesToTheHome(tokens) ? 'visit' : undefined);
  if (visited !== undefined && told.length > 0 && !sized) return visited;
  if (stated && !isForwarded(reading)) return isReport(reading) ? 'report' : 'update';
  return speaksOfStudents(reading) ? 'update' : 'other';
}

function isQuery({ purpose, told, statements, tokens }: Reading): boolean {
  const about = purpose.topic || told.length > 0 || statements.loose.facts.length > 0;
  if (purpose.asks && about) return true;
  return purpose.commands && purpose.topic && !tokens.some(({ kind }) => kind === 'name');
}

const goesToTheHome = (tokens: readonly Token[]): boolean =>
  tokens.some(
    (token, place) =>
      token.kind === 'name' &&
      isCue(tokens[place - 1], 'to', 'particle') &&
      /[到去上访克]|去了/.test(tokens[place - 1]?.text ?? '') &&
      /^家/.test(tokens[place + 1]?.text ?? ''),
  );

// A list that another programme made (打卡, 接龙) counts something else.
const isForwarded = ({ purpose, told, tallies, statements }: Reading): boolean =>
  purpose.chatter &&
  !told.some(isTold) &&
  !statements.whole &&
  tallies.every(({ expected, present }) => expected === null && present === null);

function isReport({ statements, tallies, told, tokens }: Reading): boolean {
  const parts = new Set(
    tokens.flatMap((token) =>
      isCue(token, 'part')
        ? [/女/.test(token.text) ? 'girls' : /男/.test(token.text) ? 'boys' : 'house']
        : [],
    ),
  );
  if (parts.size > 0 && !(parts.has('girls') && parts.has('boys'))) return false;
  const counted = tallies.filter(hasNumbers);
  if (statements.corrects && told.length === 0) {
    return counted.some(({ expected, present }) => expected !== null && present !== null) || statements.whole;
  }
  return statements.whole || counted.length > 0;
}

const MOST_IDLE_WORDS = 3;

/** A bare name asks for its status; a name within other talk is left alone. */
function speaksOfStudents({ told, tokens, purpose, statements }: Reading): boolean {
  if (told.some(({ contacts, facts }) => contacts.length + facts.length > 0)) return true;
  // "某某的家长请来一下": a word to a parent tells nothing of the child.
  if (tokens.some((token) => isCue(token, 'kin'))) return false;
  if (told.length === 0) return statements.corrects && statements.loose.facts.length > 0;
  const idle = tokens.reduce((sum, { kind, text }) => (kind === 'word' ? sum + text.length : sum), 0);
  return (
    idle <= MOST_IDLE_WORDS &&
    !purpose.chatter &&
    told.some(({ pupils }) => pupils.length > 0 || tokens.length < 4)
  );
}

function visitAnswer({ text, tokens, today, told, book }: Reading, act: 'visit' | 'persuasion'): Understood {
  const unsure = told.flatMap(({ pupils, said }): Unsure[] => {
    if (pupils.length === 1) return [];
    if (pupils.length > 1)
      return [{ code: 'which_student', said, candidates: pupils.map(({ name }) => name) }];
    return [{ code: 'unknown_name', said, candidates: nearest(book, said) }];
  });
  const visits = readVisits(text, tokens, today);
  const ask = [...new Set(unsure.map(({ code }) => code))];
  return { act, visits, ask, unsure, explain: visits.map(({ student }) => ({ student, said: [text] })) };
}

function standingAfter({ standing, told, statements }: Reading, { act, entries = [] }: Understood): Standing {
  if (act === 'withdraw') return NOTHING_STANDS;
  if (act !== 'report' && act !== 'update') return standing;
  const kept = act === 'report' ? [] : [...standing.entries.values()];
  const all = new Map<string, Entry>([...kept, ...entries].map((entry) => [entry.student, entry]));
  const away = entries.filter(({ status }) => status !== 'present').map(({ student }) => student);
  const named = told.flatMap(({ pupils }) => (pupils.length === 1 ? pupils.map(({ name }) => name) : []));
  const lastFacts = told.findLast(isTold)?.facts ?? standing.lastFacts;
  const unnamed = told.length === 0 ? statements.loose.facts : [];
  const lastNamed = away.length > 0 ? away : named.length > 0 ? named : standing.lastNamed;
  return { entries: all, lastNamed, lastFacts, unnamed };
}
