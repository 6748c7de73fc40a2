import { expect, test } from 'vitest';
import type { FactBody } from '../../domain/facts/fact.ts';
import { A_CASE, AN_ABSENCE, SCHOOL_DAYS } from '../support/asides.ts';
import { story } from '../support/play.ts';

const AWAY = '09-14 08:05 wang 三(1)班应到6实到5，张伟没来';
const SOUGHT = `${AWAY}
     09-14 08:30 g-zhang 娃娃昨晚就没有回来，到处都找遍了，不见了`;
const standings = (told: Awaited<ReturnType<typeof story>>): string[] =>
  told.facts<Extract<FactBody, { kind: 'standing' }>>('standing').map(({ standing }) => standing);

test('all who were alarmed hear once that the child is found and where, and it is in school where that is said', async () => {
  const told = await story(
    { until: '09-14 09:20' },
    `${SOUGHT}
     09-14 08:50 wang 找到了，在镇上网吧，已带回学校`,
  );
  expect(told.during('09-14 08:50', '09-14 08:50')).toEqual([
    '09-14 08:50 g-zhang notice P3.3-TRACK',
    '09-14 08:50 pan notice P3.3-TRACK',
    '09-14 08:50 qian notice P3.3-TRACK',
    '09-14 08:50 wang reply',
    '09-14 08:50 zhao notice P3.3-TRACK',
    '09-14 08:50 zhou notice P3.3-TRACK',
  ]);
  expect(told.texts('pan').at(-1)).toBe(
    '【孩子找到了】张伟（汤丹中心小学三(1)班）找到了：在镇上网吧，已带回学校。（王老师报）\n不用再找了，辛苦了。',
  );
  expect(told.texts('g-zhang', 'notice').at(-1)).toBe(
    '张伟（三(1)班）的家长您好：张伟找到了：在镇上网吧，已带回学校。\n不用再找了。见到孩子先好好说话，别急着责怪。\n汤丹中心小学',
  );
  expect(told.texts('wang', 'reply').at(-1)).toContain('已告诉在找的4位和家长');
  expect(told.facts('found')).toEqual([{ kind: 'found', student: 'zhang', said: '在镇上网吧，已带回学校' }]);
  expect(standings(told)).toEqual(['unaccounted', 'present']);
  expect(told.during('09-14 08:30', '09-14 08:30', 'zhou')).toHaveLength(1);
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE);
});

test('found at a classmate’s home is found, and not in school', async () => {
  const told = await story(
    { until: '09-14 09:20' },
    `${SOUGHT}
     09-14 08:50 qian 张伟找到了，在同学家`,
  );
  expect(told.texts('qian', 'reply').at(-1)).toBe(
    '已记：孩子已找到\n· 张伟：在同学家\n→ 已告诉在找的4位和家长，不用再找了',
  );
  expect(standings(told)).toEqual(['unaccounted']);
  expect(told.during('09-14 08:50', '09-14 08:50', 'wang')).toEqual(['09-14 08:50 wang notice P3.3-TRACK']);
  for (const person of ['pan', 'zhou', 'zhao', 'g-zhang'])
    expect(told.texts(person).at(-1)).toContain('找到了：在同学家');
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE);
});

