import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { quoted } from '../../domain/understanding/text/quote.ts';
import { closeFields, Field } from '../support/field.ts';
import { pupil } from '../support/field-county.ts';
import { MA_MISSING, threeMornings } from '../support/mornings.ts';

let town: Field;

afterEach(closeFields);

const MA = pupil('c71', '马建平');
const VISIT = '【待办】马建平（七(1)班）：第一次联合家访';

/** What was reported of a duty, and how the duty stands. */
const reported = async (name: string): Promise<unknown[]> =>
  (await town.facts('duty_report'))
    .filter(({ body }) => String(body.duty).startsWith(`${name}|`))
    .map(({ body }) => [body.outcome, body.detail]);

describe('a pupil’s clock does not end by words', () => {
  beforeEach(async () => {
    town = await Field.open();
    await threeMornings(town, '07:55', MA_MISSING);
    await town.goTo('2026-09-16 15:05');
    town.news('zhou');
  });

  test('a quoted reminder is what is meant: the reason is kept, the next rung hears, the clock runs on', async () => {
    const reply = await town.says('wei', quoted(VISIT, '办不了，家长不在'));
    expect(reply).toContain('第一次联合家访，有困难——家长不在');
    expect(reply).toContain('时限不变');
    expect(await reported('P3.1-LINK-TEAM/visit')).toEqual([['hindered', '家长不在']]);
    expect(await town.duties('P3.1-LINK-TEAM/visit')).toEqual([`P3.1-LINK-TEAM/visit ${MA} open`]);
    expect(await town.duties('P3.2-WEEKLY')).toContainEqual(expect.stringContaining('open'));
    expect(await reported('P3.2-WEEKLY')).toEqual([]);
    expect(town.news('zhou').join()).toMatch(/【有困难】第一次联合家访[\s\S]*原因：家长不在/);
    await town.goTo('2026-09-18 15:10');
    expect(town.news('zhou').join()).toContain('第一次联合家访');
  });

  test('whoever is told when the time is up reads the reason that was given before', async () => {
    await town.says('wei', quoted(VISIT, '办不了，家长不在'));
    town.news('zhou');
    await town.goTo('2026-09-18 15:10');
    const told = town.news('zhou').find((text) => text.includes('【到时限未办】第一次联合家访'));
    expect(told).toContain('还没有办\n  卫校长说过有困难：家长不在\n请督促');
  });

  test('the same reason once more is told nobody again', async () => {
    await town.says('wei', quoted(VISIT, '办不了，家长不在'));
    town.news('zhou');
    await town.says('wei', quoted(VISIT, '办不了，家长不在'));
    expect(town.news('zhou')).toEqual([]);
  });

  test('what a quote names and is over is never taken for something else', async () => {
    const over = '【待办】张伟（三(1)班）：第一次联合家访';
    expect(await town.says('wei', quoted(over, '办不了，家长不在'))).toContain('没有记');
    expect(await town.facts('duty_report')).toEqual([]);
  });

  test('without a quote it is asked which is meant, a pupil’s among them', async () => {
    expect(await town.says('wei', '办不了，家长不在')).toContain('第一次联合家访');
    expect(await town.facts('duty_report')).toEqual([]);
  });

  test('“不适用” is nothing to say of a pupil', async () => {
    expect(await town.says('wei', quoted(VISIT, '不适用，家长不在'))).toContain('只用于按日历来的事');
    expect(await town.facts('duty_report')).toEqual([]);
  });
});
