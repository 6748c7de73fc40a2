import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { rehearse } from '../../bot/rehearse.ts';
import { addDays, at, dayOf } from '../../domain/calendar/time.ts';
import type { DirectoryParts } from '../../domain/people/directory.ts';
import { demoCounty } from '../../seeds/demo/county.ts';
import { loadStories, type Story } from '../../seeds/stories.ts';
import { YamlFileError } from '../../seeds/yaml-file.ts';

const demo = demoCounty();
const stories = new Map(loadStories().map((story) => [story.id, story]));

const story = (id: string): Story => {
  const found = stories.get(id);
  if (!found) throw new Error(`no story ${id}`);
  return found;
};

/** The demo county with one of its schools only: quicker, and without the others' own silence. */
const withSchool = (id: string): DirectoryParts => {
  const { parts } = demo;
  const ofSchool = ({ school }: { school: string }) => school === id;
  const classes = parts.classes.filter(ofSchool);
  const schools = parts.schools.filter((school) => school.id === id);
  return { ...parts, schools, classes, students: parts.students.filter(ofSchool) };
};

interface Line {
  at: string;
  to: string;
  kind: string;
  rule?: string;
  text: string;
}
interface Last {
  state: {
    students: Record<
      string,
      {
        stage: string;
        persuasions: number;
        day7On: string | null;
        closing: string | null;
        fourStep: string;
        platform: string;
        educationSessions: number;
      }
    >;
  };
}

const play = async ({ title, start, end, messages }: Story, parts: DirectoryParts) => {
  const lines: Line[] = [];
  let last: Last | null = null;
  const spoken = messages.filter(({ from }) => parts.people.some(({ id }) => id === from));
  const { plan, phones } = demo;
  const scenario = {
    name: title,
    policy: 'dongchuan',
    set: {},
    start,
    end,
    plan,
    phones,
    parts,
    messages: spoken,
  };
  await rehearse(scenario, (line) => {
    if ('state' in line) last = line as Last;
    else lines.push(line as Line);
  });
  if (!last) throw new Error('the rehearsal told no final state');
  return { lines, state: (last as Last).state };
};

describe('each story', () => {
  test('is there', () => {
    expect([...stories.keys()]).toEqual(['four-steps', 'good-day', 'nobody-acts', 'persuaded-back']);
  });

  test('is told by people of the demo county, within its term', () => {
    const known = new Set(demo.parts.people.map(({ id }) => id));
    const [term] = demo.plan.terms;
    for (const { messages, start, end } of stories.values()) {
      expect(messages.filter(({ from }) => !known.has(from))).toEqual([]);
      expect(dayOf(start) >= (term?.first ?? '') && dayOf(end) <= (term?.last ?? '')).toBe(true);
    }
  });
});

test('on the good day every sentence is understood, and nobody is told of anything late', async () => {
  const { lines, state } = await play(story('good-day'), withSchool('s-clear'));
  expect(lines.filter(({ kind }) => kind === 'escalation')).toEqual([]);
  expect(lines.filter(({ kind, text }) => kind === 'reply' && /没看懂|指哪一/.test(text))).toEqual([]);
  expect(state.students['st-clear-31-12']?.stage).toBe('ABSENT_EXCUSED');
  expect(state.students['st-clear-32-28']?.stage).toBe('ENROLLED');
});

test('where nobody acts, the head of the township hears of it on day 7', async () => {
  const silent = story('nobody-acts');
  const { lines, state } = await play(silent, withSchool('s-clear'));
  expect(state.students['st-clear-31-07']).toMatchObject({ stage: 'SUSPECTED_7', day7On: '2026-09-20' });
  const heard = lines
    .filter(({ to }) => to === 'head-clear')
    .map(({ at: when, rule }) => [when.slice(0, 10), rule]);
  expect(heard).toEqual([[addDays(dayOf(silent.start), 6), 'P3.1-REPORT-7D']]);
});

