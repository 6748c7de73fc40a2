import { expect, test } from 'vitest';
import { COUNTY_YEAR_ASKS, SCHOOL_WEEKS, UNITS_YEAR_ASKS } from '../support/asides.ts';
import { story } from '../support/play.ts';
import { SCHOOL_YEAR, TOWN } from '../support/town.ts';

const since = { from: '2026-09-01', until: null } as const;

/** The town with somebody at the police and at the office for rural revitalisation, and no pupils to speak of. */
const COUNTY = {
  ...TOWN,
  classes: [],
  students: [],
  people: [...TOWN.people, { id: 'min', name: '闵警官' }, { id: 'nong', name: '农科长' }],
  posts: [
    ...TOWN.posts,
    { person: 'min', role: 'unit' as const, unit: 'district', office: '公安局', ...since },
    { person: 'nong', role: 'unit' as const, unit: 'district', office: '乡村振兴局', ...since },
  ],
};
const SETTING = { town: COUNTY, terms: SCHOOL_YEAR };

test('P2.0-4CHECK: on the eighth day of term the bureau is asked, and on the fifteenth it is due', async () => {
  const told = await story(
    { ...SETTING, from: '09-07 12:00', until: '09-16 08:00' },
    '09-14 16:00 zhou 1 东教体报〔2026〕9号',
  );
  expect(told.duties('P2.0-4CHECK')).toEqual(['zhou 09-08 08:10 → 09-15 18:00 done 09-14 16:00']);
  told.ignoring(SCHOOL_WEEKS, COUNTY_YEAR_ASKS, UNITS_YEAR_ASKS);
});

test('P2.0-4CHECK: in spring as in autumn, and told above when nobody has run it', async () => {
  const told = await story({ ...SETTING, from: '03-07 12:00', until: '03-16 08:00' }, '');
  expect(told.duties('P2.0-4CHECK')).toEqual(['zhou 03-08 08:10 → 03-15 18:00 overdue']);
  expect(told.of('P2.0-4CHECK')).toContain('03-15 18:00 wu escalation');
  told.ignoring(SCHOOL_WEEKS, COUNTY_YEAR_ASKS, UNITS_YEAR_ASKS);
});

test('A-POL-DATA and A-RUR-SHARE: the police and the office for rural revitalisation bring their lists first', async () => {
  const told = await story(
    { ...SETTING, from: '09-07 12:00', until: '09-09 12:00' },
    `09-09 10:00 min 1 9月8日的数据，9800人
     09-09 11:00 nong 1 9月8日的数据，620人`,
  );
  expect(told.duties('A-POL-DATA')).toEqual(['min 09-08 08:10 → 09-11 18:00 done 09-09 10:00']);
  expect(told.duties('A-RUR-SHARE')).toEqual(['nong 09-08 08:10 → 09-11 18:00 done 09-09 11:00']);
  expect(told.texts('min').join()).toContain('写明数据日期');
  expect(told.rest()).toEqual([
    '09-08 08:10 nong notice A-RUR-SHARE',
    '09-08 08:10 zhou notice P2.0-4CHECK',
    '09-09 08:10 qian notice P3.3-ATT-1500',
    '09-09 10:00 zhou notice A-POL-DATA',
    '09-09 11:00 zhou notice A-RUR-SHARE',
  ]);
});

test('A-RUR-SHARE: every month the two offices hold their lists of monitored dropouts against each other', async () => {
  const told = await story({ ...SETTING, from: '10-09 12:00', until: '10-12 12:00' }, '10-12 10:00 nong 1');
  expect(told.duties('A-RUR-SHARE')).toEqual(['nong 10-10 08:10 → 10-20 18:00 done 10-12 10:00']);
  expect(told.rest()).toEqual([
    '10-10 08:10 nong notice A-RUR-SHARE',
    '10-10 08:10 zhou notice A-RUR-SHARE',
    '10-12 10:00 zhou notice A-RUR-SHARE',
  ]);
});

test('P1.R4-DOCK: every month the school holds its list of lost pupils against the township’s', async () => {
  const told = await story(
    { ...SETTING, from: '10-24 12:00', until: '10-28 12:00' },
    '10-27 10:00 zhao 1 差1人',
  );
  expect(told.duties('P1.R4-DOCK')).toEqual(['zhao 10-25 08:10 → 10-31 18:00 done 10-27 10:00']);
  expect(told.of('P1.R4-DOCK')).toContain('10-27 10:00 sun notice');
  expect(told.rest()).toEqual(['10-28 08:10 qian notice P3.3-ATT-1500']);
});
