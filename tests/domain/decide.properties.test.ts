/** What holds whatever is said, in whatever order, and whenever the clock looks. */
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { type Duty, isLive } from '../../domain/duties/duty.ts';
import type { Author, FactBody } from '../../domain/facts/fact.ts';
import { absent, QIAN, roll, School, WANG, ZHAO } from '../support/desk.ts';
import { when } from '../support/town.ts';

const DAYS = ['09-14', '09-15', '09-16', '09-17', '09-18', '09-20', '09-21', '09-22'] as const;
const PUPILS = ['zhang', 'li'] as const;

/** Something that may be said about a pupil on a day. */
type Saying = (student: string, day: string) => readonly [Author, FactBody];

const SAYINGS: Record<string, Saying> = {
  absent: (student, day) => [WANG, absent(student, day)],
  truant: (student, day) => [WANG, { ...absent(student, day), standing: 'unexcused' } as FactBody],
  there: (student, day) => [WANG, { ...absent(student, day), standing: 'present' } as FactBody],
  late: (student, day) => [WANG, { ...absent(student, day), standing: 'late' } as FactBody],
  sick: (student, day) => [WANG, { ...absent(student, day), standing: 'sick_leave' } as FactBody],
  leave: (student, day) => [ZHAO, { kind: 'leave', student, from: `2026-${day}`, until: `2026-${day}` }],
  reached: (student, day) => [WANG, { kind: 'contact', student, day: `2026-${day}`, result: 'reached' }],
  tried: (student, day) => [WANG, { kind: 'contact', student, day: `2026-${day}`, result: 'unreachable' }],
  verified: (student, day) => [
    ZHAO,
    { kind: 'verification', student, day: `2026-${day}`, finding: 'no_cause' },
  ],
  visited: (student, day) => [
    QIAN,
    { kind: 'visit', student, day: `2026-${day}`, purpose: 'persuasion', result: 'refused' },
  ],
  ticket: (student) => [WANG, { kind: 'ticket', student, number: '2026', confirmed: false }],
  harm: (student) => [WANG, { kind: 'safeguard', student }],
};

const saying = fc.constantFrom(...Object.keys(SAYINGS));
const minute = fc.integer({ min: 7 * 60 + 35, max: 21 * 60 });
const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

const event = fc.record({
  day: fc.constantFrom(...DAYS),
  minutes: minute,
  what: saying,
  student: fc.constantFrom(...PUPILS),
});
const script = fc
  .array(event, { minLength: 1, maxLength: 10 })
  .map((events) =>
    events.toSorted((a, b) => (a.day === b.day ? a.minutes - b.minutes : a.day < b.day ? -1 : 1)),
  );

const say = (
  school: School,
  { day, minutes, what, student }: { day: string; minutes: number; what: string; student: string },
) => {
  const [by, body] = (SAYINGS[what] as Saying)(student, day);
  return school.tell(`${day} ${clock(minutes)}`, by, body);
};

const plain = (duty: Duty) => ({ id: duty.id, state: duty.state, dueAt: duty.dueAt, nextAt: duty.nextAt });
const outcome = (school: School) => ({
  files: [...school.files.values()]
    .toSorted((a, b) => (a.student < b.student ? -1 : 1))
    .map(({ student, stage, away, leaves, opened, relapse, unreached }) => ({
      student,
      stage,
      away,
      leaves: leaves.length,
      opened,
      relapse,
      unreached,
    })),
  duties: [...school.duties.values()].map(plain).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
});

const RUNS = { numRuns: 25 };
// Generous: the machine that runs the tests may be busy with others.
vi.setConfig({ testTimeout: 20_000 });

describe('for any story', () => {
  test('no notice is about a duty that is settled, and the ladder never goes back', () => {
    fc.assert(
      fc.property(script, (events) => {
        const school = new School();
        const rungs = new Map<string, number>();
        school.watch = ({ notices, duties }) => {
          for (const notice of notices)
            expect(
              notice.duties.length === 0 || notice.duties.some((id) => isLive(school.duties.get(id) as Duty)),
            ).toBe(true);
          for (const duty of duties) {
            // What no longer applied and then applies again begins anew.
            if (!isLive(duty)) rungs.delete(duty.id);
            if (!isLive(duty) || duty.about.class) continue;
            expect(duty.taken).toBeGreaterThanOrEqual(
              duty.proof === 'attempted' ? 0 : (rungs.get(duty.id) ?? 0),
            );
            rungs.set(duty.id, duty.taken);
          }
        };
        for (const item of events) say(school, item);
        school.runTo('09-24 20:00');
      }),
      RUNS,
    );
  });

  test('no two notices bear one key', () => {
    fc.assert(
      fc.property(script, (events) => {
        const school = new School();
        for (const item of events) say(school, item);
        const keys = school.runTo('09-24 20:00').notices.map(({ key, at }) => `${key} ${at}`);
        expect(new Set(keys).size).toBe(keys.length);
      }),
      RUNS,
    );
  });

  test('after the clock has looked, nothing due is left unspoken', () => {
    fc.assert(
      fc.property(script, (events) => {
        const school = new School();
        for (const item of events) say(school, item);
        school.runTo('09-24 20:00');
        for (const { id, nextAt } of school.duties.values())
          expect([id, nextAt === null || nextAt > school.now]).toEqual([id, true]);
      }),
      RUNS,
    );
  });
});

describe('one fact told twice', () => {
  const repeatable = fc.constantFrom(
    'absent',
    'truant',
    'there',
    'late',
    'reached',
    'verified',
    'ticket',
    'harm',
  );

  test('comes to the same as told once', () => {
    fc.assert(
      fc.property(fc.constantFrom(...DAYS), minute, repeatable, (day, minutes, what) => {
        const item = { day, minutes, what, student: 'zhang' };
        const once = say(say(new School(), { ...item, what: 'absent' }), item);
        const twice = say(say(say(new School(), { ...item, what: 'absent' }), item), item);
        expect(outcome(twice.runTo(`${day} 23:00`))).toEqual(outcome(once.runTo(`${day} 23:00`)));
      }),
      RUNS,
    );
  });
});

describe('two facts about two children', () => {
  test('come to the same in either order', () => {
    fc.assert(
      fc.property(fc.constantFrom(...DAYS), minute, saying, saying, (day, minutes, one, other) => {
        const first = { day, minutes, what: one, student: 'zhang' };
        const second = { day, minutes, what: other, student: 'li' };
        const there = say(say(new School(), first), second).runTo('09-24 20:00');
        const back = say(say(new School(), second), first).runTo('09-24 20:00');
        expect(outcome(there)).toEqual(outcome(back));
      }),
      RUNS,
    );
  });
});

describe('a case that came back', () => {
  test('never moves by the clock alone', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('09-17', '09-18', '09-20', '09-21', '10-14'),
        fc.integer({ min: 1, max: 60 }),
        (day, days) => {
          const school = new School()
            .tell('09-14 08:05', WANG, roll('09-14', 'zhang'), absent('zhang', '09-14'))
            .tell(`${day} 08:05`, WANG, roll(day));
          expect(school.file('zhang').stage).toBe('RETURNED');
          school.runTo(when(`${day} 08:05`) + days * 24 * 3_600_000);
          expect(school.file('zhang').stage).toBe('RETURNED');
        },
      ),
      { numRuns: 10 },
    );
  });
});
