import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { at } from '../../domain/calendar/time.ts';
import { closeFields, Field } from '../support/field.ts';
import { fieldCounty, pupil } from '../support/field-county.ts';

let town: Field;
const MA = pupil('c71', '马建平');

afterEach(closeFields);

describe('told on the third day of term that a child has not registered (T7)', () => {
  /** Tuesday, 1 September, is the first teaching day. */
  beforeEach(async () => {
    town = await Field.open(fieldCounty(), at('2026-09-01', '07:20'));
  });

  test('it is away since the first, where no roll was told', async () => {
    await town.goTo('2026-09-03 09:00');
    expect(await town.says('he', '马建平没注册')).toContain('马建平');
    expect(await town.file(MA)).toMatchObject({ notRegisteredSince: '2026-09-01', away: '2026-09-01' });
    await town.goTo('2026-09-03 15:01');
    expect(await town.file(MA)).toMatchObject({ stage: 'SUSPECTED', firstMissed: '2026-09-01' });
  });

  test('it is away since the day after the last roll that had it there', async () => {
    await town.goTo('2026-09-01 08:05');
    await town.says('he', '七(1)班全到齐');
    await town.goTo('2026-09-03 09:00');
    await town.says('he', '马建平没注册');
    expect(await town.file(MA)).toMatchObject({ notRegisteredSince: '2026-09-02', away: '2026-09-02' });
  });

  test('so it is where the list of the first week is answered', async () => {
    await town.goTo('2026-09-03 09:00');
    await town.says('he', '2 马建平，外出打工');
    expect(await town.file(MA)).toMatchObject({ notRegisteredSince: '2026-09-01' });
  });
});
