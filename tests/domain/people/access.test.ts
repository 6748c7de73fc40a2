import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mayPostNames, maySee, maySpeakOf, mustLogView } from '../../../domain/people/access.ts';
import type { About, Opening, Viewer } from '../../../domain/people/reach.ts';
import { posts, ROLES, type Role, UNITS, unitNamed, unitTitles } from '../../../domain/people/roles.ts';
import { INFORMATION, type Information, sight } from '../../../domain/people/sight.ts';
import { REPORTS, type Report } from '../../../domain/people/voice.ts';

/** A pupil of class c1 in school s1 (township t1), registered and persuaded in t2. */
const child: About = {
  student: 'p1',
  class: 'c1',
  school: 's1',
  group: 'v1-g1',
  village: 'v1',
  township: 't1',
  householdTownship: 't2',
  persuadingTownship: 't2',
};
const inFourSteps: About = { ...child, inFourSteps: true };
const monitored: About = { ...child, isMonitored: true };
const district: About = {};
const purpose: Opening = { purpose: '季度督查' };

type Case = readonly [Viewer, Information, About, boolean, Opening?];

const guardian: Viewer = { role: 'guardian', students: ['p1'] };
const homeroom: Viewer = { role: 'homeroom_teacher', classes: ['c1'] };
const subject: Viewer = { role: 'subject_teacher', students: ['p1'] };
const counsellor: Viewer = { role: 'counsellor', schools: ['s1'], referrals: ['p1'] };
const office: Viewer = { role: 'academic_office', schools: ['s1'] };
const principal: Viewer = { role: 'principal', schools: ['s1'] };
const group: Viewer = { role: 'group_cadre', groups: ['v1-g1'] };
const village: Viewer = { role: 'village_cadre', villages: ['v1'] };
const secretary: Viewer = { role: 'first_secretary', villages: ['v1'], students: ['p1'] };
const team: Viewer = { role: 'work_team', villages: ['v1'], students: ['p1'] };
const helper: Viewer = { role: 'household_helper', students: ['p1'] };
const town: Viewer = { role: 'township_officer', townships: ['t1'] };
const persuader: Viewer = { role: 'township_officer', townships: ['t2'] };
const stranger: Viewer = { role: 'township_officer', townships: ['t3'] };
const head: Viewer = { role: 'township_head', townships: ['t1'] };
const judicial: Viewer = { role: 'judicial_office', townships: ['t2'] };
const police: Viewer = { role: 'police_station', referrals: ['p1'] };
const officer: Viewer = { role: 'bureau_officer' };
const chief: Viewer = { role: 'bureau_head' };
const enrolment: Viewer = { role: 'bureau_enrolment' };
const inspector: Viewer = { role: 'inspector', sample: ['p1'] };
const supervision: Viewer = { role: 'supervision_office', sample: ['p1'] };
const leader: Viewer = { role: 'district_head' };
const keeper: Viewer = { role: 'administrator' };
const unit = (name: string, referrals: readonly string[] = ['p1']): Viewer => ({
  role: 'unit',
  unit: unitNamed(name),
  referrals,
});

const other: About = { ...child, student: 'p2' };

