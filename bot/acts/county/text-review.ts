import { addDays, dayOf } from '../../../domain/calendar/time.ts';
import { translationBlocked } from '../../../domain/parents/reader.ts';
import { AUTHORITY, calledByReviewers, type ParentText } from '../../../domain/parents/texts.ts';
import { LONGEST } from '../../../domain/parents/values.ts';
import { inChinese } from '../../../domain/understanding/text/chinese-number.ts';
import { keepReview } from '../../../prisma/stores/answer-store.ts';
import { notYours, refused } from '../../outcomes.ts';
import { phrase } from '../../phrase.ts';
import type { Outcome, Turn } from '../../turn.ts';

const WAITING = /^(?:有哪些)?(?:待审|待审核|没审|未审核)(?:的)?文本/;
const ABOUT = /^(看文本|审核通过|撤回审核)\s*([LC][\w-]*)(?:\s+([a-z]{2,3}))?[。.]?$/i;

/** A review holds for a year at most (law.md §8.2). */
const REVIEW_DAYS = 364;

/** Texts for parents: which wait, how they read, and the word of the judicial bureau that lets them go out or takes them back. */
export const textReview = async (turn: Turn): Promise<Outcome | null> => {
  const [, does, id, language = AUTHORITY] = ABOUT.exec(turn.text.trim()) ?? [];
  if (!does && !WAITING.test(turn.text.trim())) return null;
  const { speaker } = turn;
  const isReviewer = speaker.unit === 'justice';
  const mayLook = isReviewer || speaker.role === 'bureau_officer' || speaker.role === 'bureau_head';
  if (!mayLook || (!isReviewer && does && does !== '看文本'))
    return notYours(turn, phrase(turn, 'act_text_review'), phrase(turn, 'justice'));
  if (!does || !id) return told(turn, waiting(turn));
  const text = turn.policy.parentTexts.all.find(
    (one) => one.id.toLowerCase() === id.toLowerCase() && one.language === language.toLowerCase(),
  );
  if (!text) return refused(phrase(turn, 'text_unknown', { id }));
  if (does === '看文本') return { act: 'command', reply: shown(turn, text), question: null };
  return decided(turn, text, does === '审核通过');
};

const told = (turn: Turn, { lines, next }: { lines: string[]; next: string[] }): Outcome => ({
  act: 'command',
  reply: turn.words.say('replies/settled', {
    values: { label: phrase(turn, 'act_text_review') },
    lines,
    next,
    now: turn.now,
  }),
  question: null,
});

const waiting = (turn: Turn): { lines: string[]; next: string[] } => {
  const { parentTexts } = turn.policy;
  const day = dayOf(turn.now);
  const blocked = parentTexts.all.flatMap(
    (text) =>
      (text.language === AUTHORITY
        ? parentTexts.blockedOn(text.id, day)
        : translationBlocked(text, day, parentTexts)) ?? [],
  );
  const [first] = blocked;
  return {
    lines: blocked.map((one) =>
      phrase(turn, 'text_waiting', {
        id: calledByReviewers(one),
        title: one.title,
        why: phrase(turn, 'text_why', { reason: one.reason }),
      }),
    ),
    next: [
      first ? phrase(turn, 'text_look', { id: calledByReviewers(first) }) : phrase(turn, 'text_none_waiting'),
    ],
  };
};

/** The words as a family would get them, and every passage that they rest on. */
const shown = (turn: Turn, { id, language, title, words, articles }: ParentText): string => {
  const { law } = turn.policy.parentTexts;
  const passages = articles.flatMap((article) => law.get(article) ?? []);
  return [
    phrase(turn, 'text_title', { id, title }),
    turn.words.say(words, { values: LONGEST, now: turn.now }),
    ...(passages.length > 0
      ? passages.map(({ statute, place, text }) =>
          phrase(turn, 'text_law', { statute, place: sayPlace(place), text }),
        )
      : [phrase(turn, 'text_no_law')]),
    phrase(turn, 'text_look', { id: calledByReviewers({ text: id, language }) }),
  ].join('\n\n');
};

/** `17(5)`: 第十七条第五项. */
const sayPlace = (place: string): string => {
  const [, article = '', paragraph, item] = /^(\d+)(?:\.(\d+))?(?:\((\d+)\))?$/.exec(place) ?? [];
  const part = (number: string | undefined, kind: string): string =>
    number ? `第${inChinese(Number(number))}${kind}` : '';
  return `${part(article, '条')}${part(paragraph, '款')}${part(item, '项')}`;
};

const decided = async (turn: Turn, text: ParentText, isGiven: boolean): Promise<Outcome> => {
  const { id, language, title, digest } = text;
  if (isGiven && text.untranslated) return refused(phrase(turn, 'text_untranslated', { id }));
  const on = dayOf(turn.now);
  const until = addDays(on, isGiven ? REVIEW_DAYS : -1);
  const reviewer = `${phrase(turn, 'justice')}${turn.directory.nameOf(turn.speaker.person)}`;
  const said = { author: turn.speaker.person, words: turn.text };
  await keepReview(turn.tx, { text: id, language, digest, reviewer, on, until }, said, turn.now);
  const name = isGiven ? 'text_reviewed' : 'text_withdrawn';
  return told(turn, { lines: [], next: [phrase(turn, name, { id, title, until })] });
};
