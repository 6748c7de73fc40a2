import { beforeAll, describe, expect, test } from 'vitest';
import { answerLeftBehind, receive } from '../../bot/receive.ts';
import { at, MINUTE } from '../../domain/calendar/time.ts';
import { verifyChains } from '../../prisma/stores/chain-store.ts';
import { CountyKeeper } from '../../prisma/stores/county-store.ts';
import { loadNationalCalendar } from '../../seeds/load-calendar.ts';
import { makePlan } from '../../seeds/scenario.ts';
import { tickSchool } from '../../workers/tick.ts';
import { Field, MONDAY, POLICY, WORDS } from '../support/field.ts';
import { pupil } from '../support/field-county.ts';

let town: Field;

beforeAll(async () => {
  town = await Field.open();
  await town.goTo('07:50');
});

const recorded = () => town.database.fact.count();
const kept = (text: string) => town.database.inbox.findFirst({ where: { text }, orderBy: { id: 'desc' } });

describe('what cannot be used gets a clear answer, is kept as it came, and records nothing', () => {
  const long = '张伟没来。'.repeat(4000);
  test.each([
    ['an account nobody knows', 'stranger', '张伟没来', '您的账号还没有登记'],
    ['a person without a post today', 'xu', '张伟没来', '您现在没有在岗登记'],
    ['twenty thousand characters', 'wang', long, '消息太长（20000字）'],
    ['faces only', 'wang', '😀😅🎒', '没看懂这句话'],
    ['signs only', 'wang', '？？？……', '没看懂这句话'],
    ['a class that is not the sender’s', 'wang', '九(9)班应到40实到40，全到齐', '是哪个班？'],
    ['a pupil of another class', 'wang', '陈雨涵没来', '花名册上没有“陈雨涵”'],
    ['an order about another’s duty', 'wang', '确认张伟辍学', '这件事不归您的岗位报'],
    ['words that try to be a query', 'wang', "'; DROP TABLE fact; --", '没看懂这句话'],
    ['words that try to be a template', 'wang', '{{ values }}{% raw %}', '没看懂这句话'],
  ])('%s', async (_, person, text, answer) => {
    const before = await recorded();
    expect(await town.says(person, text)).toContain(answer);
    expect(await recorded()).toBe(before);
    expect(await kept(text)).toMatchObject({ sender: person, handledAt: expect.any(Date) });
    await town.says(person, '算了');
  });

  test('a thank-you is not answered, and is no fact', async () => {
    const before = await recorded();
    expect(await town.says('wang', '收到👌')).toBe('');
    for (const thanks of ['谢谢', '谢谢啊 辛苦了', '好的 谢谢', '好的，谢谢老师！', '收到，辛苦您了'])
      expect(await town.says('wang', thanks)).toBe('');
    expect(await recorded()).toBe(before);
  });

  test('nothing at all is still answered', async () => {
    expect(await town.says('wang', '   ')).toContain('没看懂');
  });
});

describe('what is only oddly written is understood', () => {
  test('control characters, a zero among them, are left out', async () => {
    expect(await town.says('wang', '罗志明\u0000没\u0007来\u009f')).toContain('没来：罗志明');
    expect(await kept('罗志明没来')).not.toBeNull();
  });

  test('faces around the words do no harm', async () => {
    expect(await town.says('wang', '周强没来😭😭')).toContain('没来：周强');
  });
});

