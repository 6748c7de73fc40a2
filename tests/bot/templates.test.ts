import { expect, test } from 'vitest';
import { templateRows } from '../../bot/templates.ts';
import { loadPolicy } from '../../seeds/load-policy.ts';
import { loadWords } from '../../templates/words.ts';

const words = loadWords();
const { parentTexts } = loadPolicy('dongchuan');

test('the table tells of each text on what it rests, how long it is, who let it go out and whether it may', () => {
  const rows = templateRows(parentTexts, words, '2026-09-14');
  expect(rows.map(({ id }) => id).slice(0, 4)).toEqual(['L0', 'L1', 'L2', 'L3']);
  expect(rows.find(({ id }) => id === 'L5')).toMatchObject({
    step: 2,
    articles: ['compulsory-education/58'],
    review: { state: 'reviewed', reviewer: '区司法局史科长', until: '2027-08-19' },
    blocked: false,
  });
  for (const { bytes } of rows) expect(bytes).toBeGreaterThan(0);
});

test('without reviews, and a year later, nothing may be sent', () => {
  const draft = templateRows(parentTexts.reviewedBy([]), words, '2026-09-14');
  expect(new Set(draft.map(({ review }) => review.state))).toEqual(new Set(['unreviewed']));
  const late = templateRows(parentTexts, words, '2027-08-20').filter(({ language }) => language === 'zh');
  expect(late.every(({ blocked, review }) => blocked && review.state === 'expired')).toBe(true);
});
