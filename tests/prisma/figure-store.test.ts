import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { addDays, at, type Day, HOUR, type Instant } from '../../domain/calendar/time.ts';
import type { DutyState } from '../../domain/duties/duty.ts';
import type { Stage } from '../../domain/facts/fact.ts';
import { type Cell, count, FIGURE_IDS, type FigureId } from '../../domain/figures/figure.ts';
import { readFigures } from '../../prisma/stores/figure-store.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

let database: TestDatabase['prisma'];
let run = 0;

beforeAll(async () => {
  database = (await testDatabase()).prisma;
});

/** Something that happened on the n-th day after the first, at an hour of it. */
interface Happened {
  pupil: number;
  day: number;
  hour: number;
}
type Event = Happened &
  (
    | { kind: 'stage'; to: Stage }
    | { kind: 'dispatch'; township: 'own' | 'other' }
    | { kind: 'visit'; purpose: string }
    | { kind: 'paper'; step: string }
  );
interface DutyRow {
  due: number;
  dueHour: number;
  done: number | null;
  state: DutyState;
  school: 0 | 1;
}
interface MarkRow {
  pupil: number;
  day: number;
  what: 'unexcused' | 'excused' | 'present';
}

const FIRST: Day = '2026-09-01';
const DAYS = 12;
const PUPILS = 4;
const dayAt = (day: number): Day => addDays(FIRST, day);
const instant = (day: number, hour: number): Instant => at(dayAt(day), '00:00') + hour * HOUR;

const STAGES = ['ENROLLED', 'ABSENT_EXCUSED', 'SUSPECTED', 'LONG_ABSENT', 'RETURNED', 'CLOSED'] as const;
const OPEN: readonly string[] = ['SUSPECTED', 'LONG_ABSENT'];

const told = { pupil: fc.nat(PUPILS - 1), day: fc.nat(DAYS - 1), hour: fc.integer({ min: 0, max: 23 }) };
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ ...told, kind: fc.constant('stage' as const), to: fc.constantFrom<Stage>(...STAGES) }),
  fc.record({
    ...{ ...told, kind: fc.constant('dispatch' as const) },
    township: fc.constantFrom('own' as const, 'other' as const),
  }),
  fc.record({
    ...{ ...told, kind: fc.constant('visit' as const) },
    purpose: fc.constantFrom('visit', 'persuasion', 'session'),
  }),
  fc.record({ ...told, kind: fc.constant('paper' as const), step: fc.constantFrom('checked', 'sent') }),
);
const duty: fc.Arbitrary<DutyRow> = fc
  .record({
    due: fc.nat(DAYS - 1),
    dueHour: fc.integer({ min: 8, max: 18 }),
    state: fc.constantFrom<DutyState>('open', 'done', 'done_late', 'not_done', 'not_applicable'),
    school: fc.constantFrom(0 as const, 1 as const),
    after: fc.integer({ min: 1, max: 60 }),
  })
  .map(({ due, dueHour, state, school, after }) => ({
    ...{ due, dueHour, school, state },
    // Hours after the first day began; in time for `done`, later for `done_late`.
    done:
      state === 'open' ? null : state === 'done_late' ? due * 24 + dueHour + after : due * 24 + dueHour - 1,
  }));
const mark: fc.Arbitrary<MarkRow> = fc.record({
  pupil: fc.nat(PUPILS - 1),
  day: fc.nat(DAYS - 1),
  what: fc.constantFrom('unexcused' as const, 'excused' as const, 'present' as const),
});

const history = fc.record({
  events: fc.array(event, { maxLength: 25 }),
  duties: fc.array(duty, { maxLength: 12 }),
  marks: fc.uniqueArray(mark, { maxLength: 15, selector: ({ pupil, day }) => `${pupil}@${day}` }),
  from: fc.nat(DAYS - 1),
  length: fc.nat(DAYS - 1),
  now: fc.integer({ min: 0, max: DAYS * 24 }),
});
type History = typeof history extends fc.Arbitrary<infer Value> ? Value : never;

/** Even pupils are of the first school, odd ones of the second. */
const schoolOf = (pupil: number): 0 | 1 => (pupil % 2 === 0 ? 0 : 1);

