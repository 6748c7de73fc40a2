import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { at } from '../../domain/calendar/time.ts';
import { namedAmong, namesIn, pupilsOfCounty } from '../../domain/conversation/names.ts';
import { rostersOf } from '../../domain/conversation/rosters.ts';
import { safeguardWord } from '../../domain/conversation/safeguard.ts';
import { candidates } from '../../domain/conversation/settling.ts';
import type { Duty } from '../../domain/duties/duty.ts';
import { Directory, type DirectoryParts } from '../../domain/people/directory.ts';
import { quoted } from '../../domain/understanding/text/quote.ts';
import { closeFields, Field, POLICY } from '../support/field.ts';
import { fieldCounty, pupil } from '../support/field-county.ts';
import { MA_MISSING, threeMornings } from '../support/mornings.ts';

let town: Field;

afterEach(closeFields);

beforeEach(async () => {
  town = await Field.open();
  await town.goTo('07:50');
});

const ZHANG = pupil('c31', '张伟');
const MA = pupil('c71', '马建平');

describe('a report', () => {
  test('is answered with numbers, names and what comes next, and "1" settles it', async () => {
    expect(await town.says('wang', '应到10实到9，张伟没来')).toBe(
      [
        '已记 三(1)班 9月14日（周一） 应到10 实到9',
        '· 没来：张伟',
        '→ 请在今天08:50前联系张伟的家长。回复：1 已联系上　2 没打通',
      ].join('\n'),
    );
    expect(await town.says('wang', '1')).toBe('已记：已联系上\n· 张伟（三(1)班）：联系家长');
    expect(await town.duties('P3.1-CHECK-1H')).toEqual([`P3.1-CHECK-1H ${ZHANG} done`]);
  });

  test('of a full class says that nothing more is needed', async () => {
    expect(await town.says('wang', '全到齐')).toContain('今天不用再报了');
  });

  test('of several classes names them', async () => {
    expect(await town.says('zhao', '三(1)、三(2)班全到齐')).toContain('三(1)班、三(2)班');
  });

  test('"1" after the reminder to mark means the marking', async () => {
    await town.says('wang', '全到齐');
    expect(await town.says('wang', '1')).toContain('已经记好了');
    await town.goTo('13:31');
    expect(town.news('wang').at(-1)).toContain('回复：1 已标注');
    expect(await town.says('wang', '1')).toContain('已记：已标注');
  });

  test('“昨天我漏报了” is told how an earlier day is reported, and what follows is of that day', async () => {
    await town.goTo('2026-09-15 10:00');
    expect(await town.says('wang', '昨天我漏报了')).toBe(
      '可以补报。请把日子写在前面，和谁没来写在一条里，例如“昨天张伟没来”；都到了就写“昨天全到齐”。',
    );
    expect(await town.says('wang', '昨天张伟没来')).toContain('已记');
    expect(await town.file(ZHANG)).toMatchObject({ marks: { '2026-09-14': { standing: 'unaccounted' } } });
    expect(await town.says('liu', '昨天全到齐')).toContain('已记 三(2)班 9月14日（周一）');
    expect(await town.says('wang', '昨天漏报了，李思雨病假')).toContain('李思雨');
    expect(await town.says('sun', '昨天我漏报了')).not.toContain('可以补报');
  });

  test('"已标注" is taken before anybody asked', async () => {
    await town.says('wang', '全到齐');
    expect(await town.says('wang', '已标注')).toContain('已记：已标注');
  });
});