const rows: Readonly<Record<Role, readonly Case[]>> = {
  guardian: [
    [guardian, 'attendance', child, true],
    [guardian, 'case_status', child, true],
    [guardian, 'attendance', other, false],
    [guardian, 'restricted', child, false],
    [guardian, 'visit_history', child, false],
  ],
  homeroom_teacher: [
    [homeroom, 'contacts', child, true],
    [homeroom, 'aid', child, true],
    [homeroom, 'attendance', { ...child, class: 'c2' }, false],
    [homeroom, 'restricted', child, false],
    [homeroom, 'household_finance', child, false],
  ],
  subject_teacher: [
    [subject, 'visit_history', child, true],
    [subject, 'visit_history', other, false],
    [subject, 'household_finance', child, false],
    [subject, 'attendance', child, false],
    [{ ...subject, students: [], coveredClasses: ['c1'] }, 'attendance', child, true],
    [{ ...subject, students: [], coveredClasses: ['c2'] }, 'attendance', child, false],
  ],
  counsellor: [
    [counsellor, 'counselling', child, true],
    [counsellor, 'restricted', child, true],
    [counsellor, 'counselling', other, false],
    [counsellor, 'attendance', child, false],
  ],
  academic_office: [
    [office, 'case_detail', child, true],
    [office, 'attendance', other, true],
    [office, 'counselling', child, false],
    [office, 'restricted', child, false],
    [office, 'case_detail', { ...child, school: 's2' }, false],
  ],
  principal: [
    [principal, 'restricted', child, true],
    [principal, 'dashboard', { school: 's1' }, true],
    [principal, 'counselling', child, false],
    [principal, 'dashboard', { school: 's2' }, false],
    [principal, 'id_number_full', child, false],
  ],
  group_cadre: [
    [group, 'visit_task', child, true],
    [group, 'visit_task', { ...child, group: 'v1-g2' }, false],
    [group, 'case_status', child, false],
    [group, 'id_number_masked', child, false],
  ],
  village_cadre: [
    [village, 'case_status', child, true],
    [village, 'case_status', { ...child, village: 'v2' }, false],
    [village, 'restricted', child, false],
    [village, 'id_number_masked', child, false],
  ],
  first_secretary: [
    [secretary, 'case_summary', child, true],
    [secretary, 'left_behind', other, true],
    [secretary, 'case_summary', other, false],
    [secretary, 'left_behind', { ...child, village: 'v2' }, false],
  ],
  work_team: [
    [team, 'visit_history', child, true],
    [team, 'left_behind', other, true],
    [team, 'name', other, false],
    [team, 'household_finance', child, false],
  ],
  household_helper: [
    [helper, 'aid', child, true],
    [helper, 'aid', other, false],
    [helper, 'case_detail', child, false],
  ],
  township_officer: [
    [town, 'case_detail', child, true],
    [persuader, 'case_detail', child, true],
    [stranger, 'case_detail', child, false],
    [persuader, 'case_detail', { ...child, persuadingTownship: null }, false],
    [persuader, 'survey', { ...child, persuadingTownship: null }, true],
    [persuader, 'id_number_full', child, false],
    [persuader, 'id_number_full', child, true, { formalDocument: '限期返校通知书' }],
    [town, 'id_number_full', child, false, { formalDocument: '限期返校通知书' }],
    [town, 'id_number_full', { ...child, persuadingTownship: null }, true, { formalDocument: '通知书' }],
    [town, 'restricted', child, false],
    [town, 'dashboard', { township: 't1' }, true],
    [town, 'dashboard', { township: 't2' }, false],
  ],
  township_head: [
    [head, 'case_summary', child, true],
    [head, 'dashboard', { township: 't1' }, true],
    [head, 'case_detail', child, false],
    [head, 'dashboard', { township: 't2' }, false],
  ],
  judicial_office: [
    [judicial, 'case_documents', inFourSteps, true],
    [judicial, 'case_documents', child, false],
    [{ ...judicial, townships: ['t3'] }, 'case_documents', inFourSteps, false],
    [judicial, 'restricted', inFourSteps, false],
    [judicial, 'case_detail', inFourSteps, false],
  ],
  police_station: [
    [police, 'whereabouts', child, true],
    [police, 'whereabouts', other, false],
    [police, 'aid', child, false],
  ],
  bureau_officer: [
    [officer, 'case_detail', child, true],
    [officer, 'restricted', child, false],
    [{ ...officer, designated: true }, 'restricted', child, true],
    [officer, 'counselling', child, false],
    [officer, 'id_number_full', child, false],
  ],
  bureau_head: [
    [chief, 'dashboard', district, true],
    [chief, 'case_detail', child, false],
    [chief, 'case_detail', child, true, purpose],
    [chief, 'case_detail', child, false, { purpose: '  ' }],
    [chief, 'restricted', child, false, purpose],
  ],
  bureau_enrolment: [
    [enrolment, 'id_number_full', child, true],
    [enrolment, 'aid', child, true],
    [enrolment, 'case_detail', child, false],
    [enrolment, 'visit_history', child, false],
  ],
  inspector: [
    [inspector, 'process', district, true],
    [inspector, 'case_summary', child, true, purpose],
    [inspector, 'case_summary', child, false],
    [inspector, 'case_summary', other, false, purpose],
    [inspector, 'id_number_masked', child, false, purpose],
  ],
  unit: [
    [unit('乡村振兴局'), 'monitored', monitored, true],
    [unit('乡村振兴局'), 'monitored', child, false],
    [unit('乡村振兴局'), 'case_detail', monitored, false],
    [unit('公安局'), 'whereabouts', child, true],
    [unit('公安局', []), 'whereabouts', child, false],
    [unit('司法局'), 'case_documents', inFourSteps, true],
    [unit('司法局'), 'case_documents', child, false],
    [unit('人社局'), 'referral', child, true],
    [unit('人社局'), 'name', child, false],
    [unit('人社局'), 'name', child, true, { purpose: '查处使用童工' }],
    [unit('市场监管局'), 'name', child, false],
    [unit('市场监管局'), 'referral', other, false],
    [unit('民政局'), 'restricted', child, true],
    [unit('民政局'), 'restricted', other, false],
    [unit('卫健局'), 'restricted', child, true],
    [unit('卫健局'), 'household_finance', child, false],
    [unit('残联'), 'restricted', child, true],
    [unit('残联'), 'case_detail', child, false],
    ...['医保局', '财政局', '发改局', '文旅局', '农业农村局'].flatMap((name): readonly Case[] => [
      [unit(name), 'figures', district, true],
      [unit(name), 'referral', child, true],
      [unit(name), 'referral', other, false],
      [unit(name), 'name', child, false],
    ]),
    [unit('妇联'), 'referral', child, false],
    [unit('妇联'), 'referral', child, true, { guardianConsents: true }],
    [unit('团区委'), 'name', child, false],
    [unit('团区委'), 'name', child, true, { guardianConsents: true }],
    [unit('不知名的单位'), 'figures', district, true],
    [unit('不知名的单位'), 'name', child, false],
    [unit('公安局'), 'dashboard', district, false],
  ],
  supervision_office: [
    [supervision, 'process', district, true],
    [supervision, 'case_detail', child, true, purpose],
    [supervision, 'case_detail', child, false],
    [supervision, 'case_detail', other, false, purpose],
  ],
  district_head: [
    [leader, 'dashboard', district, true],
    [leader, 'name', child, false],
    [leader, 'name', child, true, purpose],
    [leader, 'case_detail', child, false, purpose],
  ],
  administrator: [
    [keeper, 'case_detail', child, false],
    [keeper, 'case_detail', child, false, purpose],
    [keeper, 'case_detail', child, true, { purpose: '修复', approvedBy: '周老师' }],
    [keeper, 'figures', district, false],
    [keeper, 'restricted', child, false, { purpose: '修复', approvedBy: '周老师' }],
  ],
};