test('of two who are missing it is asked which was found; the police may say it too, and once more is nothing new', async () => {
  const told = await story(
    { until: '09-14 09:20' },
    `${SOUGHT}
     09-14 08:31 wang 李思雨不见了
     09-14 08:32 pan 收到，马上出警
     09-14 08:50 qian 找到了，在县城表哥的车行，人平安
     09-14 08:51 qian 2
     09-14 08:55 pan 找到李思雨了，平安
     09-14 08:56 pan 找到张伟了，平安
     09-14 08:57 zhou 张伟找到没有`,
  );
  const [, asked, known] = told.texts('qian', 'reply').concat(told.texts('pan', 'reply'));
  expect(told.texts('qian', 'reply')[0]).toBe('找到的是哪一位？\n1 李思雨（三(1)班）\n2 张伟（三(1)班）');
  expect(asked).toContain('· 张伟：在县城表哥的车行，人平安');
  expect(known).toBe('收到，记下您那边已在找孩子。有消息马上说一句，例如“孩子找到了，在……”。');
  expect(told.texts('pan', 'reply')[1]).toContain('· 李思雨：平安');
  expect(told.texts('pan', 'reply')[2]).toContain('张伟找到的事已经记过');
  expect(told.texts('zhou', 'reply')).toEqual(['张伟今天08:51已经找到：在县城表哥的车行，人平安。']);
  expect(told.texts('g-li').at(-1)).toContain('思雨找到了：平安。');
  expect(told.during('09-14 08:51', '09-14 08:51', 'g-zhang')).toHaveLength(1);
  expect(told.during('09-14 08:55', '09-14 08:56', 'g-zhang')).toEqual([]);
  expect(told.facts('found').map((fact) => (fact as { student: string }).student)).toEqual(['zhang', 'li']);
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE);
  told.rest();
});

test('a guardian who asks hears how it stands, and nobody is alarmed anew', async () => {
  const told = await story(
    { until: '09-14 09:10' },
    `${SOUGHT}
     09-14 08:40 g-zhang 老师张伟找着没得？
     09-14 08:50 pan 找到张伟了，平安
     09-14 08:55 g-zhang 张伟找着没得？`,
  );
  const replies = told.texts('g-zhang', 'reply');
  expect(replies[1]).toContain('还没有找到张伟的消息，学校还在找，一有消息马上告诉您。');
  expect(replies[1]).toContain('您的话已原样转给王老师');
  expect(replies[2]).toContain('张伟今天08:50找到了：平安。');
  expect(told.facts('missing')).toHaveLength(1);
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE);
  told.rest();
});

test('what a family must hear from a person is not sent to it', async () => {
  const told = await story(
    { until: '09-14 09:10' },
    `${SOUGHT}
     09-14 08:50 pan 张伟找到了，受了伤，在医院`,
  );
  expect(told.during('09-14 08:50', '09-14 08:50', 'g-zhang')).toEqual([]);
  expect(told.texts('pan', 'reply').at(-1)).toContain('家长那边我没有发，请当面或者打电话告诉');
  expect(told.texts('qian').at(-1)).toContain('在医院');
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE);
  told.rest();
});

test('of a child that a guardian only asked after, the guardian and the office hear that it came', async () => {
  const told = await story(
    { until: '09-14 09:00' },
    `${AWAY}
     09-14 08:30 g-zhang 不晓得娃娃去哪点了
     09-14 08:50 wang 张伟到了`,
  );
  expect(told.during('09-14 08:50', '09-14 08:50')).toEqual([
    '09-14 08:50 g-zhang notice P3.3-TRACK',
    '09-14 08:50 wang reply',
    '09-14 08:50 zhao notice P3.3-TRACK',
  ]);
  expect(told.texts('g-zhang').at(-1)).toContain('张伟找到了：已经到校。');
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE);
});

test('on its return village, helper and police hear that it is back, and nobody hears twice', async () => {
  const told = await story(
    { until: '09-17 08:10' },
    `${AWAY}
     09-15 08:05 wang 三(1)班应到6实到5，张伟没来
     09-16 08:05 wang 三(1)班应到6实到5，张伟没来
     09-16 15:30 qian 张伟失踪了，全家都在找
     09-17 08:05 wang 三(1)班应到6实到6，张伟来了`,
  );
  const back = told.of('P3.4-CONTINUE').filter((line) => line.startsWith('09-17 08:05'));
  expect(back.sort()).toEqual(
    ['he', 'luo', 'pan', 'qian', 'sun', 'wang', 'zhao', 'zhou'].map((to) => `09-17 08:05 ${to} notice`),
  );
  const found = told.of('P3.3-TRACK').filter((line) => line.startsWith('09-17 08:05'));
  // The bureau's head was told that it was late, and is of no circle.
  expect(found.sort()).toEqual(['09-17 08:05 g-zhang notice', '09-17 08:05 wu notice']);
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE, A_CASE);
  told.rest();
});