describe('several questions open', () => {
  beforeEach(async () => {
    await town.says('wang', '应到10实到8，张伟、马小军没来');
  });

  const calls = async (): Promise<string[]> =>
    (await town.duties('P3.1-CHECK-1H')).map((line) => line.slice(14));

  test('"1" asks which, and "2" means the second', async () => {
    expect(await town.says('wang', '1')).toContain('您有2件事在等，指哪一件？\n1 张伟');
    expect(await town.says('wang', '2')).toContain('马小军');
    expect(await calls()).toEqual([`${ZHANG} open`, `${pupil('c31', '马小军')} done`]);
  });

  test('"全部" means all', async () => {
    await town.says('wang', '1');
    await town.says('wang', '全部');
    expect((await calls()).every((line) => line.endsWith('done'))).toBe(true);
  });

  test('"都不是" means none', async () => {
    await town.says('wang', '1');
    expect(await town.says('wang', '都不是')).toBe('好的，不记了。');
    expect((await calls()).every((line) => line.endsWith('open'))).toBe(true);
  });

  test('a new report is recorded, not swallowed as an answer', async () => {
    await town.says('wang', '1');
    expect(await town.says('wang', '马小军迟到，8:20到的，路上车坏了')).toContain('迟到：马小军');
    expect(await town.file(pupil('c31', '马小军'))).toMatchObject({ away: null });
    expect(await calls()).toEqual([`${ZHANG} open`, `${pupil('c31', '马小军')} not_applicable`]);
  });
});

describe('what is in doubt is asked, and the answer completes it', () => {
  test.each([
    ['which_student', '雨汉没来', '2', ['没来：陈语晗']],
    ['which_student', '雨汉没来', '都不是', ['不记了']],
    ['unknown_name', '小强没来', '何光明', ['没来：何光明']],
    ['no_status', '何光明', '1', ['没来：何光明']],
    ['no_status', '何光明', '病假', ['病假：何光明']],
    ['count_mismatch', '应到6实到5', '吴佳', ['应到6 实到5', '没来：吴佳']],
    ['count_mismatch', '应到6实到4，吴佳没来', '0', ['没来：吴佳']],
  ])('%s: %s → %s', async (ask, text, answer, expected) => {
    await town.says('liu', text);
    const talk = await town.database.conversation.findUniqueOrThrow({ where: { person: 'liu' } });
    expect(talk.question).toMatchObject({ kind: 'complete', ask });
    const reply = await town.says('liu', answer);
    for (const part of expected) expect(reply).toContain(part);
  });

  test('a question about one child does not swallow what is told of another', async () => {
    await town.says('liu', '何光明');
    expect(await town.says('liu', '吴佳没来')).toContain('没来：吴佳');
    expect(await town.file(pupil('c32', '何光明'))).toBeUndefined();
  });

  test('"撤回" takes the last report back, and the words stay in the ledger', async () => {
    await town.says('wang', '应到10实到9，张伟没来');
    expect(await town.says('wang', '撤回')).toBe(
      '已撤回：三(1)班点名；没来 张伟。原话仍留在记录里。请重新报。',
    );
    expect(await town.file(ZHANG)).toMatchObject({ away: null, stage: 'ENROLLED' });
    expect(await town.duties('P3.1-CHECK-1H')).toEqual([`P3.1-CHECK-1H ${ZHANG} not_applicable`]);
    expect((await town.facts('standing')).map(({ body }) => body.student)).toEqual([ZHANG]);
    expect(await town.says('wang', '撤回')).toContain('没有找到');
  });

  test('"撤回" passes over what recorded nothing, and says what it took back', async () => {
    await town.says('wang', '张伟旷课');
    await town.says('wang', '马小军早退');
    expect(await town.says('wang', '马小军早退')).toContain('没有改动');
    await town.says('wang', '今天谁没来');
    expect(await town.says('wang', '撤回')).toBe('已撤回：早退 马小军。原话仍留在记录里。要改，请直接说。');
    expect(await town.says('wang', '撤回')).toContain('已撤回：旷课 张伟。');
    expect(await town.file(ZHANG)).toMatchObject({ away: null, stage: 'ENROLLED', marks: {} });
    expect(await town.says('wang', '撤回')).toContain('没有找到');
  });

  test('"撤回" of a word against a leave leaves the leave', async () => {
    await town.says('wang', '张伟病假');
    await town.says('wang', '张伟没来');
    await town.says('wang', '撤回');
    expect(await town.file(ZHANG)).toMatchObject({
      stage: 'ABSENT_EXCUSED',
      leaves: [{ kind: 'sick_leave' }],
    });
  });
});

