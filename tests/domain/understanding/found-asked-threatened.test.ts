import { describe, expect, test } from 'vitest';
import { publicSchoolDays } from '../../../bot/public-school-days.ts';
import { understand } from '../../../domain/understanding/index.ts';
import type { SpeakerRole } from '../../../domain/understanding/types.ts';

const calendar = publicSchoolDays();
const own = {
  name: '三(2)班',
  students: ['段国兴', '赵应龙', '卓玛', '唐春林', '郭家乐', '罗春燕', '马小军', '钱阳', '王文博', '扎倮'],
};
const other = { name: '三(1)班', students: ['张伟', '李思雨'] };

const heard = (text: string, earlier: readonly string[] = [], role: SpeakerRole = 'homeroom_teacher') =>
  understand(
    {
      ...{ text, earlier, now: Date.parse('2026-09-14T08:30:00+08:00') },
      ...(role === 'homeroom_teacher'
        ? { sender: { role, class: own.name }, classes: [own] }
        : { sender: { role }, classes: [own, other] }),
    },
    calendar,
  );

/** `段国兴 present` for each child told of, and what is asked. */
const told = (text: string, earlier: readonly string[] = []): string[] => {
  const { entries = [], ask } = heard(text, earlier);
  return [...entries.map(({ student, status }) => `${student} ${status}`), ...ask];
};

const reached = (text: string, earlier: readonly string[] = []): string[] =>
  (heard(text, earlier).contacts ?? []).map(({ student, result }) => `${student} ${result}`);

describe('a child that was looked for and found', () => {
  test.each([
    '找着了，在他二叔家放牛，他妈说明天一定送来',
    '段国兴找到了，在他姑妈家，下午送来',
    '段国兴人找到了，躲在同学家',
    '找到段国兴了，在他外婆家',
    '段国兴找到了。在他二叔家',
    '找到了，他自己回家了',
    '寻着了，在他嬢嬢家',
    '终于找到了，跟他哥在工地上',
  ])('%s: elsewhere, and still away', (text) => {
    expect(told(text, ['段国兴没来'])).toEqual(['段国兴 unaccounted']);
  });

  test('elsewhere, whoever plays truant still does, and has no leave for what it does there', () => {
    expect(told('找到了，在街上', ['段国兴旷课'])).toEqual([]);
    expect(told('段国兴找到了，在家放牛', ['段国兴旷课'])).toEqual([]);
    expect(told('段国兴找到了，在网吧', ['段国兴没来'])).toEqual(['段国兴 unexcused']);
  });

  test.each([
    '找到了，在操场',
    '段国兴找到了，现在在教室',
    '段国兴躲厕所，找到了',
    '段国兴找着了，在河边捡石头，已经带回教室坐着了',
    '段国兴在他姑妈家找到了，已经送回学校了',
  ])('%s: in school', (text) => {
    expect(told(text, ['段国兴没来'])).toEqual(['段国兴 present']);
  });

  test.each(['段国兴找到了', '找到了', '段国兴找到了，人平安', '段国兴找到了，明天来上学'])(
    '%s: nobody says that it is in school, and that is asked',
    (text) => {
      expect(told(text, ['段国兴没来'])).toEqual(['no_status']);
    },
  );

  test('what was read wrongly is taken back', () => {
    const before = ['段国兴没来', '段国兴到校'];
    expect(told('没有到校，我是说在他二叔家找着了', before)).toEqual(['段国兴 unaccounted']);
  });

  test('the father who was found is not the child', () => {
    expect(told('找到段国兴他爸了', ['段国兴没来'])).not.toContain('段国兴 present');
    expect(told('没找到段国兴', ['段国兴没来'])).toEqual(['段国兴 unaccounted']);
  });
});

describe('a family that threatens, or keeps the child at home', () => {
  test.each([
    '郭家乐的爸爸打电话来骂我，说再管娃娃就不给来了',
    '郭家乐他爸说再打电话就不来了',
    '郭家乐他爸说了，再管，就不给来了',
    '郭家乐他妈说再不听话就不给读书了',
    '郭家乐他爸说敢再骂他就不送来了',
  ])('%s: threatened, and nothing of the day', (text) => {
    expect(told(text)).toEqual([]);
    expect(reached(text)).toEqual(['郭家乐 reached']);
  });

  test.each([
    '郭家乐的爸爸说不给来了',
    '郭家乐他妈说不准来了',
    '郭家乐奶奶不让来学校了',
    '郭家乐他爸不给他到校',
    '郭家乐他爸不送来了',
  ])('%s: away', (text) => {
    expect(told(text)).toEqual(['郭家乐 unaccounted']);
  });

  test('with a reason it stands, and who came is there', () => {
    expect(told('郭家乐发烧了，奶奶不让来了')).toEqual(['郭家乐 sick_leave']);
    expect(told('郭家乐来了，他爸说再打电话就不给来了')).toEqual(['郭家乐 present']);
    expect(told('郭家乐他妈说已经送来了')).toEqual(['郭家乐 present']);
  });
});

