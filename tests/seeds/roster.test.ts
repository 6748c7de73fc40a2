import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import PizZip from 'pizzip';
import readWorkbook from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import { seedDemo } from '../../bot/parts.ts';
import { at } from '../../domain/calendar/time.ts';
import { foundChildId } from '../../domain/people/found-child.ts';
import { openSecrets } from '../../prisma/secrets.ts';
import { accountsOf, personOf } from '../../prisma/stores/account-store.ts';
import { loadDirectory } from '../../prisma/stores/directory-store.ts';
import { loadWecomPosts } from '../../seeds/load-wecom-posts.ts';
import { importRoster } from '../../seeds/roster/import.ts';
import { readRoster } from '../../seeds/roster/read.ts';
import { rosterTemplate } from '../../seeds/roster/template.ts';
import { problemLine, ROSTER_REASONS, type RosterReason } from '../../templates/roster.ts';
import { testDatabase } from '../support/database.ts';
import {
  type CellValue,
  idNumber,
  type RosterSheets,
  soundRoster,
  workbookOf,
} from '../support/roster-workbook.ts';

const POSTS = loadWecomPosts();
const NOW = at('2026-09-01', '10:00');
const DAY = 24 * 3_600_000;
const secrets = openSecrets(randomBytes(32));

const read = async (sheets: RosterSheets) => readRoster(await workbookOf(sheets), POSTS);

/** A sound roster with one cell changed; rows are counted as the table program does. */
const spoilt = (sheet: string, row: number, column: number, value: CellValue): RosterSheets => {
  const sheets = soundRoster();
  const cells = sheets[sheet]?.[row - 1];
  if (cells) cells[column] = value;
  return sheets;
};

const without = (sheet: string): RosterSheets => {
  const { [sheet]: _, ...rest } = soundRoster();
  return rest;
};

const added = (sheet: string, ...row: CellValue[]): RosterSheets => {
  const sheets = soundRoster();
  sheets[sheet]?.push(row);
  return sheets;
};

/** The sound roster with a Wechaty account of 施云, and one of 张伟's father. */
const withWechaty = (staff: string, parent: string | null = null): RosterSheets => {
  const sheets = soundRoster();
  for (const [sheet, row, title, value] of [
    ['教职工', 1, 'Wechaty账号', staff],
    ['学生', 2, '家长Wechaty账号', parent],
  ] as const) {
    const rows = sheets[sheet] ?? [];
    rows[row - 1]?.push(title);
    rows[row]?.push(value);
  }
  return sheets;
};

/** The sound roster with how 张伟's father likes to be told. */
const withWishes = (language: string, voice: string): RosterSheets => {
  const sheets = soundRoster();
  const rows = sheets.学生 ?? [];
  rows[1]?.push('家长语言', '家长听语音');
  rows[2]?.push(language, voice);
  return sheets;
};

test('how a guardian likes to be told is read, by the names that schools use for languages', async () => {
  const told = async (language: string, voice: string) => {
    const result = await read(withWishes(language, voice));
    return result.ok ? result.roster.students?.[0]?.guardians[0] : null;
  };
  expect(await told('彝语', '是')).toMatchObject({ language: 'ii', voice: true });
  expect(await told('普通话', '否')).toMatchObject({ language: null, voice: false });
});

test('a sound roster is read, with its spellings', async () => {
  const result = await read(soundRoster());
  expect(result.ok ? [] : result.problems.map(problemLine)).toEqual([]);
  if (!result.ok) return;
  const { roster } = result;
  expect(roster.district).toBe('云岭区');
  expect(roster.schools).toEqual([
    { name: '清溪中心小学', township: '清溪镇', firstLesson: '08:10' },
    { name: '石桥中学', township: '石桥镇', firstLesson: null },
  ]);
  expect(roster.classes.map(({ name }) => name)).toEqual(['三(1)班', '三(2)班', '七(1)班']);
  expect(roster.students?.[0]).toMatchObject({
    row: 3,
    name: '张伟',
    class: '三(1)班',
    idNumber: idNumber(1),
    flags: ['left_behind', 'monitored'],
    guardians: [
      { name: '张有田', phone: '19900000010', account: 'zyt', relation: null, language: null, voice: false },
      { name: '李桂英', phone: '19900000010', relation: '母亲' },
    ],
  });
  expect(
    roster.staff.filter(({ name }) => name === '王芳').map(({ role, class: name }) => [role, name]),
  ).toEqual([
    ['subject_teacher', '三(1)班'],
    ['subject_teacher', '三(2)班'],
    ['homeroom_teacher', '三(1)班'],
  ]);
});