/** In the order of telling, with the stage that each move came from; moves that go nowhere are none. */
const inOrder = (events: readonly Event[]): (Event & { from: string })[] => {
  const stages = new Map<number, string>();
  return events
    .toSorted((a, b) => a.day - b.day || a.hour - b.hour)
    .flatMap((item): (Event & { from: string })[] => {
      if (item.kind !== 'stage') return [{ ...item, from: '' }];
      const from = stages.get(item.pupil) ?? 'ENROLLED';
      stages.set(item.pupil, item.to);
      return from === item.to ? [] : [{ ...item, from }];
    });
};

/** Puts a history into places of its own, and says how they are called. */
const keep = async ({ events, duties, marks }: History): Promise<string> => {
  run += 1;
  const own = `r${run}`;
  const units = [
    { id: `${own}-t`, kind: 'township', name: 't', parent: 'district' },
    { id: `${own}-o`, kind: 'township', name: 'o', parent: 'district' },
    ...[0, 1].map((place) => ({ id: `${own}-s${place}`, kind: 'school', name: 's', parent: `${own}-t` })),
  ];
  await database.$executeRaw`
    INSERT INTO unit SELECT * FROM jsonb_populate_recordset(null::unit, ${JSON.stringify(units)}::jsonb)`;
  const facts = inOrder(events).map((item, seq) => ({
    ...{ stream: `${own}-s${schoolOf(item.pupil)}`, seq, key: `${own}:${seq}`, kind: item.kind },
    ...{ student: `${own}-p${item.pupil}`, author: 'a', author_role: 'r', previous: '', hash: '' },
    ...{ at: new Date(instant(item.day, item.hour)), recorded_at: new Date(instant(item.day, item.hour)) },
    body:
      item.kind === 'stage'
        ? { kind: 'stage', from: item.from, to: item.to }
        : item.kind === 'dispatch'
          ? { kind: 'dispatch', township: `${own}-${item.township === 'own' ? 't' : 'o'}` }
          : item.kind === 'visit'
            ? { kind: 'visit', purpose: item.purpose, day: dayAt(item.day) }
            : { kind: 'paper', paper: 'D1', step: item.step },
  }));
  await database.$executeRaw`
    INSERT INTO fact SELECT * FROM jsonb_populate_recordset(null::fact, ${JSON.stringify(facts)}::jsonb)`;
  const files = Array.from({ length: PUPILS }, (_, pupil) => {
    const own_marks = marks.filter((item) => item.pupil === pupil);
    return {
      ...{
        student: `${own}-p${pupil}`,
        school: `${own}-s${schoolOf(pupil)}`,
        stage: 'ENROLLED',
        active: false,
        listed: false,
        turn: 1,
      },
      marked: own_marks.length > 0 ? dayAt(Math.max(...own_marks.map(({ day }) => day))) : null,
      state: {
        marks: Object.fromEntries(
          own_marks.map(({ day, what }) => [dayAt(day), what === 'present' ? {} : { [what]: true }]),
        ),
      },
    };
  });
  await database.$executeRaw`
    INSERT INTO case_file SELECT * FROM jsonb_populate_recordset(null::case_file, ${JSON.stringify(files)}::jsonb)`;
  const rows = duties.map(({ due, dueHour, done, state, school }, place) => ({
    ...{
      id: `${own}-d${place}`,
      name: 'RULE',
      rule: 'RULE',
      stream: `${own}-s${school}`,
      class: 'c',
      period: '',
    },
    ...{ role: 'homeroom_teacher', opened_at: new Date(instant(0, 0)), policy: '', state, turn: 1 },
    ...{
      due_at: new Date(instant(due, dueHour)),
      done_at: done === null ? null : new Date(instant(0, done)),
    },
    plan: { lateAt: instant(due, dueHour) + 10 * 60_000 },
  }));
  await database.$executeRaw`
    INSERT INTO duty SELECT * FROM jsonb_populate_recordset(null::duty, ${JSON.stringify(rows)}::jsonb)`;
  return own;
};

