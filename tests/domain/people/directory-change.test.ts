import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { houseClassName } from '../../../domain/people/class-name.ts';
import { applyChanges, directoryChanges, sizeOf } from '../../../domain/people/directory-change.ts';
import { reportOf } from '../../../domain/people/directory-report.ts';
import {
  type Answers,
  asWanted,
  directoryOf,
  EMPTY_REGISTER,
  owner,
  type Register,
  type Wanted,
} from '../../../domain/people/register.ts';

const TODAY = '2026-10-12';
const TOMORROW = '2026-10-13';
const YESTERDAY = '2026-10-11';

/** One book, whose ids begin so; whatever begins otherwise is somebody else's. */
const BOOK: Answers = { units: ['d-'], people: ['m-', 'p-'], students: ['s-'], posts: ['book'] };

const wanted: Wanted = {
  units: [
    { id: 'district', kind: 'district', name: '云岭区', parent: null },
    { id: 'd-town', kind: 'township', name: '清溪镇', parent: 'district' },
    { id: 'd-school', kind: 'school', name: '清溪中心小学', parent: 'd-town', firstLesson: '08:00' },
    { id: 'd-31', kind: 'class', name: '三(1)班', parent: 'd-school' },
    { id: 'd-32', kind: 'class', name: '三(2)班', parent: 'd-school' },
  ],
  people: [
    { id: 'm-wang', name: '王老师' },
    { id: 'm-shi', name: '施老师' },
    { id: 'p-1', name: '张有田', phone: 'mark-1' },
  ],
  posts: [
    {
      person: 'm-wang',
      role: 'homeroom_teacher',
      unit: 'd-31',
      office: null,
      students: [],
      source: 'book',
    },
    { person: 'm-shi', role: 'homeroom_teacher', unit: 'd-32', office: null, students: [], source: 'book' },
  ],
  students: [{ id: 's-1', name: '张伟', class: 'd-31', school: 'd-school', household: 'd-town' }],
  guardians: [{ student: 's-1', person: 'p-1', relation: '父亲' }],
  accounts: [
    { channel: 'member', id: 'wang', person: 'm-wang', subscribed: null },
    { channel: 'parent', id: 'p1', person: 'p-1', subscribed: false },
  ],
};

const reading = (current: Register, next: Wanted, today = TODAY): Register =>
  applyChanges(current, directoryChanges(current, next, BOOK, today));

const first = reading(EMPTY_REGISTER, wanted);

test('whoever looks after a child beside its parents is its carer; alone, a grandparent is its guardian', () => {
  const familyOf = (...relations: (string | null)[]) => {
    const guardians = relations.map((relation, place) => ({
      student: 's-1',
      person: `p-${place}`,
      relation,
    }));
    const people = [
      ...wanted.people,
      ...guardians.map(({ person, relation }) => ({ id: person, name: relation ?? '' })),
    ];
    return directoryOf(reading(EMPTY_REGISTER, { ...wanted, people, guardians }), [])?.students.get('s-1');
  };
  expect(familyOf('父亲', '母亲', '奶奶')).toMatchObject({
    guardians: ['p-0', 'p-1', 'p-2'],
    carers: ['p-2'],
  });
  expect(familyOf('妈妈', '大伯')?.carers).toEqual(['p-1']);
  expect(familyOf('爷爷', '奶奶')?.carers).toBeUndefined();
  expect(familyOf('父亲', null, '继母')?.carers).toBeUndefined();
  expect(familyOf('父亲', '姐姐')).toMatchObject({ carers: ['p-1'], siblings: ['p-1'] });
  expect(familyOf('父亲', '姑姑')?.siblings).toBeUndefined();
});

describe('an account that another source has told of', () => {
  const book: Answers = { ...BOOK, accounts: ['member', 'parent'] };
  const wechaty = { channel: 'wechaty', id: 'Wx_1', person: 'm-wang', subscribed: null };
  const current: Register = { ...first, accounts: [...first.accounts, wechaty] };

  test('stays as long as its bearer, whatever the book is silent about', () => {
    expect(sizeOf(directoryChanges(current, wanted, book, TOMORROW))).toBe(0);
  });

  test('goes with its bearer', () => {
    const left: Wanted = {
      ...wanted,
      people: wanted.people.filter(({ id }) => id !== 'm-wang'),
      posts: wanted.posts.filter(({ person }) => person !== 'm-wang'),
      accounts: wanted.accounts.filter(({ person }) => person !== 'm-wang'),
    };
    const after = applyChanges(current, directoryChanges(current, left, book, TOMORROW));
    expect(after.accounts.map(({ id }) => id)).toEqual(['p1']);
  });
});