describe('a quote, as WeCom writes it', () => {
  test('"1" under a quoted reminder means the pupil it names', async () => {
    await town.says('wang', '应到10实到8，张伟、李思雨没来');
    const reply = await town.says(
      'wang',
      quoted('机器人：【提醒】联系家长\n· 张伟（三(1)班），今天08:50前', '1'),
    );
    expect(reply).toBe('已记：已联系上\n· 张伟（三(1)班）：联系家长');
    expect(await town.duties('P3.1-CHECK-1H')).toEqual(
      expect.arrayContaining([`P3.1-CHECK-1H ${ZHANG} done`, expect.stringMatching(/ open$/)]),
    );
  });

  test('what is said of a quoted pupil is said of them', async () => {
    const reply = await town.says('wang', quoted('徐老师：张伟没来', '他病假'));
    expect(reply).toContain('病假：张伟');
  });
});

describe('a storm', () => {
  const all = '应到10实到1，张伟李思雨岩温罕杨春燕罗志明马小军陈静周强赵敏没来';
  beforeEach(async () => {
    expect(await town.says('wang', all)).toContain('三(1)班有9人没到（全班10人）');
    expect(await town.duties('P3.1-CHECK-1H')).toEqual([]);
  });

  test('"1": it is true, and each child is followed', async () => {
    expect(await town.says('wang', '1')).toContain('没来：张伟、李思雨');
    expect(await town.duties('P3.1-CHECK-1H')).toHaveLength(9);
  });

  test('"2": a slip, and nothing was recorded', async () => {
    expect(await town.says('wang', '2')).toBe('好的，不记了。');
    expect(await town.facts('standing')).toEqual([]);
  });
});

test('"今天停课" is asked back once and stops the clocks of the school', async () => {
  await town.says('wang', '应到10实到9，张伟没来');
  expect(await town.says('wang', '今天停课')).not.toContain('全校停课，当天');
  expect(await town.says('zhao', '今天停课')).toContain('今天全校停课');
  expect(await town.says('zhao', '1')).toContain('停课');
  const mine = (await town.duties()).filter((line) => /c3[12]/.test(line) && !line.includes('REPORT-2H'));
  expect(mine.filter((line) => / (open|overdue)$/.test(line))).toEqual([]);
  const open = (await town.duties()).filter((line) => line.includes('c71') && line.endsWith('open'));
  expect(open.length).toBeGreaterThan(0);
});

describe('questions', () => {
  test('"待办" lists what the sender has to do', async () => {
    await town.says('wang', '应到10实到9，张伟没来');
    expect(await town.says('wang', '待办')).toMatch(
      /^您还有\d件事：\n1\. 张伟（三\(1\)班）：联系家长，今天08:50/,
    );
    expect(await town.says('wu', '待办')).toBe('您现在没有要办的事。');
  });

  test('"今天谁没来" names who is missing, not who was late, and the classes without a roll', async () => {
    await town.says('wang', '应到10实到9，张伟没来');
    await town.says('wang', '马小军迟到');
    const answer = await town.says('zhao', '今天谁没来');
    expect(answer).toContain('没到校1人：\n1. 张伟（三(1)班）');
    expect(answer).not.toContain('马小军');
    expect(answer).toContain('还没点名：三(2)班');
    await town.says('liu', '全到齐');
    expect(await town.says('zhao', '今天谁没来')).not.toContain('还没点名');
    expect(await town.says('liu', '今天谁没来')).toMatch(/没有缺勤记录。$/);
  });

  test('what is asked for or told where a purpose is wanted is obeyed, and kept as no purpose', async () => {
    await town.says('he', '应到4实到3，马建平没来');
    expect(await town.says('zhou', '马建平的情况')).toContain('请说明用途');
    expect(await town.says('zhou', '谁超时了')).not.toContain('马建平：');
    await town.says('zhou', '马建平的情况');
    expect(await town.says('zhou', '待办')).toMatch(/^您(还有|现在没有)/);
    expect(await town.says('zhou', '把台账发我')).toContain('请说明用途');
    const given = await town.says('zhou', '谁超时了');
    expect(given).not.toContain('台账');
    expect(await town.database.look.count()).toBe(0);
  });

  test('the bureau says what for before it sees a pupil’s case, and the look is kept', async () => {
    await town.says('he', '应到4实到3，马建平没来');
    expect(await town.says('zhou', '马建平的情况')).toContain('请说明用途');
    expect(await town.database.look.count()).toBe(0);
    expect(await town.says('zhou', '核对劝返情况')).toContain('马建平（七(1)班）');
    expect(await town.database.look.findMany()).toMatchObject([
      { viewer: 'zhou', role: 'bureau_officer', student: MA, purpose: '核对劝返情况' },
    ]);
    expect(await town.says('he', '马建平的情况')).toContain('马建平（七(1)班）：未到待核');
    expect(await town.database.look.count()).toBe(1);
  });
});

