import { z } from 'zod';
import { articleOf, type Law, type Passage } from '../parents/law.ts';
import { isWritten, writtenWith } from '../policy/pattern.ts';
import { numberOf } from '../understanding/text/chinese-number.ts';

const pattern = z.string().min(1);

/** The words of `law-questions.yaml`, as patterns with sets. */
export const lawQuestionsSchema = z
  .strictObject({
    sets: z.record(z.string(), pattern),
    article: pattern,
    questions: z.array(
      z.strictObject({
        asks: pattern,
        article: z.string().regex(/^[\w-]+\/\d+$/, 'wants an article such as compulsory-education/58'),
      }),
    ),
  })
  .transform(({ sets, article, questions }) => {
    const written = writtenWith(sets);
    return {
      article: written(article),
      questions: questions.map((one) => ({ ...one, asks: written(one.asks) })),
    };
  })
  .refine(
    ({ article, questions }) => [article, ...questions.map(({ asks }) => asks)].every(isWritten),
    'not a regular expression',
  )
  .refine(
    ({ article }) => article.includes('(?<statute>') && article.includes('(?<number>'),
    'article names neither statute nor number',
  )
  .transform(({ article, questions }) => ({
    article: new RegExp(article, 'u'),
    questions: questions.map((one) => ({ ...one, asks: new RegExp(one.asks, 'u') })),
  }));
export type LawQuestions = z.infer<typeof lawQuestionsSchema>;

/** The passages of the article that a message asks for: none where its words were not checked; null where it asks for none. */
export const articleAsked = (text: string, asked: LawQuestions, law: Law): Passage[] | null => {
  const { statute, number } = asked.article.exec(text)?.groups ?? {};
  if (statute && number) {
    const place = String(numberOf(number));
    return inForce(law).filter(
      (passage) =>
        [passage.short, passage.statute.replace(/^中华人民共和国/, '')].includes(statute) &&
        articleOf(passage.place) === place,
    );
  }
  const question = asked.questions.find(({ asks }) => asks.test(text));
  return question ? passagesOf(question.article, law) : null;
};

/** The passages of `compulsory-education/58`. */
export const passagesOf = (article: string, law: Law): Passage[] =>
  inForce(law).filter(({ id }) => articleOf(id) === article);

const inForce = (law: Law): Passage[] =>
  [...law.values()].filter(({ isVerified, repealed }) => isVerified && repealed === null);
