/** T10: a child whom no school has is dispatched, worked on and placed, and stands in no school's list. */
import { afterEach, expect, test } from 'vitest';
import { withoutClass } from '../../domain/people/found-child.ts';
import { caseFilesIn } from '../../prisma/stores/ledger-store.ts';
import { importRoster } from '../../seeds/roster/import.ts';
import { reportLines } from '../../templates/directory.ts';
import {
  A_CASE,
  A_CASE_AFTER_A_WEEK,
  A_JOINT_GROUP,
  CHILDREN_IN_NEED,
  EMPTY_POSTS,
  SCHOOL_DAYS,
  SCHOOL_WEEKS,
  THE_YEAR,
} from '../support/asides.ts';
import { closeFields, Field, SECRETS } from '../support/field.ts';
import { story } from '../support/play.ts';
import { idNumber, workbookOf } from '../support/roster-workbook.ts';

afterEach(closeFields);

test('ticket and jurisdiction are asked for at once, and an ordinary class of a named school ends it', async () => {
  const told = await story(
    { until: '10-30 12:00' },
    `09-15 09:00 sun 登记失学儿童：罗小弟，户籍汤丹镇
     09-15 09:20 sun 1 2026091501
     09-15 10:00 zhou 1
     09-15 10:30 sun 罗小弟已入学
     09-15 10:31 sun 罗小弟已到汤丹中心小学入学`,
  );
  expect(told.duties('P3.R3-TOWN-ONLINE')[0]).toBe('sun 09-15 09:00 → 09-15 18:00 done 09-15 09:20');
  // Asked once, though the ticket comes after.
  expect(told.duties('P4.R1-DISPATCH')).toEqual(['zhou 09-15 09:00 → 09-16 18:00 done 09-15 10:00']);
  expect(told.texts('zhou', 'notice').join('\n')).toContain('罗小弟：建议派给汤丹镇');
  expect(told.texts('sun', 'reply').at(-2)).toContain('请写明进了哪所学校');
  expect(told.texts('sun', 'reply').at(-1)).toContain('已记：已安置就读');
  // Back counts from that day on, and is confirmed by that school's principal and the township.
  expect(told.duties('P3.4-CONTINUE').every((line) => line.includes('not_applicable'))).toBe(true);
  const confirms = told.duties('P3.1-EACH-CASE').map((line) => line.split(' ')[0]);
  expect(confirms).toEqual(expect.arrayContaining(['qian', 'sun']));
  told.ignoring(
    SCHOOL_DAYS,
    SCHOOL_WEEKS,
    A_CASE,
    A_CASE_AFTER_A_WEEK,
    A_JOINT_GROUP,
    EMPTY_POSTS,
    ...THE_YEAR,
    CHILDREN_IN_NEED,
  );
  expect(told.rest()).toEqual([
    '09-15 09:00 sun notice P3.1-NODE-ASSIGN+P3.4-CONTINUE+P3.R3-TOWN-ONLINE',
    // Where it lives nobody has said, and that decides the row (policy §6.4).
    '09-15 10:00 sun notice P4.R1-JURIS',
  ]);
});

test.each([
  ['sun', '我们镇有个8岁的娃没上学，叫马小花，爸爸马老三'],
  ['luo', '我们村有个8岁的娃没上学，叫马小花，爸爸马老三'],
  ['luo', '登记失学儿童：马小花，8岁，家长马老三'],
  ['luo', '走访发现一个没上过学的女孩，名叫马小花，9岁'],
])(
  'told by %s as “%s” it is a row of the township’s ledger, and no pupil of a like name',
  async (who, text) => {
    const town = await Field.open();
    await town.goTo('08:30');
    expect(await town.says(who, text)).toContain('已登记失学儿童马小花，汤丹镇负责');
    expect(await town.facts('standing')).toEqual([]);
    await town.reload();
    const [child] = withoutClass(town.county().directory);
    expect(child).toMatchObject({ name: '马小花', ...(who === 'luo' ? { village: 'v1' } : {}) });
    expect((await town.file(child?.id ?? ''))?.stage).toBe('NOT_ENROLLED');
    expect(town.news('sun').join()).toContain('马小花');
    // Told once more, it is the same child.
    expect(await town.says('luo', '登记失学儿童：马小花')).toContain('没有重复记');
    expect(await town.facts('not_enrolled')).toHaveLength(1);
  },
);

test.each([
  ['luo', '我们村有个8岁的娃没上学', '请补上孩子的姓名'],
  ['luo', '我们村有个4岁的娃没上学，叫马小花', '不在义务教育年龄'],
  ['wang', '村里有个孩子没上学，叫马小花', '由所在乡镇（街道）登记'],
  ['luo', '我们村有个娃没上学，叫白雪', '白雪'],
])('what is wanting, or not theirs, is said: %s “%s”', async (who, text, said) => {
  const town = await Field.open();
  await town.goTo('08:30');
  expect(await town.says(who, text)).toContain(said);
  expect(await town.facts('not_enrolled')).toEqual([]);
});

test('no school’s list or group has the child, the township’s has it', async () => {
  const town = await Field.open();
  await town.says('sun', '登记失学儿童：罗小弟，户籍汤丹镇');
  expect(await caseFilesIn(town.database, ['tangdan', 'middle'])).toEqual([]);
  expect(await caseFilesIn(town.database, ['tangdan', 'middle'], 'with')).toHaveLength(1);
});

