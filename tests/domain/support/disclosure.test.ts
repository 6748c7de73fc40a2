/** What a unit's notice says of a child: the table of policy.md §5.1. */
import { describe, expect, test } from 'vitest';
import { maySee } from '../../../domain/people/access.ts';
import { UNITS, type Unit } from '../../../domain/people/roles.ts';
import { consentFor, disclosed, MOST_DISCLOSED } from '../../../domain/support/disclosure.ts';
import { needNamed } from '../../../domain/support/needs.ts';
import { detailsIn, withoutNames } from '../../../domain/support/reading.ts';
import { loadPolicy } from '../../../seeds/load-policy.ts';
import { townDirectory } from '../../support/town.ts';

const { referrals } = loadPolicy('dongchuan');
const directory = townDirectory();

/** Everything a message may tell that a unit must not read. */
const TOLD =
  '张伟（身份证530113201109140012，家长电话13800001234）15岁，在红土地砖厂打工，有癫痫，妈妈和李思雨家吵过架';

const shown = (unit: Unit, need: string): string =>
  disclosed(
    {
      kind: 'referral',
      student: 'zhang',
      number: '0914-0001',
      need,
      unit,
      words: withoutNames(TOLD, ['张伟', '李思雨'], referrals),
      details: detailsIn(TOLD),
      consent: null,
    },
    needNamed(referrals, need),
    unit,
    referrals,
    directory,
  );

describe('what each unit is shown of one and the same message', () => {
  test.each<[Unit, string, string]>([
    ['human_resources', 'child_labour', '转办0914-0001（汤丹镇，红土地砖厂，未满16周岁，1名学生）'],
    ['market_supervision', 'child_labour', '转办0914-0001（汤丹镇，红土地砖厂，未满16周岁，1名学生）'],
    ['human_resources', 'jobs', '转办0914-0001（汤丹镇，1名学生）'],
    ['agriculture', 'jobs', '转办0914-0001（汤丹镇，1名学生）'],
    ['health', 'appraisal', '转办0914-0001（汤丹镇，汤丹中心小学，未满16周岁，1名学生）'],
    ['disabled_federation', 'certificate', '转办0914-0001（汤丹镇，汤丹中心小学，未满16周岁，1名学生）'],
    ['medical_insurance', 'insurance', '转办0914-0001（汤丹镇，汤丹中心小学，1名学生）'],
    ['civil_affairs', 'early_marriage', '转办0914-0001（汤丹镇，1名学生）'],
    ['culture_tourism', 'venue', '转办0914-0001（汤丹镇，红土地砖厂，1名学生）'],
    ['rural_revitalisation', 'monitored', '转办0914-0001（汤丹镇，汤丹中心小学，1名学生）'],
    ['health', 'assistance', '转办0914-0001（汤丹镇，汤丹中心小学，1名学生）'],
  ])('%s, asked for %s', (unit, need, text) => {
    expect(shown(unit, need)).toBe(text);
  });

  test.each(UNITS)('%s is never shown a name, an identity number or a phone, whatever is asked', (unit) => {
    for (const { id } of referrals.needs) expect(shown(unit, id)).not.toMatch(/张伟|李思雨|\d{7,}/);
  });

  test.each(UNITS.filter((unit) => !MOST_DISCLOSED[unit].includes('words')))(
    '%s never reads the words',
    (unit) => {
      for (const { id } of referrals.needs) expect(shown(unit, id)).not.toMatch(/癫痫|吵过架/);
    },
  );
});

describe('the name itself', () => {
  const about = { student: 'zhang' };
  const nameFor = (unit: Unit, opening: Parameters<typeof maySee>[3]): boolean =>
    maySee({ role: 'unit', unit, referrals: ['zhang'] }, 'name', about, opening);

  test('child labour: only with a purpose; insurance: never; the federations: only with consent', () => {
    expect(nameFor('human_resources', {})).toBe(false);
    expect(nameFor('human_resources', { purpose: '到厂核查' })).toBe(true);
    expect(nameFor('medical_insurance', { purpose: '核对参保' })).toBe(false);
    expect(nameFor('women_federation', { purpose: '上门指导' })).toBe(false);
    expect(nameFor('women_federation', { purpose: '上门指导', guardianConsents: true })).toBe(true);
  });

  test('whatever goes to the women’s federation or the youth league wants consent, named need or not', () => {
    const any = needNamed(referrals, 'assistance');
    expect(consentFor(any, 'women_federation')).toBe('guardian');
    expect(consentFor(any, 'youth_league')).toBe('guardian');
    expect(consentFor(any, 'finance')).toBeNull();
  });
});
