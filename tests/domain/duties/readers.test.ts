import { describe, expect, test } from 'vitest';
import { at } from '../../../domain/calendar/time.ts';
import { type CaseFile, emptyFile } from '../../../domain/cases/file.ts';
import { decideFacts, decideTick } from '../../../domain/decide.ts';
import { type Asked, type Duty, dutyId } from '../../../domain/duties/duty.ts';
import type { Fact } from '../../../domain/facts/fact.ts';
import type { Notice } from '../../../domain/notices/notice.ts';
import { Directory, type DirectoryParts } from '../../../domain/people/directory.ts';
import type { Subject } from '../../../domain/signals.ts';
import { POLICY } from '../../support/desk.ts';
import { flagged, townCalendar, when, withUnits } from '../../support/town.ts';

const UNITS_HELD = [
  'rural_revitalisation',
  'public_security',
  'human_resources',
  'market_supervision',
  'civil_affairs',
  'health',
  'disabled_federation',
  'women_federation',
] as const;

const base = flagged({ zhang: ['disabled'] }, withUnits(...UNITS_HELD));
/** The town beside a second township, whose officer is 方副镇长. */
const parts: DirectoryParts = {
  ...base,
  townships: [...base.townships, { id: 't2', name: '阿旺镇' }],
  people: [...base.people, { id: 'fang', name: '方副镇长' }],
  posts: [
    ...base.posts,
    { person: 'fang', role: 'township_officer', unit: 't2', from: '2026-09-01', until: null },
  ],
};
const directory = new Directory(parts);
const calendar = townCalendar();
const NOW = when('09-16 10:00');

const asked: Asked = { number: 'Z1', by: 'qian', shows: '汤丹镇1名学生' };

/** A live duty of the county, begun a minute ago. */
const begun = (name: string, about: Subject): Duty => {
  const rule = POLICY.named.get(name)?.duty;
  if (!rule) throw new Error(`no duty ${name}`);
  const office = rule.unit ?? about.unit ?? null;
  return {
    id: dutyId(name, about, '2026'),
    name,
    rule: name.split('/')[0] ?? name,
    about,
    period: '2026',
    role: rule.actor,
    actor: directory.resolve(rule.actor, about, '2026-09-16', office).holder?.person ?? null,
    delegate: null,
    openedAt: NOW - 60_000,
    dueAt: at('2026-09-30', '18:00'),
    lateAt: at('2026-09-30', '18:00'),
    steps: [],
    ladder: [...rule.ladder],
    taken: 0,
    nextAt: null,
    state: 'open',
    acceptedAt: null,
    doneAt: null,
    proof: null,
    task: null,
    detail: null,
    hindrance: null,
    asked: typeof rule.opens === 'object' && 'referred' in rule.opens ? asked : null,
    policy: POLICY.version,
  };
};

const worldOf = (about: Subject) => {
  const place = directory.placeOf(directory.streamOf(about));
  if (!place) throw new Error('no such place');
  return { policy: POLICY, directory, calendar, place, now: NOW };
};

/** Whom it reaches that a duty of the county was done, and in what. */
const done = (name: string, about: Subject, detail: string | null = null): Notice[] => {
  const duty = begun(name, about);
  const report: Fact = {
    key: 'test:1:0.0',
    about,
    at: NOW,
    by: { person: 'zhao', role: 'academic_office' },
    words: null,
    body: { kind: 'duty_report', duty: duty.id, outcome: 'done', detail, to: null },
  };
  const away: CaseFile = { ...emptyFile('zhang'), stage: 'SUSPECTED', away: '2026-09-14' };
  const state = { files: [away], classDays: [], duties: [duty], tickedAt: NOW };
  return decideFacts(state, [report], worldOf(about)).notices.filter(({ words }) => words === 'done');
};
const told = (name: string, about: Subject): string[] =>
  done(name, about)
    .map(({ to }) => to)
    .sort();

const district = { district: 'district' };
const zhang = { student: 'zhang' };