describe('a case', () => {
  beforeEach(async () => {
    await threeMornings(town, '07:55', MA_MISSING);
    await town.goTo('2026-09-16 15:05');
    expect(await town.file(MA)).toMatchObject({ stage: 'SUSPECTED' });
  });

  test('a reply that needs a number asks for it, and the number settles it', async () => {
    expect(await town.says('he', '已上报')).toContain('请再回编号');
    expect(await town.says('he', '2026091601')).toContain('已记：2026091601');
    expect(await town.file(MA)).toMatchObject({ ticket: '2026091601' });
    expect(await town.duties('P3.R2-PLATFORM-3D')).toEqual([`P3.R2-PLATFORM-3D ${MA} done`]);
  });

  test('a report in the place of the number is a report', async () => {
    await town.says('he', '已上报');
    expect(await town.says('he', '白雪迟到，8:20到的')).toContain('迟到：白雪');
    expect(await town.file(MA)).toMatchObject({ ticket: null });
  });

  test('"1" means what stood beside a number, not what was told in a list of several matters', async () => {
    await town.goTo('2026-09-16 17:01');
    const asked = await town.says('feng', '1');
    expect(asked).toContain('您有2件事在等');
    expect(asked).toContain('向校长汇报');
    expect(asked).not.toContain('家访');
  });

  test('a sentence of its own is no account of the visit that was asked about', async () => {
    await town.says('wei', '已联合家访');
    await town.says('wei', '马建平责任教师何老师');
    expect(await town.file(MA)).toMatchObject({ teacher: '何老师', visits: [] });
  });

  test('"全部" does not make up a home visit that nobody told of', async () => {
    await town.goTo('2026-09-17 14:31');
    expect(await town.says('feng', '1')).toContain('指哪一件');
    const reply = await town.says('feng', '全部');
    expect(reply).toContain('向校长汇报');
    expect(reply).toContain('请再回一句经过');
    expect(await town.file(MA)).toMatchObject({ visits: [] });
    await town.says('feng', '爷爷在家，说孩子去县城洗车了');
    expect(await town.file(MA)).toMatchObject({ visits: [{ by: 'feng', purpose: 'visit' }] });
  });

  test('the township tells of a visit and of persuasions, each counted for what it was', async () => {
    expect(await town.says('sun', '家访了马建平，爷爷说明天送来')).toContain('已记家访');
    expect(await town.says('sun', '今天去马建平家劝返，孩子不愿意回来')).toContain('马建平：已劝返1次');
    expect(await town.says('sun', '第二次劝返马建平，答应明天回来')).toContain('马建平：已劝返2次');
    expect(await town.file(MA)).toMatchObject({ persuasions: 2, visits: [{}, {}, {}] });
  });

  test('a child who is back is said to be back, and the case goes into observation', async () => {
    await town.goTo('2026-09-17 07:56');
    expect(await town.says('he', '应到4实到4，马建平回来了')).toContain('→ 马建平已返校，个案转入观察');
    expect(await town.file(MA)).toMatchObject({ stage: 'RETURNED' });
  });
});

