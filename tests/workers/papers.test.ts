import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openGiven } from '../../bot/given-file.ts';
import { at } from '../../domain/calendar/time.ts';
import { PAPER_KINDS, type PaperKind, paperEntry } from '../../domain/papers/kinds.ts';
import { Directory } from '../../domain/people/directory.ts';
import type { Subject } from '../../domain/signals.ts';
import { type Database, openDatabase } from '../../prisma/client.ts';
import { openSecrets } from '../../prisma/secrets.ts';
import { keepPaper, paperById } from '../../prisma/stores/paper-store.ts';
import { draftPaper } from '../../workers/documents/draft.ts';
import { closeFields, Field, MONDAY } from '../support/field.ts';
import { pupil } from '../support/field-county.ts';
import { wordLines } from '../support/office.ts';

const SECRETS = openSecrets(Buffer.alloc(32, 5));
const ZHANG = pupil('c31', '张伟');

/** What a paper of each level is about in the town. */
const ABOUT: Readonly<Record<ReturnType<typeof paperEntry>['about'], Subject>> = {
  student: { student: ZHANG },
  class: { class: 'c31' },
  school: { school: 'tangdan' },
  village: { village: 'v1' },
  township: { township: 't1' },
  district: { district: 'district' },
};
const PERIODS = {
  case: 'case-0',
  dispatch: 'case-0',
  event: '2026-09-16',
  week: '2026-09-14',
  month: '2026-09',
  quarter: '2026-q3',
  term: '2026-09-01',
  year: '2026',
} as const;

let town: Field;
beforeAll(async () => {
  town = await Field.open();
  await town.goTo('07:55');
  await town.says('wang', '应到10实到9，张伟没来');
  await town.goTo('2026-09-16 15:30');
});
afterAll(closeFields);

const dependencies = () => ({ database: town.database, secrets: SECRETS, county: town.county });

const draft = (paper: PaperKind): Promise<string> => {
  const { about, per } = paperEntry(paper);
  return draftPaper(
    { is: 'paper', paper, about: ABOUT[about], period: PERIODS[per] },
    town.now,
    dependencies(),
  );
};

describe.each(PAPER_KINDS)('%s drafted from the ledger', (kind) => {
  test('once, sealed, from its issuer, with gaps where nobody has told', async () => {
    const id = await draft(kind);
    expect(await draft(kind)).toBe(id);
    const kept = await paperById(town.database, id);
    expect(kept?.fields).not.toMatch(/张伟|汤丹/);
    const { content } = await openGiven({ ...dependencies(), directory: town.county().directory }, id);
    const text = wordLines(content).join('\n');
    expect(text).not.toMatch(/undefined|null|NaN|[{}]/);
    const issuer = { school: '汤丹中心小学', township: '汤丹镇人民政府' } as Record<string, string>;
    expect(text).toContain(issuer[paperEntry(kind).from] ?? '东川区');
    if (paperEntry(kind).about === 'student') expect(text).toContain('张伟');
    if (paperEntry(kind).series) expect(text).toContain(`〔2026〕`);
  });
});

test('D1 says of which days there is no roll: they count as missed, and nobody is said to have seen it (P0-TRUTH)', async () => {
  const id = await draft('D1');
  const { content } = await openGiven({ ...dependencies(), directory: town.county().directory }, id);
  expect(wordLines(content).filter((line) => /^2026年9月1\d日[^|]*\|/.test(line))).toEqual([
    expect.stringMatching(/^2026年9月14日.*\|没来$/),
    expect.stringMatching(/^2026年9月15日.*\|没有点名记录，按仍未到计$/),
    expect.stringMatching(/^2026年9月16日.*\|没有点名记录，按仍未到计$/),
  ]);
});

test('what nobody can know but a person is left open, never made up (P0-TRUTH)', async () => {
  const linesOf = async (kind: PaperKind): Promise<string> => {
    const directory = town.county().directory;
    return wordLines((await openGiven({ ...dependencies(), directory }, await draft(kind))).content).join(
      '\n',
    );
  };
  expect(await linesOf('D10')).not.toContain('没有发现');
  expect(await linesOf('D10')).toContain('（未填）|（未填）|（未填）|（未填）');
  // Nothing was compared yet: an open case is no result of the comparison.
  expect(await linesOf('D7')).toContain('（未填）|（未填）|（未填）');
  expect(await linesOf('D7')).not.toContain('张伟');
  expect(await linesOf('D9')).toContain('汤丹镇|1|1|0|0|');
  expect(await linesOf('D17')).toContain('销案原因|（未填）');
});

