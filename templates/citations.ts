import { articleOf, type Law, type Passage } from '../domain/parents/law.ts';
import { numberOf } from '../domain/understanding/text/chinese-number.ts';

/** A statute by its name, or an article by its number: what a reader would look up. */
const NAMED = /《(?<statute>[^》{]+)》|第(?<number>[零一二三四五六七八九十百千]+)条/gu;
const QUOTED = /“(?<words>[^”]*)”/gu;

/** What a text says of the law that the passages it names do not bear out; each with the words in question. */
export const misquoted = (
  body: string,
  articles: readonly string[],
  law: Law,
): { piece: string; what: string }[] => {
  const passages = articles.flatMap((id) => law.get(id) ?? []);
  return [...unnamed(body, passages), ...inexact(body, passages)];
};

/** An article number belongs to the statute that was named last. */
const unnamed = (body: string, passages: readonly Passage[]): { piece: string; what: string }[] => {
  let statute = '';
  return [...body.matchAll(NAMED)].flatMap(({ 0: piece, groups = {} }) => {
    if (groups.statute) {
      statute = groups.statute;
      return passages.some(({ short }) => short === statute)
        ? []
        : [{ piece, what: `articles 里没有《${statute}》` }];
    }
    const article = String(numberOf(groups.number ?? ''));
    return passages.some(({ short, place }) => short === statute && articleOf(place) === article)
      ? []
      : [{ piece, what: `articles 里没有《${statute}》${piece}` }];
  });
};

const inexact = (body: string, passages: readonly Passage[]): { piece: string; what: string }[] =>
  [...body.matchAll(QUOTED)].flatMap(({ 0: piece, groups = {} }) =>
    passages.some(({ text }) => text.includes(groups.words ?? ''))
      ? []
      : [{ piece, what: `引号里的话不是所列法条的原文：${piece}` }],
  );
