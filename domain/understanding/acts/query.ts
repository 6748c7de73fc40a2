import { isTold } from '../attendance/pupils.ts';
import { isAskedBeside } from '../clauses/asked.ts';
import type { Reading } from '../reading.ts';
import { isPupil } from '../tokens/tokens.ts';
import { isOrdinaryWord } from '../tokens/words.ts';
import { isForwarded } from './forwarded.ts';
import { hasFewIdleWords } from './idle-words.ts';
import type { LikelyAct } from './likely-act.ts';
import { CERTAIN, likelyAct } from './likely-act.ts';

/** Whether a message asks after somebody, and tells nothing. */
export function isQuery(reading: Reading): boolean {
  const { purpose, told, statements, tokens } = reading;
  if (purpose.looksUp) return true;
  const named = !purpose.chatter && told.some(({ said }) => !isOrdinaryWord(said));
  const loose = statements.loose.facts.length > 0 && hasFewIdleWords(tokens);
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

/** "甲去哪了", "甲怎么没来", "甲来了没", of pupils who are known: what nobody is told by, whatever the labelled messages say. */
export const asksAfterPupils = ({ purpose, tokens, standing }: Reading): boolean =>
  purpose.asksAfter &&
  tokens.every((token) => token.kind !== 'name' || isPupil(token)) &&
  (tokens.some(isPupil) || standing.lastNamed.length > 0);

/** "甲怎么第二节课才来": it tells, whatever word asks in it; but "甲请假了吗" asks. */
const isToldAskingly = (reading: Reading): boolean =>
  reading.told.some(isTold) &&
  !reading.purpose.marked &&
  !/(?:[吗么不]|没有?)[ .!]*$/.test(reading.speech) &&
  isSurelyTold(likelyAct(reading));

const isSurelyTold = (likely: LikelyAct | undefined): boolean =>
  likely?.act === 'attendance' && likely.share >= CERTAIN;

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