describe('a first lesson', () => {
  test.each<[CellValue, string]>([
    ['07:50', '07:50'],
    ['7：50', '07:50'],
    [new Date(Date.UTC(1899, 11, 30, 7, 50)), '07:50'],
    [7 / 24 + 50 / 1440, '07:50'],
  ])('%s is %s', async (value, expected) => {
    const result = await read(spoilt('学校', 2, 3, value));
    expect(result.ok && result.roster.schools[0]?.firstLesson).toBe(expected);
  });
});

/** What only the directory can tell. */
type OfDirectory =
  | 'known_id_number'
  | 'duplicate_student'
  | 'may_be_found'
  | 'found_several'
  | 'no_such_found'
  | 'found_known';

/** Each reason once: the workbook, and where the problem is told. */
const CASES: Readonly<
  Record<
    Exclude<RosterReason, 'too_big' | 'not_xlsx' | 'too_many_rows' | OfDirectory>,
    [RosterSheets, string]
  >
> = {
  missing_sheet: [without('班级'), '班级：'],
  missing_column: [spoilt('学生', 2, 2, '外号'), '学生“姓名”：'],
  no_rows: [{ ...soundRoster(), 学校: soundRoster().学校?.slice(0, 1) ?? [] }, '学校：'],
  required: [spoilt('学生', 3, 2, null), '学生第3行“姓名”：'],
  too_long: [spoilt('学生', 3, 2, '张'.repeat(65)), '学生第3行“姓名”：'],
  unknown_school: [spoilt('班级', 2, 0, '东山小学'), '班级第2行“学校”：'],
  unknown_class: [spoilt('学生', 3, 1, '三(9)班'), '学生第3行“班级”：'],
  unknown_township: [spoilt('学生', 3, 4, '月亮镇'), '学生第3行“户籍乡镇”：'],
  unknown_village: [spoilt('教职工', 8, 3, '月亮村'), '教职工第8行“单位”：'],
  unknown_post: [spoilt('教职工', 4, 5, '武林盟主'), '教职工第4行“岗位”：'],
  unknown_unit: [spoilt('教职工', 10, 3, '天文局'), '教职工第10行“单位”：'],
  unknown_flag: [spoilt('学生', 3, 6, '留守、爱笑'), '学生第3行“类别”：'],
  unknown_language: [withWishes('火星语', '是'), '学生第3行“家长1语言”：'],
  yes_or_no: [withWishes('彝语', '也许'), '学生第3行“家长1听语音”：'],
  post_needs_class: [spoilt('教职工', 2, 4, null), '教职工第2行“班级”：'],
  post_needs_unit: [spoilt('教职工', 6, 3, null), '教职工第6行“单位”：'],
  duplicate_school: [added('学校', '石桥中学', '石桥镇', null, null), '学校第4行“学校名称”：'],
  duplicate_class: [added('班级', '石桥中学', '初一(1)班', null, null), '班级第5行“班级”：'],
  duplicate_id_number: [spoilt('学生', 4, 3, idNumber(1)), '学生第4行“身份证号”：'],
  duplicate_number: [
    {
      ...soundRoster(),
      学生: [
        ['学校', '班级', '姓名', '学号'],
        ['石桥中学', '七(1)班', '甲', 'G001'],
        ['石桥中学', '七(1)班', '乙', 'G001'],
      ],
      教职工: soundRoster().教职工?.slice(0, 6) ?? [],
    },
    '学生第3行“学号”：',
  ],
  duplicate_account: [spoilt('教职工', 6, 2, 'SHI'), '教职工第6行“账号”：'],
  namesake: [added('学生', '石桥中学', '七(1)班', '马建平'), '学生第6行“姓名”：'],
  two_homeroom_teachers: [
    added('教职工', '李鬼', null, null, '清溪中心小学', '三(2)班', '班主任'),
    '教职工第11行“班级”：',
  ],
  bad_phone: [spoilt('教职工', 2, 1, '1990000002'), '教职工第2行“手机”：'],
  bad_id_number: [spoilt('学生', 3, 3, '53990020170304'), '学生第3行“身份证号”：'],
  bad_id_birthday: [spoilt('学生', 3, 3, idNumber(1, '20170231')), '学生第3行“身份证号”：'],
  bad_id_checksum: [
    spoilt(
      '学生',
      3,
      3,
      idNumber(1).replace(/.$/, (last) => (last === '0' ? '1' : '0')),
    ),
    '学生第3行“身份证号”：',
  ],
  lost_digits: [spoilt('学生', 3, 3, 539900201703040000), '学生第3行“身份证号”：'],
  bad_account: [spoilt('教职工', 2, 2, '施 云'), '教职工第2行“账号”：'],
  bad_wechaty: [withWechaty('wxid 施云'), '教职工第2行“Wechaty账号”：'],
  bad_time: [spoilt('学校', 2, 3, '一大早'), '学校第2行“第一节课”：'],
};