/** The same figures counted by hand, pupil by pupil and hour by hour. */
const recount = ({ events, duties, marks, ...span }: History): Map<string, number> => {
  const counts = new Map<string, number>();
  const add = (figure: FigureId, place: string): void => {
    counts.set(`${figure} ${place}`, (counts.get(`${figure} ${place}`) ?? 0) + 1);
  };
  const last = Math.min(span.from + span.length, DAYS - 1);
  const from = span.from * 24;
  const end = Math.min((last + 1) * 24 - 1, span.now);
  for (let pupil = 0; pupil < PUPILS; pupil += 1) {
    const own = inOrder(events).filter((item) => item.pupil === pupil);
    const seen = { wasOpen: false, opened: false, relapsed: false, returnedOnce: false, back: false };
    let stage = '';
    let township = 't';
    for (const item of own) {
      const hour = item.day * 24 + item.hour;
      if (hour > end) break;
      if (item.kind === 'dispatch') township = item.township === 'own' ? 't' : 'o';
      if (item.kind !== 'stage') continue;
      const opens = OPEN.includes(item.to) && !OPEN.includes(stage);
      if (hour >= from && opens) seen.opened = true;
      if (hour >= from && opens && seen.returnedOnce) seen.relapsed = true;
      if (OPEN.includes(item.to)) seen.back = false;
      if (item.to === 'RETURNED') {
        seen.returnedOnce = true;
        seen.back = true;
      }
      stage = item.to;
      if (hour < from) seen.wasOpen = OPEN.includes(stage);
    }
    const place = township;
    const isOpen = OPEN.includes(stage);
    if (seen.wasOpen) counts.set('open_at_start', (counts.get('open_at_start') ?? 0) + 1);
    if (seen.opened && !seen.wasOpen) add('opened', place);
    if (seen.relapsed) add('relapsed', place);
    if (isOpen && seen.wasOpen) add('continued', place);
    if (isOpen) add('open_at_end', place);
    if (!isOpen && (seen.wasOpen || seen.opened)) add(seen.back ? 'returned' : 'ended', place);
    for (const item of own) {
      const within = item.day >= span.from && item.day <= last;
      if (!within) continue;
      if (item.kind === 'visit') add('visits', 't');
      if (item.kind === 'paper' && item.step === 'sent' && item.day * 24 + item.hour <= span.now)
        add('papers_sent', 't');
    }
  }
  for (const { day, what } of marks)
    if (day >= span.from && day <= last && what !== 'present')
      add(what === 'excused' ? 'leave_days' : 'absence_days', 't');
  for (const { due, dueHour, done, state } of duties) {
    if (due < span.from || due > last) continue;
    if (done !== null && done <= span.now) add(`duties_${state}` as FigureId, 't');
    else add(due * 24 + dueHour < span.now ? 'duties_not_done' : 'duties_pending', 't');
  }
  return counts;
};

const areaCounts = (cells: readonly Cell[], own: string): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const figure of FIGURE_IDS) {
    if (figure === 'pupils' || figure === 'tickets') continue;
    const here = count(cells, figure, { township: `${own}-t` });
    const there = count(cells, figure, { township: `${own}-o` });
    if (figure === 'open_at_start') {
      if (here + there > 0) counts.set(figure, here + there);
      continue;
    }
    if (here > 0) counts.set(`${figure} t`, here);
    if (there > 0) counts.set(`${figure} o`, there);
  }
  return counts;
};

const spanOf = ({ from, length, now }: History) => ({
  first: dayAt(from),
  last: dayAt(Math.min(from + length, DAYS - 1)),
  at: instant(0, now),
});

test('every figure is what a recount by hand comes to', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (given) => {
      const own = await keep(given);
      const cells = await readFigures(database.hot, spanOf(given), 'counts');
      expect(areaCounts(cells, own)).toEqual(recount(given));
    }),
    { numRuns: 60 },
  );
});

test('the rows behind a number are as many as the number, and no row is counted twice', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (given) => {
      await keep(given);
      const span = spanOf(given);
      const [counts, rows] = await Promise.all([
        readFigures(database.hot, span, 'counts'),
        readFigures(database.hot, span, 'rows'),
      ]);
      const district = { district: 'district' };
      for (const figure of FIGURE_IDS) {
        const ids = rows.filter((cell) => cell.figure === figure).flatMap((cell) => cell.rows ?? []);
        expect(ids.length).toBe(count(counts, figure, district));
        expect(new Set(ids).size).toBe(ids.length);
      }
    }),
    { numRuns: 10 },
  );
});

test('what is open at the end is what was open, plus what opened, less what came back or ended', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (given) => {
      const own = await keep(given);
      const cells = await readFigures(database.hot, spanOf(given), 'counts');
      const of = (figure: FigureId): number =>
        count(cells, figure, { township: `${own}-t` }) + count(cells, figure, { township: `${own}-o` });
      expect(of('open_at_start') + of('opened') - of('returned') - of('ended')).toBe(of('open_at_end'));
    }),
    { numRuns: 30 },
  );
});
