/** Entries of the lists of the four checks, a sound child unless a test spoils it. */
import type { EnrolmentEntry, Entry, HouseholdEntry, MonitoredEntry } from '../../domain/comparison/types.ts';
import { loadComparison } from '../../seeds/comparison/load-comparison.ts';

export const { format, linking } = loadComparison();

let rows = 1;

export const entry = (told: Partial<Entry> = {}): Entry => {
  rows += 1;
  return {
    row: rows,
    name: '张伟',
    sex: 'male',
    birth: '2017-03-04',
    idNumber: null,
    doubtfulId: null,
    guardians: ['张有田'],
    school: null,
    class: null,
    ...told,
  };
};

export const household = (told: Partial<HouseholdEntry> = {}): HouseholdEntry => ({
  ...entry(told),
  township: 't-clear',
  village: null,
  isDisabled: false,
  isDeferred: false,
  ...told,
});

export const enrolment = (told: Partial<EnrolmentEntry> = {}): EnrolmentEntry => ({
  ...entry({ school: '清溪中心小学', class: '三(1)班', ...told }),
  standing: 'enrolled',
  ...told,
});

export const monitored = (told: Partial<MonitoredEntry> = {}): MonitoredEntry => ({
  ...entry(told),
  type: 'unstable',
  ...told,
});
