import { isTold } from './pupils.ts';
import type { Reading } from './reading.ts';
import { hasNumbers } from './tally.ts';
import { isCue } from './tokens.ts';
import type { Act } from './types.ts';
import { visitKind } from './visit-kind.ts';
import { isOrdinaryWord } from './words.ts';

/** What a message does. What it tells of students outranks a word that might ask or command. */
export function actOf(reading: Reading): Act {
  const { purpose, tallies, statements, told, tokens } = reading;
  const counted = tallies.some(hasNumbers);
  const named = told.some(isTold);
  if (purpose.withdraws && !named && !counted) return 'withdraw';
  if (purpose.wantsHelp && !named && !counted) return 'help';
  const sized = isSized(reading);
  if (isQuery(reading) && !sized) return 'query';
  const visited = visitKind(tokens);
  if (visited !== undefined && told.length > 0 && !sized) return visited;
  if ((named || counted || statements.whole) && !isForwarded(reading))
    return isReport(reading) ? 'report' : 'update';
  return speaksOfStudents(reading) ? 'update' : 'other';
}

const isSized = ({ tallies }: Reading): boolean =>
  tallies.some(({ expected, present }) => expected !== null || present !== null);

function isQuery({ purpose, told, statements, tokens }: Reading): boolean {
  const named = !purpose.chatter && told.some(({ said }) => !isOrdinaryWord(said));
  const about = purpose.topic || named || told.some(isTold) || statements.loose.facts.length > 0;
  if (purpose.asks && about) return true;
  return purpose.commands && purpose.topic && !tokens.some(({ kind }) => kind === 'name');
}

// A list that another programme made (打卡, 接龙) counts something else.
const isForwarded = ({ purpose, told, statements, tallies }: Reading): boolean =>
  purpose.chatter &&
  !told.some(isTold) &&
  !statements.whole &&
  tallies.every(({ present, away }) => present === null && away.length === 0);

function isReport({ statements, tallies, told, tokens }: Reading): boolean {
  const parts = new Set(tokens.flatMap((token) => (isCue(token, 'part') ? [partOf(token.text)] : [])));
  if (parts.size > 0 && !(parts.has('girls') && parts.has('boys'))) return false;
  const counted = tallies.filter(hasNumbers);
  if (statements.corrects && told.length === 0) {
    return counted.some(({ expected, present }) => expected !== null && present !== null) || statements.whole;
  }
  return statements.whole || counted.length > 0;
}

function partOf(text: string): 'girls' | 'boys' | 'house' {
  if (text.startsWith('女')) return 'girls';
  return text.startsWith('男') ? 'boys' : 'house';
}

const MOST_IDLE_WORDS = 3;

/** A bare name asks for its status; a name within other talk is left alone. */
function speaksOfStudents({ told, tokens, purpose, statements }: Reading): boolean {
  if (told.some(({ contacts, facts }) => contacts.length + facts.length > 0)) return true;
  // "某某的家长请来一下": a word to a parent tells nothing of the child.
  if (tokens.some((token) => isCue(token, 'kin', 'visit', 'persuasion'))) return false;
  if (told.length === 0) return statements.corrects && statements.loose.facts.length > 0;
  const idle = tokens.reduce((sum, { kind, text }) => (kind === 'word' ? sum + text.length : sum), 0);
  const known = told.some(({ pupils }) => pupils.length > 0);
  return idle <= MOST_IDLE_WORDS && !purpose.chatter && (known || tokens.length < 4);
}