test('one child is followed from the first absence through township and four steps to return and closing', async () => {
  const { lines, state } = await play(story('four-steps'), withSchool('s-stone'));
  expect(state.students['st-stone-82-18']).toMatchObject({
    stage: 'CLOSED',
    closing: 'BACK',
    fourStep: 'DONE',
    platform: 'CLOSED',
    educationSessions: 3,
  });
  const replies = lines
    .filter(({ kind }) => kind === 'reply')
    .map(({ at: when, to, text }) => `${when} ${to} ${text}`);
  expect(replies.filter((text) => /没看懂|没有记/.test(text))).toEqual([]);
  // On the first day nobody of the family could be reached, which the office hears of at once; nothing else is late.
  const late = lines.filter(({ kind, text }) => kind === 'escalation' && text.includes('马建平'));
  expect(late.map(({ at: when, to, rule }) => [when.slice(0, 10), to, rule])).toEqual([
    ['2026-09-15', 'office-stone', 'P3.1-CHECK-1H'],
  ]);
  // What the township let go out reached the family, step by step and no more than one a day.
  const family = lines.filter(({ to, kind }) => to === 'g-stone-82-18-1' && kind === 'notice');
  expect(family.filter(({ rule }) => rule === 'P4.2-ORDER').map(({ at: when }) => when.slice(0, 10))).toEqual(
    ['2026-09-22', '2026-09-23', '2026-09-29', '2026-10-08', '2026-10-12', '2026-10-29'],
  );
  // Nobody reached on the first evening, an aid that was missing, and thanks at the end.
  expect(family.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['P3.1-VERIFY-SD', 'P5.R-FULL']));
  expect(family.slice(-2).map(({ rule }) => rule)).toEqual(['P5.5-PSY-RETURN', 'P3.4-CONTINUE']);
  // The visit of the evening before is not announced in the morning; the last day of a limit is called so.
  expect(family.filter(({ rule }) => rule === 'P3.1-VISIT-3D')).toEqual([]);
  expect(
    family.filter(({ text }) => text.includes('今天是最后一天')).map(({ at: when }) => when.slice(0, 10)),
  ).toEqual(['2026-10-08']);
  // The child is heard: its own words stand in the file, or why it was not seen.
  expect(replies.filter((text) => text.includes('已记马建平的话：“'))).toHaveLength(3);
  expect(replies.filter((text) => text.includes('指哪一件') && text.includes('抽查'))).toEqual([]);
  // Each of the two who confirm hears whose word is awaited; then those who worked on the case hear its end.
  expect(replies.filter((text) => text.includes('同意销案，等'))).toEqual([
    expect.stringContaining('已记：学校同意销案，等蒋副镇长确认'),
  ]);
  const ended = lines.filter(({ text }) => text.includes('【已销案】')).map(({ to }) => to);
  expect(ended).toEqual(
    expect.arrayContaining(['hr-stone-82', 'office-stone', 'principal-stone', 'bureau-officer']),
  );
  for (const number of ['石政宣〔2026〕3号', '石政责〔2026〕5号', '石政罚〔2026〕1号', '石政催〔2026〕1号'])
    expect(replies.filter((text) => text.includes(`：${number}，`))).toHaveLength(1);
  // Enforcement asked for before the time for suing is over is warned of, to whoever asks, checks and begins (law.md §3.2).
  const early = lines.filter(({ text }) => /强制执行最早.?2027年4月13日（周二）/.test(text));
  expect(early.map(({ at: when, to, kind }) => `${when.slice(5, 16)} ${to} ${kind}`).sort()).toEqual([
    '10-12T09:10 officer-stone reply',
    '10-28T09:10 justice-stone notice',
    '10-28T09:10 officer-stone reply',
    '10-29T09:00 officer-stone reply',
  ]);
}, 240_000);

test('who is persuaded is back on day 6, after three persuasions and before anybody was late', async () => {
  const { lines, state } = await play(story('persuaded-back'), withSchool('s-stone'));
  expect(state.students['st-stone-82-18']).toMatchObject({ stage: 'RETURNED', persuasions: 3, day7On: null });
  expect(lines.filter(({ kind, text }) => kind === 'reply' && text.includes('没看懂'))).toEqual([]);
  const climbed = lines.filter(({ kind, to }) => kind === 'escalation' && !to.startsWith('office-'));
  expect(climbed).toEqual([]);
});

describe('a story that does not hold', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'not-one-less-stories-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const sound = `id: tale
title: 故事
about: 讲什么
start: 2026-09-14T07:20
end: 2026-09-14T10:00
messages:
  - { at: 2026-09-14T08:00, from: a, text: 1 }
  - { at: 2026-09-14T09:00, from: b, text: 全到齐 }
`;
  const load = (from: string, to: string): Story[] => {
    writeFileSync(path.join(folder, 'tale.yaml'), sound.replace(from, to));
    return loadStories(folder);
  };

  test('a sound one is read, text as written', () => {
    const [first] = load('', '')[0]?.messages ?? [];
    expect(first).toEqual({ at: at('2026-09-14', '08:00'), from: 'a', text: '1', isRoutine: false });
  });

  test('what is said daily is said on school days, in its place between the rest', () => {
    const daily =
      'daily:\n  - { at: "08:30", first: 2026-09-14, last: 2026-09-21, from: c, text: 全到齐 }\nmessages:';
    const [told] = load('end: 2026-09-14T10:00\nmessages:', `end: 2026-09-21T10:00\n${daily}`);
    const routine = told?.messages.filter(({ isRoutine }) => isRoutine) ?? [];
    // Sunday the 20th makes up for a day of the National Day week.
    expect(routine.map(({ at: when }) => dayOf(when).slice(8))).toEqual([
      '14',
      '15',
      '16',
      '17',
      '18',
      '20',
      '21',
    ]);
    expect(told?.messages.slice(0, 3).map(({ from }) => from)).toEqual(['a', 'c', 'b']);
    expect(() => load('messages:', daily)).toThrow('tale.yaml:7: daily[0]: is outside the story');
  });

  test.each([
    [
      'another name than its file',
      'id: tale',
      'id: story',
      'tale.yaml:1: id: the file of story must be called',
    ],
    ['an end before the start', 'T10:00', 'T07:00', 'tale.yaml:5: end: must be later than start'],
    ['messages out of order', 'T08:00', 'T09:30', 'tale.yaml:8: messages[1].at: is out of order'],
    ['a message without words', ', text: 1', '', 'tale.yaml:7: messages[0].text: is missing'],
  ])('%s', (_, from, to, expected) => {
    expect(() => load(from, to)).toThrow(YamlFileError);
    expect(() => load(from, to)).toThrow(expected);
  });
});