test('a paper for the guardians names nobody who only looks after the child (law.md §9)', async () => {
  const { parts } = town.county().directory;
  const directory = new Directory({
    ...parts,
    people: [...parts.people, { id: 'mother', name: '李梅' }, { id: 'grandma', name: '陈奶奶' }],
    students: parts.students.map((student) =>
      student.id === ZHANG ? { ...student, guardians: ['mother', 'grandma'], carers: ['grandma'] } : student,
    ),
  });
  const withFamily = { ...dependencies(), county: () => ({ ...town.county(), directory }) };
  for (const paper of ['D1', 'D15-1'] as const) {
    const id = await draftPaper(
      { is: 'paper', paper, about: ABOUT.student, period: 'case-1' },
      town.now,
      withFamily,
    );
    const text = wordLines((await openGiven({ ...dependencies(), directory }, id)).content).join('\n');
    expect(text).toContain('李梅');
    expect(text).not.toContain('陈奶奶');
  }
});

test('the report of the seventh day follows the first one under the number it was sent by, and tells whom a visit met', async () => {
  await draft('D1');
  await town.database.guardian.updateMany({ where: { student: ZHANG }, data: { relation: '父亲' } });
  await town.says('wang', '今天去张伟家家访，爷爷在家，说孩子跟表哥去县城洗车了');
  const before = await draft('D2');
  const linesOf = async (id: string): Promise<string> => {
    const { directory } = town.county();
    return wordLines((await openGiven({ ...dependencies(), directory }, id)).content).join('\n');
  };
  expect(await linesOf(before)).toMatch(/父亲.*爷爷/s);
  expect(await linesOf(before)).toContain('孩子跟表哥去县城洗车了（9月16日得知）');
  await town.says('qian', '张伟的初报已签字');
  await town.says('qian', '张伟的初报已送出 汤中报〔2026〕7号');
  const text = await linesOf(await draft('D2'));
  expect(text).toContain('汤中报〔2026〕7号');
});

describe('numbers', () => {
  const others: Database[] = [];
  afterAll(() => Promise.all(others.map((database) => database.$disconnect())));

  const put = (database: Database, place: number, issuer: string, year: string) =>
    keepPaper(
      { database, secrets: SECRETS },
      {
        ...{
          id: `D3-${issuer}-${year}-${place}`,
          kind: 'D3',
          subject: `school:${issuer}`,
          period: `${year}-${place}`,
        },
        ...{ issuer, series: '控辍', year, at: at(MONDAY, '09:00') },
      },
      (ordinal) => ({ number: `${issuer}控辍〔${year}〕${ordinal}号`, fields: {} }),
    );

  test('are given in order, without a gap and none twice, by two processes at once', async () => {
    for (let count = 0; count < 2; count += 1) others.push(openDatabase(town.url, { poolSize: 4 }));
    const [one, two] = others as [Database, Database];
    await Promise.all(
      Array.from({ length: 40 }, (_, place) => put(place % 2 ? one : two, place, 'busy', '2026')),
    );
    const rows = await town.database.paper.findMany({
      where: { issuer: 'busy' },
      orderBy: { ordinal: 'asc' },
    });
    expect(rows.map(({ ordinal }) => ordinal)).toEqual(Array.from({ length: 40 }, (_, place) => place + 1));
    expect(new Set(rows.map(({ number }) => number)).size).toBe(40);
  });

  test('the same paper asked for by both is one paper with one number', async () => {
    const [one, two] = others as [Database, Database];
    await Promise.all([put(one, 1, 'twice', '2026'), put(two, 1, 'twice', '2026')]);
    expect(await town.database.paper.count({ where: { issuer: 'twice' } })).toBe(1);
  });

  test('begin anew with the year and go on for each issuer by itself', async () => {
    await put(town.database, 1, 'busy', '2027');
    await put(town.database, 41, 'busy', '2026');
    const numbers = (
      await town.database.paper.findMany({ where: { issuer: 'busy' }, orderBy: { id: 'desc' } })
    ).map(({ number }) => number);
    expect(numbers).toContain('busy控辍〔2027〕1号');
    expect(numbers).toContain('busy控辍〔2026〕41号');
  });
});