describe('a book read again', () => {
  test('changes nothing when it says the same', () => {
    expect(sizeOf(directoryChanges(first, wanted, BOOK, TOMORROW))).toBe(0);
  });

  test('ends the old post of a teacher who changes class yesterday, and begins the new one today', () => {
    const moved: Wanted = {
      ...wanted,
      posts: wanted.posts.map((post) => (post.person === 'm-wang' ? { ...post, unit: 'd-32' } : post)),
    };
    const changes = directoryChanges(first, moved, BOOK, TOMORROW);
    const posts = applyChanges(first, changes).posts.filter(({ person }) => person === 'm-wang');
    expect(posts.map(({ unit, from, until }) => [unit, from, until])).toEqual([
      ['d-31', TODAY, TODAY],
      ['d-32', TOMORROW, null],
    ]);
    expect(reportOf(changes, applyChanges(first, changes), TOMORROW)).toMatchObject({
      moved: [
        {
          person: '王老师',
          role: 'homeroom_teacher',
          from: '清溪中心小学三(1)班',
          to: '清溪中心小学三(2)班',
        },
      ],
      vacated: [{ person: '王老师', role: 'homeroom_teacher', place: '清溪中心小学三(1)班' }],
    });
  });

  test('a post lost and given back on one day was never lost', () => {
    const without = reading(first, { ...wanted, posts: [] });
    expect(without.posts.map(({ until }) => until)).toEqual([YESTERDAY, YESTERDAY]);
    expect(reading(without, wanted).posts).toEqual(first.posts);
  });

  test('a pupil who left keeps row and guardians, but no class', () => {
    const gone = reading(first, { ...wanted, students: [], guardians: [] }, TOMORROW);
    expect(gone.students).toMatchObject([{ id: 's-1', class: null, until: TODAY }]);
    expect(gone.guardians).toMatchObject([{ person: 'p-1', until: null }]);
    expect(reading(gone, wanted, TOMORROW).students).toEqual(first.students);
  });

  test('a guardian whom the pupil no longer has ends, and the address goes with its bearer', () => {
    const gone = reading(
      first,
      {
        ...wanted,
        people: wanted.people.filter(({ id }) => id !== 'p-1'),
        guardians: [],
        accounts: wanted.accounts.filter(({ channel }) => channel === 'member'),
      },
      TOMORROW,
    );
    expect(gone.guardians).toMatchObject([{ person: 'p-1', until: TODAY }]);
    expect(gone.people.find(({ id }) => id === 'p-1')?.until).toBe(TODAY);
    expect(gone.accounts.map(({ channel }) => channel)).toEqual(['member']);
  });

  test('a class that is no more ends; its pupils of another class stay', () => {
    const changes = directoryChanges(
      first,
      { ...wanted, units: wanted.units.filter(({ id }) => id !== 'd-32') },
      BOOK,
      TOMORROW,
    );
    expect(reportOf(changes, applyChanges(first, changes), TOMORROW).places.closed).toEqual([
      { kind: 'class', name: '清溪中心小学三(2)班' },
    ]);
  });

  test('what it is silent about stays as somebody else has set it', () => {
    const later: Register = {
      ...first,
      units: first.units.map((row) => (row.id === 'd-school' ? { ...row, firstLesson: '07:40' } : row)),
      students: first.students.map((row) => ({ ...row, village: '新民村', flags: ['left_behind'] })),
    };
    const silent = {
      ...wanted,
      units: wanted.units.map(({ firstLesson: _, ...unit }) => unit),
    };
    expect(sizeOf(directoryChanges(later, silent, BOOK, TOMORROW))).toBe(0);
  });

  test('a post that somebody else has told is neither begun twice nor ended', () => {
    const told: Register = {
      ...first,
      posts: first.posts.map((post) => ({ ...post, source: null })),
    };
    expect(sizeOf(directoryChanges(told, wanted, BOOK, TOMORROW))).toBe(0);
    expect(sizeOf(directoryChanges(told, { ...wanted, posts: [] }, BOOK, TOMORROW))).toBe(0);
  });

  test('a parent begins to follow the notices', () => {
    const accounts = wanted.accounts.map((row) =>
      row.channel === 'parent' ? { ...row, subscribed: true } : row,
    );
    const changes = directoryChanges(first, { ...wanted, accounts }, BOOK, TOMORROW);
    expect(reportOf(changes, applyChanges(first, changes), TOMORROW)).toMatchObject({
      subscribed: ['p-1'],
      size: 1,
    });
  });
});

const pick = <Item>(items: readonly Item[]) => fc.subarray([...items]);

