/** What a teacher tells of a child in danger leaves the ordinary way, and is read as nothing else (P1.R4-HAZARD, policy.md §6.5). */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTwelvePhones } from '../../prisma/stores/twelve-store.ts';
import { closeFields, Field, SECRETS } from '../support/field.ts';
import { pupil } from '../support/field-county.ts';

let town: Field;

afterEach(closeFields);

beforeEach(async () => {
  town = await Field.open();
  await town.goTo('07:50');
});

const CHEN = pupil('c31', '陈静');
const YANG = pupil('c31', '杨春燕');
const harmed = async (): Promise<unknown[]> =>
  (await town.facts('safeguard')).map(({ body }) => body.student);
const standings = async (): Promise<unknown[][]> =>
  (await town.facts('standing')).map(({ body }) => [body.student, body.standing]);

describe('marks on the body', () => {
  test('“她后爹打的” is no telephone call', async () => {
    expect(await town.says('wang', '陈静身上有青疤，问她说是她后爹打的')).toContain('收到（陈静）');
    expect(await harmed()).toEqual([CHEN]);
    expect(await town.facts('contact')).toEqual([]);
  });

  test('beside a roll: the roll is kept, the child is neither on leave nor called for', async () => {
    const reply = await town.says(
      'wang',
      '今天应到10实到9，孙浩没来，10人里还有陈静手臂上青一块紫一块说是她妈打的',
    );
    expect(reply).toContain('收到（陈静）');
    expect(reply).toContain('应到10 实到9\n· 没来：孙浩');
    expect(await harmed()).toEqual([CHEN]);
    expect(await standings()).toEqual([[pupil('c31', '孙浩'), 'unaccounted']]);
    expect(await town.facts('contact')).toEqual([]);
  });

  test('who did it, said in a clause of its own, is told of no other child', async () => {
    await town.says('wang', '应到10实到9，孙浩没来，陈静脸上有巴掌印，是她妈打的');
    expect(await harmed()).toEqual([CHEN]);
    expect(await town.facts('contact')).toEqual([]);
  });

  test('a mark that the child does not explain', async () => {
    expect(await town.says('wang', '陈静脸上有巴掌印，她不肯说')).toContain('收到（陈静）');
  });
});

const openTwelve = async () => [...(await openTwelvePhones(town.database, SECRETS, CHEN))];

