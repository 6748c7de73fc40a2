/** How people tell of a pupil's help. */
import { describe, expect, test } from 'vitest';
import {
  carerNamed,
  exceptionIn,
  lacksCarer,
  readHelp,
  tellsTalk,
  tellsTalkWith,
} from '../../../domain/support/sentences.ts';
import { loadPolicy } from '../../../seeds/load-policy.ts';

const { benefits } = loadPolicy('dongchuan');

const read = (text: string, ...flags: string[]) => {
  const body = readHelp(text, { id: 'zhang', name: '张伟', flags }, benefits, '2026-09-15');
  if (!body) return null;
  const { kind, student: _, ...rest } = body as { kind: string; student: string };
  return [kind, ...Object.values(rest)].join(' ');
};

describe('nobody looks after the child', () => {
  test.each([
    '没人照看，在家',
    '没人管，在家',
    '没人带，在家',
    '在家没人照看',
    '家里没得人管她',
    '一个大人在家没有人照顾',
    '他爷爷奶奶带着，爹妈都不在，没人管',
    '爹妈离婚没人管',
    '没有大人照管他',
    '无人照看',
    '没得哪个照管',
    '家里没大人',
    '家里都没大人，一个人',
    '屋头没得大人在家',
  ])('%s', (text) => {
    expect(lacksCarer(text)).toBe(true);
  });

  test.each([
    '作业没人管',
    '没人管作业',
    '没人带弟弟',
    '在家带弟弟，弟弟没人带',
    '我妹没人带，今天我在家看她',
    '奶奶没人照顾',
    '他奶奶发高烧没人照管，留家里守着',
    '他小姨坐月子没人管，要去搭手两天',
    '爷爷摔着没人管',
    '他姐考公务员没人带娃',
    '没人照顾瘫痪的老人',
    '不是没人管就是不愿读',
    '有人照看',
    '家里没大人接电话',
    '大人没在家',
  ])('%s: something else', (text) => {
    expect(lacksCarer(text)).toBe(false);
  });
});

describe('one sentence about one pupil', () => {
  test.each([
    ['张伟由奶奶照看', 'carer 奶奶'],
    ['张伟跟着外公一起住', 'carer 外公'],
    ['张伟现在归他姑妈管', 'carer 他姑妈'],
    ['张伟的照看人是邻居李大妈', 'carer 邻居李大妈'],
    ['张伟在家没人照看', 'carer '],
    ['徐老师结对张伟', 'buddy 徐老师'],
    ['张伟的结对老师是徐老师', 'buddy 徐老师'],
    ['今天给张伟送教了', 'home_lesson 2026-09-15'],
    ['张伟安排送教上门', 'schooling home_teaching'],
    ['张伟随班就读', 'schooling inclusive_class'],
    ['张伟没领到营养餐', 'benefits 营养改善计划'],
    ['张伟的生活补助还没发', 'benefits 家庭经济困难学生生活补助'],
  ])('%s', (text, told) => {
    expect(read(text)).toBe(told);
  });

  test.each([
    ['和张伟谈了心', 'one_to_one 2026-09-15'],
    ['给张伟补了课', 'one_to_one 2026-09-15'],
  ])('%s: of a weary pupil alone', (text, told) => {
    expect(read(text, 'weary')).toBe(told);
    expect(read(text)).toBeNull();
  });

  test('a talk with the family is none with the child', () => {
    expect(read('和张伟奶奶谈了话', 'weary')).toBeNull();
  });

  test.each([
    ['张伟在官渡小学读书', 'elsewhere 官渡小学 false'],
    ['张伟在官渡小学就读，有在读证明', 'elsewhere 官渡小学 true'],
  ])('%s: of a child that moved alone', (text, told) => {
    expect(read(text, 'migrant')).toBe(told);
    expect(read(text)).toBeNull();
  });

  test.each(['张伟没来', '张伟没交作业', '张伟发烧请假', '张伟家访了，奶奶在家', '张伟表现不错'])(
    '%s: none',
    (text) => {
      expect(read(text, 'weary', 'migrant')).toBeNull();
    },
  );
});

test.each([
  ['除了张伟都结对了', 'buddy'],
  ['除张伟外都有人照看', 'carer'],
  ['除开张伟都领了', 'benefits'],
  ['除了张伟都安排好了', 'schooling'],
  ['除了张伟都有证明', 'proof'],
  ['除了张伟都到齐了', null],
  ['张伟还没结对', null],
])('%s: everybody but those named has it: %s', (text, lack) => {
  expect(exceptionIn(text)).toBe(lack);
});

describe('a talk', () => {
  test.each(['和张伟聊了，他说爸爸喝酒', '今天疏导了张伟', '张伟来找我谈了', '张伟已谈'])(
    '%s: with him',
    (text) => {
      expect(tellsTalkWith(text, '张伟')).toBe(true);
    },
  );

  test.each([
    '和张伟家长沟通了',
    '张伟的妈妈跟我聊了',
    '和张伟奶奶谈了',
    '张伟没来，跟同桌聊了',
    '和李丽聊了',
  ])('%s: not with him', (text) => {
    expect(tellsTalkWith(text, '张伟')).toBe(false);
  });

  test.each(['聊过了，好多了', '和他谈了一次', '已经谈了'])('%s: with somebody', (text) => {
    expect(tellsTalk(text)).toBe(true);
  });

  test.each(['给学生做了心理辅导讲座', '和张伟妈妈沟通了', '全校心理健康活动已办'])('%s: none', (text) => {
    expect(tellsTalk(text)).toBe(false);
  });
});

describe('who looks after the child', () => {
  test.each([
    ['托他爷爷马老三管，电话13800000000', '他爷爷马老三', '13800000000'],
    ['委托姑妈照顾', '姑妈', null],
    ['委托给他大姑李小红照看（138 0000 0000）', '他大姑李小红', '13800000000'],
    ['我们去广东打工，孩子交给他大伯带，他电话13800000000', '他大伯', '13800000000'],
    ['委托马老三代管', '马老三', null],
    ['委托邻居李大妈照看', '邻居李大妈', null],
    ['由奶奶带', '奶奶', null],
    ['跟着外公过日子', '外公', null],
  ])('%s', (text, carer, phone) => {
    expect(carerNamed(text)).toEqual({ carer, phone });
  });

  test.each([
    '跟着爸爸过来了',
    '由奶奶带去医院',
    '想委托姑妈照顾',
    '能不能托给姑妈照看？',
    '委托王老师带回来',
    '托人带了书包',
    '委托我照顾',
    '由爷爷带来学校',
  ])('%s: nobody is named', (text) => {
    expect(carerNamed(text)).toBeNull();
  });

  test('the last word counts', () => {
    expect(lacksCarer('家里没大人，现在托给姑妈照看')).toBe(false);
    expect(lacksCarer('由奶奶照看，奶奶走了，没人管')).toBe(true);
  });
});