describe('others than the teacher', () => {
  test('the helper who found nobody either has done the duty', async () => {
    await town.says('he', '应到4实到3，马建平没来');
    await town.says('he', '2');
    expect(town.news('helper')).toEqual([expect.stringContaining('回复：1 找到家长了　2 也没找到')]);
    expect(await town.says('helper', '2')).toContain('已记：也没找到');
    expect(await town.duties('P3.1-CHECK-1H/second_channel')).toEqual([
      `P3.1-CHECK-1H/second_channel ${MA} done`,
    ]);
    // the teacher's own try is no second try of the helper
    expect(await town.says('helper', '待办')).toBe('您现在没有要办的事。');
  });

  test('what a guardian writes reaches the teacher, who gives the leave', async () => {
    expect(await town.says(`g-${ZHANG}`, '孩子发烧，今天请假')).toContain('已转给王老师');
    expect(town.news('wang').join()).toContain('张伟（三(1)班）的家长说：“孩子发烧，今天请假”');
    expect(await town.says('wang', '准假张伟')).toContain('已记：同意');
    expect(await town.file(ZHANG)).toMatchObject({ stage: 'ABSENT_EXCUSED' });
  });

  test('harm to a child goes to the principal and the designated person at once, never to the family', async () => {
    expect(await town.says('wang', '张伟身上有伤，说是被打的')).toContain('不走普通流程');
    expect(town.news('qian').join()).toContain('【安全保护】张伟');
    expect(town.news('zhou').join()).toContain('【安全保护】张伟');
    await town.goTo('2026-09-15 12:00');
    expect(town.news(`g-${ZHANG}`)).toEqual([]);
    for (const person of ['liu', 'sun', 'luo', 'helper'])
      expect(town.news(person).join()).not.toContain('张伟（');
  });

  test('a missing child is told to the police through the night', async () => {
    await town.goTo('23:30');
    await town.says('wang', '陈静失联了，家里找不到人');
    expect(town.news('qian').join()).not.toContain('陈静');
    await town.says('wang', '1');
    expect(town.news('qian').join()).toContain('【紧急·孩子失联】陈静');
    expect(town.news('pan').join()).toContain('【紧急·孩子失联】陈静');
    expect(await town.says('qian', '1')).toContain('已记：孩子已找到');
    expect(await town.file(pupil('c31', '陈静'))).toMatchObject({ missing: false });
  });
});

describe('posts', () => {
  test('a deputy reports and is reminded while the teacher is on leave', async () => {
    const leaves = [{ person: 'wang', deputy: 'xu', from: '2026-09-14', until: '2026-09-14' }];
    const away = await Field.open(fieldCounty({ leaves }));
    await away.goTo('07:51');
    expect(away.news('xu').join()).toContain('【点名】三(1)班');
    expect(away.news('wang')).toEqual([]);
    expect(await away.says('xu', '应到10实到9，张伟没来')).toContain('请在今天');
    expect(await away.says('xu', '1')).toContain('已联系上');
    await away.goTo('2026-09-15 07:51');
    expect(away.news('wang').join()).toContain('【点名】三(1)班');
    expect(await away.says('xu', '张伟没来')).toContain('没有在岗登记');
  });

  test('a vacant post is told once to whoever can fill it, and the next rung acts meanwhile', async () => {
    const vacant = await Field.open(fieldCounty({ without: ['liu'] }));
    await vacant.goTo('2026-09-15 08:30');
    const told = vacant.news('qian').filter((text) => text.startsWith('【岗位空缺】三(2)班班主任现在没有人'));
    expect(told).toHaveLength(1);
    expect(vacant.news('zhao').join()).toContain('【点名】三(2)班');
    expect(await vacant.says('qian', '1 徐老师')).toContain('已记：已补人');
  });
});

test('one day away is no case: the head of the township is told of neither child nor day', async () => {
  const parts = fieldCounty();
  const township = parts.townships[0]?.id ?? '';
  const head = {
    person: 'xu',
    role: 'township_head',
    unit: township,
    from: '2026-09-01',
    until: null,
  } as const;
  const field = await Field.open({ ...parts, posts: [...parts.posts, head] });
  await field.goTo('07:55');
  await field.says('wang', '应到10实到9，张伟没来');
  expect(await field.says('xu', '今天谁没来')).toMatch(/没有缺勤记录。$/);
  expect(await field.says('xu', '张伟的情况')).toBe('张伟没有个案；每天的到校情况由学校管。');
  expect(await field.says('sun', '张伟的情况')).toContain('未到待核');
});

