import { expect, test } from 'vitest';
import { optionsOf } from '../../bot/options.ts';

const config = (args: string[]) =>
  ({ args, options: { json: { type: 'boolean' }, day: { type: 'string' } } }) as const;

test('what was typed is read', () => {
  expect(optionsOf(config(['--json', '--day', '2026-09-01']))?.values).toEqual({
    json: true,
    day: '2026-09-01',
  });
});

test.each([[['--nonsense']], [['--json=1']], [['--day']], [['FILE']]])(
  '%s is not how it is called',
  (args) => {
    expect(optionsOf(config(args))).toBeNull();
  },
);
