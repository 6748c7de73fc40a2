import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RuleStatus, statusOf } from '../domain/policy/rule.ts';
import { type FiledRule, loadRules } from '../seeds/load-policy.ts';
import { readCounty } from './config.ts';
import { misused, optionsOf } from './options.ts';
import { printRows } from './print-rows.ts';

/** One row of the register as the product stands to it today. */
export interface RuleRow {
  id: string;
  status: RuleStatus;
  /** Where the rule is written down, from the root of the project. */
  file: string;
  /** Test files that name the rule, from the root of the project. */
  tests: string[];
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const STATUSES: readonly RuleStatus[] = ['active', 'recorded', 'partial', 'planned'];

/** A test file with the rule IDs that stand in it. */
interface NamingFile {
  file: string;
  names: ReadonlySet<string>;
}

// Register IDs are long enough to be nothing else; a part (`P3.1-LINK-TEAM/visit`) names its rule.
const RULE_ID = /\b(?:P\d|G\d|A-)[A-Za-z0-9.]*(?:-[A-Z0-9]+)*/g;

const testFiles = (folder: string): NamingFile[] =>
  readdirSync(path.join(folder, 'tests'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .sort()
    .map((name) => {
      const file = path.posix.join('tests', ...name.split(path.sep));
      return { file, names: new Set(readFileSync(path.join(folder, file), 'utf8').match(RULE_ID)) };
    });

/** Every rule of the register, in the order of its files, with its status and the tests that name it. */
export const ruleRows = (county: string, filed: readonly FiledRule[], root = ROOT): RuleRow[] => {
  const files = testFiles(root);
  return filed.map(({ rule, file }) => ({
    id: rule.id,
    status: statusOf(rule),
    file: path.posix.join('seeds', 'policy', county, file),
    tests: files.filter(({ names }) => names.has(rule.id)).map((item) => item.file),
  }));
};

const width = (rows: readonly string[]): number => Math.max(...rows.map((text) => text.length));

const table = (rows: readonly RuleRow[]): string => {
  const wide = width(rows.map(({ id }) => id));
  return rows
    .map(({ id, status, file, tests }) =>
      [id.padEnd(wide), status.padEnd(8), `${tests.length}`.padStart(2), path.basename(file)].join('  '),
    )
    .join('\n');
};

/** "147 rules: 121 active (121 named in tests), 20 recorded, 2 partial (2 named in tests), 4 planned" */
export const counts = (rows: readonly RuleRow[]): string => {
  const parts = STATUSES.map((status) => {
    const those = rows.filter((row) => row.status === status);
    const tested = those.filter(({ tests }) => tests.length > 0).length;
    return status === 'planned' || status === 'recorded'
      ? `${those.length} ${status}`
      : `${those.length} ${status} (${tested} named in tests)`;
  });
  return `${rows.length} rules: ${parts.join(', ')}`;
};

const main = (): number => {
  const called = optionsOf({ options: { json: { type: 'boolean' }, county: { type: 'string' } } });
  if (!called) return misused('用法：npm run -s rules -- [--json] [--county dongchuan]');
  const { json, county } = called.values;
  const find = (): RuleRow[] => {
    const name = readCounty(process.env, county);
    return ruleRows(name, loadRules(name));
  };
  return printRows(json === true, find, { lines: table, counts });
};

if (process.argv[1] && import.meta.filename === process.argv[1]) process.exitCode = main();
