import { articleAsked } from '../../../domain/conversation/law-questions.ts';
import { articleOf } from '../../../domain/parents/law.ts';
import { phrase } from '../../phrase.ts';
import type { Outcome, Turn } from '../../turn.ts';

/** "义务教育法第五十八条怎么说", "责令改正依据哪一条": the words of the article as they were checked, and nothing beside them; null for anything else. */
export const lawAsked = async (turn: Turn): Promise<Outcome | null> => {
  const { lawQuestions, parentTexts } = turn.policy;
  const found = articleAsked(turn.text.trim(), lawQuestions, parentTexts.law);
  if (!found) return null;
  const [first] = found;
  if (!first) return { act: 'query', reply: phrase(turn, 'law_missing'), question: null };
  const values = {
    statute: first.short,
    article: articleOf(first.place),
    text: found.map(({ text }) => text).join(''),
    partly: found.some(({ place }) => place.includes('(')),
  };
  return { act: 'query', reply: phrase(turn, 'law_article', values), question: null };
};
