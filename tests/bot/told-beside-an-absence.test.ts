/** What is told of an absence beside its kind: the answer says what stands, and the file has the same. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { closeFields, Field, MONDAY } from '../support/field.ts';
import { pupil } from '../support/field-county.ts';

let town: Field;

afterEach(closeFields);

beforeEach(async () => {
  town = await Field.open();
  await town.goTo('07:55');
});

const ZHANG = pupil('c31', '张伟');

describe('a child that comes later the same day', () => {
  test('stays away until it is there, and that is said', async () => {
    await town.says('wang', '张伟没来，其他全到');
    expect(await town.says('wang', '张伟下午来')).toBe('张伟现在记的是没来；到了请说“张伟到了”');
    expect(await town.file(ZHANG)).toMatchObject({
      away: MONDAY,
      marks: { [MONDAY]: { standing: 'unaccounted' } },
    });
    expect(await town.says('wang', '张伟到了')).toContain('已到校：张伟');
    expect(await town.says('wang', '李思雨没来，下午来')).toMatch(/没来：李思雨[\s\S]*到了请说“李思雨到了”/);
  });
});

test('whoever is on leave and is left out of “全到” stays on leave, in the answer as on the file', async () => {
  await town.says('zhao', '三(1)班张伟请病假三天');
  await town.goTo('2026-09-15 07:55');
  expect(await town.says('wang', '除张伟外全到')).toContain('病假：张伟');
  expect((await town.file(ZHANG))?.marks['2026-09-15']).toMatchObject({
    standing: 'sick_leave',
    excused: true,
  });
});

describe('公假', () => {
  test.each(['张伟公假', '张伟参加比赛，学校派的', '张伟被学校派去参加运动会'])('“%s”', async (said) => {
    expect(await town.says('wang', said)).toContain('公假：张伟');
    expect((await town.file(ZHANG))?.leaves).toMatchObject([{ kind: 'personal_leave', sent: true }]);
    expect(await town.says('wang', '今天张伟什么情况')).toContain('今天公假');
  });

  test('a contest alone is 事假', async () => {
    expect(await town.says('wang', '张伟请假去参加武术比赛')).toContain('事假：张伟');
  });

  test('is no leave that is watched', async () => {
    const leave = async (said: string) => {
      for (const day of ['2026-09-14', '2026-09-16', '2026-09-18']) {
        await town.goTo(`${day} 07:56`);
        await town.says('wang', said);
      }
      return (await town.duties()).filter((duty) => duty.startsWith('P3.3-WATCH'));
    };
    expect(await leave('张伟公假')).toEqual([]);
  });

  test('as three leaves of a family are', async () => {
    for (const day of ['2026-09-14', '2026-09-16', '2026-09-18']) {
      await town.goTo(`${day} 07:56`);
      await town.says('wang', '张伟事假');
    }
    expect((await town.duties()).filter((duty) => duty.startsWith('P3.3-WATCH'))).not.toEqual([]);
  });
});

test.each(['张伟上午请半天假', '张伟下午请假', '张伟上午请病假，下午来'])(
  '“%s”: the whole day is recorded, and it is said',
  async (said) => {
    expect(await town.says('wang', said)).toContain(
      '张伟请的是半天，先按9月14日（周一）1天假记；来上课了请说“张伟到了”',
    );
    expect((await town.file(ZHANG))?.leaves).toMatchObject([{ from: MONDAY, until: MONDAY }]);
    expect(await town.says('wang', '张伟到了')).toContain('已到校：张伟');
    expect((await town.file(ZHANG))?.marks[MONDAY]).toMatchObject({ standing: 'present' });
  },
);

test('a family that says when the child comes back: it is away till then, and whether it has leave is asked', async () => {
  await town.says('wang', '张伟没来，其他都到');
  const reply = await town.says('wang', '张伟的家长说下周一才来，去转经了');
  expect(reply).toContain('没来，到9月20日（周日）：张伟');
  expect(reply).toContain('张伟：已联系上家长');
  expect(reply).toContain('张伟请假了吗？没请的，到9月20日（周日）都算没请假');
  expect(await town.file(ZHANG)).toMatchObject({ away: MONDAY, leaves: [] });
  expect(await town.says('wang', '张伟事假到9月20日（周日）')).toContain('其余已转钱校长批');
});