/** The town with a second 张伟, in 三(2)班, and whatever posts are added. */
const withTwins = (posts: DirectoryParts['posts'] = []): DirectoryParts => {
  const parts = fieldCounty();
  const students = parts.students.map((student) =>
    student.id === 'c32-3' ? { ...student, name: '张伟' } : student,
  );
  return { ...parts, students, posts: [...parts.posts, ...posts] };
};

const standings = async (field: Field): Promise<unknown[]> =>
  (await field.facts('standing')).map(({ body }) => [body.student, body.standing]);

describe('pupils and their names', () => {
  test.each([
    ['principal who is the office too', { person: 'qian', role: 'academic_office', unit: 'tangdan' }, 'qian'],
    ['teacher who stands there twice', { person: 'wang', role: 'subject_teacher', unit: 'c31' }, 'wang'],
  ] as const)('%s has each pupil once', async (_, post, person) => {
    const parts = fieldCounty();
    const posts = [...parts.posts, { ...post, from: '2026-09-01', until: null }];
    const field = await Field.open({ ...parts, posts });
    await field.goTo('07:50');
    expect(await field.says(person, '三(1)班应到10实到9，张伟没来')).toContain('没来：张伟');
    expect(await standings(field)).toEqual([[ZHANG, 'unaccounted']]);
  });

  test('of two bearers of a name the one in the reported class is meant', async () => {
    const field = await Field.open(withTwins());
    await field.goTo('07:50');
    expect(await field.says('zhao', '三(1)班应到10实到9，张伟没来')).toContain('没来：张伟');
    expect(await standings(field)).toEqual([[ZHANG, 'unaccounted']]);
  });

  test('of two bearers without a class it is asked which, with the class, and the answer is recorded', async () => {
    const field = await Field.open(withTwins());
    await field.goTo('07:50');
    const asked = await field.says('zhao', '张伟没来');
    expect(asked).toContain('1 张伟（三(1)班）\n2 张伟（三(2)班）');
    expect(asked).not.toContain('已记');
    expect(await field.says('zhao', '2')).toContain('没来：张伟');
    expect(await standings(field)).toEqual([['c32-3', 'unaccounted']]);
  });

  test('a name borne in both reported classes is not echoed as recorded', async () => {
    const field = await Field.open(withTwins());
    await field.goTo('07:50');
    const reply = await field.says('zhao', '三(1)班、三(2)班，张伟没来');
    expect(reply).toContain('是哪一位');
    expect(reply).not.toContain('没来：张伟');
    expect(await standings(field)).toEqual([]);
  });
});

describe('a child missing or found', () => {
  const isMissing = async (): Promise<boolean> => (await town.file(ZHANG))?.missing ?? false;

  test('a guardian who is not reached raises no alarm, and the roll is kept', async () => {
    const reply = await town.says('wang', '应到10实到9，张伟没来，家长失联');
    expect(reply).toContain('应到10 实到9');
    expect(reply).toContain('张伟：家长没联系上');
    expect(await isMissing()).toBe(false);
  });

  test('"失联" is asked back: "2" records the guardian, "1" the child', async () => {
    expect(await town.says('wang', '张伟失联了')).toContain('1 孩子不见了\n2 家长联系不上');
    expect(await isMissing()).toBe(false);
    expect(await town.says('wang', '2')).toContain('张伟：家长没联系上');
    expect(await isMissing()).toBe(false);
    await town.says('wang', '张伟失联了');
    expect(await town.says('wang', '1')).toContain('已记：孩子失联');
    expect(await isMissing()).toBe(true);
  });

  test('said plainly it alarms at once, and the roll is kept beside it', async () => {
    const reply = await town.says('wang', '应到10实到9，张伟没来，孩子走失了');
    expect(reply).toContain('已记：孩子失联');
    expect(reply).toContain('应到10 实到9');
    expect(await isMissing()).toBe(true);
    expect(await town.facts('roll')).toHaveLength(1);
  });

  test('found and back in class is both', async () => {
    await town.says('wang', '张伟走失了');
    const reply = await town.says('wang', '张伟找到了，已经到校');
    expect(reply).toContain('已记：孩子已找到');
    expect(await town.file(ZHANG)).toMatchObject({ missing: false });
    expect(await standings(town)).toEqual([[ZHANG, 'present']]);
  });

  test('"平安" of a child who is not missing is no command', async () => {
    expect(await town.says('wang', '张伟在家，平安，发烧了，家长已请假')).toContain('病假：张伟');
    expect(await town.facts('found')).toEqual([]);
  });

  test('"没来报到" in the middle of September is an absence', async () => {
    expect(await town.says('wang', '张伟没来报到')).toContain('没来：张伟');
    expect(await town.facts('registration')).toEqual([]);
  });

  test('"没来报到" in the first week is about registration', async () => {
    const field = await Field.open(fieldCounty(), at('2026-09-02', '09:00'));
    expect(await field.says('wang', '张伟没来报到')).toContain('已记：开学未注册');
  });
});

