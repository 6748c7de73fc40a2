import { describe, expect, test } from 'vitest';
import {
  asksWhetherFound,
  isAtSchool,
  isGrave,
  saidOf,
  tellsFound,
  tellsFoundOf,
  tellsFoundUnnamed,
} from '../../../domain/conversation/found-words.ts';
import { rostersOf } from '../../../domain/conversation/rosters.ts';
import { townDirectory } from '../../support/town.ts';

const ROSTERS = rostersOf(townDirectory(), ['c1']);

describe('a child that was looked for is found', () => {
  test.each([
    '找到了，在镇上网吧，已带回学校',
    '找着了',
    '娃娃找到了，人平安',
    '孩子已经找到了',
    '派出所找到人了，在车站',
    '在河边找到了',
    '好消息，终于找到了！',
  ])('"%s" tells it without a name', (text) => expect(tellsFoundUnnamed(text)).toBe(true));

  test.each(['找到马小军了，平安', '张伟找到了', '张伟寻着了，在外婆家', '张伟找到了没受伤'])(
    '"%s" tells it with one',
    (text) => expect(tellsFound(text)).toBe(true),
  );

  test.each([
    '还没找到',
    '没有找到张伟',
    '好像找到了',
    '听说找到了，还没核实',
    '张伟找到了吗',
    '找到没得',
    '找到就告诉我',
    '等找到了再说',
    '找到了，又跑了',
    '张伟的手机找到了',
    '张伟家长找到了',
    '找到线索了',
    '找到他家了，没人',
    '作业本找到了',
    '希望平安',
    '张伟平安吗',
    '张伟平安没有',
  ])('"%s" does not', (text) => expect(tellsFound(text)).toBe(false));

  test.each(['全校平安', '大家都平安到家'])('"%s" without a name is of nobody who is looked for', (text) =>
    expect(tellsFoundUnnamed(text)).toBe(false),
  );
});

test('a child of the name 平安 is not found by its name', () => {
  expect(tellsFoundOf('张平安没来', { name: '张平安' })).toBe(false);
  expect(tellsFoundOf('张平安找到了', { name: '张平安' })).toBe(true);
});

test.each(['老师国兴找着没得？', '找到了吗', '张伟找到没有', '有消息没有', '有没有下落'])(
  '"%s" asks whether it was found',
  (text) => expect(asksWhetherFound(text)).toBe(true),
);

test.each(['找到了', '老师找我有事吗', '还没找到'])('"%s" does not ask', (text) =>
  expect(asksWhetherFound(text)).toBe(false),
);

test.each([
  ['张伟找到了，在镇上网吧，已带回学校', '在镇上网吧，已带回学校'],
  ['找到了，在县城表哥的车行，人平安', '在县城表哥的车行，人平安'],
  ['在网吧找到张伟了', '在网吧'],
  ['找到张伟了，李思雨病假', null],
  ['张伟找到了', null],
])('of "%s" is said: %s', (text, said) => expect(saidOf(text, { name: '张伟' }, ROSTERS)).toBe(said));

test.each(['已带回学校', '张伟找到了，已经到校', '人在教室', '送回学校了', '已返校', '找到了，已经回来上课'])(
  '"%s" has it in school',
  (text) => expect(isAtSchool(text)).toBe(true),
);

test.each([
  '在同学家',
  '不在学校',
  '在学校附近的网吧',
  '明天送回学校',
  '正在送回学校的路上',
  '已送回家',
  '准备带回学校',
])('"%s" does not', (text) => expect(isAtSchool(text)).toBe(false));

test('what a family must hear from a person is told apart', () => {
  expect(isGrave('找到了，在医院抢救')).toBe(true);
  expect(isGrave('找到了，人溺水了')).toBe(true);
  expect(isGrave('找到了，在网吧，没受伤')).toBe(false);
});
