import { describe, expect, test } from 'vitest';
import { teach } from '../../bot/learn/teach.ts';
import { Weights } from '../../domain/understanding/weights.ts';

const lesson = (text: string, label: string) => ({ grams: new Set(text.split(' ')), label, counts: 1 });

const LESSONS = ['怎么 报', '怎么 填', '怎么 改', '怎么 发', '怎么 写']
  .map((text) => lesson(text, 'help'))
  .concat(
    ['撤回 上条', '撤回 那条', '撤回 刚才', '撤回 这个', '撤回 报'].map((text) => lesson(text, 'withdraw')),
  );

describe('what labelled messages teach', () => {
  const taught = teach(LESSONS, ['help', 'withdraw']);

  test('tells texts apart that were not among them', () => {
    const weights = new Weights(taught);
    expect(weights.likeliest(new Set(['怎么', '登记'])).label).toBe('help');
    expect(weights.likeliest(new Set(['撤回', '登记'])).label).toBe('withdraw');
  });

  test('is the same from the same lessons', () => {
    expect(teach(LESSONS, ['help', 'withdraw'])).toEqual(taught);
  });

  test('leaves out what hardly anybody said', () => {
    expect(Object.keys(taught.grams)).toEqual(['怎么', '撤回']);
  });

  test('is divided between the labels where it knows nothing of a text', () => {
    const [help = 0, withdraw = 0] = new Weights(taught).shares(new Set(['下雨']));
    expect(help + withdraw).toBeCloseTo(1);
    expect(Math.abs(help - withdraw)).toBeLessThan(0.2);
  });
});