describe('harm', () => {
  const flagged = async (): Promise<unknown[]> =>
    (await town.facts('safeguard')).map(({ body }) => body.student);

  test('without a name it is asked who, and nobody is said to have been told', async () => {
    const reply = await town.says('wang', '有个孩子说被打了');
    expect(reply).toContain('请回姓名');
    expect(reply).not.toContain('已只告诉');
    expect(await flagged()).toEqual([]);
    expect(await town.says('wang', '张三丰')).toContain('还没有告诉任何人');
    expect(await town.says('wang', '张伟')).toContain('已只告诉校长');
    expect(await flagged()).toEqual([ZHANG]);
  });

  test('only the child beside the word is flagged; the others are recorded', async () => {
    const reply = await town.says('wang', '陈静没来，张伟说被爸爸打了，马小军病假');
    expect(reply).toContain('收到（张伟）');
    expect(reply).toContain('没来：陈静');
    expect(reply).toContain('病假：马小军');
    expect(await flagged()).toEqual([ZHANG]);
    expect(await standings(town)).toHaveLength(2);
  });

  test.each([
    ['张伟被他爸爸打了', true],
    ['张伟被打得住院', true],
    ['张伟被人打成重伤', true],
    ['张伟打篮球受伤', false],
    ['张伟去打针', false],
    ['给家长打电话说受伤', false],
    ['张伟打吊针，住院', false],
    ['张伟被大雨打湿了衣服', false],
    ['张伟被同学叫去打篮球', false],
  ])('%s: %s', (text, expected) => {
    expect(safeguardWord(text, POLICY) !== null).toBe(expected);
  });
});

describe('leave', () => {
  test('a teacher gives one day of five, and the reply says who gives the rest', async () => {
    const reply = await town.says('wang', '张伟请假5天');
    expect(reply).toContain('张伟：先记1天假，9月14日（周一）；其余已转钱校长批，批了告诉您');
    expect(reply).not.toContain('到9月18日');
    expect((await town.file(ZHANG))?.leaves).toMatchObject([{ from: '2026-09-14', until: '2026-09-14' }]);
  });

  test('three days are the office’s to give', async () => {
    expect(await town.says('wang', '张伟请假3天')).toContain('其余已转赵主任批');
    expect(await town.says('zhao', '李思雨请假3天')).not.toContain('其余');
  });
});

describe('short replies over several days', () => {
  test('"1" about the newest day, and an older day offers its numbers no more', async () => {
    await town.says('wang', '应到10实到9，张伟没来');
    await town.goTo('2026-09-15 07:50');
    await town.says('wang', '应到10实到9，李思雨没来');
    expect(await town.says('wang', '1')).toContain('李思雨（三(1)班）');
  });

  test('"1 无故" on the third day is recorded for the third day', async () => {
    await threeMornings(town, '07:55', MA_MISSING);
    await town.goTo('2026-09-16 12:00');
    await town.says('feng', '无故');
    const found = (await town.facts('verification')).map(({ body }) => body.day);
    expect(found).toEqual(['2026-09-16']);
  });

  const duty = (name: string, period: string, student: string): Duty =>
    ({
      id: `${name} ${period} ${student}`,
      name,
      period,
      about: { student },
      state: 'open',
      taken: 1,
    }) as Duty;

  test('digits are meant for what asks for a number', () => {
    const duties = [duty('P3.1-CHECK-1H', '2026-09-14', 's1'), duty('P3.R2-PLATFORM-3D', 'case', 's2')];
    const names = (text: string): string[] =>
      candidates(duties, text, POLICY.named, '2026-09-14').found.map((item) => item.duty.name);
    expect(names('1 2026091401')).toEqual(['P3.R2-PLATFORM-3D']);
    expect(names('1')).toHaveLength(2);
  });
});