const told = (opening?: Opening): string => (opening ? ` given ${JSON.stringify(opening)}` : '');

describe.each(ROLES)('%s', (role) => {
  const cases = rows[role].map((row) => {
    const [viewer, what, about, may, opening] = row;
    const whom = viewer.unit ? unitTitles[viewer.unit] : role;
    const place = JSON.stringify(about);
    return {
      row,
      title: `${whom} ${may ? 'sees' : 'does not see'} ${what} of ${place}${told(opening)}`,
    };
  });

  test.each(cases)('$title', ({ row: [viewer, what, about, may, opening] }) => {
    expect(viewer.role).toBe(role);
    expect(maySee(viewer, what, about, opening)).toBe(may);
  });

  test('has at least one thing it may see and one it may not', () => {
    expect(new Set(rows[role].map(([, , , may]) => may))).toEqual(new Set([true, false]));
  });
});

describe('the table', () => {
  test('opens the restricted section to the four kinds of people §5.1 names, and to no one else', () => {
    const open = ROLES.filter((role) => sight[role].restricted !== undefined);
    expect(open).toEqual([
      'counsellor',
      'principal',
      'judicial_office',
      'police_station',
      'bureau_officer',
      'bureau_head',
      'bureau_enrolment',
    ]);
  });

  test('shows counselling notes to the counsellor alone', () => {
    expect(ROLES.filter((role) => sight[role].counselling !== undefined)).toEqual(['counsellor']);
  });

  test('shows the full identity number to enrolment staff and to the persuading township alone', () => {
    expect(ROLES.filter((role) => sight[role].id_number_full !== undefined)).toEqual([
      'township_officer',
      'bureau_enrolment',
    ]);
  });

  const roles = fc.constantFrom(...ROLES);
  const kinds = fc.constantFrom(...INFORMATION);

  test('shows a person who is bound to nobody no pupil, unless the reach is the district', () => {
    const stated: Opening = { purpose: 'x', approvedBy: 'x', formalDocument: 'x', guardianConsents: true };
    fc.assert(
      fc.property(roles, kinds, (role, what) => {
        const seen = maySee({ role }, what, child, stated);
        expect(seen).toBe(seen && JSON.stringify(sight[role][what]).includes('district'));
      }),
    );
  });

  test('never shows less when more is stated', () => {
    const viewer = fc.record({ role: roles, designated: fc.boolean() });
    fc.assert(
      fc.property(viewer, kinds, (who, what) => {
        const bound = { ...who, students: ['p1'], referrals: ['p1'], sample: ['p1'], townships: ['t2'] };
        if (maySee(bound, what, inFourSteps)) expect(maySee(bound, what, inFourSteps, purpose)).toBe(true);
      }),
    );
  });

  test('does not let a deputy outside the school in', () => {
    expect(maySee({ role: 'village_cadre', coveredClasses: ['c1'] }, 'attendance', child)).toBe(false);
    expect(maySpeakOf({ role: 'guardian', coveredClasses: ['c1'] }, 'attendance', child)).toBe(false);
  });
});