describe('without a carer', () => {
  test('living alone for months is harm', async () => {
    const reply = await town.says('wang', '陈静家里只有她一个人，爹妈去广东三个月了，天天吃泡面');
    expect(reply).toContain('收到（陈静）');
    expect(await town.facts('visit')).toEqual([]);
  });

  test('nobody who looks after the child: the guardians are reminded the same day', async () => {
    expect(await town.says('wang', '陈静家里没得人管她')).toContain('联系陈静的家长');
    expect(await town.duties('P1.R4-HAZARD/found')).toEqual([`P1.R4-HAZARD/found ${CHEN} open`]);
    expect(await harmed()).toEqual([]);
  });

  test.each(['陈静没人照看，在家', '陈静没人管，在家', '陈静没人带，在家'])(
    '%s: a hazard, and no leave',
    async (text) => {
      expect(await town.says('wang', text)).toContain('已记：学生隐患');
      expect(await town.facts('hazard')).toHaveLength(1);
      expect(await standings()).toEqual([]);
    },
  );

  test.each([
    '陈静的奶奶发高烧没人照管，她留家里守着',
    '陈静在家带弟弟，弟弟没人带',
    '家访了陈静，爷爷说作业没人管',
  ])('%s: of somebody or something else', async (text) => {
    await town.says('wang', text);
    expect(await town.facts('hazard')).toEqual([]);
  });

  test.each(['应到10实到9，陈静没来，家里没人照看', '陈静没来，家里没大人'])(
    '%s: a hazard beside the report, and no leave',
    async (text) => {
      expect(await town.says('wang', text)).toContain('已记：学生隐患');
      expect(await town.facts('hazard')).toHaveLength(1);
      expect(await standings()).toEqual([[CHEN, 'unaccounted']]);
    },
  );

  test('of another child in the same report only the day is told', async () => {
    await town.says('wang', '应到10实到8，陈静家里没人照看，没来，李思雨没来');
    expect((await town.facts('hazard')).map(({ body }) => body.student)).toEqual([CHEN]);
    expect((await standings()).map(([, standing]) => standing)).toEqual(['unaccounted', 'unaccounted']);
  });

  test.each(['陈静家里没大人，请假一天', '陈静没来，奶奶住院了，家里没人照看'])(
    '%s: told beside a leave or for another, it is no hazard',
    async (text) => {
      await town.says('wang', text);
      expect(await town.facts('hazard')).toEqual([]);
    },
  );

  test.each(['wang', 'g-c31-7'])('left alone by those who had it, told by %s, is harm', async (person) => {
    await town.says(person, '陈静爷爷奶奶都走了，她一个人在家');
    expect(await harmed()).toEqual([CHEN]);
    expect(await standings()).toEqual([]);
  });

  test('who has gone out for a while, or left it with somebody, has not left it alone', async () => {
    await town.says('g-c31-7', '爷爷奶奶都走了去赶街，她一个人在家');
    await town.says('wang', '陈静爷爷奶奶都走了，她一个人在家，姑姑来照看');
    expect(await harmed()).toEqual([]);
  });

  describe('a carer who is named', () => {
    const kept = () => town.database.twelvePhone.findMany();
    const carers = async () => (await town.facts('carer')).map(({ body }) => body.carer);

    test.each([
      ['wang', '陈静托她爷爷马老三管，电话13800000000', '她爷爷马老三'],
      ['luo', '陈静委托姑妈李小红照顾，电话13800000000', '姑妈李小红'],
      ['g-c31-7', '我们去广东打工，孩子交给她大伯带，他电话13800000000', '她大伯'],
    ])('%s: “%s”', async (person, text, carer) => {
      const reply = await town.says(person, text);
      expect(await carers()).toEqual([carer]);
      expect(reply).toContain(`在家由${carer}照看`);
      expect(reply).not.toContain('13800000000');
      const rows = await town.database.fact.findMany({ where: { kind: 'carer' } });
      expect(JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? null : value))).not.toContain(
        '13800000000',
      );
      const [row] = await kept();
      expect(row).toMatchObject({ student: CHEN, title: '照看人' });
      expect(row?.phone).not.toContain('13800000000');
      expect(JSON.stringify(await openTwelve())).toContain('13800000000');
    });

    test('settles the duty of the village, also by its number', async () => {
      await town.says('luo', '陈静在家没人照看');
      await town.says('luo', '4 表姨刘珍，电话13800000000');
      expect(await carers()).toEqual([null, '表姨刘珍']);
      expect(await town.duties('P5.1-LEFTBEHIND/carer')).toEqual([`P5.1-LEFTBEHIND/carer ${CHEN} done`]);
      expect(await openTwelve()).toEqual([['照看人', { name: '表姨刘珍', phone: '13800000000' }]]);
    });

    test('a guardian who names one is not asked who it is', async () => {
      const reply = await town.says('g-c31-7', '我们出去打工了，娃委托姑妈照顾');
      expect(reply).toContain('照看人的电话多少');
      expect(town.news('wang').join()).not.toContain('请问清现在谁在家');
    });
  });

  test('what the village tells is who looks after the child', async () => {
    await town.says('luo', '陈静在家没人照看');
    expect(await town.facts('hazard')).toEqual([]);
    expect((await town.facts('carer')).map(({ body }) => body.carer)).toEqual([null]);
  });
});

