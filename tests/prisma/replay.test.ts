/** What is stored is what the facts of people make of an empty school (design: folded from the facts, never written by hand). */
import { expect, test } from 'vitest';
import { play } from '../../bot/play.ts';
import type { Instant } from '../../domain/calendar/time.ts';
import { completeFile } from '../../domain/cases/file.ts';
import type { Fact } from '../../domain/facts/fact.ts';
import type { Database } from '../../prisma/client.ts';
import { type DutyRow, dutyOf } from '../../prisma/stores/duty-row.ts';
import { makePlan } from '../../seeds/scenario.ts';
import { testDatabase } from '../support/database.ts';
import { School } from '../support/desk.ts';
import { TOWN, when } from '../support/town.ts';

const START = '09-14 07:00';
const END = '10-16 20:00';

/** Absence, contact, leave, a roll taken back, a case that is dispatched and worked on, a return and a relapse; a detail told later. */
const SAID = `
  09-14 08:05 wang 三(1)班应到6实到4，张伟、李思雨没来
  09-14 08:40 wang 李思雨请病假一天
  09-14 08:45 wang 张伟家长没打通
  09-14 14:30 wang 今日已标记
  09-15 08:05 wang 三(1)班应到6实到5，张伟没来
  09-15 08:07 wang 撤回
  09-15 08:10 wang 三(1)班应到6实到5，张伟没来
  09-15 10:00 zhao 张伟不是请假，没有正当理由
  09-16 08:05 wang 三(1)班应到6实到4，张伟、陈浩没来
  09-16 09:10 wang 陈浩迟到，已经到校了
  09-16 16:00 zhou 张伟派单给汤丹镇
  09-17 09:00 sun 已接单
  09-17 10:00 qian 已家访张伟，家长不同意
  09-18 08:05 wang 全到齐
  09-21 08:05 wang 三(1)班应到6实到5，张伟没来
  09-24 08:05 wang 全到齐
  10-12 08:05 wang 三(1)班应到6实到5，高兰没来
  10-13 08:05 wang 全到齐
  10-13 10:00 wang 6
  10-13 10:01 wang 6
  10-15 10:00 wang 补填 旷课返校谈话：孩子说起晚了，家长答应叫醒`;

/** The posts are not in the log: who held them is in the directory. */
const postsOf = (person: string) =>
  TOWN.posts.filter((post) => post.person === person).map(({ role, unit }) => ({ role, unit }));

/** What people told one school, message by message in the order of the log. */
const messagesOf = async (database: Database): Promise<Fact[][]> => {
  const rows = await database.fact.findMany({ where: { stream: 's1' }, orderBy: { seq: 'asc' } });
  const messages = new Map<string, Fact[]>();
  for (const row of rows) {
    if (row.authorRole === 'clock') continue;
    const fact = {
      key: row.key,
      at: row.at.getTime(),
      by: { person: row.author, role: row.authorRole, posts: postsOf(row.author) },
      about: row.student ? { student: row.student } : row.class ? { class: row.class } : {},
      words: row.words,
      body: row.body,
    } as unknown as Fact;
    const [channel, id] = row.key.split(':');
    const message = `${channel}:${id}`;
    messages.set(message, [...(messages.get(message) ?? []), fact]);
  }
  return [...messages.values()];
};

const stored = async (database: Database) => {
  const [files, days, [duties]] = await Promise.all([
    database.caseFile.findMany({ where: { school: 's1' } }),
    database.classDay.findMany({ where: { school: 's1' } }),
    database.$queryRaw<{ rows: DutyRow[] }[]>`
      SELECT json_agg(to_json(duty)) AS rows FROM duty WHERE stream = 's1'`,
  ]);
  return {
    files: Object.fromEntries(files.map(({ student, state }) => [student, completeFile(state as never)])),
    days: Object.fromEntries(days.map(({ state }) => [keyOf(state as never), state])),
    duties: Object.fromEntries((duties?.rows ?? []).map((row) => [row.id, dutyOf(row)])),
  };
};

const keyOf = ({ class: id, day }: { class: string; day: string }): string => `${id}@${day}`;

test('the log of facts, folded from the empty school, gives the files, class days and duties as they are stored', {
  timeout: 180_000,
}, async () => {
  const { prisma: database } = await testDatabase();
  const start: Instant = when(START);
  const messages = SAID.trim()
    .split('\n')
    .map((line) => /^\s*(\S+ \S+) (\S+) (.+)$/.exec(line) ?? [])
    .map(([, at = '', from = '', text = '']) => ({ at: when(at), from, text }));
  await play(
    {
      name: 'replay',
      policy: 'dongchuan',
      set: {},
      start,
      end: when(END),
      plan: makePlan(),
      schools: {},
      parts: TOWN,
      phones: {},
      messages,
    },
    database,
    () => undefined,
  );
  const school = new School({ from: START });
  const told = await messagesOf(database);
  for (const facts of told) school.hear(facts);
  school.runTo(END);

  const kept = await stored(database);
  // The term had in it what it is meant to have.
  const zhang = kept.files.zhang;
  expect(zhang).toMatchObject({ relapse: 1, stage: 'RETURNED' });
  expect(Object.values(kept.duties).map(({ detail }) => detail)).toContain('孩子说起晚了，家长答应叫醒');
  expect(Object.fromEntries(school.files)).toEqual(kept.files);
  expect(Object.fromEntries(school.classDays)).toEqual(kept.days);
  expect(Object.fromEntries(school.duties)).toEqual(kept.duties);
});
