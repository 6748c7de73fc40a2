import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { closeFields, Field } from '../support/field.ts';
import { fieldCounty, pupil } from '../support/field-county.ts';

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
    expect(await town.says('wang', '1')).toBe('已记：已联系上\n· 张伟（三(1)班）：1小时内联系家长');
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
    expect(await town.says('wang', '1')).toContain('没看懂');
    await town.goTo('13:31');
    expect(town.news('wang').at(-1)).toContain('回复：1 已标注');
    expect(await town.says('wang', '1')).toContain('已记：已标注');
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
    expect(await town.says('wang', '撤回')).toContain('已撤回三(1)班');
    expect(await town.file(ZHANG)).toMatchObject({ away: null, stage: 'ENROLLED' });
    expect(await town.duties('P3.1-CHECK-1H')).toEqual([`P3.1-CHECK-1H ${ZHANG} not_applicable`]);
    expect((await town.facts('standing')).map(({ body }) => body.student)).toEqual([ZHANG]);
    expect(await town.says('wang', '撤回')).toContain('没有找到');
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
      /^您还有\d件事：\n1\. 张伟（三\(1\)班）：1小时内联系家长，今天08:50/,
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
    for (const day of ['14', '15', '16']) {
      await town.goTo(`2026-09-${day} 07:55`);
      await town.says('he', '应到4实到3，马建平没来');
      await town.says('he', '1');
    }
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

  test('"全部" does not make up a home visit that nobody told of', async () => {
    await town.says('feng', '1');
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
    expect(await town.says(`g-${ZHANG}`, '孩子发烧，今天请假')).toContain('已转告王老师');
    expect(town.news('wang').join()).toContain('张伟（三(1)班）的家长说：“孩子发烧，今天请假”');
    expect(await town.says('wang', '准假张伟')).toContain('已准假');
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