test('whoever speaks for the school that it has entered tells of it as of any pupil', async () => {
  const town = await Field.open();
  await town.says('sun', '登记失学儿童：罗雨欣，户籍汤丹镇');
  await town.reload();
  const child = withoutClass(town.county().directory)[0]?.id ?? '';
  // Nobody has placed it yet: no school's word makes it a pupil.
  expect(await town.says('wang', '罗雨欣到了')).not.toContain('已记');
  expect(await town.says('wei', '罗雨欣到了')).not.toContain('已记');
  expect((await town.file(child))?.stage).toBe('NOT_ENROLLED');
  // It enters another school than the one in whose list it stands meanwhile.
  expect(town.county().directory.students.get(child)?.school).toBe('middle');
  await town.says('sun', '罗雨欣已到汤丹中心小学就读');

  await town.goTo('2026-09-15 07:55');
  expect(await town.says('he', '罗雨欣没来')).not.toContain('已记');
  expect(await town.says('wang', '雨欣到了')).toContain('已到校：罗雨欣');
  expect((await town.file(child))?.marks['2026-09-15']?.standing).toBe('present');

  await town.goTo('2026-09-16 07:55');
  town.news('zhao');
  const roll = await town.says('wang', '应到11实到10，罗雨欣没来');
  expect(roll).toContain('已记 三(1)班 9月16日（周三） 应到11 实到10\n· 没来：罗雨欣');
  expect((await town.file(child))?.away).toBe('2026-09-16');
  // Its class teacher calls the family, its school's office has it on the list.
  expect(roll).toContain('联系罗雨欣的家长');
  expect(town.news('zhao').join('\n')).toContain('罗雨欣：未到，原因不明');
  expect(town.news('feng').join('\n')).not.toContain('罗雨欣');

  expect(await town.says('wang', '撤回')).toContain('没来 罗雨欣');
  expect((await town.file(child))?.away).toBeNull();
  expect(await town.says('zhao', '罗雨欣没来')).toContain('没来：罗雨欣');
  expect((await town.file(child))?.away).toBe('2026-09-16');

  expect(await town.says('qian', '罗雨欣的情况')).toContain('联系家长，王老师');

  // Away again, it is a case again, and still of that school.
  await town.goTo('2026-09-18 07:55');
  expect((await town.file(child))?.stage).toBe('SUSPECTED');
  expect(await town.says('wang', '罗雨欣到了')).toContain('已到校：罗雨欣');
  expect((await town.file(child))?.stage).toBe('RETURNED');
  // The school that never had it hears nothing of it, not even when nobody acted.
  expect([...town.news('feng'), ...town.news('wei')].join('\n')).not.toContain('罗雨欣');
  expect(town.news('zhao').join('\n')).toContain('罗雨欣');
});

test('the class that is named with the school has its teacher act from the first day', async () => {
  const town = await Field.open();
  await town.says('sun', '登记失学儿童：罗雨欣，户籍汤丹镇');
  await town.reload();
  await town.says('sun', '罗雨欣已到汤丹中心小学三（2）班就读');
  await town.goTo('2026-09-15 07:55');
  // The office tells of it; the teacher of the class is to call.
  expect(await town.says('zhao', '罗雨欣没来')).toContain('没来：罗雨欣');
  expect(town.news('liu').join('\n')).toContain('罗雨欣');
});

test('a roster that has the child joins it to its case: one child, one file', async () => {
  const town = await Field.open();
  await town.says('sun', '登记失学儿童：罗小弟，户籍汤丹镇');
  const roster = (word: string | null): Promise<Buffer> =>
    workbookOf({
      学校: [
        ['学校', '乡镇'],
        ['汤丹第二小学', '汤丹镇'],
      ],
      班级: [
        ['班级', '班主任'],
        ['三(1)班', '彭老师'],
      ],
      学生: [
        ['班级', '姓名', '身份证号', '失学登记'],
        ['三(1)班', '罗小弟', idNumber(1), word],
        ['三(1)班', '高山', idNumber(2), null],
      ],
    });
  await town.goTo('2026-09-15 07:30');
  const take = async (word: string | null) => {
    const outcome = await importRoster(town.database, SECRETS, await roster(word), town.now);
    await town.reload();
    return outcome;
  };
  const children = () => town.county().directory.parts.students.filter(({ name }) => name === '罗小弟');

  // The township told no number: whoever made the roster says whether it is the child, and nothing is taken until then.
  const asked = await take(null);
  expect(asked.ok ? [] : asked.lines.join('\n')).toContain('第2行：和登记的失学儿童同名（户籍汤丹镇）');
  expect(children()).toHaveLength(1);
  const taken = await take('是');
  expect(taken.ok ? reportLines(taken.report) : taken.lines).toContain(
    '登记的失学儿童进了班（个案接着办）：1人',
  );
  expect(children()).toMatchObject([{ class: expect.any(String) }]);
  const [child] = children();

  // Its case goes on in the new school: the class teacher tells of it, and what was open followed it there.
  const { directory } = town.county();
  const teacher = directory.parts.people.find(({ name }) => name === '彭老师')?.id ?? '';
  await town.goTo('07:55');
  expect(await town.says(teacher, '罗小弟到了')).toContain('已到校：罗小弟');
  expect((await town.file(child?.id ?? ''))?.stage).toBe('RETURNED');
  const row = await town.database.caseFile.findMany({ where: { student: child?.id ?? '' } });
  expect(row).toMatchObject([{ school: child?.school, class: child?.class }]);
  expect(await town.database.caseFile.count()).toBe(1);
});
