import { expect, test } from 'vitest';
import { AN_ABSENCE, SCHOOL_DAYS } from '../support/asides.ts';
import { story } from '../support/play.ts';
import { onLeave } from '../support/town.ts';

const town = onLeave({ person: 'wang', deputy: 'xu', from: '2026-09-14', until: '2026-09-14' });

test('the deputy is asked, and may answer; the next day it is the teacher again', async () => {
  const told = await story(
    { until: '09-15 07:55', town },
    `09-14 08:05 xu 三(1)班应到6实到5，张伟没来
     09-14 08:40 xu 1`,
  );
  expect(told.to('wang')).toEqual(['09-15 07:50 reminder P3.1-ROLL']);
  expect(told.of('P3.1-CHECK-1H')).toEqual(['09-14 08:05 g-zhang notice', '09-14 08:35 xu reminder']);
  expect(told.duties('P3.1-CHECK-1H')).toEqual(['xu 09-14 08:05 → 09-14 09:05 done 09-14 08:40']);
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE);
});

test('a teacher away without a deputy is a gap, and the office acts', async () => {
  const away = onLeave({ person: 'wang', deputy: null, from: '2026-09-14', until: '2026-09-14' });
  const told = await story({ until: '09-14 08:15', town: away }, '');
  expect(told.of('P3.1-ROLL')).toEqual(['09-14 07:50 zhao reminder', '09-14 08:10 zhao reminder']);
  expect(told.of('P1.2-POST')).toEqual(['09-14 07:30 qian notice']);
});
