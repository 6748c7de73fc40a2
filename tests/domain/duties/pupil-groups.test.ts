import { describe, expect, test } from 'vitest';
import { emptyFile } from '../../../domain/cases/file.ts';
import { PupilGroups } from '../../../domain/duties/pupil-groups.ts';
import { Directory } from '../../../domain/people/directory.ts';
import { POLICY } from '../../support/desk.ts';
import { flagged, SCHOOL_YEAR, townCalendar, when, without } from '../../support/town.ts';

/** 张伟 and 高兰, left behind and at risk; the household of 张伟 is registered in another county. */
const parts = flagged({ zhang: ['left_behind'], gao: ['left_behind'] }, without('village_cadre'));
const students = parts.students.map(({ village, ...one }) =>
  one.id === 'zhang' ? { ...one, household: '会泽县' } : { ...one, ...(village ? { village } : {}) },
);
const directory = new Directory({
  ...parts,
  townships: [...parts.townships, { id: 't2', name: '阿旺镇' }],
  students,
});
const place = { id: 'district', name: '东川区', firstLesson: '08:00' } as const;
const world = { policy: POLICY, directory, calendar: townCalendar(), place, now: when('01-20 08:10') };
const groups = new PupilGroups(world, { files: () => [], atRisk: ['zhang', 'gao'] });

test.each(['at_risk', 'left_behind'] as const)(
  '%s: a pupil registered outside the district is the school’s township’s to ask after (P2.R2-VACATION)',
  (group) => {
    const of = (township: string) => groups.of(group, { township }).map(({ student }) => student.name);
    expect(of('t1')).toEqual(['高兰', '张伟']);
    expect(of('t2')).toEqual([]);
  },
);

describe('P2.R1-PRETERM-SCAN: who will not come back', () => {
  const said = { returns: false, reason: '外出务工', on: '2027-02-23' };
  const calendar = townCalendar({ terms: SCHOOL_YEAR });
  const names = (term: string, now: string): string[] => {
    const file = { ...emptyFile('zhang'), year: { returning: { ...said, term }, risk: null, seen: [] } };
    const asked = new PupilGroups(
      { ...world, calendar, now: when(now) },
      { files: () => [file], atRisk: [] },
    );
    return asked.of('not_returning', { school: 's1' }).map(({ student }) => student.name);
  };

  test.each([
    ['said of the term that begins next', '2027春', '02-24 09:00', ['张伟']],
    ['said of the term that has begun', '2027春', '03-02 09:00', ['张伟']],
    ['said before the term that is over', '2026秋', '02-24 09:00', []],
    ['said before the last term', '2026秋', '03-02 09:00', []],
  ])('%s', (_name, term, now, expected) => {
    expect(names(term, now)).toEqual(expected);
  });
});