describe('the same, and out of order', () => {
  test('a message that comes twice is answered and recorded once', async () => {
    expect(await town.says('wang', '赵敏没来', 'twice')).toContain('没来：赵敏');
    const before = await recorded();
    expect(await town.says('wang', '赵敏没来', 'twice')).toBe('');
    expect(await town.says('wang', '赵敏病假', 'twice')).toBe('');
    expect(await recorded()).toBe(before);
    expect(await town.database.notice.count({ where: { key: 'reply:test:twice' } })).toBe(1);
  });

  test('the same words in another message change nothing and say so', async () => {
    const before = await recorded();
    expect(await town.says('wang', '赵敏没来')).toContain('和记录一致，没有改动');
    expect(await recorded()).toBe(before);
  });

  test('that a child has come, told before that it was missing', async () => {
    expect(await town.says('wang', '孙浩到了')).not.toBe('');
    expect(await town.says('wang', '孙浩没来')).toContain('没来：孙浩');
    expect(await town.says('wang', '孙浩到了')).toContain('已到校：孙浩');
    expect(await town.file(pupil('c31', '孙浩'))).toMatchObject({ away: null, stage: 'ENROLLED' });
  });

  test('reported, taken back and reported again on one day asks for the call to the family again', async () => {
    await town.says('liu', '何光明没来');
    await town.says('liu', '撤回');
    const call = () =>
      town.database.duty.findFirst({ where: { name: 'P3.1-CHECK-1H', student: pupil('c32', '何光明') } });
    expect(await call()).toMatchObject({ state: 'not_applicable', proof: 'withdrawn' });
    expect(await town.says('liu', '何光明没来')).toContain('请在今天');
    expect(await call()).toMatchObject({ state: 'open', proof: null });
    expect(await town.says('liu', '1')).toContain('已联系上');
    expect(await call()).toMatchObject({ state: 'done' });
  });
});

describe('a clock that jumps back', () => {
  test('neither asks again nor forgets', async () => {
    const back = await Field.open();
    await back.goTo('08:30');
    await back.says('wang', '应到10实到9，张伟没来');
    const [duties, notices] = await Promise.all([
      back.database.duty.findMany(),
      back.database.notice.count(),
    ]);
    const stream = await back.database.stream.findUniqueOrThrow({ where: { id: 'tangdan' } });
    expect(await tickSchool(back.database, 'tangdan', at(MONDAY, '07:30'), back.county())).toEqual([]);
    expect(await back.database.stream.findUniqueOrThrow({ where: { id: 'tangdan' } })).toEqual(stream);
    back.now = at(MONDAY, '07:40');
    expect(await back.says('wang', '张伟家长联系上了')).toContain('已联系上家长');
    await back.goTo('08:30');
    expect(await back.database.duty.count()).toBe(duties.length);
    expect(await back.database.notice.count({ where: { kind: { not: 'reply' } } })).toBeGreaterThanOrEqual(
      notices - 1,
    );
    const keys = (await back.database.notice.findMany()).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    const calls = await back.database.duty.findMany({ where: { name: 'P3.1-CHECK-1H' } });
    expect(calls.map(({ state }) => state)).toEqual(['done']);
    expect(await verifyChains(back.database)).toEqual([]);
  });
});

describe('what fails is not lost', () => {
  test('a message whose answer failed is kept, and answered by the next look', async () => {
    const files = { policy: POLICY, plan: makePlan(), national: loadNationalCalendar() };
    const keeper = await CountyKeeper.open(town.database, files);
    const troubles: unknown[] = [];
    let broken = true;
    const dependencies = {
      database: town.database,
      keeper,
      words: {
        ...WORDS,
        say: (...args: Parameters<typeof WORDS.say>) => {
          if (broken) throw new Error('the text is gone');
          return WORDS.say(...args);
        },
      },
      now: async () => at(MONDAY, '08:00') + MINUTE,
      onTrouble: (_: string, error: unknown) => troubles.push(error),
    };
    const message = {
      channel: 'test',
      messageId: 'unlucky',
      sender: 'he',
      text: '白雪没来',
      sentAt: town.now,
    };
    await receive(message, dependencies);
    expect(troubles).toHaveLength(1);
    expect(await kept('白雪没来')).toMatchObject({ handledAt: null, attempts: 1 });
    expect(await town.file(pupil('c71', '白雪'))).toBeUndefined();
    broken = false;
    expect(await answerLeftBehind(dependencies)).toBe(1);
    expect(await town.file(pupil('c71', '白雪'))).toMatchObject({ away: MONDAY });
    expect(await town.database.notice.count({ where: { key: 'reply:test:unlucky' } })).toBe(1);
  });
});
