import { expect, test } from 'vitest';
import { PupilGroups } from '../../../domain/duties/pupil-groups.ts';
import { Directory } from '../../../domain/people/directory.ts';
import { POLICY } from '../../support/desk.ts';
import { flagged, townCalendar, when, without } from '../../support/town.ts';

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
