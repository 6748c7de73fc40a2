import { expect, test } from 'vitest';
import { mayStayUnfilled } from '../../domain/conversation/settling.ts';
import { loadPolicy } from '../../seeds/load-policy.ts';
import { loadWords } from '../../templates/words.ts';

const words = loadWords();
const duties = [...loadPolicy('dongchuan').named.values()].map(({ duty }) => duty);
const replies = duties.flatMap((duty) => duty.replies ?? []);

/** Names of phrases that are put together from what the rules say. */
const missing = (names: Iterable<string>): string[] =>
  [...new Set(names)].filter((name) => !words.has(`phrase:${name}`));

test('whatever a reply needs can be asked for, and what may stay 未填 can be named', () => {
  const needed = replies.flatMap(({ needs }) => (needs && needs !== 'categories' ? [`needs_${needs}`] : []));
  const left = replies.filter(mayStayUnfilled).map(({ needs }) => `lacks_${needs}`);
  expect(left).toContain('lacks_letter');
  expect(missing([...needed, ...left])).toEqual([]);
});

test('whatever is asked pupil by pupil has its example, its answer for nobody and, of a class, for the others', () => {
  const asked = duties.flatMap(({ asks, subject }) =>
    asks ? [`example_${asks}`, `nobody_${asks}`, ...(subject === 'class' ? [`others_${asks}`] : [])] : [],
  );
  expect(asked).toContain('others_risks');
  expect(missing(asked)).toEqual([]);
});
