/** What the product lets a member of a joint group see and report, as it builds the viewer itself (policy.md §5.1, P4.R3-TEAM). */
import { describe, expect, test } from 'vitest';
import { type CaseFile, emptyFile } from '../../../domain/cases/file.ts';
import { speakerOf } from '../../../domain/conversation/speaker.ts';
import type { Seat, Seated } from '../../../domain/facts/case-fact.ts';
import { aboutPupil } from '../../../domain/people/about.ts';
import { maySee, maySpeakOf } from '../../../domain/people/access.ts';
import type { DirectoryParts } from '../../../domain/people/directory.ts';
import type { Viewer } from '../../../domain/people/reach.ts';
import type { Information } from '../../../domain/people/sight.ts';
import { TOWN_OF_SEATS, townDirectory } from '../../support/town.ts';

const DAY = '2026-09-17';
/** 张伟 of a school in t1, dispatched to t2; another village has a first secretary of its own. */
const PARTS: DirectoryParts = {
  ...TOWN_OF_SEATS,
  people: [...TOWN_OF_SEATS.people, { id: 'ding', name: '丁书记' }],
  posts: [
    ...TOWN_OF_SEATS.posts,
    { person: 'ding', role: 'first_secretary', unit: 'v2', from: '2026-09-01', until: null },
  ],
};
const directory = townDirectory(PARTS);
const zhang = directory.students.get('zhang');
if (!zhang) throw new Error('the town has lost a pupil');

const file = (group: Partial<Record<Seat, Seated>>): CaseFile => ({
  ...emptyFile('zhang'),
  ...{ stage: 'SUSPECTED', township: 't2', group },
});
const SEATED = file({
  judicial_office: { name: '方所长' },
  police_station: { name: '铁警官' },
  group_cadre: { name: '晏组长' },
  first_secretary: { name: '宋书记' },
  work_team: { name: '段队员' },
});

const viewer = (person: string): Viewer => {
  const speaker = speakerOf(directory, person, DAY);
  if (!speaker) throw new Error(`${person} holds no post`);
  return speaker.viewer;
};
const sees = (person: string, what: Information, of: CaseFile): boolean =>
  maySee(viewer(person), what, aboutPupil(zhang, directory, of, DAY));
const reports = (person: string, of: CaseFile): boolean =>
  maySpeakOf(viewer(person), 'visit', aboutPupil(zhang, directory, of, DAY));

describe.each(['fang', 'tie', 'yan', 'song', 'dui'])('%s, who sits on the group', (person) => {
  test('may report a session before any step of the law is opened', () => {
    expect(reports(person, SEATED)).toBe(true);
    expect(sees(person, 'visit_task', SEATED)).toBe(true);
  });
});

test('without a seat neither the judicial office nor the police station has to do with the case', () => {
  for (const person of ['fang', 'tie']) expect(reports(person, file({}))).toBe(false);
});

test('a first secretary and the work team see the case on whose group they sit, and no other', () => {
  for (const person of ['song', 'dui']) {
    expect(sees(person, 'case_status', SEATED)).toBe(true);
    expect(sees(person, 'case_status', file({}))).toBe(false);
  }
});

test('a seat is a post for this child: the same name in another village is let in nowhere', () => {
  expect(sees('ding', 'case_status', file({ first_secretary: { name: '丁书记' } }))).toBe(false);
});

test('each sees the least: the group leader no step of the case, the police station where the child is', () => {
  expect(sees('yan', 'case_status', SEATED)).toBe(false);
  expect(sees('tie', 'whereabouts', SEATED)).toBe(true);
  expect(sees('tie', 'visit_history', SEATED)).toBe(false);
  for (const person of ['fang', 'tie', 'yan', 'song', 'dui'])
    expect(sees(person, 'case_detail', SEATED)).toBe(false);
});

test('a group leader reports of the own group without any seat', () => {
  expect(reports('yan', file({}))).toBe(true);
});

test('the persuading township reports, though neither school nor household lies in it', () => {
  expect(reports('lin', SEATED)).toBe(true);
  expect(reports('lin', { ...SEATED, township: null })).toBe(false);
});
