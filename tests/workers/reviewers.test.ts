import { afterEach, expect, test } from 'vitest';
import { makeParentTexts } from '../../domain/parents/texts.ts';
import type { Channel, Delivery } from '../../workers/channel.ts';
import { deliverDue } from '../../workers/deliver.ts';
import { closeFields, Field, POLICY } from '../support/field.ts';

afterEach(closeFields);

/** The worked example as if it had been translated, and as if its review had ended on the Sunday before. */
const { all, law, reviews } = POLICY.parentTexts;
const translated = all.map((text) => (text.language === 'ii' ? { ...text, untranslated: false } : text));
const over = translated
  .filter(({ language }) => language === 'ii')
  .map(({ id, language, digest }) => ({
    ...{ text: id, language, digest, reviewer: '区司法局史科长' },
    ...{ on: '2025-09-15', until: '2026-09-13' },
  }));
const parentTexts = makeParentTexts({ all: translated, law, never: [] }, [...reviews, ...over]);

test('a translation whose review has ended is shown, once a day, to whoever can let it go out; the family reads Chinese', async () => {
  const town = await Field.open();
  await town.goTo('08:00');
  await town.database.guardian.updateMany({ data: { language: 'ii' } });
  await town.says('wang', '三(1)班应到6实到4，张伟、李娜没来');
  const told: Delivery[] = [];
  const channel: Channel = {
    deliver: async (delivery) => {
      told.push(delivery);
      return { kind: 'accepted' };
    },
  };
  const dependencies = {
    ...town.dependencies(channel),
    county: () => ({ ...town.county(), policy: { ...POLICY, parentTexts } }),
  };
  await town.goTo('08:05');
  // As if they had not gone out yet, twice.
  for (let round = 0; round < 2; round += 1) {
    await town.database.notice.updateMany({
      where: { role: 'guardian', state: 'sent' },
      data: { state: 'pending', sendAt: new Date(town.now) },
    });
    while ((await deliverDue(null, town.now, dependencies)) > 0);
  }
  const family = told.filter(({ role }) => role === 'guardian');
  expect(family.length).toBeGreaterThan(1);
  for (const { text } of family) expect(text).toContain('今天还没到班里');
  const shown = told.filter(({ text }) => text.includes('译文'));
  // This town has no judicial bureau; the bureau's officer sees to it.
  expect(shown.map(({ role }) => role)).toEqual(['bureau_officer']);
  expect(shown[0]?.text).toMatch(
    /L1 ii.*审核已经过期（上次区司法局史科长审核，管用到9月13日.*回“审核通过L1 ii”/s,
  );
});
