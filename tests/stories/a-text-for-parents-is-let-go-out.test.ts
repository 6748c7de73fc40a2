import { expect, test } from 'vitest';
import { story } from '../support/play.ts';
import { TOWN, withUnit } from '../support/town.ts';

const TOWN_OF_LAW = withUnit(TOWN, 'shen', '沈科长', '司法局');

test('a text for parents goes out by the word of the judicial bureau alone, which can read it first and take it back', async () => {
  const told = await story(
    { until: '09-14 12:00', town: TOWN_OF_LAW },
    `09-14 09:00 wang 审核通过 L3
     09-14 09:01 shen 待审文本
     09-14 09:02 shen 看文本 L3
     09-14 09:03 shen 撤回审核 L3
     09-14 09:04 shen 待审文本
     09-14 09:05 shen 审核通过 L3
     09-14 09:06 shen 待审文本
     09-14 09:07 shen 审核通过 L99`,
  );
  expect(told.texts('wang', 'reply')).toEqual(['这件事不归您的岗位报：给家长的文本。请转告区司法局。']);
  const [nothing, shown = '', taken, waiting, given, again, unknown] = told.texts('shen', 'reply');
  expect(nothing).toBe('已记：给家长的文本\n→ 给家长的文本都已审核，没有待审的');
  expect(shown).toContain('的家长您好：孩子几天没来，大家惦记。');
  expect(shown).toContain(
    '中华人民共和国义务教育法第五条第二款：适龄儿童、少年的父母或者其他法定监护人应当依法保证其按时入学接受并完成义务教育。',
  );
  expect(shown).toContain('中华人民共和国未成年人保护法第十六条第五项：（五）尊重未成年人受教育的权利');
  expect(taken).toBe('已记：给家长的文本\n→ “L3 几天没到校，要来家访”从现在起不再发给家长，要发须重新审核');
  expect(waiting).toBe(
    '已记：给家长的文本\n· L3 几天没到校，要来家访（还没有审核过）\n→ 看原文请回“看文本L3”，审核请回“审核通过L3”',
  );
  expect(given).toContain('从今天起可以发给家长，管用到2027年9月13日');
  expect(again).toBe(nothing);
  expect(unknown).toBe('没有编号是“L99”的文本。说“待审文本”可以看有哪些。');
  expect(told.rest()).toEqual([
    '09-14 07:50 wang reminder P3.1-ROLL',
    '09-14 08:10 wang reminder P3.1-ROLL',
    '09-14 08:10 zhao escalation P3.1-ROLL',
    '09-14 09:00 wang reminder P3.1-REPORT-2H',
    '09-14 09:40 wang reminder P3.1-REPORT-2H',
    '09-14 10:00 wang reminder P3.1-REPORT-2H',
    '09-14 10:00 zhao escalation P3.1-REPORT-2H',
    '09-14 12:00 qian escalation P3.1-REPORT-2H',
  ]);
});