describe('every bad row is listed with its place and why', () => {
  test.each(Object.entries(CASES))('%s', async (reason, [sheets, place]) => {
    const result = await read(sheets);
    expect(result.ok).toBe(false);
    if (result.ok) return;
    const found = result.problems.filter((problem) => problem.reason === reason);
    expect(result.problems.map((problem) => problem.reason)).toContain(reason);
    const [sheet = '', rest = ''] = place.split(/(?=第|“|：)(.*)/s);
    expect(found.map(problemLine)[0]).toMatch(
      new RegExp(`^${sheet} ?${rest.replace('“', ' ?“').replace(/^ \?“/, ' ?“')}`),
    );
  });

  test('what is no workbook, or too large a one', async () => {
    for (const file of [Buffer.from('hello'), Buffer.from('PK\x03\x04 rubbish'), Buffer.alloc(0)]) {
      const result = await readRoster(file, POSTS);
      expect(result.ok ? [] : result.problems.map(({ reason }) => reason)).toEqual(['not_xlsx']);
    }
    const large = await readRoster(Buffer.alloc(21 * 1024 * 1024), POSTS);
    expect(large.ok ? [] : large.problems.map(({ reason }) => reason)).toEqual(['too_big']);
  });

  test('all of a file at once, not the first alone', async () => {
    const sheets = spoilt('学生', 3, 2, null);
    const row = sheets.教职工?.[1];
    if (row) row[1] = '123';
    const result = await read(sheets);
    expect(result.ok ? [] : result.problems.map(({ reason }) => reason)).toEqual(['required', 'bad_phone']);
  });

  test('each reason has a sentence, and none quotes an identity number', () => {
    for (const reason of ROSTER_REASONS) {
      const line = problemLine({ sheet: '学生', row: 3, column: '身份证号', reason, value: '3' });
      expect(line).toMatch(/。$|。（|。/);
    }
  });
});

test('any cut or changed workbook is refused, never a crash', async () => {
  const whole = await workbookOf(soundRoster());
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), async (place, byte, isCut) => {
      const file = isCut ? whole.subarray(0, place) : Buffer.from(whole);
      if (!isCut) file[place] = byte;
      const result = await readRoster(file, POSTS);
      expect(typeof result.ok).toBe('boolean');
    }),
    { numRuns: 40 },
  );
});

test('a workbook that names a sheet it does not have, and one whose insides were changed, are refused', async () => {
  const whole = await workbookOf(soundRoster());
  const inside = new PizZip(whole);
  const relations = 'xl/_rels/workbook.xml.rels';
  const changed = (name: string, content: Buffer): Buffer => {
    const zip = new PizZip(whole);
    zip.file(name, content);
    return zip.generate({ type: 'nodebuffer' });
  };
  const text = inside.file(relations)?.asText() ?? '';
  const lost = changed(relations, Buffer.from(text.replace('sheet1.xml', 'sheet9.xml')));
  expect(await readRoster(lost, POSTS)).toMatchObject({ ok: false, problems: [{ reason: 'not_xlsx' }] });
  const names = [relations, 'xl/workbook.xml', 'xl/worksheets/sheet1.xml', 'xl/styles.xml'];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...names),
      fc.nat(),
      fc.integer({ min: 32, max: 126 }),
      async (name, at, byte) => {
        const content = Buffer.from(inside.file(name)?.asBinary() ?? '', 'latin1');
        content[at % content.length] = byte;
        const result = await readRoster(changed(name, content), POSTS);
        expect(typeof result.ok).toBe('boolean');
      },
    ),
    { numRuns: 60 },
  );
});

