import { expect, test } from 'vitest';
import { type CaseFile, completeFile, emptyFile, keptOf } from '../../../domain/cases/file.ts';

const told: CaseFile = {
  ...emptyFile('zhangwei'),
  stage: 'SUSPECTED',
  away: '2026-09-14',
  marks: { '2026-09-14': { standing: 'unaccounted', source: 'demo:1:0.0', unexcused: true } },
  firstMissed: '2026-09-14',
  closeConfirmed: { school: true, township: false },
  persuasions: 2,
};

test.each([emptyFile('zhangwei'), told])('a file comes back whole from what is kept of it', (file) => {
  expect(completeFile(keptOf(file))).toEqual(file);
});

test('only what was told of a child is kept', () => {
  expect(keptOf(emptyFile('zhangwei'))).toEqual({ student: 'zhangwei' });
  expect(Object.keys(keptOf(told)).sort()).toEqual(
    ['student', 'stage', 'away', 'marks', 'firstMissed', 'closeConfirmed', 'persuasions'].sort(),
  );
});