describe('a child that is married off', () => {
  test('is away without leave, and nobody is sent to call its family', async () => {
    const reply = await town.says('wang', '实到9，罗志明来了，杨春燕没来她妹妹说她出嫁了');
    expect(reply).toContain('收到（杨春燕）');
    expect(reply).toContain('没来：杨春燕');
    expect(reply).not.toContain('联系杨春燕的家长');
    expect(await standings()).toEqual([[YANG, 'unaccounted']]);
    expect((await town.file(YANG))?.family?.circumstances).toEqual(['girl']);
    expect(town.news('g-c31-4')).toEqual([]);
  });

  test('“不是请事假，是嫁人了” takes the leave back of the one child that was told to be on leave', async () => {
    await town.says('wang', '应到10实到9，杨春燕请事假');
    const reply = await town.says('wang', '不是请事假，是嫁人了，才13岁');
    expect(reply).toContain('收到（杨春燕）');
    expect(reply).toContain('旷课');
    expect((await town.file(YANG))?.marks['2026-09-14']).toMatchObject({ standing: 'unexcused' });
    expect(await harmed()).toEqual([YANG]);
  });

  test('two children on leave: it is asked who', async () => {
    await town.says('wang', '应到10实到8，杨春燕、陈静请事假');
    expect(await town.says('wang', '不是请事假，是嫁人了')).toContain('说的是哪个孩子');
    expect(await harmed()).toEqual([]);
  });

  test('what is added about her is told of her; of another child it is asked', async () => {
    expect(await town.says('wang', '杨春燕跟人跑了')).toContain('已记：旷课\n· 杨春燕');
    expect(await town.says('wang', '不读了，嫁到外县去了')).toContain('收到（杨春燕）');
    expect((await town.file(YANG))?.family?.circumstances).toEqual(['girl']);
    await town.says('wang', '孙浩病假');
    expect(await town.says('wang', '嫁到外县去了')).toContain('说的是哪个孩子？');
  });

  test('a sister’s wedding is a leave', async () => {
    expect(await town.says('wang', '杨春燕没来，她姐姐出嫁，请事假')).toContain('事假：杨春燕');
    expect(await harmed()).toEqual([]);
  });
});

describe('blanks stand where stops belong', () => {
  test.each([
    '陈静被她继父摸 她跟我哭了 咋办',
    '陈静好像有了',
    '陈静肚子大了 怕是有了',
    '陈静吃了好多药 洗胃',
    '陈静跟着一个男的跑了',
  ])('%s', async (text) => {
    expect(await town.says('wang', text)).toContain('收到（陈静）');
    expect(await harmed()).toEqual([CHEN]);
  });

  test('what a village cadre hears from a neighbour', async () => {
    const reply = await town.says('luo', '陈静家没人 邻居说她上星期就去男方家住了');
    expect(reply).toContain('收到（陈静）');
    expect(await harmed()).toEqual([CHEN]);
    expect((await town.file(CHEN))?.family?.circumstances).toEqual(['girl']);
  });

  test('a persuasion in which a wedding is told of', async () => {
    expect(await town.says('wang', '第二次宣传教育陈静家长说要给她办酒了，不读了')).toContain('收到（陈静）');
    expect((await town.file(CHEN))?.family?.circumstances).toEqual(['girl']);
  });

  test('a father who hits is no wedding', async () => {
    await town.says('wang', '陈静被她父亲打了');
    expect(await harmed()).toEqual([CHEN]);
    expect((await town.file(CHEN))?.family?.circumstances ?? []).toEqual([]);
  });
});

