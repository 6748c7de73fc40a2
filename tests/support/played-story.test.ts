/** A story fails on a message that nothing looked at. */
import { expect, test } from 'vitest';
import { failOnUnexpected, PlayedStory } from './play.ts';

const line = (time: string, to: string, role: string, kind: string, ...rules: string[]) => ({
  at: `2026-09-14T${time}:00+08:00`,
  ...{ to, role, kind, text: `${to} ${time}` },
  ...(rules[0] ? { rule: rules[0] } : {}),
  ...(rules.length > 1 ? { rules } : {}),
});

const told = () =>
  new PlayedStory(
    [
      line('08:05', 'wang', 'homeroom_teacher', 'reply'),
      line('08:30', 'wang', 'homeroom_teacher', 'reminder', 'A'),
      line('08:40', 'zhao', 'academic_office', 'escalation', 'A'),
      line('09:00', 'wang', 'homeroom_teacher', 'digest', 'A', 'B'),
    ],
    { students: {}, duties: [] },
    { inbox: [], looks: [], facts: [], notices: [], questions: [] },
  );

const OFFICE = '09-14 08:40 zhao escalation A';
const DIGEST = '09-14 09:00 wang digest A+B';

test('what nothing looked at is unexpected, but for answers', () => {
  expect(told().unexpected()).toEqual(['09-14 08:30 wang reminder A', OFFICE, DIGEST]);
});

test('a rule is left aside towards one role, not towards others', () => {
  expect(
    told()
      .ignoring({ homeroom_teacher: ['A'] })
      .unexpected(),
  ).toEqual([OFFICE, DIGEST]);
  expect(
    told()
      .ignoring({ homeroom_teacher: ['A', 'B'] }, { principal: ['A'] })
      .unexpected(),
  ).toEqual([OFFICE]);
});

test('a message of two rules is looked at by both, or by its reader', () => {
  const byRule = told();
  byRule.of('A');
  expect(byRule.unexpected()).toEqual([DIGEST]);
  byRule.of('B');
  expect(byRule.unexpected()).toEqual([]);
  const byReader = told();
  byReader.to('wang');
  expect(byReader.unexpected()).toEqual([OFFICE]);
});

test('texts of one kind look at that kind alone', () => {
  const story = told();
  story.texts('wang', 'digest');
  expect(story.unexpected()).toEqual(['09-14 08:30 wang reminder A', OFFICE]);
});

test('the rest is told once', () => {
  const story = told();
  story.during('09-14 08:00', '09-14 08:35');
  expect(story.rest()).toEqual([OFFICE, DIGEST]);
  expect(story.unexpected()).toEqual([]);
});

const ended: string[] = [];

test.fails('a test that ends without a look at a message fails by it', () => {
  const story = told();
  failOnUnexpected(story);
  expect(story.to('wang')).toHaveLength(3);
  ended.push('unread');
});

test('a test that looked at every message passes', () => {
  const story = told();
  failOnUnexpected(story);
  expect(story.to('wang')).toHaveLength(3);
  expect(story.rest()).toEqual([OFFICE]);
  ended.push('read');
});

test('nothing but the unread message failed the one test', () => {
  expect(ended).toEqual(['unread', 'read']);
});