describe('who may report what', () => {
  test.each<readonly [string, Viewer, Report, About, boolean]>([
    ['a homeroom teacher the own class', homeroom, 'attendance', child, true],
    ['a homeroom teacher no other class', homeroom, 'attendance', { class: 'c2', school: 's1' }, false],
    [
      'a deputy the covered class',
      { role: 'subject_teacher', coveredClasses: ['c1'] },
      'attendance',
      child,
      true,
    ],
    [
      'another homeroom teacher the class covered today',
      { ...homeroom, classes: ['c2'], coveredClasses: ['c1'] },
      'attendance',
      child,
      true,
    ],
    ['a subject teacher no attendance', subject, 'attendance', child, false],
    ['a subject teacher a visit to an assigned pupil', subject, 'visit', child, true],
    ['a subject teacher no visit to others', subject, 'visit', other, false],
    ['a counsellor a talk with a referred guardian', counsellor, 'contact', child, true],
    ['a counsellor no attendance', counsellor, 'attendance', child, false],
    ['the academic office the school', office, 'attendance', other, true],
    ['the academic office no other school', office, 'attendance', { school: 's2' }, false],
    ['a principal the school', principal, 'leave', child, true],
    ['a principal no other school', principal, 'persuasion', { school: 's2' }, false],
    ['a guardian the own child', guardian, 'attendance', child, true],
    ['a guardian no other child', guardian, 'attendance', other, false],
    ['a guardian no persuasion', guardian, 'persuasion', child, false],
    ['a group cadre a visit in the own group', group, 'visit', child, true],
    ['a group cadre no visit elsewhere', group, 'visit', { ...child, group: 'v2-g1' }, false],
    ['a village cadre a persuasion in the own village', village, 'persuasion', child, true],
    ['a village cadre no attendance', village, 'attendance', child, false],
    ['a first secretary a visit in the village', secretary, 'visit', other, true],
    ['a first secretary no persuasion of a pupil not assigned', secretary, 'persuasion', other, false],
    ['a work team member a persuasion of an assigned pupil', team, 'persuasion', child, true],
    ['a work team member no attendance', team, 'attendance', child, false],
    ['a helper a visit to the household', helper, 'visit', child, true],
    ['a helper no other household', helper, 'visit', other, false],
    ['the township of the school a visit', town, 'visit', child, true],
    ['the township of registration a persuasion', persuader, 'persuasion', child, true],
    [
      'the township of registration before dispatch',
      persuader,
      'visit',
      { ...child, persuadingTownship: null },
      true,
    ],
    ['a third township nothing', stranger, 'visit', child, false],
    ['a township no attendance', town, 'attendance', child, false],
    ['a township head nothing', head, 'visit', child, false],
    ['a judicial office a session in the four steps', judicial, 'persuasion', inFourSteps, true],
    ['a judicial office nothing before', judicial, 'persuasion', child, false],
    ['the police where a referred pupil is', police, 'whereabouts', child, true],
    ['the police nothing of others', police, 'whereabouts', other, false],
    ['the bureau officer anyone', officer, 'visit', { student: 'p9', school: 's7' }, true],
    ['the bureau officer no attendance', officer, 'attendance', child, false],
    ['a bureau head nothing', chief, 'visit', child, false],
    ['enrolment staff where a pupil studies now', enrolment, 'whereabouts', child, true],
    ['enrolment staff no visit', enrolment, 'visit', child, false],
    ['an inspector nothing', inspector, 'visit', child, false],
    ['a unit what became of a referral', unit('公安局'), 'whereabouts', child, true],
    ['a unit nothing of others', unit('公安局'), 'whereabouts', other, false],
    ['the supervision office nothing', supervision, 'visit', child, false],
    ['a district head nothing', leader, 'attendance', child, false],
  ])('%s', (_name, viewer, report, about, may) => {
    expect(maySpeakOf(viewer, report, about)).toBe(may);
  });

  test.each(REPORTS)('an administrator no %s', (report) => {
    expect(maySpeakOf(keeper, report, child)).toBe(false);
  });
});

test('views are logged for everyone but family, school and township government', () => {
  expect(ROLES.filter((role) => !mustLogView(role))).toEqual([
    'guardian',
    'homeroom_teacher',
    'subject_teacher',
    'counsellor',
    'academic_office',
    'principal',
    'township_officer',
    'township_head',
  ]);
});

test('names are for a person, never for a group', () => {
  expect(mayPostNames('person')).toBe(true);
  expect(mayPostNames('group')).toBe(false);
});

describe('posts and units', () => {
  test('every post has a title of its own', () => {
    const titles = ROLES.map((role) => posts[role].title);
    expect(new Set(titles).size).toBe(ROLES.length);
  });

  test.each([
    ['民政局', 'civil_affairs'],
    ['区民政局', 'civil_affairs'],
    ['县农业农村局', 'agriculture'],
    ['团区委', 'youth_league'],
    ['区妇联', 'women_federation'],
    ['气象局', null],
    ['', null],
  ])('%s is %s', (name, expected) => {
    expect(unitNamed(name)).toBe(expected);
  });

  test('every unit is found by its title', () => {
    for (const each of UNITS) expect(unitNamed(unitTitles[each])).toBe(each);
  });
});