describe('the absence told with the harm is kept', () => {
  test.each([
    '陈静她爸昨晚又打她 今天不敢来',
    '陈静，她爸昨晚又打她，今天不敢来',
    '陈静她爸昨晚又打她今天不敢来',
  ])('%s', async (text) => {
    const reply = await town.says('wang', text);
    expect(await harmed()).toEqual([CHEN]);
    expect(await standings()).toEqual([[CHEN, 'unaccounted']]);
    expect(reply).not.toContain('联系陈静的家长');
    expect(town.news('g-c31-7')).toEqual([]);
  });

  test.each(['全班10人都到了除了陈静 她家妈来说要嫁人了', '应到10实到9除了陈静她妈说她要嫁人了'])(
    'and the roll: %s',
    async (text) => {
      const reply = await town.says('wang', text);
      expect(reply).toContain('收到（陈静）');
      expect(reply).toMatch(/已记 三\(1\)班.*实到.*\n· 没来：陈静/);
      expect(await standings()).toEqual([[CHEN, 'unaccounted']]);
      expect(town.news('g-c31-7')).toEqual([]);
    },
  );

  test('a roll of others between blanks', async () => {
    const reply = await town.says('wang', '应到10 实到8 孙浩没来 陈静没来 她爸昨晚打她');
    expect(reply).toContain('应到10 实到8');
    expect(await standings()).toEqual([
      [CHEN, 'unaccounted'],
      [pupil('c31', '孙浩'), 'unaccounted'],
    ]);
  });
});

describe('away on another day, while nobody knows which guardian is safe (decision 006)', () => {
  const AWAY = 'P1.R4-HAZARD/away';

  beforeEach(async () => {
    await town.says('wang', '陈静说在家被打');
    await town.goTo('2026-09-15 07:50');
  });

  test('the principal looks for the child, and nobody is sent to the family', async () => {
    const reply = await town.says('wang', '应到10实到9，陈静没来');
    expect(reply).toContain('没来：陈静');
    expect(reply).not.toContain('联系陈静的家长');
    expect(await town.duties(AWAY)).toEqual([`${AWAY} ${CHEN} open`]);
    await town.says('wang', '陈静家长电话打不通');
    await town.goTo('2026-09-15 18:10');
    for (const name of ['P3.1-CHECK-1H', 'P3.1-CHECK-1H/second_channel', 'P3.1-VERIFY-SD'])
      expect(await town.duties(name)).toEqual([]);
    expect(town.news('g-c31-7')).toEqual([]);
    expect(town.news('wang').join('\n')).not.toContain('受保护');
    expect(await town.says('qian', '1 在她舅舅家，派出所看过了，安全')).toContain('陈静');
    expect(await town.duties(AWAY)).toEqual([`${AWAY} ${CHEN} done_late`]);
  });

  test('once a guardian is known to be safe, the class teacher calls again', async () => {
    await town.says('qian', '陈静的消息只发给陈静的家长');
    expect(await town.says('wang', '应到10实到9，陈静没来')).toContain('联系陈静的家长');
    expect(await town.duties(AWAY)).toEqual([]);
  });

  test('back in school, there is nothing to look for', async () => {
    await town.says('wang', '应到10实到9，陈静没来');
    await town.says('wang', '陈静到了');
    expect(await town.duties(AWAY)).toEqual([`${AWAY} ${CHEN} not_applicable`]);
  });
});

describe('what a family tells of harm reaches the principal at once, and the class teacher not', () => {
  test.each([
    '静静怀起娃娃了 你们莫声张',
    '静静她叔叔老是摸她',
    '静静说有个叔叔天天在校门口等她给她糖吃',
    '静静躲起来了 她说怕她爸',
    '有人在学校门口堵静静 说要砍死她',
    '有人在网上拿她照片吓她 要她打钱',
    '静静的老师摸她手 她不敢讲',
    '她老师用棍子打她手都肿了',
    '她说有人要弄死她',
  ])('%s', async (text) => {
    await town.says('g-c31-7', text);
    expect(await harmed()).toEqual([CHEN]);
    expect(await town.facts('guardian_words')).toEqual([]);
    for (const person of ['qian', 'zhou']) expect(town.news(person).join('\n')).toContain('【安全保护】陈静');
    expect(town.news('wang').join('\n')).not.toContain('陈静');
  });
});

