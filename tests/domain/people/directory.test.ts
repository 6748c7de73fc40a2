import { describe, expect, test } from 'vitest';
import { Directory, type Post } from '../../../domain/people/directory.ts';
import { onLeave, TOWN, townDirectory, without } from '../../support/town.ts';

const zhang = { student: 'zhang' };
const day = '2026-09-14';

const follows = (from: string, until: string | null, person: string): Post => ({
  person,
  role: 'homeroom_teacher',
  unit: 'c1',
  from,
  until,
});

describe('who acts', () => {
  test.each([
    ['homeroom_teacher', 'wang'],
    ['academic_office', 'zhao'],
    ['principal', 'qian'],
    ['household_helper', 'he'],
    ['village_cadre', 'luo'],
    ['township_officer', 'sun'],
    ['township_head', 'head'],
    ['police_station', 'pan'],
    ['bureau_officer', 'zhou'],
    ['district_head', 'deng'],
  ] as const)('for 张伟 as %s: %s', (role, person) => {
    expect(townDirectory().resolve(role, zhang, day)).toEqual({ holder: { person, role }, gaps: [] });
  });

  test.each([
    ['2026-09-10', 'wang'], // the last day itself is still hers
    ['2026-09-11', 'xu'],
  ])('on %s it is %s', (on, person) => {
    const others = TOWN.posts.filter(({ role }) => role !== 'homeroom_teacher');
    const directory = new Directory({
      ...TOWN,
      posts: [...others, follows('2026-09-01', '2026-09-10', 'wang'), follows('2026-09-11', null, 'xu')],
    });
    expect(directory.resolve('homeroom_teacher', zhang, on).holder?.person).toBe(person);
  });
});

test('who keeps the system is found without a place in the field', () => {
  const keeper: Post = {
    ...{ person: 'li', role: 'administrator', unit: TOWN.district.id, from: '2026-09-01', until: null },
  };
  const directory = new Directory({ ...TOWN, posts: [...TOWN.posts, keeper] });
  expect(directory.holders('administrator', {}, day)).toEqual([{ person: 'li', role: 'administrator' }]);
});

describe('an empty post', () => {
  test('climbs to the next rung, and is told', () => {
    expect(townDirectory(without('homeroom_teacher')).resolve('homeroom_teacher', zhang, day)).toEqual({
      holder: { person: 'zhao', role: 'academic_office' },
      gaps: ['homeroom_teacher'],
    });
  });

  test('climbs over several', () => {
    const { holder, gaps } = townDirectory(
      without('homeroom_teacher', 'academic_office', 'principal'),
    ).resolve('homeroom_teacher', zhang, day);
    expect(holder?.person).toBe('zhou');
    expect(gaps).toEqual(['homeroom_teacher', 'academic_office', 'principal']);
  });

  test('on the government line climbs to the township, not to the school', () => {
    const { holder } = townDirectory(without('household_helper', 'village_cadre')).resolve(
      'household_helper',
      zhang,
      day,
    );
    expect(holder?.person).toBe('sun');
  });

  test('with nobody up to the district is nobody', () => {
    const empty = new Directory({ ...TOWN, posts: [] });
    expect(empty.resolve('bureau_head', zhang, day)).toEqual({
      holder: null,
      gaps: ['bureau_head', 'district_head'],
    });
  });
});

describe('leave', () => {
  const away = onLeave({ person: 'wang', deputy: 'xu', from: '2026-09-14', until: '2026-09-15' });

  test.each([
    ['2026-09-13', 'wang'],
    ['2026-09-14', 'xu'],
    ['2026-09-15', 'xu'],
    ['2026-09-16', 'wang'],
  ])('on %s %s acts', (on, person) => {
    expect(townDirectory(away).resolve('homeroom_teacher', zhang, on).holder?.person).toBe(person);
  });

  test('the record says in whose place (AMB-47)', () => {
    expect(townDirectory(away).resolve('homeroom_teacher', zhang, day).holder).toEqual({
      person: 'xu',
      role: 'homeroom_teacher',
      inPlaceOf: 'wang',
    });
    expect(
      townDirectory(away)
        .postsOf('xu', day)
        .map(({ unit }) => unit),
    ).toEqual(['c1']);
    expect(townDirectory(away).postsOf('xu', '2026-09-16')).toEqual([]);
  });

  test('without a deputy is a gap', () => {
    const gone = onLeave({ person: 'wang', deputy: null, from: day, until: day });
    expect(townDirectory(gone).resolve('homeroom_teacher', zhang, day)).toEqual({
      holder: { person: 'zhao', role: 'academic_office' },
      gaps: ['homeroom_teacher'],
    });
  });
});
