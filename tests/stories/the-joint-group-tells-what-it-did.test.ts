/** The eight seats at work: each is told, each may report (P4.R3-TEAM, P4.R3-3IN1W, policy.md §5.1). */
import { expect, test } from 'vitest';
import { story } from '../support/play.ts';
import { TOWN_OF_SEATS } from '../support/town.ts';

const DISPATCHED = `
  09-14 08:05 wang 三(1)班应到6实到5，张伟没来
  09-16 15:10 wang 已上报
  09-16 15:11 wang 2026091601
  09-16 15:40 zhou 张伟派单给石桥镇，理由：孩子跟姑姑住在石桥
`;

test('another township can neither accept, nor name the group, nor open a step; the one in charge can', async () => {
  const told = await story(
    { until: '09-16 17:00', town: TOWN_OF_SEATS },
    `${DISPATCHED}
     09-16 16:00 sun 受理张伟
     09-16 16:01 sun 张伟联合小组：第一书记宋书记
     09-16 16:02 sun 张伟进入宣传教育
     09-16 16:10 lin 受理张伟`,
  );
  const refused = '没有记。张伟现在由石桥镇负责劝返，这件事要由那里来办，请转告。';
  expect(told.texts('sun', 'reply')).toEqual([refused, refused, refused]);
  expect(told.state.students.zhang).toMatchObject({ platform: 'ACCEPTED', township: 't2', fourStep: 'NONE' });
});

test('whoever sits on the group reports a session, and is let into the case; whoever does not is told whose it is', async () => {
  const told = await story(
    { until: '09-21 20:00', town: TOWN_OF_SEATS },
    `${DISPATCHED}
     09-16 16:00 tie 第一次宣传教育张伟，讲了义务教育法，家长答应送来
     09-16 16:10 lin 1
     09-16 16:20 lin 张伟联合小组：村两委罗主任
     09-17 10:00 fang 第一次宣传教育张伟，讲了义务教育法，家长答应送来
     09-18 10:00 tie 第二次宣传教育张伟，讲了义务教育法，家长答应送来
     09-21 10:00 yan 第三次宣传教育张伟，讲了义务教育法，家长答应送来
     09-21 10:10 song 张伟的情况
     09-21 10:11 song 组里的人，去家访用
     09-21 10:20 lin 劝返张伟，家长答应送来`,
  );
  expect(told.texts('tie', 'reply')[0]).toMatch(/^这件事不归您的岗位报/);
  expect(told.state.students.zhang).toMatchObject({ educationSessions: 3 });
  expect(told.texts('song', 'reply').at(-1)).toContain('张伟');
  expect(told.texts('song', 'reply').at(-1)).not.toContain('不归您的岗位');
  expect(told.looks).toContain('song zhang 组里的人，去家访用');
  expect(told.texts('lin', 'reply').at(-1)).toContain('劝返');
});

test('BACK is the principal’s and the persuading township’s to confirm: the bureau is told so', async () => {
  const told = await story(
    { until: '10-22 12:00', town: TOWN_OF_SEATS },
    `09-14 08:05 wang 三(1)班应到6实到5，张伟没来
     09-17 08:05 wang 全到齐
     10-21 10:00 zhou 张伟返校稳定，销案
     10-21 10:05 zhao 张伟返校稳定，销案
     10-21 11:00 sun 张伟返校稳定，销案
     10-21 12:00 qian 张伟返校稳定，销案`,
  );
  expect(told.texts('zhou', 'reply').at(-1)).toMatch(/^没有记。这件事要由.*校长.*来定/);
  expect(told.texts('zhao', 'reply').at(-1)).toMatch(/不归您的岗位/);
  expect(told.stage('zhang')).toBe('CLOSED');
});
