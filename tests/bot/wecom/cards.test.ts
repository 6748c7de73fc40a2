import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buttonCard, cardTask, settledCard } from '../../../templates/cards.ts';
import { cardError } from '../../support/wecom/gateway-double.ts';

const options = [
  { key: '1', label: '已联系上' },
  { key: '2', label: '没打通，已请帮扶联系人帮忙找' },
];
const base = {
  place: 'aibot',
  task: cardTask('reminder:7', 1),
  title: '请联系家长',
  text: '三(1)班张伟没到校',
} as const;

test('a numbered reply becomes a button, its number in front', () => {
  expect(buttonCard({ ...base, options })).toEqual({
    card_type: 'button_interaction',
    main_title: { title: '请联系家长' },
    sub_title_text: '三(1)班张伟没到校',
    button_list: [
      { text: '1 已联系上', style: 1, key: '1' },
      { text: '2 没打通，已请帮…', style: 2, key: '2' },
    ],
    task_id: base.task,
  });
});

test.each([
  ['no options', { ...base, options: [] }],
  ['seven options', { ...base, options: Array.from({ length: 7 }, (_, n) => ({ key: `${n}`, label: 'x' })) }],
  ['two options of one key', { ...base, options: [...options, ...options] }],
  ['a text that would be cut', { ...base, text: '字'.repeat(113), options }],
  ['an app card whose text would be cut', { ...base, place: 'app', text: '字'.repeat(161), options }],
] as const)('%s make no card', (_name, given) => {
  expect(buttonCard(given)).toBeNull();
});

const place = fc.constantFrom('aibot' as const, 'app' as const);
const words = (maxLength: number) => fc.string({ unit: 'grapheme', maxLength });

test('whatever the words, a card keeps within the limits of its place', () => {
  const option = fc.record({ key: fc.string({ minLength: 1, maxLength: 4 }), label: words(30) });
  const given = fc.record({
    place,
    task: fc.tuple(words(200), fc.nat()).map(([notice, serial]) => cardTask(notice, serial)),
    title: words(60).map((title) => `题${title}`),
    text: words(200),
    options: fc.array(option, { maxLength: 8 }),
  });
  fc.assert(
    fc.property(given, (one) => {
      const card = buttonCard(one);
      if (card) expect(cardError(card, one.place)).toBe(0);
    }),
  );
});

test('a settled card keeps within the limits too', () => {
  const given = fc.record({
    ...{ place, title: words(60).map((title) => `题${title}`), text: words(200), done: words(80) },
    label: words(20).map((label) => `已${label}`),
  });
  fc.assert(
    fc.property(given, (one) => {
      const card = settledCard({ ...one, task: base.task });
      expect(cardError(card, one.place)).toBe(0);
    }),
  );
});

test('a settled card says who did it, and when', () => {
  const card = settledCard({ ...base, done: '王老师 08:12 已联系上', label: '已处理' });
  expect(card.main_title).toEqual({ title: '请联系家长', desc: '王老师 08:12 已联系上' });
});

test('no two cards have one id', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.nat(), (notice, serial) => {
      expect(cardTask(notice, serial)).not.toBe(cardTask(notice, serial + 1));
    }),
  );
  expect(cardTask('长'.repeat(100), 1)).not.toBe(cardTask('长'.repeat(101), 1));
});
