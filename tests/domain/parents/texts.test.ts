import { expect, test } from 'vitest';
import { makeParentTexts, type ParentText, type Review } from '../../../domain/parents/texts.ts';
import { loadLaw } from '../../../seeds/load-law.ts';
import { loadPolicy } from '../../../seeds/load-policy.ts';

const { parentTexts } = loadPolicy('dongchuan');
const L3 = parentTexts.find('L3') as ParentText;
const REVIEW: Review = {
  text: 'L3',
  language: 'zh',
  digest: L3.digest,
  reviewer: '区司法局史科长',
  on: '2026-09-01',
  until: '2027-08-31',
};
const under = (...reviews: Review[]) => parentTexts.reviewedBy(reviews);

test('the whole series is there, and the demo county has every text reviewed', () => {
  const wanted = [
    'L0',
    'L1',
    'L2',
    'L3',
    'L4a',
    'L4b',
    'L4c',
    'L5',
    'L6',
    'L7',
    'L8',
    'L9',
    'L10',
    'L11-start',
    'L11-end',
    'L12',
    'L13',
    'L14',
  ];
  const general = ['C-term-start', 'C-may', 'C-september', 'C-term-end'];
  const chinese = parentTexts.all.filter(({ language }) => language === 'zh');
  expect(chinese.map(({ id }) => id)).toEqual(expect.arrayContaining([...wanted, ...general]));
  expect(chinese.map(({ id }) => parentTexts.blockedOn(id, '2026-09-14')).filter(Boolean)).toEqual([]);
});

test('a text for a special case says which text it stands for, and that text exists', () => {
  const special = parentTexts.all.filter(({ instead }) => instead);
  expect(special.length).toBeGreaterThan(10);
  for (const { instead, step } of special) expect(parentTexts.find(instead?.of ?? '')?.step).toBe(step);
});

test.each([
  ['without a review', [], '2026-09-14', 'unreviewed'],
  ['before the day of its review', [REVIEW], '2026-08-31', 'unreviewed'],
  ['on the day of its review', [REVIEW], '2026-09-01', undefined],
  ['on the last day of its review', [REVIEW], '2027-08-31', undefined],
  ['on the day after', [REVIEW], '2027-09-01', 'expired'],
  [
    'when its words are others than were reviewed',
    [{ ...REVIEW, digest: '0'.repeat(16) }],
    '2026-09-14',
    'changed',
  ],
  [
    'when its review was taken back',
    [REVIEW, { ...REVIEW, until: '2026-08-31' }],
    '2026-09-14',
    'unreviewed',
  ],
  ['when it was reviewed again', [{ ...REVIEW, until: '2026-09-02' }, REVIEW], '2026-09-14', undefined],
])('%s', (_, reviews, day, reason) => {
  expect(under(...reviews).blockedOn('L3', day)?.reason).toBe(reason);
});

test('a text whose article was repealed is blocked from that day on, reviewed or not', () => {
  const law = new Map(loadLaw());
  const passage = law.get('compulsory-education/5.2');
  if (!passage) throw new Error('the duty of parents is missing');
  law.set(passage.id, { ...passage, repealed: '2026-10-01' });
  const texts = makeParentTexts({ all: [L3], law, never: [] }, [REVIEW]);
  expect(texts.blockedOn('L3', '2026-09-30')).toBeNull();
  expect(texts.blockedOn('L3', '2026-10-01')).toMatchObject({ reason: 'repealed', article: passage.id });
});

test('a person’s own words to parents are warned about, kindly meant ones are not', () => {
  for (const words of [
    '再不来上学就叫派出所来找你',
    '不送孩子来就要坐牢',
    '要罚款两千元',
    '低保就取消了',
    '全班就差您家孩子',
    '会影响以后当兵',
    '后果自负',
  ])
    expect(parentTexts.harshIn(words), words).not.toEqual([]);
  for (const words of [
    '孩子平安吗，什么时候方便我们来看看',
    '补助我们帮您办',
    '派出所补办户口的事我们陪您去问',
  ])
    expect(parentTexts.harshIn(words), words).toEqual([]);
});