describe('gone to a town, beside another who is there', () => {
  test.each([
    '卓玛跟着家里去拉萨了，唐春林到校',
    '卓玛跟家里人去拉萨，唐春林到校',
    '卓玛随父母去浙江了，唐春林在校',
    '卓玛跟起她爸妈克广东了，唐春林到了',
  ])('%s', (text) => {
    expect(told(text)).toEqual(['卓玛 unaccounted', '唐春林 present']);
  });

  test('the reason that is told counts, and a father who went is not the child', () => {
    expect(told('卓玛去昆明了，病假，唐春林没来')).toEqual(['卓玛 sick_leave', '唐春林 unaccounted']);
    expect(told('卓玛去昆明了，唐春林去成都了，都请假')).toEqual([
      '卓玛 personal_leave',
      '唐春林 personal_leave',
    ]);
    expect(told('卓玛的爸爸去拉萨了，唐春林到校')).toEqual(['唐春林 present', 'no_status']);
  });
});

describe('whether a child came is asked', () => {
  test.each([
    ...[
      '罗春燕来了没',
      '罗春燕来没来',
      '罗春燕到了没有',
      '罗春燕到没到',
      '罗春燕来了没得',
      '罗春燕今天来了没',
    ],
    ...[
      '罗春燕到校没',
      '罗春燕来学校了没有',
      '罗春燕来没有来',
      '罗春燕给来了',
      '罗春燕来了不',
      '罗春燕在不在',
    ],
    ...[
      '罗春燕来了没我再去看看',
      '罗春燕回来了没有我去看看',
      '三(2)班罗春燕来了没',
      '罗春燕、马小军来了没',
      '他来了没',
    ],
  ])('%s', (text) => {
    for (const before of ['罗春燕没来', '罗春燕迟到']) {
      expect(heard(text, [before]).act).toBe('query');
      expect(heard(text, [before], 'academic_office').act).toBe('query');
    }
  });

  test.each([
    ['罗春燕来了，没迟到', 'present'],
    ['罗春燕来了没带书', 'present'],
    ['罗春燕来了，我去看看', 'present'],
    ['罗春燕还没来', 'unaccounted'],
    ['罗春燕没有来上课', 'unaccounted'],
    ['罗春燕今天该来没来', 'unaccounted'],
  ])('%s: told', (text, status) => {
    expect(told(text, ['罗春燕没来'])).toEqual([`罗春燕 ${status}`]);
  });

  test('of another it is told beside the question', () => {
    expect(told('马小军来了没，罗春燕病假', ['马小军没来'])).toEqual(['罗春燕 sick_leave', 'no_status']);
  });
});

describe('whose family was reached', () => {
  test.each([
    '打通了钱阳家的，王文博家没打通',
    '打通了钱阳妈妈的电话，王文博的没打通',
    '联系上了钱阳的家长，王文博的没联系上',
    '钱阳家打通了，王文博家没打通',
  ])('%s', (text) => {
    expect(reached(text, ['钱阳、王文博没来'])).toEqual(['钱阳 reached', '王文博 unreachable']);
  });

  test.each(['打不通钱阳家的，王文博家打通了', '钱阳家没打通，打通了王文博家的'])('%s', (text) => {
    expect(reached(text)).toEqual(['钱阳 unreachable', '王文博 reached']);
  });

  test.each(['路没通', '路还不通', '路都不通', '桥也没通', '公路一直不通', '路断了'])(
    '扎倮没来，%s: a road, and no telephone',
    (text) => {
      expect(reached(`扎倮没来，${text}`)).toEqual([]);
      expect(told(`扎倮没来，${text}`)).toEqual(['扎倮 unaccounted']);
    },
  );

  test('a telephone is one, also beside a road', () => {
    expect(reached('扎倮没来，电话没通')).toEqual(['扎倮 unreachable']);
    expect(reached('扎倮没来，雪大路不通，电话也打不通')).toEqual(['扎倮 unreachable']);
  });
});