describe('who hears that it is done (column "recipient" of the register)', () => {
  test.each<[string, Subject, string[]]>([
    ['G4.2-MONTHLY', district, ['deng', 'fang', 'head', 'rural_revitalisation', 'sun', 'wu']],
    ['P1.0-PLAN', district, ['deng', 'fang', 'sun', ...UNITS_HELD]],
    ['A-EDU-XUEJI', district, ['deng']],
    ['P1.R4-PLAN', { school: 's1' }, ['sun', 'zhou']],
    ['P1.R4-PLAN/case', zhang, ['sun', 'zhou']],
    ['P1.R4-DOCK', { school: 's1' }, ['luo', 'sun']],
    ['P1.R4-DOCK/first', zhang, ['luo', 'sun']],
    ['P1.R3-DEPTS', zhang, ['zhou']],
    ['P3.1-MONTH-ZERO', { township: 't1' }, ['zhou']],
    ['P3.1-MONTH-ZERO/school', { school: 's1' }, ['sun']],
    ['A-CIV-MARRY/screen', { unit: 'civil_affairs' }, ['public_security', 'women_federation', 'zhou']],
    ['A-HEA-ASSESS', zhang, ['disabled_federation', 'zhou']],
    ['A-MKT-CHILD', zhang, ['human_resources', 'zhou']],
    ['P5.4-SPED', { school: 's1' }, ['disabled_federation', 'zhou']],
    ['P5.4-LB-BASE', { township: 't1' }, ['civil_affairs', 'zhou']],
    ['P5.1-SUPPORT', { township: 't1' }, ['civil_affairs', 'rural_revitalisation']],
  ])('%s', (name, about, people) => {
    expect(told(name, about)).toEqual([...people].sort());
  });

  test('a unit is told no child’s name, whatever the duty says of its pupils (policy.md §5.1)', () => {
    const notices = ['P5.4-SPED', 'A-HEA-ASSESS', 'A-MKT-CHILD'].flatMap((name) =>
      done(name, name.startsWith('P5') ? { school: 's1' } : zhang),
    );
    expect(notices.map(({ to }) => to)).toContain('disabled_federation');
    expect(JSON.stringify(notices)).not.toContain('张伟');
  });

  test('the number of a paper goes along, other words do not', () => {
    const notes = (name: string, about: Subject, detail: string) =>
      new Set(done(name, about, detail).map(({ items }) => items[0]?.note));
    expect(notes('G4.2-MONTHLY', district, '东教通〔2026〕9号')).toEqual(new Set(['东教通〔2026〕9号']));
    expect(notes('P1.R4-PLAN/case', zhang, '张伟由徐老师负责')).toEqual(new Set([null]));
  });
});

/** What the world decides when the time of a duty is up. */
const late = (duty: Duty) => {
  const step = { at: NOW - 1, does: 'due' as const, rung: 0 };
  const due: Duty = { ...duty, dueAt: step.at, lateAt: step.at, steps: [step], nextAt: step.at };
  const state = { files: [], classDays: [], duties: [due], tickedAt: NOW - 1 };
  return decideTick(state, worldOf(duty.about));
};

test.each([
  ['P3.1-VISIT-3D', '家长不在'],
  // What is said beside a talk with a counsellor is nobody else's (policy.md §5.1, P5.5).
  ['P5.5-PSY-RETURN', undefined],
])('%s: who is told that the time is up reads what hindered it, where it may be kept', (name, read) => {
  const told = late({ ...begun(name, zhang), actor: 'xu', delegate: 'xu', hindrance: '家长不在' }).notices;
  const above = told.filter(({ kind }) => kind === 'escalation');
  expect(above.map(({ items }) => items[0]?.hindrance)).toEqual([read]);
});

test.each<[string, Subject]>([
  ['P1.0-MEET-DECIDE/unit', { unit: 'civil_affairs' }],
  ['P1.0-MEET-DECIDE/township', { township: 't1' }],
])('G4.1-NOTICE: whether to notify is put before the head of the bureau when %s runs late', (name, about) => {
  const opened = late(begun(name, about)).duties.filter(({ rule }) => rule === 'G4.1-NOTICE');
  expect(opened.map((one) => [one.actor, one.about])).toEqual([['wu', about]]);
});
