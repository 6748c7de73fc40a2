/** Who persuades: the decision table of policy.md §6.4 (P4.R1-JURIS), row by row. */
import { expect, test } from 'vitest';
import { JURISDICTION, proposeJurisdiction, type Residence } from '../../../domain/cases/jurisdiction.ts';
import type { JurisdictionTask, Where } from '../../../domain/facts/case-fact.ts';

const stays = (township: string): Where => ({ kind: 'township', township });
const outside: Where = { kind: 'outside' };
const unknown: Where = { kind: 'unknown' };

const child = (enrolment: string | null, household: string | null, where: Where): Residence => ({
  enrolment,
  household,
  where,
});

const ROWS: [row: string, child: Residence, township: string | null, tasks: JurisdictionTask[]][] = [
  ['at_enrolment', child('school', 'home', stays('school')), 'school', []],
  ['at_enrolment', child('school', 'school', stays('school')), 'school', []],
  ['at_household', child('school', 'home', stays('home')), 'home', []],
  ['third_township', child('school', 'home', stays('aunt')), 'home', ['assistance_slip']],
  ['outside', child('school', 'home', outside), 'home', ['write_to_stay']],
  ['outside', child('school', 'school', outside), 'school', ['write_to_stay']],
  ['unknown', child('school', 'home', unknown), 'home', ['find_child']],
  ['foreign_away', child('school', 'elsewhere', outside), 'school', ['letter_to_county']],
  ['foreign_away', child('school', 'elsewhere', unknown), 'school', ['letter_to_county', 'find_child']],
  ['foreign_here', child('school', 'elsewhere', stays('school')), 'school', []],
  ['no_household', child('school', null, stays('aunt')), 'aunt', ['register_household']],
  ['no_household', child('school', null, unknown), 'school', ['register_household', 'find_child']],
  ['no_enrolment', child(null, 'home', stays('aunt')), 'aunt', []],
  ['no_enrolment', child(null, 'home', outside), 'home', []],
  ['no_enrolment', child(null, 'home', unknown), 'home', ['find_child']],
];

test.each(ROWS)('%s: %o', (row, residence, township, tasks) => {
  expect(proposeJurisdiction(residence)).toEqual({ row, township, tasks });
});

test('every row of the table stands here', () => {
  expect(new Set(ROWS.map(([row]) => row))).toEqual(new Set(JURISDICTION));
});
