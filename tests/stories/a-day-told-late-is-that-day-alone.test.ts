import { expect, test } from 'vitest';
import type { FactBody } from '../../domain/facts/fact.ts';
import { SCHOOL_DAYS, SCHOOL_WEEKS } from '../support/asides.ts';
import { story } from '../support/play.ts';

type Counted = Extract<FactBody, { kind: 'counted' }>;

const FULL = (...days: string[]): string => days.map((day) => `${day} 08:05 wang 全到齐`).join('\n');

test('Monday’s absence, told on Thursday before the roll, begins no case: the rolls since had the child there', async () => {
  const told = await story(
    { until: '09-18 19:00' },
    `${FULL('09-14', '09-15', '09-16')}
     09-17 07:40 wang 星期一张伟没来忘记报了
     ${FULL('09-17', '09-18')}`,
  );
  expect(told.texts('wang', 'reply').at(3)).toBe('已记 三(1)班 9月14日（周一）\n· 没来：张伟');
  expect(told.stage('zhang')).toBe('ENROLLED');
  expect(told.facts<Counted>('counted').map(({ day }) => day)).toEqual(['2026-09-14']);
  told.ignoring(SCHOOL_DAYS);
});

test('a day of leave that nobody recorded, told on Monday, is one day', async () => {
  const told = await story(
    { until: '09-22 19:00' },
    `${FULL('09-14', '09-15', '09-16', '09-17', '09-18')}
     09-21 07:40 wang 上周四张伟请假没记
     ${FULL('09-21', '09-22')}`,
  );
  expect(told.texts('wang', 'reply').at(5)).toBe('已记 三(1)班 9月17日（周四）\n· 事假：张伟');
  expect(told.stage('zhang')).toBe('ENROLLED');
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS);
});