test('without an alarm the police hear nothing of a return', async () => {
  const told = await story(
    { until: '09-17 08:10' },
    `${AWAY}
     09-15 08:05 wang 三(1)班应到6实到5，张伟没来
     09-16 08:05 wang 三(1)班应到6实到5，张伟没来
     09-17 08:05 wang 三(1)班应到6实到6，张伟来了`,
  );
  expect(told.to('pan')).toEqual([]);
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE, A_CASE);
  told.rest();
});

test('who waits for a search hears that the police have taken it on', async () => {
  const told = await story(
    { until: '09-14 09:20' },
    `${SOUGHT}
     09-14 08:32 pan 已立案，正在找
     09-14 08:50 pan 找到张伟了，平安`,
  );
  expect(told.texts('pan', 'reply')[0]).toContain('记下您那边已在找张伟');
  expect(told.during('09-14 08:32', '09-14 08:32', 'qian')).toEqual(['09-14 08:32 qian notice P3.3-TRACK']);
  expect(told.texts('qian').join('\n')).toMatch(/【已在找】张伟（三\(1\)班）：.+回话：已立案，正在找/);
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE);
  told.rest();
});

test('who calls a search off is asked whether the child was found, and “1” ends it', async () => {
  const told = await story(
    { until: '09-14 09:20' },
    `${SOUGHT}
     09-14 08:40 qian 不用找了，在亲戚家
     09-14 08:41 qian 0
     09-14 08:50 qian 不用找张伟了，在亲戚家
     09-14 08:51 qian 1`,
  );
  const [asked, goesOn, again, found] = told.texts('qian', 'reply');
  expect(asked).toMatch(/张伟还登记着“失联”[\s\S]*1 找到了，在亲戚家\n0 还没人见到，接着找/);
  expect(goesOn).toContain('接着找');
  expect(again).toBe(asked);
  expect(found).toContain('· 张伟：在亲戚家');
  expect(told.facts('found')).toHaveLength(1);
  expect(told.texts('pan').at(-1)).toContain('找到了：在亲戚家');
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE);
  told.rest();
});

test('a guardian who says that it was found is heard by all who look for it, and the class teacher ends the search', async () => {
  const told = await story(
    { until: '09-14 09:20' },
    `${SOUGHT}
     09-14 08:40 g-zhang 找到了，在他舅舅家
     09-14 08:50 wang 张伟找到了，在他舅舅家`,
  );
  for (const person of ['pan', 'qian', 'zhou', 'zhao', 'wang'])
    expect(told.during('09-14 08:40', '09-14 08:40', person)).toContain(
      `09-14 08:40 ${person} notice P3.3-TRACK`,
    );
  expect(told.texts('pan').at(-2)).toContain('【家长说找到了】张伟');
  expect(told.texts('pan').at(-1)).toContain('【孩子找到了】');
  expect(told.texts('g-zhang', 'reply').at(-1)).toContain('已经告诉所有在找的人');
  expect(told.facts('found')).toHaveLength(1);
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE);
  told.rest();
});

test('of a child that a guardian only asked after, the class teacher tells that it was found at home and ill', async () => {
  const told = await story(
    { until: '09-15 08:40' },
    `${AWAY}
     09-14 08:30 g-zhang 不晓得娃娃去哪点了
     09-14 08:50 wang 张伟在家 他奶说拉肚子 找到了
     09-15 08:30 g-zhang 张伟找着没得？`,
  );
  expect(told.facts('found')).toHaveLength(1);
  expect(standings(told)).toEqual(['unaccounted', 'sick_leave']);
  expect(told.texts('g-zhang', 'reply').at(-1)).toContain('找到了');
  expect(told.texts('g-zhang', 'reply').at(-1)).not.toContain('还没有找到');
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE);
  told.rest();
});
