import { beforeAll, expect, test } from 'vitest';
import type { County } from '../../domain/decision.ts';
import { makeParentTexts, type ParentText } from '../../domain/parents/texts.ts';
import type { Database } from '../../prisma/client.ts';
import type { Outgoing } from '../../prisma/stores/notice-store.ts';
import { loadPolicy } from '../../seeds/load-policy.ts';
import { forTheirReaders } from '../../workers/readers.ts';
import { testDatabase } from '../support/database.ts';
import { when } from '../support/town.ts';

const policy = loadPolicy('dongchuan');
const now = when('09-14 08:05');
let database: Database;

beforeAll(async () => {
  database = (await testDatabase()).prisma;
  const child = { student: 'zhang' };
  await database.guardian.createMany({
    data: [
      { ...child, person: 'ma', language: 'ii', voice: true },
      { ...child, person: 'ba' },
      { ...child, person: 'grandma', voice: true },
    ],
  });
});

const chinese = { ...(policy.parentTexts.find('L1') as ParentText), recording: '/recordings/zh/L1.amr' };
const nuosu: ParentText = {
  ...chinese,
  language: 'ii',
  words: 'parents/ii/L1',
  digest: 'f'.repeat(16),
  recording: '/recordings/ii/L1.amr',
  untranslated: false,
};
const review = { text: 'L1', reviewer: '区司法局史科长', on: '2026-08-20', until: '2027-08-19' };
const CHINESE_REVIEW = { ...review, language: 'zh', digest: chinese.digest };
const NUOSU_REVIEW = { ...review, language: 'ii', digest: nuosu.digest };

/** The words, the telephone and the recording with which a text goes out to somebody. */
const sentTo = async (to: string, reviews = [CHINESE_REVIEW, NUOSU_REVIEW], words = 'parents/L1') => {
  const { law } = policy.parentTexts;
  const parentTexts = makeParentTexts({ all: [chinese, nuosu], law, never: [] }, reviews);
  const county = { policy: { ...policy, parentTexts } } as County;
  const notice = { to, words, values: { contact: 'wang' }, rules: ['P1.1-CONTACT'] } as unknown as Outgoing;
  const phonesOf = async () => new Map([['wang', '13888880001']]);
  const { notices, withheld } = await forTheirReaders([notice], now, { database, county, phonesOf });
  const [sent] = notices;
  const blocked = withheld.map(({ blocked: { text, language, reason } }) => [text, language, reason]);
  return { words: sent?.words, phone: sent?.values.phone, recording: sent?.recording, blocked };
};

test('a guardian is told in the language of the family, and by voice who likes to listen', async () => {
  expect(await sentTo('ma')).toEqual({
    words: 'parents/ii/L1',
    phone: '13888880001',
    recording: '/recordings/ii/L1.amr',
    blocked: [],
  });
  expect(await sentTo('ba')).toEqual({
    words: 'parents/L1',
    phone: '13888880001',
    recording: undefined,
    blocked: [],
  });
  expect(await sentTo('grandma')).toMatchObject({ words: 'parents/L1', recording: '/recordings/zh/L1.amr' });
});

test('a translation without its own review does not go; the Chinese does', async () => {
  expect(await sentTo('ma', [CHINESE_REVIEW])).toMatchObject({
    words: 'parents/L1',
    recording: '/recordings/zh/L1.amr',
    blocked: [['L1', 'ii', 'unreviewed']],
  });
  const over = { ...NUOSU_REVIEW, until: '2026-09-13' };
  expect(await sentTo('ma', [CHINESE_REVIEW, over])).toMatchObject({
    words: 'parents/L1',
    blocked: [['L1', 'ii', 'expired']],
  });
  expect(await sentTo('ba', [CHINESE_REVIEW])).toMatchObject({ blocked: [] });
});

test('what is no text for parents goes as it is', async () => {
  expect(await sentTo('ma', [], 'reminder')).toEqual({
    words: 'reminder',
    phone: undefined,
    recording: undefined,
    blocked: [],
  });
});