describe('a harmed child that is sought', () => {
  const PLACE = /男朋友|所里/;

  test('is sought and protected, when both are told', async () => {
    const reply = await town.says('wang', '陈静不见了，她爸昨晚打她');
    expect(reply).toContain('收到（陈静）');
    expect(await harmed()).toEqual([CHEN]);
    expect(await town.facts('missing')).toHaveLength(1);
  });

  test('is told to be found, and nobody hears where', async () => {
    await town.says('wang', '陈静说在家被打');
    await town.says('wang', '陈静不见了');
    await town.says('pan', '找到了，在她男朋友家，已经带回所里');
    expect((await town.file(CHEN))?.missing).toBe(false);
    const news = ['wang', 'zhao', 'qian', 'zhou', 'g-c31-7']
      .flatMap((person) => town.news(person))
      .join('\n');
    expect(news).toContain('陈静（三(1)班）找到了。');
    expect(news).not.toMatch(PLACE);
    expect(await town.says('wang', '陈静找到了吗')).not.toMatch(PLACE);
    expect(await town.says('wang', '陈静的情况')).not.toMatch(PLACE);
  });
});

describe('that it was told shows to those of the restricted section only (policy.md §5.1)', () => {
  test('not in the answer to whoever asks how the child stands', async () => {
    await town.says('wang', '陈静没来');
    await town.says('wang', '陈静说在家被打');
    expect(await town.says('qian', '陈静的情况')).toContain('安全保护');
    for (const person of ['wang', 'zhao', 'sun', 'shen', 'luo'])
      expect(await town.says(person, '陈静的情况')).not.toMatch(/安全保护|立即报告/);
  });

  test('and a child that is in school and has no case opens to nobody outside the school', async () => {
    await town.says('wang', '全到齐');
    for (const person of ['sun', 'shen'])
      expect(await town.says(person, '陈静的情况')).not.toContain('陈静（三(1)班）');
    expect(await town.says('zhao', '陈静的情况')).toContain('陈静（三(1)班）');
  });
});

describe('the principal has reported it', () => {
  const open = async (): Promise<string[]> => town.duties('P1.R4-HAZARD/safeguard');

  beforeEach(async () => {
    await town.says('wang', '陈静说在家被打');
  });

  test.each([
    '已报告派出所了',
    '已经报警了',
    '陈静那个报了',
    '陈静挨打那个已经报派出所了',
    '派出所和民政都报了',
  ])('%s', async (text) => {
    expect(await town.says('qian', text)).toContain('已记：已报告\n· 陈静');
    expect(await open()).toEqual([`P1.R4-HAZARD/safeguard ${CHEN} done`]);
  });

  test.each(['陈静那个还没报', '要报派出所吗', '等下报派出所', '杨春燕那个报了'])(
    'not yet: %s',
    async (text) => {
      await town.says('qian', text);
      expect(await open()).toEqual([`P1.R4-HAZARD/safeguard ${CHEN} open`]);
    },
  );

  test('another child that was harmed is not taken for the one that was reported', async () => {
    expect(await town.says('qian', '杨春燕也被打了，已报派出所')).toContain('收到（杨春燕）');
    expect(await open()).toHaveLength(2);
  });

  test('of two it is asked which', async () => {
    await town.says('wang', '杨春燕也被打了');
    expect(await town.says('qian', '已报告派出所了')).toContain('指哪一件');
  });
});

describe('a child hurt in a fight', () => {
  test('the principal hears of the one who was hurt, and of nobody else in the message', async () => {
    expect(await town.says('wang', '打架 陈静头打破了送卫生院 罗志明跑了')).toContain('收到（陈静）');
    expect(await harmed()).toEqual([CHEN]);
    expect(town.news('qian').join()).toContain('陈静');
  });

  test.each(['陈静打破了窗玻璃', '陈静手破了，自己打球摔的', '陈静骨折住院，骑车摔的'])(
    '%s: no harm',
    async (text) => {
      await town.says('wang', text);
      expect(await harmed()).toEqual([]);
    },
  );
});
