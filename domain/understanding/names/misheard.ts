import { SURNAMES } from '../lexicon/people.ts';
import { NEVER_A_SLIP, NOT_MISTYPED, TELLING } from '../lexicon/slips.ts';
import { isHanAt } from '../text/characters.ts';
import { SoundIndex } from '../text/sound-index.ts';
import { soundAlike } from '../text/sounds.ts';
import { standardSpeech } from '../text/speech.ts';
import { ATTENDANCE } from '../tokens/phrases.ts';
import { firstWordLength, isOrdinaryWord } from '../tokens/words.ts';
import type { RosterBook } from './roster.ts';

const bySound = new SoundIndex(TELLING, (word) => word);

/** With these a word is at its end. */
const ENDING = /[了的着过呢嘛吧啊哈]/;

/** No word that is heard here begins further before what it might be a part of. */
const LONGEST = 4;

/**
 * A text in standard speech, with the words of attendance that were heard or typed as other characters of their sound:
 * 敢冒 for 感冒, 没尺到 for 没迟到. Every UTF-16 unit keeps its place; the names of `book` are no such words.
 */
export function asMeant(text: string, book?: RosterBook): string {
  let speech = standardSpeech(text);
  for (let at = 0; at + 1 < speech.length; at++) {
    if (!isHanAt(speech, at) || !isHanAt(speech, at + 1)) continue;
    const word = bySound
      .alike(speech.charAt(at), speech.charAt(at + 1))
      .find((meant) => isMisheard(meant, speech, at, book));
    if (word === undefined || isNamed(text, at, at + word.length, book)) continue;
    speech = speech.slice(0, at) + word + speech.slice(at + word.length);
  }
  return speech;
}

/** One character sounds alike and says nothing here by itself, the others are right, and no other word is there. */
function isMisheard(word: string, speech: string, start: number, book: RosterBook | undefined): boolean {
  const end = start + word.length;
  const typed = speech.slice(start, end);
  if (typed === word || typed.length < word.length || NOT_MISTYPED.has(typed)) return false;
  const wrong = [...word].findIndex((meant, nth) => meant !== typed.charAt(nth));
  const said = typed.charAt(wrong);
  if (typed.slice(wrong + 1) !== word.slice(wrong + 1)) return false;
  if (NEVER_A_SLIP.has(said) || !soundAlike(said, word.charAt(wrong))) return false;
  if (isRead(speech, start + wrong)) return false;
  // "池到文没来": strangers are called so.
  if (wrong === 0 && SURNAMES.includes(said) && !isFollowed(speech, end)) return false;
  return (
    !isOrdinaryWord(typed) &&
    (isApart(speech, start) || isAfterName(speech, start, book)) &&
    isEnded(speech, end)
  );
}

/** Some phrase of attendance reads the wrong character together with others as they stand. */
function isRead(speech: string, wrong: number): boolean {
  for (let at = Math.max(0, wrong - LONGEST); at <= wrong; at++) {
    const phrase = ATTENDANCE.longest(speech, at);
    if (phrase !== undefined && phrase.end > wrong && phrase.end > at + 1) return true;
  }
  return false;
}

/** Before the place stands no surname, as in 李家芳, and no dictionary word reaches into it. */
const isApart = (speech: string, start: number): boolean =>
  !isHanAt(speech, start - 1) ||
  (!SURNAMES.includes(speech.charAt(start - 1)) && !isOrdinaryWord(speech.slice(start - 1, start + 1)));

/** A mark, a particle or a phrase of attendance comes next. */
const isFollowed = (speech: string, end: number): boolean =>
  !isHanAt(speech, end) || ENDING.test(speech.charAt(end)) || ATTENDANCE.longest(speech, end) !== undefined;

/** No dictionary word goes on from before the place into what follows. */
const isEnded = (speech: string, end: number): boolean =>
  isFollowed(speech, end) || firstWordLength(speech.slice(end - 1, end + 2)) === 1;

const isOfRoster = (said: string, { full, given, shortened }: RosterBook): boolean =>
  full.has(said) || given.has(said) || shortened.has(said);

/** A name of the roster stands directly before the place. */
function isAfterName(text: string, start: number, book: RosterBook | undefined): boolean {
  if (book === undefined) return text.charAt(start - 1) === '#';
  for (let from = Math.max(0, start - book.longestName); from < start - 1; from++) {
    if (isOfRoster(text.slice(from, start), book)) return true;
  }
  return false;
}

/** A name of the roster has a character of what is typed. */
function isNamed(text: string, start: number, end: number, book: RosterBook | undefined): boolean {
  if (book === undefined) return false;
  for (let from = Math.max(0, start - book.longestName + 1); from < end; from++) {
    for (let to = Math.max(from + 2, start + 1); to <= from + book.longestName; to++) {
      if (isOfRoster(text.slice(from, to), book)) return true;
    }
  }
  return false;
}
