import { afterAll, describe, expect, it } from 'vitest';
import { Company } from '../../bot/year/company.ts';
import { type Extent, rehearseOn } from '../../bot/year.ts';
import { testDatabase } from '../support/database.ts';

const company = new Company();
afterAll(() => company.end());

const rehearse = async (extent: Extent) =>
  rehearseOn((await testDatabase()).url, company, extent, () => undefined);

const MONTH = {
  size: { townships: 1, schools: 2, pupils: 160 },
  chance: { seed: 3, absence: 0.04 },
  from: '2026-09-01',
  to: '2026-09-30',
};

describe('a rehearsed month', () => {
  it('goes through rolls, calls and markings of four classes, and leaves nothing that the auditor finds', async () => {
    const report = await rehearse(MONTH);
    // 22 days are taught in that month, the make-up Sunday included.
    const rolls = 22 * report.size.classes;
    expect(report.size.classes).toBe(4);
    expect(report.acts.report).toBeGreaterThan(rolls * 0.9);
    expect(report.acts.update).toBeGreaterThan(0);
    expect(report.acts.settle).toBeGreaterThan(0);
    expect(report.acts.other ?? 0).toBeLessThan(report.messages * 0.1);
    expect(report.told.reply).toBeLessThanOrEqual(report.messages);
    expect(report.facts).toBeGreaterThan(rolls * 1.5);
    expect(report.duties.done).toBeGreaterThan(rolls);
    expect(report.spreads.homeroom_teacher?.personDays).toBeGreaterThan(0);
    expect(report.findings).toEqual([]);
  });

  it('falls the same way for the same seed', async () => {
    const week = { ...MONTH, to: '2026-09-04' };
    const [once, again] = [await rehearse(week), await rehearse(week)];
    const { seconds: _, usage: __, ...first } = once;
    const { seconds: ___, usage: ____, ...second } = again;
    expect(second).toEqual(first);
    const other = await rehearse({ ...week, chance: { ...MONTH.chance, seed: 4 } });
    expect(other.acts).not.toEqual(first.acts);
  });
});