describe('by role', () => {
  test('a village cadre speaks of the pupils of the village', async () => {
    expect(await town.says('luo', '家访了马建平，爷爷说明天送来')).toContain('已记家访');
    expect(await town.facts('visit')).toHaveLength(1);
  });

  test('what is not understood is answered with what the role may say', async () => {
    expect(await town.says('wang', '哈哈哈')).toContain('应到42');
    for (const person of ['helper', 'luo', 'zhao', 'sun']) {
      const reply = await town.says(person, '哈哈哈');
      expect(reply).not.toContain('应到42');
      expect(reply).toContain('家访了张伟');
    }
  });

  test('"今天谁没来" from the township is answered from the open cases', async () => {
    await threeMornings(town, '07:55', [['he', '应到4实到3，马建平没来']]);
    await town.goTo('2026-09-16 15:05');
    expect(await town.says('sun', '今天谁没来')).toContain('马建平');
    expect(await town.says('zhou', '今天谁没来')).not.toContain('没有缺勤记录');
  });

  test('who stands outside the school says what the names are for, by a number too, and each look is kept', async () => {
    await threeMornings(town, '07:55', [['he', '应到4实到3，马建平没来']]);
    await town.goTo('2026-09-16 15:05');
    for (const person of ['zhou', 'luo']) {
      const asked = await town.says(person, '今天谁没来');
      expect(asked).toContain('有1人没到校');
      expect(asked).not.toContain('马建平');
    }
    expect(await town.database.look.count()).toBe(0);
    expect(await town.says('zhou', '1')).toContain('马建平');
    expect(await town.says('luo', '看看要不要上门')).toContain('马建平');
    expect(await town.database.look.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
      { viewer: 'zhou', role: 'bureau_officer', purpose: '核对劝返情况' },
      { viewer: 'luo', role: 'village_cadre', purpose: '看看要不要上门' },
    ]);
  });

  test('"今天停课" as an answer of a teacher says that nobody was told', async () => {
    await town.says('wang', '应到10实到1，张伟李思雨岩温罕杨春燕罗志明马小军陈静周强赵敏没来');
    expect(await town.says('wang', '3')).toContain('没有替您转告');
    expect(await town.facts('closure')).toEqual([]);
  });

  test('"今天停课" as an answer of the office asks about the closure', async () => {
    await town.says('zhao', '三(1)班应到10实到1，张伟李思雨岩温罕杨春燕罗志明马小军陈静周强赵敏没来');
    expect(await town.says('zhao', '3')).toContain('今天全校停课');
  });
});

test('the longest name wins', () => {
  const parts = fieldCounty();
  const students = parts.students.map((student) =>
    student.id === 'c31-1'
      ? { ...student, name: '张明' }
      : student.id === 'c31-2'
        ? { ...student, name: '张明明' }
        : student,
  );
  const rosters = rostersOf(new Directory({ ...parts, students }), ['c31']);
  const names = (text: string): string[] => namesIn(text, rosters).map(({ name }) => name);
  expect(names('张明明没来')).toEqual(['张明明']);
  expect(names('张明没来，张明明病假')).toEqual(['张明', '张明明']);
  const short = { name: '张明' };
  const long = { name: '张明明' };
  expect(namedAmong('张明明没来', [short, long])).toEqual([long]);
  expect(namedAmong('张明明没来', [short])).toEqual([short]);
  expect(namedAmong('张明明没来', [short], rosters)).toEqual([]);
  expect(namedAmong('张明明没来，张明病假', [short], rosters)).toEqual([short]);
  const county = { ...parts, students };
  const inCounty = (text: string): string[] =>
    pupilsOfCounty(text, new Directory(county)).map(({ id }) => id);
  expect(inCounty('张明明没来')).toEqual(['c31-2']);
  expect(inCounty('张明没来，张明明病假')).toEqual(['c31-1', 'c31-2']);
});
