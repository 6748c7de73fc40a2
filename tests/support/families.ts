/** Families in the domain tests: 张伟 with both parents, and what reached them. */
import type { Author } from '../../domain/facts/fact.ts';
import type { DirectoryParts } from '../../domain/people/directory.ts';
import { absent, moment, roll, type School, SUN, WANG, ZHOU } from './desk.ts';
import { TOWN, withUnit } from './town.ts';

export const FANG: Author = {
  person: 'fang',
  role: 'judicial_office',
  posts: [{ role: 'judicial_office', unit: 't1' }],
};

const TOWN_OF_LAW = withUnit(TOWN, 'shen', '沈科长', '司法局');

/** The town where 张伟 has two guardians, 司法局 a person, and some pupils flags. */
export const familyTown = (flags: readonly string[] = []): DirectoryParts => ({
  ...TOWN_OF_LAW,
  people: [...TOWN_OF_LAW.people, { id: 'father', name: '张强' }, { id: 'mother', name: '李梅' }],
  students: TOWN.students.map((student) =>
    student.id === 'zhang' ? { ...student, guardians: ['father', 'mother'], flags } : student,
  ),
});

const zhang = { student: 'zhang' };

/** Missing on Monday, Tuesday and Wednesday; the case opens on Wednesday at 15:00. */
export const threeDays = (school: School): School => {
  for (const day of ['09-14', '09-15', '09-16'])
    school.tell(`${day} 08:05`, WANG, roll(day, 'zhang'), absent('zhang', day));
  return school.runTo('09-16 15:00');
};

export const dispatched = (school: School): School =>
  threeDays(school).tell('09-16 16:00', ZHOU, {
    kind: 'dispatch',
    ...zhang,
    township: 't1',
    row: 'at_enrolment',
    reason: null,
  });

/** 宣传教育 on the days of that week and the next; the last is refused. */
export const sessions = (school: School, ...days: readonly string[]): School => {
  for (const day of days)
    school.tell(`${day} 10:00`, SUN, {
      kind: 'visit',
      ...zhang,
      day: `2026-${day}`,
      purpose: 'session',
      result: day === days.at(-1) ? 'refused' : 'promised',
      law: true,
    });
  return school;
};

/** 责令改正 with its paper, served on 09-22 for 10-12. */
export const ordered = (school: School): School =>
  sessions(dispatched(school), '09-17', '09-18', '09-21')
    .tell('09-21 11:00', SUN, paper('S1_EDU', '汤政宣〔2026〕3号', '09-21', null))
    .tell('09-21 11:01', SUN, unheeded('S1_EDU', '09-21'))
    .tell('09-21 15:00', FANG, { kind: 'legal_check', ...zhang, step: 'S2_ORDER', agreed: true })
    .tell('09-22 09:00', SUN, { kind: 'step_opened', ...zhang, step: 'S2_ORDER', way: null })
    .tell('09-22 09:10', SUN, paper('S2_ORDER', '汤政责〔2026〕5号', '09-22', '10-12'));

type StepName = 'S1_EDU' | 'S2_ORDER' | 'S3_PENALTY' | 'S4_COURT';

export const paper = (step: StepName, number: string, on: string, until: string | null) => ({
  kind: 'step_document' as const,
  ...zhang,
  step,
  number,
  on: `2026-${on}`,
  until: until && `2026-${until}`,
});

export const unheeded = (step: StepName, on: string) => ({
  kind: 'step_result' as const,
  ...zhang,
  step,
  on: `2026-${on}`,
  complied: false,
});

/** What the township says to the newest text that waits for its word. */
export const decided = (school: School, time: string, outcome: 'done' | 'cannot'): School => {
  school.runTo(time);
  const waiting = [...school.duties.values()].filter(({ name }) => name === 'P4.2-ORDER/release').at(-1);
  return school.tell(time, SUN, {
    kind: 'duty_report',
    duty: waiting?.id ?? '',
    outcome,
    detail: null,
    to: null,
  });
};

/** `09-14 08:05 father L1` for everything decided to be said to guardians of 张伟, in order. */
export const heard = ({ notices }: School): string[] =>
  notices
    .filter(({ role, words }) => role === 'guardian' && words.startsWith('parents/'))
    .map(({ at, to, words }) => `${moment(at)} ${to} ${words.slice('parents/'.length)}`);

/** The same as texts alone, in which variants. */
export const texts = (school: School, person: string): string[] =>
  heard(school)
    .filter((line) => line.includes(` ${person} `))
    .map((line) => line.split(' ')[3] ?? '');
