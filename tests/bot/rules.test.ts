import { expect, test } from 'vitest';
import { counts, ruleRows } from '../../bot/rules.ts';
import { loadRules } from '../../seeds/load-policy.ts';

const rows = ruleRows('dongchuan', loadRules('dongchuan'));

test('every rule of the register stands in the list once, with its file', () => {
  expect(new Set(rows.map(({ id }) => id)).size).toBe(147);
  expect(rows.find(({ id }) => id === 'P3.1-CHECK-1H')).toMatchObject({
    status: 'active',
    file: 'seeds/policy/dongchuan/monitoring.yaml',
    tests: expect.arrayContaining(['tests/domain/rules.test.ts']),
  });
});

test('no rule is called active that no test names', () => {
  expect(rows.filter(({ status, tests }) => status === 'active' && tests.length === 0)).toEqual([]);
});

test('the counts add up', () => {
  expect(counts(rows)).toMatch(/^147 rules: \d+ active \(\d+ named in tests\), \d+ recorded, \d+ partial/);
});
