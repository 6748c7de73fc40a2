import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { teach } from '../../bot/learn/teach.ts';
import { gramsOf, type Weighed } from '../../domain/understanding/weights/grams.ts';
import { sharesOf, type Taught, Weights } from '../../domain/understanding/weights/weights.ts';

const weighed = (said: string, before = ''): Weighed => ({ said, speaker: 'principal', before });
const lesson = (said: string, label: string) => ({ grams: gramsOf(weighed(said)), label, counts: 1 });

const LESSONS = ['怎么报', '怎么填', '怎么改', '怎么发', '怎么写']
  .map((text) => lesson(text, 'help'))
  .concat(['撤回上条', '撤回那条', '撤回刚才', '撤回这个', '撤回报'].map((text) => lesson(text, 'withdraw')));

describe('what labelled messages teach', () => {
  const taught = teach(LESSONS);

  test('tells texts apart that were not among them', () => {
    const weights = new Weights(taught);
    expect(weights.likeliest(weighed('怎么登记')).label).toBe('help');
    expect(weights.likeliest(weighed('撤回登记')).label).toBe('withdraw');
  });

  test('is the same from the same lessons', () => {
    expect(teach(LESSONS)).toEqual(taught);
  });

  test('leaves out what hardly anybody said', () => {
    expect(Object.keys(taught.grams)).toEqual(expect.arrayContaining(['怎么', '撤回']));
    expect(Object.keys(taught.grams)).not.toContain('写');
  });

  test('is divided between the labels where it knows nothing of a text', () => {
    const [help = 0, withdraw = 0] = new Weights(taught).shares(weighed('下雨'));
    expect(help + withdraw).toBeCloseTo(1);
    expect(Math.abs(help - withdraw)).toBeLessThan(0.2);
  });
});

/** What every gram of a text weighs, added up one by one. */
const addedUp = ({ labels, bias, grams }: Taught, text: Weighed): number[] => {
  const known = [...gramsOf(text)].flatMap((gram) => {
    const weights = grams[gram];
    return weights === undefined ? [] : [weights];
  });
  const room = Math.sqrt(Math.max(1, known.length));
  const sum = (of: number): number => known.reduce((all, weights) => all + (weights[of] ?? 0), 0);
  return sharesOf(labels.map((_, of) => ((bias[of] ?? 0) + sum(of) / room) / 100));
};

test('weighing a text is adding up what its grams weigh, each once', () => {
  const text = fc.string({ unit: fc.constantFrom('怎', '么', '报', '^', '$', '#'), maxLength: 12 });
  const weights = fc.tuple(fc.integer({ min: -300, max: 300 }), fc.integer({ min: -300, max: 300 }));
  const grams = fc.dictionary(
    fc.oneof(
      text.filter(({ length }) => length > 0 && length <= 3),
      text.filter(({ length }) => length === 2).map((run) => `before:${run}`),
      fc.constant('role:principal'),
    ),
    weights,
  );
  fc.assert(
    fc.property(grams, text, text, (known, said, before) => {
      const taught = { labels: ['one', 'other'], bias: [10, -10], grams: known };
      const shares = new Weights(taught).shares(weighed(said, before));
      for (const [place, share] of addedUp(taught, weighed(said, before)).entries())
        expect(shares[place]).toBeCloseTo(share);
    }),
  );
});
