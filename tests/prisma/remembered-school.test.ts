import { afterEach, beforeEach, expect, test } from 'vitest';
import { at, type Instant } from '../../domain/calendar/time.ts';
import type { SchoolState } from '../../domain/decision.ts';
import type { FactBody } from '../../domain/facts/fact.ts';
import { type Database, openDatabase } from '../../prisma/client.ts';
import { recordFacts } from '../../prisma/stores/recording.ts';
import { lockForClasses, lockIfDue } from '../../prisma/stores/school-store.ts';
import { closeFields, Field } from '../support/field.ts';

let town: Field;
/** Another process, which remembers nothing. */
let other: Database;

beforeEach(async () => {
  town = await Field.open();
});

afterEach(async () => {
  await other.$disconnect();
  await closeFields();
});

const CLASSES = { tangdan: [['c31'], ['c32'], ['c31', 'c32'], []], middle: [['c71'], []], district: [[]] };

/** What decisions about each place would be given now, by a message about each choice of classes, and by the clock. */
const given = async (database: Database, now: Instant): Promise<SchoolState[]> => {
  const states: SchoolState[] = [];
  for (const [place, choices] of Object.entries(CLASSES)) {
    for (const classes of choices)
      for (const pupils of [classes.slice(0, 1).map((id) => `${id}-1`), null]) {
        const spoken = { classes, pupils };
        states.push((await database.hot.transaction((tx) => lockForClasses(tx, place, spoken, now))).state);
      }
    const due = await database.hot.transaction((tx) => lockIfDue(tx, [place], now));
    states.push(...due.map(({ state }) => state));
  }
  return states;
};

/** Order within a class day is nobody's business. */
const sorted = (states: readonly SchoolState[]): SchoolState[] =>
  states.map((state) => ({
    ...state,
    classDays: state.classDays.toSorted((a, b) => (a.class < b.class ? -1 : 1)),
  }));

const expectSame = async (now = town.now): Promise<void> => {
  await other?.$disconnect();
  other = openDatabase(town.url, { poolSize: 1 });
  const remembered = JSON.stringify(sorted(await given(town.database, now)));
  const read = sorted(await given(other, now));
  expect(remembered).toBe(JSON.stringify(read));
  expect(read.flatMap(({ duties }) => duties).length).toBeGreaterThan(0);
};

test('what is remembered of schools at work is what the tables hold, to the order of its keys', async () => {
  await town.goTo('08:05');
  await town.says('wang', '应到10人，实到8人，张伟和李思雨没来');
  await expectSame();
  await town.says('liu', '全到齐');
  await town.says('wang', '张伟发烧请病假，李思雨家里没人接电话');
  await town.goTo('10:30');
  await expectSame();
  await town.goTo('2026-09-18 11:00');
  await expectSame();
  // Looked at late in the evening, nothing of it may have been left behind with the day before.
  await expectSame(at('2026-09-18', '23:00'));
});

test('what another process has decided meanwhile is taken in beside what is remembered', async () => {
  await town.goTo('08:05');
  await town.says('wang', '应到10人，实到8人，张伟和李思雨没来');
  await town.says('liu', '全到齐');
  const elsewhere = openDatabase(town.url, { poolSize: 1 });
  const tell = async (key: string, bodies: readonly FactBody[]): Promise<void> => {
    const facts = bodies.map((body, place) => ({
      ...{ key: `elsewhere:${key}.${place}`, at: town.now, words: null, body },
      by: { person: 'wang', role: 'homeroom_teacher' as const },
      about: body.kind === 'marked' ? { class: 'c31' } : { student: 'c31-1' },
    }));
    await elsewhere.hot.transaction((tx) =>
      recordFacts(tx, town.county(), 'tangdan', ['c31'], () => facts, town.now),
    );
  };
  const day = '2026-09-14';
  await tell('marked', [{ kind: 'marked', class: 'c31', day }]);
  await expectSame();
  await tell('leave', [
    { kind: 'standing', student: 'c31-1', day, standing: 'sick_leave', until: '2026-09-16' },
    { kind: 'contact', student: 'c31-1', day, result: 'reached' },
  ]);
  await expectSame();
  await town.says('wang', '李思雨到了');
  await tell('late', [{ kind: 'standing', student: 'c31-1', day, standing: 'late', until: null }]);
  await expectSame();
  await town.goTo('2026-09-16 11:00');
  await expectSame();
  await elsewhere.$disconnect();
});

test('what another process has changed behind the decisions is read anew', async () => {
  await town.goTo('08:05');
  await town.says('wang', '全到齐');
  other = openDatabase(town.url, { poolSize: 1 });
  await other.hot.transaction(async (tx) => {
    await tx.$executeRaw`UPDATE duty SET actor = 'liu' WHERE class = 'c31'`;
    await tx.$executeRaw`UPDATE stream SET turn = turn + 1, rewritten = turn + 1 WHERE id = 'tangdan'`;
  });
  const { state } = await town.database.hot.transaction((tx) =>
    lockForClasses(tx, 'tangdan', { classes: ['c31'], pupils: null }, town.now),
  );
  const actors = state.duties.filter(({ about }) => about.class === 'c31').map(({ actor }) => actor);
  expect(new Set(actors)).toEqual(new Set(['liu']));
});

test('of pupils who were ill weeks ago a roll is given those alone whom it names', async () => {
  await town.goTo('08:05');
  await town.says('wang', '应到10人，实到8人，张伟、李思雨病假');
  await town.goTo('2026-09-15 08:05');
  await town.says('wang', '应到10人，实到10人，张伟和李思雨到了');
  await town.goTo('2026-10-12 08:05');
  const givenOf = async (pupils: readonly string[] | null) => {
    const spoken = { classes: ['c31'], pupils };
    const { state } = await town.database.hot.transaction((tx) =>
      lockForClasses(tx, 'tangdan', spoken, town.now),
    );
    return state.files.map(({ student }) => student);
  };
  expect(await givenOf([])).toEqual([]);
  expect(await givenOf(['c31-2'])).toEqual(['c31-2']);
  expect(await givenOf(null)).toEqual(['c31-1', 'c31-2']);
});