/** Any state of one small book, with sensible references between its rows. */
const books: fc.Arbitrary<Wanted> = fc
  .record({
    classes: pick(['d-1', 'd-2', 'd-3']),
    people: pick(['m-1', 'm-2', 'p-1', 'p-2']),
    students: fc.uniqueArray(
      fc.record({
        id: fc.constantFrom('s-1', 's-2', 's-3'),
        name: fc.constantFrom('张伟', '李思雨'),
        class: fc.constantFrom('d-1', 'd-2', null),
        flags: pick(['left_behind', 'weary']),
      }),
      { selector: ({ id }) => id },
    ),
    pairs: pick([
      ['s-1', 'p-1'],
      ['s-1', 'p-2'],
      ['s-2', 'p-2'],
      ['s-3', 'p-1'],
    ] as const),
    posts: pick([
      ['m-1', 'd-1'],
      ['m-1', 'd-2'],
      ['m-2', 'd-1'],
      ['m-2', 'd-3'],
    ] as const),
    subscribed: fc.constantFrom(true, false, null),
    phone: fc.constantFrom('mark-1', 'mark-2', null),
  })
  .map(({ classes, people, students, pairs, posts, subscribed, phone }) => ({
    units: classes.map((id) => ({
      id,
      kind: 'class' as const,
      name: `${id}班`,
      parent: 'school',
      firstLesson: null,
    })),
    people: people.map((id) => ({ id, name: id, phone })),
    posts: posts.map(([person, unit]) => ({
      person,
      role: 'homeroom_teacher' as const,
      unit,
      office: null,
      students: [],
      source: 'book',
    })),
    students: students.map((row) => ({
      ...row,
      school: 'school',
      household: 'town',
      village: null,
      idNumber: null,
    })),
    guardians: pairs
      .filter(([student]) => students.some(({ id }) => id === student))
      .map(([student, person]) => ({ student, person, relation: null, language: null, voice: false })),
    accounts: people.map((person) => ({ channel: 'member', id: person.slice(2), person, subscribed })),
  }));

/** Lists in one order, and each account with its last bearer alone, as a book can only have it. */
const sorted = (book: Wanted): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(book).map(([table, rows]) => [
      table,
      rows.map((row: object) => JSON.stringify(Object.entries(row).sort())).sort(),
    ]),
  );

const OTHERS: Register = {
  ...first,
  units: [{ ...first.units[3], id: 'c-9' } as Register['units'][number]],
  people: [{ id: 'hr-9', name: '陈老师', phone: null, until: null }],
  posts: [
    {
      person: 'hr-9',
      role: 'homeroom_teacher',
      unit: 'c-9',
      office: null,
      students: [],
      from: '2026-09-01',
      until: null,
      source: null,
    },
  ],
  students: [{ ...first.students[0], id: 'st-9' } as Register['students'][number]],
  guardians: [{ student: 'st-9', person: 'hr-9', relation: null, language: null, voice: false, until: null }],
  accounts: [{ channel: 'wechaty', id: 'x', person: 'hr-9', subscribed: null }],
};

describe('for all books', () => {
  const uniqueAccounts = books.filter(({ accounts }) => {
    const names = accounts.map(({ id }) => id);
    return new Set(names).size === names.length;
  });

  test('the difference, applied, gives what the book says; and again, nothing', () => {
    fc.assert(
      fc.property(uniqueAccounts, uniqueAccounts, uniqueAccounts, (one, two, three) => {
        let register = OTHERS;
        const days = ['2026-10-12', '2026-10-13', '2026-10-14'];
        for (const [place, book] of [one, two, three].entries()) {
          const today = days[place] ?? TODAY;
          register = reading(register, book, today);
          expect(sorted(asWanted(register, BOOK, today))).toEqual(sorted(book));
          expect(sizeOf(directoryChanges(register, book, BOOK, today))).toBe(0);
        }
      }),
    );
  });

  test('nothing is ever deleted but addresses, and nobody else’s row is touched', () => {
    const own = owner(BOOK);
    fc.assert(
      fc.property(uniqueAccounts, uniqueAccounts, (one, two) => {
        const before = reading(OTHERS, one);
        const register = reading(before, two, TOMORROW);
        for (const table of ['units', 'people', 'posts', 'students', 'guardians'] as const)
          expect(register[table].length).toBeGreaterThanOrEqual(before[table].length);
        for (const row of OTHERS.posts) expect(register.posts).toContainEqual(row);
        for (const row of OTHERS.students) expect(register.students).toContainEqual(row);
        for (const row of OTHERS.accounts) expect(register.accounts).toContainEqual(row);
        expect(register.units.filter((row) => !own.units(row))).toEqual(OTHERS.units);
        expect(register.guardians.filter((row) => !own.guardians(row))).toEqual(OTHERS.guardians);
      }),
    );
  });
});

test.each([
  ['1班', { name: '三年级', number: null }, '三(1)班'],
  ['(12)班', { name: '七年级', number: null }, '七(12)班'],
  ['二班', { name: '初一', number: null }, '七(2)班'],
  ['11班', { name: '2023级', number: 4 }, '四(11)班'],
  ['三年级1班', undefined, '三(1)班'],
  ['三（2）班', undefined, '三(2)班'],
  ['初二3班', undefined, '八(3)班'],
  ['3年级10班', undefined, '三(10)班'],
  ['125班', undefined, '125班'],
  ['31班', undefined, '31班'],
  ['启航班', { name: '七年级', number: null }, '七年级启航班'],
  ['2班', { name: '高一', number: null }, '高一2班'],
  ['一班', undefined, '一班'],
])('%s in %j is called %s', (name, grade, expected) => {
  expect(houseClassName(name, grade)).toBe(expected);
});