describe('what we write', () => {
  test('the template is read back: only that nothing is filled in', async () => {
    const file = await rosterTemplate();
    const sheets = await readWorkbook(file);
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['说明', '学校', '班级', '教职工', '学生']);
    const result = await readRoster(file, POSTS);
    expect(result.ok ? [] : result.problems.map(({ reason }) => reason)).toEqual([
      'no_rows',
      'no_rows',
      'no_rows',
      'no_rows',
    ]);
  });
});

describe('taken into the directory', () => {
  test('whole, sealed, and a second time without a change', async () => {
    const { prisma } = await testDatabase();
    const file = await workbookOf(soundRoster());
    const outcome = await importRoster(prisma, secrets, file, NOW);
    expect(outcome.ok).toBe(true);
    const directory = await loadDirectory(prisma);
    expect(directory.parts.district.name).toBe('云岭区');
    const zhang = directory.parts.students.find(({ name }) => name === '张伟');
    expect(zhang).toMatchObject({ village: '新民村', flags: ['left_behind', 'monitored'] });
    expect(directory.townships.get(zhang?.household ?? '')?.name).toBe('石桥镇');
    expect(zhang?.guardians.map((id) => directory.nameOf(id)).sort()).toEqual(['张有田', '李桂英'].sort());
    // The teacher whose child is at the school is one person.
    const wang = directory.parts.people.filter(({ name }) => name === '王芳');
    expect(wang).toHaveLength(1);
    expect(directory.childrenOf(wang[0]?.id ?? '').map(({ name }) => name)).toEqual(['李思雨']);
    const helper = directory.parts.posts.find(({ role }) => role === 'household_helper');
    expect(helper?.students).toEqual([zhang?.id]);
    const row = await prisma.student.findUniqueOrThrow({ where: { id: zhang?.id ?? '' } });
    expect(row.idNumberIndex).toBe(secrets.index(idNumber(1), 'id_number'));
    // Its two schools, and the district.
    expect(await prisma.stream.count()).toBe(3);
    const again = await importRoster(prisma, secrets, file, NOW + DAY);
    expect(again.ok && again.report.size).toBe(0);
  });

  test('a Wechaty account is kept as it is written, and finds its person', async () => {
    const { prisma } = await testDatabase();
    const file = await workbookOf(withWechaty('@Wx_Shi', '78813ABC'));
    const outcome = await importRoster(prisma, secrets, file, NOW);
    expect(outcome.ok ? [] : outcome.lines).toEqual([]);
    const directory = await loadDirectory(prisma);
    const shi = directory.parts.people.find(({ name }) => name === '施云')?.id ?? '';
    expect(await personOf(prisma, 'wechaty', '@Wx_Shi')).toBe(shi);
    expect(await accountsOf(prisma, shi)).toEqual([
      { book: 'member', id: 'shi', subscribed: null },
      { book: 'wechaty', id: '@Wx_Shi', subscribed: null },
    ]);
    expect(directory.nameOf(await personOf(prisma, 'wechaty', '78813ABC'))).toBe('张有田');
    const again = await importRoster(prisma, secrets, file, NOW + DAY);
    expect(again.ok && again.report.size).toBe(0);
  });

  test('a corrected account takes the place of the wrong one; an empty cell leaves it', async () => {
    const { prisma } = await testDatabase();
    await importRoster(prisma, secrets, await workbookOf(withWechaty('@wrong')), NOW);
    await importRoster(prisma, secrets, await workbookOf(withWechaty('@right')), NOW + DAY);
    const silent = await importRoster(prisma, secrets, await workbookOf(soundRoster()), NOW + 2 * DAY);
    expect(silent.ok && silent.report.size).toBe(0);
    const accounts = await prisma.account.findMany({ where: { channel: 'wechaty' } });
    expect(accounts.map(({ id }) => id)).toEqual(['@right']);
  });

  test('a roster of one school leaves the other as it is', async () => {
    const { prisma } = await testDatabase();
    await importRoster(prisma, secrets, await workbookOf(soundRoster()), NOW);
    const sheets: RosterSheets = {
      学校: [
        ['学校', '乡镇'],
        ['石桥中学', '石桥镇'],
      ],
      班级: [['班级'], ['七(1)班'], ['七(2)班']],
      学生: [
        ['班级', '姓名', '身份证号'],
        ['七(2)班', '马建平', idNumber(9)],
      ],
    };
    const outcome = await importRoster(prisma, secrets, await workbookOf(sheets), NOW + DAY);
    expect(outcome.ok && outcome.report).toMatchObject({
      places: { added: [{ kind: 'class', name: '石桥中学七(2)班' }], closed: [] },
      pupils: { added: [], left: [] },
      vacated: [],
    });
    // Found again by school and name, and now with a number.
    expect(outcome.ok && outcome.report.pupils.moved).toHaveLength(1);
    expect((await loadDirectory(prisma)).students.size).toBe(3);
  });

  test('with a single bad row nothing is taken', async () => {
    const { prisma } = await testDatabase();
    const outcome = await importRoster(prisma, secrets, await workbookOf(spoilt('学生', 4, 3, '1')), NOW);
    expect(outcome.ok).toBe(false);
    expect(await prisma.unit.count()).toBe(0);
    if (!outcome.ok) expect(outcome.lines[0]).toContain('什么也没有导入');
  });

  test('an identity number of somebody another source told of is a bad row', async () => {
    const { prisma } = await testDatabase();
    await importRoster(prisma, secrets, await workbookOf(soundRoster()), NOW);
    await prisma.$executeRaw`UPDATE student SET id = 's-other' WHERE name = '张伟'`;
    const outcome = await importRoster(prisma, secrets, await workbookOf(soundRoster()), NOW + DAY);
    expect(outcome.ok ? [] : outcome.problems).toMatchObject([{ reason: 'known_id_number', row: 3 }]);
  });

  /** The sound roster with what its makers say of the row of 马建平, who has no number there. */
  const saying = (word: string | null): RosterSheets => {
    const sheets = soundRoster();
    sheets.学生?.[1]?.push('失学登记');
    const [, , , , row] = sheets.学生 ?? [];
    row?.push(word);
    return sheets;
  };

  /** A county to which somebody has told children without a school. */
  const countyWith = async (...found: [id: string, name: string, township: string][]) => {
    const { prisma } = await testDatabase();
    const sheets = soundRoster();
    await importRoster(
      prisma,
      secrets,
      await workbookOf({ ...sheets, 学生: sheets.学生?.slice(0, 3) ?? [] }),
      NOW,
    );
    const { parts } = await loadDirectory(prisma);
    for (const [id, name, township] of found)
      await prisma.student.create({
        data: {
          ...{ id, name, class: null, school: parts.schools[0]?.id ?? '', flags: [] },
          household: parts.townships.find((item) => item.name === township)?.id ?? '',
        },
      });
    const take = async (roster: RosterSheets, days = 1) =>
      importRoster(prisma, secrets, await workbookOf(roster), NOW + days * DAY);
    const named = async (name: string) =>
      (await loadDirectory(prisma)).parts.students.filter((student) => student.name === name);
    return { prisma, take, named };
  };

  test('who was found without a school is known by the identity number, and keeps its id and household', async () => {
    const id = foundChildId(secrets.index(idNumber(2), 'listed_child'));
    const { prisma, take, named } = await countyWith([id, '李思雨', '石桥镇']);
    const outcome = await take(soundRoster());
    expect(outcome.ok ? outcome.report.pupils : outcome.lines).toMatchObject({ joined: [id], moved: [] });
    const [child, ...others] = await named('李思雨');
    expect(others).toEqual([]);
    expect(child).toMatchObject({ id, class: expect.any(String) });
    // The roster says nothing of 户籍, so it does not become the township of the school.
    const { townships } = await loadDirectory(prisma);
    expect(townships.get(child?.household ?? '')?.name).toBe('石桥镇');
    const again = await take(soundRoster(), 2);
    expect(again.ok && again.report.size).toBe(0);
    const without = await take({ ...soundRoster(), 学生: soundRoster().学生?.slice(0, 3) ?? [] }, 3);
    expect(without.ok && without.report.pupils.left).toContain(id);
  });

  test('of the same name alone it is asked, and whoever made the roster says whether it is one child', async () => {
    const { take, named } = await countyWith(['ne-1', '马建平', '清溪镇']);
    const asked = await take(soundRoster());
    expect(asked.ok ? [] : asked.lines).toEqual([
      expect.stringContaining('什么也没有导入'),
      '  学生 第5行：和登记的失学儿童同名（户籍清溪镇），可能是同一个孩子。请在“失学登记”列（没有就加一列）写“是”或“否”，再导入一次。',
    ]);
    expect(await named('马建平')).toHaveLength(1);
    expect((await take(saying('是'))).ok).toBe(true);
    const [child, ...others] = await named('马建平');
    expect([child?.id, others]).toEqual(['ne-1', []]);
    // Known by now, nothing is asked again.
    const again = await take(soundRoster(), 2);
    expect(again.ok ? again.report.size : again.lines).toBe(0);
  });

  test('who is another child of the name is a new pupil, and the one without a school goes on waiting', async () => {
    const { take, named } = await countyWith(['ne-1', '马建平', '清溪镇']);
    expect((await take(saying('否'))).ok).toBe(true);
    expect((await named('马建平')).map((student) => student.class === null)).toEqual([true, false]);
  });

  test.each([
    [
      'found_several',
      [
        ['ne-1', '马建平', '清溪镇'],
        ['ne-2', '马建平', '清溪镇'],
      ],
    ],
    ['no_such_found', [['ne-1', '马建国', '清溪镇']]],
  ] as const)('a yes that names no one child is a bad row: %s', async (reason, found) => {
    const { take } = await countyWith(...found.map(([...row]): [string, string, string] => row));
    const outcome = await take(saying('是'));
    expect(outcome.ok ? [] : outcome.problems).toMatchObject([{ reason, row: 5 }]);
  });

  test('who was on the roster before is not made one with the child found since', async () => {
    const { prisma, take } = await countyWith();
    await take(soundRoster());
    const { parts } = await loadDirectory(prisma);
    const [school] = parts.schools;
    await prisma.student.create({
      data: {
        id: 'ne-1',
        name: '马建平',
        school: school?.id ?? '',
        household: school?.township ?? '',
        flags: [],
      },
    });
    const silent = await take(soundRoster(), 2);
    expect(silent.ok && silent.report.size).toBe(0);
    const outcome = await take(saying('是'), 3);
    expect(outcome.ok ? [] : outcome.problems).toMatchObject([{ reason: 'found_known', row: 5 }]);
  });

  test('of several of the name the one from the same township is meant', async () => {
    const { take, named } = await countyWith(['ne-1', '马建平', '清溪镇'], ['ne-2', '马建平', '石桥镇']);
    expect((await take(saying('是'))).ok).toBe(true);
    expect((await named('马建平')).filter((student) => student.class !== null)).toMatchObject([
      { id: 'ne-2' },
    ]);
  });

  test('the invented county is not mixed with real people, but may be replaced by them', async () => {
    const { prisma } = await testDatabase();
    await seedDemo(prisma, secrets);
    expect(await prisma.textReview.count()).toBeGreaterThan(30);
    const file = await workbookOf(soundRoster());
    const refused = await importRoster(prisma, secrets, file, NOW);
    expect(refused.ok ? [] : refused.lines).toEqual([expect.stringContaining('--replace-demo')]);
    const tried = await importRoster(prisma, secrets, file, NOW, { isDryRun: true, isReplacing: true });
    expect(tried.ok && tried.report.pupils.added.length).toBe(3);
    expect(await prisma.student.count()).toBeGreaterThan(100);
    const replaced = await importRoster(prisma, secrets, file, NOW, { isReplacing: true });
    expect(replaced.ok).toBe(true);
    expect(await prisma.student.count()).toBe(3);
    expect(await prisma.stream.count()).toBe(3);
    // The invented county's reviews go with it: a real county begins with none.
    expect(await prisma.textReview.count()).toBe(0);
  });
});
